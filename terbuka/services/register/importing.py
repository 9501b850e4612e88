"""Old registers brought in from a table: closed history with its old numbers, all rows or none.

The columns are those in which the register itself is written, so that what another
system or a spreadsheet kept comes in as it went out. Identity numbers are not taken.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from terbuka.documents.cells import Check
from terbuka.documents.tables import Fault, Sheet
from terbuka.models import (
    Account,
    Applicant,
    HandOver,
    InformationRequest,
    NumberSeries,
    WorkUnit,
    WrittenNotice,
)
from terbuka.rules.language import say
from terbuka.rules.limits import Regime, first_day
from terbuka.rules.people import Act
from terbuka.rules.register.channels import CHANNEL_WORDS, Channel, Delivery, WantedForm
from terbuka.rules.register.numbering import NumberKind
from terbuka.rules.register.refusals import RefusalGround
from terbuka.rules.register.requests import RequestStatus
from terbuka.rules.wording import quoted
from terbuka.rules.zones import zone_of
from terbuka.services.people import day_at, named_or_first
from terbuka.services.register.receiving import subject_from
from terbuka.services.register.rows import note
from terbuka.services.register.sealing import code_digest, fresh_code, mark_of

COLUMNS = {
    "unit": ("satker", "unit", "slug"),
    "no": ("no", "no.", "nomor_urut"),
    "number": ("nomor_pendaftaran", "nomor", "nomor_registrasi", "number", "registration_number"),
    "on": ("tanggal", "tanggal_terima", "date", "received_on"),
    "name": ("nama", "nama_pemohon", "name"),
    "address": ("alamat", "address"),
    "contact": ("kontak", "nomor_kontak", "telepon", "contact"),
    "occupation": ("pekerjaan", "occupation"),
    "details": ("informasi_diminta", "informasi_yang_diminta", "rincian_informasi", "details"),
    "purpose": ("tujuan", "tujuan_penggunaan", "tujuan_penggunaan_informasi", "purpose"),
    "channel": ("kanal", "jalan_masuk", "channel"),
    "regime": ("tata_cara", "rezim", "regime"),
    "held": ("dikuasai", "status_informasi", "held"),
    "other_body": ("badan_publik_lain", "badan_publik_yang_menguasai", "other_body"),
    "documented": ("didokumentasikan", "sudah_didokumentasikan", "terdokumentasi", "documented"),
    "form": ("bentuk_informasi", "bentuk_informasi_yang_dikuasai", "form"),
    "wanted": ("jenis_permintaan", "wanted"),
    "decision": ("keputusan", "decision"),
    "reason": ("alasan_penolakan", "reason"),
    "noticed_on": ("tanggal_pemberitahuan", "pemberitahuan_tertulis", "noticed_on"),
    "given_on": ("tanggal_pemberian", "pemberian_informasi", "given_on"),
    "cost": ("biaya", "biaya_(rp)", "cost"),
    "pay_how": ("cara_pembayaran", "payment"),
    "officer": ("petugas", "officer"),
}
NEEDED = ("unit", "on", "details")
_S = RequestStatus
DECISIONS: dict[str, RequestStatus | None] = {
    "": None,
    **dict.fromkeys(("diberikan", "dikabulkan", "dikabulkan seluruhnya", "granted"), _S.GRANTED),
    **dict.fromkeys(
        ("diberikan sebagian", "dikabulkan sebagian", "sebagian", "partly granted"), _S.PARTLY_GRANTED
    ),
    **dict.fromkeys(("ditolak", "refused"), _S.REFUSED),
    **dict.fromkeys(("tidak dikuasai", "not held"), _S.NOT_HELD),
    **dict.fromkeys(("dicabut pemohon", "dicabut", "withdrawn"), _S.WITHDRAWN),
    **dict.fromkeys(("tidak dilengkapi", "not completed"), _S.NOT_COMPLETED),
    **dict.fromkeys(("tidak ditanggapi", "unanswered"), None),
}
_YES = {"": None, "ya": True, "sudah": True, "yes": True, "tidak": False, "belum": False, "no": False}
_FORMS = {
    "": WantedForm.SOFT_COPY,
    **dict.fromkeys(("salinan digital", "softcopy", "soft copy", "soft", "digital"), WantedForm.SOFT_COPY),
    **dict.fromkeys(("salinan cetak", "hardcopy", "hard copy", "hard", "cetak"), WantedForm.HARD_COPY),
    **dict.fromkeys(("melihat, membaca, mendengarkan atau mencatat", "melihat", "see"), WantedForm.SEE),
}
_WANTED = {
    **dict.fromkeys(("", "salinan", "meminta salinan", "copy"), False),
    **dict.fromkeys(("melihat", "melihat/mengetahui", "mengetahui", "see"), True),
}
_CHANNELS = {"": Channel.SYSTEM} | {one.value: one for one in Channel}
_CHANNELS |= {CHANNEL_WORDS[one].source.lower(): one for one in Channel}
_REGIMES = {"": Regime.UMUM, "umum": Regime.UMUM, "pemilu": Regime.PEMILU}
_ENDS = frozenset({_S.WITHDRAWN, _S.NOT_COMPLETED})
_HOUR = time(9)
_FIRST = first_day(Regime.UMUM)
_OWN_NUMBER = re.compile(rf"{NumberKind.REQUEST.value}/[a-z0-9-]+/(\d{{4}})/(\d{{1,9}})\Z")
_MARKED = re.compile(r"'(?=[=+\-@])")


@dataclass(slots=True)
class Brought:
    """What a table brought: cases made, rows that are there already, faults row by row."""

    cases: list[InformationRequest] = field(default_factory=list)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class _Load:
    """One import on its way."""

    by: Account | None
    at: datetime
    found: Brought = field(default_factory=Brought)
    units: dict[str, WorkUnit] = field(default_factory=dict)
    officers: dict[tuple[int, str], Account | None] = field(default_factory=dict)
    taken: dict[tuple[int, int], set[int]] = field(default_factory=dict)
    known: dict[int, set[tuple[str, int]]] = field(default_factory=dict)


def import_requests(
    sheet: Sheet, *, is_trial: bool = False, by: Account | None = None, at: datetime
) -> Brought:
    """Bring old cases in as closed history; where one row is at fault, none. A trial writes nothing.

    Each keeps its old number; a row whose number its unit has in that year already is passed
    over. Without `by` the rows bear the name of the row's officer, or of the first who serves
    there: who vouches for the old register, not who decided then.
    """
    load = _Load(by, at)
    load.units = {one.slug: one for one in WorkUnit.objects.select_related("parent__parent")}
    with transaction.atomic():
        for row in sheet.rows:
            check = Check(row, sheet)
            _bring(load, check)
            load.found.faults += check.faults
        if load.found.faults or is_trial:
            transaction.set_rollback(True)
        else:
            _move_series(load)
    return load.found


def _bring(load: _Load, check: Check) -> None:
    """One row; its faults are gathered in the check."""
    slug = check.row.cells.get("unit", "")
    place = load.units.get(slug)
    if place is None:
        check.fault("unit", say("Satker {slug} tidak dikenal; contoh: kpu-kab-jombang.", slug=quoted(slug)))
        return
    values = _values(check, day_at(place, load.at))
    officer = _officer(load, check, place)
    if check.faults or officer is None:
        return
    year = values["on"].year
    number = values["number"] or f"{values['no']}/{year}"
    known = _known(load, place)
    if (number, year) in known:
        load.found.same += 1
        return
    known.add((number, year))
    seq = _seq(load, place, year, number, values["no"])
    load.found.cases.append(_case(load, place, values, number, seq, officer))


def _text(check: Check, column: str, most: int) -> str:
    """Several lines of text; what a spreadsheet was kept from reading as a formula is itself again."""
    text = _MARKED.sub("", check.row.cells.get(column, ""), count=1)
    if len(text) > most or "\0" in text:
        check.fault(column, say("terlalu panjang (paling banyak {most} huruf) atau rusak", most=most))
    return text


_LENGTHS = {
    "no": 20, "number": 120, "name": 200, "address": 1_000, "contact": 300, "occupation": 200,
    "details": 10_000, "purpose": 2_000, "other_body": 300, "reason": 10_000, "pay_how": 300,
}  # fmt: skip


def _values(check: Check, today: date) -> dict[str, Any]:
    """The cells of a row, read."""
    values: dict[str, Any] = {name: _text(check, name, most) for name, most in _LENGTHS.items()}
    values |= {name: check.day(name) for name in ("on", "noticed_on", "given_on")}
    values["decision"] = check.one_of("decision", DECISIONS)
    values["held"], values["documented"] = check.one_of("held", _YES), check.one_of("documented", _YES)
    values["form"] = check.one_of("form", _FORMS)
    values["is_seen"] = check.one_of("wanted", _WANTED)
    values["channel"] = check.one_of("channel", _CHANNELS)
    values["regime"] = check.one_of("regime", _REGIMES)
    cost = re.sub(r"(?i)^rp\.?|[ .]|,00$|,-$|,-", "", check.row.cells.get("cost", ""))
    if cost and not (cost.isdecimal() and len(cost) < 12):
        check.fault("cost", say("tulis jumlah rupiah dengan angka saja"))
    values["cost"] = int(cost) if cost.isdecimal() else 0
    _check_days(check, values, today)
    if not values["details"]:
        check.fault("details", say("wajib diisi"))
    if not (values["number"] or values["no"]):
        check.fault("number", say("isi nomor pendaftaran, atau nomor urutnya"))
    return values


def _check_days(check: Check, values: dict[str, Any], today: date) -> None:
    """Days in their order: asked, answered, given; none to come, none before the act."""
    asked = values["on"]
    if asked is None:
        if not any(fault.column == check.sheet.columns.get("on", "on") for fault in check.faults):
            check.fault("on", say("wajib diisi"))
        return
    if not _FIRST <= asked <= today:
        check.fault("on", say("tanggal ini belum tiba, atau sebelum UU 14/2008 berlaku"))
    for name, before in (("noticed_on", asked), ("given_on", values["noticed_on"] or asked)):
        if values[name] and not before <= values[name] <= today:
            check.fault(name, say("tanggal ini sebelum {before}, atau belum tiba", before=before.isoformat()))
    needs_notice = values["decision"] in (_S.GRANTED, _S.PARTLY_GRANTED, _S.REFUSED, _S.NOT_HELD)
    if needs_notice and values["noticed_on"] is None:
        check.fault("noticed_on", say("isi tanggal pemberitahuannya, karena keputusannya ada"))


def _officer(load: _Load, check: Check, place: WorkUnit) -> Account | None:
    """Who vouches for the row: a fault where the unit has nobody who serves."""
    if load.by is not None:
        return load.by
    said = check.row.cells.get("officer", "").lower()
    key = (place.pk, said)
    if key not in load.officers:
        load.officers[key] = named_or_first(place, Act.SERVE, said, on=day_at(place, load.at))
    if load.officers[key] is None:
        if said:
            check.fault("officer", say("{email} tidak bertugas melayani di satker ini", email=quoted(said)))
        else:
            check.fault("unit", say("satker ini belum punya petugas yang melayani permohonan"))
    return load.officers[key]


def _known(load: _Load, place: WorkUnit) -> set[tuple[str, int]]:
    """Number and year of what the unit's register has."""
    if place.pk not in load.known:
        rows = InformationRequest.objects.filter(unit=place).exclude(number="")
        load.known[place.pk] = {
            (number, year or 0) for number, year in rows.values_list("number", "number_year")
        }
    return load.known[place.pk]


