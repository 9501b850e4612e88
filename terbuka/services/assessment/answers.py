"""Answers: saved as they are typed under a row version, confirmed where live facts drafted them."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from django.db import transaction
from django.db.models import F

from terbuka.models import Account, Answer, SelfAssessment
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput, Stale
from terbuka.services.assessment.reading import day_at, draft_of, filling, instrument_of
from terbuka.services.events import record
from terbuka.services.units import check_open

KIND = "answer"
LONGEST_NOTE = 10_000


def standing(pk: int) -> Answer:
    """The answer as it stands now, with its questionnaire, round and unit."""
    return (
        Answer.objects.select_related("self_assessment__round", "self_assessment__unit", "saved_by")
        .prefetch_related("self_assessment__round__steps")
        .get(pk=pk)
    )


def check_filling(answer: Answer, at: datetime) -> None:
    """Raises Refused where the questionnaire may not be changed now; nobody submits it meanwhile."""
    saq = answer.self_assessment
    SelfAssessment.objects.select_for_update().get(pk=saq.pk)
    check_open(saq.unit, at)
    filling(saq, day_at(saq.unit, at)).enforce()


def _write(
    answer: Answer, value: Fraction | None, note: str, *, version: int, by: Account, at: datetime
) -> bool:
    """Write over the row of this version; False where somebody was faster."""
    sure = {"confirmed_at": at, "confirmed_by": by} if value is not None else {}
    nobody = {"confirmed_at": None, "confirmed_by": None}
    return bool(
        Answer.objects.filter(pk=answer.pk, version=version).update(
            value_numerator=value.numerator if value is not None else None,
            value_denominator=value.denominator if value is not None else None,
            note=note,
            saved_at=at,
            saved_by=by,
            version=F("version") + 1,
            **(sure or nobody),
        )
    )


@transaction.atomic
def save_answer(
    answer: Answer, *, value: Fraction | None, note: str, version: int, by: Account, at: datetime
) -> Answer:
    """Keep what a person answers; None takes the answer back, and its draft stands again.

    The same content twice is saved once, whatever version the second was typed
    over (a double click). Raises BadInput, Refused, and Stale with the answer as
    it stands where another has written since.
    """
    now = standing(answer.pk)
    check_filling(now, at)
    if len(note) > LONGEST_NOTE:
        raise BadInput(say("Catatan terlalu panjang: paling banyak {n} huruf.", n=LONGEST_NOTE))
    if value is not None:
        instrument_of(now.self_assessment.round).question(now.code).check(value)
    if (now.value, now.note) == (value, note):
        return now
    if not _write(now, value, note, version=version, by=by, at=at):
        raise Stale(standing(answer.pk))
    told = {"code": now.code, "value": str(value) if value is not None else None, "note": note}
    record(KIND, now.pk, "save", by=by, at=at, payload=told)
    return standing(answer.pk)


@transaction.atomic
def confirm_draft(answer: Answer, *, seen: Fraction, version: int, by: Account, at: datetime) -> Answer:
    """Make the draft a person's answer. `seen` is the value that was shown.

    Raises Stale where the draft or the answer is another by now, BadInput where
    nothing was drafted, Refused.
    """
    now = standing(answer.pk)
    check_filling(now, at)
    if now.draft_value is None:
        raise BadInput(say("{code} belum terisi otomatis; pilih jawaban sendiri.", code=now.code))
    if now.value is not None and now.value == now.draft_value == seen:
        return now
    if now.draft_value != seen or not _write(now, seen, now.note, version=version, by=by, at=at):
        raise Stale(standing(answer.pk))
    record(KIND, now.pk, "confirm", by=by, at=at, payload={"code": now.code, "value": str(seen)})
    return standing(answer.pk)


@transaction.atomic
def confirm_drafts(
    self_assessment: SelfAssessment, *, groups: Iterable[str], by: Account, at: datetime
) -> int:
    """Confirm at once every draft of these groups that nobody has answered yet; how many. Raises Refused."""
    saq = SelfAssessment.objects.select_related("round", "unit").get(pk=self_assessment.pk)
    filling(saq, day_at(saq.unit, at)).enforce()
    wanted = set(groups)
    codes = [one.code for one in instrument_of(saq.round).questions if one.group in wanted]
    waiting = Answer.objects.filter(
        self_assessment=saq, code__in=codes, value_numerator=None, draft_value_numerator__isnull=False
    )
    confirmed = {
        answer.code: str(answer.draft_value)
        for answer in waiting
        if _write(answer, draft_of(answer).value, answer.note, version=answer.version, by=by, at=at)
    }
    if confirmed:
        told = {"groups": sorted(wanted), "answers": confirmed}
        record("self_assessment", saq.pk, "confirm_drafts", by=by, at=at, payload=told)
    return len(confirmed)
