"""What the addresses of a citizen's own case name: a registered request of Citra's with a file of hers."""

from datetime import datetime
from typing import Any

from terbuka.models import InformationRequest
from terbuka.rules.register.post import FileKind
from terbuka.services.files import store_file
from terbuka.services.register.taking import bring_files
from tests.documents import made
from tests.make import register

CASE = (
    *("case_page", "case_complete", "case_write", "case_withdraw", "case_confirm", "case_rate"),
    *("case_object", "case_file", "case_paper"),
)


def brought(
    request: InformationRequest, *, at: datetime, name: str = "surat.pdf", content: bytes = b""
) -> int:
    """A paper that the applicant sent: the number of its file."""
    body = content or made.pdf()
    stored = store_file(unit=request.unit, name=name, content=body, by=None, at=at)
    bring_files(request, files=[(stored, FileKind.ATTACHMENT)], at=at)
    return request.files.get(file=stored).pk


def named(*, at: datetime) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of a case."""
    request = register.registered(at=at, name="Citra", key="asking")
    parts = {"code": request.code, "pk": brought(request, at=at), "kind": "tanda-bukti"}
    return dict.fromkeys(CASE, parts)
