"""Which units a page of a region speaks of, and how they stand in its rows; only those that its reader sees.

Below a province each row is a unit. Below the nation each row is a province with
all its units together; `jajaran=provinsi` shows the provincial units alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from terbuka.models import Account, AssessmentRound, SelfAssessment, WorkUnit
from terbuka.rules.assessment import RoundStatus
from terbuka.rules.people import Act, Held, Role, standing
from terbuka.rules.units import Level
from terbuka.web.access import person, today_at

LONGEST_TEXT = 80
_FIELDS = ("pk", "parent_id", "slug", "short_name", "name", "region_code", "level", "search_text")


class Below(NamedTuple):
    """A unit below, as the database tells it."""

    pk: int
    parent_id: int
    slug: str
    short_name: str
    name: str
    region_code: str
    level: str
    search_text: str


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the tables: a unit, or (`is_area`) a province standing for all its units in sight."""

    unit: Below
    units: tuple[int, ...]
    is_area: bool
    may_verify: bool

    @property
    def pk(self) -> int:
        """The unit that the row is named by."""
        return self.unit.pk

    @property
    def name(self) -> str:
        """The unit, as a list calls it."""
        return self.unit.short_name

    def address(self, pattern: str = "region") -> str:
        """Where the row leads: the same page one level down, or the unit at work."""
        return reverse(pattern if self.is_area else "work", args=[self.unit.slug])


@dataclass(frozen=True)
class Region:
    """A unit with the units below it that somebody sees; `above` is the one over it where they see that too.

    `has_units` tells whether any unit stands below, in sight or not.
    """

    unit: WorkUnit
    above: WorkUnit | None
    today: date
    rows: tuple[Place, ...]
    below: tuple[Below, ...]
    has_units: bool
    is_national: bool
    is_flat: bool

    @cached_property
    def ids(self) -> tuple[int, ...]:
        """All units spoken of."""
        return tuple(pk for row in self.rows for pk in row.units)

    @cached_property
    def row_of(self) -> dict[int, int]:
        """The row in which a unit is counted."""
        return {pk: row.pk for row in self.rows for pk in row.units}

    @property
    def is_area(self) -> bool:
        """Does a row stand for several units?"""
        return self.is_national and not self.is_flat


def _held(account: Account, on: date) -> list[Held]:
    rows = account.appointments.living(on).order_by().values_list("role", "unit_id")
    return [Held(Role(role), unit_id) for role, unit_id in rows]


def region_of(request: HttpRequest, unit: WorkUnit) -> Region:
    """The units below `unit` that who asks sees, arranged in rows; two queries."""
    today = today_at(unit)
    held = _held(person(request), today)
    is_national = unit.level == Level.NATIONAL.value
    is_flat = is_national and request.GET.get("jajaran") == "provinsi"
    over = {pk for pk in (unit.pk, unit.parent_id, unit.parent.parent_id if unit.parent else None) if pk}
    found = WorkUnit.objects.under(unit).exclude(pk=unit.pk).open(today).order_by("region_code", "pk")
    all_below = [Below(*one) for one in found.values_list(*_FIELDS)]

    def may(act: Act, one: Below) -> bool:
        return bool(standing(held, act, one.pk, over | {one.parent_id}))

    seen = [one for one in all_below if may(Act.SEE, one)]
    first = [one for one in seen if one.parent_id == unit.pk]
    under: dict[int, list[int]] = {one.pk: [one.pk] for one in first}
    if is_national and not is_flat:
        for one in seen:
            if one.parent_id in under:
                under[one.parent_id].append(one.pk)
    rows = tuple(
        Place(one, tuple(under[one.pk]), is_national and not is_flat, may(Act.VERIFY, one)) for one in first
    )
    above = unit.parent if unit.parent and standing(held, Act.SEE, unit.parent_id, over - {unit.pk}) else None
    return Region(unit, above, today, rows, tuple(seen), bool(all_below), is_national, is_flat)


def rounds_of(region: Region) -> list[AssessmentRound]:
    """The rounds, once opened, that ask any unit below; open ones first, then the newest."""
    asked = SelfAssessment.objects.filter(round=OuterRef("pk"), unit__in=[one.pk for one in region.below])
    found = AssessmentRound.objects.exclude(status=RoundStatus.PREPARED.value).filter(Exists(asked))
    return sorted(found, key=lambda one: one.status != RoundStatus.OPEN)


def chosen(request: HttpRequest, rounds: list[AssessmentRound]) -> AssessmentRound | None:
    """The round that the address names, else the first; None where there is none."""
    asked = request.GET.get("putaran", "")
    return next((one for one in rounds if one.slug == asked), rounds[0] if rounds else None)


def typed(request: HttpRequest) -> str:
    """The words of a unit's name that the address asks for."""
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_TEXT]


def named(rows: Iterable[Place], text: str) -> list[Place]:
    """The rows whose unit bears every word of `text`."""
    words = text.lower().split()
    return [row for row in rows if all(word in row.unit.search_text for word in words)]


def frame(region: Region, tab: str, rounds: list[AssessmentRound]) -> dict[str, Any]:
    """What the frame of all pages of a region needs."""
    return {
        "section": "desk",
        "unit": region.unit,
        "region": region,
        "part": tab,
        "round_choices": [(one.slug, one.name) for one in rounds],
        "rank_choices": [("provinsi", _("Satker provinsi saja"))] if region.is_national else [],
        "rank": "provinsi" if region.is_flat else "",
    }
