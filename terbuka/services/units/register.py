"""Work units and their main websites as the shipped file names them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, FormerSlug, Website, WorkUnit
from terbuka.models.units import Basis, WebsiteKind
from terbuka.rules.regions import founding
from terbuka.rules.units import Level, Unit
from terbuka.rules.zones import zone_of
from terbuka.services.loading import Loaded, Table, record_load


def _parent_code(unit: Unit) -> str:
    return {Level.NATIONAL: "", Level.PROVINCE: "00", Level.REGENCY: unit.province_code}[unit.level]


def searched(name: str, short_name: str, *more: Iterable[str] | str) -> str:
    """What a unit is found by: its names, other names, web addresses, and the names of those it replaced."""
    others = [one for part in more for one in ([part] if isinstance(part, str) else part)]
    return "\n".join([name, short_name, *others]).lower()


def values_of(unit: Unit, parent: WorkUnit | None) -> dict[str, Any]:
    """The columns of a unit's row."""
    founded = founding(unit.region_code)
    return {
        "parent_id": parent.pk if parent else None,
        "institution": unit.institution.value,
        "level": unit.level.value,
        "kind": unit.kind,
        "region_code": unit.region_code,
        "province_code": unit.province_code,
        "name": unit.name,
        "short_name": unit.short_name,
        "slug": unit.slug,
        "aliases": list(unit.aliases),
        "search_text": searched(unit.name, unit.short_name, unit.aliases, unit.host),
        "zone": zone_of(unit.region_code).name,
        "valid_from": founded.day if founded else None,
        "valid_basis": founded.act if founded else "",
    }


def _load_tree(units: list[Unit], kept: frozenset[str]) -> tuple[Loaded, dict[str, WorkUnit]]:
    """Level by level, so that each unit finds its parent's row."""
    stored = {unit.slug: unit for unit in WorkUnit.objects.all()}
    by_pk = {unit.pk: unit for unit in stored.values()}
    # The file may name by its former address a unit that was renamed here.
    stored |= {one.slug: by_pk[one.unit_id] for one in FormerSlug.objects.all()}
    table = Table(WorkUnit, stored)
    slugs = {(unit.institution, unit.region_code): unit.slug for unit in units}
    loaded = Loaded()
    for level in Level:
        wanted = []
        for unit in (unit for unit in units if unit.level == level and unit.slug not in kept):
            parent = slugs.get((unit.institution, _parent_code(unit)))
            wanted.append((unit.slug, values_of(unit, table.stored[parent] if parent else None)))
        loaded += table.bring(wanted)
    return loaded, table.stored


def _load_websites(units: list[Unit], rows: dict[str, WorkUnit]) -> Loaded:
    """The main address of each unit. One that the unit has confirmed is the unit's own affair."""
    stored = {site.unit_id: site for site in Website.objects.filter(kind=WebsiteKind.MAIN.value)}
    confirmed = {pk for pk, site in stored.items() if site.basis == Basis.CONFIRMED}
    # What a unit keeps as another of its addresses does not become its main one by a load.
    others = set(Website.objects.exclude(kind=WebsiteKind.MAIN.value).values_list("unit_id", "url"))
    wanted = []
    for unit in units:
        pk = rows[unit.slug].pk
        if pk not in confirmed and (pk, unit.website) not in others:
            values = {"kind": WebsiteKind.MAIN.value, "url": unit.website, "basis": unit.website_basis}
            wanted.append((pk, values | {"unit_id": pk}))
    return Table(Website, stored).bring(wanted)


@transaction.atomic
def load_units(units: Iterable[Unit], *, by: Account | None, at: datetime) -> Loaded:
    """Bring the register of units into the database; a second load writes nothing.

    Units that the file no longer names stay: a unit ends by its last day, not by absence.
    Those that somebody has imported, renamed or ended stay as they are.
    """
    listed = list(units)
    imported = WorkUnit.objects.filter(is_imported=True).values_list("slug", flat=True)
    kept = frozenset((*imported, *FormerSlug.objects.values_list("slug", flat=True)))
    loaded, rows = _load_tree(listed, kept)
    websites = _load_websites([unit for unit in listed if unit.slug not in kept], rows)
    return record_load("work_unit", loaded + websites, by=by, at=at)
