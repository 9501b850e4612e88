"""From marks to a result that explains every point; from results to a ranking that is public.

The result is computed from the marks alone and kept with its rows, so that
whoever reads them reckons the same score again.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db import transaction

from terbuka.models import Account, Answer, AssessmentRound, Evidence, Result, SelfAssessment
from terbuka.rules import scoring
from terbuka.rules.assessment import EvidenceKind, RoundStatus, SaqStatus, StepKind, may_announce
from terbuka.rules.language import Phrase, say
from terbuka.rules.phrases import in_both
from terbuka.rules.ruling import Refused, refuse
from terbuka.rules.scorecard import Given, Row, ScoreCard, check_mark, score
from terbuka.rules.scoring import Category, Ranked, Standing
from terbuka.services.assessment.reading import (
    answers_of,
    bands_of,
    claimed,
    day_at,
    draft_of,
    instrument_of,
    mark_of,
)
from terbuka.services.assessment.telling import tell_verified
from terbuka.services.assessment.verification import close_verification
from terbuka.services.events import record

_WITHOUT_SCORE = {
    SaqStatus.FILLING: Category.NOT_PARTICIPATING,
    SaqStatus.SUBMITTED: Category.NOT_ASSESSED,
}


def _reason(answer: Answer, note: str) -> Phrase:
    """Why the mark is what it is: a note, else what live facts found, else that a person said so."""
    if note:
        return say("{text}", text=note)
    found = draft_of(answer)
    if found.value is not None and claimed(answer) == found.value:
        return found.reasons[0]
    return say("Dijawab petugas")


def marked_card(self_assessment: SelfAssessment, answers: Iterable[Answer]) -> ScoreCard:
    """The score card of the verifier's marks on `answers`. Raises Refused while one is not marked."""
    given = []
    for answer in answers:
        mark = mark_of(answer)
        if mark is None:
            raise Refused(refuse(say("Butir {code} belum ditandai.", code=answer.code)))
        given.append(Given(answer.code, mark.value, (_reason(answer, mark.note),)))
    round_ = self_assessment.round
    return score(instrument_of(round_), given, bands=bands_of(round_), is_confirmed=True, check=check_mark)


def _proof(answer: Answer) -> list[dict[str, str]]:
    """What the answer rests on: addresses in full, files by name alone."""
    found = [{"kind": "link", "url": one.url, "title": one.title} for one in draft_of(answer).proof]
    evidence: list[Evidence] = getattr(answer, "living_evidence")  # noqa: B009  set by the prefetch
    for one in evidence:
        if one.kind == EvidenceKind.LINK:
            found.append({"kind": "link", "url": one.url, "title": one.title})
        elif one.file is not None:
            found.append({"kind": "file", "url": "", "title": one.title or one.file.name})
    return found


def _row(row: Row, answer: Answer) -> dict[str, Any]:
    """One question of a stored result; exact numbers as "n/d"."""
    said, mark = claimed(answer), mark_of(answer)
    return {
        "code": row.question.code,
        "group": row.question.group,
        "claimed": None if said is None else str(said),
        "marked": str(row.value),
        "weight": row.question.weight,
        "points": str(row.points),
        "is_drafted": said is not None and said == answer.draft_value,
        "reason": in_both(_reason(answer, "")),
        "proof": _proof(answer),
        "note": mark.note if mark else "",
        "explained": in_both(row.explanation),
    }


def score_of(rows: Iterable[Mapping[str, Any]]) -> Fraction:
    """The score that stored rows add up to: each mark times its weight."""
    return sum((Fraction(row["marked"]) * row["weight"] for row in rows), Fraction(0))


@transaction.atomic
def compute_result(self_assessment: SelfAssessment, *, at: datetime) -> Result:
    """Reckon the result anew from the marks and keep it. Raises Refused while an answer is not marked."""
    answers = answers_of(self_assessment)
    card = marked_card(self_assessment, answers)
    by_code = {answer.code: answer for answer in answers}
    result = Result.objects.filter(self_assessment=self_assessment).first() or Result(
        self_assessment=self_assessment
    )
    result.score = card.total
    result.category = card.category.value
    result.rows = [_row(row, by_code[row.question.code]) for row in card.rows]
    result.computed_at = at
    result.save()
    payload = {"score": str(card.total), "category": card.category.value}
    record("result", self_assessment.pk, "compute", by=None, at=at, payload=payload)
    return result


@transaction.atomic
def finish_verification(self_assessment: SelfAssessment, *, by: Account, at: datetime) -> Result:
    """Every answer is judged: the provisional result stands. Raises Refused while one is not."""
    closed = close_verification(self_assessment, by=by, at=at)
    tell_verified(closed, by=by, at=at)
    return compute_result(closed, at=at)


def _without_score(round_: AssessmentRound, at: datetime) -> list[Result]:
    """Results of those whom nobody judged: not participating, or handed in but not assessed.

    A unit that ended while it could still fill did not stay away: it is not assessed.
    """
    fill_until = round_.schedule[StepKind.FILL].to_on
    without = round_.self_assessments.filter(status__in=_WITHOUT_SCORE)
    results = []
    for pk, status, last in without.values_list("pk", "status", "unit__valid_to"):
        is_over = last is not None and last < fill_until
        category = Category.NOT_ASSESSED if is_over else _WITHOUT_SCORE[SaqStatus(status)]
        results.append(Result(self_assessment_id=pk, category=category.value, computed_at=at))
    return results


@transaction.atomic
def announce(round_: AssessmentRound, *, by: Account, at: datetime) -> AssessmentRound:
    """Make the results of a round public, for good. Raises Refused before its day or with nothing to tell."""
    found = AssessmentRound.objects.select_for_update(of=("self",)).select_related("owner").get(pk=round_.pk)
    may_announce(RoundStatus(found.status), found.schedule, day_at(found.owner, at)).enforce()
    verified = found.self_assessments.filter(status=SaqStatus.VERIFIED.value)
    if not verified.exists():
        refuse(say("Belum ada satker yang selesai diverifikasi; tidak ada yang dapat diumumkan.")).enforce()
    Result.objects.filter(self_assessment__round=found).exclude(self_assessment__in=verified).delete()
    unjudged = _without_score(found, at)
    Result.objects.bulk_create(unjudged, batch_size=500)
    counted = verified.update(status=SaqStatus.ANNOUNCED.value)
    found.status = RoundStatus.ANNOUNCED.value
    found.announced_at, found.announced_by = at, by
    found.save(update_fields=["status", "announced_at", "announced_by"])
    payload = {"scored": counted, "without_score": len(unjudged)}
    record("round", found.pk, "announce", by=by, at=at, payload=payload)
    return found


def ranking(results: Iterable[Result]) -> tuple[Ranked, ...]:
    """The order of results, best first; their `self_assessment` must be at hand. Units are told by id."""
    return scoring.rank(
        [
            Standing(
                unit=str(result.self_assessment.unit_id),
                score=result.score,
                outcome=None if result.score is not None else Category(result.category),
                saq=result.score,
                submitted_at=result.self_assessment.submitted_at,
            )
            for result in results
        ]
    )
