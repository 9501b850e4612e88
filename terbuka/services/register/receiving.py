"""A request is taken in: whatever way it came, its words are kept before anything is judged."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from terbuka.models import (
    Account,
    Applicant,
    CaseFile,
    InformationRequest,
    ServiceSettings,
    StoredFile,
    WorkUnit,
)
from terbuka.rules.contacts import email_address
from terbuka.rules.language import LANGUAGES, Phrase, say
from terbuka.rules.limits import Regime
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.register.applicants import ApplicantKind, Asked, IdentityKind, Lack, lacks
from terbuka.rules.register.channels import Channel, Delivery, WantedForm
from terbuka.rules.register.clocks import ANSWER
from terbuka.rules.register.post import FileKind
from terbuka.rules.ruling import BadInput
from terbuka.services.register.rows import note, set_clock
from terbuka.services.register.sealing import code_digest, fresh_code, mark_of, seal
from terbuka.services.register.telling import tell_office, write_to_applicant
from terbuka.services.units import BadFields, check_open
from terbuka.services.units.checks import each, line, lines

LONGEST_TEXT = 10_000
APPLICANT = (
    "kind",
    "name",
    "identity_kind",
    "address",
    "occupation",
    "phone",
    "email",
    "proxy_name",
    "needs_help",
    "language",
)
REQUEST = ("subject", "details", "purpose", "wanted_form", "delivery")


def _email(text: str) -> str:
    return email_address(text) if text.strip() else ""


def _one_of(kinds: type[StrEnum]) -> Callable[[str], str]:
    words = {kind.value for kind in kinds}

    def checked(value: str) -> str:
        if value not in words:
            raise BadInput(say("Pilih salah satu."))
        return str(value)

    return checked


def _language(value: str) -> str:
    return value if value in LANGUAGES else LANGUAGES[0]


CHECKS: dict[str, Callable[[Any], Any]] = {
    "kind": _one_of(ApplicantKind),
    "name": line(200),
    "identity_kind": _one_of(IdentityKind),
    "identity": line(60),
    "address": lines(1_000),
    "occupation": line(200),
    "phone": line(40),
    "email": _email,
    "proxy_name": line(200),
    "needs_help": lines(1_000),
    "language": _language,
    "subject": line(300),
    "details": lines(LONGEST_TEXT),
    "purpose": lines(2_000),
    "wanted_form": _one_of(WantedForm),
    "delivery": _one_of(Delivery),
}


def settings_of(unit: WorkUnit) -> ServiceSettings:
    """How the unit takes requests; the defaults where it has set nothing."""
    return ServiceSettings.objects.filter(unit=unit).first() or ServiceSettings(unit=unit)


def subject_from(details: str) -> str:
    """A short title where none was given: the first line of what is asked."""
    first = next((one.strip() for one in details.splitlines() if one.strip()), "")
    return first if len(first) <= 120 else f"{first[:117].rsplit(' ', 1)[0]} …"


def checked_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Every value in its kept form. Raises BadFields with all faults, KeyError for an unknown name."""
    return each(dict(values), CHECKS)


def lacking(request: InformationRequest) -> tuple[Lack, ...]:
    """What a request lacks before it can be registered, as it stands."""
    one = request.applicant
    has_proxy = request.files.filter(kind=FileKind.PROXY.value, removed_at=None).exists()
    asked = Asked(
        name=one.name,
        kind=ApplicantKind(one.kind),
        has_identity=one.is_identity_checked
        or bool(one.identity_sealed)
        or one.identity_kind == IdentityKind.AT_DESK,
        address=one.address,
        phone=one.phone,
        email=one.email,
        details=request.details,
        purpose=request.purpose,
        has_proxy_letter=has_proxy,
        is_proxied=bool(one.proxy_name),
    )
    return lacks(asked, needs_identity=settings_of(request.unit).needs_identity)


@transaction.atomic
def receive_request(
    unit: WorkUnit,
    *,
    values: Mapping[str, Any],
    channel: Channel,
    key: str = "",
    files: Sequence[tuple[StoredFile, FileKind]] = (),
    received_at: datetime | None = None,
    by: Account | None,
    at: datetime,
) -> InformationRequest:
    """Take a request in, with a provisional clock from its receipt under the general regime.

    `values`: any of `APPLICANT`, `REQUEST` and "identity"; what is lacking is asked for later.
    `received_at`: when a letter or call truly came, where it is typed in later. `key` names
    the submission: the same one twice is one request. Raises BadFields for what cannot be
    kept, Refused where the unit has ended.
    """
    check_open(unit, at)
    came_at = received_at or at
    kept = checked_values(values)
    if not kept.get("details", "") and not kept.get("subject", "") and not files:
        raise BadFields({"details": say("Tulis informasi apa yang diminta.")})
    if came_at > at:
        raise BadFields({"received_at": say("Waktu terima tidak dapat di masa depan.")})
    known = InformationRequest.objects.filter(unit=unit, key=key).first() if key else None
    if known is not None:
        return known
    request = _fresh(unit, kept, channel=channel, key=key)
    request.received_at, request.received_by = came_at, by
    set_clock(request, ANSWER, came_at)
    request.save()
    _attach(request, files, by=by, at=at)
    note(request, "receive", by=by, at=at, channel=channel.value)
    return request


def _fresh(unit: WorkUnit, kept: Mapping[str, Any], *, channel: Channel, key: str) -> InformationRequest:
    """A request with its code, under the general regime until it is registered; not stored yet."""
    code = fresh_code()
    request = InformationRequest(
        unit=unit,
        applicant=_applicant(kept),
        channel=channel.value,
        key=key,
        code=code,
        code_digest=code_digest(code),
        regime=Regime.UMUM.value,
        **{name: kept[name] for name in REQUEST if name in kept},
    )
    request.subject = request.subject or subject_from(request.details)
    return request


def _applicant(kept: Mapping[str, Any]) -> Applicant:
    named = {name: kept[name] for name in APPLICANT if name in kept}
    mark = mark_of(kept.get("email", ""), kept.get("phone", ""))
    return Applicant.objects.create(**named, identity_sealed=seal(kept.get("identity", "")), mark=mark)


def _attach(
    request: InformationRequest,
    files: Sequence[tuple[StoredFile, FileKind]],
    *,
    by: Account | None,
    at: datetime,
) -> None:
    CaseFile.objects.bulk_create(
        CaseFile(request=request, kind=kind.value, file=file, title=file.name, added_at=at, added_by=by)
        for file, kind in files
    )


def tell_received(request: InformationRequest, *, by: Account | None, at: datetime) -> None:
    """Acknowledge a request that waits to be registered: to the applicant, and to the office."""
    write_to_applicant(
        request,
        key=f"received-{request.pk}",
        subject=say("Permohonan Anda diterima"),
        body=_received(request),
        by=None,
        at=at,
    )
    tell_office(request, Kind.CASE_RECEIVED, Act.SERVE, key=f"case_received-{request.pk}", by=by, at=at)


def _received(request: InformationRequest) -> Phrase:
    return say(
        "Permohonan Anda kepada {unit} sudah diterima. Petugas memeriksa kelengkapannya, lalu "
        "memberi nomor pendaftaran. Kode perkara Anda: {code}. Simpan kode itu untuk melihat kemajuannya.",
        unit=request.unit.name,
        code=request.code,
    )
