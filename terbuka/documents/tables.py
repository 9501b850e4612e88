"""Tables that people hand in: the first sheet of an XLSX file, or CSV however it was saved.

Each row keeps its number in the file, so that a fault can be named where it stands.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import python_calamine

from terbuka.documents.bounds import BOUNDS
from terbuka.documents.office import check_spreadsheet
from terbuka.documents.reading import BrokenError, EncryptedError, OversizedError
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted

MOST_BYTES = 50_000_000
MOST_ROWS = BOUNDS.rows
_MOST_FIELD = 100_000
_DELIMITERS = ",;\t|"
_OVERSIZED = say(
    "Isi berkas ini terlalu banyak setelah dibuka: pecah menjadi beberapa berkas, atau simpan sebagai CSV."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `line` as the file counts it, `cells` by the name of the column, without spaces around."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row, and in which column of the file."""

    line: int
    column: str
    reason: Phrase

    def __str__(self) -> str:
        return str(
            say(
                "baris {line}, kolom {column}: {reason}",
                line=self.line,
                column=self.column,
                reason=self.reason,
            )
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `columns` maps our names to those that stand in the file."""

    columns: dict[str, str]
    rows: list[Row]


def read_sheet(place: Path, *, names: dict[str, tuple[str, ...]], needed: Iterable[str]) -> Sheet:
    """The rows of a file with our names for its columns; blank rows are passed over.

    `names` gives for each column the headings under which it is known. Raises
    BadInput for a file that is none, too large, or lacks a column of `needed`.
    """
    body = _body(place)
    lines = _spreadsheet(body) if body.startswith((b"PK", b"\xd0\xcf\x11\xe0")) else _text(body, names)
    head = next((cells for _line, cells in lines if any(cells)), None)
    if head is None:
        raise BadInput(
            say("Berkas {name} kosong: tulis kepala kolom, lalu satu baris per isian.", name=place.name)
        )
    columns = _columns(head, names, needed)
    rows: list[Row] = []
    for line, cells in lines:
        if len(rows) >= MOST_ROWS:
            raise BadInput(say("Lebih dari {most} baris: pecah menjadi beberapa berkas.", most=MOST_ROWS))
        if any(cells):
            found = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
            rows.append(Row(line, found))
    if not rows:
        raise BadInput(
            say("Berkas {name} tidak berisi satu baris pun di bawah kepala kolomnya.", name=place.name)
        )
    return Sheet({name: head[at] for name, at in columns.items()}, rows)


def _body(place: Path) -> bytes:
    try:
        if place.is_dir():
            raise BadInput(
                say("{name} adalah folder; sebutkan berkas XLSX atau CSV.", name=quoted(str(place)))
            )
        if place.stat().st_size > MOST_BYTES:
            raise BadInput(
                say(
                    "Berkas lebih besar dari {most} MB: pecah menjadi beberapa berkas.",
                    most=MOST_BYTES // 10**6,
                )
            )
        return place.read_bytes()
    except BadInput:
        raise
    except FileNotFoundError:
        raise BadInput(say("Berkas {name} tidak ada.", name=quoted(str(place)))) from None
    except (OSError, ValueError):
        raise BadInput(say("Berkas {name} tidak dapat dibuka.", name=quoted(str(place)))) from None


def _columns(head: list[str], names: dict[str, tuple[str, ...]], needed: Iterable[str]) -> dict[str, int]:
    said = [cell.lower().replace(" ", "_") for cell in head]
    found: dict[str, int] = {}
    for name, known in names.items():
        places = [at for at, cell in enumerate(said) if cell in known]
        if len(places) > 1:
            raise BadInput(say("Kolom {name} ada lebih dari satu.", name=known[0]))
        if places:
            found[name] = places[0]
    for name in needed:
        if name not in found:
            there = quoted(", ".join(cell for cell in head if cell), 120)
            raise BadInput(
                say("Kolom {name} tidak ada; yang ada: {there}.", name=names[name][0], there=there)
            )
    return found


def day_in(text: str) -> date | None:
    """The day that a cell names, as 2026-01-31, 31/01/2026 or 31-01-2026; None for none. Raises BadInput."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, form).date() if text else None  # noqa: DTZ007
        except ValueError:
            continue
    raise BadInput(say("{text} bukan tanggal; tulis seperti 2026-01-31.", text=quoted(text)))


def _said(cell: object) -> str:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    # Spreadsheets keep the number 35 as 35.0.
    return (str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)).strip()


def _spreadsheet(body: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        check_spreadsheet(body)
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
        sheet = workbook.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except EncryptedError:
        raise BadInput(say("Berkas ini dikunci kata sandi: simpan tanpa kata sandi.")) from None
    except OversizedError:
        raise BadInput(_OVERSIZED) from None
    except BrokenError:
        raise _broken() from None
    except Exception as fault:  # readers raise many kinds on crafted files
        raise (
            BadInput(say("Berkas ini dikunci kata sandi: simpan tanpa kata sandi."))
            if "assword" in str(fault)
            else _broken()
        ) from None
    return iter([(line, [_said(cell) for cell in row]) for line, row in enumerate(rows, start=1)])


def _broken() -> BadInput:
    return BadInput(
        say("Berkas ini rusak atau bukan lembar XLSX: buka dan simpan ulang sebagai XLSX atau CSV.")
    )


def _decoded(body: bytes) -> str:
    """The text of a CSV: UTF-8, UTF-16 with its mark, or what older Windows programs write."""
    is_marked = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ("utf-16",) if is_marked else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadInput(say("Berkas ini bukan teks dan bukan XLSX: simpan sebagai XLSX atau CSV UTF-8."))


def _text(body: bytes, names: dict[str, tuple[str, ...]]) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(body)
    known = {heading for headings in names.values() for heading in headings}
    best = max(_DELIMITERS, key=lambda mark: _recognised(text, mark, known))
    skipped = 0
    if text[:4].lower() == "sep=":
        best, skipped = text[4:5], 1
        text = text.partition("\n")[2]
    return _records(text, best, skipped)


def _recognised(text: str, mark: str, known: set[str]) -> int:
    head = next((line for line in text.splitlines() if line.strip()), "")
    return sum(cell.strip().strip('"').lower().replace(" ", "_") in known for cell in head.split(mark))


def _records(text: str, mark: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_MOST_FIELD)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark or ",", strict=True)
    advance: Callable[[], list[str]] = rows.__next__
    while True:
        line = rows.line_num + 1 + skipped
        try:
            cells = advance()
        except StopIteration:
            return
        except csv.Error:
            raise BadInput(
                say(
                    "Baris {line} tidak dapat dibaca: isinya terlalu panjang atau tanda kutipnya rusak.",
                    line=line,
                )
            ) from None
        yield line, [cell.strip() for cell in cells]
