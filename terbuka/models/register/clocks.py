"""What every case with a time limit stores, so that a query finds what is due: never whether it is late."""

from datetime import date

from django.db import models
from django.db.models import Q

from terbuka.models.exact import choice
from terbuka.rules.limits import Regime
from terbuka.rules.register.warning import Warned


class Clocked(models.Model):
    """The dates of the limit that runs now; all None while none runs.

    `due_on` is the formal limit, `target_on` the earlier reading by which staff are warned.
    `warn_on` is the next day on which somebody must be told, `warned` the last thing told.
    """

    regime = choice(Regime, blank=True)
    limit_key = models.CharField(max_length=40, blank=True)
    starts_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    target_on = models.DateField(null=True)
    warn_on = models.DateField(null=True)
    warned = models.PositiveSmallIntegerField(default=Warned.NOTHING.value)
    is_provisional = models.BooleanField(default=False)

    class Meta:
        abstract = True


class ClockedSet[M: Clocked](models.QuerySet[M]):
    """Cases whose clock runs, narrowed. A case without a running limit has no `due_on`."""

    def running(self) -> "ClockedSet[M]":
        """Those with a limit that has not been met yet."""
        return self.filter(due_on__isnull=False)

    def overdue(self, on: date) -> "ClockedSet[M]":
        """Those whose formal limit has passed on a day."""
        return self.filter(due_on__lt=on)

    def to_warn(self, on: date) -> "ClockedSet[M]":
        """Those of which somebody must be told on a day, the longest waiting first."""
        return self.filter(warn_on__lte=on).order_by("warn_on", "id")


def clock_whole(name: str) -> models.CheckConstraint:
    """The dates of a limit come together with its key and its beginning."""
    both = Q(due_on__isnull=False, target_on__isnull=False, starts_at__isnull=False) & ~Q(limit_key="")
    none = Q(due_on__isnull=True, target_on__isnull=True, warn_on__isnull=True)
    return models.CheckConstraint(condition=both | none, name=name)
