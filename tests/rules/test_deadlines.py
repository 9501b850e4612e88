"""From receipt to due date: two readings, arrival out of hours, zones, months, hours."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terbuka.rules.deadlines import Deadline, Receipt, add_service_time, apply_limit, reminders
from terbuka.rules.hours import Opening, ServiceHours, default_hours
from terbuka.rules.limits import Regime, limit
from terbuka.rules.ruling import BadInput
from terbuka.rules.workdays import shipped_calendar

INDONESIA = shipped_calendar()
HOURS = default_hours()


def _answer(on: date, at: time | None = None, regime: Regime = Regime.UMUM) -> Deadline:
    return apply_limit(limit("request.answer", regime, on=on), Receipt(on, at), INDONESIA, HOURS)


def _apply(key: str, on: date, at: time | None = None) -> Deadline:
    return apply_limit(limit(key, None, on=on), Receipt(on, at), INDONESIA, HOURS)


@pytest.mark.parametrize(
    ("received", "day_zero"),
    [
        # (law.md WD-06, decisions on service hours) Monday to Thursday until 16.00, Friday until 16.30.
        ("2026-06-04T16:00", "2026-06-04"),
        ("2026-06-04T16:01", "2026-06-05"),
        ("2026-06-05T16:30", "2026-06-05"),
        ("2026-06-05T16:31", "2026-06-08"),
        ("2026-06-05T05:00", "2026-06-05"),
        # Ramadan until 15.00, Fridays too; the last day of fasting is 20 March.
        ("2026-02-18T15:30", "2026-02-18"),
        ("2026-02-19T15:30", "2026-02-20"),
        ("2026-03-13T15:01", "2026-03-16"),
        ("2026-03-25T15:30", "2026-03-25"),
        # No working day: Saturday, holiday, joint leave.
        ("2026-05-16T10:00", "2026-05-18"),
        ("2026-05-14T10:00", "2026-05-18"),
        ("2026-05-15T10:00", "2026-05-18"),
    ],
)
def test_what_arrives_out_of_hours_counts_as_received_on_the_next_workday(
    received: str, day_zero: str
) -> None:
    moment = datetime.fromisoformat(received)

    deadline = _answer(moment.date(), moment.time())

    assert deadline.day_zero == date.fromisoformat(day_zero)
    assert (deadline.moved is None) == (deadline.day_zero == moment.date())


def test_a_request_of_a_saturday_has_a_later_limit_and_an_earlier_target() -> None:
    deadline = _answer(date(2026, 5, 16))

    assert deadline.day_zero == date(2026, 5, 18)
    assert deadline.due == date(2026, 6, 4)
    assert deadline.target == date(2026, 6, 2)
    assert str(deadline.moved) == "bukan hari kerja: Sabtu"
    assert deadline.days[0].on == date(2026, 5, 19)


def test_a_late_evening_moves_the_limit_but_not_the_target() -> None:
    in_time, evening = _answer(date(2026, 6, 5), time(16, 0)), _answer(date(2026, 6, 5), time(20, 0))

    assert evening.due == date(2026, 6, 23)
    assert in_time.due == date(2026, 6, 22)
    assert evening.target == in_time.target
    assert str(evening.moved) == "setelah jam layanan berakhir pukul 16.30"


def test_a_unit_with_its_own_hours_is_measured_by_them() -> None:
    short = ServiceHours(usual=(Opening(time(8), time(12)),) * 4)
    one = limit("request.answer", Regime.UMUM, on=date(2026, 6, 4))

    afternoon = apply_limit(one, Receipt(date(2026, 6, 4), time(13)), INDONESIA, short)

    # Friday is a working day of the law even where the desk is closed.
    assert afternoon.day_zero == date(2026, 6, 5)


def test_a_year_without_a_list_counts_weekends_only_and_says_so() -> None:
    deadline = _answer(date(2028, 12, 18))

    assert deadline.due == date(2029, 1, 1)
    assert deadline.is_provisional


def test_more_than_a_year_past_the_last_list_is_refused() -> None:
    assert _answer(date(2028, 12, 31)).is_provisional
    with pytest.raises(BadInput, match=r"2029-01-01 terlalu jauh.*2027"):
        _answer(date(2029, 1, 1))
    with pytest.raises(BadInput, match="terlalu jauh"):
        _apply("periodic.refresh", date(2100, 1, 1))


@pytest.mark.parametrize(
    ("key", "received", "due"),
    [
        ("periodic.refresh", "2024-08-29", "2025-02-28"),
        ("periodic.refresh", "2023-08-31", "2024-02-29"),
        ("periodic.refresh", "2026-06-30", "2026-12-30"),
        ("dip.renew", "2024-02-29", "2025-02-28"),
        ("report.quarter", "2025-11-30", "2026-02-28"),
        ("report.annual", "2025-01-01", "2025-03-31"),
        ("report.annual", "2025-03-31", "2025-03-31"),
        ("report.annual", "2025-04-01", "2026-03-31"),
    ],
)
def test_months_and_dates_run_on_the_calendar(key: str, received: str, due: str) -> None:
    deadline = _apply(key, date.fromisoformat(received))

    assert deadline.due == deadline.target == date.fromisoformat(due)
    assert all(day.counted for day in deadline.days)
    assert len(deadline.days) == (deadline.due - deadline.receipt.on).days


def test_clock_hours_run_through_nights_and_holidays() -> None:
    deadline = _apply("breach.notify", date(2026, 3, 20), time(23, 45))

    assert deadline.due_at == deadline.target_at == datetime.fromisoformat("2026-03-23T23:45")
    assert not deadline.is_provisional


def test_clock_hours_without_an_hour_run_from_the_start_of_the_day() -> None:
    assert _apply("breach.notify", date(2026, 3, 13)).due_at == datetime.fromisoformat("2026-03-16T00:00")


@pytest.mark.parametrize(
    ("sent", "until"),
    [
        ("2026-06-04T09:00", "2026-06-04T11:00"),
        ("2026-06-04T06:00", "2026-06-04T09:30"),
        ("2026-06-05T15:30", "2026-06-08T08:30"),
        ("2026-06-05T23:00", "2026-06-08T09:30"),
        ("2026-03-17T14:30", "2026-03-25T09:00"),
    ],
)
def test_service_hours_run_only_while_the_desk_is_open(sent: str, until: str) -> None:
    moment = datetime.fromisoformat(sent)

    assert _apply("contact.first_reply", moment.date(), moment.time()).due_at == datetime.fromisoformat(until)


def test_a_desk_that_never_opens_is_named_and_not_waited_for() -> None:
    sent = datetime.fromisoformat("2026-06-04T09:00")

    with pytest.raises(BadInput, match="tidak memuat satu pun jam buka"):
        add_service_time(sent, timedelta(hours=2), INDONESIA, ServiceHours(usual=()))


def test_a_share_of_a_limit_has_no_due_date() -> None:
    with pytest.raises(BadInput, match="bukan tenggat sendiri"):
        _apply("reminder.first", date(2026, 6, 5))


def test_staff_are_warned_at_half_at_four_fifths_and_on_the_target() -> None:
    deadline = _answer(date(2026, 3, 13))

    assert reminders(deadline, INDONESIA) == (date(2026, 3, 23), date(2026, 3, 26), date(2026, 3, 30))
    assert reminders(_answer(date(2026, 6, 5), regime=Regime.PEMILU), INDONESIA) == (
        date(2026, 6, 9),
        date(2026, 6, 10),
        date(2026, 6, 10),
    )


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.none() | st.times())
def test_the_target_is_never_later_than_the_limit(on: date, at: time | None) -> None:
    deadline = _answer(on, at)

    assert on <= deadline.target <= deadline.due
    assert deadline.day_zero >= on
    assert deadline.days[-1].on == deadline.due
    assert sum(day.counted for day in deadline.days) == 10
