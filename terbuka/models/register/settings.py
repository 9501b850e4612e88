"""What an office sets for its service: its mailbox, its ready answers, the texts of its letters."""

from django.db import models

from terbuka.models.exact import choice, one_of
from terbuka.models.units import WorkUnit
from terbuka.rules.register.papers import PaperKind


class ServiceSettings(models.Model):
    """How a unit takes requests. `registers_web`: complete web forms enter the register at once.

    `mailbox` is the address at which its letters arrive; `in_use_from` the day from which
    the register counts as evidence for the yearly assessment. `whatsapp_id` is its phone-number-id
    at WhatsApp Business, `whatsapp_template` what may be sent there when the 24 hours are over.
    """

    unit = models.OneToOneField(WorkUnit, models.PROTECT, related_name="service_settings")
    mailbox = models.CharField(max_length=254, blank=True)
    whatsapp_id = models.CharField(max_length=25, blank=True)
    whatsapp_template = models.CharField(max_length=100, blank=True)
    registers_web = models.BooleanField(default=True)
    needs_identity = models.BooleanField(default=True)
    in_use_from = models.DateField(null=True)
    retention_years = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["whatsapp_id"], condition=~models.Q(whatsapp_id=""), name="whatsapp_of_one_unit"
            ),
        )

    def __str__(self) -> str:
        return f"layanan {self.unit_id}"


class ReplyTemplate(models.Model):
    """A ready answer of an office, with placeholders in braces such as {nama} and {nomor}."""

    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="reply_templates")
    title = models.CharField(max_length=200)
    body = models.TextField()
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "title", "id")

    def __str__(self) -> str:
        return self.title


class PaperTemplate(models.Model):
    """The wording of one kind of paper for a unit and all below it that have none of their own."""

    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="paper_templates")
    kind = choice(PaperKind)
    opening = models.TextField(blank=True)
    closing = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "kind")
        constraints = (
            one_of("kind", PaperKind, "paper_kind_known"),
            models.UniqueConstraint(fields=["unit", "kind"], name="paper_once_a_unit"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id}"


class ServiceYear(models.Model):
    """What the annual service report needs beyond the cases: people, means, budget, obstacles, follow-up.

    `figures` are the counts as they were published: what is made public stays as it was.
    """

    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="service_years")
    year = models.PositiveSmallIntegerField()
    policy = models.TextField(blank=True)
    means = models.TextField(blank=True)
    staff = models.TextField(blank=True)
    budget = models.BigIntegerField(null=True)
    budget_spent = models.BigIntegerField(null=True)
    obstacles_inside = models.TextField(blank=True)
    obstacles_outside = models.TextField(blank=True)
    recommendations = models.TextField(blank=True)
    answers_saved = models.PositiveIntegerField(default=0)
    figures = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "year")
        constraints = (models.UniqueConstraint(fields=["unit", "year"], name="service_year_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"
