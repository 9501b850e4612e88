"""The verifier's marks on the answers of a unit, until every one is judged."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from django.db import transaction

from terbuka.models import Account, Answer, Event, SelfAssessment, Verification
from terbuka.rules.assessment import NEXT, RoundStatus, SaqStatus, may_mark, may_verify
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput, Ruling, Stale, refuse
from terbuka.rules.scorecard import ZERO, check_mark
from terbuka.services.assessment.reading import claimed, day_at, instrument_of
from terbuka.services.events import record

KIND = "verification"
LONGEST_NOTE = 5000
# A longer gap between two marks is a pause, not work.
PAUSE = timedelta(minutes=10)
MARKED = {"verification__value_numerator__isnull": False}


def verifying(self_assessment: SelfAssessment, at: datetime) -> Ruling:
    """May the answers be marked at this moment?"""
    round_ = self_assessment.round
    return may_verify(
        RoundStatus(round_.status),
        SaqStatus(self_assessment.status),
        round_.schedule,
        day_at(self_assessment.unit, at),
    )


def time_spent(moments: Iterable[datetime]) -> timedelta:
    """How long somebody marked: the gaps between marks, none counted longer than a pause."""
    return sum((min(after - before, PAUSE) for before, after in pairwise(sorted(moments))), timedelta())


def _locked(self_assessment: SelfAssessment, at: datetime) -> SelfAssessment:
    """The row as it stands now, held until the end of the transaction. Raises Refused."""
    found = (
        SelfAssessment.objects.select_for_update(of=("self",))
        .select_related("round", "unit")
        .get(pk=self_assessment.pk)
    )
    verifying(found, at).enforce()
    return found


def _told(mark: Verification | None) -> dict[str, object] | None:
    """A mark as the trail keeps it."""
    if mark is None:
        return None
    value = mark.value
    return {"value": None if value is None else str(value), "note": mark.note}


def _checked(answer: Answer, value: Fraction | None, note: str) -> None:
    """Raises BadInput or Refused unless this mark may stand on this answer."""
    if len(note) > LONGEST_NOTE:
        raise BadInput(say("Catatan terlalu panjang; tulis paling banyak {n} huruf.", n=LONGEST_NOTE))
    if value is None:
        return
    check_mark(instrument_of(answer.self_assessment.round).question(answer.code), value)
    may_mark(claimed(answer) or ZERO, value, note).enforce()


@transaction.atomic
def mark(
    answer: Answer, *, value: Fraction | None, note: str, version: int, by: Account, at: datetime
) -> Verification:
    """Judge one answer. `value` None keeps the mark there is and saves the note alone.

    `version` is that of the mark that was read, 0 for none. Raises Stale with
    the mark that stands where another was made meanwhile, Refused out of time
    or for a lower mark without a note, BadInput for a value the rule does not know.
    """
    saq = _locked(answer.self_assessment, at)
    answer = saq.answers.select_related("verification").get(pk=answer.pk)
    answer.self_assessment = saq
    current: Verification | None = getattr(answer, "verification", None)
    if value is None and current is not None:
        value = current.value
    if current is not None and (current.value, current.note) == (value, note):
        return current
    # A note that the same person's page saved by itself a moment ago is no other mark.
    is_own_note = current is not None and current.value is None and current.marked_by_id == by.pk
    if (current.version if current else 0) != version and not is_own_note:
        raise Stale(current)
    _checked(answer, value, note)
    before = _told(current)
    stored = current or Verification(answer=answer, version=0)
    stored.value = value
    stored.note = note
    stored.version += 1
    stored.marked_at, stored.marked_by = at, by
    stored.save()
    payload = {"code": answer.code, "unit": saq.unit.slug, "before": before, "after": _told(stored)}
    record(KIND, answer.pk, "mark", by=by, at=at, payload=payload)
    return stored


@transaction.atomic
def undo_mark(answer: Answer, *, by: Account, at: datetime) -> Verification | None:
    """Take the last mark back: what stood before stands again; a second time leaves the answer unmarked."""
    saq = _locked(answer.self_assessment, at)
    current = Verification.objects.filter(answer=answer).first()
    if current is None:
        return None
    last = Event.objects.about(KIND, answer.pk).last()
    before = last.payload.get("before") if last and last.verb == "mark" else None
    payload = {"code": answer.code, "unit": saq.unit.slug, "before": _told(current), "after": before}
    record(KIND, answer.pk, "undo_mark", by=by, at=at, payload=payload)
    if before is None:
        current.delete()
        return None
    current.value = None if before["value"] is None else Fraction(before["value"])
    current.note = before["note"]
    current.version += 1
    current.marked_at, current.marked_by = at, by
    current.save()
    return current


@transaction.atomic
def accept_untouched(
    self_assessment: SelfAssessment, *, is_confirmed: bool, by: Account, at: datetime
) -> list[str]:
    """Accept as claimed every answer that is not marked yet; one without an answer earns 0.

    Gives their codes. Raises BadInput unless somebody said in so many words that they looked.
    """
    saq = _locked(self_assessment, at)
    if not is_confirmed:
        raise BadInput(
            say("Centang pernyataan itu dahulu: butir yang diterima tanpa dilihat tetap tanggung jawab Anda.")
        )
    untouched = list(saq.answers.exclude(**MARKED).select_related("verification"))
    for answer in untouched:
        stored: Verification = getattr(answer, "verification", None) or Verification(answer=answer, version=0)
        stored.value = claimed(answer) or ZERO
        stored.version += 1
        stored.marked_at, stored.marked_by = at, by
        stored.save()
    codes = [answer.code for answer in untouched]
    record("self_assessment", saq.pk, "accept_untouched", by=by, at=at, payload={"codes": codes})
    return codes


@transaction.atomic
def close_verification(self_assessment: SelfAssessment, *, by: Account, at: datetime) -> SelfAssessment:
    """Say that every answer is judged. Raises Refused while one is not."""
    saq = _locked(self_assessment, at)
    left = saq.answers.exclude(**MARKED).count()
    if left:
        refuse(say("{n} butir belum ditandai; tandai semuanya dahulu.", n=left)).enforce()
    saq.status = SaqStatus.VERIFIED.value
    saq.verified_at, saq.verified_by = at, by
    saq.version += 1
    saq.save()
    record("self_assessment", saq.pk, "verify", by=by, at=at, payload={"unit": saq.unit.slug})
    return saq


@transaction.atomic
def resume_verification(
    self_assessment: SelfAssessment, *, reason: str, by: Account, at: datetime
) -> SelfAssessment:
    """Take a finished verification up again, with the reason; its result counts no more until it ends."""
    saq = (
        SelfAssessment.objects.select_for_update(of=("self",))
        .select_related("round", "unit")
        .get(pk=self_assessment.pk)
    )
    if SaqStatus.SUBMITTED not in NEXT[SaqStatus(saq.status)]:
        refuse(
            say("Hanya verifikasi yang sudah selesai dan belum diumumkan yang dapat dilanjutkan.")
        ).enforce()
    if not reason.strip():
        raise BadInput(say("Tulis alasannya: satker melihat mengapa nilainya berubah."))
    saq.status = SaqStatus.SUBMITTED.value
    saq.verified_at = saq.verified_by = None
    saq.version += 1
    verifying(saq, at).enforce()
    saq.save()
    payload = {"unit": saq.unit.slug, "reason": reason.strip()}
    record("self_assessment", saq.pk, "resume_verification", by=by, at=at, payload=payload)
    return saq
