"""Cases of KPU Kabupaten Jombang: what Citra asked, how far it went, and who answers."""

from datetime import datetime
from typing import Any

from terbuka.models import Account, ConsequenceTest, InformationRequest
from terbuka.rules.people import Role
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.requests import RequestStatus
from terbuka.services.register.deciding import decide_request
from terbuka.services.register.processing import start_request
from terbuka.services.register.receiving import receive_request
from terbuka.services.register.registering import register_request
from tests import make
from tests.make.cast import JOMBANG, appoint, unit

NIK = "3517126501900001"
ASKED: dict[str, Any] = {
    "name": "Citra Lestari",
    "kind": "person",
    "identity_kind": "nik",
    "identity": NIK,
    "address": "Jalan Merdeka 7, Jombang",
    "phone": "0812-3456-7890",
    "email": "citra@contoh.example",
    "details": "Laporan realisasi anggaran tahun 2025 beserta rinciannya.",
    "purpose": "Penelitian tentang keterbukaan anggaran.",
    "wanted_form": "soft_copy",
    "delivery": "email",
}


def ppid() -> Account:
    """Maya, PPID of KPU Kabupaten Jombang: she answers requests."""
    found = Account.objects.filter(email="maya@contoh.example").first()
    if found is None:
        found = make.account("Maya", "maya@contoh.example")
        appoint(found, Role.PPID)
    return found


def asked(
    *,
    at: datetime,
    slug: str = JOMBANG,
    channel: Channel = Channel.WEB,
    by: Account | None = None,
    key: str = "",
    **values: Any,
) -> InformationRequest:
    """Received, not registered yet; `values` change what Citra says, None leaves it out."""
    said = {name: value for name, value in (ASKED | values).items() if value is not None}
    return receive_request(unit(slug), values=said, channel=channel, key=key, by=by, at=at)


def registered(*, at: datetime, by: Account | None = None, **values: Any) -> InformationRequest:
    """Complete, with number and clock."""
    return register_request(asked(at=at, **values), by=by, at=at)


def in_process(*, at: datetime, by: Account, **values: Any) -> InformationRequest:
    """Registered and begun by an officer."""
    return start_request(registered(at=at, by=by, **values), by=by, at=at)


def decided(
    request: InformationRequest,
    *,
    by: Account,
    at: datetime,
    status: RequestStatus = RequestStatus.GRANTED,
    encloses: bool = False,
    **values: Any,
) -> InformationRequest:
    """Answered: granted, unless another decision is named."""
    said = {"answer": "Dokumennya terlampir."} | values
    return decide_request(request, status=status, values=said, encloses=encloses, by=by, at=at)


SUMMARY = "Realisasi anggaran tahun 2025 per kegiatan diberikan sebagai tabel."


def released(
    request: InformationRequest, *, at: datetime, summary: str = SUMMARY, **values: Any
) -> InformationRequest:
    """Answered by the PPID, with words for everybody."""
    told: dict[str, Any] = {"is_public": True, "public_summary": summary} | values
    return decided(request, by=ppid(), at=at, **told)


def test_of(request: InformationRequest, test: ConsequenceTest) -> InformationRequest:
    """The request hangs on this consequence test, as if an officer had linked it."""
    InformationRequest.objects.filter(pk=request.pk).update(test=test)
    request.refresh_from_db()
    return request
