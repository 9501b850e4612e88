"""Papers as workbooks, and what a workbook can hide."""

# ruff: noqa: E501  markup reads best on one line
import io
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from bench.leakset import package
from bench.leakset.writer import Fields, Paper, Table, Text, Writer

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XL = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def _value(sheet: Any, row: int, column: int, said: str, w: Writer, loose: bool) -> None:
    """Numbers as numbers in a loose sheet (as far as a double holds them), text elsewhere."""
    digits = said.replace(".", "")
    if loose and said.isdigit() and 3 < len(said) <= 16 and not said.startswith("0") and int(digits) < 2**53:
        sheet.write_number(row, column, int(said))
    elif loose and w.chance(0.2) and said.isdigit():
        sheet.write_string(row, column, "'" + said)
    else:
        sheet.write_string(row, column, said)


def _fill(book: xlsxwriter.Workbook, sheet: Any, paper: Paper, w: Writer) -> tuple[int, int]:
    """Write the blocks; the first row of data and the last of the last table."""
    dark = book.add_format({"bold": True, "bg_color": "#1B2A49", "font_color": "#FFFFFF"})
    loose, row, first = w.chance(0.5), 0, 0
    for block in paper.blocks:
        if isinstance(block, Text):
            sheet.write_string(row, 0, block.said)
            row += 1
        elif isinstance(block, Fields):
            for label, value in block.rows:
                sheet.write_string(row, 0, label)
                _value(sheet, row, 2, value, w, loose)
                row += 1
        elif isinstance(block, Table):
            row += w.dice.choice((0, 1, 4))
            for column, head in enumerate(block.headers):
                sheet.write_string(row, column + 1, head, dark)
            row += w.dice.choice((1, 1, 3))
            first = row
            for values in block.rows:
                for column, value in enumerate(values):
                    _value(sheet, row, column + 1, value, w, loose)
                row += 1
    return first, row - 1


def _private_table(w: Writer) -> Table:
    rows = []
    for _ in range(w.dice.randrange(2, 6)):
        who = w.person()
        rows.append([who.name, w.nik(who, plain=True), w.phone()])
    return Table(["Nama", "NIK", "No. HP"], rows)


def of(paper: Paper, w: Writer, hide: str = "", author: str = "") -> tuple[bytes, Counter[str], str]:
    """The workbook, what it adds to the paper's truth, and its ending.

    `hide`: one of the kinds of the contract, or `very_hidden`, `threaded`, `drawing`, `header`.
    """
    out, before = io.BytesIO(), Counter(w.truth)
    found: Counter[str] = Counter()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(w.pick("Sheet1", "Data", "Lampiran", "Rekap Hidden"))
    first, last = _fill(book, sheet, paper, w)
    sheet.set_column(0, 0, 3)
    sheet.set_row(0, 8)
    hider = _HIDE.get(hide)
    if hider:
        found.update(hider(book, sheet, w, first, last))
    book.set_properties({"created": datetime(2025, 1, 2, 8, tzinfo=UTC), "author": author})
    found["metadata"] += bool(author)
    if hide == "macro":
        book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4000), is_stream=True)
        found["macro"] += 1
    book.close()
    parts = package.unpacked(out.getvalue())
    if hide == "pivot_cache":
        found.update(_pivot(parts, w))
    if hide == "threaded":
        found.update(_thread(parts, w))
    found.update(w.truth - before)
    return package.packed(parts), found, ".xlsm" if hide == "macro" else ".xlsx"


def _sheet(book: xlsxwriter.Workbook, sheet: Any, w: Writer, first: int, last: int) -> dict[str, int]:
    return _other_sheet(book, w, very=False)


def _very(book: xlsxwriter.Workbook, sheet: Any, w: Writer, first: int, last: int) -> dict[str, int]:
    return _other_sheet(book, w, very=True)


def _other_sheet(book: xlsxwriter.Workbook, w: Writer, *, very: bool) -> dict[str, int]:
    other = book.add_worksheet(w.pick("ref", "Master", "Sheet2"))
    if w.chance(0.6):
        _fill(book, other, Paper([_private_table(w)]), w)
    else:
        _fill(book, other, Paper([Table(["Pilihan"], [["Lulus"], ["Tidak Lulus"]])]), w)
    if very:
        other.very_hidden()
    else:
        other.hide()
    return {"hidden_sheet": 1}


def _rows(book: xlsxwriter.Workbook, sheet: Any, w: Writer, first: int, last: int) -> dict[str, int]:
    if w.chance(0.4):
        first, last = last + 2, last + 4
        for row in range(first, last + 1):
            sheet.write_string(row, 1, f"catatan {row}")
            sheet.write_string(row, 2, w.phone())
    count = min(3, last - first + 1)
    for row in range(first, first + count):
        sheet.set_row(row, None, None, {"hidden": True})
    return {"hidden_rows": count}


def _columns(book: xlsxwriter.Workbook, sheet: Any, w: Writer, first: int, last: int) -> dict[str, int]:
    column, numbered = 9, w.chance(0.5)
    sheet.write_string(first, column, "NIK petugas" if numbered else "Kontak")
    for row in range(first + 1, first + 4):
        sheet.write_string(row, column, w.nik(plain=True) if numbered else w.phone())
    if w.chance(0.3):
        sheet.set_column(column, column, 0)
    else:
        sheet.set_column(column, column, 15, None, {"hidden": True})
    return {"hidden_columns": 1}


