"""What the readers of all file formats hand back, and how words from files are tidied."""

import re
from dataclasses import dataclass

LONGEST_TEXT, LONGEST_FIRST_PAGE, LONGEST_TITLE = 200_000, 4_000, 200
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
# PDF engines mark a hyphen at the end of a line with U+FFFE or U+0002.
_SPLIT_WORD = re.compile("[\ufffe\x02\xad]\\s*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]")
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|excel|powerpoint)\s*-?\s*)?(?:untitled|(?:un)?named|document|dokumen|presentation"
    r"|print|scan(?:ned)?|img|image|camscanner|cover|layout|slide|pdf|title|judul|book|workbook|sheet)?"
    r"[\s\d_.()\-]*",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|rtf|odt|ods|indd|cdr|pmd|jpe?g|png|tmp)$", re.IGNORECASE)
_TOOL = re.compile(r"^microsoft (?:word|excel|powerpoint)\s*-\s*", re.IGNORECASE)
_LETTERHEAD = re.compile(
    r"(?:(?:komisi pemilihan umum|komisi independen pemilihan|badan pengawas pemilihan umum"
    r"|republik indonesia|panitia pengawas pemilihan|kpu|bawaslu|panwaslih|provinsi|kabupaten|kota|aceh"
    r"|lampiran|salinan|-|\d)\b[^.:;]{0,60}"
    r"|(?:jl|jalan|telp|telepon|laman|website|e-?mail|fax)\b.*|[\W\d_]*)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\(?(?:19|20)\d\d\)?")
_SEARCHED_LINES = 40


@dataclass(frozen=True, slots=True)
class Read:
    """Words of a document. `parts` counts its pages or sheets, `is_blank` says that it bears no words."""

    text: str = ""
    title: str = ""
    first_page: str = ""
    parts: int = 1
    is_blank: bool = False


class BrokenError(Exception):
    """The bytes are not what their kind promises, or are made to harm."""


class OversizedError(BrokenError):
    """It may be whole, but unpacked it holds more than is read."""


class EncryptedError(Exception):
    """A password is asked."""


def tidy(text: str) -> str:
    """Blanks collapsed, empty lines and control characters away, words split over lines joined."""
    text = _SPLIT_WORD.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _LINES.sub("\n", _BLANKS.sub(" ", _CONTROL.sub(" ", text))).strip()


def named_title(title: str) -> str:
    """A title from a file's properties, "" where it is only the name of a tool or scanner."""
    title = " ".join(_ENDING.sub("", _TOOL.sub("", _CONTROL.sub("", title).strip())).split())
    return "" if len(title) < 4 or _NO_TITLE.fullmatch(title) else title[:LONGEST_TITLE]


def first_lines(text: str) -> str:
    """The first line that is no letterhead; lines in capitals are one heading ("KEPUTUSAN ... NOMOR ...")."""
    lines = [line.strip() for line in text.split("\n", _SEARCHED_LINES)[:_SEARCHED_LINES] if line.strip()]
    start = next((n for n, line in enumerate(lines) if not _LETTERHEAD.fullmatch(line)), 0)
    title = ""
    for line in lines[start:]:
        # A narrow cover leaves the year of "NOMOR 12 TAHUN 2024" on a line of its own.
        goes_on = line.isupper() or _YEAR.fullmatch(line)
        if title and not (goes_on and title.isupper()):
            break
        if len(title) + len(line) > LONGEST_TITLE:
            break
        title = f"{title} {line}".strip()
    return title or (lines[start][:LONGEST_TITLE] if lines else "")
