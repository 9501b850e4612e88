"""Holidays and joint leave: loaded first from the shipped list, then kept by people."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from terbuka.models import Account, Event, Holiday, WorkUnit
from terbuka.rules import workdays
from terbuka.services.calendar.rows import let_go
from terbuka.services.loading import Loaded, Table, record_load

KIND = "holiday"
COUNTRYWIDE = (workdays.HolidayKind.NATIONAL.value, workdays.HolidayKind.JOINT_LEAVE.value)
NAMED = ("day", "kind", "region_code", "name")


def replaced_years() -> set[int]:
    """The years whose list people have replaced whole; the shipped one no longer speaks of them."""
    told = Event.objects.filter(subject_kind=KIND, verb="import").values_list("payload", flat=True)
    return {year for payload in told for year in payload["replaced"]}


@transaction.atomic
def load_holidays(holidays: Iterable[workdays.Holiday], *, by: Account | None, at: datetime) -> Loaded:
    """Add the shipped holidays that are not there yet; a second load writes nothing.

    A holiday that people have changed stays as they left it, and so does a year
    whose list they have replaced.
    """
    stored = {tuple(getattr(day, name) for name in NAMED): day for day in Holiday.objects.all()}
    replaced, gone, wanted = replaced_years(), let_go(KIND, NAMED), []
    for holiday in holidays:
        if holiday.on.year in replaced and holiday.kind.value in COUNTRYWIDE:
            continue
        if (holiday.on.isoformat(), holiday.kind.value, holiday.region, holiday.name) in gone:
            continue
        values = {
            "day": holiday.on,
            "kind": holiday.kind.value,
            "name": holiday.name,
            "region_code": holiday.region,
            "decree": holiday.decree,
            "is_provisional": holiday.is_provisional,
        }
        wanted.append((tuple(values[name] for name in NAMED), values))
    return record_load(KIND, Table(Holiday, stored).bring(wanted, may_change=False), by=by, at=at)


def calendar_of(unit: WorkUnit) -> workdays.Calendar:
    """The holidays that hold at a unit's place, as the installation keeps them."""
    return _calendar(unit.region_code)


def whole_calendar() -> workdays.Calendar:
    """The holidays that hold in the whole country, as the installation keeps them."""
    return _calendar("")


def known_holidays() -> tuple[workdays.Holiday, ...]:
    """Every free day as the installation keeps it, as the rules read it; one query."""
    return tuple(
        workdays.Holiday(
            on=row.day,
            kind=workdays.HolidayKind(row.kind),
            name=row.name,
            region=row.region_code,
            decree=row.decree,
            is_provisional=row.is_provisional,
        )
        for row in Holiday.objects.all()
    )


def tried_out[Read](act: Callable[[], object], read: Callable[[], Read]) -> Read:
    """What would be read after an act of this column, which is then taken back."""
    with transaction.atomic():
        act()
        later = read()
        transaction.set_rollback(True)
    return later


def _calendar(region_code: str) -> workdays.Calendar:
    return workdays.Calendar.of(known_holidays(), region_code)
