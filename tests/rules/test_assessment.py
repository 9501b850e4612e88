"""The course of a round, as a table of days and states; what stands behind an answer."""

from datetime import date
from fractions import Fraction

import pytest

from terbuka.rules.assessment import (
    Backing,
    LinkState,
    Need,
    RoundStatus,
    SaqStatus,
    Step,
    StepKind,
    may_fill,
    may_open,
    may_reopen,
    may_reschedule,
    may_submit,
)
from terbuka.rules.drafting import FacilityFacts, Hindrance, Period, PhotoFacts, ProofKind, UnitFacts, draft
from terbuka.rules.drafting import draft_without_audit as without_audit
from terbuka.rules.instruments import instrument
from terbuka.rules.ruling import allow
from tests.rules.audits import TODAY, report

FILL = Step(StepKind.FILL, date(2026, 6, 12), date(2026, 6, 30))
OPEN, SAQ = RoundStatus.OPEN, SaqStatus

DAYS = [
    (OPEN, SAQ.FILLING, date(2026, 6, 11), "dapat diisi mulai"),
    (OPEN, SAQ.FILLING, date(2026, 6, 12), ""),
    (OPEN, SAQ.FILLING, date(2026, 6, 30), ""),
    (OPEN, SAQ.FILLING, date(2026, 7, 1), "Pengisian sudah berakhir"),
    (OPEN, SAQ.SUBMITTED, date(2026, 6, 20), "sudah dikirim"),
    (OPEN, SAQ.VERIFIED, date(2026, 6, 20), "sudah dikirim"),
    (RoundStatus.PREPARED, SAQ.FILLING, date(2026, 6, 20), "belum dibuka"),
    (RoundStatus.ANNOUNCED, SAQ.ANNOUNCED, date(2026, 6, 20), "sudah diumumkan"),
]


@pytest.mark.parametrize(("status", "saq", "on", "words"), DAYS)
def test_answers_change_only_while_filling_runs(
    status: RoundStatus, saq: SaqStatus, on: date, words: str
) -> None:
    ruling = may_fill(status, saq, FILL, on)
    assert ruling.allowed is not bool(words)
    assert words in str(ruling.reason or "")


def test_a_questionnaire_is_sent_once_every_draft_was_looked_at() -> None:
    assert may_submit(allow(), 0)
    assert "9 jawaban otomatis" in str(may_submit(allow(), 9).reason)
    late = may_fill(OPEN, SAQ.FILLING, FILL, date(2026, 7, 1))
    assert may_submit(late, 0) == late


REOPENING = [
    (OPEN, SAQ.SUBMITTED, date(2026, 6, 30), ""),
    (OPEN, SAQ.SUBMITTED, date(2026, 7, 1), "Pengisian sudah berakhir"),
    (OPEN, SAQ.FILLING, date(2026, 6, 20), "belum dikirim"),
    (OPEN, SAQ.VERIFIED, date(2026, 6, 20), "sudah selesai"),
    (RoundStatus.ANNOUNCED, SAQ.ANNOUNCED, date(2026, 6, 20), "diumumkan"),
]


@pytest.mark.parametrize(("status", "saq", "on", "words"), REOPENING)
def test_a_sent_one_comes_back_while_filling_runs(
    status: RoundStatus, saq: SaqStatus, on: date, words: str
) -> None:
    ruling = may_reopen(status, saq, FILL, on)
    assert ruling.allowed is not bool(words)
    assert words in str(ruling.reason or "")


def test_a_round_opens_once_and_its_dates_move_until_it_is_announced() -> None:
    assert may_open(RoundStatus.PREPARED, 38)
    assert not may_open(RoundStatus.PREPARED, 0)
    assert not may_open(OPEN, 38)
    assert [bool(may_reschedule(status)) for status in RoundStatus] == [True, True, False]


