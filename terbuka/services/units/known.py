"""A unit's row as the rules know units."""

from terbuka.models import WorkUnit
from terbuka.rules.units import Institution, Level, Unit, units_by_slug


def unit_known(unit: WorkUnit) -> Unit:
    """From the register, else from the row that people made or changed."""
    known = units_by_slug().get(unit.slug)
    if known and not unit.is_imported:
        return known
    return Unit(
        slug=unit.slug,
        institution=Institution(unit.institution),
        level=Level(unit.level),
        kind=unit.kind,
        region_code=unit.region_code,
        province_code=unit.province_code,
        name=unit.name,
        short_name=unit.short_name,
        website=known.website if known else "",
        website_basis=known.website_basis if known else "",
        aliases=tuple(unit.aliases),
    )
