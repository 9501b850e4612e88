"""A registered request is worked on: started, given to a colleague, asked of sections, tested, extended."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from terbuka.models import (
    Account,
    CaseMessage,
    ConsequenceTest,
    Dispute,
    Event,
    InformationRequest,
    Objection,
    StoredFile,
)
from terbuka.rules.daynames import Day
from terbuka.rules.language import say
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.clocks import EXTENSION, has_passed
from terbuka.rules.register.numbering import NumberKind
from terbuka.rules.register.post import FileKind, MessageKind
from terbuka.rules.register.requests import RequestStatus, may_become, may_extend
from terbuka.rules.ruling import BadInput, Ruling, refuse
from terbuka.services.people import day_at
from terbuka.services.register.numbering import next_number
from terbuka.services.register.places import local_day, place_of
from terbuka.services.register.rows import CLOCK, REQUEST, held, note, set_clock, write
from terbuka.services.register.telling import post, tell_office, write_to_applicant
from terbuka.services.units import BadFields
from terbuka.services.units.checks import line, lines

LONGEST_MESSAGE = 20_000


@transaction.atomic
def start_request(
    request: InformationRequest, *, expected: int | None = None, by: Account, at: datetime
) -> InformationRequest:
    """Begin to work on a registered request. Raises Refused, Stale."""
    row = held(request, expected)
    may_become(RequestStatus(row.status), RequestStatus.IN_PROCESS).enforce()
    row.status = RequestStatus.IN_PROCESS.value
    row.assigned_to = row.assigned_to or by
    write(row, ["assigned_to"])
    note(row, "start", by=by, at=at)
    return row


@transaction.atomic
def assign_request(
    request: InformationRequest, *, to: Account | None, by: Account, at: datetime
) -> InformationRequest:
    """Give the request to a colleague, or to nobody. Raises BadInput for somebody of another office."""
    row = held(request)
    if to is not None and not to.may(Act.SERVE, row.unit, on=day_at(row.unit, at)):
        raise BadInput(say("Orang ini tidak bertugas melayani permohonan di satker ini."))
    row.assigned_to = to
    write(row, ["assigned_to"])
    note(row, "assign", by=by, at=at, to=to.pk if to else None)
    if to is not None:
        key = f"case_assigned-{row.pk}-{row.version}"
        tell_office(row, Kind.CASE_ASSIGNED, Act.SERVE, key=key, people=[to], by=by, at=at)
    return row


@transaction.atomic
def link_test(
    request: InformationRequest,
    *,
    test: ConsequenceTest,
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> InformationRequest:
    """Hang the answer on a consequence test; the clock runs on. Raises BadInput, Refused, Stale."""
    row = held(request, expected)
    if test.unit_id != row.unit_id:
        raise BadInput(say("Uji konsekuensi ini milik satker lain."))
    row.test = test
    if row.status == RequestStatus.IN_PROCESS:
        row.status = RequestStatus.CONSEQUENCE_TEST.value
    elif RequestStatus(row.status) not in (RequestStatus.CONSEQUENCE_TEST, RequestStatus.EXTENDED):
        may_become(RequestStatus(row.status), RequestStatus.CONSEQUENCE_TEST).enforce()
    write(row, ["test"])
    note(row, "link_test", by=by, at=at, test=test.pk)
    return row


def extension_ruling(row: InformationRequest, reason: str, at: datetime) -> Ruling:
    """May the answer of this request be extended at a moment, for this reason?"""
    if row.due_on is None:
        return refuse(say("Tidak ada tenggat yang berjalan pada permohonan ini."))
    today = local_day(row.unit, at)
    return may_extend(
        RequestStatus(row.status),
        is_extended=row.extended_at is not None,
        is_late=today > row.due_on,
        is_after_hours=today == row.due_on and has_passed(row.due_on, at, place_of(row.unit)),
        reason=reason,
    )


@transaction.atomic
def extend_answer(
    request: InformationRequest, *, reason: str, expected: int | None = None, by: Account, at: datetime
) -> InformationRequest:
    """Extend the answer once, with written reasons, before the last day ends (RQ-07, RQ-09).

    Both limits count as one stretch from the day of registration. Raises Refused, Stale.
    """
    row = held(request, expected)
    extension_ruling(row, reason, at).enforce()
    assert row.registered_at
    before = row.due_on
    given = next_number(row.unit, NumberKind.EXTENSION, local_day(row.unit, at).year)
    row.extended_at, row.extended_by, row.extension_reason = at, by, lines(5_000)(reason)
    row.status = RequestStatus.EXTENDED.value
    set_clock(row, EXTENSION, row.registered_at)
    row.first_reply_at = row.first_reply_at or at
    write(row, ["extended_at", "extended_by", "extension_reason", "first_reply_at", *CLOCK])
    note(row, "extend", by=by, at=at, number=given.number, before=str(before), due=str(row.due_on))
    assert row.due_on
    write_to_applicant(
        row,
        key=f"extended-{row.pk}",
        subject=say("Jawaban permohonan Anda diperpanjang"),
        body=say(
            "{unit} memerlukan waktu lebih untuk menjawab permohonan {number}, karena: {reason} "
            "Jawaban tertulis Anda terima paling lambat {due}.",
            unit=row.unit.name,
            number=row.number,
            reason=row.extension_reason,
            due=Day(row.due_on),
        ),
        by=by,
        at=at,
    )
    return row


def _words(body: str) -> str:
    kept = lines(LONGEST_MESSAGE)(body)
    if not kept:
        raise BadFields({"body": say("Tulis pesannya.")})
    return kept


@transaction.atomic
def write_note[C: (InformationRequest, Objection, Dispute)](
    case: C, *, body: str, by: Account, at: datetime
) -> CaseMessage:
    """A note for colleagues alone; the applicant never sees it. Raises BadFields."""
    row = held(case)
    message = post(row, kind=MessageKind.NOTE, body=_words(body), by=by, at=at)
    note(row, "note", by=by, at=at, message=message.pk)
    return message


@transaction.atomic
def reply(
    request: InformationRequest,
    *,
    body: str,
    files: Sequence[StoredFile] = (),
    channel: Channel = Channel.SYSTEM,
    key: str,
    by: Account,
    at: datetime,
) -> CaseMessage:
    """Write to the applicant beside the formal letters; the first word counts for the access test.

    `key` is that of the form: sent twice, written once. Raises BadFields.
    """
    row = held(request)
    words = _words(body)
    sent = Event.objects.about(REQUEST, row.pk).filter(verb="reply", payload__key=key).first()
    if sent is not None:
        return CaseMessage.objects.get(pk=sent.payload["message"])
    message = write_to_applicant(
        row,
        key=f"reply-{row.pk}-{key}",
        subject=say("Pesan tentang permohonan Anda"),
        body=words,
        channel=channel,
        files=files,
        file_kind=FileKind.ANSWER,  # whoever asked may open what is sent along
        by=by,
        at=at,
    )
    row.first_reply_at = row.first_reply_at or at
    write(row, ["first_reply_at"])
    note(row, "reply", by=by, at=at, message=message.pk, key=key)
    return message


@transaction.atomic
def hear_applicant[C: (InformationRequest, Objection, Dispute)](
    case: C,
    *,
    body: str,
    subject: str = "",
    files: Sequence[StoredFile] = (),
    channel: Channel,
    message_id: str = "",
    by: Account | None = None,
    at: datetime,
) -> CaseMessage:
    """Keep what the applicant wrote, on whatever way, and tell the office. Raises BadFields."""
    row = held(case)
    message = post(
        row,
        kind=MessageKind.FROM_APPLICANT,
        body=_words(body) if not files else lines(LONGEST_MESSAGE)(body),
        subject=line(300)(subject),
        files=files,
        channel=channel,
        message_id=message_id,
        by=by,
        at=at,
    )
    note(row, "hear", by=by, at=at, message=message.pk, channel=channel.value)
    tell_office(row, Kind.CASE_MESSAGE, Act.SERVE, key=f"case_message-{message.pk}", by=by, at=at)
    return message
