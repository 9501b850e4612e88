"""The three doubtful rules of counting, switched one by one (law.md WD-03, WD-05, WD-06)."""

from datetime import date, datetime

import pytest

from terbuka.rules.deadlines import Receipt, apply_limit
from terbuka.rules.hours import default_hours
from terbuka.rules.limits import Regime, limit
from terbuka.rules.readings import Change, Dated, Reading, Readings, Rule, doubts, shipped_readings
from terbuka.rules.sources import citation
from terbuka.rules.workdays import shipped_calendar

LETTERS = {"C": Rule.JOINT_LEAVE, "R": Rule.DAY_OF_RECEIPT, "A": Rule.AFTER_HOURS}


def read(switched: str) -> Readings:
    """The shipped readings with the rules of these letters read the earlier way."""
    earlier = {LETTERS[letter] for letter in switched}
    told = {rule.value: Reading.EARLIER if rule in earlier else Reading.LATER for rule in Rule}
    return Readings(**told)


@pytest.mark.parametrize(
    ("received", "switched", "due"),
    [
        # Friday before the joint leave of 16 February and the holiday of 17 February.
        ("2026-02-13T09:00", "", "2026-03-03"),
        ("2026-02-13T09:00", "C", "2026-03-02"),
        ("2026-02-13T09:00", "R", "2026-03-02"),
        ("2026-02-13T09:00", "A", "2026-03-03"),
        ("2026-02-13T09:00", "CR", "2026-02-27"),
        # A Saturday; 27 May and 1 June are holidays, 28 May is joint leave.
        ("2026-05-16T10:00", "", "2026-06-04"),
        ("2026-05-16T10:00", "A", "2026-06-03"),
        ("2026-05-16T10:00", "CA", "2026-06-02"),
        ("2026-05-16T10:00", "R", "2026-06-03"),
        ("2026-05-16T10:00", "CRA", "2026-06-02"),
        # A Friday evening; 16 June is a holiday.
        ("2026-06-05T20:00", "", "2026-06-23"),
        ("2026-06-05T20:00", "A", "2026-06-22"),
        ("2026-06-05T20:00", "R", "2026-06-22"),
        ("2026-06-05T20:00", "RA", "2026-06-19"),
    ],
)
def test_ten_working_days_by_each_reading(received: str, switched: str, due: str) -> None:
    moment = datetime.fromisoformat(received)
    one = limit("request.answer", Regime.UMUM, on=moment.date())
    receipt = Receipt(moment.date(), moment.time())

    found = apply_limit(one, receipt, shipped_calendar(), default_hours(), read(switched))

    assert found.due == date.fromisoformat(due)
    assert found.target <= found.due
    assert found.days[-1].on == found.due
    assert sum(day.counted for day in found.days) == 10


def test_an_institution_reads_a_rule_otherwise_from_a_day_on_and_back_again() -> None:
    dated = Dated.of(
        [
            Change(Rule.JOINT_LEAVE, Reading.LATER, date(2026, 9, 1)),
            Change(Rule.JOINT_LEAVE, Reading.EARLIER, date(2026, 7, 1)),
        ]
    )
    assert dated.on(date(2026, 6, 30)) == shipped_readings() == read("")
    assert dated.on(date(2026, 7, 1)) == read("C")
    assert dated.on(date(2026, 9, 1)) == read("")


def test_each_reading_has_its_words_and_its_source() -> None:
    assert [one.rule for one in doubts()] == list(Rule)
    for one in doubts():
        assert set(one.words) == set(one.cites) == set(Reading)
        assert all(citation(cite) for cite in one.cites.values())
