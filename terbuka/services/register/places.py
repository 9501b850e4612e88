"""What the clock of a unit needs, and where the pages of a case are."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache

from django.urls import reverse

from terbuka.models import Dispute, InformationRequest, Objection, WorkUnit
from terbuka.rules.hours import default_hours
from terbuka.rules.readings import SHIPPED, Dated
from terbuka.rules.register.clocks import Place
from terbuka.rules.workdays import Calendar
from terbuka.rules.zones import zone_of
from terbuka.services.calendar import (
    calendar_of,
    hours_by_unit,
    hours_of,
    known_holidays,
    readings_by_institution,
    readings_of,
)

type Case = InformationRequest | Objection | Dispute


def place_of(unit: WorkUnit) -> Place:
    """Zone, holidays and hours of the unit, and how its institution counts."""
    clock, readings = zone_of(unit.region_code).clock, readings_of(unit.institution)
    return Place(clock, calendar_of(unit), hours_of(unit), readings)


def work_path(case: Case) -> str:
    """The page of a case for the office."""
    names = {InformationRequest: "case", Objection: "objection", Dispute: "dispute"}
    return reverse(names[type(case)], args=[case.unit.slug, case.pk])


@cache
def _shape(name: str, *parts: int | str) -> str:
    return reverse(name, args=parts)


def path_to(name: str, slug: str, pk: int | None = None) -> str:
    """A page of a unit, or of one of its cases: reversed once, not for each of thousands."""
    if pk is None:
        return _shape(name, "satker").replace("/satker/", f"/{slug}/")
    return _shape(name, "satker", 0).replace("/satker/", f"/{slug}/").replace("/0/", f"/{pk}/")


def own_path(case: InformationRequest | Objection) -> str:
    """The applicant's own page of a case."""
    return own_path_of(case.code)


def own_path_of(code: str) -> str:
    """The applicant's own page of the case with this tracking code."""
    return _shape("case_page", "kode").replace("/kode/", f"/{code}/")


def local_day(unit: WorkUnit, at: datetime) -> date:
    """The day of a moment at the unit's place."""
    return at.astimezone(zone_of(unit.region_code).clock).date()


class Places:
    """The places of many units, all read at once; regions with the same holidays share one calendar.

    `calendar` gives another calendar for a region than the installation keeps, `readings` how
    institutions would count otherwise than they do.
    """

    def __init__(
        self,
        calendar: Callable[[str], Calendar] | None = None,
        readings: Mapping[str, Dated] | None = None,
    ) -> None:
        self._readings = readings_by_institution() if readings is None else readings
        self._given = calendar
        self._holidays = known_holidays()
        self._regional = [day for day in self._holidays if day.region]
        self._hours = hours_by_unit()
        self._found: dict[int, Place] = {}
        self._calendars: dict[object, Calendar] = {}
        self._alike: dict[object, Calendar] = {}
        self._units: dict[int, WorkUnit] = {}
        self._kinds: dict[int, int] = {}
        self._numbers: dict[object, int] = {}

    def of(self, unit: WorkUnit) -> Place:
        """Zone, holidays and hours of a unit, and how its institution counts."""
        if unit.pk not in self._found:
            hours = self._hours.get(unit.pk) or default_hours()
            code = unit.region_code
            readings = self._readings.get(unit.institution, SHIPPED)
            self._found[unit.pk] = Place(zone_of(code).clock, self._calendar(code), hours, readings)
        return self._found[unit.pk]

    def unit(self, pk: int) -> WorkUnit:
        """A unit with those above it; all are read at the first."""
        if pk not in self._units:
            self._units = {unit.pk: unit for unit in WorkUnit.objects.all()}
            for unit in self._units.values():
                unit.parent = self._units[unit.parent_id] if unit.parent_id else None
        return self._units[pk]

    def kind(self, pk: int) -> int:
        """A number that units share whose clocks run alike: one body, zone, calendar and hours."""
        if pk not in self._kinds:
            unit = self.unit(pk)
            place = self.of(unit)
            alike = (unit.institution, place.clock, id(place.calendar), place.hours)
            self._kinds[pk] = self._numbers.setdefault(alike, len(self._numbers))
        return self._kinds[pk]

    def _calendar(self, code: str) -> Calendar:
        key: object = code
        if self._given is None:
            key = tuple(day for day in self._regional if day.holds_in(code))
        if key not in self._calendars:
            made = self._given(code) if self._given else Calendar.of(self._holidays, code)
            alike = (frozenset(made.holidays.values()), made.listed, made.uncertain)
            self._calendars[key] = self._alike.setdefault(alike, made)
        return self._calendars[key]