ONE, CLOSED, UNSEEN = Fraction(1), LinkState.CLOSED, LinkState.COULD_NOT_LOOK
BACKINGS = [
    (Backing(None, False), False, Need.ANSWER),
    (Backing(ONE, False, is_draft_proven=True), True, Need.CONFIRM),
    (Backing(ONE, True), False, Need.PROVE),
    (Backing(ONE, True, files=1), True, None),
    (Backing(ONE, True, links=(CLOSED,)), False, Need.MEND_LINK),
    (Backing(ONE, True, links=(CLOSED, LinkState.OPENS)), True, None),
    # That we could not look is never a fault of the unit.
    (Backing(ONE, True, links=(UNSEEN,)), True, None),
    (Backing(Fraction(0), True), False, None),
    (Backing(Fraction(0), True, is_draft_proven=True), False, None),
]


@pytest.mark.parametrize(("backing", "is_proven", "need"), BACKINGS)
def test_what_an_answer_still_needs_of_a_person(backing: Backing, is_proven: bool, need: Need | None) -> None:
    assert (backing.is_proven, backing.need) == (is_proven, need)


YEAR = Period(date(2026, 1, 1), TODAY)


def photo(taken_on: date, *, by_camera: bool = True) -> PhotoFacts:
    """A photo of the room."""
    return PhotoFacts("/kerja/kpu-kab-jombang/berkas/7/", "ruang.jpg", taken_on, by_camera)


PHOTOS = [
    # question, is it there, photos, value, hindrance, words
    ("A02", True, [photo(date(2026, 3, 2))], "1", None, "2 Mar 2026"),
    ("A01", True, [photo(date(2026, 3, 2))], "1/2", None, "Ada foto"),
    ("A02", None, [photo(date(2026, 3, 2), by_camera=False)], "1", None, "Ada foto"),
    ("A02", True, [photo(date(2025, 12, 31))], None, Hindrance.PHOTO, "di luar masa yang dinilai"),
    ("A02", True, [photo(date(2026, 11, 23))], None, Hindrance.PHOTO, "di luar masa yang dinilai"),
    ("A02", True, [], None, Hindrance.PHOTO, "butuh bukti"),
    ("A02", False, [photo(date(2026, 3, 2))], "0", None, "tidak ada"),
    ("A13", True, [photo(date(2026, 3, 2))], None, Hindrance.PHOTO, "butuh bukti"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "is_there", "photos", "value", "hindrance", "words"), PHOTOS)
def test_dated_photos_of_the_assessed_year_draft_their_question(
    code: str, is_there: bool | None, photos: list[PhotoFacts], value: str | None,
    hindrance: Hindrance | None, words: str,
) -> None:  # fmt: skip
    facts = UnitFacts(
        facilities=tuple(FacilityFacts(kind, is_there, tuple(photos)) for kind in ("room", "desk", "access"))
    )
    drafts = draft(instrument(), report(), facts, as_of=TODAY, period=YEAR)
    found = next(one for one in drafts if one.code == code)
    assert found.value == (None if value is None else Fraction(value))
    assert found.hindrance == hindrance
    assert words in str(found.reasons[0])
    if found.value:
        assert found.kind is ProofKind.PROFILE
        assert [one.url for one in found.proof] == ["/kerja/kpu-kab-jombang/berkas/7/"]
        assert sum(lack.share for lack in found.lacks) == 1 - found.value


def test_without_an_audit_the_site_is_never_marked_down() -> None:
    facts = UnitFacts(phone="0321", email="a@b.c", address="Jl. 1")
    drafts = without_audit(instrument(), facts, unit="kpu-kab-jombang", as_of=TODAY)
    assert [one.code for one in drafts if one.value is not None] == ["D04"]
    waiting = next(one for one in drafts if one.code == "B01")
    assert waiting.hindrance is Hindrance.COULD_NOT_LOOK
    assert "situs belum diperiksa" in str(waiting.reasons[0])


def test_a_draft_that_found_nothing_shows_where_it_looked() -> None:
    drafts = draft(instrument(), report(), as_of=TODAY)
    empty = [one for one in drafts if one.is_drafted and not one.value]
    assert empty
    assert all(one.proof for one in empty)
