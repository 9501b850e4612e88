"""Letters, written with the act that causes them, whose event tells of it; `jobs/outbox.py` sends them."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from terbuka.models import OutboxMail
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

SUBJECT_LENGTH = 300


def send(*, key: str, to: str, subject: str, body: str, at: datetime) -> OutboxMail | None:
    """Write a letter into the outbox; None without a mail server, where a link is handed over instead.

    `key` names the cause: a second letter of the same key is the first one. Raises
    BadInput for an address that cannot be one.
    """
    if not settings.MAIL_SERVER:
        return None
    try:
        validate_email(to)
    except ValidationError:
        raise BadInput(say("Alamat surel {address} tidak dapat dipakai.", address=to)) from None
    letter, _is_new = OutboxMail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "subject": " ".join(subject.split())[:SUBJECT_LENGTH],
            "body": body,
            "created_at": at,
            "due_at": at,
        },
    )
    return letter
