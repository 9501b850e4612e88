"""`/nasional/<province>/`: the units of one body in a province, ranked, with their category of every year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import slugify

from terbuka.models import PastResult
from terbuka.rules.assessment import RoundStatus
from terbuka.rules.regions import Tile
from terbuka.rules.scoring import Category, Ranked, Standing, rank
from terbuka.web.charts import shown
from terbuka.web.kept import kept_by, kept_part
from terbuka.web.nation import drawing
from terbuka.web.nation.asking import Asked, asked_of, body_of, fields, year_choices
from terbuka.web.nation.numbers import Counts, Round, Rounds, announced_rounds, years_of
from terbuka.web.nation.showing import drawn_category, percent, slugs, sources_of
from terbuka.web.tables import Cell, download

YEARS = 5
_RESULTS = """
    SELECT saq.round_id, saq.unit_id, unit.slug, saq.submitted_at,
        result.score_numerator, result.score_denominator, result.category
    FROM terbuka_selfassessment saq
    JOIN terbuka_result result ON result.self_assessment_id = saq.id
    JOIN terbuka_assessmentround round ON round.id = saq.round_id
    JOIN terbuka_workunit unit ON unit.id = saq.unit_id
    WHERE unit.province_code = %s AND unit.institution = %s AND round.status = %s"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A unit's result in a round; `score` is None where it has none."""

    round: Round
    score: Fraction | None
    category: str
    submitted_at: datetime | None
    address: str

    @property
    def drawn(self) -> SafeString:
        """The category with its five steps."""
        return drawn_category(self.category)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a list names it; one that has ended is shown for its results alone."""

    pk: int
    slug: str
    name: str
    short_name: str
    region_code: str
    is_open: bool


@dataclass(slots=True)
class Row:
    """A unit with its results; `place` is None for who has no number in the ranking."""

    unit: Unit
    address: str = ""
    now: Outcome | None = None
    place: int | None = None
    earlier: Sequence[Outcome | None] = ()


def _outcomes(province: str, institution: str, rounds: Iterable[Round]) -> dict[int, dict[int, Outcome]]:
    """By unit and year; where a year has several rounds, the one announced last counts."""
    by_pk, address = {one.pk: one for one in rounds}, reverse("unit_result", args=["-unit-", "-round-"])
    found: dict[int, dict[int, Outcome]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_RESULTS, [province, institution, RoundStatus.ANNOUNCED.value])
        for pk, unit, slug, submitted_at, number, divisor, category in cursor.fetchall():
            round_ = by_pk.get(pk)
            if round_ is None:
                continue
            score = None if number is None else Fraction(number, divisor)
            mine = found.setdefault(unit, {})
            other = mine.get(round_.year)
            if other is None or (other.round.announced_at, other.round.pk) < (round_.announced_at, pk):
                place = address.replace("-unit-", slug).replace("-round-", round_.slug)
                mine[round_.year] = Outcome(round_, score, category, submitted_at, place)
    return found


def _ranked(rows: Sequence[Row]) -> tuple[Ranked, ...]:
    """The ranking of the units of one round among themselves."""
    return rank(
        [
            Standing(
                unit=str(number),
                score=row.now.score,
                outcome=None if row.now.score is not None else Category(row.now.category),
                saq=row.now.score,
                submitted_at=row.now.submitted_at,
            )
            for number, row in enumerate(rows)
            if row.now
        ]
    )


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Ranked first, round by round; then who was not assessed or asked; who took no part stands last."""
    all_rows = list(rows)
    by_round: dict[int, list[Row]] = {}
    for row in all_rows:
        if row.now:
            by_round.setdefault(row.now.round.pk, []).append(row)
    scored: list[Row] = []
    absent: list[Row] = []
    for group in by_round.values():
        for one in _ranked(group):
            row = group[int(one.standing.unit)]
            row.place = one.place
            (absent if one.place is None else scored).append(row)
    named = {id(row) for row in (*scored, *absent)}
    return [*scored, *(row for row in all_rows if id(row) not in named), *absent]


_UNITS = """
    SELECT id, slug, name, short_name, region_code,
        (valid_from IS NULL OR valid_from <= %s) AND (valid_to IS NULL OR valid_to >= %s)
    FROM terbuka_workunit WHERE province_code = %s AND institution = %s ORDER BY region_code, id"""


