"""What the public reads: the start page, the units of both bodies, one unit."""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from terbuka.crawler.politeness import Caps
from terbuka.crawler.robots import user_agent
from terbuka.models import (
    Account,
    BandScale,
    Instrument,
    RequiredItem,
    Succession,
    UnitProfile,
    Website,
    WorkUnit,
)
from terbuka.models.units import WorkUnitSet
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.people import Act
from terbuka.rules.regions import province_tiles
from terbuka.rules.units import Institution, Level
from terbuka.services.units import past_names
from terbuka.web import words
from terbuka.web.access import today_at
from terbuka.web.assessment.results import announced_of, announced_rounds
from terbuka.web.charts import score_bar, tile_map
from terbuka.web.kept import kept, kept_part

REGIONS_A_PAGE = 40
LEVELS = {"nasional": Level.NATIONAL, "provinsi": Level.PROVINCE, "kabkota": Level.REGENCY}
_INDENTATION = re.compile(r"\n\s+")
_MAIN = Prefetch("websites", Website.objects.filter(kind="main"), to_attr="main_websites")


def robot(request: HttpRequest) -> HttpResponse:
    """Who the crawler is and how a site's keeper stops or slows it; its user agent names this page."""
    return render(request, "robot.html", {"agent": user_agent(request.build_absolute_uri()), "caps": Caps()})


