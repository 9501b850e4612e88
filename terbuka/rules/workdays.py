"""Which days are working days, and counting them one by one with the reason of each.

Monday to Friday (Perpres 21/2023 article 3), less national holidays, less joint
leave (cuti bersama, article 6) where the reading asks for it, less holidays and
voting days of the unit's own region. The day of receipt is day 0.
Source of the shipped list: `data/holidays.csv`, each day with its decree.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from terbuka.rules.language import Phrase, say
from terbuka.rules.sources import CitationError, act

HOLIDAYS = Path(__file__).parent / "data" / "holidays.csv"
_ONE = timedelta(days=1)
_WEEKEND = {5: say("Sabtu"), 6: say("Minggu")}


class HolidayKind(StrEnum):
    """Why a day is free."""

    NATIONAL = "national"
    JOINT_LEAVE = "joint_leave"
    REGIONAL = "regional"
    VOTING_DAY = "voting_day"


@dataclass(frozen=True, slots=True)
class Holiday:
    """One free day. `region` is "" for the whole country, else a Kemendagri code (35, 35.17).

    `decree` is the id of an act in `sources.toml`, or the name of a decree that an
    institution entered. `is_provisional` marks a date that is still an estimate.
    """

    on: date
    kind: HolidayKind
    name: str
    region: str = ""
    decree: str = ""
    is_provisional: bool = False

    def holds_in(self, region_code: str) -> bool:
        """Is it a holiday for a unit of this region? A province's holiday holds in its regencies."""
        return not self.region or region_code == self.region or region_code.startswith(self.region + ".")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The holidays of one region. `listed` are the years that have a list, `uncertain` estimates."""

    holidays: Mapping[date, Holiday]
    listed: frozenset[int]
    uncertain: frozenset[int]

    @classmethod
    def of(cls, holidays: Iterable[Holiday], region_code: str = "") -> "Calendar":
        """The calendar of a region; where two fall on one day, joint leave gives way."""
        rows = tuple(holidays)
        here = [row for row in rows if row.holds_in(region_code)]
        here.sort(key=lambda row: row.kind != HolidayKind.JOINT_LEAVE)
        national = {row.on.year for row in rows if row.kind is HolidayKind.NATIONAL}
        return cls(
            {row.on: row for row in here},
            frozenset(national),
            frozenset(row.on.year for row in rows if row.is_provisional),
        )

    def is_provisional(self, first: date, last: date) -> bool:
        """Does any year from `first` to `last` lack a list, or hold an estimate?"""
        return self.lack(first.year, last.year) is not None

    def lack(self, first: int, last: int) -> "Lack | None":
        """The earliest of these years that has no list, or one with estimates in it."""
        for year in range(first, last + 1):
            if year not in self.listed or year in self.uncertain:
                return Lack(year, is_missing=year not in self.listed)
        return None


@dataclass(frozen=True, slots=True)
class Lack:
    """A year without a list of holidays, or with one that is still an estimate."""

    year: int
    is_missing: bool

    @property
    def reason(self) -> Phrase:
        """Why a date counted into this year may still move."""
        if self.is_missing:
            return say(
                "Sementara: daftar hari libur {year} belum ada, jadi baru Sabtu dan Minggu yang dilewati.",
                year=self.year,
            )
        return say("Sementara: daftar hari libur {year} masih perkiraan.", year=self.year)


# From this day on the list of the next year is missed: the decree mostly comes in September.
_MISSED_FROM = (10, 1)


def list_to_mend(today: date, calendar: Calendar) -> Lack | None:
    """The holiday list that somebody must bring in: this year's, or from 1 October on the next year's."""
    ahead = (today.month, today.day) >= _MISSED_FROM
    return calendar.lack(today.year, today.year + ahead)


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a count: whether it counted, and why."""

    on: date
    counted: bool
    why: Phrase


def _holiday(row: dict[str, str]) -> Holiday:
    return Holiday(
        on=date.fromisoformat(row["date"]),
        kind=HolidayKind(row["kind"]),
        name=row["name"],
        region=row["region"],
        decree=act(row["decree"]).id,
        is_provisional=row["provisional"] == "yes",
    )