def _seq(load: _Load, place: WorkUnit, year: int, number: str, no: str) -> int:
    """The place of a row in the register of its year: that of its number, else the next free one."""
    key = (place.pk, year)
    if key not in load.taken:
        rows = InformationRequest.objects.filter(unit=place, number_year=year).exclude(number_seq=None)
        load.taken[key] = {seq for seq in rows.values_list("number_seq", flat=True) if seq}
    taken = load.taken[key]
    own = _OWN_NUMBER.match(number)
    wanted = int(own[2]) if own and int(own[1]) == year else int(no) if no.isdecimal() and len(no) < 9 else 0
    seq = wanted if wanted > 0 and wanted not in taken else max(taken, default=0) + 1
    taken.add(seq)
    return seq


def _move_series(load: _Load) -> None:
    """Numbers that are given from now on follow those that came in."""
    for (unit_id, year), taken in load.taken.items():
        series, _new = NumberSeries.objects.select_for_update().get_or_create(
            unit_id=unit_id, kind=NumberKind.REQUEST.value, year=year
        )
        if series.last < max(taken):
            series.last = max(taken)
            series.save(update_fields=["last"])


def _case(
    load: _Load, place: WorkUnit, values: dict[str, Any], number: str, seq: int, officer: Account
) -> InformationRequest:
    """The case with its applicant, its notice and its hand-over."""
    moment = _moments(place)
    asked = moment(values["on"])
    decision: RequestStatus | None = values["decision"]
    answered = moment(values["noticed_on"]) if values["noticed_on"] else None
    given = moment(values["given_on"]) if values["given_on"] else None
    code = fresh_code()
    row = InformationRequest.objects.create(
        unit=place,
        applicant=_applicant(values),
        status=(decision if decision in _ENDS else _S.CLOSED).value,
        channel=values["channel"].value,
        code=code,
        code_digest=code_digest(code),
        number=number,
        number_year=values["on"].year,
        number_seq=seq,
        subject=subject_from(values["details"])[:300],
        details=values["details"],
        purpose=values["purpose"],
        wanted_form=WantedForm.SEE.value if values["is_seen"] else WantedForm.SOFT_COPY.value,
        regime=values["regime"].value,
        received_at=asked,
        registered_at=asked,
        registered_by=officer,
        decided_at=answered,
        decided_by=officer if answered else None,
        first_reply_at=answered,
        ended_at=given or answered or asked,
        end_reason="Dari register lama",
    )
    if answered:
        _notice(row, values, decision, answered, officer)
    if given:
        _given(row, given, officer)
    note(row, "import", by=load.by, at=load.at, number=number, year=values["on"].year)
    return row


