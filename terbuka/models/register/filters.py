"""Filters of the list of requests that a person keeps under a name."""

from django.db import models

from terbuka.models.units import WorkUnit


class SavedFilter(models.Model):
    """One person's named view of a unit's requests. `query` is that of an address: never words sought."""

    account = models.ForeignKey("terbuka.Account", models.CASCADE, related_name="saved_filters")
    unit = models.ForeignKey(WorkUnit, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=300)

    class Meta:
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(fields=["account", "unit", "name"], name="saved_filter_once"),)

    def __str__(self) -> str:
        return self.name
