"""What units must publish: the list of required items as the law draws it."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from terbuka.rules.catalogue import InformationClass

if TYPE_CHECKING:
    from terbuka.models.units import WorkUnit

_LETTERS = {"national": "N", "province": "P", "regency": "K"}


class RequiredItemSet(models.QuerySet["RequiredItem"]):
    """Required items, narrowed."""

    def binding(self, unit: "WorkUnit") -> "RequiredItemSet":
        """Those that exist as a duty for this unit's institution and level."""
        return self.filter(institution__in=("", unit.institution), levels__contains=_LETTERS[unit.level])


class RequiredItem(models.Model):
    """One kind of information. `institution` is empty where both bodies owe it; `levels` is of N, P, K."""

    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)
    information_class = models.CharField(
        max_length=10, choices=[(kind.value, kind.value) for kind in InformationClass]
    )
    institution = models.CharField(max_length=10, blank=True)
    levels = models.CharField(max_length=3)
    update_rule = models.CharField(max_length=200)
    freshness = models.CharField(max_length=80, blank=True)
    freshness_note = models.TextField(blank=True)
    is_link_up = models.BooleanField(default=False)
    typical_evidence = models.JSONField(default=list)
    variants = models.JSONField(default=list)
    basis = models.JSONField(default=list)
    confidence = models.CharField(max_length=10)

    objects = RequiredItemSet.as_manager()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.CheckConstraint(
                condition=Q(information_class__in=[kind.value for kind in InformationClass]),
                name="required_item_class_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