def _comment(book: xlsxwriter.Workbook, sheet: Any, w: Writer, first: int, last: int) -> dict[str, int]:
    count = w.dice.randrange(1, 4)
    for n in range(count):
        said = f"hubungi {w.phone()}" if w.chance(0.4) else "tolong cek lagi angkanya"
        sheet.write_comment(first + n, 1, said)
    return {"comment": count}


def _white(book: xlsxwriter.Workbook, sheet: Any, w: Writer, first: int, last: int) -> dict[str, int]:
    white = book.add_format({"font_color": "#FFFFFF"})
    sheet.write_string(last + 2, 2, f"NIK {w.nik(plain=True)}" if w.chance(0.5) else "jangan dihapus", white)
    return {"white_text": 1}


def _drawing(book: xlsxwriter.Workbook, sheet: Any, w: Writer, first: int, last: int) -> dict[str, int]:
    sheet.insert_textbox(last + 2, 2, f"Konfirmasi ke HP pribadi {w.name()} {w.phone()}")
    return {}


def _header(book: xlsxwriter.Workbook, sheet: Any, w: Writer, first: int, last: int) -> dict[str, int]:
    sheet.set_footer(f"&LPetugas {w.name()}, NIK {w.nik(plain=True)}")
    return {}


_HIDE = {"hidden_sheet": _sheet, "very_hidden": _very, "hidden_rows": _rows, "hidden_columns": _columns, "comment": _comment,
         "white_text": _white, "drawing": _drawing, "header": _header}  # fmt: skip


def _pivot(parts: dict[str, bytes], w: Writer) -> dict[str, int]:
    """A pivot cache that still holds the rows of the deleted source."""
    people_in = [w.person() for _ in range(w.dice.randrange(2, 5))]
    items = "".join(f'<s v="{escape(who.name)}"/>' for who in people_in)
    ids = "".join(f'<s v="{w.nik(who, plain=True)}"/>' for who in people_in)
    definition = (
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{package.REL}" r:id="rIdX1" recordCount="{len(people_in)}">'
        '<cacheSource type="worksheet"><worksheetSource ref="A1:B5" sheet="Hapus"/></cacheSource><cacheFields count="2">'
        f'<cacheField name="Nama"><sharedItems count="{len(people_in)}">{items}</sharedItems></cacheField>'
        f'<cacheField name="NIK"><sharedItems count="{len(people_in)}">{ids}</sharedItems></cacheField>'
        "</cacheFields></pivotCacheDefinition>"
    )
    rows = "".join(f'<r><x v="{n}"/><x v="{n}"/></r>' for n in range(len(people_in)))
    records = f'<pivotCacheRecords xmlns="{MAIN}" count="{len(people_in)}">{rows}</pivotCacheRecords>'
    name = "xl/pivotCache/pivotCacheDefinition1.xml"
    number = package.add(
        parts,
        name,
        definition.encode(),
        kind=XL + "pivotCacheDefinition+xml",
        to="xl/workbook.xml",
        relation=package.REL + "/pivotCacheDefinition",
    )
    package.add(
        parts,
        "xl/pivotCache/pivotCacheRecords1.xml",
        records.encode(),
        kind=XL + "pivotCacheRecords+xml",
        to=name,
        relation=package.REL + "/pivotCacheRecords",
    )
    caches = f'<pivotCaches><pivotCache cacheId="1" r:id="{number}"/></pivotCaches></workbook>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</workbook>", caches.encode())
    return {"pivot_cache": 1}


def _thread(parts: dict[str, bytes], w: Writer) -> dict[str, int]:
    """A threaded comment, as Excel writes since 2019."""
    spaces = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    said = f"Ini nomor pribadinya {w.phone()}" if w.chance(0.5) else "sudah diperiksa?"
    person = "{11111111-2222-3333-4444-555555555555}"
    thread = (
        f'<ThreadedComments xmlns="{spaces}"><threadedComment ref="B3" dT="2025-03-01T08:00:00.00" personId="{person}" '
        f'id="{{AAAAAAAA-2222-3333-4444-555555555555}}"><text>{escape(said)}</text></threadedComment></ThreadedComments>'
    )
    persons = f'<personList xmlns="{spaces}"><person displayName="Operator" id="{person}" userId="op" providerId="None"/></personList>'
    relation = "http://schemas.microsoft.com/office/2017/10/relationships"
    kind = "application/vnd.ms-excel."
    package.add(
        parts,
        "xl/threadedComments/threadedComment1.xml",
        thread.encode(),
        kind=kind + "threadedcomments+xml",
        to="xl/worksheets/sheet1.xml",
        relation=relation + "/threadedComment",
    )
    package.add(
        parts,
        "xl/persons/person.xml",
        persons.encode(),
        kind=kind + "person+xml",
        to="xl/workbook.xml",
        relation=relation + "/person",
    )
    return {"comment": 1}


def csv_rows(paper: Paper) -> list[list[str]]:
    """The blocks as rows of a text table."""
    rows: list[list[str]] = []
    for block in paper.blocks:
        if isinstance(block, Text):
            rows.append([block.said])
        elif isinstance(block, Fields):
            rows.extend([label, value] for label, value in block.rows)
        else:
            rows.extend([block.headers, *block.rows])
    return rows