@cache
def shipped_holidays() -> tuple[Holiday, ...]:
    """The holidays that come with the product. Raises CitationError for an unknown decree."""
    with HOLIDAYS.open(encoding="utf-8", newline="") as lines:
        return tuple(_holiday(row) for row in csv.DictReader(lines))


@cache
def shipped_calendar(region_code: str = "") -> Calendar:
    """The shipped holidays as they hold in one region; "" for those of the whole country."""
    return Calendar.of(shipped_holidays(), region_code)


def is_workday(day: date, calendar: Calendar, *, joint_leave_counts: bool = False) -> bool:
    """Is this a working day? `joint_leave_counts` takes joint leave as work (the earlier reading)."""
    if day.weekday() >= 5:
        return False
    holiday = calendar.holidays.get(day)
    return not holiday or (joint_leave_counts and holiday.kind is HolidayKind.JOINT_LEAVE)


def workdays_left(today: date, last: date, calendar: Calendar) -> int:
    """Working days from today to the last day, both counted; 0 once the last day has passed."""
    days = (last - today).days
    return sum(is_workday(today + _ONE * n, calendar) for n in range(days + 1))


def workdays_after(day: date, last: date, calendar: Calendar) -> int:
    """Working days after a day, the last day counted; 0 once that has come."""
    return max(workdays_left(day, last, calendar) - is_workday(day, calendar), 0)


def first_workday(day: date, calendar: Calendar) -> date:
    """The day itself where it is a working day, else the next one."""
    while not is_workday(day, calendar):
        day += _ONE
    return day


def next_workday(day: date, calendar: Calendar) -> date:
    """The first working day after this one."""
    return first_workday(day + _ONE, calendar)


def add_workdays(day: date, count: int, calendar: Calendar, *, joint_leave_counts: bool = False) -> date:
    """The day on which `count` working days after `day` are full; `day` is day 0, whatever it is.

    Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError(f"cannot count {count} working days")
    while count:
        day += _ONE
        count -= is_workday(day, calendar, joint_leave_counts=joint_leave_counts)
    return day


def _decree(holiday: Holiday) -> str:
    try:
        return act(holiday.decree).short
    except CitationError:
        return holiday.decree


def reason(day: date, calendar: Calendar) -> Phrase:
    """Why a day that is no working day is free. Raises KeyError for a working day."""
    holiday = calendar.holidays.get(day)
    if not holiday:
        return _WEEKEND[day.weekday()]
    kind = {
        HolidayKind.NATIONAL: say(
            "{name} (hari libur nasional, {decree})", name=holiday.name, decree=_decree(holiday)
        ),
        HolidayKind.JOINT_LEAVE: say("{name} ({decree})", name=holiday.name, decree=_decree(holiday)),
        HolidayKind.REGIONAL: say(
            "{name} (hari libur daerah, {decree})", name=holiday.name, decree=_decree(holiday)
        ),
        HolidayKind.VOTING_DAY: say(
            "{name} (hari pemungutan suara, {decree})", name=holiday.name, decree=_decree(holiday)
        ),
    }
    return kind[holiday.kind]


def _walk(day: date, count: int, calendar: Calendar, joint_leave_counts: bool) -> Iterator[CountedDay]:
    number = 0
    while number < count:
        day += _ONE
        if not is_workday(day, calendar, joint_leave_counts=joint_leave_counts):
            yield CountedDay(day, False, reason(day, calendar))
            continue
        number += 1
        leave = calendar.holidays.get(day)
        why = (
            say("hari kerja ke-{n}, cuti bersama dihitung: {name}", n=number, name=leave.name)
            if leave
            else say("hari kerja ke-{n}", n=number)
        )
        yield CountedDay(day, True, why)


def explain(
    day: date, count: int, calendar: Calendar, *, joint_leave_counts: bool = False
) -> tuple[CountedDay, ...]:
    """Every day after `day` (day 0) until `count` working days are full, each with its reason.

    Its last day is what `add_workdays` gives. Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError(f"cannot count {count} working days")
    return tuple(_walk(day, count, calendar, joint_leave_counts))
