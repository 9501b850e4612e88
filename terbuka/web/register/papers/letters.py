"""What all papers of a case share: the office's letterhead, who signs, long days, the sheet itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from terbuka.documents.qr import qr_svg
from terbuka.documents.typesetting import typeset
from terbuka.models import (
    Account,
    Applicant,
    Event,
    InformationRequest,
    Objection,
    PpidMember,
    UnitProfile,
    WorkUnit,
)
from terbuka.models.units import PpidRole
from terbuka.rules.contacts import spoken_number
from terbuka.rules.people import Role
from terbuka.rules.register.papers import PaperKind
from terbuka.rules.register.paperwords import Words, filled
from terbuka.rules.units import Institution, Level
from terbuka.rules.zones import zone_of
from terbuka.services.register.paperwords import words_of
from terbuka.services.register.places import Case, own_path
from terbuka.services.register.rows import DISPUTE, OBJECTION, REQUEST
from terbuka.web.exemption.papertexts import long_day, plain_day, points, sentences
from terbuka.web.linked import absolute
from terbuka.web.outreach.example import example_warning

type Part = dict[str, Any]
BODIES = {
    Institution.KPU.value: "Komisi Pemilihan Umum",
    Institution.BAWASLU.value: "Badan Pengawas Pemilihan Umum",
}
TITLES = {
    PaperKind.RECEIPT: "Tanda Bukti Penerimaan Permohonan Informasi Publik",
    PaperKind.COMPLETION: "Pemberitahuan Perbaikan Permohonan Informasi Publik",
    PaperKind.NOTICE: "Pemberitahuan Tertulis",
    PaperKind.EXTENSION: "Pemberitahuan Perpanjangan Waktu",
    PaperKind.REFUSAL: "Keputusan PPID tentang Penolakan Permohonan",
    PaperKind.OBJECTION_FORM: "Pernyataan Keberatan atas Permohonan Informasi Publik",
    PaperKind.OBJECTION_ANSWER: "Tanggapan Atasan PPID atas Keberatan",
    PaperKind.HAND_OVER: "Berita Acara Penyerahan Informasi Publik",
    PaperKind.PROXY: "Surat Kuasa Khusus",
    PaperKind.SUMMONS_LIST: "Daftar yang Dibawa ke Sidang Sengketa Informasi",
}
_OFFICES = {PpidRole.PPID: Role.PPID.value, PpidRole.SUPERVISOR: Role.SUPERVISOR.value}
# In which row of its facts a paper names the code that opens the applicant's own page.
CODE_ROW = "Kode perkara"
BLANK = "................................"


class NoPaperError(LookupError):
    """The case has not come to this paper yet, or never does."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper before it is set. `told` fills the places of the office's own words; `link` becomes a code."""

    unit: WorkUnit
    kind: PaperKind
    parts: list[Part]
    number: str = ""
    told: dict[str, str] = field(default_factory=dict)
    people: Part = field(default_factory=dict)
    link: str = ""
    link_words: str = ""
    basis: str = ""


def said(text: object) -> str:
    """A value as a paper shows it; a dash for nothing."""
    return str(text).strip() or "–"


def begun(text: object) -> str:
    """A text with a capital at its beginning, the rest as it is."""
    words = str(text)
    return words[:1].upper() + words[1:]


def head_of(unit: WorkUnit) -> dict[str, Any]:
    """The letterhead: body, place, how the office is reached."""
    profile = UnitProfile.objects.filter(unit=unit).first() or UnitProfile(unit=unit)
    place = "Republik Indonesia" if unit.level == Level.NATIONAL.value else unit.region_name
    ways = [
        f"Telepon {spoken_number(profile.phone)}" if profile.phone else "",
        f"WhatsApp {spoken_number(profile.whatsapp)}" if profile.whatsapp else "",
        f"Surel {profile.email}" if profile.email else "",
    ]
    address = ", ".join(profile.address.split("\n"))
    lines = [address, "  ·  ".join(filter(None, ways))]
    return {"body": BODIES[unit.institution], "place": place, "contact": [one for one in lines if one]}


def contact_of(unit: WorkUnit) -> str:
    """Where the applicant asks, in one line."""
    return "; ".join(head_of(unit)["contact"]) or unit.name


def moment_of(unit: WorkUnit, at: datetime | None) -> str:
    """Jumat, 13 Maret 2026 pukul 09.30 WIB, at the unit's place."""
    if at is None:
        return "–"
    local = at.astimezone(zone_of(unit.region_code).clock)
    return f"{long_day(local.date())} pukul {local:%H.%M} {unit.zone}"


