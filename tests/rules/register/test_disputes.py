"""Disputes: every pair of statuses, mediation or adjudication, what to bring."""

from itertools import product

import pytest

from terbuka.rules.register.bringing import ITEMS, Course, Thing, things_to_bring
from terbuka.rules.register.disputes import (
    ENDED,
    NEXT,
    OUTCOME_WORDS,
    STATUS_WORDS,
    STEP_WORDS,
    DisputeStatus,
    DisputeStepKind,
    Outcome,
    may_become,
    may_examine,
)
from terbuka.rules.sources import citation

S = DisputeStatus
# given: status; expect: all it may become, and nothing else (Perki 1/2013, UU 14/2008 articles 38 to 50)
ALLOWED = {
    "filed": "completing registered withdrawn",
    "completing": "registered withdrawn",
    "registered": "first_hearing withdrawn",
    "first_hearing": "interim_decision mediation adjudication withdrawn",
    "interim_decision": "",
    "mediation": "mediated adjudication withdrawn",
    "mediated": "",
    "adjudication": "decided withdrawn",
    "decided": "final in_court",
    "in_court": "in_cassation final",
    "in_cassation": "final",
    "final": "execution closed",
    "execution": "closed",
    "closed": "",
    "withdrawn": "",
}


@pytest.mark.parametrize(("status", "wanted"), list(product(S, S)))
def test_every_pair_of_statuses(status: DisputeStatus, wanted: DisputeStatus) -> None:
    ruling = may_become(status, wanted)
    assert ruling.allowed == (wanted.value in ALLOWED[status.value].split())
    assert ruling.allowed or ruling.reason


def test_every_word_is_there_and_only_ended_disputes_lead_nowhere() -> None:
    assert (set(STATUS_WORDS), set(STEP_WORDS), set(OUTCOME_WORDS)) == (
        set(S),
        set(DisputeStepKind),
        set(Outcome),
    )
    assert {status for status in S if not NEXT[status]} == ENDED


@pytest.mark.parametrize(
    ("status", "wanted", "is_exempt", "expect"),
    [
        (S.FIRST_HEARING, S.ADJUDICATION, True, True),
        (S.FIRST_HEARING, S.MEDIATION, True, False),
        (S.FIRST_HEARING, S.MEDIATION, False, True),
        (S.FIRST_HEARING, S.ADJUDICATION, False, False),
        # Mediation has failed: adjudication follows whatever the ground (DS-09).
        (S.MEDIATION, S.ADJUDICATION, False, True),
    ],
)
def test_article_17_is_adjudicated_all_else_is_mediated_first(
    status: DisputeStatus, wanted: DisputeStatus, is_exempt: bool, expect: bool
) -> None:
    assert may_examine(status, wanted, is_exempt=is_exempt).allowed == expect


def test_what_to_bring_follows_the_course_of_the_case() -> None:
    everything = {item.thing for item in ITEMS}
    exempt = {item.thing for item in things_to_bring(Course(is_exempt=True, has_notice=True))}
    silent = {item.thing for item in things_to_bring(Course())}

    assert everything == set(Thing)
    assert {Thing.PROXY, Thing.REGISTER, Thing.TEST, Thing.DECREE, Thing.NOTICE} <= exempt
    assert not {Thing.TEST, Thing.NOTICE, Thing.ANSWER, Thing.EXTENSION} & silent
    assert Thing.REQUEST not in {item.thing for item in things_to_bring(Course(has_request=False))}
    assert all(citation(item.cite) for item in ITEMS)
