"""An objection to how a request was treated, and the dispute before the Information Commission."""

from django.db import models
from django.db.models import Q

from terbuka.models.exact import choice, one_of, signed
from terbuka.models.register.clocks import Clocked, ClockedSet, clock_whole
from terbuka.models.register.requests import Applicant, InformationRequest
from terbuka.models.units import WorkUnit
from terbuka.rules.register.disputes import DisputeStatus, DisputeStepKind
from terbuka.rules.register.objections import ObjectionStatus


class ObjectionSet(ClockedSet["Objection"]):
    """Objections, narrowed."""

    def under(self, unit: WorkUnit) -> "ObjectionSet":
        """Those of a unit and of all units below it."""
        return self.filter(Q(unit=unit) | Q(unit__parent=unit) | Q(unit__parent__parent=unit))


class Objection(Clocked):
    """An objection (keberatan) with its grounds (letters of article 35). The supervisor answers.

    `item` stands in place of the request for ground b. `result` is the decision itself, which the
    status no longer says once it goes on; `order` is what the PPID must do by
    `order_due_on` where it was granted.
    """

    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="objections")
    request = models.ForeignKey(InformationRequest, models.PROTECT, null=True, related_name="objections")
    item = models.ForeignKey("terbuka.RequiredItem", models.PROTECT, null=True, related_name="+")
    applicant = models.ForeignKey(Applicant, models.PROTECT, related_name="objections")
    status = choice(ObjectionStatus, default=ObjectionStatus.FILED.value)
    channel = models.CharField(max_length=20)
    key = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=40, unique=True)
    code_digest = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=120, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True)
    number_seq = models.PositiveIntegerField(null=True)
    grounds = models.JSONField(default=list)
    position = models.TextField()
    wanted = models.TextField(blank=True)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField(null=True)
    registered_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    inadmissible_reason = models.TextField(blank=True)
    settlement = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    result = choice(ObjectionStatus, blank=True)
    answer_number = models.CharField(max_length=120, blank=True)
    consideration = models.TextField(blank=True)
    order = models.TextField(blank=True)
    order_due_on = models.DateField(null=True)
    fulfilled_at = models.DateTimeField(null=True)
    fulfilled_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    reaction = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    is_held = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = ObjectionSet.as_manager()

    class Meta:
        ordering = ("-filed_at", "-id")
        indexes = (
            models.Index(fields=["unit", "status", "due_on"], name="objection_by_unit"),
            models.Index(fields=["warn_on"], name="objection_by_warning", condition=Q(warn_on__isnull=False)),
        )
        constraints = (
            one_of("status", ObjectionStatus, "objection_status_known"),
            signed("decided", "objection_decided_by_somebody"),
            signed("fulfilled", "objection_fulfilled_by_somebody"),
            clock_whole("objection_clock_whole"),
            models.UniqueConstraint(
                fields=["unit", "number_year", "number_seq"],
                condition=Q(number_seq__isnull=False),
                name="objection_number_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "key"], condition=~Q(key=""), name="objection_once_a_submission"
            ),
            models.CheckConstraint(
                condition=Q(request__isnull=False) | Q(item__isnull=False), name="objection_of_something"
            ),
        )

    def __str__(self) -> str:
        return self.number or f"keberatan {self.pk}"


class DisputeSet(ClockedSet["Dispute"]):
    """Disputes, narrowed."""

    def under(self, unit: WorkUnit) -> "DisputeSet":
        """Those of a unit and of all units below it."""
        return self.filter(Q(unit=unit) | Q(unit__parent=unit) | Q(unit__parent__parent=unit))


class Dispute(Clocked):
    """A dispute (sengketa) before a commission, perhaps a court, as the unit keeps its file.

    `brought` lists the keys of what must be brought to a hearing and is at hand.
    """

    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="disputes")
    objection = models.ForeignKey(Objection, models.PROTECT, related_name="disputes")
    status = choice(DisputeStatus, default=DisputeStatus.FILED.value)
    number = models.CharField(max_length=120, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True)
    number_seq = models.PositiveIntegerField(null=True)
    commission = models.CharField(max_length=200)
    commission_number = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=300)
    filed_on = models.DateField()
    registered_on = models.DateField(null=True)
    mediator = models.CharField(max_length=200, blank=True)
    representative = models.CharField(max_length=300, blank=True)
    brought = models.JSONField(default=list)
    decision = models.TextField(blank=True)
    decision_number = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True)
    decision_received_on = models.DateField(null=True)
    outcome = models.CharField(max_length=30, blank=True)
    order = models.TextField(blank=True)
    order_due_on = models.DateField(null=True)
    obeyed_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField()
    began_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = DisputeSet.as_manager()

    class Meta:
        ordering = ("-filed_on", "-id")
        indexes = (
            models.Index(fields=["unit", "status", "due_on"], name="dispute_by_unit"),
            models.Index(fields=["warn_on"], name="dispute_by_warning", condition=Q(warn_on__isnull=False)),
        )
        constraints = (
            one_of("status", DisputeStatus, "dispute_status_known"),
            clock_whole("dispute_clock_whole"),
            models.UniqueConstraint(
                fields=["unit", "number_year", "number_seq"],
                condition=Q(number_seq__isnull=False),
                name="dispute_number_once",
            ),
        )

    def __str__(self) -> str:
        return self.number or f"sengketa {self.pk}"


class DisputeStep(models.Model):
    """One event of a dispute: a summons, a hearing, a decision; with its day, place and result."""

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="steps")
    kind = choice(DisputeStepKind)
    on = models.DateField()
    hour = models.TimeField(null=True)
    place = models.CharField(max_length=300, blank=True)
    attended = models.CharField(max_length=300, blank=True)
    result = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("on", "hour", "id")
        constraints = (one_of("kind", DisputeStepKind, "dispute_step_known"),)

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.kind} {self.on}"
