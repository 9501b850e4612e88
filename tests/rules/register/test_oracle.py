"""Ten thousand due dates against a slow reading of the same rules, written apart from the product's own."""

import csv
import random
from datetime import date, datetime, time, timedelta

from terbuka.rules.deadlines import Receipt, apply_limit
from terbuka.rules.hours import default_hours
from terbuka.rules.limits import Regime, limit
from terbuka.rules.workdays import HOLIDAYS, shipped_calendar

MANY = 10_000
# days: as the law says them, by key and regime.
DAYS = {
    ("request.answer", "umum"): 10,
    ("request.answer", "pemilu"): 3,
    ("request.extension", "umum"): 17,
    ("request.extension", "pemilu"): 5,
    ("objection.file", "umum"): 30,
    ("objection.answer", "umum"): 30,
    ("objection.answer", "pemilu"): 3,
    ("dispute.file", "umum"): 14,
}
REGIONS = ["", "11", "35.17", "51.71", "91.71"]


def _free_days(region: str, *, joint_leave: bool) -> set[date]:
    free = set()
    with HOLIDAYS.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            here = not row["region"] or f"{region}.".startswith(f"{row['region']}.")
            if here and (joint_leave or row["kind"] != "joint_leave"):
                free.add(date.fromisoformat(row["date"]))
    return free


def _is_free(day: date, free: set[date]) -> bool:
    return day.strftime("%w") in ("0", "6") or day in free


def _count(start: date, days: int, free: set[date]) -> date:
    """Walk day by day from the day after `start` until so many are not free."""
    day, counted = start, 0
    while counted < days:
        day += timedelta(days=1)
        if not _is_free(day, free):
            counted += 1
    return day


def _closes(day: date) -> time:
    ramadan = [(date(2025, 3, 1), date(2025, 3, 30)), (date(2026, 2, 19), date(2026, 3, 20))]
    if any(first <= day <= last for first, last in ramadan):
        return time(15, 0)
    return time(16, 30) if day.weekday() == 4 else time(16, 0)


def _zero(received: datetime, free: set[date]) -> date:
    day = received.date()
    is_late = not _is_free(day, free) and received.time() > _closes(day)
    if is_late:
        day += timedelta(days=1)
    while _is_free(day, free):
        day += timedelta(days=1)
    return day


def test_ten_thousand_due_dates_agree_with_a_slow_reading_of_the_law() -> None:
    chance = random.Random(20261122)
    strict = {region: _free_days(region, joint_leave=True) for region in REGIONS}
    early = {region: _free_days(region, joint_leave=False) for region in REGIONS}
    began, wrong = datetime(2025, 1, 1), []  # noqa: DTZ001 - the unit's own time
    for _number in range(MANY):
        received = began + timedelta(minutes=chance.randrange(720 * 24 * 60))
        region = chance.choice(REGIONS)
        (key, regime), days = chance.choice(list(DAYS.items()))
        one = limit(key, Regime(regime), on=received.date())
        found = apply_limit(
            one, Receipt(received.date(), received.time()), shipped_calendar(region), default_hours()
        )
        due = _count(_zero(received, strict[region]), days, strict[region])
        target = _count(received.date(), days, early[region])
        if (found.due, found.target) != (due, target):
            wrong.append((received, region, key, regime, found.due, due, found.target, target))

    assert wrong == []
