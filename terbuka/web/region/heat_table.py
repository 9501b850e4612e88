"""The heat table as values: units, or provinces, by groups of questions, or by the questions of one group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from terbuka.models import AssessmentRound
from terbuka.rules.heat import percent, shade
from terbuka.web.region import asked
from terbuka.web.region.scope import Place, Region, named, typed
from terbuka.web.region.states import OUTSIDE, STATES, Standing
from terbuka.web.tags import worded
from terbuka.web.words import Word

SCORE, STATE = "nilai", "keadaan"


@dataclass(frozen=True, slots=True)
class Column:
    """A group of questions, or one question of `group`. `place` is the group's number, from 1."""

    key: str
    group: str
    words: str
    codes: tuple[str, ...]
    weight: int
    place: int

    @property
    def label(self) -> str:
        """The column in words, as a cell on a narrow screen names it."""
        return self.words if self.key == self.group else f"{self.key} {self.words}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A share in per cent with its shade, None where nothing has a value yet; its column; where it leads."""

    share: int | None
    shade: int
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the state of its unit, or how many of its units are in which; its whole share; its cells."""

    row: Place
    states: tuple[tuple[Word, int], ...]
    share: int | None
    marked: int
    answers: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; what is not known is left out. `order` may begin with "-"."""

    text: str
    state: str
    basis: str
    group: str
    order: str

    @classmethod
    def of(cls, request: HttpRequest, round_: AssessmentRound) -> "Filters":
        """Read from the address."""

        def one_of(name: str, known: Iterable[str]) -> str:
            value = request.GET.get(name, "")
            return value if value in known else ""

        group = one_of("kelompok", round_.definition["groups"])
        keys = {column.key for column in columns(round_, group)} | {SCORE, STATE}
        return cls(
            typed(request),
            one_of("keadaan", STATES),
            one_of("nilai", asked.BASES),
            group,
            one_of("urut", keys | {f"-{key}" for key in keys}),
        )


def columns(round_: AssessmentRound, group: str) -> list[Column]:
    """The groups of the round's questionnaire, or the questions of one of them."""
    told = round_.definition
    of_group: dict[str, list[dict[str, Any]]] = {}
    for question in told["questions"]:
        of_group.setdefault(question["group"], []).append(question)
    places = {key: number for number, key in enumerate(told["groups"], start=1)}
    if group:
        return [
            Column(one["code"], group, worded(one["text"]), (one["code"],), one["weight"], places[group])
            for one in of_group.get(group, [])
        ]
    return [
        Column(
            key,
            key,
            worded(words),
            tuple(one["code"] for one in mine),
            sum(one["weight"] for one in mine),
            n,
        )
        for n, (key, words) in enumerate(told["groups"].items(), start=1)
        if (mine := of_group.get(key, []))
    ]


def _address(row: Place, round_: AssessmentRound, column: Column) -> str:
    """Where a cell leads: the answers of that group, as far as who asks may go."""
    if row.is_area:
        return f"{row.address('region_groups')}?putaran={round_.slug}&kelompok={column.group}"
    is_question = column.key != column.group
    if row.may_verify:
        page = reverse("verify_unit", args=[round_.slug, row.unit.slug])
        return page + (f"{column.key}/" if is_question else f"#k-{column.place}")
    page = reverse("saq", args=[row.unit.slug, round_.slug])
    return page + (f"{column.key}/" if is_question else f"#kelompok-{column.key}")


def _sum(sums: Mapping[tuple[int, str], asked.Sums], row: Place, codes: Iterable[str]) -> asked.Sums:
    found = asked.Sums()
    for code in codes:
        if mine := sums.get((row.pk, code)):
            found.add(mine)
    return found


def _cell(mine: asked.Sums, column: Column, row: Place, round_: AssessmentRound, taking_part: int) -> Cell:
    share = percent(mine.points, column.weight * taking_part) if mine.answered else None
    address = _address(row, round_, column) if taking_part else ""
    return Cell(share, shade(share or 0), column.label, address)


def lines(
    round_: AssessmentRound, region: Region, standing: Standing, filters: Filters, head: Sequence[Column]
) -> list[Line]:
    """The rows asked for, in the order asked for; one query."""
    sums = asked.answers(round_, region, filters.basis)
    weight = {question["code"]: question["weight"] for question in round_.definition["questions"]}
    found = []
    for row in named(region.rows, filters.text):
        if filters.state and not standing.has(row, filters.state):
            continue
        counts = standing.counts(row.units)
        taking_part = len(row.units) - counts[OUTSIDE]
        whole = _sum(sums, row, weight)
        found.append(
            Line(
                row,
                tuple((STATES[key], counts[key]) for key in STATES if counts[key]),
                percent(whole.points, sum(weight.values()) * taking_part) if whole.answered else None,
                whole.marked,
                whole.answers,
                tuple(
                    _cell(_sum(sums, row, column.codes), column, row, round_, taking_part) for column in head
                ),
            )
        )
    return ordered(found, filters.order, [column.key for column in head], standing)


def ordered(found: list[Line], order: str, keys: Sequence[str], standing: Standing) -> list[Line]:
    """By region where nothing else is asked, whom the round does not ask last.

    A share comes lowest first, with "-" highest first, none last.
    """
    key = order.removeprefix("-")
    if not key:
        return sorted(found, key=lambda line: not line.answers)
    if key == STATE:
        places = list(STATES)
        return sorted(
            found,
            key=lambda line: min(places.index(standing.of_unit[pk].state) for pk in line.row.units),
            reverse=order.startswith("-"),
        )

    def share(line: Line) -> int | None:
        return line.share if key == SCORE else line.cells[keys.index(key)].share

    sign = -1 if order.startswith("-") else 1
    return sorted(found, key=lambda line: (share(line) is None, sign * (share(line) or 0)))


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head as a link that sorts by it. `sorted` is as aria-sort says it."""

    column: Column
    order: str
    sorted: str


def heads(head: Sequence[Column], order: str) -> list[Head]:
    """Sorting by a column begins with the lowest; asking again turns it round."""
    return [sorting(column, column.key, order) for column in head]


def sorting(column: Column, key: str, order: str) -> Head:
    """The head of one column."""
    now = {key: "ascending", f"-{key}": "descending"}.get(order, "")
    return Head(column, f"-{key}" if now == "ascending" else key, now)


def averages(found: Sequence[Line], place: int | None = None) -> int | None:
    """The mean share of a column over the rows that have one, rounded down; None for no row."""
    shares = [line.share if place is None else line.cells[place].share for line in found]
    known = [share for share in shares if share is not None]
    return int(Fraction(sum(known), len(known))) if known else None
