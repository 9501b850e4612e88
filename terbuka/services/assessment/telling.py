"""Whom the steps of a round concern, and what they are told: one line in each act, a job for all units."""

from datetime import datetime

from django.urls import reverse

from terbuka.models import Account, AssessmentRound, Result, SelfAssessment
from terbuka.rules.assessment import RoundStatus, StepKind
from terbuka.rules.language import say
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.phrases import in_both
from terbuka.rules.scorecard import Number
from terbuka.services.assessment.reading import day_at
from terbuka.services.notify import tell
from terbuka.services.people import reaching, verifiers_over


def office_of(saq: SelfAssessment, *, at: datetime) -> list[Account]:
    """Those who fill and send this questionnaire: officers, PPID and supervisor of its unit."""
    return reaching(saq.unit, Act.SUBMIT, on=day_at(saq.unit, at))


def page_of(saq: SelfAssessment, name: str = "saq") -> str:
    """The path of a page about this questionnaire."""
    return reverse(name, args=[saq.unit.slug, saq.round.slug])


def _named(saq: SelfAssessment) -> dict[str, str]:
    return {"round": saq.round.name, "unit": saq.unit.short_name}


def tell_submitted(saq: SelfAssessment, *, by: Account, at: datetime) -> None:
    """The level above has one more to verify."""
    tell(
        verifiers_over(saq.unit, on=day_at(saq.unit, at)),
        kind=Kind.SAQ_SUBMITTED,
        key=f"submitted-{saq.pk}-{saq.version}",
        unit=saq.unit,
        payload=_named(saq),
        path=reverse("verify_unit", args=[saq.round.slug, saq.unit.slug]),
        by=by,
        at=at,
    )


def tell_reopened(saq: SelfAssessment, *, by: Account, at: datetime) -> None:
    """The unit has to send its questionnaire again."""
    last = saq.round.schedule[StepKind.FILL].to_on
    tell(
        office_of(saq, at=at),
        kind=Kind.SAQ_REOPENED,
        key=f"reopened-{saq.pk}-{saq.version}",
        unit=saq.unit,
        payload=_named(saq) | {"until": last.isoformat()},
        path=page_of(saq),
        by=by,
        at=at,
    )


def tell_verified(saq: SelfAssessment, *, by: Account, at: datetime) -> None:
    """The unit may read its provisional result."""
    tell(
        office_of(saq, at=at),
        kind=Kind.SAQ_VERIFIED,
        key=f"verified-{saq.pk}-{saq.version}",
        unit=saq.unit,
        payload=_named(saq),
        path=page_of(saq, "saq_result"),
        by=by,
        at=at,
    )


def tell_opened(round_id: int, *, at: datetime) -> None:
    """The office of every unit of a round learns that filling begins. A job.

    Each unit is one short transaction, and nobody is told twice, so a broken run
    is simply run again.
    """
    the_round = AssessmentRound.objects.prefetch_related("steps").get(pk=round_id)
    if the_round.status != RoundStatus.OPEN:
        return
    fill = the_round.schedule[StepKind.FILL]
    dates = {"start": fill.from_on.isoformat(), "until": fill.to_on.isoformat()}
    for saq in the_round.self_assessments.select_related("unit__parent", "round"):
        tell(
            office_of(saq, at=at),
            kind=Kind.ROUND_OPENED,
            key=f"opened-{saq.pk}",
            unit=saq.unit,
            payload=_named(saq) | dates,
            path=page_of(saq),
            at=at,
        )


def tell_announced(round_id: int, *, at: datetime) -> None:
    """The office of every unit of a round learns its result. A job, as `tell_opened`."""
    results = Result.objects.filter(
        self_assessment__round=round_id, self_assessment__round__status=RoundStatus.ANNOUNCED.value
    )
    rows = results.select_related("self_assessment__unit__parent", "self_assessment__round")
    for result in rows.defer("rows"):
        saq = result.self_assessment
        score = None if result.score is None else in_both(say("{n}", n=Number(result.score)))
        tell(
            office_of(saq, at=at),
            kind=Kind.RESULTS_ANNOUNCED,
            key=f"announced-{saq.pk}",
            unit=saq.unit,
            payload=_named(saq) | {"category": result.category, "score": score},
            path=page_of(saq, "saq_result"),
            at=at,
        )
