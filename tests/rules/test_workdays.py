"""Working days: the test vectors of the digest, holidays of a region, and counting that explains itself."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terbuka.rules.workdays import (
    Calendar,
    Holiday,
    HolidayKind,
    add_workdays,
    explain,
    first_workday,
    is_workday,
    list_to_mend,
    next_workday,
    shipped_calendar,
    shipped_holidays,
)

INDONESIA = shipped_calendar()

# Received, then the day on which 3, 5, 10, 17 and 30 working days are full, then 10 with joint leave as work.
VECTORS = [
    ("2026-02-13", "2026-02-20", "2026-02-24", "2026-03-03", "2026-03-12", "2026-04-08", "2026-03-02"),
    ("2026-03-13", "2026-03-25", "2026-03-27", "2026-04-06", "2026-04-15", "2026-05-05", "2026-03-30"),
    ("2026-05-11", "2026-05-18", "2026-05-20", "2026-05-29", "2026-06-10", "2026-06-30", "2026-05-26"),
    ("2026-06-05", "2026-06-10", "2026-06-12", "2026-06-22", "2026-07-01", "2026-07-20", "2026-06-22"),
    ("2026-08-14", "2026-08-20", "2026-08-24", "2026-09-01", "2026-09-10", "2026-09-29", "2026-09-01"),
    ("2026-05-16", "2026-05-20", "2026-05-22", "2026-06-03", "2026-06-12", "2026-07-02", "2026-06-02"),
]
days_in_lists = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector[0])
def test_the_vectors_of_the_digest_hold(vector: tuple[str, ...]) -> None:
    received, *expected, with_joint_leave = map(date.fromisoformat, vector)

    assert [add_workdays(received, n, INDONESIA) for n in (3, 5, 10, 17, 30)] == expected
    assert add_workdays(received, 10, INDONESIA, joint_leave_counts=True) == with_joint_leave


def test_the_lists_have_as_many_days_as_their_decrees() -> None:
    counted = Counter((row.on.year, row.kind is HolidayKind.JOINT_LEAVE) for row in shipped_holidays())

    assert counted == {
        (2024, False): 19,
        (2024, True): 10,
        (2025, False): 17,
        (2025, True): 11,
        (2026, False): 17,
        (2026, True): 8,
        (2027, False): 18,
        (2027, True): 8,
    }


def test_the_joint_leave_of_2026_is_that_of_its_decree() -> None:
    leave = [
        row.on for row in shipped_holidays() if row.on.year == 2026 and row.kind is HolidayKind.JOINT_LEAVE
    ]

    assert " ".join(f"{day:%d-%m}" for day in leave) == "16-02 18-03 20-03 23-03 24-03 15-05 28-05 24-12"


def test_joint_leave_is_work_only_where_the_reading_says_so() -> None:
    joint_leave, holiday = date(2026, 5, 15), date(2026, 5, 14)

    assert not is_workday(joint_leave, INDONESIA)
    assert is_workday(joint_leave, INDONESIA, joint_leave_counts=True)
    assert not is_workday(holiday, INDONESIA, joint_leave_counts=True)


def test_both_national_voting_days_of_2024_were_free() -> None:
    assert not is_workday(date(2024, 2, 14), INDONESIA, joint_leave_counts=True)
    assert not is_workday(date(2024, 11, 27), INDONESIA, joint_leave_counts=True)


def test_a_voting_day_is_free_only_in_its_region() -> None:
    rerun = Holiday(date(2026, 9, 16), HolidayKind.VOTING_DAY, "Pemungutan suara ulang", region="35.17")
    rows = (*shipped_holidays(), rerun)

    assert not is_workday(rerun.on, Calendar.of(rows, "35.17"))
    assert is_workday(rerun.on, Calendar.of(rows, "35.18"))
    assert is_workday(rerun.on, Calendar.of(rows, "35"))
    assert is_workday(rerun.on, Calendar.of(rows))


def test_a_holiday_of_a_province_holds_in_its_regencies() -> None:
    local = Holiday(date(2026, 10, 12), HolidayKind.REGIONAL, "Hari Jadi Provinsi", region="35")

    assert not is_workday(local.on, Calendar.of([local], "35.17"))
    assert is_workday(local.on, Calendar.of([local], "33.17"))


def test_a_holiday_wins_over_joint_leave_on_the_same_day() -> None:
    day = date(2026, 10, 12)
    leave = Holiday(day, HolidayKind.JOINT_LEAVE, "Cuti Bersama")
    local = Holiday(day, HolidayKind.REGIONAL, "Hari Jadi Provinsi", region="35")

    assert not is_workday(day, Calendar.of([local, leave], "35"), joint_leave_counts=True)
    assert not is_workday(day, Calendar.of([leave, local], "35"), joint_leave_counts=True)


def test_a_year_without_a_list_or_with_estimates_is_provisional() -> None:
    assert not INDONESIA.is_provisional(date(2026, 1, 1), date(2026, 12, 31))
    assert INDONESIA.is_provisional(date(2026, 12, 30), date(2027, 1, 4))
    assert INDONESIA.is_provisional(date(2028, 3, 1), date(2028, 3, 20))
    assert INDONESIA.is_provisional(date(2015, 3, 1), date(2015, 3, 20))


def test_a_voting_day_alone_does_not_make_a_list_of_its_year() -> None:
    alone = Calendar.of([Holiday(date(2029, 2, 14), HolidayKind.VOTING_DAY, "Hari Pemilihan Umum")])

    assert 2029 not in alone.listed


def test_each_skipped_day_names_its_holiday_and_decree() -> None:
    reasons = {day.on.isoformat(): str(day.why) for day in explain(date(2026, 3, 13), 3, INDONESIA)}

    assert reasons["2026-03-14"] == "Sabtu"
    assert reasons["2026-03-16"] == "hari kerja ke-1"
    assert reasons["2026-03-18"] == "Cuti Bersama Hari Suci Nyepi (SKB 1497/2025)"
    assert reasons["2026-03-19"] == "Hari Suci Nyepi (hari libur nasional, SKB 1497/2025)"
    assert reasons["2026-03-25"] == "hari kerja ke-3"


def test_joint_leave_counted_as_work_is_said_so() -> None:
    third = explain(date(2026, 3, 13), 3, INDONESIA, joint_leave_counts=True)[-1]

    assert third.counted
    assert str(third.why) == "hari kerja ke-3, cuti bersama dihitung: Cuti Bersama Hari Suci Nyepi"


def test_a_decree_that_an_institution_entered_is_shown_as_it_is() -> None:
    local = Holiday(date(2026, 10, 12), HolidayKind.REGIONAL, "Hari Jadi", "35", "SK Gubernur 188/2026")
    sunday_before = date(2026, 10, 11)

    skipped = explain(sunday_before, 1, Calendar.of([local], "35"))[0]

    assert str(skipped.why) == "Hari Jadi (hari libur daerah, SK Gubernur 188/2026)"


def test_the_next_workday_skips_the_long_eid_weekend() -> None:
    assert next_workday(date(2026, 3, 17), INDONESIA) == date(2026, 3, 25)
    assert first_workday(date(2026, 3, 17), INDONESIA) == date(2026, 3, 17)


def test_nobody_counts_backwards() -> None:
    with pytest.raises(ValueError, match="-1"):
        add_workdays(date(2026, 3, 17), -1, INDONESIA)
    with pytest.raises(ValueError, match="-1"):
        explain(date(2026, 3, 17), -1, INDONESIA)


@given(days_in_lists, st.integers(0, 120), st.booleans())
def test_the_explanation_agrees_with_the_sum(day: date, count: int, joint: bool) -> None:
    days = explain(day, count, INDONESIA, joint_leave_counts=joint)

    assert sum(one.counted for one in days) == count
    assert (days[-1].on if days else day) == add_workdays(day, count, INDONESIA, joint_leave_counts=joint)
    assert [one.on for one in days] == [day + timedelta(days=n + 1) for n in range(len(days))]
    assert all(one.counted == is_workday(one.on, INDONESIA, joint_leave_counts=joint) for one in days)


@given(days_in_lists, days_in_lists, st.integers(0, 120), st.integers(0, 120))
def test_later_or_longer_is_never_earlier(one: date, other: date, few: int, many: int) -> None:
    (one, other), (few, many) = sorted((one, other)), sorted((few, many))

    assert add_workdays(one, few, INDONESIA) <= add_workdays(other, few, INDONESIA)
    assert add_workdays(one, few, INDONESIA) <= add_workdays(one, many, INDONESIA)
    assert add_workdays(one, many, INDONESIA, joint_leave_counts=True) <= add_workdays(one, many, INDONESIA)


@given(days_in_lists, st.integers(0, 60), st.integers(0, 60))
def test_counting_on_from_a_day_reached_is_counting_in_one_go(day: date, first: int, more: int) -> None:
    reached = add_workdays(day, first, INDONESIA)

    assert add_workdays(reached, more, INDONESIA) == add_workdays(day, first + more, INDONESIA)


@pytest.mark.parametrize(
    ("today", "years", "estimates", "year", "is_missing"),
    [
        ("2026-09-30", (2026,), (), None, None),
        ("2026-10-01", (2026,), (), 2027, True),
        ("2026-10-01", (2026, 2027), (2027,), 2027, False),
        ("2026-12-31", (2026, 2027), (), None, None),
        ("2026-03-01", (2026,), (2026,), 2026, False),
        ("2027-01-02", (2026,), (), 2027, True),
    ],
)
def test_a_missing_list_of_holidays_is_called_for_from_october_on(
    today: str, years: tuple[int, ...], estimates: tuple[int, ...], year: int | None, is_missing: bool | None
) -> None:
    national = HolidayKind.NATIONAL
    days = [
        Holiday(date(one, 1, 1), national, "Tahun Baru", is_provisional=one in estimates) for one in years
    ]

    lack = list_to_mend(date.fromisoformat(today), Calendar.of(days))

    assert (lack.year if lack else None) == year
    assert (lack.is_missing if lack else None) is is_missing
    assert lack is None or str(year) in str(lack.reason)
