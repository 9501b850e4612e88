"""The outbox leaves over SMTP: one letter under one lease, tried again with longer and longer pauses.

A letter that is sent again, because its sender was killed before it could note the
server's yes, is the same to the last byte: its Message-ID comes from its key, so
that mail programs show it once. One that may be stopped says how (RFC 2369, RFC 8058).
"""

import hashlib
import smtplib
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from terbuka.models import Blob, OutboxMail
from terbuka.rules.bounces import is_dead_address
from terbuka.rules.inbound import OWN_HEADER
from terbuka.services import notify
from terbuka.services.files import open_blob
from terbuka.services.jobs import outbox
from terbuka.services.jobs.pulse import Pulse

TIMEOUT = 30.0
# Headers are not folded into encoded words: programs read the addresses in them.
WIRE = SMTP.clone(max_line_length=998)
_PERMANENT = range(500, 600)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a try: `fault` is "" for nothing wrong; `is_dead`: there is no such mailbox."""

    fault: str = ""
    for_good: bool = False
    is_dead: bool = False


def message_of(letter: OutboxMail) -> EmailMessage:
    """The letter as it goes over the wire; equal for an equal row."""
    message = EmailMessage(policy=WIRE)
    message["From"] = _sender(letter)
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.created_at)
    message["Message-ID"] = notify.message_id(letter)
    message["Auto-Submitted"] = "auto-generated"
    # By this a letter of ours is known when it comes back in a circle.
    message[OWN_HEADER] = settings.SITE.hostname or "1"
    for name, value in (
        ("Reply-To", letter.reply_to),
        ("In-Reply-To", letter.in_reply_to),
        ("References", letter.references),
    ):
        if value:
            message[name] = value
    if letter.stop:
        path = reverse("unsubscribe", args=[letter.stop])
        message["List-Unsubscribe"] = f"<{settings.SITE.geturl().rstrip('/')}{path}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.body, cte="quoted-printable")
    for one in letter.attachments:
        _attach(message, one)
    if letter.attachments:
        # Not by chance, as the library draws it: the same row is the same letter.
        message.set_boundary(f"=_{hashlib.sha256(letter.key.encode()).hexdigest()[:40]}")
    return message


def _sender(letter: OutboxMail) -> str:
    """The installation's own address, for which alone its SPF record speaks, under the unit's name."""
    if not letter.from_name:
        return str(settings.MAIL_FROM)
    return formataddr((letter.from_name.replace('"', "'"), settings.MAIL_FROM))


def _attach(message: EmailMessage, one: dict[str, str]) -> None:
    """Put a stored file into the letter. Raises FileNotFoundError where its bytes are gone."""
    kind, _slash, subkind = one["mime"].partition("/")
    if kind in ("", "message", "multipart"):
        kind, subkind = "application", "octet-stream"
    with open_blob(Blob(sha256=one["sha256"])) as content:
        message.add_attachment(
            content.read(), maintype=kind, subtype=subkind or "octet-stream",
            filename=one["name"],
        )  # fmt: skip


def send_one(pulse: Pulse, *, now: Callable[[], datetime] = timezone.now) -> bool:
    """Send the next letter that is due. False when there is none."""
    letter = outbox.take_letter(holder=pulse.holder, at=now()) if settings.MAIL_SERVER else None
    if letter is None:
        return False
    with pulse.keeping(lambda at: outbox.renew_letter(letter, at=at)):
        outcome = _hand_over(letter)
    persist(lambda: _note(letter, outcome, now()))
    return True


def _note(letter: OutboxMail, outcome: Outcome, at: datetime) -> None:
    if not outcome.fault:
        outbox.mark_sent(letter, at=at)
        return
    is_ours = outbox.mark_failed(letter, fault=outcome.fault, for_good=outcome.for_good, at=at)
    if is_ours and outcome.is_dead:
        notify.note_bounce(to=letter.to, told=outcome.fault, at=at)


def _hand_over(letter: OutboxMail) -> Outcome:
    """Give the letter to the server."""
    try:
        message = message_of(letter)
    except (ValueError, FileNotFoundError) as fault:  # Not to be written as a letter at all.
        return Outcome(str(fault), for_good=True)
    try:
        with connected() as server:
            prepare(server)
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as fault:
        return refusal(fault)
    return Outcome()


def refusal(fault: Exception) -> Outcome:
    """What a fault of the server or of the way there means for the letter."""
    match fault:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(fault.recipients.values()))
            told = _told(code, words)
            return Outcome(told, code in _PERMANENT, code in _PERMANENT and is_dead_address(code, told))
        case smtplib.SMTPSenderRefused():
            # The installation's fault, which may be mended.
            return Outcome(_told(fault.smtp_code, fault.smtp_error))
        case smtplib.SMTPDataError():
            told = _told(fault.smtp_code, fault.smtp_error)
            # After the text a bare code blames the text; only a full status blames the address.
            is_dead = is_dead_address(0, told)
            return Outcome(told, fault.smtp_code in _PERMANENT, is_dead)
        case smtplib.SMTPResponseException():
            return Outcome(_told(fault.smtp_code, fault.smtp_error))
    return Outcome(f"{type(fault).__name__}: {fault}")


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


def connected() -> smtplib.SMTP:
    """A connection to the mail server, not yet prepared. Raises OSError, SMTPException."""
    wish = settings.MAIL_SERVER
    if wish["use_ssl"]:
        context = ssl.create_default_context()
        return _ClosingSafe(wish["host"], wish["port"], timeout=TIMEOUT, context=context)
    return _Closing(wish["host"], wish["port"], timeout=TIMEOUT)


def encrypt(server: smtplib.SMTP) -> None:
    """Encrypt the connection where the settings ask for that. Raises OSError, SMTPException."""
    if settings.MAIL_SERVER["use_tls"]:
        server.starttls(context=ssl.create_default_context())


def sign_in(server: smtplib.SMTP) -> None:
    """Give name and password where the settings hold them. Raises OSError, SMTPException."""
    if settings.MAIL_SERVER["user"]:
        server.login(settings.MAIL_SERVER["user"], settings.MAIL_SERVER["password"])


def prepare(server: smtplib.SMTP) -> None:
    """Encrypt and sign in. Raises OSError, SMTPException."""
    encrypt(server)
    sign_in(server)


def persist(note: Callable[[], object]) -> None:
    """Note the outcome even while the database is busy: a letter that has left must not leave again."""
    for _try in range(5):
        try:
            note()
        except OperationalError:
            time.sleep(1)
        else:
            return
    note()
