"""What people are told: notifications in their inbox, and mail on its way out, written once and sent once."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db import models
from django.db.models import Q

from terbuka.models.exact import choice, one_of
from terbuka.models.leases import due, lapsed
from terbuka.rules.notify import Kind, Rhythm

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
    """One letter. `key` names its cause, so that one cause writes one letter; emptied once it is sent.

    `stop` is the signed token with which its reader ends letters of its sort; empty where they must come.
    A letter of a case bears the unit's name as `from_name`, its mailbox as `reply_to`, what it
    answers as `in_reply_to` and `references`, and `attachments` as `{"sha256", "name", "mime"}`.
    """

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    stop = models.CharField(max_length=200, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    in_reply_to = models.CharField(max_length=300, blank=True)
    references = models.TextField(blank=True)
    attachments = models.JSONField(default=list)
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


class NotificationSet(models.QuerySet["Notification"]):
    """Notifications, narrowed."""

    def unread(self) -> "NotificationSet":
        """Those that their reader has not opened."""
        return self.filter(read_at=None)


class Notification(models.Model):
    """One thing that one person is told, in the inbox of the product. `key` names its cause, once a person.

    Words are made when it is shown, in the reader's language, from `kind` and
    `payload` (plain values); `path` is where it leads. `letter` tells of it by mail,
    perhaps with others; None where it comes by the inbox alone, or waits for the digest.
    """

    account = models.ForeignKey("terbuka.Account", models.CASCADE, related_name="notifications")
    key = models.CharField(max_length=200)
    kind = choice(Kind)
    unit = models.ForeignKey("terbuka.WorkUnit", models.CASCADE, null=True, related_name="+")
    payload = models.JSONField(default=dict)
    path = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    letter = models.ForeignKey(
        OutboxMail, models.SET_NULL, null=True, related_name="notifications", db_index=False
    )

    objects = NotificationSet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(fields=["account", "read_at"], name="notification_unread"),
            models.Index(fields=["letter", "created_at"], name="notification_unmailed"),
        )
        constraints = (
            one_of("kind", Kind, "notification_kind_known"),
            models.UniqueConstraint(fields=["account", "key"], name="notification_once"),
        )

    def __str__(self) -> str:
        return self.key


class NotificationWish(models.Model):
    """How a person wants to be told: the rhythm of mail, hours of quiet, kinds that come by inbox alone.

    Hours are whole hours of the person's unit, 0 to 23; equal ones mean no quiet.
    `bounced_at`: when the mail server said that the address does not exist.
    """

    account = models.OneToOneField("terbuka.Account", models.CASCADE, related_name="wish")
    rhythm = choice(Rhythm, default=Rhythm.AT_ONCE.value)
    quiet_from = models.PositiveSmallIntegerField(default=20)
    quiet_to = models.PositiveSmallIntegerField(default=6)
    muted = models.JSONField(default=list)
    bounced_at = models.DateTimeField(null=True)
    bounce_told = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            one_of("rhythm", Rhythm, "wish_rhythm_known"),
            models.CheckConstraint(
                condition=Q(quiet_from__lte=23, quiet_to__lte=23), name="wish_quiet_within_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.rhythm}"
