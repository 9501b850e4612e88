"""Consequence tests of KPU Kabupaten Jombang: prepared by Ani, handed up by Fajar, decided above."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from terbuka.models import Account, ConsequenceTest, ExemptDocument
from terbuka.rules.exemption import Letter, TestMoment
from terbuka.rules.people import Role
from terbuka.services.catalogue import exemptdeciding, exempting
from tests import make
from tests.make.cast import BEGAN, JOMBANG, Cast, appoint, unit

PROVINCE = "kpu-provinsi-jawa-timur"
HELD = "Jombang"
DIPLOMA = "Ijazah calon yang diserahkan saat pendaftaran"
HEALTH = "Hasil pemeriksaan kesehatan calon"
REASONS: dict[str, Any] = {
    "letter": Letter.H.value,
    "act": "UU 27/2022 tentang Pelindungan Data Pribadi",
    "article": "Pasal 4 ayat (2)",
    "harm": "Nomor ijazah dan tanda tangan calon dapat dipakai memalsukan identitasnya.",
    "benefit": "Data pribadi calon terlindungi dan berkas asli tetap diserahkan.",
    "public_interest": "Publik tetap dapat memeriksa syarat calon lewat hasil verifikasi yang diumumkan.",
    "withheld_part": "Nomor ijazah dan tanda tangan",
    "description": "Salinan ijazah terakhir calon bupati.",
    "is_permanent": True,
    "until": None,
    "item": "",
}
LIMITED: dict[str, Any] = {
    "letter": Letter.A.value,
    "act": "UU 7/2017 tentang Pemilihan Umum",
    "article": "Pasal 454",
    "harm": "Nama pelapor diketahui terlapor sehingga saksi dapat ditekan sebelum diperiksa.",
    "withheld_part": "",
    "is_permanent": False,
}


def head(**values: Any) -> dict[str, Any]:
    """What is typed into the head of a test, complete for the minutes."""
    return {
        "subject": "Berkas pencalonan Pilkada 2024",
        "holder": "Subbagian Teknis",
        "moment": TestMoment.BEFORE_REQUEST.value,
        "request_number": "",
        "received_on": None,
        "regime": "",
        "held_on": BEGAN,
        "held_in": HELD,
        "participants": "Rina Dewi, Sekretaris\nJoni Putra, Kasubbag Hukum",
        "opinions": "Seluruh peserta sependapat.",
    } | values


def begun(people: Cast, *, slug: str = JOMBANG, at: datetime = make.NOON, **values: Any) -> ConsequenceTest:
    """A draft of Ani's with a complete head and no document."""
    return exempting.begin_test(unit(slug), head(**values), by=people.ani, at=at)


def document(
    test: ConsequenceTest, people: Cast, *, title: str = DIPLOMA, at: datetime = make.NOON, **values: Any
) -> ExemptDocument:
    """A document with all its reasons; 17h for good unless others are given."""
    return exempting.add_document(test, {"title": title, **REASONS, **values}, by=people.ani, at=at)


def reported(
    test: ConsequenceTest, people: Cast, *, until: date, at: datetime = make.NOON, **values: Any
) -> ExemptDocument:
    """A document withheld until a day: 17a, with reasons of its own."""
    more = {"title": "Laporan dugaan pelanggaran", **LIMITED, "until": until, **values}
    return document(test, people, at=at, **more)


def proposed(
    people: Cast, *, slug: str = JOMBANG, at: datetime = make.NOON, **values: Any
) -> ConsequenceTest:
    """A test with one document, proposed by Ani."""
    test = begun(people, slug=slug, at=at, **values)
    document(test, people, at=at)
    return exempting.propose_test(test, by=people.ani, at=at)


def escalated(people: Cast, *, at: datetime = make.NOON, **values: Any) -> ConsequenceTest:
    """Handed up to the province by Fajar."""
    return exemptdeciding.escalate_test(proposed(people, at=at, **values), by=people.fajar, at=at)


def supervisor(slug: str = PROVINCE, name: str = "Lina") -> Account:
    """Who decides at a unit."""
    person = make.account(name, f"{name.lower()}.{slug}@contoh.example")
    appoint(person, Role.SUPERVISOR, slug)
    return person


def decided(
    test: ConsequenceTest,
    by: Account,
    *,
    at: datetime = make.NOON,
    only: set[int] | None = None,
    **values: Any,
) -> ConsequenceTest:
    """Withheld, all of it or `only` these documents, by decree 12/PPID/2026."""
    pks = set(test.documents.values_list("pk", flat=True))
    approved = pks if only is None else only
    return exemptdeciding.decide_test(
        test,
        approved=approved,
        notes=dict.fromkeys(pks - approved, "Tidak memuat data pribadi."),
        decree_number="12/PPID/2026",
        decree_on=BEGAN,
        by=by,
        at=at,
        **values,
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """One test in each state that pages show, all of KPU Kabupaten Jombang."""

    draft: ConsequenceTest
    proposed: ConsequenceTest
    escalated: ConsequenceTest
    approved: ConsequenceTest


def desk(people: Cast, *, at: datetime = make.NOON) -> Desk:
    """Everything at once, for pages and the scope matrix."""
    draft = begun(people, subject="Laporan yang sedang diselidiki", at=at)
    document(draft, people, at=at)
    handed_up = escalated(people, subject="Hasil pemeriksaan kesehatan", at=at)
    public = escalated(people, at=at)
    return Desk(
        draft=draft,
        proposed=proposed(people, subject="Berkas pengadaan", at=at),
        escalated=handed_up,
        approved=decided(public, supervisor(), at=at),
    )


def named(laid: Desk) -> dict[str, dict[str, Any]]:
    """What the addresses of exempt information name, by pattern."""
    of_draft = ("test_edit", "test_document_new", "test_propose", "test_discard")
    of_proposed = ("test_escalate", "test_decide", "test_return")
    of_approved = ("consequence_test", "test_sheet", "test_minutes", "test_decree")
    withheld = laid.approved.documents.get()
    return (
        {name: {"pk": laid.draft.pk} for name in of_draft}
        | {name: {"pk": laid.proposed.pk} for name in of_proposed}
        | {name: {"pk": laid.approved.pk} for name in of_approved}
        | {
            "test_document": {"pk": laid.draft.pk, "doc": laid.draft.documents.get().pk},
            "test_document_open": {"pk": laid.approved.pk, "doc": withheld.pk},
        }
    )
