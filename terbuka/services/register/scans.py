"""A scan of an identity card that came as an ordinary file is sealed, and its open bytes go.

Scans come by e-mail and in exports of WhatsApp chats, too. What held it — the letter as it
arrived, the export — is kept without it. Source: UU 27/2022 articles 35 to 39 (PD-03, PD-04).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from terbuka.documents.without import archive_without, letter_without
from terbuka.models import Account, Blob, CaseFile, IdentityScan, InboundMail, InformationRequest, Objection
from terbuka.rules.language import say
from terbuka.rules.register.personal import is_named_like_identity
from terbuka.rules.register.post import FileKind
from terbuka.rules.ruling import BadInput, Ruling, allow, refuse
from terbuka.services.discarding import discard_files
from terbuka.services.files import open_blob, put_blob
from terbuka.services.register.post import MIME
from terbuka.services.register.rows import note
from terbuka.services.register.sealing import unseal_bytes
from terbuka.services.register.taking import Sealed, sealed_scan

type Asked = InformationRequest | Objection

_THEIRS = (FileKind.ATTACHMENT.value, FileKind.MEDIA.value, FileKind.PROXY.value)
_SCANNED = ("image/jpeg", "image/png", "application/pdf")


def may_seal(file: CaseFile) -> Ruling:
    """May this file be sealed as an identity card? Only what came from the applicant is one."""
    if file.kind in _THEIRS and file.file.blob.mime in _SCANNED:
        return allow()
    return refuse(say("Hanya foto atau PDF dari pemohon yang dapat disegel sebagai kartu identitas."))


def is_proposed(file: CaseFile) -> bool:
    """Does this file of an applicant look like an identity card?"""
    return bool(may_seal(file)) and is_named_like_identity(file.title or file.file.name)


@dataclass(frozen=True, slots=True)
class _Held:
    """What holds the same bytes: its blob now, and the one without them."""

    before: str
    after: Blob


def seal_file(case: Asked, file: CaseFile, *, by: Account, at: datetime) -> IdentityScan:
    """Seal a file of a case as an identity card, and remove its open bytes wherever this case keeps them.

    Call it outside any transaction. Raises BadInput, Refused, FileNotFoundError where its bytes are gone.
    """
    may_seal(file).enforce()
    with open_blob(file.file.blob) as opened:
        content = opened.read()
    scan = sealed_scan(content)
    letters = [(mail, _without(mail, content, at=at)) for mail in _letters(file)]
    chats = [(one, _held(one.file.blob, archive_without, content, at=at)) for one in _chats(case)]
    with transaction.atomic():
        return _swap(case, file, scan, letters, chats, by=by, at=at)


def _held(
    blob: Blob, without: Callable[[bytes, bytes], bytes | None], content: bytes, *, at: datetime
) -> _Held | None:
    try:
        with open_blob(blob) as opened:
            left = without(opened.read(), content)
    except FileNotFoundError:
        return None
    return None if left is None else _Held(blob.pk, put_blob(left, blob.mime, at=at))


def _letters(file: CaseFile) -> list[InboundMail]:
    """The letters that brought a file, as they had arrived."""
    if file.message_id is None:
        return []
    return list(InboundMail.objects.filter(became=file.message_id).select_related("blob"))


def _without(mail: InboundMail, content: bytes, *, at: datetime) -> _Held | None:
    """A letter holds its files within; of a message by WhatsApp they were fetched, and go by themselves."""
    return _held(mail.blob, letter_without, content, at=at) if mail.blob.mime == MIME else None


def _chats(case: Asked) -> list[CaseFile]:
    return list(case.files.filter(kind=FileKind.CHAT.value).select_related("file__blob"))


def _swap(
    case: Asked,
    file: CaseFile,
    scan: Sealed,
    letters: list[tuple[InboundMail, _Held | None]],
    chats: list[tuple[CaseFile, _Held | None]],
    *,
    by: Account,
    at: datetime,
) -> IdentityScan:
    """The sealed scan in, everything open out; within a transaction."""
    if not CaseFile.objects.select_for_update().filter(pk=file.pk).exists():
        raise BadInput(say("Berkas ini sudah disegel orang lain."))
    row = IdentityScan.objects.create(
        applicant=case.applicant,
        unit=case.unit,
        sealed=scan.content,
        mime=scan.mime,
        size=scan.size,
        stored_at=at,
    )
    old: set[str] = set()
    for mail, kept in letters:
        left = [one for one in mail.files if one["sha256"] != file.file.blob_id]
        if left != mail.files:
            InboundMail.objects.filter(pk=mail.pk).update(files=left)
        if kept:
            InboundMail.objects.filter(pk=mail.pk).update(blob=kept.after)
            old.add(kept.before)
    for one, kept in chats:
        if kept:
            type(one.file)._default_manager.filter(pk=one.file_id).update(blob=kept.after)
            old.add(kept.before)
    same = CaseFile.objects.filter(file__blob=file.file.blob_id, **{_field(case): case})
    stored = list(same.values_list("file_id", flat=True))
    same.delete()
    discard_files(stored, blobs=old)
    note(case, "seal_file", by=by, at=at, letters=sum(bool(kept) for _mail, kept in letters))
    return row


def _field(case: Asked) -> str:
    return "request" if isinstance(case, InformationRequest) else "objection"


@transaction.atomic
def show_scan(case: Asked, scan: IdentityScan, *, by: Account, at: datetime) -> bytes:
    """The bytes of a scan; the event says who looked. Raises BadInput: it is gone, or the key differs."""
    if scan.sealed is None:
        raise BadInput(say("Pindaian ini sudah dihapus."))
    content = unseal_bytes(bytes(scan.sealed))
    note(case, "show_scan", by=by, at=at)
    return content
