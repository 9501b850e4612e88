"""The three registers in their official order of columns, year by year, and the gaps in their numbers.

Columns follow the forms of Perki 1/2010, which live on in practice. What stands in
them names applicants: only the office itself reads them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from terbuka.models import Account, Dispute, InformationRequest, NumberSeries, Objection, WorkUnit
from terbuka.rules.language import Phrase, say, speaking
from terbuka.rules.register.channels import FORM_WORDS, WantedForm
from terbuka.rules.register.disputes import STATUS_WORDS as DISPUTE_WORDS
from terbuka.rules.register.disputes import DisputeStatus, DisputeStepKind
from terbuka.rules.register.numbering import NumberKind
from terbuka.rules.register.objections import GROUND_WORDS as OBJECTION_GROUNDS
from terbuka.rules.register.objections import STATUS_WORDS as OBJECTION_WORDS
from terbuka.rules.register.objections import Ground, ObjectionStatus
from terbuka.rules.register.refusals import GROUND_WORDS, RefusalGround
from terbuka.rules.register.requests import STATUS_WORDS, RequestStatus
from terbuka.services.events import record
from terbuka.services.register.places import local_day

type Cell = str | int | None


class Book(StrEnum):
    """Which register; the value stands in addresses and commands."""

    REQUESTS = "requests"
    OBJECTIONS = "objections"
    DISPUTES = "disputes"


NUMBERED = {
    Book.REQUESTS: NumberKind.REQUEST,
    Book.OBJECTIONS: NumberKind.OBJECTION,
    Book.DISPUTES: NumberKind.DISPUTE,
}
_MODELS: dict[Book, Any] = {
    Book.REQUESTS: InformationRequest,
    Book.OBJECTIONS: Objection,
    Book.DISPUTES: Dispute,
}
BOOK_WORDS: dict[Book, Phrase] = {
    Book.REQUESTS: say("Buku register permohonan informasi publik"),
    Book.OBJECTIONS: say("Register keberatan"),
    Book.DISPUTES: say("Register sengketa informasi"),
}
# The columns in their order: the name in files, and the heading on paper.
HEADS: dict[Book, dict[str, str]] = {
    Book.REQUESTS: {
        "no": "No",
        "nomor_pendaftaran": "Nomor pendaftaran",
        "tanggal": "Tanggal",
        "nama": "Nama",
        "alamat": "Alamat",
        "kontak": "Nomor kontak",
        "pekerjaan": "Pekerjaan",
        "informasi_diminta": "Informasi yang diminta",
        "tujuan": "Tujuan penggunaan",
        "dikuasai": "Dikuasai",
        "badan_publik_lain": "Badan publik yang menguasai",
        "didokumentasikan": "Terdokumentasi",
        "bentuk_informasi": "Bentuk informasi",
        "jenis_permintaan": "Jenis permintaan",
        "keputusan": "Keputusan",
        "alasan_penolakan": "Alasan penolakan",
        "tanggal_pemberitahuan": "Pemberitahuan tertulis",
        "tanggal_pemberian": "Pemberian informasi",
        "biaya": "Biaya (Rp)",
        "cara_pembayaran": "Cara pembayaran",
    },
    Book.OBJECTIONS: {
        "no": "No",
        "tanggal_terima": "Tanggal terima",
        "nomor_registrasi": "Nomor registrasi",
        "nama": "Nama",
        "alamat": "Alamat",
        "kontak": "Nomor kontak",
        "pekerjaan": "Pekerjaan",
        "nomor_pendaftaran": "Nomor permohonan",
        "informasi_diminta": "Informasi yang diminta",
        "tujuan": "Tujuan penggunaan",
        "alasan": "Alasan (Pasal 35)",
        "keputusan_atasan": "Keputusan atasan PPID",
        "tanggal_tanggapan": "Tanggal tanggapan",
        "nama_atasan": "Nama atasan PPID",
        "jabatan_atasan": "Jabatan",
        "tanggapan_pemohon": "Tanggapan pemohon",
    },
    Book.DISPUTES: {
        "no": "No",
        "nomor_ki": "Nomor Komisi Informasi",
        "pemohon": "Pemohon",
        "termohon": "Termohon",
        "pokok": "Pokok sengketa",
        "tanggal_ajuan": "Diajukan",
        "tanggal_registrasi": "Diregistrasi",
        "tanggal_sidang": "Sidang",
        "mediator": "Mediator",
        "putusan": "Putusan",
        "tanggal_terima_putusan": "Putusan diterima",
        "upaya_hukum": "Upaya hukum",
        "pelaksanaan": "Pelaksanaan",
    },
}
_COURTS = {DisputeStatus.IN_COURT.value, DisputeStatus.IN_CASSATION.value}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _yes(value: bool | None) -> str:
    return "" if value is None else "ya" if value else "tidak"


def _held_rows(book: Book, unit: WorkUnit, year: int | None) -> QuerySet[Any]:
    rows = _MODELS[book]._default_manager.filter(unit=unit).exclude(number="")
    if year is not None:
        rows = rows.filter(number_year=year)
    return rows.order_by("number_year", "number_seq")


def rows_of(book: Book, unit: WorkUnit, year: int | None = None) -> list[tuple[Cell, ...]]:
    """The rows of a register under its columns, oldest number first, in Indonesian; days as 2026-01-31.

    At most four queries, however many rows.
    """
    rows = _held_rows(book, unit, year)
    with speaking("id"):
        if book is Book.REQUESTS:
            found = rows.select_related("applicant", "notice").prefetch_related("hand_overs")
            return [_request_row(n, unit, one) for n, one in enumerate(found, start=1)]
        if book is Book.OBJECTIONS:
            found = rows.select_related("applicant", "request", "item", "decided_by")
            positions = _positions(unit)
            return [_objection_row(n, unit, one, positions) for n, one in enumerate(found, start=1)]
        found = rows.select_related("objection__applicant").prefetch_related("steps")
        return [_dispute_row(n, unit, one) for n, one in enumerate(found, start=1)]


def count_of(book: Book, unit: WorkUnit, year: int | None = None) -> int:
    """How many rows a register has."""
    return _held_rows(book, unit, year).count()


def _contact(case: InformationRequest | Objection) -> str:
    return ", ".join(filter(None, (case.applicant.phone, case.applicant.email)))


def _request_row(n: int, unit: WorkUnit, one: InformationRequest) -> tuple[Cell, ...]:
    who, notice = one.applicant, getattr(one, "notice", None)
    given = max(one.hand_overs.all(), key=lambda row: row.handed_at, default=None)
    return (
        n,
        one.number,
        _day(local_day(unit, one.registered_at or one.received_at)),
        who.name,
        who.address,
        _contact(one),
        who.occupation,
        one.details or one.subject,
        one.purpose,
        *_holding(notice),
        "" if notice is None else FORM_WORDS[WantedForm(notice.form)].source,
        "melihat" if one.wanted_form == WantedForm.SEE else "salinan",
        decision_of(one),
        _refusal(notice),
        _day(local_day(unit, notice.noticed_at)) if notice else "",
        _day(local_day(unit, given.handed_at)) if given else "",
        sum(int(cost["count"]) * int(cost["each"]) for cost in notice.costs) if notice else None,
        notice.pay_how if notice else "",
    )


def _holding(notice: Any) -> tuple[str, str, str]:
    """Whether the body holds it, who else does, and whether it is documented."""
    if notice is None:
        return "", "", ""
    is_held = notice.ground not in (RefusalGround.NOT_HELD.value, RefusalGround.NOT_DOCUMENTED.value)
    return _yes(is_held), notice.other_body, _yes(notice.is_documented)


def decision_of(one: InformationRequest) -> str:
    """What was decided, else how the request stands, in Indonesian."""
    notice = getattr(one, "notice", None)
    word = (notice.result if notice else "") or one.status
    return STATUS_WORDS[RequestStatus(word)].source


def _refusal(notice: Any) -> str:
    if notice is None or not (notice.ground or notice.ground_reason):
        return ""
    ground = GROUND_WORDS[RefusalGround(notice.ground)].source if notice.ground else ""
    return ": ".join(filter(None, (ground, notice.ground_reason)))


def _positions(unit: WorkUnit) -> dict[str, str]:
    """The position of each person whom the unit's decree names, by name."""
    rows = unit.ppid_members.values_list("name", "position")
    return {name.lower(): position for name, position in rows}


