"""Readiness of a unit: the score that its live facts give today, noted after each change, and the gaps.

Stands above the columns: it reads audit, profile and questionnaire, and hands the gaps to follow-up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from terbuka.models import AuditRun, Event, SelfAssessment, WorkUnit
from terbuka.rules.assessment import RoundStatus, SaqStatus
from terbuka.rules.drafting import DraftedAnswer, draft
from terbuka.rules.followup import gaps
from terbuka.rules.instruments import instrument
from terbuka.rules.scorecard import ScoreCard, score
from terbuka.services import assessment, followup, units
from terbuka.services.events import record
from terbuka.services.siteaudit import stored_report

SUBJECT, READINESS = "work_unit", "readiness"


@dataclass(frozen=True, slots=True)
class Readiness:
    """The score on its scale; items in place of those owed; questions with an answer; the open round."""

    score: Fraction
    scale_key: str
    in_place: int
    owed: int
    questions: int
    proven: int
    round_slug: str = ""

    def as_plain(self) -> dict[str, Any]:
        """As the event keeps it."""
        return {
            "score": str(self.score),
            "scale_key": self.scale_key,
            "in_place": self.in_place,
            "owed": self.owed,
            "questions": self.questions,
            "proven": self.proven,
            "round_slug": self.round_slug,
        }


def noted(unit: WorkUnit) -> Readiness | None:
    """What was noted last; None before anything was drafted."""
    last = Event.objects.about(SUBJECT, unit.pk).filter(verb=READINESS).last()
    if last is None:
        return None
    return Readiness(**{**last.payload, "score": Fraction(last.payload["score"])})


def readiness_now(unit: WorkUnit) -> Readiness | None:
    """Readiness at this moment: of the questionnaire being filled, else as it was noted last."""
    saq = _of_round(unit)
    if saq is None:
        return noted(unit)
    return _reckoned(assessment.card_of(saq), AuditRun.objects.done().filter(unit=unit).first(), saq)


def _of_round(unit: WorkUnit) -> SelfAssessment | None:
    """The questionnaire that the unit is filling, of the newest open round."""
    filling = SelfAssessment.objects.filter(
        unit=unit, status=SaqStatus.FILLING.value, round__status=RoundStatus.OPEN.value
    )
    return filling.select_related("round").order_by("-round__year", "-round__id").first()


def _outside_rounds(
    unit: WorkUnit, run: AuditRun, *, on: date
) -> tuple[ScoreCard, Sequence[DraftedAnswer]] | None:
    """The shipped questionnaire drafted from the newest audit: practice between the rounds."""
    report = stored_report(run)
    if report is None:
        return None
    questions = instrument()
    catalogue = assessment.catalogue_facts(unit, questions, on=on)
    drafts = draft(questions, report, units.profile_facts(unit), as_of=run.as_of, catalogue=catalogue)
    return score(questions, drafts), drafts


def _reckoned(card: ScoreCard, run: AuditRun | None, saq: SelfAssessment | None) -> Readiness:
    summary = run.summary if run else {}
    return Readiness(
        score=card.total,
        scale_key=card.bands.key,
        in_place=summary.get("present", 0),
        owed=sum(summary.values()) - summary.get("not_applicable", 0),
        questions=len(card.rows),
        proven=sum(row.is_answered for row in card.rows),
        round_slug=saq.round.slug if saq else "",
    )


def note(unit: WorkUnit, *, at: datetime) -> Readiness | None:
    """Reckon readiness anew, write it where it changed, and propose its gaps; None with nothing to tell.

    Nothing is reckoned any more for a unit that has ended.
    """
    today = assessment.day_at(unit, at)
    if not units.still_open(unit, today):
        return None
    run = AuditRun.objects.done().filter(unit=unit).first()
    saq = _of_round(unit)
    if saq is not None:
        card = assessment.card_of(saq)
        drafts: Sequence[DraftedAnswer] = [assessment.draft_of(one) for one in assessment.answers_of(saq)]
    else:
        drawn = _outside_rounds(unit, run, on=today) if run else None
        if drawn is None:
            return None
        card, drafts = drawn
    now = _reckoned(card, run, saq)
    if run is not None:
        followup.propose(unit, gaps(card, drafts), self_assessment=saq, by=None, at=at)
    if now != noted(unit):
        record(SUBJECT, unit.pk, READINESS, by=None, at=at, payload=now.as_plain())
    return now
