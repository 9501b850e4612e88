"""Questionnaires on their way through verification, made by the services as people make them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from terbuka.models import AssessmentRound, Result, SelfAssessment, Verification
from terbuka.rules.assessment import Step, StepKind
from terbuka.services.assessment.results import announce, finish_verification
from terbuka.services.assessment.verification import accept_untouched, mark
from tests.make import assessment
from tests.make.cast import JOMBANG, Cast, unit

_DAY = timedelta(days=1)


def steps_around(now: datetime, *, to_announce: bool = False) -> Mapping[StepKind, Step]:
    """Steps of a round in filling today; `to_announce`: of one whose results may be announced today."""
    today = now.date() - (12 * _DAY if to_announce else timedelta())
    return {
        StepKind.FILL: Step(StepKind.FILL, today - 3 * _DAY, today + 3 * _DAY),
        StepKind.VERIFY: Step(StepKind.VERIFY, today + 4 * _DAY, today + 8 * _DAY),
        StepKind.ANNOUNCE: Step(StepKind.ANNOUNCE, today + 9 * _DAY, today + 30 * _DAY),
    }


def submitted(
    cast: Cast,
    *,
    at: datetime,
    slugs: Sequence[str] = (JOMBANG,),
    values: Mapping[str, str] | None = None,
    silent: Iterable[str] = (),
    to_announce: bool = False,
) -> AssessmentRound:
    """An open round whose units have submitted, but for those in `silent`; Ani fills for all."""
    moment = at - 12 * _DAY if to_announce else at
    names = [*slugs, *silent]
    found = assessment.opened(
        cast.eka, [unit(slug) for slug in names], steps=steps_around(at, to_announce=to_announce), at=moment
    )
    for slug in slugs:
        saq = assessment.saq(found, slug)
        assessment.answered(saq, values or {"A01": "1", "B01": "1/2"}, by=cast.ani, at=moment)
        assessment.submitted(saq, by=cast.ani, at=moment)
    return found


def marked(saq: SelfAssessment, cast: Cast, lowered: Mapping[str, tuple[str, str]], *, at: datetime) -> None:
    """Budi lowers these answers, code to value and note, and accepts the others."""
    for code, (value, note) in lowered.items():
        answer = assessment.answer(saq, code)
        mark(answer, value=Fraction(value), note=note, version=0, by=cast.budi, at=at)
    accept_untouched(saq, is_confirmed=True, by=cast.budi, at=at)


def verified(
    found: AssessmentRound,
    cast: Cast,
    *,
    at: datetime,
    slug: str = JOMBANG,
    lowered: Mapping[str, tuple[str, str]] | None = None,
) -> Result:
    """A unit's provisional result; A01 was halved with a note unless other marks are named."""
    saq = assessment.saq(found, slug)
    told = {"A01": ("1/2", "Foto tidak bertanggal.")} if lowered is None else lowered
    marked(saq, cast, told, at=at)
    return finish_verification(saq, by=cast.budi, at=at)


def announced(
    cast: Cast, *, at: datetime, slugs: Sequence[str] = (JOMBANG,), silent: Iterable[str] = ()
) -> AssessmentRound:
    """A round whose results are public."""
    found = submitted(cast, at=at, slugs=slugs, silent=silent, to_announce=True)
    for slug in slugs:
        verified(found, cast, at=at - 5 * _DAY, slug=slug)
    return announce(found, by=cast.eka, at=at)


def give(saq: SelfAssessment, values: Mapping[str, Fraction], *, by: Cast, at: datetime) -> None:
    """Set the mark of every answer at once, as if somebody had given each."""
    Verification.objects.filter(answer__self_assessment=saq).delete()
    rows = []
    for answer in saq.answers.all():
        row = Verification(answer=answer, note="Dinilai ulang.", marked_at=at, marked_by=by.budi)
        row.value = values[answer.code]
        rows.append(row)
    Verification.objects.bulk_create(rows)
