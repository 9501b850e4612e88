"""Words of spreadsheets and text documents, never more of them than memory bears."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from html import unescape
from io import BytesIO

import docx
import python_calamine
from docx.table import Table

from terbuka.documents.archives import guarded, words_of
from terbuka.documents.reading import (
    LONGEST_FIRST_PAGE,
    LONGEST_TEXT,
    BrokenError,
    EncryptedError,
    OversizedError,
    Read,
    first_lines,
    named_title,
    tidy,
)

MOST_CELLS = 1_000_000
_MOST_SHEETS, _MOST_ROWS, _MOST_PARAGRAPHS = 40, 20_000, 20_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_CELL = re.compile(rb'<(?:\w{1,9}:)?c\s[^>]{0,60}?\br="([A-Z]{1,3})([0-9]{1,7})"')
# Cell records of the old format: kind, length, row, column.
_OLD_CELL = re.compile(
    rb"(?:\xfd\x00\x0a\x00|\x7e\x02\x0a\x00|\x03\x02\x0e\x00|\x05\x02\x08\x00|\x04\x02..|\x06\x00..)(..)(..)",
    re.DOTALL,
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_LINE_ENDS = re.compile(r"</(?:table:table-row|text:p|text:h|a:p|w:p|si)>")
_SPACE_BETWEEN = re.compile(r"</(?:table:table-cell|a:t)>|<(?:text:tab|text:s|text:line-break)\s*/>")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _area_of_sheet(content: bytes) -> int:
    """Cells of the rectangle that a sheet spans: readers allot memory for all of it."""
    rows = columns = 0
    for letters, digits in _CELL.findall(content):
        rows, columns = max(rows, int(digits)), max(columns, _column(letters))
    return rows * columns


def _area_of_old_workbook(body: bytes) -> int:
    rows = columns = 0
    for row, column in _OLD_CELL.findall(body):
        last = int.from_bytes(column, "little")
        if last < 256:
            rows, columns = max(rows, int.from_bytes(row, "little") + 1), max(columns, last + 1)
    return rows * columns


def _read_sheets(body: bytes) -> Read:
    workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(body))
    names = workbook.sheet_names
    lines: list[str] = []
    first, size = "", 0
    for number, name in enumerate(names[:_MOST_SHEETS]):
        lines.append(name)
        for row in _rows(workbook, number):
            line = " ".join(_said(cell) for cell in row if cell != "")
            lines.append(line)
            size += len(line)
            if size > LONGEST_TEXT:
                break
        if not number:
            first = tidy("\n".join(lines[1:]))
        if size > LONGEST_TEXT:
            break
    return Read(
        text=tidy("\n".join(lines))[:LONGEST_TEXT],
        title=first_lines(first),
        first_page=first[:LONGEST_FIRST_PAGE],
        parts=len(names),
        is_blank=size == 0,
    )


def _said(cell: object) -> str:
    """A cell as people read it: spreadsheets keep the year 2025 as 2025.0."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _rows(workbook: python_calamine.CalamineWorkbook, number: int) -> Iterator[Sequence[object]]:
    try:
        sheet = workbook.get_sheet_by_index(number)
    except python_calamine.CalamineError:
        return  # a sheet of charts has no rows
    for at, row in enumerate(sheet.iter_rows()):
        if at >= _MOST_ROWS:
            return
        yield row


def _strip(content: str) -> str:
    """The words between the tags of office XML, a line for each row or paragraph."""
    content = _SPACE_BETWEEN.sub(" ", _LINE_ENDS.sub("\n", content))
    return tidy(unescape(_TAG.sub("", content)))[:LONGEST_TEXT]


def _read_words(archive: zipfile.ZipFile, names: list[str]) -> Read:
    """Formats (and oversized sheets) of which only the words are taken."""
    texts = [text for text in (_strip(words_of(archive, name)) for name in names) if text]
    text = "\n".join(texts)[:LONGEST_TEXT]
    first = texts[0][:LONGEST_FIRST_PAGE] if texts else ""
    return Read(text, first_lines(first), first, max(1, len(names)), is_blank=not text)


def check_spreadsheet(body: bytes) -> None:
    """Nothing for a workbook whose cells fit into memory. Raises `BrokenError` or `EncryptedError`."""
    if not body.startswith(b"PK"):
        if _area_of_old_workbook(body) > MOST_CELLS:
            raise OversizedError
        return
    archive = guarded(body)
    sheets = [name for name in archive.namelist() if _SHEET.match(name)]
    if not sheets:
        raise BrokenError
    if sum(_area_of_sheet(archive.read(name)) for name in sheets) > MOST_CELLS:
        raise OversizedError


def read_spreadsheet(body: bytes) -> Read:
    """Sheet names and cells, a line a row, of XLSX, XLS and ODS. Raises `BrokenError` or `EncryptedError`."""
    try:
        if not body.startswith(b"PK"):
            if _area_of_old_workbook(body) > MOST_CELLS:
                raise BrokenError
            return _read_sheets(body)
        archive = guarded(body)
        if "content.xml" in archive.namelist():
            # Repeated empty cells may stand for billions: the words alone are taken.
            return _read_words(archive, ["content.xml"])
        sheets = [name for name in archive.namelist() if _SHEET.match(name)]
        if sum(_area_of_sheet(archive.read(name)) for name in sheets) > MOST_CELLS:
            return _read_words(archive, ["xl/sharedStrings.xml"])
        return _read_sheets(body)
    except (BrokenError, EncryptedError):
        raise
    except Exception as fault:  # readers raise many kinds on crafted files
        raise (EncryptedError if "assword" in str(fault) else BrokenError) from fault


def _paragraphs(document: "docx.document.Document") -> Iterator[str]:
    for at, block in enumerate(document.iter_inner_content()):
        if at >= _MOST_PARAGRAPHS:
            return
        if isinstance(block, Table):
            for row in block.rows[:_MOST_ROWS]:
                yield " ".join(dict.fromkeys(cell.text for cell in row.cells))
        else:
            yield block.text


def _read_docx(body: bytes) -> Read:
    document = docx.Document(BytesIO(body))
    lines: list[str] = []
    size = 0
    for line in _paragraphs(document):
        lines.append(line)
        size += len(line)
        if size > LONGEST_TEXT:
            break
    text = tidy("\n".join(lines))[:LONGEST_TEXT]
    title = named_title(document.core_properties.title or "") or first_lines(text)
    return Read(text, title, text[:LONGEST_FIRST_PAGE], 1, is_blank=not text)


def read_text_document(body: bytes) -> Read:
    """Paragraphs and table rows of DOCX, in order, and of ODT. Raises `BrokenError` or `EncryptedError`."""
    try:
        archive = guarded(body)
        if "content.xml" in archive.namelist():
            return _read_words(archive, ["content.xml"])
        return _read_docx(body)
    except (BrokenError, EncryptedError):
        raise
    except Exception as fault:  # lxml and python-docx raise many kinds on crafted files
        raise BrokenError from fault


def read_slides(body: bytes) -> Read:
    """Words of the slides of a PPTX; blank for other archives. Raises `BrokenError` or `EncryptedError`."""
    archive = guarded(body)
    slides = sorted(
        (name for name in archive.namelist() if re.fullmatch(r"ppt/slides/slide[0-9]+\.xml", name)),
        key=lambda name: (len(name), name),
    )
    return _read_words(archive, slides[:200]) if slides else Read(is_blank=True)
