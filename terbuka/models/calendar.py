"""What legal clocks run by: holidays, stages of elections, hours of units, and limits that were changed."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from terbuka.models.exact import choice, one_of, signed
from terbuka.models.units import WorkUnit
from terbuka.rules import readings, regimes
from terbuka.rules.limits import Regime
from terbuka.rules.units import Institution
from terbuka.rules.workdays import HolidayKind


class Holiday(models.Model):
    """One day off. `region_code` is empty for the whole country; `decree` names what made it so."""

    day = models.DateField()
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in HolidayKind])
    name = models.CharField(max_length=200)
    region_code = models.CharField(max_length=5, blank=True)
    decree = models.CharField(max_length=200, blank=True)
    is_provisional = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

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


class ElectionStage(models.Model):
    """One stage of an election under its decree; `first` and `last` both belong to it.

    `region_code` is empty for the whole country. `is_provisional`: a day was not read in the decree.
    """

    event = models.CharField(max_length=100)
    kind = choice(regimes.StageKind)
    name = models.CharField(max_length=200)
    region_code = models.CharField(max_length=5, blank=True)
    first = models.DateField()
    last = models.DateField()
    decree = models.CharField(max_length=200, blank=True)
    is_provisional = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-first", "event", "name", "region_code")
        constraints = (
            one_of("kind", regimes.StageKind, "stage_kind_known"),
            models.UniqueConstraint(fields=["event", "name", "region_code"], name="stage_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="stage_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return f"{self.event}, {self.name}"

    @property
    def rule(self) -> regimes.Stage:
        """As the rules read it."""
        return regimes.Stage(
            event=self.event,
            kind=regimes.StageKind(self.kind),
            name=self.name,
            region_code=self.region_code,
            first=self.first,
            last=self.last,
            decree=self.decree,
            is_provisional=self.is_provisional,
        )


class UnitHours(models.Model):
    """When a unit is open, Monday to Friday: `[start, end]` a day, null for a closed one, in its own time."""

    unit = models.OneToOneField(WorkUnit, models.PROTECT, related_name="service_hours")
    week = models.JSONField()
    ramadan = models.JSONField()
    decree = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"jam layanan {self.unit_id}"


class LimitChangeSet(models.QuerySet["LimitChange"]):
    """Changes of limits, narrowed."""

    def holding(self, on: date) -> "LimitChangeSet":
        """Those that hold on a day: begun by then, and not withdrawn on it or before."""
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on), from_on__lte=on)


class LimitChange(models.Model):
    """A limit as one institution counts it from a day on, where the law's own text does not fix it.

    `regime` is empty for limits that hold under both. `withdrawn_on`: the first day on which it
    holds no more; cases of the days before keep it.
    """

    institution = models.CharField(max_length=10, choices=[(i.value, i.value) for i in Institution])
    key = models.CharField(max_length=40)
    regime = choice(Regime, blank=True)
    amount = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    reason = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")

    objects = LimitChangeSet.as_manager()

    class Meta:
        ordering = ("institution", "key", "regime", "-from_on", "-id")
        constraints = (
            one_of("institution", Institution, "limit_change_institution_known"),
            models.UniqueConstraint(
                fields=["institution", "key", "regime", "from_on"],
                condition=Q(withdrawn_at=None),
                name="limit_change_once_a_day",
            ),
            signed("withdrawn", "limit_change_withdrawn_by_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.institution} {self.key} {self.regime}".strip()


class ReadingChangeSet(models.QuerySet["ReadingChange"]):
    """Changed readings, narrowed."""

    def standing(self) -> "ReadingChangeSet":
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at=None)


class ReadingChange(models.Model):
    """A doubtful rule of counting as one institution reads it from a day on, in place of the shipped reading.

    `from_on`: cases whose limit began on this day or later are counted so.
    """

    institution = models.CharField(max_length=10, choices=[(i.value, i.value) for i in Institution])
    rule = choice(readings.Rule)
    reading = choice(readings.Reading)
    from_on = models.DateField()
    reason = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")
    withdrawn_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")

    objects = ReadingChangeSet.as_manager()

    class Meta:
        ordering = ("institution", "rule", "-from_on", "-id")
        constraints = (
            one_of("institution", Institution, "reading_change_institution_known"),
            one_of("rule", readings.Rule, "reading_change_rule_known"),
            one_of("reading", readings.Reading, "reading_change_reading_known"),
            models.UniqueConstraint(
                fields=["institution", "rule", "from_on"],
                condition=Q(withdrawn_at=None),
                name="reading_change_once_a_day",
            ),
            signed("withdrawn", "reading_change_withdrawn_by_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.institution} {self.rule} {self.reading}"
