"""What a committee sets each year: band scales, instruments and their questions."""

from django.db import models
from django.db.models import Q


class BandScale(models.Model):
    """Names for scores. `bands` lists category and lower bound, best first: [["Informatif", "90"], ...]."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=300)
    bands = models.JSONField(default=list)

    class Meta:
        ordering = ("position", "key")

    def __str__(self) -> str:
        return self.key


class Instrument(models.Model):
    """A questionnaire of one assessor and year.

    `scale_key` names the band scale it is read on; `is_proposed` marks one that
    no assessor has issued, to be shown with its notice. `words` holds notice,
    groups, dimensions and sources, each with its `id` and `en`.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    institution = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    is_proposed = models.BooleanField(default=False)
    scale_key = models.CharField(max_length=40)
    words = models.JSONField(default=dict)

    class Meta:
        ordering = ("-year", "key")

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """One question; `weight` is its points. `definition` is the whole entry as the rules read it."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    group = models.CharField(max_length=10)
    dimension = models.CharField(max_length=10)
    weight = models.DecimalField(max_digits=6, decimal_places=3)
    answer = models.CharField(max_length=20)
    definition = models.JSONField(default=dict)

    class Meta:
        ordering = ("instrument", "position")
        constraints = (
            models.UniqueConstraint(fields=["instrument", "code"], name="question_code_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="question_weight_positive"),
        )

    def __str__(self) -> str:
        return self.code
