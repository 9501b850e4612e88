"""Letters that come in are kept before anything is done with them, then brought to their case or their unit.

Nothing is lost: the bytes lie in the data folder and a row names them before the sender
hears that the letter was taken; what stops halfway is taken up again (`read_waiting`).
The same letter twice is one, whichever way it comes.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from terbuka.documents.mails import read_letter
from terbuka.models import Blob, InboundMail, WorkUnit
from terbuka.rules.inbound import Fault, InboundLetter, kept_faults
from terbuka.rules.register.post import InboundState
from terbuka.services.events import record
from terbuka.services.files import open_blob, put_blob
from terbuka.services.register.arriving import MAIL, Found, found_for, refuse_large, settle
from terbuka.services.register.incoming_chats import chat_in
from terbuka.services.register.mailboxes import own_addresses, units_of
from terbuka.services.register.whatsapp import VIA as WHATSAPP

MIME = "message/rfc822"
_TRIED_AGAIN = timedelta(minutes=1)
_GIVEN_UP = timedelta(hours=6)
_AT_ONCE = 100
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a letter: one row for each unit that it is for. `is_new`: it had not come before."""

    mails: tuple[InboundMail, ...]
    is_new: bool


def take_letter(raw: bytes, *, via: str, unit: WorkUnit | None = None, at: datetime) -> Taken:
    """Keep a letter and bring it where it belongs. Call it outside any transaction.

    `via` says how it came ("smtp", "imap"), `unit` in whose mailbox it lay, if that is known.
    Once this returns the letter is safe. Raises BadInput for one larger than
    TERBUKA_MAIL_LARGEST, DiskFull where there is no room.
    """
    if len(raw) > settings.MAIL_LARGEST:
        letter_of(raw)
    blob = put_blob(raw, MIME, at=at)
    letter = letter_of(raw)
    found = found_for(letter)
    units = [found.case.unit] if found else meant_by(letter, unit)
    meant: list[WorkUnit | None] = [*units] or [None]
    rows = [_row(one, letter, raw, blob, via=via, at=at) for one in meant]
    for mail, _is_new in rows:
        _settle_safely(mail, letter, found, units=len(units), at=at)
    return Taken(tuple(mail for mail, _is_new in rows), any(is_new for _mail, is_new in rows))


def meant_by(letter: InboundLetter, unit: WorkUnit | None) -> list[WorkUnit]:
    """The units that a letter is for: in whose mailbox it lay, and those that it is addressed to."""
    found = {one.pk: one for one in (*([unit] if unit else []), *units_of(letter.addressed))}
    return list(found.values())


def take_head(head: bytes, *, via: str, unit: WorkUnit | None = None, at: datetime) -> Taken:
    """Keep the header of a letter that is too large, for the office to see; its sender is told."""
    blob = put_blob(head, MIME, at=at)
    letter = letter_of(head)
    rows = []
    units: list[WorkUnit | None] = [*meant_by(letter, unit)] or [None]
    for one in units:
        mail, is_new = _row(one, letter, head, blob, via=via, at=at)
        if is_new:
            refuse_large(mail, letter, at=at)
        rows.append((mail, is_new))
    return Taken(tuple(mail for mail, _is_new in rows), any(is_new for _mail, is_new in rows))


def letter_of(raw: bytes) -> InboundLetter:
    """A letter as this installation reads it. Raises BadInput for one that is too large."""
    return read_letter(raw, most=settings.MAIL_LARGEST, own=own_addresses(), trusted=settings.MAIL_TRUSTED)


def letter_in(mail: InboundMail) -> InboundLetter:
    """A letter that was kept, read anew. Raises FileNotFoundError where its bytes are gone, BadInput."""
    if mail.via == WHATSAPP:
        return chat_in(mail)
    with open_blob(mail.blob) as raw:
        return letter_of(raw.read())


def _fingerprint(unit: WorkUnit | None, letter: InboundLetter, raw: bytes) -> str:
    """The same for the same letter, whatever the servers on its way wrote above it."""
    _head, _gap, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    told = (str(unit.pk if unit else ""), letter.message_id, letter.sender.address, letter.subject)
    whole = "\n".join(told).encode() + hashlib.sha256(body.rstrip()).digest()
    return hashlib.sha256(whole).hexdigest()


def _row(
    unit: WorkUnit | None, letter: InboundLetter, raw: bytes, blob: Blob, *, via: str, at: datetime
) -> tuple[InboundMail, bool]:
    values = {
        "unit": unit,
        "blob": blob,
        "header_id": letter.message_id,
        "via": via,
        "sender": letter.sender.address,
        "subject": letter.subject,
        "warning": kept_faults(letter.faults),
        "arrived_at": at,
    }
    with transaction.atomic():
        fingerprint = _fingerprint(unit, letter, raw)
        mail, is_new = InboundMail.objects.get_or_create(fingerprint=fingerprint, defaults=values)
        if is_new:
            told = {"unit": mail.unit_id, "via": via}
            record(MAIL, mail.pk, "arrive", by=None, at=at, payload=told)
    return mail, is_new


def _settle_safely(
    mail: InboundMail, letter: InboundLetter, found: Found | None, *, units: int, at: datetime
) -> None:
    """The letter is safe by now: what goes wrong here is told to the log and tried again later."""
    try:
        settle(mail, letter, found, units=units, at=at)
    except Exception:
        _log.exception("letter %s waits: it could not be brought to its place yet", mail.pk)
    mail.refresh_from_db()


def read_waiting(_subject_id: int = 0, *, at: datetime) -> int:
    """Bring letters to their place whose reader was stopped; after six hours a person does. How many."""
    rows = InboundMail.objects.filter(state=InboundState.NEW.value, arrived_at__lt=at - _TRIED_AGAIN)
    rows = rows.exclude(via=WHATSAPP)  # jobs/chats.py brings those, with what belongs to them
    waiting = list(rows.select_related("unit", "blob").order_by("arrived_at", "pk")[:_AT_ONCE])
    for mail in waiting:
        if mail.arrived_at < at - _GIVEN_UP:
            _give_up(mail, at=at)
            continue
        try:
            letter = letter_in(mail)
        except (OSError, ValueError):
            _log.exception("letter %s waits: its bytes cannot be read", mail.pk)
            continue
        _settle_safely(mail, letter, found_for(letter), units=1, at=at)
    return len(waiting)


@transaction.atomic
def _give_up(mail: InboundMail, *, at: datetime) -> None:
    row = InboundMail.objects.select_for_update().get(pk=mail.pk)
    if row.state != InboundState.NEW:
        return
    row.state = InboundState.UNMATCHED.value
    row.warning = f"{row.warning} {Fault.NOT_KEPT}".strip()
    row.save(update_fields=["state", "warning"])
    record(MAIL, row.pk, "give_up", by=None, at=at, payload={"unit": row.unit_id})
