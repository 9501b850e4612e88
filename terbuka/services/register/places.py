"""What the clock of a unit needs, and where the pages of a case are."""

from collections.abc import Callable
from datetime import date, datetime

from django.urls import reverse

from terbuka.models import Dispute, InformationRequest, Objection, WorkUnit
from terbuka.rules.hours import default_hours
from terbuka.rules.register.clocks import Place
from terbuka.rules.workdays import Calendar
from terbuka.rules.zones import zone_of
from terbuka.services.calendar import calendar_of, hours_by_unit, hours_of, known_holidays

type Case = InformationRequest | Objection | Dispute


def place_of(unit: WorkUnit) -> Place:
    """Zone, holidays and hours of the unit."""
    return Place(zone_of(unit.region_code).clock, calendar_of(unit), hours_of(unit))


def work_path(case: Case) -> str:
    """The page of a case for the office."""
    names = {InformationRequest: "case", Objection: "objection", Dispute: "dispute"}
    return reverse(names[type(case)], args=[case.unit.slug, case.pk])


def own_path(case: InformationRequest | Objection) -> str:
    """The applicant's own page of a case."""
    return reverse("case_page", args=[case.code])


def local_day(unit: WorkUnit, at: datetime) -> date:
    """The day of a moment at the unit's place."""
    return at.astimezone(zone_of(unit.region_code).clock).date()


class Places:
    """The places of many units, all read at once; regions with the same holidays share one calendar.

    `calendar` gives another calendar for a region than the installation keeps.
    """

    def __init__(self, calendar: Callable[[str], Calendar] | None = None) -> None:
        self._given = calendar
        self._holidays = known_holidays()
        self._regional = [day for day in self._holidays if day.region]
        self._hours = hours_by_unit()
        self._found: dict[int, Place] = {}
        self._calendars: dict[object, Calendar] = {}
        self._units: dict[int, WorkUnit] = {}

    def of(self, unit: WorkUnit) -> Place:
        """Zone, holidays and hours of a unit."""
        if unit.pk not in self._found:
            hours = self._hours.get(unit.pk) or default_hours()
            code = unit.region_code
            self._found[unit.pk] = Place(zone_of(code).clock, self._calendar(code), hours)
        return self._found[unit.pk]

    def unit(self, pk: int) -> WorkUnit:
        """A unit with those above it; all are read at the first."""
        if pk not in self._units:
            rows = WorkUnit.objects.select_related("parent__parent")
            self._units = {unit.pk: unit for unit in rows}
        return self._units[pk]

    def _calendar(self, code: str) -> Calendar:
        key: object = code
        if self._given is None:
            key = tuple(day for day in self._regional if day.holds_in(code))
        if key not in self._calendars:
            self._calendars[key] = self._given(code) if self._given else Calendar.of(self._holidays, code)
        return self._calendars[key]
