"""Announced results: the rounds, and in each of them every unit with its place, score and category."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from terbuka.api.faults import FAULTS, not_found
from terbuka.api.paging import TEXT, Paging, page_of, part_of
from terbuka.models import AssessmentRound, Result
from terbuka.rules.assessment import RoundStatus
from terbuka.rules.scoring import shown
from terbuka.services.assessment.results import ranking

router = Router(tags=["results"], by_alias=True)


class RoundOut(Schema):
    """An announced round; `is_demo` marks one whose numbers are made up."""

    slug: str
    name: str
    year: int
    owner: str
    is_demo: bool
    announced_at: datetime
    units: int
    url: str


class RoundPage(Schema):
    """One page of the list."""

    data: list[RoundOut]
    next_cursor: str | None


class ScoreOut(Schema):
    """A score with two decimals, rounded down, and exactly, as a fraction."""

    shown: str
    numerator: int
    denominator: int


class ResultOut(Schema):
    """A unit's result. `place` and `score` are null for one that has no score."""

    place: int | None
    unit: str
    name: str
    region_code: str
    province_code: str
    score: ScoreOut | None
    category: str
    url: str


class CategoryOut(Schema):
    """How many units are in a category."""

    category: str
    units: int


class RoundDetail(RoundOut):
    """A round with one page of its ranking; `categories` counts all of it, whatever is asked for."""

    categories: list[CategoryOut]
    data: list[ResultOut]
    next_cursor: str | None


class ResultFilters(Paging):
    """Which units of the ranking."""

    province: str = Field("", max_length=2, pattern=r"^([0-9]{2})?$")
    category: str = Field("", max_length=40, pattern=TEXT)


def score_out(score: Fraction | None) -> ScoreOut | None:
    """A score as the API tells it."""
    if score is None:
        return None
    return ScoreOut(shown=str(shown(score)), numerator=score.numerator, denominator=score.denominator)


def _announced() -> QuerySet[AssessmentRound]:
    rows = AssessmentRound.objects.filter(status=RoundStatus.ANNOUNCED.value).select_related("owner")
    return rows.defer("definition").annotate(units=Count("self_assessments__result"))


def _round_out(request: HttpRequest, row: AssessmentRound) -> RoundOut:
    assert row.announced_at
    return RoundOut(
        slug=row.slug,
        name=row.name,
        year=row.year,
        owner=row.owner.slug,
        is_demo=row.is_demo,
        announced_at=row.announced_at,
        units=getattr(row, "units", 0),
        url=request.build_absolute_uri(reverse("results", args=[row.slug])),
    )


@router.get("", response={200: RoundPage, **FAULTS}, url_name="results", operation_id="results")
def results(request: HttpRequest, asked: Query[Paging]) -> RoundPage:
    """Rounds whose results are announced, the newest first."""
    page, following = page_of(_announced(), asked, "year", int, newest=True)
    return RoundPage(data=[_round_out(request, row) for row in page], next_cursor=following)


@router.get("/{round}", response={200: RoundDetail, **FAULTS}, url_name="result", operation_id="result")
def result(request: HttpRequest, round: str, asked: Query[ResultFilters]) -> RoundDetail:  # noqa: A002 - the name in the address
    """One round: its ranking, best first; who has no score stands after it."""
    found = _announced().filter(slug=round.replace("\0", "")).first()
    if found is None:
        raise not_found()
    rows = Result.objects.filter(self_assessment__round=found).select_related("self_assessment__unit")
    everybody = _in_order(rows.defer("rows"))
    counted = Counter(row.category for row, _place in everybody)
    fitting = [(row, place) for row, place in everybody if _fits(row, asked)]
    page, following = part_of(fitting, asked, lambda one: one[0].pk)
    return RoundDetail(
        **_round_out(request, found).dict(),
        categories=[CategoryOut(category=name, units=n) for name, n in counted.most_common()],
        data=[_result_out(request, found.slug, row, place) for row, place in page],
        next_cursor=following,
    )


def _in_order(rows: Iterable[Result]) -> list[tuple[Result, int | None]]:
    """Results with their places; those without one come after, by region."""
    by_unit = {str(row.self_assessment.unit_id): row for row in rows}
    places = {one.standing.unit: one.place for one in ranking(by_unit.values())}

    def order(unit: str) -> tuple[bool, int, str, int]:
        place, row = places.get(unit), by_unit[unit]
        return place is None, place or 0, row.self_assessment.unit.region_code, row.pk

    return [(by_unit[unit], places.get(unit)) for unit in sorted(by_unit, key=order)]


def _fits(row: Result, asked: ResultFilters) -> bool:
    province, category = asked.province, asked.category
    is_there = not province or row.self_assessment.unit.province_code == province
    return is_there and (not category or row.category == category)


def _result_out(request: HttpRequest, slug: str, row: Result, place: int | None) -> ResultOut:
    unit = row.self_assessment.unit
    return ResultOut(
        place=place,
        unit=unit.slug,
        name=unit.name,
        region_code=unit.region_code,
        province_code=unit.province_code,
        score=score_out(row.score),
        category=row.category,
        url=request.build_absolute_uri(reverse("unit_result", args=[unit.slug, slug])),
    )
