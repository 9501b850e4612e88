"""What is said and sent in a case: messages, files, letters that came in, work asked of other sections."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from terbuka.models.exact import choice, one_of, signed
from terbuka.models.files import StoredFile
from terbuka.models.leases import due, lapsed
from terbuka.models.notify import LONGEST_PAUSE
from terbuka.models.register.objections import Dispute, Objection
from terbuka.models.register.requests import InformationRequest
from terbuka.models.units import WorkUnit
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.post import FileKind, InboundState, MessageKind
from terbuka.rules.whatsapp import ChatState


def _of_one_case(name: str) -> models.CheckConstraint:
    kinds = ("request", "objection", "dispute")
    one = [Q(**{f"{kind}__isnull": kind != named for kind in kinds}) for named in kinds]
    return models.CheckConstraint(condition=one[0] | one[1] | one[2], name=name)


class CaseMessage(models.Model):
    """One message of a case: from the applicant, to the applicant, or a note for colleagues alone.

    `by` is None where the applicant wrote, or the installation did. `message_id` is that of the
    letter that carried it, by which a reply is threaded.
    """

    request = models.ForeignKey(InformationRequest, models.PROTECT, null=True, related_name="messages")
    objection = models.ForeignKey(Objection, models.PROTECT, null=True, related_name="messages")
    dispute = models.ForeignKey(Dispute, models.PROTECT, null=True, related_name="messages")
    kind = choice(MessageKind)
    channel = choice(Channel)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    message_id = models.CharField(max_length=300, blank=True, db_index=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            one_of("kind", MessageKind, "message_kind_known"),
            one_of("channel", Channel, "message_channel_known"),
            _of_one_case("message_of_one_case"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class CaseFile(models.Model):
    """A file of a case. `kind` says what for; only an `answer` with `released_at` reaches the applicant."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, null=True, related_name="files")
    objection = models.ForeignKey(Objection, models.PROTECT, null=True, related_name="files")
    dispute = models.ForeignKey(Dispute, models.PROTECT, null=True, related_name="files")
    message = models.ForeignKey(CaseMessage, models.PROTECT, null=True, related_name="files")
    kind = choice(FileKind)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("added_at", "id")
        constraints = (
            one_of("kind", FileKind, "case_file_kind_known"),
            signed("released", "case_file_released_by_somebody"),
            _of_one_case("case_file_of_one_case"),
        )

    def __str__(self) -> str:
        return self.title or str(self.file_id)


class SectionTask(models.Model):
    """Documents that the PPID asks of another section of the office, with a day of its own.

    `asked_of` is who of that section is told, where the section has somebody with an account here.
    """

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="tasks")
    section = models.CharField(max_length=200)
    wanted = models.TextField()
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")
    asked_of = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    result = models.TextField(blank=True)

    class Meta:
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=["due_on"], name="task_by_due", condition=Q(done_at=None)),)
        constraints = (signed("done", "task_done_by_somebody"),)

    def __str__(self) -> str:
        return f"{self.section} {self.due_on}"


class InboundMail(models.Model):
    """A letter as it arrived: its bytes are kept under `blob` before anything is read of them.

    `fingerprint` is the Message-ID with the digest of the bytes: the same letter twice is one.
    `became` is the message of a case that it is now. What came by WhatsApp is a letter too:
    `sender` is the number then, `files` what was fetched after it, as `{"sha256", "name", "mime"}`.
    """

    unit = models.ForeignKey(WorkUnit, models.PROTECT, null=True, related_name="inbound_mail")
    blob = models.ForeignKey("terbuka.Blob", models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    # The column `message_id` is that of `message` below.
    header_id = models.CharField(max_length=300, blank=True)
    via = models.CharField(max_length=10)
    state = choice(InboundState, default=InboundState.NEW.value)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    warning = models.CharField(max_length=300, blank=True)
    files = models.JSONField(default=list)
    arrived_at = models.DateTimeField()
    became = models.ForeignKey(CaseMessage, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    settle_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-arrived_at", "-id")
        indexes = (models.Index(fields=["unit", "state", "arrived_at"], name="inbound_by_unit"),)
        constraints = (one_of("state", InboundState, "inbound_state_known"),)

    @property
    def sums(self) -> list[str]:
        """The SHA-256 of all bytes that are kept of it: its own, and of what was fetched after it."""
        return [self.blob_id, *(one["sha256"] for one in self.files)]

    def __str__(self) -> str:
        return self.subject or self.fingerprint


class OutboxChatSet(models.QuerySet["OutboxChat"]):
    """Messages to WhatsApp, narrowed."""

    def due(self, at: datetime) -> "OutboxChatSet":
        """Those to be sent now: waiting and due, or left by a sender whose lease has lapsed."""
        waiting = Q(state=ChatState.WAITING.value) & due(at, longest=LONGEST_PAUSE)
        left = Q(state=ChatState.SENDING.value) & lapsed(at)
        return self.filter(waiting | left).order_by("due_at", "id")


class OutboxChat(models.Model):
    """A message of a case on its way to WhatsApp. `key` names its cause, so that one cause sends one.

    Number and words are read from the case when it leaves, so that none is kept here. `must_be_template`:
    the 24 hours were over when it was tried. `chat_id` is the platform's name for it.
    """

    key = models.CharField(max_length=200, unique=True)
    message = models.OneToOneField(CaseMessage, models.PROTECT, related_name="chat")
    state = choice(ChatState, default=ChatState.WAITING.value)
    is_template = models.BooleanField(default=False)
    must_be_template = models.BooleanField(default=False)
    chat_id = models.CharField(max_length=300, blank=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    lease_holder = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    objects = OutboxChatSet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=["state", "due_at"], name="chat_by_state"),)
        constraints = (one_of("state", ChatState, "chat_state_known"),)

    def __str__(self) -> str:
        return self.key