def home(request: HttpRequest) -> HttpResponse:
    """What this is, in one sentence with its numbers, and the way to a unit."""
    units = WorkUnit.objects.open(timezone.localdate())
    counts = dict(units.order_by().values_list("level").annotate(n=Count("id")))
    provinces = units.of(Institution.KPU.value).filter(level=Level.PROVINCE.value)
    short_names = {
        code: name.partition(" ")[2] for code, name in provinces.values_list("region_code", "short_name")
    }
    return render(
        request,
        "home.html",
        {
            "units": sum(counts.values()),
            "provinces": len(short_names),
            "regions": counts.get(Level.REGENCY.value, 0) // len(Institution),
            "items": RequiredItem.objects.count(),
            "map": tile_map(province_tiles(), short_names),
            "rounds": announced_rounds(),
        },
    )


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; all of it empty means the overview."""

    text: str = ""
    province: str = ""
    institution: str = ""
    level: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Filters":
        """Read from the address. A NUL, which no database stores, is left out."""
        asked = {
            name: request.GET.get(name, "").replace("\0", "").strip()[:80]
            for name in ("q", "provinsi", "lembaga", "tingkat")
        }
        return cls(asked["q"], asked["provinsi"], asked["lembaga"], asked["tingkat"])

    @property
    def is_empty(self) -> bool:
        """Nothing asked, or only which of the two bodies."""
        return not (self.text or self.province or self.level)

    @property
    def institutions(self) -> tuple[str, ...]:
        """The bodies whose columns are shown."""
        both = tuple(body.value for body in Institution)
        return tuple(body for body in both if body == self.institution) or both

    def units(self) -> WorkUnitSet:
        """The units asked for, in the order of their regions."""
        found = WorkUnit.objects.open(timezone.localdate()).order_by("region_code", "-institution")
        if self.institution:
            found = found.of(self.institution)
        if self.province:
            found = found.filter(province_code=self.province)
        if self.level:
            level = LEVELS.get(self.level)
            found = found.filter(level=level.value) if level else found.none()
        return found.named(self.text)


@dataclass(frozen=True, slots=True)
class Region:
    """A region with the unit of each body there, None where it is not asked for."""

    code: str
    name: str
    units: tuple[WorkUnit | None, ...]
    below: int = 0


def _regions(
    units: Iterable[WorkUnit], institutions: Sequence[str], below: dict[str, int] | None = None
) -> list[Region]:
    """Units of one region side by side, in the order they come."""
    by_region: dict[str, dict[str, WorkUnit]] = {}
    for unit in units:
        by_region.setdefault(unit.region_code, {})[unit.institution] = unit
    return [
        Region(
            code,
            next(iter(bodies.values())).region_name,
            tuple(bodies.get(institution) for institution in institutions),
            (below or {}).get(code, 0),
        )
        for code, bodies in by_region.items()
    ]


def _overview(filters: Filters) -> dict[str, Any]:
    """The national bodies and the provinces, each with the number of its regencies and cities."""
    existing = WorkUnit.objects.open(timezone.localdate())
    below: QuerySet[WorkUnit, tuple[str, int]] = (
        existing.filter(level=Level.REGENCY.value)
        .order_by()
        .values_list("province_code")
        .annotate(n=Count("region_code", distinct=True))
    )
    top = filters.units().exclude(level=Level.REGENCY.value).prefetch_related(_MAIN)
    regions = _regions(top, filters.institutions, dict(below))
    return {"regions": regions, "page": None, "is_overview": True, "found": existing.count()}


def _listing(filters: Filters, number: str | None) -> dict[str, Any]:
    """One page of regions with the units that match."""
    found = filters.units()
    codes = found.order_by("region_code").values_list("region_code", flat=True).distinct()
    page = Paginator(codes, REGIONS_A_PAGE).get_page(number)
    units = found.filter(region_code__in=list(page.object_list)).prefetch_related(_MAIN)
    regions = _regions(units, filters.institutions)
    return {"regions": regions, "page": page, "is_overview": False, "found": found.count()}


def units(request: HttpRequest) -> HttpResponse:
    """Units by province, KPU and Bawaslu side by side; filters live in the address."""
    filters = Filters.of(request)
    shown = _overview(filters) if filters.is_empty else _listing(filters, request.GET.get("hal"))
    provinces = sorted(province_tiles(), key=lambda tile: tile.name)
    named = next((tile.name for tile in provinces if tile.code == filters.province), "")
    return render(
        request,
        "units.html",
        {
            "section": "units",
            "filters": filters,
            "provinces": provinces,
            "province": named,
            "province_choices": [(tile.code, tile.name) for tile in provinces],
            "institution_choices": [(body.value, body.value) for body in Institution],
            "level_choices": [(key, words.LEVELS[level.value]) for key, level in LEVELS.items()],
            **shown,
        },
    )


def units_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a file, whole."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="satker.csv"'
    rows = csv.writer(response)
    rows.writerow(["lembaga", "tingkat", "kode_wilayah", "nama", "zona", "situs", "dasar_situs", "slug"])
    for unit in Filters.of(request).units().prefetch_related(_MAIN):
        site = next(iter(unit.main_websites), None)
        where = [site.url, site.basis] if site else ["", ""]
        rows.writerow(
            [unit.institution, unit.level, unit.region_code, unit.name, unit.zone, *where, unit.slug]
        )
    return response


def _duties(unit: WorkUnit) -> tuple[list[tuple[str, list[RequiredItem]]], int]:
    """The required items that bind this unit, by class, and how many there are."""
    by_class: dict[str, list[RequiredItem]] = {}
    for item in RequiredItem.objects.binding(unit):
        by_class.setdefault(item.information_class, []).append(item)
    classes = [(str(kind), by_class[kind]) for kind in InformationClass if kind in by_class]
    return classes, sum(len(items) for _kind, items in classes)


def _assessments() -> list[dict[str, Any]]:
    """Each instrument with its groups, their questions and points, and its scale."""
    scales = {scale.key: scale for scale in BandScale.objects.all()}
    groups: dict[int, list[dict[str, Any]]] = {}
    counted = (
        Instrument.objects.order_by("-year", "key", "questions__group")
        .values("id", "questions__group")
        .annotate(n=Count("questions"), points=Sum("questions__weight"))
    )
    for row in counted:
        groups.setdefault(row["id"], []).append({**row})
    shown = []
    for instrument in Instrument.objects.all():
        mine = groups.get(instrument.pk, [])
        named = [row | {"words": instrument.words["groups"][row["questions__group"]]} for row in mine]
        scale = scales.get(instrument.scale_key)
        shown.append(
            {
                "instrument": instrument,
                "groups": named,
                "questions": sum(row["n"] for row in mine),
                "scale": scale,
                "bar": score_bar(scale.rule) if scale else None,
            }
        )
    return shown


def _reference(request: HttpRequest, unit: WorkUnit) -> tuple[int, SafeString]:
    """How many duties bind a unit, and the part of its page that all of its body and level share."""

    def drawn() -> tuple[int, SafeString]:
        classes, duties = _duties(unit)
        shared = {"unit": unit, "classes": classes, "duties": duties, "assessments": _assessments()}
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


@kept
def unit_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One unit: who it is, who stands above and below, its websites, what it owes, how it is assessed."""
    unit, contacts = _unit(slug)
    duties, reference = _reference(request, unit)
    today = timezone.localdate()
    near = _rows(_AROUND, today, unit.province_code, unit.region_code, unit.pk, unit.parent_id)
    around = [Near(*row) for row in near if row[0] != unit.pk]
    page = render(
        request,
        "unit.html",
        {
            "section": "units",
            "unit": unit,
            "parent": next((one for one in around if one.pk == unit.parent_id), None),
            "counterpart": next((one for one in around if _is_beside(one, unit)), None),
            "children": [one for one in around if one.parent_id == unit.pk],
            "contacts": contacts,
            "duties": duties,
            "reference": reference,
            "results": announced_of(unit),
            **_sites(request, unit),
            **_over_time(unit, today),
        },
    )
    page.shared_part = reference  # type: ignore[attr-defined]  # packed once for all its pages
    return page
