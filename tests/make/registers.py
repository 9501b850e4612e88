"""Rows of the registers as years of service leave them: stored directly, so that a test has many at once."""

from datetime import UTC, datetime, timedelta
from typing import Any

from terbuka.models import (
    Account,
    Applicant,
    Dispute,
    DisputeStep,
    HandOver,
    InformationRequest,
    NumberSeries,
    Objection,
    ServiceYear,
    WorkUnit,
    WrittenNotice,
)
from terbuka.rules.register.numbering import NumberKind, number_of
from terbuka.services.register.reporting import TEXTS, publish_report, save_year
from terbuka.services.register.sealing import code_digest, fresh_code
from tests.make.cast import Cast, unit

# A Monday in March of a year with a list of holidays, 09.15 at Jombang.
MONDAY = datetime(2026, 3, 2, 2, 15, tzinfo=UTC)
NIK = "3517012304900007"


def applicant(**values: Any) -> Applicant:
    """Citra, who asks."""
    told = {
        "name": "Citra Lestari",
        "address": "Jalan Merdeka 5, Jombang",
        "occupation": "Guru",
        "phone": "081234567890",
        "email": "citra@contoh.example",
    }
    return Applicant.objects.create(**told | values)


def _numbered(kind: NumberKind, place: WorkUnit, at: datetime, seq: int) -> dict[str, Any]:
    series, _new = NumberSeries.objects.get_or_create(unit=place, kind=kind.value, year=at.year)
    series.last = max(series.last, seq)
    series.save()
    number = number_of(kind, place.slug, at.year, seq)
    return {"number": number, "number_year": at.year, "number_seq": seq}


def registered(
    by: Account, seq: int = 1, *, at: datetime = MONDAY, place: WorkUnit | None = None, **values: Any
) -> InformationRequest:
    """A registered request of KPU Kabupaten Jombang, received and registered by Ani."""
    where, code = place or unit(), fresh_code()
    told = {
        "status": "registered",
        "channel": "desk",
        "subject": "Rekapitulasi suara tiap TPS Kecamatan Diwek",
        "details": "Rekapitulasi suara tiap TPS Kecamatan Diwek pada Pemilu 2024, dalam bentuk tabel.",
        "purpose": "Penelitian tentang partisipasi pemilih",
        "regime": "umum",
    }
    own = values.pop("applicant", None) or applicant()
    return InformationRequest.objects.create(
        unit=where, applicant=own, code=code, code_digest=code_digest(code), received_at=at, received_by=by,
        registered_at=at, registered_by=by, **_numbered(NumberKind.REQUEST, where, at, seq), **told | values,
    )  # fmt: skip


def answered(
    by: Account, seq: int = 1, *, at: datetime = MONDAY, days: int = 4, result: str = "granted", **values: Any
) -> InformationRequest:
    """A request that was answered some days later; `notice` holds more of its notice."""
    more = values.pop("notice", {})
    row = registered(by, seq, at=at, status=values.pop("status", result), **values)
    row.decided_at, row.decided_by = at + timedelta(days=days), by
    row.save()
    told = {
        "result": result,
        "number": number_of(NumberKind.NOTICE, row.unit.slug, at.year, seq),
        "noticed_at": row.decided_at,
        "signed_by": by,
        "answer": "Rekapitulasi terlampir dalam bentuk tabel.",
    }
    if result == "refused":
        told |= {"ground": "exempt", "ground_reason": "Memuat nomor ijazah calon.", "answer": ""}
    if result == "not_held":
        told |= {"ground": "not_held", "ground_reason": "Disimpan KPU Provinsi.", "answer": ""}
    WrittenNotice.objects.create(request=row, **told | more)
    return row


