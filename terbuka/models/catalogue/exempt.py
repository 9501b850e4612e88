"""Exempt information (DIK): consequence tests, and the documents that each withholds with its own reasons."""

from datetime import date

from django.db import models
from django.db.models import Q

from terbuka.models.exact import choice, one_of, signed
from terbuka.rules.exemption import ExemptStatus, Letter, TestMoment, TestStatus


class ConsequenceTest(models.Model):
    """One test of a unit: who proposed it, to whom it was handed up, who decided, with which decree.

    `participants` lists `{"name", "position"}` for the minutes; `due_on` is the
    clock of the request that it belongs to, where there is one, counted from
    `received_on` under `regime`.
    """

    unit = models.ForeignKey("terbuka.WorkUnit", models.PROTECT, related_name="consequence_tests")
    status = choice(TestStatus, default=TestStatus.DRAFT.value)
    moment = choice(TestMoment, default=TestMoment.BEFORE_REQUEST.value)
    subject = models.CharField(max_length=300)
    holder = models.CharField(max_length=200, blank=True)
    request_number = models.CharField(max_length=100, blank=True)
    received_on = models.DateField(null=True)
    regime = models.CharField(max_length=10, blank=True)
    due_on = models.DateField(null=True)
    held_on = models.DateField(null=True)
    held_in = models.CharField(max_length=120, blank=True)
    participants = models.JSONField(default=list)
    opinions = models.TextField(blank=True)
    began_at = models.DateTimeField()
    began_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    escalated_to = models.ForeignKey("terbuka.WorkUnit", models.PROTECT, null=True, related_name="+")
    escalated_at = models.DateTimeField(null=True)
    escalated_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    decision_note = models.TextField(blank=True)
    number = models.CharField(max_length=60, blank=True)
    decree_number = models.CharField(max_length=100, blank=True)
    decree_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-began_at", "-id")
        indexes = (models.Index(fields=["unit", "status"], name="test_by_unit"),)
        constraints = (
            one_of("status", TestStatus, "test_status_known"),
            one_of("moment", TestMoment, "test_moment_known"),
            signed("proposed", "test_proposed_by_somebody"),
            signed("escalated", "test_escalated_by_somebody"),
            signed("decided", "test_decided_by_somebody"),
        )

    def __str__(self) -> str:
        return self.subject


class ExemptDocumentSet(models.QuerySet["ExemptDocument"]):
    """Exempt documents, narrowed."""

    def listed(self, on: date) -> "ExemptDocumentSet":
        """Those withheld on a day: the public exempt list."""
        lasting = Q(is_permanent=True) | Q(until__gte=on)
        return self.filter(lasting, status=ExemptStatus.EXEMPT.value).select_related("test__unit")

    def run_out(self, on: date) -> "ExemptDocumentSet":
        """Those whose term has ended but which nobody reopened yet."""
        return self.filter(status=ExemptStatus.EXEMPT.value, is_permanent=False, until__lt=on)


class ExemptDocument(models.Model):
    """One document of a test with its own reasons: letter, act and article, harm, public interest, term."""

    test = models.ForeignKey(ConsequenceTest, models.CASCADE, related_name="documents")
    status = choice(ExemptStatus, default=ExemptStatus.PROPOSED.value)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    item = models.ForeignKey("terbuka.RequiredItem", models.PROTECT, null=True, related_name="+")
    letter = choice(Letter)
    act = models.CharField(max_length=200, blank=True)
    article = models.CharField(max_length=100, blank=True)
    harm = models.TextField(blank=True)
    benefit = models.TextField(blank=True)
    public_interest = models.TextField(blank=True)
    withheld_part = models.TextField(blank=True)
    is_permanent = models.BooleanField(default=False)
    until = models.DateField(null=True)
    decision_note = models.TextField(blank=True)
    reopen_reason = models.TextField(blank=True)
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ExemptDocumentSet.as_manager()

    class Meta:
        ordering = ("test", "id")
        indexes = (models.Index(fields=["status", "until"], name="exempt_by_term"),)
        constraints = (
            one_of("status", ExemptStatus, "exempt_status_known"),
            one_of("letter", Letter, "exempt_letter_known"),
            models.CheckConstraint(
                condition=~Q(status=ExemptStatus.EXEMPT.value)
                | (
                    (Q(is_permanent=True, until=None) | Q(is_permanent=False, until__isnull=False))
                    & ~Q(harm="")
                    & ~Q(public_interest="")
                    & ~Q(act="")
                    & ~Q(article="")
                ),
                name="exempt_with_its_reasons",
            ),
        )

    def __str__(self) -> str:
        return self.title
