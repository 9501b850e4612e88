"""Days on which no clock runs: holidays and joint leave, kept apart."""

from django.db import models
from django.db.models import Q

from terbuka.rules.workdays import HolidayKind


class Holiday(models.Model):
    """One day off. `region_code` is empty for the whole country; `decree` names what made it so."""

    day = models.DateField()
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in HolidayKind])
    name = models.CharField(max_length=200)
    region_code = models.CharField(max_length=5, blank=True)
    decree = models.CharField(max_length=200, blank=True)
    is_provisional = models.BooleanField(default=False)

    class Meta:
        ordering = ("day", "kind")
        constraints = (
            models.UniqueConstraint(fields=["day", "kind", "region_code", "name"], name="holiday_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in HolidayKind]), name="holiday_kind_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
