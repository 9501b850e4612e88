"""Objections, as a lawyer reads them: every pair of statuses, the seven grounds, who answers with what."""

from itertools import product

import pytest

from terbuka.rules.register.objections import (
    ENDED,
    GROUND_WORDS,
    OPEN,
    STATUS_WORDS,
    AskedBefore,
    Ground,
    ObjectionStatus,
    is_admissible,
    may_answer,
    may_answer_with,
    may_become,
    may_dispute,
    may_settle,
    open_grounds,
)
from terbuka.rules.sources import citation

S = ObjectionStatus
# given: status; expect: all it may become, and nothing else (UU 14/2008 articles 35 to 37, law.md 9.2)
ALLOWED = {
    "filed": "inadmissible registered withdrawn",
    "inadmissible": "",
    "registered": "discussed settling disputed closed withdrawn",
    "discussed": "granted partly_granted upheld settling disputed closed withdrawn",
    "settling": "settled discussed disputed closed withdrawn",
    "settled": "",
    "granted": "fulfilled disputed",
    "partly_granted": "fulfilled disputed",
    "upheld": "disputed closed",
    "fulfilled": "disputed closed",
    "disputed": "closed",
    "closed": "disputed",
    "withdrawn": "",
}
REFUSED = AskedBefore(has_notice=True, is_refused_as_exempt=True)
GRANTED = AskedBefore(has_notice=True, is_granted=True)
# given: the course of the request; expect: the letters that it opens (article 35 (1))
GROUNDS = [
    (None, "b"),
    (AskedBefore(), ""),
    (AskedBefore(is_late=True), "bcg"),
    (REFUSED, "abd"),
    (AskedBefore(has_notice=True), "bd"),
    (GRANTED, "bde"),
    (AskedBefore(has_notice=True, is_granted=True, has_costs=True), "bdef"),
    (AskedBefore(has_notice=True, is_granted=True, is_handed_over=True), "bd"),
    (AskedBefore(has_notice=True, is_granted=True, is_handed_over=True, was_noticed_late=True), "bdg"),
]


@pytest.mark.parametrize(("status", "wanted"), list(product(S, S)))
def test_every_pair_of_statuses(status: ObjectionStatus, wanted: ObjectionStatus) -> None:
    ruling = may_become(status, wanted)
    assert ruling.allowed == (wanted.value in ALLOWED[status.value].split())
    assert ruling.allowed or ruling.reason


def test_every_status_has_its_word_and_stands_open_decided_or_ended() -> None:
    assert set(STATUS_WORDS) == set(S)
    assert set(GROUND_WORDS) == set(Ground)
    decided = {S.GRANTED, S.PARTLY_GRANTED, S.UPHELD, S.FULFILLED, S.DISPUTED}
    assert OPEN | ENDED | decided == set(S)
    assert not OPEN & ENDED


@pytest.mark.parametrize(("before", "letters"), GROUNDS)
def test_only_the_grounds_that_the_course_of_the_request_opens(
    before: AskedBefore | None, letters: str
) -> None:
    assert "".join(open_grounds(before)) == letters


@pytest.mark.parametrize(
    ("grounds", "before", "is_in_time", "has_item", "expect"),
    [
        ("a", REFUSED, True, False, ""),
        ("ad", REFUSED, True, False, ""),
        ("", REFUSED, True, False, "Pilih sedikitnya satu alasan"),
        ("f", REFUSED, True, False, "Alasan f"),
        ("a", REFUSED, False, False, "sesudah batas waktunya"),
        ("b", None, True, True, ""),
        ("b", None, True, False, "memerlukan permohonan lebih dahulu"),
        ("bd", None, True, True, "memerlukan permohonan lebih dahulu"),
        # On a catalogue item the request that still runs does not matter.
        ("b", AskedBefore(), True, True, ""),
        ("b", AskedBefore(), True, False, "Alasan b"),
    ],
)
def test_what_may_be_registered(
    grounds: str, before: AskedBefore | None, is_in_time: bool, has_item: bool, expect: str
) -> None:
    ruling = is_admissible([Ground(one) for one in grounds], before, is_in_time=is_in_time, has_item=has_item)
    assert ruling.allowed == (expect == "")
    assert expect in str(ruling.reason or "")
    assert ruling.allowed or citation(str(ruling.cite))


def test_talking_it_over_is_for_grounds_b_to_g() -> None:
    assert all(may_settle([ground]) for ground in Ground if ground is not Ground.A)
    assert not may_settle([Ground.A, Ground.D])


def test_who_decided_the_request_never_answers_the_objection() -> None:
    assert not may_answer(7, 7)
    assert may_answer(7, 8)
    assert may_answer(7, None)


@pytest.mark.parametrize(
    ("status", "consideration", "order", "is_due_past", "expect"),
    [
        (S.UPHELD, "Uji konsekuensi sah.", "", False, ""),
        (S.UPHELD, " ", "", False, "Tulis pertimbangannya"),
        (S.GRANTED, "Tidak ada alasan menolak.", "Berikan salinannya.", False, ""),
        (S.GRANTED, "Tidak ada alasan menolak.", "", False, "Tulis perintah"),
        (S.PARTLY_GRANTED, "Sebagian terbuka.", "", False, "Tulis perintah"),
        (S.PARTLY_GRANTED, "Sebagian terbuka.", "Berikan bab 1.", True, "masa lalu"),
        (S.DISCUSSED, "-", "-", False, "Pilih putusannya"),
    ],
)
def test_an_answer_has_its_reasons_and_its_order(
    status: ObjectionStatus, consideration: str, order: str, is_due_past: bool, expect: str
) -> None:
    ruling = may_answer_with(status, consideration, order, is_due_past=is_due_past)
    assert ruling.allowed == (expect == "")
    assert expect in str(ruling.reason or "")


def test_the_commission_comes_after_the_answer_or_after_its_limit() -> None:
    assert not may_dispute(S.DISCUSSED, is_unanswered_late=False)
    assert may_dispute(S.DISCUSSED, is_unanswered_late=True)
    assert may_dispute(S.UPHELD, is_unanswered_late=False)
    # The commission tells of it weeks later: a closed objection is opened again.
    assert may_dispute(S.CLOSED, is_unanswered_late=False)
    assert not may_dispute(S.SETTLED, is_unanswered_late=True)
