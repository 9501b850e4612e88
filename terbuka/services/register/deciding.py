"""The answer: a written notice that gives, gives in part, refuses, or says who holds it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from terbuka.models import (
    Account,
    ConsequenceTest,
    InformationRequest,
    Publication,
    StoredFile,
    WrittenNotice,
)
from terbuka.rules.exemption import TestStatus
from terbuka.rules.language import Phrase, say
from terbuka.rules.register.channels import Delivery, WantedForm
from terbuka.rules.register.clocks import OBJECTION_FILE
from terbuka.rules.register.numbering import NumberKind
from terbuka.rules.register.post import FileKind
from terbuka.rules.register.refusals import Basis, RefusalGround, may_refuse
from terbuka.rules.register.requests import DECISIONS, RequestStatus, may_become
from terbuka.rules.ruling import BadInput
from terbuka.services.register.enclosing import WAITS
from terbuka.services.register.finding import put_answer
from terbuka.services.register.numbering import next_number
from terbuka.services.register.places import local_day
from terbuka.services.register.rows import CLOCK, held, note, set_clock, was_late, write
from terbuka.services.register.telling import write_to_applicant
from terbuka.services.units import BadFields
from terbuka.services.units.checks import each, line, lines

MOST_COSTS, HIGHEST_COST = 20, 1_000_000_000
_S = RequestStatus
_REFUSING = frozenset({_S.PARTLY_GRANTED, _S.REFUSED, _S.NOT_HELD})
_HEADS: dict[RequestStatus, Phrase] = {
    _S.GRANTED: say("Permohonan Anda dikabulkan"),
    _S.PARTLY_GRANTED: say("Permohonan Anda dikabulkan sebagian"),
    _S.REFUSED: say("Permohonan Anda ditolak"),
    _S.NOT_HELD: say("Informasi yang Anda minta tidak kami kuasai"),
}


def _costs(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lines of cost in whole rupiah: only copying and sending may be asked (UU 14/2008 article 22 (7))."""
    kept = []
    for row in rows:
        what, count, price = line(120)(str(row.get("what", ""))), row.get("count"), row.get("each")
        if not what and not count and not price:
            continue
        if not (isinstance(count, int) and isinstance(price, int) and what):
            raise BadInput(say("Isi setiap biaya dengan uraian, jumlah dan harga satuan dalam rupiah."))
        if not (0 < count <= HIGHEST_COST and 0 <= price <= HIGHEST_COST):
            raise BadInput(say("Periksa jumlah dan harga satuannya."))
        kept.append({"what": what, "count": count, "each": price})
    if len(kept) > MOST_COSTS:
        raise BadInput(say("Paling banyak {n} baris biaya.", n=MOST_COSTS))
    return kept


def _ground(value: str) -> str:
    if value and value not in set(RefusalGround):
        raise BadInput(say("Pilih dasar penolakannya."))
    return str(value)


def _form(value: str) -> str:
    if value not in set(WantedForm):
        raise BadInput(say("Pilih bentuk informasinya."))
    return str(value)


def _day(value: date | None) -> date | None:
    return value


CHECKS: dict[str, Callable[[Any], Any]] = {
    "answer": lines(20_000),
    "form": _form,
    "costs": _costs,
    "pay_how": line(300),
    "provide_on": _day,
    "black_out_note": lines(5_000),
    "ground": _ground,
    "ground_reason": lines(10_000),
    "is_documented": bool,
    "other_body": line(300),
    "decree_on": _day,
    "is_public": bool,
    "public_summary": lines(5_000),
}


def basis_of(row: InformationRequest, values: Mapping[str, Any]) -> Basis:
    """What a refusal of this request would rest on, as the rulings ask of it."""
    test = row.test
    ground = values.get("ground") or ""
    return Basis(
        ground=RefusalGround(ground) if ground in set(RefusalGround) else None,
        reason=values.get("ground_reason", ""),
        has_approved_test=test is not None and test.status == TestStatus.APPROVED,
        # The decree of a refusal is numbered and dated with the notice itself.
        has_decree=True,
        other_body=values.get("other_body", ""),
    )