def _objection_row(n: int, unit: WorkUnit, one: Objection, positions: Mapping[str, str]) -> tuple[Cell, ...]:
    who, asked = one.applicant, one.request
    grounds = [Ground(letter) for letter in one.grounds if letter in set(Ground)]
    about = (asked.details or asked.subject) if asked else one.item.name if one.item else ""
    name = one.decided_by.name if one.decided_by else ""
    return (
        n,
        _day(local_day(unit, one.filed_at)),
        one.number,
        who.name,
        who.address,
        _contact(one),
        who.occupation,
        asked.number if asked else "",
        about,
        asked.purpose if asked else "",
        "; ".join(f"{ground.value}: {OBJECTION_GROUNDS[ground].source}" for ground in grounds),
        OBJECTION_WORDS[ObjectionStatus(one.result or one.status)].source,
        _day(local_day(unit, one.decided_at)) if one.decided_at else "",
        name,
        (positions.get(name.lower()) or f"Atasan PPID {unit.short_name}") if name else "",
        one.reaction,
    )


def _dispute_row(n: int, unit: WorkUnit, one: Dispute) -> tuple[Cell, ...]:
    steps = list(one.steps.all())
    courts = [step for step in steps if step.kind == DisputeStepKind.COURT]
    hearings = [step.on.isoformat() for step in steps if step not in courts]
    legal = "; ".join(f"{step.on.isoformat()} {step.result}".strip() for step in courts)
    status = DISPUTE_WORDS[DisputeStatus(one.status)].source
    decision = ", ".join(filter(None, (one.decision_number, one.outcome, one.decision)))
    obeyed = f"dilaksanakan {one.obeyed_on.isoformat()}" if one.obeyed_on else ""
    return (
        n,
        one.commission_number or one.number,
        one.objection.applicant.name,
        unit.name,
        one.subject,
        _day(one.filed_on),
        _day(one.registered_on),
        "; ".join(hearings),
        one.mediator,
        decision or status,
        _day(one.decision_received_on),
        legal or (status if one.status in _COURTS else ""),
        "; ".join(filter(None, (one.order, obeyed))),
    )


