"""Work units and their websites: the register as the shipped file names it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, Website, WorkUnit
from terbuka.models.units import Basis, WebsiteKind
from terbuka.rules.regions import founding
from terbuka.rules.units import Level, Unit
from terbuka.rules.zones import zone_of
from terbuka.services.loading import Loaded, Table, record_load


def _parent_code(unit: Unit) -> str:
    return {Level.NATIONAL: "", Level.PROVINCE: "00", Level.REGENCY: unit.province_code}[unit.level]


def _values(unit: Unit, parent: WorkUnit | None) -> dict[str, Any]:
    founded = founding(unit.region_code)
    names = [unit.name, unit.short_name, *unit.aliases, unit.host]
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
        "search_text": "\n".join(names).lower(),
        "zone": zone_of(unit.region_code).name,
        "valid_from": founded.day if founded else None,
        "valid_basis": founded.act if founded else "",
    }


def _load_tree(units: list[Unit]) -> tuple[Loaded, dict[str, WorkUnit]]:
    """Level by level, so that each unit finds its parent's row."""
    table = Table(WorkUnit, {unit.slug: unit for unit in WorkUnit.objects.all()})
    slugs = {(unit.institution, unit.region_code): unit.slug for unit in units}
    loaded = Loaded()
    for level in Level:
        wanted = []
        for unit in (unit for unit in units if unit.level == level):
            parent = slugs.get((unit.institution, _parent_code(unit)))
            wanted.append((unit.slug, _values(unit, table.stored[parent] if parent else None)))
        loaded += table.bring(wanted)
    return loaded, table.stored


def _load_websites(units: list[Unit], rows: dict[str, WorkUnit]) -> Loaded:
    """The main address of each unit. One that the unit has confirmed is the unit's own affair."""
    stored = {site.unit_id: site for site in Website.objects.filter(kind=WebsiteKind.MAIN.value)}
    confirmed = {pk for pk, site in stored.items() if site.basis == Basis.CONFIRMED}
    wanted = []
    for unit in units:
        pk = rows[unit.slug].pk
        if pk not in confirmed:
            values = {"kind": WebsiteKind.MAIN.value, "url": unit.website, "basis": unit.website_basis}
            wanted.append((pk, values | {"unit_id": pk}))
    return Table(Website, stored).bring(wanted)


@transaction.atomic
def load_units(units: Iterable[Unit], *, by: Account | None, at: datetime) -> Loaded:
    """Bring the register of units into the database; a second load writes nothing.

    Units that the file no longer names stay: a unit ends by its last day, not by absence.
    """
    listed = list(units)
    loaded, rows = _load_tree(listed)
    return record_load("work_unit", loaded + _load_websites(listed, rows), by=by, at=at)
