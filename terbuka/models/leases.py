"""A lease: work belongs to its holder until a moment that the holder keeps moving on."""

from datetime import datetime, timedelta

from django.db.models import F, Q

LEASE = timedelta(seconds=60)


def lapsed(at: datetime, *, length: timedelta = LEASE) -> Q:
    """Rows whose holder has gone silent.

    A lease that ends later than any lease given now was given before the clock was
    set back; it counts as lapsed too, so that no work stands still for hours.
    """
    return Q(lease_until=None) | Q(lease_until__lt=at) | Q(lease_until__gt=at + 2 * length)


def due(at: datetime, *, longest: timedelta) -> Q:
    """Rows to be taken up now: their moment has come, whatever became of the clock meanwhile.

    `longest` is the longest pause between two tries; a later moment is of a clock that ran ahead.
    """
    immediate = Q(attempts=0, due_at__lte=F("created_at"))
    return Q(due_at__lte=at) | immediate | Q(attempts__gt=0, due_at__gt=at + longest)
