"""Drafted answers: what audit, catalogue and profile propose, kept beside what people say, never over it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from terbuka.models import (
    Answer,
    AssessmentRound,
    AuditRun,
    Facility,
    Publication,
    SelfAssessment,
    UnitProfile,
    WorkUnit,
)
from terbuka.models.siteaudit import RunState
from terbuka.rules.assessment import RoundStatus, SaqStatus
from terbuka.rules.drafting import DraftedAnswer, draft, draft_without_audit
from terbuka.rules.publishing import PublicationStatus
from terbuka.services.assessment.published import catalogue_facts
from terbuka.services.assessment.reading import day_at, instrument_of, period_of, stored_draft
from terbuka.services.events import record
from terbuka.services.register.yearfacts import register_facts
from terbuka.services.siteaudit import outline, stored_report
from terbuka.services.units import profile_facts

KIND = "self_assessment"


def _drafts(saq: SelfAssessment, run: AuditRun | None, *, at: datetime) -> tuple[DraftedAnswer, ...]:
    """What the newest audit, the catalogue, the profile and the register of requests propose today."""
    unit, questions = saq.unit, instrument_of(saq.round)
    today = day_at(unit, at)
    profile, period = profile_facts(unit), period_of(saq.round, today)
    catalogue, register = catalogue_facts(unit, questions, on=today), register_facts(unit, on=today)
    report = stored_report(run) if run else None
    if run is None or report is None:
        return draft_without_audit(
            questions, profile, register, unit=unit.slug, as_of=today, period=period, catalogue=catalogue
        )
    before = AuditRun.objects.filter(unit=unit).exclude(pk=run.pk).done().first()
    return draft(
        questions,
        report,
        profile,
        register,
        as_of=run.as_of,
        earlier=outline(before) if before else None,
        period=period,
        catalogue=catalogue,
    )


def _differing(
    answers: Iterable[Answer], drafts: Iterable[DraftedAnswer], run: AuditRun | None, at: datetime
) -> list[Answer]:
    """The answers whose draft is another now, with it."""
    by_code = {answer.code: answer for answer in answers}
    changed = []
    for found in drafts:
        answer, told = by_code[found.code], stored_draft(found)
        if (answer.draft, answer.draft_value) != (told, found.value):
            answer.draft, answer.draft_value = told, found.value
            answer.drafted_at, answer.draft_run_id = at, run.pk if run else None
            changed.append(answer)
    return changed


def redraft(self_assessment: SelfAssessment, *, at: datetime) -> int:
    """Draft anew from the newest audit, the catalogue and the profile; how many drafts changed.

    What a person confirmed or typed stays: the new draft is shown beside it. A
    questionnaire that was submitted keeps the drafts it was submitted with.
    """
    saq = SelfAssessment.objects.select_related("round", "unit").get(pk=self_assessment.pk)
    if saq.status != SaqStatus.FILLING or saq.round.status != RoundStatus.OPEN:
        return 0
    run = AuditRun.objects.filter(unit=saq.unit).done().first()
    drafts = _drafts(saq, run, at=at)
    with transaction.atomic():
        # Nothing is drafted into a questionnaire that was submitted in the meantime.
        held = SelfAssessment.objects.select_for_update().filter(pk=saq.pk, status=SaqStatus.FILLING.value)
        if not held:
            return 0
        changed = _differing(Answer.objects.filter(self_assessment=saq), drafts, run, at)
        if changed:
            fields = [
                "draft",
                "draft_value_numerator",
                "draft_value_denominator",
                "drafted_at",
                "draft_run_id",
            ]
            Answer.objects.bulk_update(changed, fields)
            told = {"run": run.pk if run else None, "codes": [answer.code for answer in changed]}
            record(KIND, saq.pk, "redraft", by=None, at=at, payload=told)
    return len(changed)


def redraft_open(unit: WorkUnit, *, at: datetime) -> int:
    """Draft anew in every questionnaire that this unit is filling; how many drafts changed."""
    open_ones = SelfAssessment.objects.filter(
        unit=unit, status=SaqStatus.FILLING.value, round__status=RoundStatus.OPEN.value
    )
    return sum(redraft(saq, at=at) for saq in open_ones)


def draft_round(round_id: int, *, at: datetime) -> int:
    """Draft for every unit of a round of which something is known already; how many units. A job.

    Each unit is one short transaction, and one that is drafted stays as it is, so
    a broken run is simply run again.
    """
    the_round = AssessmentRound.objects.get(pk=round_id)
    unit = OuterRef("unit")
    known = (
        Exists(AuditRun.objects.filter(unit=unit, state=RunState.DONE.value))
        | Exists(UnitProfile.objects.filter(unit=unit))
        | Exists(Facility.objects.filter(unit=unit))
        | Exists(Publication.objects.filter(unit=unit, status=PublicationStatus.PUBLIC.value))
    )
    waiting = SelfAssessment.objects.filter(known, round=the_round, status=SaqStatus.FILLING.value)
    return sum(bool(redraft(saq, at=at)) for saq in waiting)
