"""Looks into one sheet of a workbook: its cells, what is hidden, what is written unseen."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from terbuka.documents.leaks.cellstyles import Unseen
from terbuka.documents.leaks.finding import HintKind, Leak
from terbuka.documents.leaks.gathering import Gathering, Tally
from terbuka.documents.leaks.packs import Pack, TooLargeError, local, said, too_much
from terbuka.rules.language import Phrase, say
from terbuka.rules.personal.finding import find_personal
from terbuka.rules.personal.kinds import Hit
from terbuka.rules.personal.minors import children_in
from terbuka.rules.personal.passage import Passage

_ROWS_AT_ONCE = 2_000
_MOST_COLUMNS = 256
_NAMED = 5
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LARGE = re.compile(r"-?\d+(?:\.\d+)?[eE]\+?\d+|\d{9,}(?:\.0+)?")
_TRUE = ("1", "true", "on")


def column_name(number: int) -> str:
    """A column from 0 as spreadsheets call it."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(letters: str) -> int:
    """A column by its letters, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def plain_number(value: str) -> str:
    """A number as people typed it: large ones are kept as 3.517014508900001E+15."""
    if not _LARGE.fullmatch(value):
        return value
    try:
        number = float(value)
        return str(int(value)) if value.isdigit() else str(int(number)) if number.is_integer() else value
    except (ValueError, OverflowError):
        return value


def listed(things: Iterable[str]) -> str:
    """The first five, and how many more there are."""
    names = list(dict.fromkeys(things))
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" (+{rest})" if rest > 0 else "")


@dataclass(slots=True)
class Grid:
    """The rows of one table on their way through the search; headings are carried from batch to batch."""

    gathering: Gathering
    name: str
    is_hidden: bool = False
    lines: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    places: dict[str, list[str]] = field(default_factory=dict)
    children: list[str] = field(default_factory=list)
    heading: str = ""
    has_words: bool = False

    def add(self, row: int, cells: list[str]) -> None:
        """Take in one row; `row` counts as the file does."""
        self.lines.append("\t".join(" ".join(cell.split()) for cell in cells))
        self.rows.append(row)
        if len(self.lines) >= _ROWS_AT_ONCE:
            self.search()

    def search(self) -> None:
        """Look through the rows gathered so far."""
        if not self.lines:
            return
        lines = [self.heading, *self.lines] if self.heading else self.lines
        rows = [0, *self.rows] if self.heading else self.rows
        passage = Passage("\n".join(lines), heading=self.name)
        self.has_words = self.has_words or bool(passage.low.strip())
        hits = find_personal(passage)
        for hit in hits:
            self.tally.add(hit, passage)
            places = self.places.setdefault(hit.kind, [])
            if len(places) < 2_000:
                places.append(self._cell(passage, hit, rows))
        for child in children_in(passage, hits, self.gathering.on):
            self.children.append(self._cell(passage, child, rows))
        self.heading = passage.last_heading() or self.heading
        self.lines, self.rows = [], []

    @staticmethod
    def _cell(passage: Passage, hit: Hit, rows: list[int]) -> str:
        start = passage.low.rfind("\n", 0, hit.start) + 1
        column = passage.low.count("\t", start, hit.start)
        return f"{column_name(column)}{rows[passage.number(hit.start)]}"

    def tell(self) -> None:
        """Hand over what was found, one finding a kind with the first cells."""
        self.search()
        self.tally.tell(self.gathering, self._where, is_hidden=self.is_hidden)
        if self.children:
            where = say("lembar {sheet}, sel {cells}", sheet=self.name, cells=listed(self.children))
            self.gathering.hint(HintKind.MINOR, where, count=len(self.children))

    def _where(self, hits: list[Hit]) -> Phrase:
        return say("lembar {sheet}, sel {cells}", sheet=self.name, cells=listed(self.places[hits[0].kind]))


class SheetReader:
    """One sheet of an XLSX, row by row."""

    def __init__(self, pack: Pack, name: str, strings: list[str], unseen: Unseen, *, is_hidden: bool) -> None:
        self.pack, self.name, self.strings, self.unseen = pack, name, strings, unseen
        self.grid = Grid(pack.gathering, name, is_hidden)
        self.hidden_spans: list[tuple[int, int]] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: set[int] = set()
        self.white: list[str] = []
        self.dark: list[str] = []
        self.used: set[int] = set()
        self.row = 0
        self.table_heads: set[tuple[int, int]] = set()

    def read(self, member: str, cells_left: int) -> int:
        """Look through the member; returns how many cells there were. Findings go to the gathering."""
        cells = 0
        try:
            for element in self.pack.elements(
                member, "col", "row", "oddHeader", "oddFooter", "evenHeader", "evenFooter"
            ):
                tag = local(element)
                if tag == "col":
                    self._column(element)
                elif tag == "row":
                    cells += len(element)
                    self._row(element)
                elif element.text:
                    where = say("lembar {sheet}, kepala atau kaki halaman", sheet=self.name)
                    self.pack.gathering.personal_words(element.text, where)
                if cells > cells_left:
                    self.pack.gathering.not_read(
                        say("lembar {sheet}, setelah baris {row}", sheet=self.name, row=self.row)
                    )
                    break
        except TooLargeError:
            too_much(self.pack.gathering, str(say("lembar {sheet}", sheet=self.name)))
        self.grid.tell()
        self._tell_hidden()
        return cells

    def _column(self, element: Any) -> None:
        width = element.get("width")
        is_hidden = element.get("hidden") in _TRUE or (width is not None and _number(width) == 0)
        first, last = int(_number(element.get("min"))), int(_number(element.get("max")))
        if is_hidden and first:
            self.hidden_spans.append((first - 1, last - 1))

    def _row(self, element: Any) -> None:
        number = element.get("r")
        self.row = int(number) if number and number.isdigit() else self.row + 1
        height = element.get("ht")
        is_hidden = element.get("hidden") in _TRUE or (height is not None and _number(height) == 0)
        line: list[str] = []
        has_value = False
        for cell in element:
            if local(cell) != "c":
                continue
            found = _REFERENCE.fullmatch(cell.get("r") or "")
            column = column_number(found[1]) if found else len(line)
            value = self._value(cell)
            if not value.strip():
                continue
            has_value = True
            self._look_at(cell, column)
            place = min(column, _MOST_COLUMNS + len(line) % 50)
            line += [""] * (place - len(line) + 1)
            line[place] = f"{line[place]} {value}" if line[place] else value
        if has_value and is_hidden:
            self.hidden_rows.append(self.row)
        if has_value:
            self.grid.add(self.row, line)

    def _look_at(self, cell: Any, column: int) -> None:
        if any(first <= column <= last for first, last in self.hidden_spans):
            self.hidden_columns.add(column)
        style = int(_number(cell.get("s")))
        name = f"{column_name(column)}{self.row}"
        if style in self.unseen.white and (self.row, column) not in self.table_heads:
            self.white.append(name)
        elif style in self.unseen.dark:
            self.dark.append(name)

    def _value(self, cell: Any) -> str:
        kind = cell.get("t")
        if kind == "inlineStr":
            return said(cell)
        value = next((one.text or "" for one in cell if local(one) == "v"), "")
        if kind == "s":
            number = int(_number(value))
            self.used.add(number)
            return self.strings[number] if number < len(self.strings) else ""
        return value if kind in ("str", "e", "b", "d") else plain_number(value)

    def _tell_hidden(self) -> None:
        told = (
            (Leak.HIDDEN_ROWS, say("lembar {sheet}, baris {rows}"), [str(row) for row in self.hidden_rows]),
            (
                Leak.HIDDEN_COLUMNS,
                say("lembar {sheet}, kolom {columns}"),
                [column_name(column) for column in sorted(self.hidden_columns)],
            ),
            (Leak.WHITE_TEXT, say("lembar {sheet}, sel {cells}, tulisan tidak tampak"), self.white),
            (
                Leak.TEXT_UNDER_BOX,
                say("lembar {sheet}, sel {cells}, tulisan gelap di atas dasar gelap"),
                self.dark,
            ),
        )
        for kind, where, names in told:
            if names:
                spots = listed(names)
                filled = say(where.source, sheet=self.name, rows=spots, columns=spots, cells=spots)
                self.pack.gathering.found(kind, filled, count=len(names), is_hidden=True)


def _number(text: str | None) -> float:
    try:
        return float(text) if text else 0.0
    except ValueError:
        return 0.0
