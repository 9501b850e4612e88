"""One required item over all units: who owes it, and who shows it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from terbuka.models import CatalogueEntry, Publication, RequiredItem, WorkUnit
from terbuka.models.catalogue.publications import CatalogueEntrySet
from terbuka.models.units import WorkUnitSet
from terbuka.rules.freshness import has_own_pilkada, rests_on_pilkada
from terbuka.rules.onsite import PROVING
from terbuka.rules.units import Level

# An entry that shows its item: by a publication, or on the unit's own site.
PROVEN = Q(publication__isnull=False) | Q(site_verdict__in=PROVING)
_LETTERS = {"N": Level.NATIONAL, "P": Level.PROVINCE, "K": Level.REGENCY}


def owing(item: RequiredItem, on: date) -> WorkUnitSet:
    """The units of a day that owe the item."""
    found = WorkUnit.objects.open(on).filter(level__in=[_LETTERS[letter].value for letter in item.levels])
    if item.institution:
        found = found.of(item.institution)
    if rests_on_pilkada(item.code):
        places = found.order_by().values_list("region_code", "level").distinct()
        without = [code for code, level in places if not has_own_pilkada(code, level)]
        found = found.exclude(region_code__in=without)
    return found


def having(item: RequiredItem, year: int | None = None) -> CatalogueEntrySet:
    """Entries that show the item; with a year, by a publication about that year."""
    found = CatalogueEntry.objects.filter(PROVEN, item=item, waived_at=None)
    return found.filter(publication__in=Publication.objects.about_year(year)) if year else found


def count_having(items: Iterable[RequiredItem]) -> dict[int, int]:
    """How many units of today show each item, by its id."""
    rows = CatalogueEntry.objects.filter(PROVEN, item__in=items, waived_at=None, unit__valid_to=None)
    return dict(rows.order_by().values_list("item").annotate(n=Count("pk")))
