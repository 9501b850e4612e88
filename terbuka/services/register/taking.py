"""A request over the public form: taken in with its sealed scan, and registered where it is complete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from terbuka.documents.accepting import kind_taken
from terbuka.models import CaseFile, IdentityScan, InformationRequest, StoredFile, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.post import FileKind
from terbuka.rules.ruling import BadInput
from terbuka.services.files import check_size
from terbuka.services.register.receiving import lacking, receive_request, settings_of, tell_received
from terbuka.services.register.registering import register_request
from terbuka.services.register.rows import held, note
from terbuka.services.register.sealing import seal_bytes

LARGEST_SCAN = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sealed:
    """A scan of an identity card, encrypted in memory: its bytes never lie open on the disk."""

    content: bytes
    mime: str
    size: int


def sealed_scan(content: bytes) -> Sealed:
    """Seal a scan. Raises BadInput for another kind than a picture or PDF, and above 5 MB."""
    check_size(len(content), LARGEST_SCAN)
    kind = kind_taken(content)
    if not (kind.is_picture or kind.value == "application/pdf"):
        raise BadInput(say("Pindaian identitas berupa foto (JPEG, PNG) atau PDF."))
    return Sealed(seal_bytes(content), kind.value, len(content))


def take_form(
    unit: WorkUnit,
    *,
    values: Mapping[str, Any],
    key: str,
    files: Sequence[tuple[StoredFile, FileKind]] = (),
    scan: Sealed | None = None,
    at: datetime,
) -> InformationRequest:
    """Take a form in and register it where it is complete and the unit lets forms in by themselves.

    `key` names the form: sent twice, also at the same moment, it is one request. Raises
    BadFields, Refused where the unit has ended.
    """
    try:
        return _take(unit, values=values, key=key, files=files, scan=scan, at=at)
    except IntegrityError:
        # The other press of the button was first by a moment.
        found = InformationRequest.objects.filter(unit=unit, key=key).first() if key else None
        if found is None:
            raise
        return found


@transaction.atomic
def _take(
    unit: WorkUnit,
    *,
    values: Mapping[str, Any],
    key: str,
    files: Sequence[tuple[StoredFile, FileKind]],
    scan: Sealed | None,
    at: datetime,
) -> InformationRequest:
    known = InformationRequest.objects.filter(unit=unit, key=key).first() if key else None
    if known is not None:
        return known
    request = receive_request(unit, values=values, channel=Channel.WEB, key=key, files=files, by=None, at=at)
    if scan is not None:
        _keep(request, scan, at=at)
    if settings_of(unit).registers_web and not lacking(request):
        return register_request(request, by=None, at=at)
    tell_received(request, by=None, at=at)
    return request


@transaction.atomic
def keep_scan(request: InformationRequest, *, scan: Sealed, at: datetime) -> IdentityScan:
    """Keep a scan that the applicant sends later."""
    return _keep(held(request), scan, at=at)


def _keep(request: InformationRequest, scan: Sealed, *, at: datetime) -> IdentityScan:
    row = IdentityScan.objects.create(
        applicant=request.applicant,
        unit=request.unit,
        sealed=scan.content,
        mime=scan.mime,
        size=scan.size,
        stored_at=at,
    )
    note(request, "keep_scan", by=None, at=at)
    return row


@transaction.atomic
def bring_files(
    request: InformationRequest, *, files: Sequence[tuple[StoredFile, FileKind]], at: datetime
) -> InformationRequest:
    """Put files that the applicant brings later to the request, such as the letter of a proxy."""
    row = held(request)
    CaseFile.objects.bulk_create(
        CaseFile(request=row, kind=kind.value, file=file, title=file.name, added_at=at)
        for file, kind in files
    )
    note(row, "bring_files", by=None, at=at, count=len(files))
    return row
