"""Reads a file before it may be published, and makes the copy that the public would get.

What counts is what the copy still shows: whatever the safe copy leaves behind (comments, scripts,
properties, places of photos) needs nobody's decision and is told as removed. Scans are read by OCR where
it is installed, and looked at again. Office files and tables whose seen words hold personal data are set as
a paper of pages, so that the same boxes may be drawn on them as on a PDF.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from terbuka.documents.blackout.blacking import BlackedOut, black_out_text
from terbuka.documents.confined import LIMITS, Done, Limits, confined
from terbuka.documents.guarding.pictured import seen_in_picture
from terbuka.documents.mediatypes import MediaType
from terbuka.documents.preview import ocr
from terbuka.documents.preview.text_layer import Layer, text_layer
from terbuka.documents.safecopy.copying import NOTES
from terbuka.rules.guarding import NOT_READ
from terbuka.rules.language import Phrase, say
from terbuka.rules.personal.kinds import Personal
from terbuka.rules.phrases import phrase_of
from terbuka.rules.ruling import BadInput

LONGEST_TEXT = 200_000
# What no copy of ours ever holds, a paper of the seen words neither.
_NEVER_COPIED = frozenset(
    {"metadata", "comment", "tracked_change", "pivot_cache", "attachment", "javascript", "exif_place"}
)
PERSONAL = frozenset(kind.value for kind in Personal)
_BY_OCR = say("Halaman gambar dibaca dengan OCR dan diberi lapisan teks.")
_FAULTS = {
    "encrypted": say("Berkas ini terkunci kata sandi. Buka kuncinya dan simpan lagi, lalu unggah lagi."),
    "broken": say(
        "Berkas ini rusak atau terpotong. Buka di komputer Anda, simpan lagi, lalu unggah yang baru."
    ),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One finding or hint: its place in both languages, masked words, areas `[page, x0, y0, x1, y1]`, 0 to 1.

    `is_removed`: it stands in the file but not in the copy.
    """

    kind: str
    where: dict[str, str]
    page: int | None
    count: int
    excerpt: str
    areas: tuple[list[float], ...]
    is_hidden: bool
    is_hint: bool
    is_removed: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """By this the same finding is known in another copy of the file."""
        return self.kind, self.page, self.where["id"]

    @property
    def is_open(self) -> bool:
        """Must a person decide it?"""
        return not self.is_hint and not self.is_removed


@dataclass(frozen=True, slots=True)
class Copy:
    """What the public would get: bytes, media type, words, pages."""

    content: bytes
    kind: MediaType
    text: str
    pages: int
    has_text_layer: bool | None
    notes: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What the guard saw. `copy` is None where none can be made as the file is; `fault` says why.

    Not `is_workable`: the file must be mended before it can be published.
    """

    seen: tuple[Seen, ...] = ()
    pages: int = 0
    copy: Copy | None = None
    fault: Phrase | None = None
    is_workable: bool = True

    @property
    def is_clean(self) -> bool:
        """May the copy be handed out without anybody's decision?"""
        return self.copy is not None and not any(one.is_open for one in self.seen)


def rows_of(told: dict[str, Any]) -> tuple[Seen, ...]:
    """What the other process told of one look."""
    return tuple(
        Seen(
            one["kind"], one["where"], one["page"], one["count"], one["excerpt"], tuple(one["areas"]),
            one["is_hidden"], one["is_hint"],
        )
        for one in told["seen"]
    )  # fmt: skip


def ask(content: bytes, *, name: str, kind: MediaType, on: date, copies: bool, limits: Limits) -> Done:
    """Have another process look. Raises BadInput where it takes too long or too much."""
    wish = {"name": name, "kind": kind.value, "on": on.isoformat(), "copies": copies, "longest": LONGEST_TEXT}
    return confined("look_at", content, wish, limits=limits)


def look(
    content: bytes, *, name: str, kind: MediaType, title: str, on: date, at: datetime, limits: Limits = LIMITS
) -> Look:
    """What stands in a file called `name` that must not be public. Never raises for a bad file.

    `on`: the day from which ages count; `at`: the moment in the properties of a paper of ours.
    """
    try:
        done = ask(content, name=name, kind=kind, on=on, copies=True, limits=limits)
    except BadInput as refused:
        return Look(fault=refused.phrase, is_workable=False)
    first = rows_of(done.told["first"])
    if not done.told["first"]["opens"]:
        fault = next((_FAULTS[one.kind] for one in first if one.kind in _FAULTS), _FAULTS["broken"])
        return Look(first, fault=fault, is_workable=False)
    fault_words = done.told.get("fault")
    copy_fault = phrase_of(fault_words) if fault_words else None
    if kind.has_pages and copy_fault:
        return Look(first, fault=copy_fault, is_workable=False)
    if kind.has_pages:
        return _with_pages(first, done, name=name, kind=kind, on=on, limits=limits)
    left = rows_of(done.told["second"]) if "second" in done.told else first
    copy = None if copy_fault else _copy(done, kind, 0, True)
    if copy and not any(one.is_open for one in left):
        return Look(_both(first, left), 0, copy)
    return _on_paper(
        content, first, left, copy, copy_fault, name=name, kind=kind, title=title, on=on, at=at, limits=limits
    )


