"""Looks into text, CSV, web pages and old Office files, of which the words alone can be read."""

import csv
import io
import re
from collections import Counter
from html import unescape

import python_calamine

from terbuka.documents.leaks.authors import personal_properties
from terbuka.documents.leaks.finding import Leak
from terbuka.documents.leaks.gathering import Gathering
from terbuka.documents.leaks.richtext import rich_text
from terbuka.documents.leaks.sheets import Grid, plain_number
from terbuka.documents.office import check_spreadsheet
from terbuka.documents.reading import BrokenError, EncryptedError
from terbuka.rules.language import say
from terbuka.rules.wording import quoted

LONGEST = 60_000_000
_DELIMITERS = "\t;|,"
_TABLE_HEAD = 20_000
_CELL_END = re.compile(r"</t[dh]\s*>\s*(?=<t[dh]\b)|</dt\s*>|</label\s*>", re.IGNORECASE)
_ROW_END = re.compile(
    r"</(?:tr|p|div|li|h\d|table|option|title|section|dd|dl|caption|blockquote|pre|article|header|footer|address"
    r"|figcaption|summary)\s*>|<br\s*/?>",
    re.IGNORECASE,
)
# Words that stand in a mark: where a link leads, what a field holds, what is said instead of a picture.
_IN_MARKS = re.compile(
    r"<[a-z][^<>]{0,2000}?\s(?:href\s*=\s*[\"']?(?:mailto:|tel:|https?://(?:wa\.me|api\.whatsapp\.com))|(?:value|content|alt|title"
    r"|placeholder|data-[a-z\-]{1,30})\s*=)[^<>]{1,3000}>",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\s(?:href|value|content|alt|title|data-[a-z\-]{1,30})\s*=\s*(?:\"([^\"]{3,500})\"|'([^']{3,500})')",
    re.IGNORECASE,
)
_SILENT = re.compile(r"<(?:script|style)\b[^>]*>.*?(?:</(?:script|style)>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<!--|-->|<[^<>]{0,5000}>")
_WIDE_WORDS = re.compile(rb"(?:[\x09\x0a\x0d\x20-\x7e]\x00){6,}")
_NARROW_WORDS = re.compile(rb"[\x09\x0a\x0d\x20-\x7e]{6,}")
_WIDE_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_FEWEST_STROKES = 2
_DRAWN_LINE = re.compile(r"[\s|+=:\-]*")
_OLD_ENDS = re.compile(r"[\r\x07\x0b\x0c]")


def decoded(body: bytes) -> str:
    """Words from bytes: UTF-8, UTF-16 by its mark, else the letters of old Windows."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def look_into_text(body: bytes, gathering: Gathering) -> bool:
    """Whether there are words."""
    _say_cut(body, gathering)
    words = decoded(body[:LONGEST])
    # Columns of typed tables stand two blanks or more apart.
    words = _drawn_tables(_WIDE_GAP.sub("\t", words.replace("\r\n", "\n")))
    gathering.personal_words(words, say("isi berkas"))
    return bool(words.strip())


def _drawn_tables(words: str) -> str:
    """Tables whose cells stand between upright strokes become rows of cells; lines drawn with signs go."""
    if "|" not in words:
        return words
    lines = []
    for line in words.split("\n"):
        if line.count("|") < _FEWEST_STROKES:
            lines.append(line)
        elif not _DRAWN_LINE.fullmatch(line):
            cells = line.strip().removeprefix("|").removesuffix("|").split("|")
            lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines)


def _say_cut(body: bytes, gathering: Gathering) -> None:
    if len(body) > LONGEST:
        gathering.not_read(say("isi setelah {n} juta huruf", n=LONGEST // 1_000_000))


def look_into_rich_text(body: bytes, gathering: Gathering) -> bool:
    """RTF: its words, comments, changes and properties."""
    _say_cut(body, gathering)
    found = rich_text(body[:LONGEST])
    words, comments = "".join(found.words), "".join(found.comments)
    gathering.personal_words(words, say("isi naskah"))
    if found.comments:
        where = say("komentar dalam naskah")
        count = max(1, len([one for one in comments.split("\n") if one.strip()]))
        gathering.found(Leak.COMMENT, where, count=count, excerpt=comments.strip(), is_hidden=True)
        gathering.personal_words(comments, where, is_hidden=True)
    if found.changes:
        gathering.found(Leak.TRACKED_CHANGE, say("isi naskah"), count=found.changes, is_hidden=True)
    if found.hidden:
        hidden = say("{where}, teks tersembunyi", where=say("isi naskah"))
        gathering.found(Leak.WHITE_TEXT, hidden, excerpt=found.hidden[0].strip(), is_hidden=True)
    if found.objects:
        gathering.found(Leak.ATTACHMENT, say("isi naskah"), count=found.objects, is_hidden=True)
    personal_properties(found.properties, gathering)
    return bool(words.strip())


def _delimiter(head: str) -> str:
    """The sign that parts cells: the one that most lines have the same number of times; "" for none."""
    best, most = "", 0
    for sign in _DELIMITERS:
        counts = Counter(number for line in head.splitlines() if (number := line.count(sign)))
        cells = max((number * lines for number, lines in counts.items()), default=0)
        if cells > most:
            best, most = sign, cells
    return best


def look_into_rows(body: bytes, gathering: Gathering) -> bool:
    """CSV, however it was saved: cells under their headings."""
    _say_cut(body, gathering)
    text = decoded(body[:LONGEST]).replace("\0", "")
    delimiter = _delimiter(text[:_TABLE_HEAD])
    if not delimiter:
        return look_into_text(body, gathering)
    csv.field_size_limit(1_000_000)
    grid, left = Grid(gathering, str(say("tabel"))), gathering.bounds.cells
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error:
            gathering.not_read(say("baris {n}", n=rows.line_num))
            continue
        left -= len(row)
        if left < 0 or (rows.line_num % 5_000 == 0 and gathering.is_late):
            gathering.not_read(say("setelah baris {n}", n=rows.line_num))
            break
        grid.add(
            rows.line_num, [cell.strip().removeprefix("'").removeprefix('="').rstrip('"') for cell in row]
        )
    grid.tell()
    return grid.has_words


def look_into_page(body: bytes, gathering: Gathering) -> bool:
    """A web page: its words and tables, and the remarks in its source."""
    _say_cut(body, gathering)
    html = _SILENT.sub("\n", decoded(body[:LONGEST]))
    # The source may break its lines anywhere; only its own marks end a line or a cell.
    html = re.sub(r"\s+", " ", html)
    words = unescape(_TAG.sub(" ", _ROW_END.sub("\n", _CELL_END.sub("\t", html))))
    gathering.personal_words(words, say("isi halaman"))
    marked = [
        unescape(value[1] or value[2])
        for mark in _IN_MARKS.finditer(html)
        for value in _VALUE.finditer(mark[0])
    ]
    gathering.personal_words("\n".join(marked), say("isi tanda halaman"), is_hidden=True)
    return bool(words.strip())


def look_into_old_workbook(body: bytes, gathering: Gathering) -> bool:
    """XLS and XLSB: sheets and cells. Raises `BrokenError` or `EncryptedError`."""
    try:
        if not body.startswith(b"PK"):
            check_spreadsheet(body)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
        left = gathering.bounds.cells
        has_words = False
        for number, sheet in enumerate(book.sheets_metadata):
            name = quoted(sheet.name)
            is_hidden = sheet.visible != python_calamine.SheetVisibleEnum.Visible
            if is_hidden:
                gathering.found(Leak.HIDDEN_SHEET, say("lembar {sheet}", sheet=name), is_hidden=True)
            if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            grid = Grid(gathering, name, is_hidden)
            for at, row in enumerate(book.get_sheet_by_index(number).iter_rows(), 1):
                left -= len(row)
                if left < 0:
                    gathering.not_read(say("lembar {sheet}, setelah baris {row}", sheet=name, row=at))
                    break
                grid.add(at, [plain_number(str(cell)) for cell in row])
            grid.tell()
            has_words = has_words or grid.has_words
    except (BrokenError, EncryptedError):
        raise
    except Exception as fault:  # the reader raises many kinds on crafted files
        raise (EncryptedError if "assword" in str(fault) else BrokenError) from fault
    return has_words


def look_into_old_text(body: bytes, gathering: Gathering) -> bool:
    """DOC and PPT: the stretches of letters in their bytes; said to be no full reading."""
    wide = [part.decode("utf-16-le", "ignore") for part in _WIDE_WORDS.findall(body[:LONGEST])]
    narrow = [part.decode("ascii", "ignore") for part in _NARROW_WORDS.findall(body[:LONGEST])]
    words = _OLD_ENDS.sub("\n", "\n".join([*narrow, *wide]))
    gathering.personal_words(words, say("isi naskah"))
    gathering.not_read(say("berkas Office lama: hanya huruf-hurufnya yang dibaca"))
    return bool(words.strip())