@transaction.atomic
def decide_request(
    request: InformationRequest,
    *,
    status: RequestStatus,
    values: Mapping[str, Any],
    files: Sequence[StoredFile] = (),
    publications: Sequence[Publication] = (),
    expected: int | None = None,
    encloses: bool = False,
    by: Account,
    at: datetime,
) -> InformationRequest:
    """Answer a request with a written notice; the applicant's time to object begins.

    `values`: names of `CHECKS`. `files` go to the applicant: safe copies by now. A refusal needs
    its ground and reasons, under article 17 an approved test. `encloses`: the caller sets the
    notice on paper next (`enclosing.enclose`); the letter waits for it. Raises BadFields, Refused, Stale.
    """
    row = held(request, expected)
    if status not in DECISIONS:
        raise ValueError(f"{status} is no decision")
    may_become(_S(row.status), status).enforce()
    kept = each(dict(values), CHECKS)
    _check(status, kept, has_given=bool(files or publications), today=local_day(row.unit, at))
    if status in _REFUSING:
        may_refuse(basis_of(row, kept)).enforce()
    notice = _notice(row, status, kept, by=by, at=at)
    notice.publications.set(publications)
    row.status = status.value
    row.decided_at, row.decided_by = at, by
    row.first_reply_at = row.first_reply_at or at
    told = _outcome(row, notice, at)
    set_clock(row, OBJECTION_FILE, at, tells=False)
    write(row, ["decided_at", "decided_by", "first_reply_at", *CLOCK])
    note(row, "decide", by=by, at=at, status=status.value, **told)
    _tell(row, status, notice, files, waits=encloses and row.delivery == Delivery.EMAIL, by=by, at=at)
    return row


def _outcome(row: InformationRequest, notice: WrittenNotice, at: datetime) -> dict[str, Any]:
    """What the event tells of an answer: its number and ground, and whether it kept the limit."""
    due = str(row.due_on) if row.due_on else None
    return {"number": notice.number, "ground": notice.ground, "was_due": due, "late": was_late(row, at)}


def _tell(
    row: InformationRequest,
    status: RequestStatus,
    notice: WrittenNotice,
    files: Sequence[StoredFile],
    *,
    waits: bool,
    by: Account,
    at: datetime,
) -> None:
    write_to_applicant(
        row,
        key=letter_key(row),
        waits=WAITS if waits else None,
        subject=_HEADS[status],
        body=_told(row, status, notice),
        files=files,
        file_kind=FileKind.ANSWER,
        by=by,
        at=at,
    )
    put_answer(notice, at=at)


def letter_key(request: InformationRequest) -> str:
    """What names the letter that bears the answer to a request."""
    return f"decided-{request.pk}"


def _check(status: RequestStatus, kept: Mapping[str, Any], *, has_given: bool, today: date) -> None:
    faults: dict[str, Phrase] = {}
    if status in (_S.GRANTED, _S.PARTLY_GRANTED) and not (kept.get("answer") or has_given):
        faults["answer"] = say("Tulis jawabannya, atau lampirkan yang diberikan.")
    if status is _S.PARTLY_GRANTED and not kept.get("black_out_note"):
        faults["black_out_note"] = say("Sebutkan bagian mana yang tidak diberikan atau dihitamkan.")
    if kept.get("provide_on") and kept["provide_on"] < today:
        faults["provide_on"] = say("Tanggal ini sudah lewat.")
    if kept.get("is_public") and not kept.get("public_summary"):
        faults["public_summary"] = say("Tulis ringkasan untuk umum, tanpa nama dan data pemohon.")
    if faults:
        raise BadFields(faults)


def _notice(
    row: InformationRequest, status: RequestStatus, kept: dict[str, Any], *, by: Account, at: datetime
) -> WrittenNotice:
    year = local_day(row.unit, at).year
    number = next_number(row.unit, NumberKind.NOTICE, year).number
    is_exempt = status in _REFUSING and kept.get("ground") == RefusalGround.EXEMPT
    test: ConsequenceTest | None = row.test if is_exempt else None
    if is_exempt:
        kept["decree_number"] = next_number(row.unit, NumberKind.REFUSAL, year).number
        kept["decree_on"] = kept.get("decree_on") or local_day(row.unit, at)
    if status is _S.GRANTED:
        kept |= {"ground": "", "ground_reason": ""}
    return WrittenNotice.objects.create(
        request=row, result=status.value, number=number, noticed_at=at, test=test, signed_by=by, **kept
    )


def _told(row: InformationRequest, status: RequestStatus, notice: WrittenNotice) -> Phrase:
    if status in _REFUSING:
        return say(
            "Jawaban {unit} atas permohonan {number}: {answer} {reason} Bila tidak puas, Anda dapat "
            "mengajukan keberatan kepada atasan PPID melalui halaman permohonan Anda.",
            unit=row.unit.name,
            number=row.number,
            answer=notice.answer,
            reason=notice.ground_reason,
        )
    return say(
        "Jawaban {unit} atas permohonan {number}: {answer} Buka halaman permohonan Anda untuk melihat dan "
        "mengunduhnya.",
        unit=row.unit.name,
        number=row.number,
        answer=notice.answer,
    )