def years_of(unit: WorkUnit) -> list[int]:
    """The years in which any register of the unit has a number, the newest first."""
    found: set[int] = set()
    for model in _MODELS.values():
        found |= set(
            model._default_manager.filter(unit=unit).values_list("number_year", flat=True).distinct()
        )
    return sorted((year for year in found if year), reverse=True)


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers of a series that no row bears, `first` to `last`; `reason` is "" where none was recorded."""

    book: Book
    year: int
    first: int
    last: int
    reason: str


def gaps_of(unit: WorkUnit) -> list[Gap]:
    """Every stretch of numbers without a row, with its reason; newest year first."""
    kinds = {kind.value: book for book, kind in NUMBERED.items()}
    found: list[Gap] = []
    series = NumberSeries.objects.filter(unit=unit, kind__in=kinds).prefetch_related("gaps")
    for one in series.order_by("-year", "kind"):
        book = kinds[one.kind]
        rows = _MODELS[book]._default_manager.filter(unit=unit, number_year=one.year)
        there = set(rows.exclude(number_seq=None).values_list("number_seq", flat=True))
        reasons = [(gap.first, gap.last, gap.reason) for gap in one.gaps.all()]
        found += [Gap(book, one.year, *stretch) for stretch in _stretches(there, one.last, reasons)]
    return found


def _stretches(
    there: set[int], last: int, reasons: list[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """Stretches of missing numbers up to `last`, each of one reason."""
    begun: tuple[int, str] | None = None
    for number in range(1, last + 2):
        reason = next((why for first, end, why in reasons if first <= number <= end), "")
        is_missing = number <= last and number not in there
        if begun and (not is_missing or reason != begun[1]):
            yield begun[0], number - 1, begun[1]
            begun = None
        if is_missing and begun is None:
            begun = (number, reason)


def note_export(
    unit: WorkUnit, book: Book, *, year: int | None, form: str, by: Account | None, at: datetime
) -> None:
    """Record that a register, which names applicants, left as a file."""
    told = {"unit": unit.pk, "book": book.value, "year": year, "form": form}
    record("register", unit.pk, "export", by=by, at=at, payload=told)


def public_requests(unit: WorkUnit) -> QuerySet[InformationRequest]:
    """The registered requests of a unit with what the public may know of them, newest number first."""
    rows = InformationRequest.objects.filter(unit=unit).filter(~Q(number="")).select_related("notice")
    return rows.order_by("-number_year", "-number_seq")
