"""What a committee sets each year: band scales, instruments and their questions."""

from fractions import Fraction

from django.db import models
from django.db.models import Q

from terbuka.rules import scoring


class BandScale(models.Model):
    """Names for scores. `bands` lists category and lower bound, best first: [["Informatif", "90"], ...]."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    assessor = models.CharField(max_length=200)
    bands = models.JSONField(default=list)
    cite = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=1)

    class Meta:
        ordering = ("position", "key")

    def __str__(self) -> str:
        return self.key

    @property
    def rule(self) -> scoring.BandScale:
        """The scale as the rules reckon with it."""
        bands = tuple(scoring.Band(scoring.Category(name), Fraction(lower)) for name, lower in self.bands)
        return scoring.BandScale(self.key, self.title, self.assessor, bands, self.cite, self.confidence)


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
