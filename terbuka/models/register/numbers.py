"""Numbers of the registers: one series a unit, year and kind, without reuse; gaps with their reason."""

from django.db import models
from django.db.models import F, Q

from terbuka.models.exact import choice, one_of
from terbuka.models.units import WorkUnit
from terbuka.rules.register.numbering import NumberKind


class NumberSeries(models.Model):
    """The last number given. Numbers are given within the act that needs them, so none is lost or doubled."""

    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="number_series")
    kind = choice(NumberKind)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("unit", "year", "kind")
        constraints = (
            one_of("kind", NumberKind, "number_kind_known"),
            models.UniqueConstraint(fields=["unit", "kind", "year"], name="series_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id} {self.year}"


class NumberGap(models.Model):
    """Numbers that were passed over, `first` to `last` inclusive, and why: as after a restore."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="gaps")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ("series", "first")
        constraints = (
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="gap_not_empty"),
            models.UniqueConstraint(fields=["series", "first"], name="gap_once"),
        )

    def __str__(self) -> str:
        return f"{self.series_id} {self.first}-{self.last}"
