"""Where a letter goes: to the case it belongs to, to its unit as a new request, or before a person's eyes.

A letter never changes the state of a case. What programs write opens nothing and is
never answered; a forged sender is not answered either; one address gets at most so many
receipts a day, so that no two programs write to each other without end (RFC 3834).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from terbuka.models import (
    Account,
    CaseMessage,
    InboundMail,
    InformationRequest,
    Objection,
    StoredFile,
    WorkUnit,
)
from terbuka.rules.bounces import bounces_of
from terbuka.rules.inbound import Attachment, Automatic, Fault, InboundLetter, kept_faults
from terbuka.rules.language import say, speaking
from terbuka.rules.mailin import bare_subject
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.register.channels import Channel, Delivery
from terbuka.rules.register.post import InboundState, MessageKind
from terbuka.rules.ruling import BadInput, Refused
from terbuka.rules.threading import Known, answered_ids, numbers_in, place, token_in
from terbuka.services import notify
from terbuka.services.events import record
from terbuka.services.files import open_blob, store_evidence, store_file
from terbuka.services.pace import counter
from terbuka.services.people import day_at, reaching
from terbuka.services.register.addressing import case_of_token
from terbuka.services.register.processing import LONGEST_MESSAGE, hear_applicant
from terbuka.services.register.receiving import LONGEST_TEXT, receive_request, tell_received
from terbuka.services.register.rows import OBJECTION, REQUEST, note
from terbuka.services.register.telling import post, tell_office
from terbuka.services.register.whatsapp import VIA as WHATSAPP

type Asked = InformationRequest | Objection

MAIL = "inbound_mail"
RECEIPTS_A_DAY = 40
# A letter to more units than this is for people to look at first.
MOST_UNITS = 40
# Smaller pictures within a text are logos.
_LEAST_PICTURE = 20_000
_DAY = 24 * 3600
_WITH_CASE = ("request__applicant", "request__unit", "objection__applicant", "objection__unit")


@dataclass(frozen=True, slots=True)
class Found:
    """The case that a letter belongs to, by what it was recognised, and what its readers must know."""

    case: Asked
    way: str
    warning: Fault | None


class _Cases:
    """The cases met while one letter is placed, as the rule knows them and as rows."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, int], Asked] = {}

    def known(self, case: Asked) -> Known:
        """The case as the rule sees it."""
        kind = REQUEST if isinstance(case, InformationRequest) else OBJECTION
        self.rows[kind, case.pk] = case
        email = case.applicant.email.strip().lower()
        return Known(kind, case.pk, frozenset({email} if email else ()))


def found_for(letter: InboundLetter) -> Found | None:
    """The case that a letter belongs to; None where nothing sure says so."""
    cases = _Cases()
    tokens = {token for address in letter.addressed if (token := token_in(address))}
    by_address = [cases.known(case) for token in sorted(tokens)[:20] if (case := case_of_token(token))]
    ours: dict[str, Known] = {}
    theirs: dict[str, Known] = {}
    rows = CaseMessage.objects.filter(message_id__in=answered_ids(letter), dispute=None)
    for row in rows.exclude(kind=MessageKind.NOTE.value).select_related(*_WITH_CASE):
        side = ours if row.kind == MessageKind.TO_APPLICANT else theirs
        if case := row.request or row.objection:
            side.setdefault(row.message_id, cases.known(case))
    by_number = [cases.known(case) for case in _numbered(numbers_in(letter.subject)[:10])]
    placing = place(
        letter, by_address=by_address, by_our_letter=ours, by_their_letter=theirs, by_number=by_number
    )
    if placing is None:
        return None
    return Found(cases.rows[placing.case.kind, placing.case.key], placing.way.value, placing.warning)


def _numbered(numbers: Sequence[str]) -> list[Asked]:
    found: list[Asked] = []
    if numbers:
        for rows in (InformationRequest.objects.all(), Objection.objects.all()):
            found += rows.filter(number__in=numbers).select_related("applicant", "unit")
    return found


def settle(
    mail: InboundMail, letter: InboundLetter, found: Found | None, *, units: int, at: datetime
) -> None:
    """Bring a letter to its place; one that is there already stays. `units`: so many it is for."""
    if mail.state != InboundState.NEW:
        return
    why = None if letter.is_automatic or found else _why_not(mail, letter, units, at)
    # Before the transaction, for files take their time; kept twice they are kept once.
    files, is_left = ([], False) if letter.is_automatic or why else keep_files(letter, mail.unit, at=at)
    faults = {*letter.faults, *([Fault.FILES_LEFT] if is_left else [])}
    with transaction.atomic():
        rows = InboundMail.objects.select_for_update(of=("self",)).select_related("unit", "blob")
        row = rows.get(pk=mail.pk)
        if row.state != InboundState.NEW:
            return
        if letter.is_automatic:
            _note_automatic(row, letter, found, faults, at=at)
        elif found:
            faults |= {found.warning} if found.warning else set()
            row.became = thread(found.case, letter, files, at=at)
            row.state = InboundState.THREADED.value
        else:
            why = why or _open(row, letter, files, at=at)
            faults |= {why} if why else set()
            row.state = (InboundState.UNMATCHED if why else InboundState.OPENED).value
            if why:
                tell_waiting(row, at=at)
        row.warning = kept_faults(faults)
        row.save(update_fields=["state", "became", "warning"])
        record(MAIL, row.pk, row.state, by=None, at=at, payload={"unit": row.unit_id})


