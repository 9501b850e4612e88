"""Messages that come by WhatsApp: kept first, then brought to their case or before an officer's eyes.

They are letters of another carrier: one row of `InboundMail` each, in the same queue. A message
finds its case by the code in it, or by its number where that has one open case here.
"""

import hashlib
import logging
from datetime import datetime, timedelta

from django.db import transaction

from terbuka.models import Blob, InboundMail, InformationRequest, Objection, OutboxChat, WorkUnit
from terbuka.rules.inbound import Attachment as Attached
from terbuka.rules.inbound import Authentication, Correspondent, Fault, InboundLetter, kept_faults
from terbuka.rules.language import say, speaking
from terbuka.rules.register import objections, requests
from terbuka.rules.register.post import InboundState
from terbuka.rules.ruling import BadInput
from terbuka.rules.whatsapp import Incoming, codes_in, read_kept
from terbuka.services.events import record
from terbuka.services.files import open_blob, put_blob
from terbuka.services.register.arriving import MAIL, channel_of, keep_files, tell_waiting, thread
from terbuka.services.register.receiving import subject_from
from terbuka.services.register.sealing import CODE_LENGTH, code_digest
from terbuka.services.register.whatsapp import VIA, Asked, is_own, unit_of

MIME = "application/json"
# A message that WhatsApp could not deliver to us waits there for so long.
_OLDEST = timedelta(days=7)
_ENDED = {one.value for one in (*requests.ENDED, *objections.ENDED)}
_log = logging.getLogger(__name__)


def take_message(message: Incoming, *, at: datetime) -> InboundMail | None:
    """Keep a message; None for one that came before, or to a number of no unit of ours.

    Call it outside any transaction. Once this returns the message is safe. Raises DiskFull.
    """
    unit = unit_of(message.number_id)
    if unit is None:
        _log.warning("a message to the WhatsApp number %s, which no unit has named", message.number_id)
        return None
    fingerprint = hashlib.sha256(f"{VIA}\n{message.key}".encode()).hexdigest()
    if InboundMail.objects.filter(fingerprint=fingerprint).exists():
        return None
    blob = put_blob(message.raw, MIME, at=at)
    values = {
        "unit": unit,
        "blob": blob,
        "header_id": message.key,
        "via": VIA,
        "sender": message.sender,
        "subject": (subject_from(message.text) or (message.medium.name if message.medium else ""))[:300],
        "arrived_at": max(min(message.sent_at, at), at - _OLDEST),
    }
    with transaction.atomic():
        mail, is_new = InboundMail.objects.get_or_create(fingerprint=fingerprint, defaults=values)
        if is_new:
            record(MAIL, mail.pk, "arrive", by=None, at=at, payload={"unit": unit.pk, "via": VIA})
    return mail if is_new else None


def incoming_in(mail: InboundMail) -> Incoming:
    """A message as it was kept. Raises FileNotFoundError, BadInput."""
    with open_blob(mail.blob) as raw:
        try:
            return read_kept(raw.read())
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BadInput(say("Pesan ini tersimpan dalam keadaan rusak.")) from None


def chat_in(mail: InboundMail, *, is_medium_left: bool = False) -> InboundLetter:
    """A kept message in the form of a letter, with the files that were fetched. Raises as `incoming_in`."""
    said = incoming_in(mail)
    files = []
    for one in mail.files:
        with open_blob(Blob(sha256=one["sha256"])) as content:
            files.append(Attached(one["name"], one["mime"], content.read()))
    text, nobody = said.text, Correspondent("")
    with speaking("id"):
        if said.medium and not files and (is_medium_left or mail.state != InboundState.NEW):
            left = say("(Berkas {name} tidak dapat diambil dari WhatsApp.)", name=said.medium.name)
            text = f"{text}\n{left}".strip()
        elif said.medium and not text:
            text = str(say("(Berkas: {name})", name=said.medium.name))
    return InboundLetter(
        sender=Correspondent(said.sender, said.name),
        reply_to=nobody,
        to=(),
        cc=(),
        addressed=(),
        subject="",
        message_id=said.key,
        in_reply_to=(said.answers,) if said.answers else (),
        references=(),
        sent_at=said.sent_at,
        text=text,
        fresh=text,
        attachments=tuple(files),
        automatic=None,
        authentication=Authentication(),
        faults=() if text else (Fault.EMPTY,),
    )


