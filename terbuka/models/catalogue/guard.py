"""What the leak guard found in a version before it may be published, and what was blacked out."""

from django.db import models
from django.db.models import F, Q

from terbuka.models.catalogue.publications import PublicationVersion
from terbuka.models.exact import choice, one_of, signed
from terbuka.rules.publishing import FindingDecision


class GuardFinding(models.Model):
    """One finding: its kind, how often, where in words, masked. `areas` are `[page, x0, y0, x1, y1]`, 0 to 1.

    A finding is never the number itself: `excerpt` is masked by the guard.
    """

    version = models.ForeignKey(PublicationVersion, models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=30)
    is_hint = models.BooleanField(default=False)
    page = models.PositiveIntegerField(null=True)
    count = models.PositiveIntegerField(default=1)
    where = models.JSONField(null=True)
    excerpt = models.CharField(max_length=300, blank=True)
    areas = models.JSONField(default=list)
    decision = choice(FindingDecision, default=FindingDecision.OPEN.value)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("version", "page", "id")
        constraints = (
            one_of("decision", FindingDecision, "finding_decision_known"),
            signed("decided", "finding_decided_by_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.page or ''}".strip()


class BlackOut(models.Model):
    """One area that the public does not get, as a share of the page (0 to 1, from its upper left corner)."""

    version = models.ForeignKey(PublicationVersion, models.CASCADE, related_name="black_outs")
    page = models.PositiveIntegerField()
    x0 = models.FloatField()
    y0 = models.FloatField()
    x1 = models.FloatField()
    y1 = models.FloatField()
    reason = models.CharField(max_length=30)
    note = models.CharField(max_length=300, blank=True)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("version", "page", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(x0__gte=0, y0__gte=0, x1__lte=1, y1__lte=1, x1__gt=F("x0"), y1__gt=F("y0")),
                name="black_out_within_page",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.page}"
