"""Objections and disputes of KPU Kabupaten Jombang: Citra objects, Fajar answers, the commission is asked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from terbuka.models import (
    Account,
    CaseFile,
    Dispute,
    DisputeStep,
    InformationRequest,
    Objection,
    RequiredItem,
)
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.disputes import DisputeStatus, DisputeStepKind
from terbuka.rules.register.objections import ObjectionStatus
from terbuka.rules.register.post import FileKind
from terbuka.rules.register.requests import RequestStatus
from terbuka.services.register import bringing, objecting
from terbuka.services.register.answering import begin_discussion, begin_settling, decide_objection
from terbuka.services.register.disputedays import add_step
from terbuka.services.register.disputing import begin_dispute, move_dispute
from terbuka.services.register.objecting import file_objection
from tests.make import register, units
from tests.make.cast import JOMBANG, Cast, unit

POSITION = "Rincian perjalanan dinas tidak ikut diberikan, padahal itu yang saya minta."
REASONS = "Rincian perjalanan dinas adalah informasi terbuka."
ORDER = "Berikan rincian perjalanan dinas tahun 2025."
COMMISSION = "Komisi Informasi Provinsi Jawa Timur"
OBJECTOR: dict[str, Any] = {
    "name": "Citra Lestari",
    "email": "citra@contoh.example",
    "phone": "0812-3456-7890",
    "address": "Jalan Merdeka 7, Jombang",
}


def answered(
    by: Account, *, at: datetime, status: RequestStatus = RequestStatus.GRANTED, **values: Any
) -> InformationRequest:
    """A request that the PPID has answered; granted unless another decision is named."""
    asked = register.in_process(at=at, by=by)
    return register.decided(asked, by=register.ppid(), at=at, status=status, **values)


def filed(
    request: InformationRequest, *, at: datetime, grounds: str = "d", by: Account | None = None, **values: Any
) -> Objection:
    """Citra objects on these letters; what is admissible stands in the register at once."""
    said = {"grounds": list(grounds), "position": POSITION} | values
    return file_objection(unit=request.unit, request=request, values=said, channel=Channel.WEB, by=by, at=at)


def on_item(*, at: datetime, code: str = "KEU-01", slug: str = JOMBANG, **values: Any) -> Objection:
    """Citra objects that periodic information is not published; no request was needed."""
    said = OBJECTOR | {"grounds": ["b"], "position": "Laporan keuangan tidak ada di situs."} | values
    return file_objection(
        unit=unit(slug),
        item=RequiredItem.objects.get(code=code),
        values=said,
        channel=Channel.WEB,
        by=None,
        at=at,
    )


def discussed(people: Cast, *, at: datetime, **values: Any) -> Objection:
    """Taken up by Fajar."""
    return begin_discussion(filed(answered(people.ani, at=at), at=at, **values), by=people.fajar, at=at)


def decided(
    people: Cast, *, at: datetime, status: ObjectionStatus = ObjectionStatus.UPHELD, **values: Any
) -> Objection:
    """Answered by Fajar: upheld unless another decision is named."""
    said: dict[str, Any] = {"consideration": REASONS}
    if status is not ObjectionStatus.UPHELD:
        said["order"] = ORDER
    return decide_objection(discussed(people, at=at), status=status, by=people.fajar, at=at, **said | values)


def head(on: date, **values: Any) -> dict[str, Any]:
    """What the file of a dispute says at first."""
    return {"commission": COMMISSION, "subject": "Rincian perjalanan dinas", "filed_on": on} | values


def disputed(people: Cast, *, at: datetime, **values: Any) -> Dispute:
    """Upheld, then brought before the commission."""
    objection = decided(people, at=at)
    return begin_dispute(objection, values=head(at.date(), **values), by=people.ani, at=at)


def registered(people: Cast, *, at: datetime) -> Dispute:
    """With the commission's act of registration."""
    values = {"commission_number": "012/III/KIProv-JTM-PS/2026", "registered_on": at.date()}
    dispute = disputed(people, at=at)
    return move_dispute(dispute, to=DisputeStatus.REGISTERED, values=values, by=people.ani, at=at)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One objection in each state that a step begins from, a request to object to, and a dispute."""

    request: InformationRequest
    waiting: Objection
    registered: Objection
    discussed: Objection
    settling: Objection
    granted: Objection
    upheld: Objection
    dispute: Dispute
    step: DisputeStep
    file: CaseFile
    dispute_file: CaseFile


def shelf(people: Cast, *, at: datetime) -> Shelf:
    """Everything at once, for pages and the scope matrix."""
    dispute, waiting = (
        registered(people, at=at),
        filed(answered(people.ani, at=at), at=at, proxy_name="Dewi Anggraini"),
    )
    stored = units.stored(by=people.ani)
    talked_over = begin_settling(
        filed(answered(people.ani, at=at), at=at), invitation="Kamis 10.00 di kantor.", by=people.fajar, at=at
    )
    day = {"kind": DisputeStepKind.FIRST_HEARING.value, "on": at.date(), "place": "Surabaya"}
    return Shelf(
        request=answered(people.ani, at=at),
        waiting=waiting,
        registered=filed(answered(people.ani, at=at), at=at),
        discussed=discussed(people, at=at),
        settling=talked_over,
        granted=decided(people, at=at, status=ObjectionStatus.GRANTED),
        upheld=decided(people, at=at),
        dispute=dispute,
        step=add_step(dispute, values=day, by=people.ani, at=at),
        file=objecting.add_file(waiting, stored, FileKind.LETTER, by=people.ani, at=at),
        dispute_file=bringing.add_file(dispute, stored, kind=FileKind.EVIDENCE, by=people.ani, at=at),
    )


def named(laid: Shelf) -> dict[str, dict[str, Any]]:
    """What the addresses of objections and disputes name, by pattern."""
    pk = {
        "case_objection": laid.request.pk,
        "objection": laid.granted.pk,
        "objection_register": laid.waiting.pk,
        "objection_refuse": laid.waiting.pk,
        "objection_discuss": laid.registered.pk,
        "objection_settling": laid.discussed.pk,
        "objection_settle": laid.settling.pk,
        "objection_decide": laid.discussed.pk,
        "objection_fulfil": laid.granted.pk,
        "objection_message": laid.granted.pk,
        "objection_reaction": laid.granted.pk,
        "objection_withdraw": laid.registered.pk,
        "objection_file_new": laid.waiting.pk,
        "dispute_new": laid.upheld.pk,
    }
    of_dispute = (
        *("dispute", "dispute_edit", "dispute_decision", "dispute_step_new", "dispute_calendar"),
        *("dispute_brought", "dispute_bundle", "dispute_file_new"),
    )
    dispute = laid.dispute.pk
    return (
        {name: {"pk": number} for name, number in pk.items()}
        | {name: {"pk": dispute} for name in of_dispute}
        | {
            "objection_file": {"pk": laid.waiting.pk, "file": laid.file.pk},
            "objection_paper": {"pk": laid.granted.pk, "kind": "formulir-keberatan"},
            "dispute_move": {"pk": dispute, "to": "first-hearing"},
            "dispute_step": {"pk": dispute, "step": laid.step.pk},
            "dispute_file": {"pk": dispute, "file": laid.dispute_file.pk},
            "dispute_paper": {"pk": dispute, "kind": "daftar-sidang"},
        }
    )
