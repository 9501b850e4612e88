"""Blacks out parts of a file for publication; the source stays as it is, closed.

PDF and pictures are blacked out by area: see `pdf_pages` and `pictures`.

Office files and texts are never mended in place. A DOCX or XLSX keeps the same
words in too many places (split runs, tracked changes, shared strings, pivot
caches, names, previews, embedded files) for anybody to prove that a value is
gone. So what is published of them is a paper of our own: their seen words are
read, each occurrence of a value is taken away *before* the paper is set, and
nothing else of the source goes in. That paper is an ordinary PDF, which may be
blacked out by area once more.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from terbuka.documents.blackout.areas import Part, TextPart, check_parts
from terbuka.documents.confined import LIMITS, Limits, confined
from terbuka.documents.mediatypes import MediaType, media_type
from terbuka.documents.preview.showing import count_pages
from terbuka.documents.preview.wording import Paragraph, Table, Words, seen_words
from terbuka.documents.typesetting import PaperError, typeset
from terbuka.rules.language import Phrase, say, speaking
from terbuka.rules.ruling import BadInput

PAPER = "seen_words"
_MOST_SIGNS = 600_000
_MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class BlackedOut:
    """A file for publication: its bytes and kind, how many pages it has, which of them are pictures now.

    `count` is how many parts were blacked out, `notes` what the officer should know; `is_paper`
    marks a paper that we set ourselves, with tags and a title of its own.
    """

    content: bytes
    kind: MediaType
    pages: int
    drawn: tuple[int, ...] = ()
    count: int = 0
    notes: tuple[Phrase, ...] = ()
    is_paper: bool = False


def black_out(
    content: bytes,
    kind: str,
    parts: Sequence[Part],
    *,
    redraw: Collection[int] = (),
    title: str = "",
    limits: Limits = LIMITS,
) -> BlackedOut:
    """The PDF, JPEG or PNG with the areas of `parts` black, text and dots gone; the same bytes each time.

    Pages of `redraw` become pictures too, so that text which nobody sees on them
    goes. `title` is all that stands in the properties of the file. Raises BadInput.
    """
    medium = media_type(kind)
    if not medium.has_pages:
        raise BadInput(say("Berkas Office dan teks dihitamkan menurut katanya, bukan menurut kotak."))
    check_parts(parts)
    if not parts and not redraw:
        raise BadInput(say("Belum ada bagian yang dipilih untuk dihitamkan."))
    areas = [(area.page, area.x0, area.y0, area.x1, area.y1) for area in (part.area for part in parts)]
    wish = {"areas": areas, "redraw": sorted({*redraw}), "title": title, "kind": medium.value}
    task = "black_out_picture" if medium.is_picture else "black_out_pdf"
    done = confined(task, content, wish, limits=limits)
    drawn = tuple(done.told["drawn"])
    notes = () if medium.is_picture else (_drawn_note(drawn),)
    return BlackedOut(done.files[0], medium, done.told["pages"], drawn, len(parts), notes)


def _drawn_note(drawn: Sequence[int]) -> Phrase:
    return say(
        "{count} halaman menjadi gambar dengan lapisan teks; formulir, catatan, dan lampiran dibuang.",
        count=len(drawn),
    )


def black_out_text(
    content: bytes,
    kind: str,
    parts: Sequence[TextPart],
    *,
    title: str,
    at: datetime,
    limits: Limits = LIMITS,
) -> BlackedOut:
    """The seen words of a DOCX, XLSX, CSV or TXT as a PDF of ours, without the values of `parts`.

    `parts` may be empty: then it is the safe paper of the file, to be blacked out by area. `at`
    is the moment in the file's properties. Raises BadInput, also where a value does not occur.
    """
    medium = media_type(kind)
    if medium.has_pages:
        raise BadInput(say("PDF dan gambar dihitamkan menurut kotak, bukan menurut katanya."))
    check_parts(parts)
    words = seen_words(content, medium, rows=_MOST_ROWS, signs=_MOST_SIGNS, limits=limits)
    if words.is_cut:
        raise BadInput(say("Berkas ini terlalu panjang untuk dihitamkan di sini: pecah, atau cetak ke PDF."))
    blacker = _Blacker(parts)
    blocks = [blacker.block(block) for block in words.blocks]
    blacker.check()
    try:
        made = typeset(PAPER, _paper(words, blocks, title), title=title, language="id", at=at)
    except PaperError:
        raise BadInput(
            say("Berkas ini tidak dapat dijadikan PDF di sini: cetak ke PDF dari aplikasi asalnya.")
        ) from None
    pages = count_pages(made, MediaType.PDF, limits=limits)
    return BlackedOut(made, MediaType.PDF, pages, (), blacker.total, words.notes, True)


def _paper(words: Words, blocks: list[dict[str, Any]], title: str) -> dict[str, Any]:
    wide = max((len(block["rows"][0]) for block in blocks if block.get("rows")), default=0)
    return {"running": title, "page": "Halaman", "flipped": wide > 6, "blocks": blocks}


class _Blacker:
    """Takes values out of texts, however they are spaced."""

    def __init__(self, parts: Sequence[TextPart]) -> None:
        # The longest first: a name within a longer name goes with it.
        self._parts = sorted(parts, key=lambda part: -len(part.value))
        ways = [f"(?P<p{number}>{_pattern(part.value)})" for number, part in enumerate(self._parts)]
        self._any = re.compile("|".join(ways), re.IGNORECASE) if ways else None
        # Papers are Indonesian, whoever makes them.
        with speaking("id"):
            self._marks = [str(part.reason.mark) for part in self._parts]
        self._found: set[int] = set()
        self.total = 0

    def block(self, block: Paragraph | Table) -> dict[str, Any]:
        """A block as the paper takes it: pieces of text, and codes of reasons in the place of values."""
        if isinstance(block, Paragraph):
            return {"level": block.level, "pieces": self._pieces(block.text)}
        rows = [[self._pieces(cell) for cell in row] for row in block.rows]
        return {"name": self._pieces(block.name), "rows": rows}

    def _pieces(self, text: str) -> list[Any]:
        pieces: list[Any] = []
        at = 0
        for found in self._any.finditer(text) if self._any else ():
            number = int(str(found.lastgroup)[1:])
            self._found.add(number)
            self.total += 1
            pieces += [text[at : found.start()], {"reason": self._marks[number]}]
            at = found.end()
        return [piece for piece in (*pieces, text[at:]) if piece != ""]

    def check(self) -> None:
        """Raises BadInput where a value was not found: what was meant is then still there."""
        missing = len(self._parts) - len(self._found)
        if missing:
            raise BadInput(
                say("{count} teks yang akan dihitamkan tidak ditemukan dalam berkas ini.", count=missing)
            )


def _pattern(value: str) -> str:
    """A value as it may be written: numbers with dots, dashes or blanks within, words with any blanks."""
    signs = [sign for sign in value if not sign.isspace()]
    if sum(map(str.isdigit, signs)) * 2 >= len(signs):
        return r"[\s.\-]*".join(re.escape(sign) for sign in signs if sign.isalnum() or sign == "+")
    return r"\s+".join(re.escape(word) for word in value.split())
