"""Which sheets, rows and columns of an XLSX are hidden."""

from dataclasses import dataclass
from zipfile import ZipFile

from terbuka.documents.officeparts import attribute, each, main_part, part, relations, xml_of

_LAST_COLUMN = 16_384


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """A sheet: its name, its part, whether it is hidden, and its hidden rows and columns, counted from 0."""

    name: str
    part: str
    is_hidden: bool
    rows: frozenset[int]
    columns: frozenset[int]


def sheets_seen(archive: ZipFile) -> list[SheetSeen]:
    """All sheets of a workbook in their order. Raises BadInput."""
    workbook = main_part(archive)
    parts = {relation.id: relation for relation in relations(archive, workbook)}
    found = []
    for sheet in each(xml_of(part(archive, workbook) or b""), "sheet"):
        relation = parts.get(attribute(sheet, "id"))
        name = relation.target if relation else ""
        told = part(archive, name) if name else None
        rows, columns = _hidden(told) if told else (frozenset[int](), frozenset[int]())
        is_hidden = attribute(sheet, "state").lower() in ("hidden", "veryhidden")
        found.append(SheetSeen(attribute(sheet, "name"), name, is_hidden, rows, columns))
    return found


def _hidden(told: bytes) -> tuple[frozenset[int], frozenset[int]]:
    rows: set[int] = set()
    columns: set[int] = set()
    root = xml_of(told)
    all_hidden = any(_is_on(one, "zeroHeight") for one in each(root, "sheetFormatPr"))
    at = 0
    for row in each(root, "row"):
        number = attribute(row, "r")
        at = int(number) if number.isdigit() else at + 1
        if _is_on(row, "hidden") or attribute(row, "ht") == "0" or (all_hidden and len(row)):
            rows.add(at - 1)
    for column in each(root, "col"):
        first, last = attribute(column, "min"), attribute(column, "max")
        is_hidden = _is_on(column, "hidden") or attribute(column, "width") == "0"
        if is_hidden and first.isdigit() and last.isdigit():
            columns.update(range(int(first) - 1, min(int(last), _LAST_COLUMN)))
    return frozenset(rows), frozenset(columns)


def _is_on(element: object, name: str) -> bool:
    return attribute(element, name).lower() in ("1", "true", "on")
