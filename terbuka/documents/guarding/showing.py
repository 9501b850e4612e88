"""How a public copy is shown before it is downloaded: its first pages as pictures, an Office file as PDF.

All of it is drawn from the copy, never from the file as it came. The PDF of an Office file is made safe
and looked at like any other; where it would show what nobody allowed, or cannot be made, the copy is
shown by its words alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from terbuka.documents.confined import LIMITS, Limits
from terbuka.documents.guarding.looking import PERSONAL, Copy, ask, is_left, rows_of
from terbuka.documents.mediatypes import MediaType
from terbuka.documents.preview.libreoffice import as_pdf, has_paper
from terbuka.documents.preview.showing import MOST_AT_ONCE, Picture, previews
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput

WIDE = 800
_WORDS_ALONE = say("Tidak dapat ditampilkan sebagai halaman; di halaman umum tampil sebagai teks.")


@dataclass(frozen=True, slots=True)
class Shown:
    """Pictures of the first pages (WebP), the PDF of an Office file (b"" without), and what to know of it."""

    pictures: tuple[Picture, ...] = ()
    paper: bytes = b""
    notes: tuple[Phrase, ...] = ()


def show(
    copy: Copy,
    *,
    name: str,
    on: date,
    most: int,
    dismissed: Collection[tuple[str, int | None]] = (),
    limits: Limits = LIMITS,
) -> Shown:
    """At most `most` pages of a copy called `name`; `dismissed` as in an `Order`. Never raises for a file."""
    if has_paper(copy.kind):
        return _on_paper(copy, name, on, most, dismissed, limits)
    return Shown(_drawn(copy.content, copy.kind, copy.pages, most, limits) if copy.kind.has_pages else ())


def _on_paper(
    copy: Copy,
    name: str,
    on: date,
    most: int,
    dismissed: Collection[tuple[str, int | None]],
    limits: Limits,
) -> Shown:
    try:
        raw = as_pdf(copy.content, copy.kind, seconds=limits.seconds)
        if raw is None:
            return Shown()
        done = ask(raw, name=f"{name}.pdf", kind=MediaType.PDF, on=on, copies=True, limits=limits)
    except BadInput:
        return Shown(notes=(_WORDS_ALONE,))
    seen = [one for one in rows_of(done.told["first"]) if one.kind in PERSONAL]
    if "fault" in done.told or not done.files or is_left(seen, set(dismissed), has_pages=False):
        return Shown(notes=(_WORDS_ALONE,))
    paper = done.files[0]
    return Shown(_drawn(paper, MediaType.PDF, done.told["pages"], most, limits), paper)


def _drawn(content: bytes, kind: MediaType, pages: int, most: int, limits: Limits) -> tuple[Picture, ...]:
    """The first pages; none where they are too much to be drawn."""
    numbers = range(1, min(pages, most, MOST_AT_ONCE) + 1)
    try:
        return tuple(previews(content, kind, pages=numbers, width=WIDE, limits=limits))
    except BadInput:
        return ()
