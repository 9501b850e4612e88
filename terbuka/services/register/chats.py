"""An exported WhatsApp chat becomes part of a case, or a case: its messages, its media, its first answer.

The file is kept as it came, under its SHA-256, as evidence. Moments are those of the phone, read in
the zone of the unit. The same export again, or a longer one, adds only what is not there yet.
"""

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from terbuka.documents.chats import ChatExport, open_chat
from terbuka.models import Account, CaseFile, CaseMessage, InformationRequest, StoredFile, WorkUnit
from terbuka.rules.chatlines import Message
from terbuka.rules.chats import Service, is_number, officers_among, service_of
from terbuka.rules.language import Phrase, say
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.post import FileKind, MessageKind
from terbuka.rules.ruling import BadInput
from terbuka.services.files import store_evidence, store_file
from terbuka.services.register.places import place_of
from terbuka.services.register.receiving import receive_request, tell_received
from terbuka.services.register.rows import held, note, write
from terbuka.services.units import check_open

MOST_MEDIA, LARGEST_MEDIUM = 100, 20 * 1024 * 1024
LONGEST_BODY = 20_000


@dataclass(frozen=True, slots=True)
class Chat:
    """An export that was read, with what it tells of the service and the files that came with it."""

    export: ChatExport
    service: Service
    officers: frozenset[str]
    files: tuple[StoredFile, ...]
    media: dict[str, StoredFile]
    faults: tuple[tuple[str, Phrase], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an export: the case, messages added, media that could not be kept and why."""

    request: InformationRequest
    added: int
    service: Service
    faults: tuple[tuple[str, Phrase], ...]


def read_export(
    unit: WorkUnit, *, name: str, content: bytes, officer: str = "", by: Account, at: datetime
) -> Chat:
    """Read an export and store it with its media. Call it outside any transaction.

    `officer`: name or number under which the office wrote; found by itself where it is empty.
    Raises BadInput for what holds no chat, DiskFull.
    """
    check_open(unit, at)
    place = place_of(unit)
    with tempfile.NamedTemporaryFile(suffix=".export") as kept:
        kept.write(content)
        kept.flush()
        export = open_chat(Path(kept.name))
        service = service_of(export.messages, officer=officer, hours=place.hours, calendar=place.calendar)
        mime = "application/zip" if content[:2] == b"PK" else "text/plain"
        whole = store_evidence(unit=unit, name=name, content=content, mime=mime, by=by, at=at)
        media, faults = {}, []
        for member, body in _media(Path(kept.name)):
            try:
                media[member] = store_file(
                    unit=unit, name=member, content=body, is_collected=True, by=by, at=at
                )
            except BadInput as fault:
                faults.append((member, fault.phrase))
    return Chat(
        export=export,
        service=service,
        officers=officers_among(service.participants, officer),
        files=(whole,),
        media=media,
        faults=tuple(faults),
    )


def _media(place: Path) -> Iterator[tuple[str, bytes]]:
    """What was sent with the chat, by its own name, bounded in number and size."""
    if not zipfile.is_zipfile(place):
        return
    with zipfile.ZipFile(place) as archive:
        members = [one for one in archive.infolist() if not one.is_dir() and one.file_size]
        for member in members[:MOST_MEDIA]:
            name = member.filename.rpartition("/")[2]
            if not name or name.lower().endswith(".txt") or member.file_size > LARGEST_MEDIUM:
                continue
            with archive.open(member) as stream:
                yield name, stream.read(LARGEST_MEDIUM)


@transaction.atomic
def take_chat(
    request: InformationRequest, chat: Chat, *, expected: int | None = None, by: Account, at: datetime
) -> Taken:
    """Add a read export to a case. Raises Stale."""
    row = held(request, expected)
    added = _add(row, chat, by=by, at=at)
    reply = _moment(row, chat.service.first_reply_at)
    if reply and (row.first_reply_at is None or reply < row.first_reply_at):
        row.first_reply_at = reply
    write(row, ["first_reply_at"])
    note(row, "take_chat", by=by, at=at, messages=added, sha256=chat.export.sha256)
    return Taken(row, added, chat.service, chat.faults)


@transaction.atomic
def open_from_chat(unit: WorkUnit, chat: Chat, *, by: Account, at: datetime) -> Taken:
    """A case of its own from a read export: what was asked until the first answer. Raises BadInput."""
    asker = next((one.sender for one in chat.export.messages if one.sender not in chat.officers), "")
    if not asker or chat.service.first_at is None:
        raise BadInput(say("Dalam obrolan ini tidak ada pesan dari pemohon."))
    values = {"phone" if is_number(asker) else "name": asker.lstrip("~").strip()[:200]}
    details = "\n".join(_asked(chat))[:10_000]
    place = place_of(unit)
    came = min(chat.service.first_at.replace(tzinfo=place.clock), at)
    request = receive_request(
        unit,
        values=values | {"details": details, "delivery": "whatsapp"},
        channel=Channel.WHATSAPP,
        key=f"chat-{chat.export.sha256[:40]}",
        received_at=came,
        by=by,
        at=at,
    )
    taken = take_chat(request, chat, by=by, at=at)
    tell_received(taken.request, by=by, at=at)
    return taken


def _asked(chat: Chat) -> Iterator[str]:
    for message in chat.export.messages:
        if message.sender in chat.officers:
            return
        if message.text and message.file is None:
            yield message.text


def _moment(row: InformationRequest, local: datetime | None) -> datetime | None:
    return local.replace(tzinfo=place_of(row.unit).clock) if local else None


def _add(row: InformationRequest, chat: Chat, *, by: Account, at: datetime) -> int:
    """The messages that the case does not have yet, with their media; gives how many."""
    known = set(row.messages.filter(channel=Channel.WHATSAPP.value).values_list("at", "kind", "body"))
    clock = place_of(row.unit).clock
    added = 0
    for message in chat.export.messages:
        kind = MessageKind.TO_APPLICANT if message.sender in chat.officers else MessageKind.FROM_APPLICANT
        body = _body(message)
        moment = message.at.replace(tzinfo=clock)
        if (moment, kind.value, body) in known:
            continue
        stored = CaseMessage.objects.create(
            request=row,
            kind=kind.value,
            channel=Channel.WHATSAPP.value,
            body=body,
            at=moment,
            by=by if kind is MessageKind.TO_APPLICANT else None,
        )
        added += 1
        file = chat.media.get(message.file or "")
        if file is not None:
            _attach(row, stored, file, FileKind.MEDIA, by=by, at=at)
    if added:
        _attach(row, None, chat.files[0], FileKind.CHAT, by=by, at=at)
    return added


def _body(message: Message) -> str:
    return (message.text or message.file or "").strip()[:LONGEST_BODY]


def _attach(
    row: InformationRequest,
    message: CaseMessage | None,
    file: StoredFile,
    kind: FileKind,
    *,
    by: Account,
    at: datetime,
) -> None:
    CaseFile.objects.create(
        request=row, message=message, kind=kind.value, file=file, title=file.name, added_at=at, added_by=by
    )