def tell_waiting(mail: InboundMail, *, at: datetime) -> None:
    """Once a day, those who serve: there are letters that found no place by themselves."""
    units = [mail.unit] if mail.unit else WorkUnit.objects.filter(parent=None)
    for unit in units:
        today = day_at(unit, at)
        notify.tell(
            reaching(unit, Act.SERVE, on=today),
            kind=Kind.CASE_MESSAGE,
            key=f"letters_waiting-{unit.pk}-{today.isoformat()}",
            unit=unit,
            payload={"unit": unit.short_name, "letters": True},
            path=reverse("letters", args=[unit.slug]),
            by=None,
            at=at,
        )


def keep_files(
    letter: InboundLetter, unit: WorkUnit | None, *, at: datetime
) -> tuple[list[StoredFile], bool]:
    """Keep a letter's files for its unit; whether some could not be kept. Call it outside transactions."""
    kept: list[StoredFile] = []
    is_left = False
    if unit is None:
        return kept, is_left
    for one in _worth_keeping(letter):
        try:
            kept.append(_stored(one, unit, at))
        except BadInput:
            is_left = True
    return kept, is_left


def _stored(one: Attachment, unit: WorkUnit, at: datetime) -> StoredFile:
    """Keep one file; what was spoken or filmed on a telephone is kept as it came."""
    if one.mime.startswith("audio/"):
        return store_evidence(unit=unit, name=one.name, content=one.content, mime=one.mime, by=None, at=at)
    is_film = one.mime.startswith("video/")
    return store_file(unit=unit, name=one.name, content=one.content, is_collected=is_film, by=None, at=at)


def _worth_keeping(letter: InboundLetter) -> list[Attachment]:
    """What was attached, and pictures within the text unless they are small; each once."""
    pictures = (one for one in letter.attachments if one.is_inline and len(one.content) >= _LEAST_PICTURE)
    return list({one.content: one for one in (*letter.files, *pictures)}.values())


def thread(
    case: Asked,
    letter: InboundLetter,
    files: Sequence[StoredFile],
    *,
    channel: Channel = Channel.EMAIL,
    by: Account | None = None,
    at: datetime,
) -> CaseMessage:
    """Put a letter into a case, also into one that has ended, and tell the office. Within a transaction."""
    hear: Callable[..., CaseMessage] = hear_applicant
    with speaking("id"):
        nothing = str(say("(Surat tanpa tulisan.)"))
    return hear(
        case,
        body=letter.fresh[:LONGEST_MESSAGE] or nothing,
        subject=letter.subject,
        files=files,
        channel=channel,
        message_id=letter.message_id,
        by=by,
        at=at,
    )


def channel_of(mail: InboundMail) -> Channel:
    """The way on which a letter came."""
    return Channel.WHATSAPP if mail.via == WHATSAPP else Channel.EMAIL


def _why_not(mail: InboundMail, letter: InboundLetter, units: int, at: datetime) -> Fault | None:
    """Why a letter is for a person to look at before it becomes a request; None for no reason."""
    if mail.unit is None or not letter.sender.address:
        return Fault.NO_SENDER if mail.unit else Fault.NO_UNIT
    if letter.is_spoofed:
        return Fault.SPOOFED
    if Fault.EMPTY in letter.faults or Fault.ENCRYPTED in letter.faults:
        return Fault.NOT_KEPT
    if units > MOST_UNITS:
        return Fault.TOO_MANY
    return Fault.TOO_MANY if _is_often(letter.sender.address, at) else None


