"""Mail on its way out: written with the act that causes it, sent later, once."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db import models
from django.db.models import Q

from terbuka.models.exact import choice, one_of
from terbuka.models.leases import due, lapsed

LONGEST_PAUSE = timedelta(hours=1)


class MailState(StrEnum):
    """A letter waits, is being sent under a lease, and ends sent or given up."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class OutboxMailSet(models.QuerySet["OutboxMail"]):
    """Letters, narrowed."""

    def due(self, at: datetime) -> "OutboxMailSet":
        """Those to be sent now: waiting and due, or left by a sender whose lease has lapsed."""
        waiting = Q(state=MailState.WAITING.value) & due(at, longest=LONGEST_PAUSE)
        left = Q(state=MailState.SENDING.value) & lapsed(at)
        return self.filter(waiting | left).order_by("due_at", "id")


class OutboxMail(models.Model):
    """One letter. `key` names its cause, so that one cause writes one letter; emptied once it is sent."""

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    state = choice(MailState, default=MailState.WAITING.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    lease_holder = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    objects = OutboxMailSet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=["state", "due_at"], name="mail_by_state"),)
        constraints = (one_of("state", MailState, "mail_state_known"),)

    def __str__(self) -> str:
        return self.key
