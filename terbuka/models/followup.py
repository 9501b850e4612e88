"""Follow-up items (RTL): a gap with an owner, a date and a proof."""

from datetime import date

from django.db import models
from django.db.models import Q

from terbuka.models.assessment import SelfAssessment
from terbuka.models.exact import Exact, choice, one_of, paired, whole
from terbuka.models.files import StoredFile
from terbuka.models.people import Account
from terbuka.models.siteaudit import AuditRun
from terbuka.models.units import WorkUnit
from terbuka.rules.followup import OPEN_STATUSES, ItemStatus

_OPEN = [status.value for status in OPEN_STATUSES]


class FollowUpItemSet(models.QuerySet["FollowUpItem"]):
    """Follow-up items, narrowed."""

    def open(self) -> "FollowUpItemSet":
        """Those still to be done or judged."""
        return self.filter(status__in=_OPEN)

    def overdue(self, on: date) -> "FollowUpItemSet":
        """Open ones whose date has passed."""
        return self.open().filter(due_on__lt=on)


class FollowUpItem(models.Model):
    """One gap of a unit. `key` is the gap's own, so that a new audit finds the item again.

    `shares` lists `{"code", "points"}` with points as "n/d"; title and how are phrases.
    """

    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="follow_up_items")
    key = models.CharField(max_length=80)
    self_assessment = models.ForeignKey(
        SelfAssessment, models.PROTECT, null=True, related_name="follow_up_items"
    )
    status = choice(ItemStatus, default=ItemStatus.PROPOSED.value)
    title = models.JSONField()
    how = models.JSONField(null=True)
    url = models.TextField(blank=True)
    shares = models.JSONField(default=list)
    points_numerator = whole()
    points_denominator = whole()
    effort = models.CharField(max_length=10)
    owner = models.ForeignKey(Account, models.PROTECT, null=True, related_name="follow_up_items")
    due_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    proof_url = models.TextField(blank=True)
    proof_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    closed_by_run = models.ForeignKey(AuditRun, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    points = Exact()
    objects = FollowUpItemSet.as_manager()

    class Meta:
        ordering = ("unit", "due_on", "id")
        indexes = (models.Index(fields=["status", "due_on"], name="follow_up_by_due"),)
        constraints = (
            one_of("status", ItemStatus, "follow_up_status_known"),
            paired("points", "follow_up_points_exact", highest=100),
            models.UniqueConstraint(
                fields=["unit", "key"], condition=Q(status__in=_OPEN), name="follow_up_open_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.status}"
