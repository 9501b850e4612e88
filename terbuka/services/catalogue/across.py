"""One required item over all units: who owes it, and who shows it."""

from datetime import date

from django.db.models import Q

from terbuka.models import RequiredItem, WorkUnit
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
