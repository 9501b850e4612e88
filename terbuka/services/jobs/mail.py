"""The outbox leaves over SMTP: one letter under one lease, tried again with longer and longer pauses.

A letter that is sent again, because its sender was killed before it could note the
server's yes, is the same to the last byte: its Message-ID comes from its key, so
that mail programs show it once.
"""

import hashlib
import smtplib
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from terbuka.models import OutboxMail
from terbuka.services.jobs import outbox
from terbuka.services.jobs.pulse import Pulse

TIMEOUT = 30.0
_PERMANENT = range(500, 600)


def message_of(letter: OutboxMail) -> EmailMessage:
    """The letter as it goes over the wire; equal for an equal row."""
    digest = hashlib.sha256(letter.key.encode()).hexdigest()[:40]
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.MAIL_FROM
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.created_at)
    message["Message-ID"] = f"<{digest}@{settings.MAIL_FROM.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body, cte="quoted-printable")
    return message


def send_one(pulse: Pulse, *, now: Callable[[], datetime] = timezone.now) -> bool:
    """Send the next letter that is due. False when there is none."""
    letter = outbox.take_letter(holder=pulse.holder, at=now()) if settings.MAIL_SERVER else None
    if letter is None:
        return False
    with pulse.keeping(lambda at: outbox.renew_letter(letter, at=at)):
        fault, for_good = _hand_over(letter)
    if fault:
        _persist(lambda: outbox.mark_failed(letter, fault=fault, for_good=for_good, at=now()))
    else:
        _persist(lambda: outbox.mark_sent(letter, at=now()))
    return True


def _hand_over(letter: OutboxMail) -> tuple[str, bool]:
    """Give the letter to the server. What went wrong ("" for nothing), and whether it always will."""
    try:
        message = message_of(letter)
    except ValueError as fault:  # Not to be written as a letter at all.
        return str(fault), True
    try:
        with _server() as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as fault:
        code, words = next(iter(fault.recipients.values()))
        return _told(code, words), code in _PERMANENT
    except smtplib.SMTPSenderRefused as fault:
        # The installation's fault, which may be mended.
        return _told(fault.smtp_code, fault.smtp_error), False
    except smtplib.SMTPDataError as fault:
        return _told(fault.smtp_code, fault.smtp_error), fault.smtp_code in _PERMANENT
    except (OSError, smtplib.SMTPException) as fault:
        return f"{type(fault).__name__}: {fault}", False
    return "", False


def _told(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"


class _Closing(smtplib.SMTP):
    """A connection whose goodbye does not matter: the letter is handed over by then."""

    def __exit__(self, *_fault: object) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self.quit()
        self.close()


class _ClosingSafe(_Closing, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def _server() -> smtplib.SMTP:
    """A connection to the mail server, signed in where it asks for that. Raises OSError, SMTPException."""
    wish = settings.MAIL_SERVER
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if wish["use_ssl"]:
        server = _ClosingSafe(wish["host"], wish["port"], timeout=TIMEOUT, context=context)
    else:
        server = _Closing(wish["host"], wish["port"], timeout=TIMEOUT)
    try:
        if wish["use_tls"]:
            server.starttls(context=context)
        if wish["user"]:
            server.login(wish["user"], wish["password"])
    except BaseException:
        server.close()
        raise
    return server


def _persist(note: Callable[[], object]) -> None:
    """Note the outcome even while the database is busy: a letter that has left must not leave again."""
    for _try in range(5):
        try:
            note()
        except OperationalError:
            time.sleep(1)
        else:
            return
    note()
