"""A PDF page as words in rows and columns, known by where they stand, whatever order the file has them in.

Signs that stand close make a run (a line of a paragraph, a line of a cell); runs on one height make a
row; runs under each other make a stack (a paragraph, a cell of several lines).
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from terbuka.documents.leaks.finding import Box
from terbuka.documents.leaks.pagewords import Sign
from terbuka.rules.personal.labels import label_in
from terbuka.rules.personal.passage import Passage, folded

_HEADING = re.compile(
    r"alamat|nama|domisili|lahir|jabatan|identitas|\bname\b|address|position|pekerjaan|keterangan|jalan/|dukuh"
)
_NO_HEADING = re.compile(r"[:@]")
_LONG_NUMBER = re.compile(r"\d(?:[ .\-]?\d){5}")
_CUT_MAIL, _END_OF_MAIL = re.compile(r"[^\s@]+@[a-z.\-]*"), re.compile(r"[a-z.\-]{1,14}")
_CUT_NUMBER = re.compile(r"\+?\d[\d.\-]{0,14}")
_LONGEST_HEADING, _LABEL_TAIL, _ROW_TAIL = 48, 64, 300
# In widths of an em: what parts two words, two cells, two lines of one cell, two rows.
_WORD, _CELL, _LINE, _ROW, _WIDE_LINE = 0.12, 0.62, 0.95, 0.36, 1.8
_TOKEN, _CELLS_OF_A_ROW = 24, 3


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Signs of one line that stand close; `places` are their numbers on the page, -1 for a blank."""

    places: tuple[int, ...]
    left: float
    bottom: float
    right: float
    top: float
    low: str

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.bottom + self.top) / 2


