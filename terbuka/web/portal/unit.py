"""One unit: who it is, how to reach it, what it publishes and owes, how it scored."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from terbuka.models import Account, RequiredItem, Succession, UnitProfile, Website, WorkUnit
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.freshness import has_own_pilkada, rests_on_pilkada
from terbuka.rules.onsite import PROVING
from terbuka.rules.people import Act
from terbuka.services.catalogue.social import standing_of
from terbuka.services.units import past_names
from terbuka.web.access import today_at
from terbuka.web.assessment.yearly import announced_of
from terbuka.web.kept import kept, kept_part
from terbuka.web.linked import crumbs, organization
from terbuka.web.portal.telling import assessments
from terbuka.web.years import over_years

_INDENTATION = re.compile(r"\n\s+")


@dataclass(frozen=True, slots=True)
class Duties:
    """How many items bind a body at a level; ids of those always owed, and of those owed with a Pilkada."""

    total: int
    always: frozenset[int]
    with_pilkada: frozenset[int]


def _duties(unit: WorkUnit) -> tuple[list[tuple[str, list[RequiredItem]]], Duties]:
    """The required items that bind this unit, by class, and what of them is owed when."""
    items = list(RequiredItem.objects.binding(unit))
    by_class: dict[str, list[RequiredItem]] = {}
    for item in items:
        by_class.setdefault(item.information_class, []).append(item)
    classes = [(str(kind), by_class[kind]) for kind in InformationClass if kind in by_class]
    owed = [item for item in items if item.freshness != "event"]
    with_pilkada = frozenset(item.pk for item in items if rests_on_pilkada(item.code))
    always = frozenset(item.pk for item in owed) - with_pilkada
    return classes, Duties(len(items), always, with_pilkada & frozenset(item.pk for item in owed))


def _reference(request: HttpRequest, unit: WorkUnit) -> tuple[Duties, SafeString]:
    """The duties that bind a unit, and the part of its page that all of its body and level share."""

    def drawn() -> tuple[Duties, SafeString]:
        classes, duties = _duties(unit)
        shared = {"unit": unit, "classes": classes, "duties": duties.total, "assessments": assessments()}
        part = render_to_string("unit.html#reference", shared, request)
        # Most of the page: its indentation would be packed and sent with each.
        return duties, mark_safe(_INDENTATION.sub("\n", part))  # noqa: S308  escaped by its template

    return kept_part("reference", unit.institution, unit.level, make=drawn)


# The unit's page is what the public opens most. Plain SQL: composing these four questions
# anew each time took longer than the database's answers and the drawing together.
_UNIT = """
    SELECT profile.id IS NOT NULL, unit.aliases,
        unit.id, unit.parent_id, unit.institution, unit.level, unit.region_code, unit.province_code,
        unit.name, unit.short_name, unit.slug, unit.zone, unit.valid_from, unit.valid_basis,
        unit.valid_to, unit.is_imported
    FROM terbuka_workunit unit LEFT JOIN terbuka_unitprofile profile ON profile.unit_id = unit.id
    WHERE unit.slug = %s"""
_UNIT_FIELDS = (
    *("id", "parent_id", "institution", "level", "region_code", "province_code"),
    *("name", "short_name", "slug", "zone", "valid_from", "valid_basis", "valid_to", "is_imported"),
)
_AROUND = """
    SELECT id, parent_id, institution, region_code, name, short_name, slug FROM terbuka_workunit
    WHERE (valid_to IS NULL OR valid_to >= %s) AND
        ((province_code = %s AND region_code = %s) OR parent_id = %s) OR id = %s
    ORDER BY region_code, institution DESC"""
_WEBSITES = "SELECT kind, url, basis FROM terbuka_website WHERE unit_id = %s ORDER BY id"


@dataclass(frozen=True, slots=True)
class Near:
    """A unit beside, above or below another, as its page names it."""

    pk: int
    parent_id: int | None
    institution: str
    region_code: str
    name: str
    short_name: str
    slug: str

    @property
    def region_name(self) -> str:
        """The region as its kind and name."""
        return self.name.partition(" ")[2]


def _is_beside(one: Near, unit: WorkUnit) -> bool:
    """Is it the other body's unit of the same region, not one that followed upon this?"""
    return one.region_code == unit.region_code and one.institution != unit.institution


