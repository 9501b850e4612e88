"""Announced rounds of many units at once, for what a country looks like and how fast it is drawn."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from terbuka.models import (
    Account,
    AssessmentRound,
    Event,
    FormerSlug,
    Instrument,
    PastResult,
    Result,
    SelfAssessment,
    WorkUnit,
)
from terbuka.rules.scoring import Category, category_of, scale

BANDS = [[band.category.value, str(band.lower)] for band in scale("bawaslu-2025").bands]
_ABSENT = {7: Category.NOT_ASSESSED, 19: Category.NOT_PARTICIPATING}


def score_for(number: int, year: int) -> Fraction | Category:
    """A score between 30 and 100 by the place in the list, in thirds; some have none."""
    if number % 23 in _ABSENT:
        return _ABSENT[number % 23]
    return Fraction(90 + (number * 37 + year * 11) % 211, 3)


def announced(
    year: int,
    outcomes: Mapping[WorkUnit, Fraction | Category],
    *,
    by: Account,
    name: str = "",
    sent: Sequence[datetime] = (),
    **fields: Any,
) -> AssessmentRound:
    """A round whose results are these, put in place at once; `sent` is when each unit submitted."""
    at = datetime(year, 11, 20, 3, 0, tzinfo=UTC)
    round_ = AssessmentRound.objects.create(
        slug=(name or f"Monev {year}").lower().replace(" ", "-"),
        name=name or f"Monev {year}",
        year=year,
        owner=WorkUnit.objects.get(slug="kpu-ri"),
        instrument=Instrument.objects.get(),
        scale_key="bawaslu-2025",
        bands=BANDS,
        status="announced",
        announced_at=at,
        announced_by=by,
        opened_at=at,
        opened_by=by,
        **{"definition": {"is_proposed": False}} | fields,
    )
    moments = {unit: sent[n] for n, unit in enumerate(outcomes)} if sent else {}
    SelfAssessment.objects.bulk_create(
        SelfAssessment(
            round=round_,
            unit=unit,
            status="announced",
            submitted_at=moments.get(unit),
            submitted_by=by if unit in moments else None,
        )
        for unit in outcomes
    )
    saqs = dict(round_.self_assessments.values_list("unit_id", "pk"))
    Result.objects.bulk_create(_result(saqs[unit.pk], told, at) for unit, told in outcomes.items())
    Event.objects.create(subject_kind="round", subject_id=round_.pk, verb="announce", by_id=by.pk, at=at)
    return round_


def _result(saq: int, told: Fraction | Category, at: datetime) -> Result:
    result = Result(self_assessment_id=saq, computed_at=at)
    if isinstance(told, Category):
        result.category = told.value
    else:
        result.score, result.category = told, category_of(told, scale("bawaslu-2025")).value
    return result


def country(years: Iterable[int], *, by: Account, **fields: Any) -> list[AssessmentRound]:
    """Every unit of both bodies in each of these years."""
    units = list(WorkUnit.objects.all())
    return [
        announced(year, {unit: score_for(n, year) for n, unit in enumerate(units)}, by=by, **fields)
        for year in years
    ]


def past(key: str, *, year: int, institution: str = "Bawaslu", **fields: Any) -> PastResult:
    """A published result that is not of the shipped file."""
    return PastResult.objects.create(
        key=key,
        published_name=key,
        institution=institution,
        year=year,
        **{"category": Category.INFORMATIVE.value, "assessor": "Komisi Informasi"} | fields,
    )


def nothing_published() -> None:
    """As in an installation for which nothing was ever found published."""
    PastResult.objects.all().delete()


def moved(slug: str, to: str, *, on: date) -> None:
    """A unit got another address; the former one still leads there."""
    unit = WorkUnit.objects.get(slug=slug)
    FormerSlug.objects.create(slug=slug, unit=unit, until_on=on)
    WorkUnit.objects.filter(pk=unit.pk).update(slug=to)


def results_of(round_: AssessmentRound) -> QuerySet[Result]:
    """The results of a round, in no order."""
    return Result.objects.filter(self_assessment__round=round_)