def handed(row: InformationRequest, by: Account) -> HandOver:
    """What was granted, handed over and taken."""
    assert row.decided_at
    return HandOver.objects.create(
        request=row,
        number=number_of(NumberKind.HAND_OVER, row.unit.slug, 2026, row.number_seq or 0),
        handed_at=row.decided_at + timedelta(hours=2),
        handed_by=by,
        given="Rekapitulasi suara tiap TPS (XLSX)",
        count="1 berkas, 48 halaman",
        way="email",
        recipient=row.applicant.name,
        confirmed_at=row.decided_at + timedelta(hours=5),
    )


def objected(row: InformationRequest, by: Account, seq: int = 1, **values: Any) -> Objection:
    """An objection to the answer of a request, decided by Fajar."""
    assert row.decided_at
    at, code = row.decided_at + timedelta(days=3), fresh_code()
    told = {
        "status": "partly_granted",
        "result": "partly_granted",
        "channel": "web",
        "grounds": ["a", "d"],
        "position": "Yang saya minta bukan ijazahnya, melainkan hasil verifikasinya.",
        "wanted": "Hasil verifikasi diberikan.",
        "answer_number": number_of(NumberKind.OBJECTION_ANSWER, row.unit.slug, at.year, seq),
        "consideration": "Hasil verifikasi sudah diumumkan, sehingga tidak lagi dikecualikan.",
        "order": "Berikan hasil verifikasi calon tanpa nomor ijazah.",
        "order_due_on": (at + timedelta(days=14)).date(),
        "regime": "umum",
        "decided_at": at + timedelta(days=9),
        "decided_by": by,
    }
    return Objection.objects.create(
        unit=row.unit, request=row, applicant=row.applicant, code=code, code_digest=code_digest(code),
        filed_at=at, registered_at=at, registered_by=by,
        **_numbered(NumberKind.OBJECTION, row.unit, at, seq), **told | values,
    )  # fmt: skip


def reported(by: Account, year: int, *, at: datetime, place: WorkUnit | None = None) -> ServiceYear:
    """What the office wrote of a year, published by who may."""
    values = dict.fromkeys(TEXTS, "Sudah berjalan sesuai SOP.") | {"budget": "12500000", "budget_spent": ""}
    row = save_year(place or unit(), year, values=values, expected=0, by=by, at=at)
    return publish_report(row, expected=1, by=by, at=at)


def named(players: Cast, *, at: datetime) -> dict[str, dict[str, Any]]:
    """What the addresses of registers and reports name; last year is published."""
    year = at.year - 1
    reported(players.fajar, year, at=at)
    paper = {"name": "tanda-bukti"}
    return {
        "register_export": {"book": "permohonan", "kind": "csv"},
        "service_year": {"year": year},
        "service_year_publish": {"year": year},
        "service_report": {"year": year, "kind": "csv"},
        "report_public": {"year": year, "kind": "json"},
        "paper_words_edit": paper,
        "paper_words_preview": paper,
    }


def disputed(row: Objection, by: Account, seq: int = 1, **values: Any) -> Dispute:
    """The dispute that followed, with its first hearing."""
    assert row.decided_at
    at = row.decided_at + timedelta(days=10)
    told = {
        "status": "registered",
        "commission": "Komisi Informasi Provinsi Jawa Timur",
        "commission_number": "014/III/KI-Prov.Jatim-PS/2026",
        "subject": "Hasil verifikasi berkas calon",
        "filed_on": at.date(),
        "registered_on": (at + timedelta(days=5)).date(),
        "representative": "Rina Dewi, Sekretaris",
        "brought": ["proxy", "register"],
        "began_at": at,
        "began_by": by,
    }
    made = Dispute.objects.create(
        unit=row.unit, objection=row, **_numbered(NumberKind.DISPUTE, row.unit, at, seq), **told | values
    )
    DisputeStep.objects.create(
        dispute=made, kind="first_hearing", on=(at + timedelta(days=12)).date(), hour="10:00",
        place="Ruang sidang Komisi Informasi, Surabaya",
    )  # fmt: skip
    return made
