"""A table as a file: CSV for any program, XLSX for the office, JSON for machines."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal

import xlsxwriter
from django.http import Http404, HttpResponse

type Cell = str | int | Decimal | None
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# A spreadsheet takes these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _harmless(cell: Cell) -> Cell:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table with commas, UTF-8 with a mark at its start so that Excel reads it."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(head)
    lines.writerows([_harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_xlsx(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as one sheet with a fixed first line."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, head, bold)
        sheet.freeze_panes(1, 1)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write_number(number, column, float(cell))
    return content.getvalue()


def as_json(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as a list of objects; decimal numbers as text, so that none is rounded."""
    told = [dict(zip(head, row, strict=True)) for row in rows]
    return json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()


WRITERS = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json}


def download(kind: str, name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The table as a file to save under `name`. Raises Http404 for a kind that nobody writes."""
    if kind not in WRITERS:
        raise Http404
    response = HttpResponse(WRITERS[kind](head, rows), content_type=KINDS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
