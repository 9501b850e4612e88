"""Letters, written with the act that causes them, whose event tells of it; `jobs/outbox.py` sends them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac

from terbuka.models import NotificationWish, OutboxMail
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

SUBJECT_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Thread:
    """What makes a letter part of a conversation: whose it is, where replies go, what it answers.

    `attachments` are `{"sha256", "name", "mime"}` of stored blobs; `references` are Message-IDs,
    oldest first.
    """

    from_name: str = ""
    reply_to: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: Sequence[dict[str, str]] = ()


def send(
    *,
    key: str,
    to: str,
    subject: str,
    body: str,
    stop: str = "",
    thread: Thread | None = None,
    due_at: datetime | None = None,
    at: datetime,
) -> OutboxMail | None:
    """Write a letter into the outbox, to leave now or at `due_at`.

    None without a mail server, or to an address that came back: then a link is
    handed over instead. `key` names the cause: a second letter of the same key is
    the first one. `stop` is the token that ends letters of its sort, `thread` makes it part
    of a conversation. Raises BadInput for an address that cannot be one.
    """
    if not settings.MAIL_SERVER:
        return None
    if not is_address(to):
        raise BadInput(say("Alamat surel {address} tidak dapat dipakai.", address=to))
    if has_bounced(to):
        return None
    told = {"to": to, "subject": one_line(subject), "body": body, "stop": stop}
    times = {"created_at": at, "due_at": due_at or at}
    letter, _is_new = OutboxMail.objects.get_or_create(
        key=key, defaults={**told, **times, **_threaded(thread or Thread())}
    )
    return letter


def _threaded(part: Thread) -> dict[str, Any]:
    return {
        "from_name": one_line(part.from_name)[:200],
        "reply_to": part.reply_to,
        "in_reply_to": part.in_reply_to,
        "references": " ".join(part.references[-20:]),
        "attachments": list(part.attachments),
    }


def is_address(to: str) -> bool:
    """Could this be an e-mail address?"""
    try:
        validate_email(to)
    except ValidationError:
        return False
    return True


def one_line(subject: str) -> str:
    """A subject fit for its header."""
    return " ".join(subject.split())[:SUBJECT_LENGTH]


def has_bounced(to: str) -> bool:
    """Did the mail server say of this person's address that it does not exist?"""
    return NotificationWish.objects.filter(account__email=to.lower(), bounced_at__isnull=False).exists()


def message_id(letter: OutboxMail) -> str:
    """The Message-ID of a letter, the same at every try; nobody else can guess it."""
    digest = salted_hmac("terbuka.message-id", letter.key, algorithm="sha256").hexdigest()[:40]
    return f"<{letter.pk}.{digest}@{settings.MAIL_FROM.rpartition('@')[2]}>"
