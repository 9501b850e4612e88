"""Files that a citizen sends with a form: each is kept for itself, so that a bad one loses no request."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from terbuka.models import StoredFile, WorkUnit
from terbuka.rules.register.post import FileKind
from terbuka.rules.ruling import BadInput
from terbuka.services.files import store_file
from terbuka.services.register.taking import Sealed, sealed_scan
from terbuka.web.sending import left_out

MOST = 5
ATTACHED, PROXY, SCAN = "lampiran", "kuasa", "identitas"
_KINDS = {ATTACHED: FileKind.ATTACHMENT, PROXY: FileKind.PROXY}


@dataclass(slots=True)
class Brought:
    """What came: files that are kept, a sealed scan, and how many could not be taken in."""

    files: list[tuple[StoredFile, FileKind]] = field(default_factory=list)
    scan: Sealed | None = None
    refused: int = 0


def brought(request: HttpRequest, unit: WorkUnit, *, at: datetime) -> Brought:
    """Keep the files of a form, at most five of a field; a scan of an identity is sealed and never a file."""
    came = Brought(refused=len(left_out(request)))
    for name, kind in _KINDS.items():
        for sent in _sent(request, name):
            try:
                content = sent.read()
                file = store_file(unit=unit, name=sent.name or "", content=content, by=None, at=at)
            except BadInput:
                came.refused += 1
            else:
                came.files.append((file, kind))
    for sent in _sent(request, SCAN):
        try:
            came.scan = sealed_scan(sent.read())
        except BadInput:
            came.refused += 1
    return came


def _sent(request: HttpRequest, name: str) -> Iterator[UploadedFile]:
    yield from request.FILES.getlist(name)[:MOST]
