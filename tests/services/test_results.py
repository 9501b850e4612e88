"""A result explains every point and adds up again from its rows; an announcement makes it public, once."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from terbuka.models import AssessmentRound, Event, Result, SelfAssessment
from terbuka.rules.instruments import HALF, instrument
from terbuka.rules.ruling import Refused
from terbuka.rules.scoring import category_of
from terbuka.services.assessment import bands_of
from terbuka.services.assessment.results import announce, compute_result, ranking, score_of
from tests import make
from tests.make import assessment, verify
from tests.make.cast import JOMBANG, Cast, cast

pytestmark = pytest.mark.django_db
NOW = make.NOON
SIDOARJO, KEDIRI = "kpu-kab-sidoarjo", "kpu-kab-kediri"
POSSIBLE = {
    question.code: sorted({*(question.steps or (Fraction(0), Fraction(2, 7), Fraction(1))), HALF})
    for question in instrument().questions
}
MARKS = some.fixed_dictionaries({code: some.sampled_from(values) for code, values in POSSIBLE.items()})


@pytest.fixture
def people() -> Cast:
    return cast()


def test_every_point_is_told_with_answer_proof_mark_and_note(people: Cast) -> None:
    result = verify.verified(verify.submitted(people, at=NOW), people, at=NOW)
    row = next(row for row in result.rows if row["code"] == "A01")

    told = {name: row[name] for name in ("claimed", "marked", "weight", "points", "note", "is_drafted")}
    assert told == {
        "claimed": "1",
        "marked": "1/2",
        "weight": 3,
        "points": "3/2",
        "note": "Foto tidak bertanggal.",
        "is_drafted": False,
    }
    assert row["explained"]["id"] == "A01: Foto tidak bertanggal.; 0,50 × 3 = 1,50"
    assert len(result.rows) == 39


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(marks=MARKS)
def test_the_stored_rows_add_up_to_the_same_score_whatever_the_marks(
    marks: dict[str, Fraction], kept: dict[str, Any]
) -> None:
    saq: SelfAssessment = kept["saq"]
    verify.give(saq, marks, by=kept["people"], at=NOW)

    compute_result(saq, at=NOW)

    stored = Result.objects.get(self_assessment=saq)
    weight = {question.code: question.weight for question in instrument().questions}
    assert stored.score == score_of(stored.rows) == sum(marks[code] * weight[code] for code in marks)
    assert stored.category == category_of(stored.score, bands_of(saq.round)).value


@pytest.fixture
def kept(people: Cast) -> dict[str, Any]:
    return {"people": people, "saq": assessment.saq(verify.submitted(people, at=NOW))}


def test_a_result_needs_every_mark(people: Cast) -> None:
    saq = assessment.saq(verify.submitted(people, at=NOW))

    with pytest.raises(Refused, match="A01 belum ditandai"):
        compute_result(saq, at=NOW)


@pytest.fixture
def ready(people: Cast) -> AssessmentRound:
    """Jombang is verified, Sidoarjo only submitted, Kediri silent."""
    found = verify.submitted(people, at=NOW, slugs=(JOMBANG, SIDOARJO), silent=(KEDIRI,), to_announce=True)
    verify.verified(found, people, at=NOW - timedelta(days=5))
    return found


def test_an_announcement_tells_of_everybody(ready: AssessmentRound, people: Cast) -> None:
    told = announce(ready, by=people.eka, at=NOW)

    categories = dict(Result.objects.values_list("self_assessment__unit__slug", "category"))
    assert told.status == "announced"
    assert categories[SIDOARJO] == "Tidak Dinilai"
    assert categories[KEDIRI] == "Tidak Partisipatif"
    assert assessment.saq(ready).status == "announced"
    assert Event.objects.filter(verb="announce").get().payload == {"scored": 1, "without_score": 2}


def test_the_ranking_leaves_out_who_was_not_assessed(ready: AssessmentRound, people: Cast) -> None:
    announce(ready, by=people.eka, at=NOW)

    results = Result.objects.select_related("self_assessment__unit")
    slug = {str(one.self_assessment.unit_id): one.self_assessment.unit.slug for one in results}
    places = [(slug[one.standing.unit], one.place) for one in ranking(results)]

    assert places == [(JOMBANG, 1), (KEDIRI, None)]


def test_an_announcement_waits_for_its_day_and_comes_once(ready: AssessmentRound, people: Cast) -> None:
    with pytest.raises(Refused, match="paling cepat"):
        announce(ready, by=people.eka, at=NOW - timedelta(days=4))
    announce(ready, by=people.eka, at=NOW)
    with pytest.raises(Refused, match="sudah diumumkan"):
        announce(ready, by=people.eka, at=NOW)


def test_nothing_is_announced_while_nobody_is_verified(people: Cast) -> None:
    found = verify.submitted(people, at=NOW, to_announce=True)

    with pytest.raises(Refused, match="tidak ada yang dapat diumumkan"):
        announce(found, by=people.eka, at=NOW)
