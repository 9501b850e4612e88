"""An objection is filed and enters the register with its number, or is refused in writing, or taken back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from terbuka.models import (
    Account,
    Applicant,
    CaseFile,
    InformationRequest,
    Objection,
    RequiredItem,
    StoredFile,
    WorkUnit,
)
from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import Regime
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.clocks import OBJECTION_ANSWER
from terbuka.rules.register.numbering import NumberKind
from terbuka.rules.register.objections import Ground, ObjectionStatus, is_admissible, may_answer, may_become
from terbuka.rules.register.post import FileKind
from terbuka.rules.register.requests import RequestStatus
from terbuka.rules.register.requests import may_become as may_request_become
from terbuka.rules.ruling import BadInput, refuse
from terbuka.services.register.grounds import admissible, before_of
from terbuka.services.register.numbering import next_number
from terbuka.services.register.places import local_day
from terbuka.services.register.receiving import APPLICANT, CHECKS
from terbuka.services.register.registering import end_request
from terbuka.services.register.rows import CLOCK, held, note, set_clock, stop_clock, write
from terbuka.services.register.sealing import code_digest, fresh_code, mark_of
from terbuka.services.register.telling import tell_office, write_to_applicant
from terbuka.services.units import BadFields, check_open
from terbuka.services.units.checks import each, lines

LONGEST_TEXT = 10_000
# Who objects without an earlier request must be reachable; whoever asked before is known.
_TEXTS = {"position": lines(LONGEST_TEXT), "wanted": lines(LONGEST_TEXT)}
_NUMBER = ("number", "number_year", "number_seq", "registered_at", "registered_by")


@transaction.atomic
def file_objection(
    *,
    unit: WorkUnit,
    request: InformationRequest | None = None,
    item: RequiredItem | None = None,
    values: Mapping[str, Any],
    channel: Channel,
    key: str = "",
    files: Sequence[tuple[StoredFile, FileKind]] = (),
    filed_at: datetime | None = None,
    by: Account | None,
    at: datetime,
) -> Objection:
    """Take an objection in; what is admissible and whole enters the register at once, with its number.

    `values`: "grounds" (letters), "position" (what happened), "wanted", "proxy_name"; without a
    request also those of `receiving.APPLICANT`. `item` stands for ground b where no request was
    filed. `filed_at`: when a letter or call truly came. `key` names the submission: the same
    one twice is one objection. What came too late, or by a proxy without a letter, waits for the
    office. Raises BadFields, Refused.
    """
    check_open(unit, at)
    known = Objection.objects.filter(unit=unit, key=key).first() if key else None
    if known is not None:
        return known
    if filed_at and filed_at > at:
        raise BadFields({"filed_at": say("Waktu terima tidak dapat di masa depan.")})
    request = held(request) if request else None
    kept = check_objection(values, request, item, at=filed_at or at)
    objection = _made(
        unit, request, item, kept, channel=channel, key=key, filed_at=filed_at or at, by=by, at=at
    )
    for file, kind in files:
        add_file(objection, file, kind, by=by, at=at)
    note(objection, "file", by=by, at=at, channel=channel.value, grounds=objection.grounds)
    if admissible(objection) and not lacks_proxy(objection):
        return _enter(objection, by=by, at=at)
    _tell_waiting(objection, by=by, at=at)
    return objection


def check_objection(
    values: Mapping[str, Any], request: InformationRequest | None, item: RequiredItem | None, *, at: datetime
) -> dict[str, Any]:
    """Every value in its kept form. Raises BadFields for what cannot be filed at all."""
    given = dict(values)
    letters = [one for one in given.pop("grounds", ()) if one in set(Ground)]
    checks = _TEXTS | {name: CHECKS[name] for name in APPLICANT}
    kept = each(given, checks)
    faults: dict[str, Phrase] = {}
    before = None if request is None else before_of(request, at=at)
    grounds = [Ground(one) for one in sorted(set(letters))]
    ruling = is_admissible(grounds, before, is_in_time=True, has_item=item is not None)
    if not ruling and ruling.reason:
        faults["grounds"] = ruling.reason
    if not kept.get("position"):
        faults["position"] = say("Ceritakan apa yang terjadi dan apa keberatan Anda.")
    if request is None and not kept.get("name"):
        faults["name"] = say("Tulis nama pemohon.")
    if request is None and not (kept.get("email") or kept.get("phone") or kept.get("address")):
        faults["email"] = say("Tulis surel, nomor telepon, atau alamat agar jawabannya sampai.")
    if faults:
        raise BadFields(faults)
    return kept | {"grounds": [one.value for one in grounds]}


def _made(
    unit: WorkUnit,
    request: InformationRequest | None,
    item: RequiredItem | None,
    kept: Mapping[str, Any],
    *,
    channel: Channel,
    key: str,
    filed_at: datetime,
    by: Account | None,
    at: datetime,
) -> Objection:
    if request is not None:
        _check_request(request, unit)
    code = fresh_code()
    objection = Objection(
        unit=unit,
        request=request,
        item=item,
        applicant=_applicant(request, kept),
        channel=channel.value,
        key=key,
        code=code,
        code_digest=code_digest(code),
        grounds=kept["grounds"],
        position=kept["position"],
        wanted=kept.get("wanted", ""),
        filed_at=filed_at,
        filed_by=by,
        regime=(request.regime if request else "") or Regime.UMUM.value,
    )
    # Until it is registered the limit runs provisionally from the day on which it came.
    set_clock(objection, OBJECTION_ANSWER, filed_at)
    objection.save()
    return objection


def _check_request(request: InformationRequest, unit: WorkUnit) -> None:
    """Raises Refused for a request of another unit, and for one that is objected to already."""
    if request.unit_id != unit.pk:
        refuse(say("Permohonan ini bukan milik satker ini.")).enforce()
    waiting = request.objections.filter(status=ObjectionStatus.FILED.value).exists()
    if waiting or request.status == RequestStatus.OBJECTED:
        refuse(say("Keberatan atas permohonan ini sudah masuk dan sedang dikerjakan.")).enforce()
    may_request_become(RequestStatus(request.status), RequestStatus.OBJECTED).enforce()


def _applicant(request: InformationRequest | None, kept: Mapping[str, Any]) -> Applicant:
    """Who objects: whoever asked; with a proxy, or without a request, a row of its own."""
    named = {name: kept[name] for name in APPLICANT if name in kept}
    if request is not None and not named.get("proxy_name"):
        return request.applicant
    if request is not None:
        same = {name: getattr(request.applicant, name) for name in (*APPLICANT, "mark", "proxy_note")}
        return Applicant.objects.create(**same | {"proxy_name": named["proxy_name"]})
    return Applicant.objects.create(**named, mark=mark_of(kept.get("email", ""), kept.get("phone", "")))


def lacks_proxy(objection: Objection) -> bool:
    """Does somebody object for another without the letter that says so (OB-10)?"""
    if not objection.applicant.proxy_name:
        return False
    cases = [objection.files] if objection.request is None else [objection.files, objection.request.files]
    return not any(case.filter(kind=FileKind.PROXY.value, removed_at=None).exists() for case in cases)


def add_file(
    objection: Objection, file: StoredFile, kind: FileKind, *, by: Account | None, at: datetime
) -> CaseFile:
    """Put a file to an objection, such as the letter of a proxy or a scanned form."""
    with transaction.atomic():
        kept = CaseFile.objects.create(
            objection=objection, kind=kind.value, file=file, title=file.name, added_at=at, added_by=by
        )
        note(objection, "add_file", by=by, at=at, file=file.pk, kind=kind.value)
        return kept


@transaction.atomic
def register_objection(
    objection: Objection, *, expected: int | None = None, by: Account | None, at: datetime
) -> Objection:
    """Enter what had waited into the register: number, clock from now. Raises Refused, Stale."""
    row = held(objection, expected)
    admissible(row).enforce()
    if lacks_proxy(row):
        refuse(
            say("Surat kuasa belum ada: lampirkan dahulu, lalu daftarkan."), cite="perki1-2021:39"
        ).enforce()
    return _enter(row, by=by, at=at)


def _enter(row: Objection, *, by: Account | None, at: datetime) -> Objection:
    may_become(ObjectionStatus(row.status), ObjectionStatus.REGISTERED).enforce()
    given = next_number(row.unit, NumberKind.OBJECTION, local_day(row.unit, at).year)
    row.number, row.number_year, row.number_seq = given.number, given.year, given.seq
    row.registered_at, row.registered_by = at, by
    row.status = ObjectionStatus.REGISTERED.value
    set_clock(row, OBJECTION_ANSWER, at)
    write(row, [*_NUMBER, *CLOCK])
    note(row, "register", by=by, at=at, number=row.number, regime=row.regime)
    if row.request is not None:
        _move_request(row.request, row, by=by, at=at)
    _tell_registered(row, by=by, at=at)
    return row


def _move_request(
    request: InformationRequest, objection: Objection, *, by: Account | None, at: datetime
) -> None:
    asked = held(request)
    may_request_become(RequestStatus(asked.status), RequestStatus.OBJECTED).enforce()
    asked.status = RequestStatus.OBJECTED.value
    stop_clock(asked)
    write(asked, CLOCK)
    note(asked, "object", by=by, at=at, objection=objection.pk, number=objection.number)


@transaction.atomic
def refuse_objection(
    objection: Objection, *, reason: str, expected: int | None = None, by: Account, at: datetime
) -> Objection:
    """Say in writing why an objection cannot be taken up; the request stays as it was. Raises Refused."""
    row = held(objection, expected)
    may_become(ObjectionStatus(row.status), ObjectionStatus.INADMISSIBLE).enforce()
    may_answer(by.pk, row.request.decided_by_id if row.request else None).enforce()
    if admissible(row):
        refuse(
            say("Keberatan ini memenuhi syarat: daftarkan, lalu jawab pokoknya."), cite="uu14-2008:36(2)"
        ).enforce()
    text = lines(LONGEST_TEXT)(reason)
    if not text:
        raise BadInput(say("Tulis alasannya: pemohon berhak mengetahuinya."))
    row.inadmissible_reason = text
    end_objection(row, ObjectionStatus.INADMISSIBLE, "refuse", "inadmissible_reason", by=by, at=at)
    write_to_applicant(
        row,
        key=f"objection-refused-{row.pk}",
        subject=say("Keberatan Anda tidak dapat diterima"),
        body=say(
            "Keberatan Anda kepada {unit} tidak dapat diterima. {reason}", unit=row.unit.name, reason=text
        ),
        by=by,
        at=at,
    )
    return row


@transaction.atomic
def withdraw_objection(
    objection: Objection, *, reason: str, expected: int | None = None, by: Account | None, at: datetime
) -> Objection:
    """Taken back by whoever objected, or so recorded; the request ends with it. Raises Refused."""
    row = held(objection, expected)
    was = ObjectionStatus(row.status)
    may_become(was, ObjectionStatus.WITHDRAWN).enforce()
    row.reaction = lines(LONGEST_TEXT)(reason)
    end_objection(row, ObjectionStatus.WITHDRAWN, "withdraw", "reaction", by=by, at=at)
    if was is not ObjectionStatus.FILED:
        close_request(row, by=by, at=at)
    return row


def end_objection(
    row: Objection, status: ObjectionStatus, verb: str, *fields: str, by: Account | None, at: datetime
) -> None:
    """End a held objection: no clock runs any more; `fields` that the caller filled are stored with it.

    The caller has asked whether it may.
    """
    row.status, row.ended_at = status.value, at
    stop_clock(row)
    write(row, ["ended_at", *fields, *CLOCK])
    note(row, verb, by=by, at=at)


def close_request(row: Objection, *, by: Account | None, at: datetime) -> None:
    """The request ends with the objection to it, where it has not ended yet."""
    if row.request is None:
        return
    asked = held(row.request)
    if may_request_become(RequestStatus(asked.status), RequestStatus.CLOSED):
        end_request(asked, RequestStatus.CLOSED, "close", by=by, at=at)


def _tell_registered(row: Objection, *, by: Account | None, at: datetime) -> None:
    assert row.due_on
    write_to_applicant(
        row,
        key=f"objection-registered-{row.pk}",
        subject=say("Keberatan Anda terdaftar"),
        body=say(
            "Keberatan Anda kepada {unit} terdaftar dengan nomor {number}. Atasan PPID menjawabnya secara "
            "tertulis paling lambat {due}. Kode perkara Anda: {code}. Salinan formulirnya ada di halaman "
            "perkara.",
            unit=row.unit.name,
            number=row.number,
            due=Day(row.due_on),
            code=row.code,
        ),
        by=by,
        at=at,
    )
    _tell_answering(row, "registered", by=by, at=at)


def _tell_waiting(row: Objection, *, by: Account | None, at: datetime) -> None:
    write_to_applicant(
        row,
        key=f"objection-filed-{row.pk}",
        subject=say("Keberatan Anda diterima"),
        body=say(
            "Keberatan Anda kepada {unit} sudah diterima dan sedang diperiksa syaratnya. Kode perkara Anda: "
            "{code}. Simpan kode itu untuk melihat kemajuannya.",
            unit=row.unit.name,
            code=row.code,
        ),
        by=by,
        at=at,
    )
    _tell_answering(row, "filed", by=by, at=at)


def _tell_answering(row: Objection, cause: str, *, by: Account | None, at: datetime) -> None:
    """The supervisor answers; the PPID makes the file ready."""
    for act in (Act.ANSWER_OBJECTION, Act.ANSWER_REQUEST):
        tell_office(row, Kind.OBJECTION_RECEIVED, act, key=f"objection-{cause}-{row.pk}", by=by, at=at)
