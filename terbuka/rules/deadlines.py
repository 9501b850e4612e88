"""From the event of day 0 to the due date, on two readings, with every day explained.

* `due` is the formal limit. Day 0 is the day of receipt; where that is no working
  day, or where the hour lies after service hours, day 0 is the next working day
  (practice:e-ppid-arrival). Joint leave is no working day (Perpres 21/2023 article 6).
* `target` is the earlier reading: day 0 is the true day of receipt, whatever the
  hour, and joint leave counts as work. Staff are warned by it; it is never later.

Day 1 is the first working day after day 0 (design:receipt-is-day-zero). An institution
may read each of these three otherwise for its formal limit (`readings.py`). Limits in
calendar days, months and on a date run on every day and have one reading. Limits in
hours end at a moment; without an hour of receipt the day counts from 00.00.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from terbuka.rules.hours import ServiceHours
from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import Limit, Regime, TimeUnit, first_day, limit
from terbuka.rules.readings import Readings, shipped_readings
from terbuka.rules.ruling import BadInput
from terbuka.rules.workdays import (
    Calendar,
    CountedDay,
    add_workdays,
    explain,
    first_workday,
    is_workday,
    next_workday,
    reason,
)

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Receipt:
    """When the event of day 0 happened, in the unit's own time; `at` is None where no hour is known."""

    on: date
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit applied to one receipt. `due_at` and `target_at` are set for limits in hours (unit's time).

    `day_zero` is the formal one and `moved` says why it is not the day of receipt.
    `days` are all days after `day_zero` up to `due`. `is_provisional`: a holiday list
    is missing or still an estimate, so the dates may move.
    """

    limit: Limit
    receipt: Receipt
    day_zero: date
    moved: Phrase | None
    due: date
    target: date
    days: tuple[CountedDay, ...]
    is_provisional: bool = False
    due_at: datetime | None = None
    target_at: datetime | None = None


def day_zero(
    receipt: Receipt, calendar: Calendar, hours: ServiceHours, readings: Readings | None = None
) -> tuple[date, Phrase | None]:
    """The formal day 0 of a receipt, and why it moved (None where it did not)."""
    readings = readings or shipped_readings()
    if readings.keeps_receipt:
        return receipt.on, None
    if not is_workday(receipt.on, calendar, joint_leave_counts=readings.joint_leave_counts):
        return first_workday(receipt.on, calendar), say(
            "bukan hari kerja: {why}", why=reason(receipt.on, calendar)
        )
    opening = hours.on(receipt.on)
    if receipt.at and opening and receipt.at > opening.end:
        why = say("setelah jam layanan berakhir pukul {end}", end=opening.end.strftime("%H.%M"))
        return next_workday(receipt.on, calendar), why
    return receipt.on, None


def _add_months(day: date, count: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(following - _ONE, date(year, month + 1, 1) + (day.day - 1) * _ONE)


def _next_date(day: date, month_day: tuple[int, int]) -> date:
    """The first such day of the year on or after `day`."""
    here = date(day.year, *month_day)
    return here if here >= day else date(day.year + 1, *month_day)


def _every_day(day: date, last: date, note: Phrase | None = None) -> tuple[CountedDay, ...]:
    span = (last - day).days
    return tuple(
        CountedDay(day + n * _ONE, True, note or say("hari kalender ke-{n}", n=n)) for n in range(1, span + 1)
    )


def _in_workdays(
    one: Limit, receipt: Receipt, calendar: Calendar, hours: ServiceHours, readings: Readings
) -> Deadline:
    zero, moved = day_zero(receipt, calendar, hours, readings)
    leave = readings.joint_leave_counts
    before = _day_before_first(zero, calendar, readings)
    due = add_workdays(before, one.amount, calendar, joint_leave_counts=leave)
    target = add_workdays(receipt.on, one.amount, calendar, joint_leave_counts=True)
    return Deadline(
        limit=one,
        receipt=receipt,
        day_zero=before,
        moved=moved if before == zero else moved or say("hari diterima dihitung sebagai hari pertama"),
        due=due,
        target=min(target, due),
        days=explain(before, one.amount, calendar, joint_leave_counts=leave),
        is_provisional=calendar.is_provisional(receipt.on, due),
    )


def _day_before_first(zero: date, calendar: Calendar, readings: Readings) -> date:
    """The day after which counting begins: day 0, or the day before it where day 0 itself counts."""
    is_counted = readings.receipt_counts and is_workday(
        zero, calendar, joint_leave_counts=readings.joint_leave_counts
    )
    return zero - _ONE if is_counted else zero


def _in_calendar(one: Limit, receipt: Receipt) -> Deadline:
    if one.month_day:
        due = _next_date(receipt.on, one.month_day)
    elif one.unit is TimeUnit.CALENDAR_MONTH:
        due = _add_months(receipt.on, one.amount)
    else:
        due = receipt.on + one.amount * _ONE
    return Deadline(one, receipt, receipt.on, None, due, due, _every_day(receipt.on, due))


def _in_clock_hours(one: Limit, receipt: Receipt) -> Deadline:
    began = datetime.combine(receipt.on, receipt.at or time())
    due_at = began + timedelta(hours=one.amount)
    note = say("jam berjalan terus, hari libur tidak dikurangkan")
    days = _every_day(receipt.on, due_at.date(), note)
    return Deadline(one, receipt, receipt.on, None, due_at.date(), due_at.date(), days, False, due_at, due_at)


def add_service_time(
    moment: datetime,
    span: timedelta,
    calendar: Calendar,
    hours: ServiceHours,
    *,
    joint_leave_counts: bool = False,
) -> datetime:
    """The moment at which `span` of open time after `moment` is full; both in the unit's time."""
    for _ in range(366):
        opening = hours.on(moment.date())
        if opening and is_workday(moment.date(), calendar, joint_leave_counts=joint_leave_counts):
            start = max(moment, datetime.combine(moment.date(), opening.start))
            end = datetime.combine(moment.date(), opening.end)
            if start + span <= end:
                return start + span
            span -= max(end - start, timedelta())
        moment = datetime.combine(moment.date() + _ONE, time())
    raise BadInput(say("Jam layanan satker tidak memuat satu pun jam buka; perbaiki jam layanannya."))


def _in_service_hours(one: Limit, receipt: Receipt, calendar: Calendar, hours: ServiceHours) -> Deadline:
    began = datetime.combine(receipt.on, receipt.at or time())
    span = timedelta(hours=one.amount)
    due_at = add_service_time(began, span, calendar, hours)
    target_at = add_service_time(began, span, calendar, hours, joint_leave_counts=True)
    zero, moved = day_zero(receipt, calendar, hours)
    days = tuple(
        CountedDay(day, True, say("jam layanan dihitung"))
        if is_workday(day, calendar)
        else CountedDay(day, False, reason(day, calendar))
        for day in (zero + n * _ONE for n in range(1, (due_at.date() - zero).days + 1))
    )
    certain = calendar.is_provisional(receipt.on, due_at.date())
    return Deadline(
        one, receipt, zero, moved, due_at.date(), target_at.date(), days, certain, due_at, target_at
    )


def apply_limit(
    one: Limit,
    receipt: Receipt,
    calendar: Calendar,
    hours: ServiceHours,
    readings: Readings | None = None,
) -> Deadline:
    """What a limit means for one receipt. Raises BadInput for a share of a limit, and beyond the calendar.

    `readings` None: those that come with the product. They concern limits in working days alone.
    Decisions on record: received more than a year past the last holiday list is refused.
    """
    last = max(calendar.listed, default=receipt.on.year)
    if receipt.on > date(last + 1, 12, 31):
        raise BadInput(
            say(
                "Tanggal {on} terlalu jauh: daftar hari libur yang ada berakhir pada tahun {year}.",
                on=receipt.on.isoformat(),
                year=last,
            )
        )
    match one.unit:
        case TimeUnit.WORKING_DAY:
            return _in_workdays(one, receipt, calendar, hours, readings or shipped_readings())
        case TimeUnit.CLOCK_HOUR:
            return _in_clock_hours(one, receipt)
        case TimeUnit.SERVICE_HOUR:
            return _in_service_hours(one, receipt, calendar, hours)
        case TimeUnit.PERCENT:
            raise BadInput(
                say("{key} adalah bagian dari tenggat lain dan bukan tenggat sendiri.", key=one.key)
            )
    return _in_calendar(one, receipt)


def shares(start: date) -> tuple[int, int]:
    """At which shares of a limit that began on a day staff are warned, in percent."""
    on = max(start, first_day(Regime.UMUM))
    first, second = (limit(key, None, on=on).amount for key in ("reminder.first", "reminder.second"))
    return first, second


def reminders(deadline: Deadline, calendar: Calendar) -> tuple[date, ...]:
    """When staff are warned of a deadline in working days: at two shares of `target`, and on it."""
    start = deadline.receipt.on
    counts = [-(-deadline.limit.amount * share // 100) for share in shares(start)]
    return (*(add_workdays(start, n, calendar, joint_leave_counts=True) for n in counts), deadline.target)
