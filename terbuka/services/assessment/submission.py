"""Submitting: the receipt over everything that was said, and the way back while filling runs."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from terbuka.models import Account, Answer, Evidence, SelfAssessment
from terbuka.rules.assessment import EvidenceKind, RoundStatus, SaqStatus, StepKind, may_reopen, may_submit
from terbuka.rules.ruling import Stale
from terbuka.services.assessment.reading import answers_of, day_at, filling
from terbuka.services.assessment.telling import tell_reopened, tell_submitted
from terbuka.services.events import record
from terbuka.services.units import check_open

KIND = "self_assessment"


def _evidence(one: Evidence) -> dict[str, str]:
    if one.kind == EvidenceKind.FILE and one.file is not None:
        return {"name": one.file.name, "sha256": one.file.blob_id}
    return {"url": one.url}


def _answer(answer: Answer) -> dict[str, Any]:
    told = answer.draft
    return {
        "code": answer.code,
        "value": None if answer.value is None else str(answer.value),
        "note": answer.note,
        "draft_proof": [one["url"] for one in told["proof"]] if told else [],
        "evidence": [_evidence(one) for one in getattr(answer, "living_evidence")],  # noqa: B009
    }


def paper_of(self_assessment: SelfAssessment) -> dict[str, Any]:
    """Everything that a submission says: each answer with note, proof and evidence."""
    saq = SelfAssessment.objects.select_related("round", "unit").get(pk=self_assessment.pk)
    return {
        "round": saq.round.slug,
        "unit": saq.unit.slug,
        "answers": [_answer(answer) for answer in answers_of(saq)],
    }


def receipt_of(paper: dict[str, Any]) -> str:
    """SHA-256 over the paper as canonical JSON: keys sorted, no blanks, UTF-8."""
    canonical = json.dumps(paper, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _held(pk: int) -> SelfAssessment:
    """The row, held to the end of the transaction, with its round and unit."""
    SelfAssessment.objects.select_for_update().get(pk=pk)
    return SelfAssessment.objects.select_related("round", "unit").get(pk=pk)


def submit(self_assessment: SelfAssessment, *, by: Account, at: datetime) -> SelfAssessment:
    """Hand the questionnaire to the level above, under a receipt. Sent already: nothing happens again.

    Raises Refused with drafts that nobody has looked at or outside the dates,
    Stale where an answer changed in the same moment.
    """
    paper = paper_of(self_assessment)
    receipt = receipt_of(paper)
    with transaction.atomic():
        saq = _held(self_assessment.pk)
        if saq.status == SaqStatus.SUBMITTED and saq.receipt == receipt:
            return saq
        check_open(saq.unit, at)
        unseen = Answer.objects.filter(
            self_assessment=saq, value_numerator=None, draft_value_numerator__isnull=False
        ).count()
        may_submit(filling(saq, day_at(saq.unit, at)), unseen).enforce()
        if paper_of(saq) != paper:
            raise Stale(saq)
        SelfAssessment.objects.filter(pk=saq.pk).update(
            status=SaqStatus.SUBMITTED.value,
            submitted_at=at,
            submitted_by=by,
            receipt=receipt,
            version=F("version") + 1,
        )
        record(KIND, saq.pk, "submit", by=by, at=at, payload={"receipt": receipt})
        tell_submitted(saq, by=by, at=at)
    return SelfAssessment.objects.select_related("round", "unit").get(pk=saq.pk)


@transaction.atomic
def reopen(self_assessment: SelfAssessment, *, reason: str = "", by: Account, at: datetime) -> SelfAssessment:
    """Give a submitted questionnaire back to filling; marks already made stay. Raises Refused."""
    saq = _held(self_assessment.pk)
    fill = saq.round.schedule[StepKind.FILL]
    may_reopen(RoundStatus(saq.round.status), SaqStatus(saq.status), fill, day_at(saq.unit, at)).enforce()
    told = {"receipt": saq.receipt, "reason": reason.strip()}
    SelfAssessment.objects.filter(pk=saq.pk).update(
        status=SaqStatus.FILLING.value,
        submitted_at=None,
        submitted_by=None,
        receipt="",
        version=F("version") + 1,
    )
    record(KIND, saq.pk, "reopen", by=by, at=at, payload=told)
    tell_reopened(saq, by=by, at=at)
    return SelfAssessment.objects.select_related("round", "unit").get(pk=saq.pk)