def _copy(done: Done, kind: MediaType, pages: int, has_text_layer: bool | None) -> Copy:
    notes = tuple(NOTES[name] for name in done.told.get("notes", []) if name in NOTES)
    return Copy(done.files[0], kind, done.told["text"], pages, has_text_layer, notes)


def _both(first: Sequence[Seen], left: Sequence[Seen]) -> tuple[Seen, ...]:
    """What is left, then what only the source holds, as removed."""
    keys = {one.key for one in left}
    gone = [
        replace(one, is_removed=True, areas=()) for one in first if one.key not in keys and not one.is_hint
    ]
    # A part that nobody could read is not known to be gone but by a copy that was read whole.
    return (*left, *(one for one in gone if one.kind != NOT_READ))


def _with_pages(
    first: tuple[Seen, ...], done: Done, *, name: str, kind: MediaType, on: date, limits: Limits
) -> Look:
    """A PDF or a picture, whose copy is there."""
    left = rows_of(done.told["second"]) if "second" in done.told else first
    if kind.is_picture:
        read = seen_in_picture(done.files[0]) if ocr.is_installed() else None
        if read is not None:
            left = (*(one for one in left if one.kind != NOT_READ), *(Seen(**one) for one in read))
        return Look(_both(first, left), 1, _copy(done, kind, 1, None))
    pages = done.told["pages"]
    copy = _copy(done, kind, pages, bool(done.told["text"].strip()) and not done.told["wordless"])
    if done.told["wordless"] and ocr.is_installed():
        try:
            layered = text_layer(copy.content, limits=limits)
            if layered.layer is not Layer.NONE and layered.added:
                again = ask(layered.content, name=name, kind=kind, on=on, copies=False, limits=limits)
                left = rows_of(again.told["first"])
                whole = layered.layer in (Layer.THERE, Layer.ADDED)
                copy = replace(_copy(again, kind, pages, whole), notes=(*copy.notes, _BY_OCR))
        except BadInput:
            pass  # It stays a picture that a person has to look at.
    return Look(_both(first, left), pages, copy)


def paper_of(
    content: bytes, *, kind: MediaType, title: str, at: datetime, limits: Limits = LIMITS
) -> BlackedOut:
    """The seen words of an Office file or table as a PDF of ours, the same each time. Raises BadInput."""
    return black_out_text(content, kind, (), title=title, at=at, limits=limits)


def _on_paper(
    content: bytes,
    first: tuple[Seen, ...],
    left: tuple[Seen, ...],
    copy: Copy | None,
    copy_fault: Phrase | None,
    *,
    name: str,
    kind: MediaType,
    title: str,
    on: date,
    at: datetime,
    limits: Limits,
) -> Look:
    """An Office file or table that cannot go out as it is: what must be decided, placed on its paper."""
    if copy is None:
        left = tuple(
            replace(one, is_removed=one.kind in _NEVER_COPIED) if not one.is_hint else one for one in left
        )
    try:
        paper = paper_of(content, kind=kind, title=title, at=at, limits=limits)
        told = ask(
            paper.content, name=f"{name}.pdf", kind=MediaType.PDF, on=on, copies=False, limits=limits
        ).told
    except BadInput as fault:
        # Without pages the findings are decided by their words; without a copy the file must be mended.
        return Look(_both(first, left), 0, copy, copy_fault or fault.phrase, is_workable=copy is not None)
    placed = [one for one in rows_of(told["first"]) if one.kind in PERSONAL]
    kinds = {one.kind for one in placed}
    unplaced = [one for one in left if one.is_hint or one.is_hidden or one.kind not in kinds]
    return Look((*_both(first, left)[len(left) :], *unplaced, *placed), paper.pages, copy, copy_fault)


def is_left(seen: Iterable[Seen], dismissed: set[tuple[str, int | None]], *, has_pages: bool) -> list[Seen]:
    """What of a look at the final copy nobody has dismissed, by kind and page (or by kind alone)."""
    kinds = {kind for kind, _page in dismissed}
    return [
        one
        for one in seen
        if one.is_open and ((one.kind, one.page) not in dismissed if has_pages else one.kind not in kinds)
    ]