def _rows(question: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()


def _unit(slug: str) -> tuple[WorkUnit, UnitProfile | None]:
    """The unit of this name, and what it says of how it is reached. Raises Http404."""
    found = _rows(_UNIT, slug)
    if not found:
        raise Http404
    has_profile, aliases, *values = found[0]
    unit = WorkUnit(aliases=json.loads(aliases), **dict(zip(_UNIT_FIELDS, values, strict=True)))
    return unit, UnitProfile.objects.get(unit=unit) if has_profile else None


def _over_time(unit: WorkUnit, today: date) -> dict[str, Any]:
    """What the unit was called, came out of and became; asked only where people changed the register."""
    if not unit.is_imported:
        return {}
    links = Succession.objects.filter(Q(before=unit) | Q(after=unit)).select_related("before", "after")
    return {
        "has_ended": unit.has_ended(today),
        "past": past_names(unit),
        "origins": [link for link in links if link.after_id == unit.pk],
        "followers": [link for link in links if link.before_id == unit.pk],
    }


def _sites(request: HttpRequest, unit: WorkUnit) -> dict[str, Any]:
    """The websites of a unit; where there is none, whether the reader is the one to add it."""
    found = [Website(kind=kind, url=url, basis=basis) for kind, url, basis in _rows(_WEBSITES, unit.pk)]
    reader = request.user
    if found or not isinstance(reader, Account):
        return {"websites": found}
    return {"may_add_site": reader.may(Act.EDIT_PROFILE, unit, on=today_at(unit))}


# The newest of each class, with how many there are in all.
_PUBLISHED = """
    SELECT id, title, information_class, changed_on, kind, size, n FROM (
        SELECT publication.id, version.title, version.information_class, publication.changed_on,
            publication.kind, blob.size,
            COUNT(*) OVER (PARTITION BY version.information_class) AS n,
            ROW_NUMBER() OVER (PARTITION BY version.information_class
                ORDER BY publication.changed_on DESC, publication.id DESC) AS place
        FROM terbuka_publication publication
        JOIN terbuka_publicationversion version ON version.id = publication.public_id
        LEFT JOIN terbuka_blob blob ON blob.sha256 = version.released_id
        WHERE publication.unit_id = %s AND publication.status = 'public'
    ) AS newest WHERE place <= %s ORDER BY changed_on DESC, id DESC"""
_STANDING = """
    SELECT item_id, due_on, waived_at IS NOT NULL,
        publication_id IS NOT NULL OR site_verdict IN (%s, %s, %s)
    FROM terbuka_catalogueentry WHERE unit_id = %s"""
OF_A_CLASS = 5


@dataclass(frozen=True, slots=True)
class Published:
    """A publication as its unit's page lists it; `n` is how many of its class there are."""

    pk: int
    title: str
    information_class: str
    changed_on: date | str
    kind: str
    size: int | None
    n: int


def _published(unit: WorkUnit) -> dict[str, Any]:
    """What the unit publishes, by class, and how many of its duties are in place."""
    rows = [Published(*row) for row in _rows(_PUBLISHED, unit.pk, OF_A_CLASS)]
    by_class = [
        (str(kind), [row for row in rows if row.information_class == kind]) for kind in InformationClass
    ]
    classes = [(kind, some) for kind, some in by_class if some]
    return {"published": classes, "total": sum(some[0].n for _kind, some in classes)}


def _standing(unit: WorkUnit, duties: Duties, today: date) -> dict[str, int]:
    """How many items are owed, are there and hold, are there but out of date; as `compare` counts them."""
    rows = _rows(_STANDING, *sorted(PROVING), unit.pk)
    waived = {pk for pk, _due, is_waived, _proven in rows if is_waived}
    proven = {pk: due for pk, due, _waived, is_proven in rows if is_proven and pk not in waived}
    stale = sum(due is not None and str(due) < today.isoformat() for due in proven.values())
    owed = duties.always
    if has_own_pilkada(unit.region_code, unit.level):
        owed |= duties.with_pilkada
    return {"owed": len((owed - waived) | proven.keys()), "there": len(proven) - stale, "stale": stale}


def _trail(unit: WorkUnit) -> list[tuple[str, str]]:
    return [(gettext("Satker"), reverse("units")), (unit.short_name, reverse("unit", args=[unit.slug]))]


@kept
def unit_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One unit: who it is, who stands above and below, its websites, what it owes, how it is assessed."""
    unit, contacts = _unit(slug)
    duties, reference = _reference(request, unit)
    today = timezone.localdate()
    near = _rows(_AROUND, today, unit.province_code, unit.region_code, unit.pk, unit.parent_id)
    around = [Near(*row) for row in near if row[0] != unit.pk]
    parent = next((one for one in around if one.pk == unit.parent_id), None)
    page = render(
        request,
        "unit.html",
        {
            "section": "units",
            "unit": unit,
            "parent": parent,
            "counterpart": next((one for one in around if _is_beside(one, unit)), None),
            "children": [one for one in around if one.parent_id == unit.pk],
            "contacts": contacts,
            "social": standing_of(unit, contacts.social if contacts else [], on=today),
            "duties": duties.total,
            "reference": reference,
            "years": over_years(announced_of(unit)),
            "linked": [organization(unit, parent.slug if parent else ""), crumbs(_trail(unit))],
            **_published(unit),
            **_standing(unit, duties, today),
            **_sites(request, unit),
            **_over_time(unit, today),
        },
    )
    page.shared_part = reference  # type: ignore[attr-defined]  # packed once for all its pages
    return page
