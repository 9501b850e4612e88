"""Reads the seen words of DOCX, XLSX, CSV and TXT, block by block, within bounds."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import python_calamine

from terbuka.documents.confined import Done, Limits
from terbuka.documents.mediatypes import MediaType
from terbuka.documents.office import check_spreadsheet
from terbuka.documents.officeparts import (
    Element,
    attribute,
    each,
    local,
    main_part,
    opened_office,
    part,
    relations,
    xml_of,
)
from terbuka.documents.preview.hidden_cells import SheetSeen, sheets_seen
from terbuka.documents.reading import BrokenError, EncryptedError
from terbuka.documents.safecopy.plain import decoded, delimiter_of
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_BROKEN = say("Berkas ini rusak atau terpotong. Buka di komputer Anda, simpan lagi, lalu unggah yang baru.")
_UNSEEN = frozenset(("del", "moveFrom", "Fallback", "txbxContent", "instrText", "delText", "rPr", "pPr"))
_GAPS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HEADINGS = ("heading", "judul")
_ROUND_ABOUT = ("header", "footer", "footnotes", "endnotes")


class _Cut(Exception):
    """Enough has been read."""


class _Gathered:
    """Blocks so far, and how many signs may still be taken."""

    def __init__(self, rows: int, signs: int) -> None:
        self.rows, self._left = rows, signs
        self.blocks: list[dict[str, Any]] = []
        self.notes: set[str] = set()
        self.is_cut = False

    def _spend(self, text: str) -> None:
        self._left -= len(text)
        if self._left < 0:
            self.is_cut = True
            raise _Cut

    def paragraph(self, text: str, level: int = 0) -> None:
        """One more paragraph, unless it is blank."""
        text = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
        if text:
            self._spend(text)
            self.blocks.append({"text": text, "level": level})

    def table(self, name: str, rows: Iterator[list[str]]) -> None:
        """One more table, its blank rows and its blank last columns left out."""
        kept: list[list[str]] = []
        block = {"name": name, "rows": kept}
        self.blocks.append(block)
        try:
            for row in rows:
                if not any(row):
                    continue
                if len(kept) >= self.rows:
                    self.is_cut = True
                    break
                self._spend("".join(row))
                kept.append(row)
        finally:
            wide = max((at + 1 for row in kept for at, cell in enumerate(row) if cell), default=0)
            block["rows"] = [(row + [""] * wide)[:wide] for row in kept]


def words_of_office(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """Tells `blocks`, `is_cut` and `notes`; `wish`: `kind`, `rows`, `signs`. Raises BadInput."""
    gathered = _Gathered(int(wish["rows"]), int(wish["signs"]))
    readers = {MediaType.DOCX: _docx, MediaType.XLSX: _xlsx, MediaType.CSV: _csv, MediaType.TXT: _txt}
    try:
        readers[MediaType(wish["kind"])](content, gathered)
    except _Cut:
        pass
    except EncryptedError:
        raise BadInput(
            say("Berkas ini terkunci kata sandi. Buka kuncinya dan simpan lagi, lalu unggah lagi.")
        ) from None
    except (BrokenError, python_calamine.CalamineError):
        raise BadInput(_BROKEN) from None
    told = {"blocks": gathered.blocks, "is_cut": gathered.is_cut, "notes": sorted(gathered.notes)}
    return Done(told)


def _txt(content: bytes, gathered: _Gathered) -> None:
    for line in decoded(content).splitlines():
        gathered.paragraph(line)


def _csv(content: bytes, gathered: _Gathered) -> None:
    text = decoded(content)
    csv.field_size_limit(1_000_000)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
        gathered.table("", ([" ".join(cell.split()) for cell in row] for row in rows))
    except csv.Error:
        raise BadInput(_BROKEN) from None


def _xlsx(content: bytes, gathered: _Gathered) -> None:
    check_spreadsheet(content)
    with opened_office(content) as archive:
        sheets = sheets_seen(archive)
        if any("/drawings/" in name or "/charts/" in name for name in archive.namelist()):
            gathered.notes.add("pictures")
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    if any(sheet.is_hidden or sheet.rows or sheet.columns for sheet in sheets):
        gathered.notes.add("hidden")
    for sheet in sheets:
        if not sheet.is_hidden and "/worksheets/" in f"/{sheet.part}":
            gathered.table(sheet.name, _rows(workbook, sheet))


def _rows(workbook: python_calamine.CalamineWorkbook, sheet: SheetSeen) -> Iterator[list[str]]:
    read = workbook.get_sheet_by_name(sheet.name)
    for number, row in enumerate(read.to_python(skip_empty_area=False)):
        if number not in sheet.rows:
            yield [_said(cell) for at, cell in enumerate(row) if at not in sheet.columns]


def _said(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.10g}"
    if isinstance(cell, datetime):
        return (
            cell.isoformat(" ", "minutes") if (cell.hour, cell.minute) != (0, 0) else cell.date().isoformat()
        )
    return cell.isoformat() if isinstance(cell, date) else " ".join(str(cell).split())


def _docx(content: bytes, gathered: _Gathered) -> None:
    with opened_office(content) as archive:
        main = main_part(archive)
        told = {relation.kind: [] for relation in relations(archive, main)}  # type: dict[str, list[str]]
        for relation in relations(archive, main):
            if not relation.is_external:
                told[relation.kind].append(relation.target)
        if any("/media/" in name or "/charts/" in name for name in archive.namelist()):
            gathered.notes.add("pictures")
        order = [*told.get("header", []), main]
        order += [name for kind in _ROUND_ABOUT[1:] for name in told.get(kind, [])]
        seen: set[str] = set()
        for name in order:
            root = xml_of(part(archive, name) or b"")
            if any(True for _ in each(root, "ins", "del", "moveFrom", "moveTo", "commentReference")):
                gathered.notes.add("changes")
            before = len(gathered.blocks)
            _walk(root, gathered)
            # Each section of a document repeats its head.
            alike = str(gathered.blocks[before:])
            if name != main and alike in seen:
                del gathered.blocks[before:]
            seen.add(alike)


def _walk(element: Element, gathered: _Gathered) -> None:
    """The paragraphs and tables under an element, in their order."""
    for one in element:
        name = local(one)
        if name in ("del", "moveFrom", "Fallback", "sectPr"):
            continue
        if name == "p":
            gathered.paragraph(_text(one), _level(one))
            for box in each(one, "txbxContent"):
                if not any(local(above) == "Fallback" for above in box.iterancestors()):
                    _walk(box, gathered)
        elif name == "tbl":
            gathered.table("", (_cells(row) for row in each(one, "tr") if _table_of(row) is one))
        else:
            _walk(one, gathered)


def _table_of(row: Element) -> Element | None:
    return next((above for above in row.iterancestors() if local(above) == "tbl"), None)


def _cells(row: Element) -> list[str]:
    cells = [cell for cell in each(row, "tc") if _row_of(cell) is row]
    return [" ".join(" ".join(_text(one) for one in each(cell, "p")).split()) for cell in cells]


def _row_of(cell: Element) -> Element | None:
    return next((above for above in cell.iterancestors() if local(above) == "tr"), None)


def _text(paragraph: Element) -> str:
    pieces: list[str] = []
    _collect(paragraph, pieces)
    return "".join(pieces)


def _collect(element: Element, pieces: list[str]) -> None:
    for one in element:
        name = local(one)
        if name in _UNSEEN or (name == "r" and _is_hidden(one)):
            continue
        if name == "t":
            pieces.append(one.text or "")
        elif name in _GAPS:
            pieces.append(_GAPS[name])
        else:
            _collect(one, pieces)


def _is_hidden(run: Element) -> bool:
    return any(
        local(mark) == "vanish" and attribute(mark, "val").lower() not in ("0", "false", "off")
        for marks in run
        if local(marks) == "rPr"
        for mark in marks
    )


def _level(paragraph: Element) -> int:
    for style in each(paragraph, "pStyle"):
        name = attribute(style, "val").lower()
        if name in ("title", "judul"):
            return 1
        if name.startswith(_HEADINGS) and name[-1].isdigit():
            return max(1, min(6, int(name[-1])))
    return 0
