"""What applicants and officers are told of a case: by letter, on the applicant's page, in the inbox.

No letter to the office, no event and no key names the applicant: who may read the case reads it there.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings

from terbuka.models import Account, CaseFile, CaseMessage, Dispute, InformationRequest, Objection, StoredFile
from terbuka.rules.language import Phrase, speaking
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.phrases import in_both
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.disputes import STATUS_WORDS, DisputeStatus
from terbuka.rules.register.post import FileKind, MessageKind
from terbuka.services.notify import Thread, is_address, message_id, send, tell
from terbuka.services.people import day_at, reaching
from terbuka.services.register.addressing import reply_address
from terbuka.services.register.places import Case, own_path, work_path
from terbuka.services.register.whatsapp import queue_chat


def post(
    case: Case,
    *,
    kind: MessageKind,
    body: str,
    subject: str = "",
    channel: Channel = Channel.SYSTEM,
    message_id: str = "",
    files: Sequence[StoredFile] = (),
    file_kind: FileKind = FileKind.ATTACHMENT,
    by: Account | None,
    at: datetime,
) -> CaseMessage:
    """Keep a message of a case with its files; the act that calls records the event."""
    place = {_field(case): case}
    message = CaseMessage.objects.create(
        **place,
        kind=kind.value,
        channel=channel.value,
        subject=subject[:300],
        body=body,
        at=at,
        by=by,
        message_id=message_id[:300],
    )
    CaseFile.objects.bulk_create(
        CaseFile(
            **place,
            message=message,
            kind=file_kind.value,
            file=file,
            title=file.name,
            added_at=at,
            added_by=by,
            released_at=at if by and file_kind is FileKind.ANSWER else None,
            released_by=by if file_kind is FileKind.ANSWER else None,
        )
        for file in files
    )
    return message


def _field(case: Case) -> str:
    return {InformationRequest: "request", Objection: "objection", Dispute: "dispute"}[type(case)]


def write_to_applicant(
    case: InformationRequest | Objection,
    *,
    key: str,
    subject: Phrase | str,
    body: Phrase | str,
    channel: Channel = Channel.SYSTEM,
    files: Sequence[StoredFile] = (),
    file_kind: FileKind = FileKind.ANSWER,
    waits: timedelta | None = None,
    by: Account | None,
    at: datetime,
) -> CaseMessage:
    """A message to the applicant: on the own page in any case, and by mail where an address is known.

    To WhatsApp too, where the applicant writes so, unless `channel` says that it was told. `key`
    names its cause: one cause writes one letter. The letter bears the link to the page; files
    stay there. `waits`: how long the letter waits for what is enclosed. Words are made in the
    applicant's language.
    """
    applicant = case.applicant
    with speaking(applicant.language or "id"):
        head, words = str(subject), str(body)
    message = post(
        case,
        kind=MessageKind.TO_APPLICANT,
        subject=head,
        body=words,
        channel=channel,
        files=files,
        file_kind=file_kind,
        by=by,
        at=at,
    )
    if applicant.email and is_address(applicant.email):
        _mail(case, message, key=key, due_at=at + waits if waits else None, at=at)
    if channel is Channel.SYSTEM:
        queue_chat(case, message, key=key, at=at)
    return message


def _mail(
    case: InformationRequest | Objection,
    message: CaseMessage,
    *,
    key: str,
    due_at: datetime | None,
    at: datetime,
) -> None:
    link = f"{settings.SITE.geturl().rstrip('/')}{own_path(case)}"
    letter = send(
        key=f"case-{key}",
        to=case.applicant.email,
        subject=message.subject if not case.number else f"{message.subject} [{case.number}]",
        body=f"{message.body}\n\n{link}\n\n{case.unit.name}\n",
        thread=_thread(case, message),
        due_at=due_at,
        at=at,
    )
    if letter is not None:
        message.message_id = message_id(letter)
        message.save(update_fields=["message_id"])


def _thread(case: InformationRequest | Objection, message: CaseMessage) -> Thread:
    """The conversation of a case by its letters so far; a reply comes back to the unit's mailbox."""
    known = case.messages.exclude(pk=message.pk).exclude(message_id="")
    before = tuple(known.order_by("at", "pk").values_list("message_id", flat=True))
    last = known.filter(kind=MessageKind.FROM_APPLICANT.value).order_by("-at", "-pk").first()
    answered = last.message_id if last else (before[-1] if before else "")
    return Thread(case.unit.name, reply_address(case), answered, before)


def tell_office(
    case: Case,
    kind: Kind,
    act: Act,
    *,
    key: str,
    people: Iterable[Account] | None = None,
    by: Account | None = None,
    at: datetime,
    **payload: object,
) -> None:
    """Those of the office who may do `act`, or these `people`, into the inbox and by mail."""
    told = {
        "number": case.number,
        "unit": case.unit.short_name,
        "due": case.due_on.isoformat() if case.due_on else None,
        **payload,
    }
    tell(
        reaching(case.unit, act, on=day_at(case.unit, at)) if people is None else people,
        kind=kind,
        key=key,
        unit=case.unit,
        payload=told,
        path=work_path(case),
        by=by,
        at=at,
    )


def tell_of_dispute(dispute: Dispute, *, key: str, by: Account, at: datetime) -> None:
    """PPID and supervisor learn where a dispute stands now, and by when something is owed."""
    on = day_at(dispute.unit, at)
    people = [
        one
        for act in (Act.ANSWER_REQUEST, Act.ANSWER_OBJECTION)
        for one in reaching(dispute.unit, act, on=on)
    ]
    tell_office(
        dispute,
        Kind.DISPUTE_MOVED,
        Act.ANSWER_OBJECTION,
        key=f"dispute-{dispute.pk}-{key}",
        people=people,
        by=by,
        at=at,
        state=in_both(STATUS_WORDS[DisputeStatus(dispute.status)]),
    )
