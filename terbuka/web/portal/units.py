"""The units of both bodies by province; the same list as a file."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terbuka.models import Website, WorkUnit
from terbuka.models.units import WorkUnitSet
from terbuka.rules.regions import province_tiles
from terbuka.rules.units import Institution, Level
from terbuka.web import words
from terbuka.web.kept import kept
from terbuka.web.linked import Thing, table
from terbuka.web.tables import Cell, download

REGIONS_A_PAGE = 40
LEVELS = {"nasional": Level.NATIONAL, "provinsi": Level.PROVINCE, "kabkota": Level.REGENCY}
_MAIN = Prefetch("websites", Website.objects.filter(kind="main"), to_attr="main_websites")


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


def _as_data() -> Thing:
    about = _("Setiap satuan kerja dengan lembaga, tingkat, kode wilayah, dan alamat situsnya.")
    files = [reverse("units_csv"), reverse("units_json")]
    return table(_("Satuan kerja KPU dan Bawaslu"), about, reverse("units"), files)


@kept
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
            "linked": [_as_data()],
            "level_choices": [(key, words.LEVELS[level.value]) for key, level in LEVELS.items()],
            **shown,
        },
    )


HEAD = ("lembaga", "tingkat", "kode_wilayah", "nama", "zona", "situs", "dasar_situs", "slug")


def _rows(request: HttpRequest) -> Iterator[list[Cell]]:
    for unit in Filters.of(request).units().prefetch_related(_MAIN):
        site = next(iter(unit.main_websites), None)
        where = [site.url, site.basis] if site else ["", ""]
        yield [unit.institution, unit.level, unit.region_code, unit.name, unit.zone, *where, unit.slug]


@kept
def units_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a file, whole."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="satker.csv"'
    rows = csv.writer(response)
    rows.writerow(HEAD)
    rows.writerows(_rows(request))
    return response


@kept
def units_json(request: HttpRequest) -> HttpResponse:
    """The same list for programs, whole."""
    return download("json", "satker", HEAD, _rows(request))
