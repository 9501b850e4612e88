"""The words that a reader sees in an Office file or text, as plain data for templates and papers."""

from dataclasses import dataclass

from terbuka.documents.confined import LIMITS, Limits, confined
from terbuka.documents.mediatypes import media_type
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput

MOST_ROWS, MOST_SIGNS = 200, 60_000
_NOTES = {
    "hidden": say("Lembar, baris, atau kolom tersembunyi tidak ditampilkan."),
    "pictures": say("Gambar dan grafik tidak ditampilkan."),
    "changes": say("Perubahan terlacak ditampilkan seolah-olah diterima; komentar tidak ditampilkan."),
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `level` 1 to 6 for a heading, 0 for plain text."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equally many cells; `name` is that of the sheet, "" in a text document."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What is seen, in order; `is_cut` where the file goes on, `notes` on what is not shown."""

    blocks: tuple[Paragraph | Table, ...]
    is_cut: bool = False
    notes: tuple[Phrase, ...] = ()


def seen_words(
    content: bytes, kind: str, *, rows: int = MOST_ROWS, signs: int = MOST_SIGNS, limits: Limits = LIMITS
) -> Words:
    """The paragraphs and tables of a DOCX, XLSX, CSV or TXT; at most `rows` of a table and `signs` in all.

    Hidden text, sheets, rows and columns, comments and deleted text are left out.
    Raises BadInput for other kinds, and for a broken, locked or oversized file.
    """
    medium = media_type(kind)
    if medium.has_pages:
        raise BadInput(say("PDF dan gambar ditampilkan per halaman."))
    wish = {"kind": medium.value, "rows": rows, "signs": signs}
    told = confined("words_of_office", content, wish, limits=limits).told
    blocks = [
        Table(one["name"], tuple(tuple(row) for row in one["rows"]))
        if "rows" in one
        else Paragraph(one["text"], one["level"])
        for one in told["blocks"]
    ]
    return Words(tuple(blocks), told["is_cut"], tuple(_NOTES[note] for note in told["notes"]))
