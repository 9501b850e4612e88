"""Numbers of registers and letters, given within the act that needs them: none is lost, none is doubled."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from terbuka.models import NumberGap, NumberSeries, WorkUnit
from terbuka.rules.register.numbering import PASSED_OVER_AFTER_RESTORE, NumberKind, number_of
from terbuka.services.events import record

SUBJECT = "number_series"


@dataclass(frozen=True, slots=True)
class Given:
    """A number that belongs to nobody else, with its parts."""

    number: str
    year: int
    seq: int


def next_number(unit: WorkUnit, kind: NumberKind, year: int) -> Given:
    """The next number of the unit in a year. Call it within the transaction of the act that needs it.

    The row of the series is held until that act ends, so that two acts never get one
    number, and an act that fails gives its number back. The act records the event.
    """
    assert transaction.get_connection().in_atomic_block
    series, _is_new = NumberSeries.objects.get_or_create(unit=unit, kind=kind.value, year=year)
    NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    seq = NumberSeries.objects.values_list("last", flat=True).get(pk=series.pk)
    return Given(number_of(kind, unit.slug, year, seq), year, seq)


@transaction.atomic
def pass_over(*, reason: str, count: int = PASSED_OVER_AFTER_RESTORE, at: datetime) -> int:
    """Pass over numbers in every series, with the reason: what was given since a copy is not given again.

    Returns how many series were moved on. `reason` is stored as it is read.
    """
    moved = 0
    for series in NumberSeries.objects.select_for_update().order_by("pk"):
        NumberGap.objects.create(
            series=series, first=series.last + 1, last=series.last + count, reason=reason, at=at
        )
        NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + count)
        moved += 1
    if moved:
        record(SUBJECT, None, "pass_over", by=None, at=at, payload={"series": moved, "count": count})
    return moved
