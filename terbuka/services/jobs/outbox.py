"""The outbox on its way: each letter or chat is taken by one sender under a lease; a sent letter is emptied.

Leaving and giving up have events here; that a letter was written is told by the event of its cause.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from terbuka.models import OutboxChat, OutboxMail
from terbuka.models.leases import LEASE
from terbuka.models.notify import LONGEST_PAUSE, MailState
from terbuka.rules.bounces import without_addresses
from terbuka.rules.whatsapp import ChatState
from terbuka.services.events import record

# A mail server that is down overnight still gets the letter in the morning.
MOST_TRIES = 24


def pause(attempts: int, *, first: timedelta = timedelta(minutes=1)) -> timedelta:
    """How long to wait after so many tries: twice as long each time, an hour at most."""
    return min(first * 2 ** min(attempts - 1, 20), LONGEST_PAUSE) if attempts > 0 else timedelta(0)


def take_letter(*, holder: str, at: datetime) -> OutboxMail | None:
    """The next letter to send, leased to `holder`; None when nothing is due."""
    return _take(OutboxMail.objects.due(at), holder=holder, at=at)


def take_chat(*, holder: str, at: datetime) -> OutboxChat | None:
    """The next message to WhatsApp, leased to `holder`; None when nothing is due."""
    return _take(OutboxChat.objects.due(at), holder=holder, at=at)


def _take[L: (OutboxMail, OutboxChat)](due: QuerySet[L], *, holder: str, at: datetime) -> L | None:
    if not due.exists():
        return None  # The usual case asks for no lock.
    with transaction.atomic():
        row = due.select_for_update(skip_locked=True).first()
        if row is None:
            return None
        row.state = MailState.SENDING.value
        row.attempts += 1
        row.lease_until, row.lease_holder = at + LEASE, holder
        row.save(update_fields=["state", "attempts", "lease_until", "lease_holder"])
    return row


def renew_letter[L: (OutboxMail, OutboxChat)](letter: L, *, at: datetime) -> bool:
    """Keep a letter while it is being sent; False when another sender has it now."""
    return bool(_held(letter).update(lease_until=at + LEASE))


@transaction.atomic
def mark_sent(letter: OutboxMail, *, at: datetime) -> bool:
    """The server has taken the letter: empty it, for it may hold a link. False when it is no longer ours."""
    changed = _held(letter).update(
        state=MailState.SENT.value, sent_at=at, body="", fault="", lease_until=None, lease_holder=""
    )
    if changed:
        record("outbox_mail", letter.pk, "send", by=None, at=at, payload={"key": letter.key})
    return bool(changed)


@transaction.atomic
def mark_failed(letter: OutboxMail, *, fault: str, for_good: bool, at: datetime) -> bool:
    """A try failed: try again later, or give the letter up and empty it. False when it is no longer ours."""
    gives_up = for_good or letter.attempts >= MOST_TRIES
    fault = without_addresses(fault)
    values = {"fault": fault[:300], "lease_until": None, "lease_holder": ""}
    if gives_up:
        changed = _held(letter).update(state=MailState.FAILED.value, body="", **values)
    else:
        due_at = at + pause(letter.attempts)
        changed = _held(letter).update(state=MailState.WAITING.value, due_at=due_at, **values)
    if changed and gives_up:
        record(
            "outbox_mail",
            letter.pk,
            "give_up",
            by=None,
            at=at,
            payload={"key": letter.key, "fault": fault[:300]},
        )
    return bool(changed)


@transaction.atomic
def mark_chat_sent(chat: OutboxChat, *, chat_id: str, is_template: bool, at: datetime) -> bool:
    """WhatsApp has taken the message under this name. False when it is no longer ours."""
    values = {"chat_id": chat_id, "is_template": is_template, "sent_at": at, "fault": ""}
    changed = _held(chat).update(state=ChatState.SENT.value, lease_until=None, lease_holder="", **values)
    if changed:
        told = {"key": chat.key, "template": is_template}
        record("outbox_chat", chat.pk, "send", by=None, at=at, payload=told)
    return bool(changed)


@transaction.atomic
def mark_chat_failed(
    chat: OutboxChat, *, fault: str, for_good: bool, needs_template: bool = False, at: datetime
) -> bool:
    """A try failed: again later, at once as a template, or never. False when it is no longer ours."""
    gives_up = for_good or chat.attempts >= MOST_TRIES
    values: dict[str, object] = {"fault": fault[:300], "lease_until": None, "lease_holder": ""}
    if gives_up:
        values["state"] = ChatState.FAILED.value
    else:
        due_at = at if needs_template else at + pause(chat.attempts)
        values |= {"state": ChatState.WAITING.value, "due_at": due_at}
        values |= {"must_be_template": True} if needs_template else {}
    changed = _held(chat).update(**values)
    if changed and gives_up:
        told = {"key": chat.key, "fault": fault[:300]}
        record("outbox_chat", chat.pk, "give_up", by=None, at=at, payload=told)
    return bool(changed)


def release_letters(holder: str, *, at: datetime) -> int:
    """Letters of a sender that ends or has gone are sent by the next one; how many."""
    free = {"state": MailState.WAITING.value, "due_at": at, "lease_until": None, "lease_holder": ""}
    held = {"state": MailState.SENDING.value, "lease_holder": holder}
    letters = OutboxMail.objects.filter(**held).update(**free)
    return letters + OutboxChat.objects.filter(**held).update(**free)


def _held[L: (OutboxMail, OutboxChat)](letter: L) -> QuerySet[L]:
    """The row, as long as it is held as it was taken: a later taker has another name or another try."""
    return type(letter)._default_manager.filter(
        pk=letter.pk,
        state=MailState.SENDING.value,
        lease_holder=letter.lease_holder,
        attempts=letter.attempts,
    )