@transaction.atomic
def refuse_large(mail: InboundMail, letter: InboundLetter, *, at: datetime) -> None:
    """A letter that was too large to be taken: shown to the office, and told to the person who sent it."""
    mail.state = InboundState.REFUSED.value
    mail.warning = kept_faults([Fault.TOO_LARGE])
    mail.save(update_fields=["state", "warning"])
    record(MAIL, mail.pk, mail.state, by=None, at=at, payload={"unit": mail.unit_id})
    to = letter.sender.address
    if letter.is_automatic or letter.is_spoofed or not notify.is_address(to) or _is_often(to, at):
        return
    told = say(
        "Surat Anda tidak dapat diterima karena lebih besar dari {most} MB. Kirim lagi tanpa "
        "lampiran yang besar, atau ajukan permohonan di {site}.",
        most=settings.MAIL_LARGEST // 2**20,
        site=settings.SITE.geturl(),
    )
    with speaking("id"):
        subject = str(say("Surat Anda terlalu besar"))
        notify.send(key=f"letter-too-large-{mail.pk}", to=to, subject=subject, body=str(told), at=at)


def _is_often(address: str, at: datetime) -> bool:
    """Has this address had its receipts of the day?"""
    return counter().count(f"letter {address}", RECEIPTS_A_DAY, at.timestamp(), seconds=_DAY).is_over


def _open(
    mail: InboundMail, letter: InboundLetter, files: Sequence[StoredFile], *, at: datetime
) -> Fault | None:
    try:
        mail.became = open_request(mail, letter, files, by=None, at=at)
    except (BadInput, Refused):
        return Fault.NOT_KEPT
    return None


def open_request(
    mail: InboundMail,
    letter: InboundLetter,
    files: Sequence[StoredFile],
    *,
    by: Account | None,
    at: datetime,
) -> CaseMessage:
    """Make a request of a letter and acknowledge it. Raises BadInput, Refused where its unit has ended."""
    assert mail.unit
    channel, address = channel_of(mail), letter.sender.address
    if channel is Channel.WHATSAPP:
        reached = {"phone": address, "delivery": Delivery.WHATSAPP.value}
    else:
        reached = {"email": address, "delivery": Delivery.EMAIL.value}
    values = {
        "name": letter.sender.name,
        "subject": bare_subject(letter.subject),
        "details": letter.text[:LONGEST_TEXT],
    }
    request = receive_request(
        mail.unit,
        values=values | reached,
        channel=channel,
        key=mail.fingerprint,
        received_at=min(mail.arrived_at, at),
        by=by,
        at=at,
    )
    message = _keep(request, MessageKind.FROM_APPLICANT, letter.text, letter, files, channel=channel, at=at)
    # By this the receipt knows where to go.
    InboundMail.objects.filter(pk=mail.pk).update(became=message)
    tell_received(request, by=by, at=at)
    return message


def _keep(
    case: Asked,
    kind: MessageKind,
    body: str,
    letter: InboundLetter,
    files: Sequence[StoredFile] = (),
    *,
    channel: Channel = Channel.EMAIL,
    at: datetime,
) -> CaseMessage:
    return post(
        case,
        kind=kind,
        body=body,
        subject=letter.subject,
        channel=channel,
        message_id=letter.message_id,
        files=files,
        by=None,
        at=at,
    )


def _note_automatic(
    mail: InboundMail, letter: InboundLetter, found: Found | None, faults: set[Fault], *, at: datetime
) -> None:
    """What a program wrote: noted in its case for the office alone, never answered."""
    mail.state = InboundState.AUTOMATIC.value
    case = _note_bounces(mail, at=at) if letter.automatic is Automatic.REPORT else None
    with speaking("id"):
        if case:
            faults.add(Fault.UNDELIVERED)
            told = str(say("Surat kepada pemohon tidak sampai; hubungi pemohon dengan cara lain."))
            mail.became = _note(case, told, letter, at=at)
            tell_office(case, Kind.CASE_MESSAGE, Act.SERVE, key=f"case_message-{mail.became.pk}", at=at)
        elif found and letter.automatic is not Automatic.OWN:
            told = str(say("Jawaban otomatis dari alamat pemohon:"))
            mail.became = _note(found.case, f"{told}\n\n{letter.fresh}", letter, at=at)


def _note(case: Asked, body: str, letter: InboundLetter, *, at: datetime) -> CaseMessage:
    note(case, "automatic_letter", by=None, at=at)
    return _keep(case, MessageKind.NOTE, body, letter, at=at)


def _note_bounces(mail: InboundMail, *, at: datetime) -> Asked | None:
    """Mark the letters of ours that a report says did not arrive; the case that one of them is of."""
    with open_blob(mail.blob) as raw:
        try:
            bounces = bounces_of(raw.read())
        except BadInput:
            return None
    case: Asked | None = None
    for bounce in bounces:
        letter = notify.letter_of(to=bounce.recipient, message_id_told=bounce.message_id, at=at)
        if letter is None or not bounce.is_dead:
            continue
        notify.note_bounce(to=letter.to, told=bounce.told, letter=letter, at=at)
        row = CaseMessage.objects.filter(message_id=notify.message_id(letter)).first()
        case = (row.request or row.objection) if row else case
    return case
