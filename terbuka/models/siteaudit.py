"""Audits of a unit's websites: the run with its lease and progress, a verdict per item, defects per page.

Sentences are stored as phrases (`terbuka.rules.phrases`), so that one stored finding reads in both languages.
"""

from datetime import datetime
from enum import StrEnum

from django.db import models
from django.db.models import Q

from terbuka.models.exact import choice, one_of
from terbuka.models.files import Blob
from terbuka.models.leases import lapsed
from terbuka.models.people import Account
from terbuka.models.units import WorkUnit


class RunState(StrEnum):
    """An audit waits, runs under a lease, and ends in one of three ways."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


LIVING = (RunState.QUEUED.value, RunState.RUNNING.value)


class AuditRunSet(models.QuerySet["AuditRun"]):
    """Audits, narrowed."""

    def living(self) -> "AuditRunSet":
        """Those that wait or run."""
        return self.filter(state__in=LIVING)

    def done(self) -> "AuditRunSet":
        """Those that ended with a report, newest first."""
        return self.filter(state=RunState.DONE.value).order_by("-finished_at", "-id")

    def takeable(self, at: datetime) -> "AuditRunSet":
        """Those nobody works on: queued, or running under a lease that has lapsed; the oldest first."""
        left = Q(state=RunState.RUNNING.value) & lapsed(at)
        return self.filter(Q(state=RunState.QUEUED.value) | left).order_by("queued_at", "id")


class AuditRun(models.Model):
    """One audit of one unit. `visit` holds the pages it saw, kept for the newest run only."""

    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="audit_runs")
    state = choice(RunState, default=RunState.QUEUED.value)
    as_of = models.DateField()
    addresses = models.JSONField(default=list)
    queued_at = models.DateTimeField()
    queued_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    lease_until = models.DateTimeField(null=True)
    lease_holder = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    pages_fetched = models.PositiveIntegerField(default=0)
    pages_waiting = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    sites = models.JSONField(default=list)
    summary = models.JSONField(default=dict)
    advice = models.JSONField(default=list)
    fault = models.JSONField(null=True)
    visit = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")

    objects = AuditRunSet.as_manager()

    class Meta:
        ordering = ("-queued_at", "-id")
        indexes = (
            models.Index(fields=["unit", "-finished_at"], name="audit_by_unit"),
            models.Index(fields=["state", "queued_at"], name="audit_by_state"),
        )
        constraints = (
            one_of("state", RunState, "audit_state_known"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(state__in=LIVING), name="audit_one_living_a_unit"
            ),
        )

    def __str__(self) -> str:
        return f"audit {self.unit_id} {self.as_of}"


class AuditFinding(models.Model):
    """The verdict on one required item, its proof best first."""

    run = models.ForeignKey(AuditRun, models.CASCADE, related_name="findings")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    information_class = models.CharField(max_length=10)
    verdict = models.CharField(max_length=20)
    confidence = models.FloatField()
    evidence = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    remedy = models.JSONField(null=True)

    class Meta:
        ordering = ("run", "position")
        constraints = (models.UniqueConstraint(fields=["run", "code"], name="finding_once_a_run"),)

    def __str__(self) -> str:
        return f"{self.code} {self.verdict}"


class AuditDefect(models.Model):
    """Something wrong at `url`; `seen_on` is the page where a visitor meets it."""

    run = models.ForeignKey(AuditRun, models.CASCADE, related_name="defects")
    kind = models.CharField(max_length=30)
    url = models.TextField()
    detail = models.JSONField()
    seen_on = models.TextField(blank=True)

    class Meta:
        ordering = ("run", "kind", "id")

    def __str__(self) -> str:
        return f"{self.kind} {self.url}"
