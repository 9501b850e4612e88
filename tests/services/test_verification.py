"""A verifier marks: notes where points are lost, nothing lost between two people, an end with all marked."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from terbuka.models import AssessmentRound, Event, SelfAssessment, Verification
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.services.assessment.results import finish_verification
from terbuka.services.assessment.submission import reopen
from terbuka.services.assessment.verification import (
    accept_untouched,
    mark,
    resume_verification,
    time_spent,
    undo_mark,
)
from tests import make
from tests.make import assessment, verify
from tests.make.cast import Cast, cast

pytestmark = pytest.mark.django_db
NOW = make.NOON
HALF, ONE, ZERO = Fraction(1, 2), Fraction(1), Fraction(0)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def the_round(people: Cast) -> AssessmentRound:
    return verify.submitted(people, at=NOW)


@pytest.fixture
def saq(the_round: AssessmentRound) -> SelfAssessment:
    return assessment.saq(the_round)


def give(
    saq: SelfAssessment, code: str, value: Fraction | None, people: Cast, note: str = "", version: int = 0
) -> Verification:
    """Budi marks one answer."""
    answer = assessment.answer(saq, code)
    return mark(answer, value=value, note=note, version=version, by=people.budi, at=NOW)


def test_a_mark_is_kept_with_who_and_when(saq: SelfAssessment, people: Cast) -> None:
    given = give(saq, "A01", ONE, people)

    assert (given.value, given.marked_by, given.marked_at, given.version) == (ONE, people.budi, NOW, 1)
    told = Event.objects.about("verification", given.answer_id).get()
    assert told.payload["after"] == {"value": "1", "note": ""}


def test_a_lower_mark_needs_a_note(saq: SelfAssessment, people: Cast) -> None:
    with pytest.raises(Refused, match="satker perlu tahu apa yang kurang"):
        give(saq, "A01", HALF, people)

    assert give(saq, "A01", HALF, people, "Foto tidak bertanggal.").value == HALF


def test_half_may_be_given_to_a_yes_or_no_but_nothing_the_rule_does_not_know(
    saq: SelfAssessment, people: Cast
) -> None:
    assert give(saq, "A02", HALF, people).value == HALF
    with pytest.raises(BadInput, match="tidak ada dalam aturan"):
        give(saq, "A04", Fraction(1, 3), people)


def test_the_second_of_two_people_sees_the_mark_of_the_first(saq: SelfAssessment, people: Cast) -> None:
    first = give(saq, "A01", ONE, people)

    with pytest.raises(Stale) as told:
        mark(assessment.answer(saq), value=ZERO, note="Tidak ada.", version=0, by=people.eka, at=NOW)

    assert told.value.current == first


def test_a_double_click_marks_once(saq: SelfAssessment, people: Cast) -> None:
    assert give(saq, "A01", ONE, people) == give(saq, "A01", ONE, people)
    assert Event.objects.filter(verb="mark").count() == 1


def test_a_note_alone_is_kept_but_is_no_mark(saq: SelfAssessment, people: Cast) -> None:
    give(saq, "A01", None, people, "Tanyakan tanggal")
    give(saq, "A01", None, people, "Tanyakan tanggal fotonya", version=0)

    marked = give(saq, "A01", ZERO, people, "Tanyakan tanggal fotonya", version=0)

    assert (marked.value, marked.note, marked.version) == (ZERO, "Tanyakan tanggal fotonya", 3)


def test_undo_brings_back_what_stood_before_and_then_nothing(saq: SelfAssessment, people: Cast) -> None:
    give(saq, "A01", HALF, people, "Foto tidak bertanggal.")
    give(saq, "A01", ONE, people, version=1)
    answer = assessment.answer(saq)

    back = undo_mark(answer, by=people.budi, at=NOW)

    assert back
    assert (back.value, back.note) == (HALF, "Foto tidak bertanggal.")
    assert undo_mark(answer, by=people.budi, at=NOW) is None
    assert undo_mark(answer, by=people.budi, at=NOW) is None


def test_the_rest_is_accepted_only_by_saying_so_and_marks_stay(saq: SelfAssessment, people: Cast) -> None:
    give(saq, "A01", HALF, people, "Foto tidak bertanggal.")
    with pytest.raises(BadInput, match="Centang"):
        accept_untouched(saq, is_confirmed=False, by=people.budi, at=NOW)

    codes = accept_untouched(saq, is_confirmed=True, by=people.budi, at=NOW)

    assert len(codes) == 38
    values = {row.answer.code: row.value for row in Verification.objects.select_related("answer")}
    assert (values["A01"], values["B01"], values["A02"]) == (HALF, HALF, ZERO)


def test_verification_ends_only_with_every_answer_marked(saq: SelfAssessment, people: Cast) -> None:
    give(saq, "A01", ONE, people)
    with pytest.raises(Refused, match="38 butir belum ditandai"):
        finish_verification(saq, by=people.budi, at=NOW)

    accept_untouched(saq, is_confirmed=True, by=people.budi, at=NOW)
    finish_verification(saq, by=people.budi, at=NOW)

    saq.refresh_from_db()
    assert (saq.status, saq.verified_by) == ("verified", people.budi)
    with pytest.raises(Refused, match="sudah selesai"):
        give(saq, "A01", ONE, people, version=1)


def test_a_finished_one_is_taken_up_again_with_a_reason(
    the_round: AssessmentRound, saq: SelfAssessment, people: Cast
) -> None:
    verify.verified(the_round, people, at=NOW)
    with pytest.raises(BadInput, match="alasannya"):
        resume_verification(saq, reason=" ", by=people.budi, at=NOW)

    resumed = resume_verification(saq, reason="Foto baru ditemukan", by=people.budi, at=NOW)

    assert resumed.status == "submitted"
    assert give(saq, "A01", ONE, people, version=1).value == ONE


def test_marks_stay_when_the_questionnaire_goes_back_to_the_unit(saq: SelfAssessment, people: Cast) -> None:
    give(saq, "A01", ONE, people)

    reopen(saq, reason="Lengkapi A02", by=people.budi, at=NOW)

    assert Verification.objects.count() == 1
    with pytest.raises(Refused, match="belum dikirim"):
        give(saq, "A02", ONE, people)


@pytest.mark.parametrize(("days", "is_allowed"), [(8, True), (9, False)])
def test_marks_are_given_until_the_last_day(
    saq: SelfAssessment, people: Cast, days: int, is_allowed: bool
) -> None:
    answer, at = assessment.answer(saq), NOW + timedelta(days=days)
    if is_allowed:
        assert mark(answer, value=ONE, note="", version=0, by=people.budi, at=at)
    else:
        with pytest.raises(Refused, match="Verifikasi sudah berakhir"):
            mark(answer, value=ONE, note="", version=0, by=people.budi, at=at)


def test_time_is_the_gaps_between_marks_without_the_pauses() -> None:
    moments: list[datetime] = [NOW + timedelta(minutes=n) for n in (5, 0, 2, 90)]

    assert time_spent(moments) == timedelta(minutes=15)
    assert time_spent([]) == timedelta()