def _em(signs: list[Sign]) -> float:
    """The usual size of print on the page, in points."""
    heights = sorted(one.top - one.bottom for one in signs if one.sign.isdigit() or one.sign.isupper())
    heights = heights or sorted(one.top - one.bottom for one in signs if one.sign.isalpha())
    return max(4.0, heights[len(heights) // 2] / 0.7) if heights else 10.0


def _is_same_row(one: Sign, other: Sign) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > -0.2 * max(one.top - one.bottom, other.top - other.bottom, 1.0)


def _pieces(signs: list[Sign], em: float) -> Iterator[list[int]]:
    """Stretches of signs that follow each other in the file and on the page; -1 stands for a blank."""
    piece: list[int] = []
    blanks: list[Sign] = []
    for at, one in enumerate(signs):
        if one.sign.isspace():
            blanks.append(one)
            continue
        if piece:
            last = signs[piece[-1]]
            gap = one.left - last.right
            # One typed blank parts words, however wide the font makes it.
            wide = (
                gap - (blanks[0].right - blanks[0].left) if len(blanks) == 1 and blanks[0].drawn_by else gap
            )
            if not _is_same_row(last, one) or wide > _CELL * em or gap < -em:
                yield piece
                piece = []
            elif blanks or gap > 3 * _WORD * em:
                piece.append(-1)
        piece.append(at)
        blanks = []
    if piece:
        yield piece


def _run(signs: list[Sign], places: list[int]) -> Run:
    mine = [signs[at] for at in places if at >= 0]
    return Run(
        tuple(places),
        min(one.left for one in mine),
        min(one.bottom for one in mine),
        max(one.right for one in mine),
        max(one.top for one in mine),
        folded("".join(signs[at].sign if at >= 0 else " " for at in places)),
    )


def _rows(signs: list[Sign], em: float) -> list[list[Run]]:
    """The page from top to bottom, each row from left to right; pieces that touch are one run."""
    rows: list[list[Run]] = []
    for run in sorted((_run(signs, piece) for piece in _pieces(signs, em)), key=lambda run: -run.middle):
        if rows and abs(rows[-1][0].middle - run.middle) < _ROW * em:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_joined(signs, sorted(row, key=lambda run: run.left), em) for row in rows]


def _joined(signs: list[Sign], row: list[Run], em: float) -> list[Run]:
    done = row[:1]
    for run in row[1:]:
        gap = run.left - done[-1].right
        if -0.3 * em < gap <= _CELL * em:
            blank = [-1] if gap > _WORD * em else []
            done[-1] = _run(signs, [*done[-1].places, *blank, *run.places])
        else:
            done.append(run)
    return done


def _overlap(one: Run, other: Run) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _are_stacked(upper: Run, lower: Run, em: float) -> bool:
    narrow = min(upper.right - upper.left, lower.right - lower.left)
    gap = upper.bottom - lower.top
    if not (-0.4 * em < gap <= _WIDE_LINE * em and _overlap(upper, lower) >= 0.5 * narrow):
        return False
    return gap <= _LINE * em or _is_cut(upper.low, lower.low)


def _is_cut(upper: str, lower: str) -> bool:
    """Are these the two ends of one number or mail address, cut by a narrow column with wide lines?"""
    if "@" in upper:
        return bool(_CUT_MAIL.fullmatch(upper) and _END_OF_MAIL.fullmatch(lower))
    digits = sum(sign.isdigit() for sign in upper + lower)
    return bool(_CUT_NUMBER.fullmatch(upper) and _CUT_NUMBER.fullmatch(lower)) and 10 <= digits <= 16


def _stacks(rows: list[list[Run]], em: float) -> list[list[Run]]:
    """Runs that continue each other downwards: each has the next as its only neighbour below."""
    below: dict[int, list[Run]] = {}
    above: dict[int, list[Run]] = {}
    for number, row in enumerate(rows):
        for run in row:
            for lower_row in rows[number + 1 : number + 4]:
                under = [one for one in lower_row if _are_stacked(run, one, em)]
                if under:
                    below[id(run)] = under
                    for one in under:
                        above.setdefault(id(one), []).append(run)
                    break
    stacks: list[list[Run]] = []
    where: dict[int, int] = {}
    for row in rows:
        for run in row:
            over = above.get(id(run), [])
            if len(over) == 1 and len(below[id(over[0])]) == 1 and stacks[where[id(over[0])]][-1] is over[0]:
                stacks[where[id(over[0])]].append(run)
            else:
                stacks.append([run])
                where[id(run)] = len(stacks) - 1
                continue
            where[id(run)] = where[id(over[0])]
    return stacks


def _turned(signs: list[Sign]) -> list[Sign]:
    """Signs as the reader sees them, where the lines of the file run upwards, downwards or upside down."""
    ways: Counter[str] = Counter()
    for last, one in pairwise(sign for sign in signs[:2_000] if not sign.sign.isspace()):
        right, up = one.left - last.left, one.bottom - last.bottom
        if max(abs(right), abs(up)) < 20:
            ways[
                "right" if right >= abs(up) else "left" if -right >= abs(up) else "up" if up > 0 else "down"
            ] += 1
    way = ways.most_common(1)[0][0] if ways else "right"
    if way == "up":
        return [replace(o, left=o.bottom, bottom=-o.right, right=o.top, top=-o.left) for o in signs]
    if way == "left":
        return [replace(o, left=-o.right, bottom=-o.top, right=-o.left, top=-o.bottom) for o in signs]
    if way == "down":
        return [replace(o, left=-o.top, bottom=o.left, right=-o.bottom, top=o.right) for o in signs]
    return signs


class PagePassage(Passage):
    """A page whose labels, rows and columns are told by where they stand."""

    def __init__(self, signs: list[Sign], carried: tuple[Run, ...] = ()) -> None:
        """`carried` are the column headings of the page before."""
        self._signs, self._carried = signs, carried
        seen = _turned(signs)
        self._seen = seen
        self._em = _em(seen)
        self._rows = _rows(seen, self._em)
        self._row_of = {id(run): number for number, row in enumerate(self._rows) for run in row}
        text: list[str] = []
        self._origin: list[int] = []
        self._run_starts: list[int] = []
        self._runs: list[Run] = []
        for stack in _stacks(self._rows, self._em):
            for run in stack:
                self._run_starts.append(len(text))
                self._runs.append(run)
                text += [signs[at].sign if at >= 0 else " " for at in run.places] + ["\n"]
                self._origin += [*run.places, -1]
        super().__init__("".join(text))

    def boxes(self, start: int, end: int, page: int) -> Iterator[Box]:
        """The rectangles over a stretch of text, one a line."""
        line: list[Sign] = []
        for place in range(start, min(end, len(self._origin))):
            if self.low[place] == "\n" and line:
                yield around(line, page)
                line = []
            elif self._origin[place] >= 0:
                line.append(self._signs[self._origin[place]])
        if line:
            yield around(line, page)

    def _run_at(self, place: int) -> Run:
        return self._runs[bisect_right(self._run_starts, place) - 1]

    def _row_text(self, number: int) -> str:
        return "\t".join(run.low for run in self._rows[number])[:_ROW_TAIL]

    def number(self, place: int) -> int:
        """The row at a place, from 0 at the top of the page."""
        return self._row_of[id(self._run_at(place))]

    def line(self, place: int) -> str:
        """The whole row."""
        return self._row_text(self.number(place))

    def lines_before(self, place: int, count: int) -> str:
        """Up to `count` rows above."""
        number = self.number(place)
        return "\n".join(self._row_text(one) for one in range(max(0, number - count), number))

    def lines_after(self, place: int, count: int) -> str:
        """Up to `count` rows below."""
        number = self.number(place)
        last = min(len(self._rows), number + 1 + count)
        return "\n".join(self._row_text(one) for one in range(number + 1, last))

    @cached_property
    def _headings(self) -> list[Run]:
        """Runs that may head a column: short words that name something, beside others of that height."""
        named = [
            run
            for run in self._runs
            if len(run.low) <= _LONGEST_HEADING
            and not _NO_HEADING.search(run.low)
            and not _LONG_NUMBER.search(run.low)
            and (label_in(run.low, reach=len(run.low)) or _HEADING.search(run.low))
        ]
        return [run for run in named if any(self._are_beside(one, run) for one in named)]

    def _are_beside(self, one: Run, other: Run) -> bool:
        is_apart = one.left > other.right or other.left > one.right
        return is_apart and abs(one.middle - other.middle) < 1.6 * self._em

    def _token(self, place: int) -> tuple[float, float]:
        """Left and right of the number or word that begins at a place."""
        mine: list[Sign] = []
        for at in self._origin[place : place + _TOKEN]:
            if at >= 0:
                if mine and self._seen[at].left - mine[-1].right > 0.5 * self._em:
                    break
                mine.append(self._seen[at])
            elif mine and self._origin[place : place + 1] == [-1]:
                break
        if not mine:
            run = self._run_at(place)
            return run.left, run.right
        return mine[0].left, max(one.right for one in mine)

    def _head_of(self, place: int) -> Run | None:
        run = self._run_at(place)
        return self._head_over(run, *self._token(place)) or self._head_over(run, run.left, run.right)

    def _head_over(self, run: Run, left: float, right: float) -> Run | None:
        over = [
            head
            for head in self._headings
            if head.bottom >= run.top - 2 and min(right, head.right) - max(left, head.left) > -0.4 * self._em
        ]
        if over:
            lowest = min(head.middle for head in over)
            near = [head for head in over if head.middle < lowest + 0.8 * self._em]
            # Words too wide for their column run into the next one, but begin where their heading does.
            flush = [head for head in near if abs(head.left - left) < 0.3 * self._em]
            if len(flush) == 1:
                return flush[0]
            return max(near, key=lambda head: min(right, head.right) - max(left, head.left))
        # A table goes on with rows of several cells; a form has its labels beside.
        is_row = len(self._rows[self._row_of[id(run)]]) >= _CELLS_OF_A_ROW
        if not is_row or any(head.bottom >= run.top for head in self._headings):
            return None
        over = [head for head in self._carried if min(right, head.right) - max(left, head.left) > 0]
        return min(over, key=lambda head: abs(head.left - left), default=None)

    def above(self, place: int) -> str:
        """The heading of the column, of one or more lines."""
        head = self._head_of(place)
        if head is None or head in self._carried:
            return head.low if head else ""
        near = [
            run
            for run in self._runs
            if run is not head
            and _overlap(run, head) > 0
            and abs(run.middle - head.middle) < 1.6 * self._em
            and run.middle > self._run_at(place).middle + 0.5 * self._em
            and len(run.low) <= _LONGEST_HEADING
            and not any(sign.isdigit() for sign in run.low)
        ]
        parts = sorted([head, *near], key=lambda run: -run.middle)
        return " ".join(part.low for part in parts)

    def head_row(self, place: int) -> str:
        """All headings on the height of the column's heading."""
        head = self._head_of(place)
        if head is None:
            return ""
        among = self._carried if head in self._carried else self._headings
        return "\t".join(run.low for run in among if abs(run.middle - head.middle) < 1.6 * self._em)

    def left(self, place: int) -> str:
        """The nearest words to the left in the row."""
        run = self._run_at(place)
        beside = [
            one
            for one in self._rows[self.number(place)]
            if one.right <= run.left + 1 and one.low.strip(":.=- ")
        ]
        if not beside:
            # A label beside a value of several lines may stand on another height.
            beside = [
                one
                for one in self._headless()
                if one.right <= run.left + 1 and one.bottom < run.top and one.top > run.bottom
            ]
        return max(beside, key=lambda one: one.right).low[-_LABEL_TAIL:] if beside else ""

    def _headless(self) -> list[Run]:
        return [run for run in self._runs if run.low.strip(":.=- ") and not _LONG_NUMBER.search(run.low)]

    def previous(self, place: int) -> str:
        """The end of the line above of the same stack, where the place begins its line."""
        run = self._run_at(place)
        at = bisect_right(self._run_starts, place) - 1
        if at == 0 or self.low[self._run_starts[at] : place].strip(" :=.-"):
            return ""
        over = self._runs[at - 1]
        return over.low[-_LABEL_TAIL:] if _are_stacked(over, run, self._em) else ""

    def carry(self) -> tuple[Run, ...]:
        """The headings that a table on the next page may lean on: those of the lowest line of headings."""
        if not self._headings:
            return self._carried
        lowest = min(run.middle for run in self._headings)
        return tuple(run for run in self._headings if abs(run.middle - lowest) < 1.6 * self._em)


def around(signs: list[Sign], page: int) -> Box:
    """The rectangle around some signs."""
    return Box(
        page,
        min(one.left for one in signs),
        min(one.bottom for one in signs),
        max(one.right for one in signs),
        max(one.top for one in signs),
    )