@transaction.atomic
def keep_medium(mail: InboundMail, *, blob: Blob, name: str, mime: str, at: datetime) -> InboundMail:
    """Note the file of a message that was fetched and lies in the data folder."""
    row = InboundMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    row.files = [{"sha256": blob.sha256, "name": name, "mime": mime}]
    row.save(update_fields=["files"])
    record(MAIL, row.pk, "keep_medium", by=None, at=at, payload={"unit": row.unit_id, "size": blob.size})
    mail.files = row.files
    return mail


def settle_message(mail: InboundMail, *, is_medium_left: bool = False, at: datetime) -> InboundMail:
    """Bring a message to its place; one that is there already stays. Call it outside any transaction."""
    letter = chat_in(mail, is_medium_left=is_medium_left)
    assert mail.unit
    case = case_for(mail.unit, letter)
    files, is_left = keep_files(letter, mail.unit, at=at) if case else ([], False)
    faults = {*letter.faults, *([Fault.FILES_LEFT] if is_left else [])}
    faults |= {Fault.MEDIUM_LEFT} if is_medium_left else set()
    with transaction.atomic():
        rows = InboundMail.objects.select_for_update(of=("self",)).select_related("unit", "blob")
        row = rows.get(pk=mail.pk)
        if row.state != InboundState.NEW:
            return row
        if case is None:
            row.state = InboundState.UNMATCHED.value
            tell_waiting(row, at=at)
        else:
            row.state = InboundState.THREADED.value
            row.became = thread(case, letter, files, channel=channel_of(row), at=at)
        row.warning = kept_faults(faults)
        row.save(update_fields=["state", "became", "warning"])
        record(MAIL, row.pk, row.state, by=None, at=at, payload={"unit": row.unit_id})
    return row


def case_for(unit: WorkUnit, letter: InboundLetter) -> Asked | None:
    """The case of this unit that a message belongs to; None where nothing sure says so."""
    for code in codes_in(letter.text, length=CODE_LENGTH):
        if (case := _by_code(unit, code)) is not None:
            return case
    known = _cases_of(unit, letter.sender.address)
    quoted = OutboxChat.objects.filter(chat_id__in=[one for one in letter.in_reply_to if one])
    for row in quoted.select_related("message"):
        for case in known:
            if case in (row.message.request, row.message.objection):
                return case
    still_open = [case for case in known if case.status not in _ENDED]
    return still_open[0] if len(still_open) == 1 else None


def _by_code(unit: WorkUnit, code: str) -> Asked | None:
    digest = code_digest(code)
    for rows in (InformationRequest.objects.all(), Objection.objects.all()):
        found = rows.filter(unit=unit, code_digest=digest).select_related("unit", "applicant").first()
        if found is not None:
            return found
    return None


def _cases_of(unit: WorkUnit, number: str) -> list[Asked]:
    """The cases here in which this number has proved itself, each once, the newest first."""
    asked, parts = ("request", "objection"), ("applicant", "unit")
    around = [f"became__{kind}__{part}" for kind in asked for part in parts]
    rows = InboundMail.objects.filter(unit=unit, via=VIA, sender=number).exclude(became=None)
    found: dict[tuple[str, int], Asked] = {}
    for mail in rows.select_related(*around).order_by("-arrived_at", "-pk")[:200]:
        case = mail.became and (mail.became.request or mail.became.objection)
        if case and (mail.settled_by_id is None or is_own(case.applicant.phone, number)):
            found.setdefault((type(case).__name__, case.pk), case)
    return list(found.values())
