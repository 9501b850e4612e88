"""Makes the copy of a file whose findings are decided: blacked out, and read back by other means."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from terbuka.documents.blackout.areas import Part
from terbuka.documents.blackout.blacking import BlackedOut, black_out
from terbuka.documents.blackout.verifying import verify_black_out
from terbuka.documents.confined import LIMITS, Limits, confined
from terbuka.documents.guarding.looking import Copy, Seen, ask, is_left, look, paper_of, rows_of
from terbuka.documents.mediatypes import MediaType
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

# Fewer digits than these stand on many pages by chance.
_FEWEST_DIGITS = 8
_NO_COPY = say("Salinan publik tidak dapat dibuat dari berkas ini.")
_PAPER = say("Salinan publik menjadi PDF berisi yang tampak di berkas.")


class StillThere(Exception):
    """The copy, read back, still shows what nobody allowed."""

    def __init__(self, left: Sequence[Seen]) -> None:
        super().__init__(", ".join(one.kind for one in left))
        self.left = tuple(left)


@dataclass(frozen=True, slots=True)
class Order:
    """What a person decided: `parts` to black out, pages to draw anew, findings (kind, page) that may stay.

    `wants_paper`: what is hidden in an Office file stays behind, the seen words go out as PDF.
    """

    parts: tuple[Part, ...] = ()
    redraw: frozenset[int] = frozenset()
    dismissed: frozenset[tuple[str, int | None]] = frozenset()
    wants_paper: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came, and what is said of it."""

    content: bytes
    name: str
    kind: MediaType
    title: str
    on: date
    at: datetime


def clear(source: Source, order: Order, *, limits: Limits = LIMITS) -> Copy:
    """The public copy as decided. Raises BadInput, NotBlackedOut, and StillThere when the copy shows more."""
    base, is_paper = _base(source, order, limits)
    if not order.parts and not order.redraw and not is_paper:
        return _checked(base, source, order, limits, is_paper=False)
    result = BlackedOut(base.content, base.kind, base.pages, is_paper=is_paper)
    if order.parts or order.redraw:
        result = black_out(
            base.content, base.kind, order.parts, redraw=order.redraw, title=source.title, limits=limits
        )
        secrets = _secrets(base, order.parts, limits)
        verify_black_out(result, order.parts, secrets, limits=limits)
    notes = (*base.notes, *((_PAPER,) if is_paper else ()), *result.notes)
    made = replace(base, content=result.content, notes=tuple(dict.fromkeys(notes)))
    return _checked(made, source, order, limits, is_paper=is_paper)


def _base(source: Source, order: Order, limits: Limits) -> tuple[Copy, bool]:
    """What is blacked out, and whether it is a paper of ours. Raises BadInput: the file must be mended."""
    if not source.kind.has_pages and (order.parts or order.redraw or order.wants_paper):
        paper = paper_of(source.content, kind=source.kind, title=source.title, at=source.at, limits=limits)
        return Copy(paper.content, paper.kind, "", paper.pages, True, paper.notes), True
    before = look(
        source.content,
        name=source.name,
        kind=source.kind,
        title=source.title,
        on=source.on,
        at=source.at,
        limits=limits,
    )
    if before.copy is None:
        raise BadInput(before.fault or _NO_COPY)
    return before.copy, False


def _secrets(base: Copy, parts: Collection[Part], limits: Limits) -> list[str]:
    """Numbers and addresses under the boxes: none of them may be anywhere in the result."""
    if base.kind.is_picture or not parts:
        return []
    areas = [(one.area.page, one.area.x0, one.area.y0, one.area.x1, one.area.y1) for one in parts]
    told = confined("words_under", base.content, {"areas": areas}, limits=limits).told["words"]
    found: set[str] = set()
    for words in told:
        found |= {word for word in words if _is_secret(word)}
        joined = "".join(words)
        if joined.isdigit() and _is_secret(joined):
            found.add(joined)
    return sorted(found)


def _is_secret(word: str) -> bool:
    return sum(sign.isdigit() for sign in word) >= _FEWEST_DIGITS or (
        "@" in word and len(word) >= _FEWEST_DIGITS
    )


def _checked(made: Copy, source: Source, order: Order, limits: Limits, *, is_paper: bool) -> Copy:
    """The copy with its words as they are now. Raises StillThere."""
    name = f"{source.name}.pdf" if is_paper else source.name
    done = ask(made.content, name=name, kind=made.kind, on=source.on, copies=False, limits=limits)
    left = is_left(rows_of(done.told["first"]), set(order.dismissed), has_pages=made.kind.has_pages)
    # A picture, or a page whose words are all black, has none to be read back; its boxes were proven black.
    is_drawn = made.kind.is_picture or bool(order.parts or order.redraw)
    left = [one for one in left if not (one.kind in _OF_PICTURES and is_drawn)]
    left = [one for one in left if one.kind not in _OF_COPIES]
    if left:
        raise StillThere(left)
    return replace(made, text=done.told["text"], pages=done.told.get("pages", made.pages))


_OF_PICTURES = frozenset({"not_read"})
# The properties of what we make name no person.
_OF_COPIES = frozenset({"metadata"})
