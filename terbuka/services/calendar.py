"""Holidays and joint leave: loaded first from the shipped list, then kept by people."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from terbuka.models import Account, Holiday, WorkUnit
from terbuka.rules import workdays
from terbuka.services.loading import Loaded, Table, record_load

_KEY = ("day", "kind", "region_code", "name")


@transaction.atomic
def load_holidays(holidays: Iterable[workdays.Holiday], *, by: Account | None, at: datetime) -> Loaded:
    """Add the shipped holidays that are not there yet; a second load writes nothing.

    A holiday that people have changed stays as they left it.
    """
    stored = {tuple(getattr(day, name) for name in _KEY): day for day in Holiday.objects.all()}
    wanted = []
    for holiday in holidays:
        values = {
            "day": holiday.on,
            "kind": holiday.kind.value,
            "name": holiday.name,
            "region_code": holiday.region,
            "decree": holiday.decree,
            "is_provisional": holiday.is_provisional,
        }
        wanted.append((tuple(values[name] for name in _KEY), values))
    return record_load("holiday", Table(Holiday, stored).bring(wanted, may_change=False), by=by, at=at)


def calendar_of(unit: WorkUnit) -> workdays.Calendar:
    """The holidays that hold at a unit's place, as the installation keeps them."""
    stored = (
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
    return workdays.Calendar.of(stored, unit.region_code)