def _moments(place: WorkUnit) -> Callable[[date], datetime]:
    """A moment of a day at the unit's place, of which only the day is known."""
    clock = zone_of(place.region_code).clock
    return lambda day: datetime.combine(day, _HOUR, clock)


def _applicant(values: dict[str, Any]) -> Applicant:
    contact = values["contact"]
    email = next((part.strip() for part in re.split(r"[,;\s]+", contact) if "@" in part), "")[:254]
    phone = re.sub(r"\s*[,;]\s*", " ", contact.replace(email, "") if email else contact).strip(" ,;")[:40]
    return Applicant.objects.create(
        name=values["name"],
        address=values["address"],
        occupation=values["occupation"],
        phone=phone,
        email=email,
        mark=mark_of(email, phone),
    )


def _notice(
    row: InformationRequest,
    values: dict[str, Any],
    decision: RequestStatus | None,
    answered: datetime,
    officer: Account,
) -> None:
    costs = [{"what": "Biaya", "count": 1, "each": values["cost"]}] if values["cost"] else []
    WrittenNotice.objects.create(
        request=row,
        result=decision.value if decision else "",
        number=_old_number("PT", row),
        noticed_at=answered,
        form=values["form"].value,
        costs=costs,
        pay_how=values["pay_how"],
        ground=_ground(decision, values),
        ground_reason=values["reason"],
        is_documented=values["documented"] is not False,
        other_body=values["other_body"],
        signed_by=officer,
    )


def _ground(decision: RequestStatus | None, values: dict[str, Any]) -> str:
    """The coded ground that the old words tell; "" where they tell none."""
    if decision is _S.NOT_HELD or (decision is _S.REFUSED and values["held"] is False):
        is_missing = values["documented"] is False and not values["other_body"]
        return (RefusalGround.NOT_DOCUMENTED if is_missing else RefusalGround.NOT_HELD).value
    said = values["reason"].lower()
    is_exempt = decision in (_S.REFUSED, _S.PARTLY_GRANTED) and ("17" in said or "kecuali" in said)
    return RefusalGround.EXEMPT.value if is_exempt else ""


def _given(row: InformationRequest, given: datetime, officer: Account) -> None:
    HandOver.objects.create(
        request=row,
        number=_old_number("BAST", row),
        handed_at=given,
        handed_by=officer,
        given=row.subject,
        way=Delivery.PICK_UP.value,
        recipient=row.applicant.name,
        confirmed_at=given,
    )


def _old_number(kind: str, row: InformationRequest) -> str:
    """A number for a paper whose own number the old register does not tell; none of ours looks like it."""
    return f"LAMA-{kind}/{row.unit.slug}/{row.number_year}/{row.number_seq}"
