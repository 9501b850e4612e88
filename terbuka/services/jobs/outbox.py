"""The outbox on its way: each letter is taken by one sender under a lease, and emptied once it has left.

Leaving and giving up have events here; that a letter was written is told by the event of its cause.
"""

from datetime import datetime, timedelta

from django.db import transaction

from terbuka.models import OutboxMail
from terbuka.models.leases import LEASE
from terbuka.models.notify import LONGEST_PAUSE, MailState, OutboxMailSet
from terbuka.services.events import record

# A mail server that is down overnight still gets the letter in the morning.
MOST_TRIES = 24


def pause(attempts: int, *, first: timedelta = timedelta(minutes=1)) -> timedelta:
    """How long to wait after so many tries: twice as long each time, an hour at most."""
    return min(first * 2 ** min(attempts - 1, 20), LONGEST_PAUSE) if attempts > 0 else timedelta(0)


def take_letter(*, holder: str, at: datetime) -> OutboxMail | None:
    """The next letter to send, leased to `holder`; None when nothing is due."""
    if not OutboxMail.objects.due(at).exists():
        return None  # The usual case asks for no lock.
    with transaction.atomic():
        letter = OutboxMail.objects.due(at).select_for_update(skip_locked=True).first()
        if letter is None:
            return None
        letter.state = MailState.SENDING.value
        letter.attempts += 1
        letter.lease_until, letter.lease_holder = at + LEASE, holder
        letter.save(update_fields=["state", "attempts", "lease_until", "lease_holder"])
    return letter


def renew_letter(letter: OutboxMail, *, at: datetime) -> bool:
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


def release_letters(holder: str, *, at: datetime) -> int:
    """Letters of a sender that ends or has gone are sent by the next one; how many."""
    return OutboxMail.objects.filter(state=MailState.SENDING.value, lease_holder=holder).update(
        state=MailState.WAITING.value, due_at=at, lease_until=None, lease_holder=""
    )


def _held(letter: OutboxMail) -> OutboxMailSet:
    """The row, as long as it is held as it was taken: a later taker has another name or another try."""
    return OutboxMail.objects.filter(
        pk=letter.pk,
        state=MailState.SENDING.value,
        lease_holder=letter.lease_holder,
        attempts=letter.attempts,
    )
