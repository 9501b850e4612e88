"""What stands in the rows of an assessment, as the rules read it: instrument, answers, backing, score."""

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Prefetch

from terbuka.models import Answer, AssessmentRound, Evidence, SelfAssessment, Verification, WorkUnit
from terbuka.rules import scoring
from terbuka.rules.assessment import (
    Backing,
    EvidenceKind,
    LinkState,
    RoundStatus,
    SaqStatus,
    StepKind,
    may_fill,
)
from terbuka.rules.drafting import DraftedAnswer, DraftStatus, Hindrance, Lack, Period, Proof, ProofKind
from terbuka.rules.instruments import Effort, Instrument, instrument_from
from terbuka.rules.language import Phrase, say
from terbuka.rules.phrases import in_both, phrase_of
from terbuka.rules.ruling import Ruling
from terbuka.rules.scorecard import Given, ScoreCard, check_mark, score
from terbuka.rules.zones import zone_of

# A draft that rests on these needs no address to open: the law and the register speak for themselves.
_SELF_EVIDENT = (ProofKind.LAW, ProofKind.REGISTER)


def day_at(unit: WorkUnit, at: datetime) -> date:
    """The day of a moment at the unit's place."""
    return at.astimezone(zone_of(unit.region_code).clock).date()


def instrument_of(the_round: AssessmentRound) -> Instrument:
    """The questionnaire as the round froze it when it opened."""
    return instrument_from(the_round.definition)


def bands_of(the_round: AssessmentRound) -> scoring.BandScale:
    """The band scale as the round froze it."""
    told = the_round.definition.get("band_scale", {})
    return scoring.BandScale(
        the_round.scale_key,
        told.get("title", the_round.scale_key),
        told.get("assessor", ""),
        tuple(scoring.Band(scoring.Category(name), Fraction(lower)) for name, lower in the_round.bands),
        told.get("cite", ""),
        told.get("confidence", "D"),
    )


def period_of(the_round: AssessmentRound, on: date) -> Period | None:
    """The days that a photo may be of, up to `on`; None where the instrument sets none."""
    if not (the_round.definition.get("photos") or {}).get("is_of_year"):
        return None
    first = the_round.definition.get("photos_from")
    return Period(date.fromisoformat(first) if first else date(the_round.year, 1, 1), on)


def filling(self_assessment: SelfAssessment, on: date) -> Ruling:
    """May answers and evidence of this questionnaire be changed on a day?"""
    the_round = self_assessment.round
    return may_fill(
        RoundStatus(the_round.status),
        SaqStatus(self_assessment.status),
        the_round.schedule[StepKind.FILL],
        on,
    )


def answers_of(self_assessment: SelfAssessment) -> list[Answer]:
    """All answers in order with marks and, as `living_evidence`, what was not removed; 2 queries."""
    living = Evidence.objects.filter(removed_at=None).select_related("file__blob", "added_by")
    return list(
        Answer.objects.filter(self_assessment=self_assessment)
        .select_related("verification", "saved_by", "confirmed_by")
        .prefetch_related(Prefetch("evidence", living, to_attr="living_evidence"))
    )


def _phrase(words: dict[str, str] | None) -> Phrase | None:
    return phrase_of(words) if words else None


def _lack(entry: dict[str, Any]) -> Lack:
    title = phrase_of(entry["title"])
    return Lack(
        entry["key"],
        Fraction(entry["share"]),
        title,
        Effort(entry["effort"]),
        _phrase(entry["how"]),
        entry["url"],
    )


def draft_of(answer: Answer) -> DraftedAnswer:
    """The stored draft as the rules read it; one that was never made waits for a person."""
    told = answer.draft
    if not told:
        reason = say("Belum diperiksa.")
        return DraftedAnswer(
            answer.code, DraftStatus.NOT_DRAFTED, None, (reason,), hindrance=Hindrance.PERSON
        )
    return DraftedAnswer(
        code=answer.code,
        status=DraftStatus(told["status"]),
        value=answer.draft_value,
        reasons=tuple(phrase_of(words) for words in told["reasons"]),
        proof=tuple(Proof(one["url"], one["title"], one["period"]) for one in told["proof"]),
        confidence=told["confidence"],
        kind=ProofKind(told["kind"]) if told["kind"] else None,
        hindrance=Hindrance(told["hindrance"]) if told["hindrance"] else None,
        lacks=tuple(_lack(entry) for entry in told["lacks"]),
    )


def stored_draft(found: DraftedAnswer) -> dict[str, Any]:
    """A draft as a JSON column keeps it, in both languages; its value has columns of its own."""
    lacks = [
        {
            "key": lack.key,
            "share": str(lack.share),
            "title": in_both(lack.title),
            "effort": lack.effort.value,
            "how": in_both(lack.how),
            "url": lack.url,
        }
        for lack in found.lacks
    ]
    return {
        "status": found.status.value,
        "reasons": [in_both(reason) for reason in found.reasons],
        "proof": [{"url": one.url, "title": one.title, "period": one.period} for one in found.proof],
        "confidence": found.confidence,
        "kind": found.kind.value if found.kind else None,
        "hindrance": found.hindrance.value if found.hindrance else None,
        "lacks": lacks,
    }


def claimed(answer: Answer) -> Fraction | None:
    """What a person answered, else what live facts drafted; None for no answer."""
    return answer.draft_value if answer.value is None else answer.value


def mark_of(answer: Answer) -> Verification | None:
    """The verifier's mark, if there is one; a note without a value is none yet."""
    found: Verification | None = getattr(answer, "verification", None)
    return None if found is None or found.value is None else found


def backing_of(answer: Answer) -> Backing:
    """What stands behind an answer; `answer` is one of `answers_of`."""
    evidence: list[Evidence] = getattr(answer, "living_evidence")  # noqa: B009  set by the prefetch
    told = answer.draft
    speaks = bool(told) and bool(told["proof"] or told["kind"] in _SELF_EVIDENT)
    return Backing(
        claimed=claimed(answer),
        is_confirmed=answer.value is not None,
        is_draft_proven=speaks and answer.draft_value is not None and claimed(answer) == answer.draft_value,
        files=sum(one.kind == EvidenceKind.FILE for one in evidence),
        links=tuple(LinkState(one.link_state) for one in evidence if one.kind == EvidenceKind.LINK),
    )


def _given(answer: Answer) -> Given:
    mark = mark_of(answer)
    if mark is not None:
        note = (say("Nilai verifikator: {note}", note=mark.note),) if mark.note else (say("Diverifikasi"),)
        return Given(answer.code, mark.value, note)
    draft = draft_of(answer)
    if answer.value is None or answer.value == draft.value:
        return Given(answer.code, claimed(answer), draft.reasons)
    return Given(answer.code, answer.value)


def card_from(
    instrument: Instrument, bands: scoring.BandScale, answers: Iterable[Answer], *, is_final: bool = False
) -> ScoreCard:
    """The score of these answers: marked values where a verifier marked, claimed ones elsewhere."""
    rows = list(answers)
    confirmed = is_final or all(one.value is not None for one in rows)
    return score(
        instrument, [_given(one) for one in rows], bands=bands, is_confirmed=confirmed, check=check_mark
    )


def card_of(self_assessment: SelfAssessment) -> ScoreCard:
    """The score of a questionnaire from its rows; 2 queries beside its round."""
    the_round = self_assessment.round
    return card_from(instrument_of(the_round), bands_of(the_round), answers_of(self_assessment))