def day_of(unit: WorkUnit, at: datetime | None) -> date | None:
    """The day of a moment at the unit's place."""
    return at.astimezone(zone_of(unit.region_code).clock).date() if at else None


def town_of(unit: WorkUnit) -> str:
    """Where a paper is signed."""
    name = "Jakarta" if unit.level == Level.NATIONAL.value else unit.region_name
    for before in ("Kabupaten ", "Kota ", "Provinsi ", "Administrasi "):
        name = name.removeprefix(before)
    return name


def signer(unit: WorkUnit, role: PpidRole, account: Account | None = None) -> tuple[str, str, str]:
    """A place to sign: the role, the person who did it (else whom the decree names), the position.

    Who acted for the PPID without being it signs on the PPID's behalf.
    """
    words = {PpidRole.PPID: "PPID", PpidRole.SUPERVISOR: "Atasan PPID"}
    office = f"{words.get(role, 'Petugas layanan informasi')} {unit.short_name},"
    named = PpidMember.objects.filter(unit=unit, role=role.value)
    if account is not None:
        if role in _OFFICES and not account.appointments.filter(unit=unit, role=_OFFICES[role]).exists():
            office = f"a.n. {office}"
        own = named.filter(name__iexact=account.name).first()
        return office, account.name, own.position if own else ""
    first = named.first()
    return (office, first.name, first.position) if first else (office, "", "")


def applicant_rows(one: Applicant, *, is_whole: bool = True) -> list[list[str]]:
    """Who asked, as letters name them."""
    rows = [["Nama", said(one.name)]]
    if one.proxy_name:
        rows.append(["Kuasa pemohon", one.proxy_name])
    if is_whole:
        rows += [
            ["Alamat", said(", ".join(one.address.split("\n")))],
            ["Pekerjaan", said(one.occupation)],
            ["Telepon, surel", said(", ".join(filter(None, (one.phone, one.email))))],
        ]
    return rows


def newest_event(case: Case, verb: str) -> Event | None:
    """The newest event of this verb on a case."""
    kind = {InformationRequest: REQUEST, Objection: OBJECTION}.get(type(case), DISPUTE)
    return Event.objects.filter(subject_kind=kind, subject_id=case.pk, verb=verb).order_by("-id").first()


def set_sheet(sheet: Sheet, *, at: datetime, words: Words | None = None) -> bytes:
    """The paper as PDF, with the words of the office (or these) around its fields."""
    own = words or words_of(sheet.unit)[sheet.kind].words
    told = {"satker": sheet.unit.name, "nomor": sheet.number, **sheet.told}
    title = TITLES[sheet.kind]
    data = {
        "head": head_of(sheet.unit),
        "number": sheet.number,
        "parts": [sentences("", filled(own.opening, told)), *sheet.parts],
        "closing": filled(own.closing, told),
        "people": sheet.people.get("people", []),
        "running": f"{title} – {sheet.number or sheet.unit.short_name}",
        "warning": example_warning(),
        "foot": f"{sheet.basis}  Dicetak {plain_day(day_of(sheet.unit, at))}.".strip(),
        "link": sheet.link,
        "link_words": sheet.link_words,
        "qr": qr_svg(sheet.link) if sheet.link else "",
    }
    return typeset("letter", data, title=title, language="id", at=at)


def without_code(sheet: Sheet) -> Sheet:
    """The paper for others than the applicant: no code of the case, no address that bears it."""
    parts = [
        part | {"rows": [row for row in part["rows"] if row[0] != CODE_ROW]} if "rows" in part else part
        for part in sheet.parts
    ]
    return replace(sheet, parts=parts, link="", link_words="")


def numbered(title: str, lines: Iterable[str]) -> Part:
    """A part of lines with a number each."""
    return points(title, [[f"{n}.", line] for n, line in enumerate(lines, start=1)]) | {"mark": 0.7}


def told_of(number: str, applicant: Applicant, subject: str, on: date | None) -> dict[str, str]:
    """What the places of the office's words are filled with."""
    return {"nomor": number, "pemohon": applicant.name, "informasi": subject, "tanggal": plain_day(on)}


def page_of(case: InformationRequest | Objection) -> str:
    """The whole address of the applicant's own page."""
    return absolute(own_path(case))
