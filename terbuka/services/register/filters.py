"""Filters of the list of requests, kept by one person under a name."""

from datetime import datetime

from django.db import transaction

from terbuka.models import Account, SavedFilter, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.services.events import record
from terbuka.services.units.checks import line

SUBJECT, MOST, LONGEST = "saved_filter", 20, 60


@transaction.atomic
def save_filter(unit: WorkUnit, *, name: str, query: str, by: Account, at: datetime) -> SavedFilter:
    """Keep the filters of an address under a name; the same name again replaces them. Raises BadInput."""
    kept = line(LONGEST)(name)
    if not kept or not query:
        raise BadInput(say("Saring dulu, lalu beri namanya."))
    mine = SavedFilter.objects.filter(account=by, unit=unit)
    if mine.count() >= MOST and not mine.filter(name=kept).exists():
        raise BadInput(say("Paling banyak {n} saringan; hapus yang tidak dipakai.", n=MOST))
    row, _is_new = SavedFilter.objects.update_or_create(
        account=by, unit=unit, name=kept, defaults={"query": query[:300]}
    )
    record(SUBJECT, row.pk, "save", by=by, at=at, payload={"unit": unit.pk})
    return row


@transaction.atomic
def remove_filter(unit: WorkUnit, pk: int, *, by: Account, at: datetime) -> None:
    """Forget one of the person's own; one that is gone already is no fault."""
    if SavedFilter.objects.filter(account=by, unit=unit, pk=pk).delete()[0]:
        record(SUBJECT, pk, "remove", by=by, at=at, payload={"unit": unit.pk})