def _units(province: str, institution: str, today: date) -> list[Unit]:
    """The units of a body in a province, ended ones too, in the order of their regions."""
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, [today, today, province, institution])
        return [
            Unit(pk, slug, name, short_name, region_code, bool(is_open))
            for pk, slug, name, short_name, region_code, is_open in cursor.fetchall()
        ]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a province, the earlier years beside the one asked for, and what the address says."""

    tile: Tile
    asked: Asked
    rows: list[Row]
    earlier: list[int]

    @property
    def counts(self) -> Counts:
        """Results of the year by category."""
        counts = Counts()
        for row in self.rows:
            if row.now:
                score = row.now.score or Fraction(0)
                counts.add(row.now.category, 1, score.numerator, score.denominator)
        return counts


@dataclass(frozen=True, slots=True)
class Place:
    """What a page of a province stands on: all that can change it."""

    tile: Tile
    asked: Asked
    rounds: Rounds
    years: list[int]
    units: list[Unit]


def _tile(province: str) -> Tile:
    """Raises Http404 for a province that there is not."""
    tile = slugs().get(province)
    if tile is None:
        raise Http404
    return tile


def _place(request: HttpRequest, tile: Tile, rounds: Rounds) -> Place:
    institution = body_of(request, rounds)
    years = years_of(institution, rounds)
    asked = asked_of(request, institution, years, may_see_units=False)
    return Place(tile, asked, rounds, years, _units(tile.code, institution, timezone.localdate()))


def _table(place: Place) -> Table:
    asked = place.asked
    outcomes = _outcomes(place.tile.code, asked.institution, place.rounds.all)
    earlier = [year for year in reversed(place.years) if year < asked.year][: YEARS - 1]
    rows, before = [], reverse("unit", args=["-"]).removesuffix("-/")
    for unit in place.units:
        mine = outcomes.get(unit.pk, {})
        if unit.is_open or mine:
            told = [mine.get(year) for year in earlier]
            rows.append(Row(unit, f"{before}{unit.slug}/", mine.get(asked.year), earlier=told))
    return Table(place.tile, asked, in_order(rows), earlier)


def _shown(place: Place, province: str) -> dict[str, Any]:
    """All that the page says."""
    table, asked = _table(place), place.asked
    counts = table.counts
    elsewhere = PastResult.objects.filter(institution=asked.institution, province_code=place.tile.code)
    return {
        "table": table,
        "asked": asked,
        "province": province,
        "counts": counts,
        "units": len(table.rows),
        "unscored": len(table.rows) - counts.scored,
        "share": percent(counts.share),
        "bar": drawing.bar_of(counts, len(table.rows), 1100, 40),
        "rounds": {row.now.round.pk: row.now.round for row in table.rows if row.now}.values(),
        "published": sources_of(elsewhere),
        "fields": fields(asked, year_choices(place.years, asked.institution, timezone.localdate())),
    }


def nation_province(request: HttpRequest, province: str) -> HttpResponse:
    """How open each unit of one body in a province is. Raises Http404 for a province that there is not."""
    tile, rounds = _tile(province), announced_rounds()
    return kept_by(request, rounds.state, make=lambda: _province(request, province, tile, rounds))


def _province(request: HttpRequest, province: str, tile: Tile, rounds: Rounds) -> HttpResponse:
    place = _place(request, tile, rounds)

    def drawn() -> SafeString:
        return render_to_string("nation/province.html#whole", _shown(place, province), request)

    whole = kept_part("nation-province", repr(place.asked), province, rounds.state, make=drawn)
    told = {"section": "nation", "asked": place.asked, "tile": place.tile, "whole": whole}
    page = render(request, "nation/province.html", told)
    page.shared_part = whole  # type: ignore[attr-defined]  # packed once for all who read the same numbers
    return page


HEAD = ("peringkat", "kode_wilayah", "satker", "nilai", "kategori")


def nation_province_export(request: HttpRequest, province: str, kind: str) -> HttpResponse:
    """The same table as a file; scores with two decimals, rounded down. Raises Http404."""
    tile, rounds = _tile(province), announced_rounds()
    return kept_by(request, rounds.state, make=lambda: _province_export(request, kind, tile, rounds))


def _province_export(request: HttpRequest, kind: str, tile: Tile, rounds: Rounds) -> HttpResponse:
    table, province = _table(_place(request, tile, rounds)), slugify(tile.name)
    rows: list[list[Cell]] = []
    for row in table.rows:
        score = row.now.score if row.now else None
        first: list[Cell] = [row.place, row.unit.region_code, row.unit.name]
        now: list[Cell] = [None if score is None else shown(score), row.now.category if row.now else ""]
        rows.append([*first, *now, *(one.category if one else "" for one in row.earlier)])
    name = f"nasional-{province}-{table.asked.institution.lower()}-{table.asked.year}"
    return download(kind, name, [*HEAD, *(f"kategori_{year}" for year in table.earlier)], rows)
