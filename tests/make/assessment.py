"""Rounds and questionnaires of the tests, made by the services as people make them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction

from terbuka.models import (
    Account,
    Answer,
    AssessmentRound,
    Blob,
    Facility,
    FacilityPhoto,
    Instrument,
    SelfAssessment,
    StoredFile,
    WorkUnit,
)
from terbuka.rules.assessment import Step, StepKind
from terbuka.rules.drafting import DraftedAnswer
from terbuka.services import assessment
from terbuka.services.assessment.reading import stored_draft
from tests.make import NOON
from tests.make.cast import JOMBANG, unit

STEPS = {
    StepKind.FILL: Step(StepKind.FILL, date(2026, 11, 2), date(2026, 11, 27)),
    StepKind.VERIFY: Step(StepKind.VERIFY, date(2026, 11, 30), date(2026, 12, 11)),
    StepKind.ANNOUNCE: Step(StepKind.ANNOUNCE, date(2026, 12, 14), date(2026, 12, 31)),
}


def prepared(by: Account, *, steps: Mapping[StepKind, Step] = STEPS, at: datetime = NOON) -> AssessmentRound:
    """A round of KPU for 2026 that is not open yet."""
    return assessment.prepare_round(
        name="Monev 2026",
        year=2026,
        owner=unit("kpu-ri"),
        instrument=Instrument.objects.get(),
        steps=steps,
        by=by,
        at=at,
    )


def opened(
    by: Account,
    units: Iterable[WorkUnit] | None = None,
    *,
    steps: Mapping[StepKind, Step] = STEPS,
    at: datetime = NOON,
) -> AssessmentRound:
    """A round in filling; KPU Kabupaten Jombang alone unless others are named."""
    return assessment.open_round(prepared(by, steps=steps, at=at), units=units or [unit()], by=by, at=at)


def saq(the_round: AssessmentRound, slug: str = JOMBANG) -> SelfAssessment:
    """A unit's questionnaire in a round."""
    return SelfAssessment.objects.select_related("round", "unit").get(round=the_round, unit__slug=slug)


def answer(self_assessment: SelfAssessment, code: str = "A01") -> Answer:
    """One answer of it."""
    return Answer.objects.get(self_assessment=self_assessment, code=code)


def draft_into(
    self_assessment: SelfAssessment, drafts: Iterable[DraftedAnswer], *, at: datetime = NOON
) -> None:
    """Put these drafts in place, as an audit would."""
    for found in drafts:
        row = answer(self_assessment, found.code)
        row.draft, row.draft_value, row.drafted_at = stored_draft(found), found.value, at
        row.save()


def answered(
    self_assessment: SelfAssessment, values: Mapping[str, str], *, by: Account, at: datetime = NOON
) -> None:
    """A person gives these answers: code to value, as "1/2"."""
    for code, value in values.items():
        row = answer(self_assessment, code)
        assessment.save_answer(row, value=Fraction(value), note="", version=row.version, by=by, at=at)


def submitted(
    self_assessment: SelfAssessment, *, by: Account, at: datetime = NOON + timedelta(hours=1)
) -> SelfAssessment:
    """Confirm all drafts and submit."""
    groups = assessment.instrument_of(self_assessment.round).groups
    assessment.confirm_drafts(self_assessment, groups=groups, by=by, at=at)
    return assessment.submit(self_assessment, by=by, at=at)


def stored_file(
    slug: str = JOMBANG, *, by: Account, name: str = "sk-ppid.pdf", sha256: str = "a" * 64
) -> StoredFile:
    """A file row without bytes, for what only names it."""
    from_blob = {"size": 12, "mime": "application/pdf", "stored_at": NOON}
    blob, _ = Blob.objects.get_or_create(sha256=sha256, defaults=from_blob)
    return StoredFile.objects.create(unit=unit(slug), blob=blob, name=name, uploaded_at=NOON, uploaded_by=by)


YESTERDAY = date(2026, 1, 3)
LATE = (date(2031, 1, 1), date(2031, 1, 31))


def steps_around(today: date) -> dict[StepKind, Step]:
    """Steps whose filling runs today."""
    return {
        StepKind.FILL: Step(StepKind.FILL, today - timedelta(days=7), today + timedelta(days=7)),
        StepKind.VERIFY: Step(StepKind.VERIFY, today + timedelta(days=8), today + timedelta(days=14)),
        StepKind.ANNOUNCE: Step(StepKind.ANNOUNCE, today + timedelta(days=15), today + timedelta(days=30)),
    }


def form_days(steps: Mapping[StepKind, Step]) -> dict[str, str]:
    """Steps as the form of a round sends them."""
    return {
        f"{kind}_{end}": day.isoformat()
        for kind, step in steps.items()
        for end, day in (("from", step.from_on), ("to", step.to_on))
    }


def facility_photo(
    place: WorkUnit, kind: str, file: StoredFile, *, taken_on: date = date(2026, 11, 20)
) -> None:
    """A dated photo of a facility that is there."""
    row, _ = Facility.objects.update_or_create(unit=place, kind=kind, defaults={"is_there": True})
    FacilityPhoto.objects.create(facility=row, file=file, taken_on=taken_on, is_dated_by_camera=True)
