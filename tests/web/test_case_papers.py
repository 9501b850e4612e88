"""The papers of a case: each is set once, and says what the law wants on it."""

from pathlib import Path
from typing import Any

import pytest

from terbuka.models import InformationRequest
from terbuka.rules.register.papers import PaperKind
from terbuka.services.register.paperwords import save_words
from terbuka.web.register.papers import NoPaperError, paper_of, papers_for
from tests import make, papers
from tests.make import exemption, registers, units
from tests.make.cast import Cast, cast, unit

pytestmark = pytest.mark.django_db
# What the digest of the law asks of each paper.
WANTED = {
    PaperKind.RECEIPT: (
        "REG/kpu-kab-jombang/2026/1", "Senin, 2 Maret 2026 pukul 09.15 WIB", "Citra Lestari", "Diwek",
        "Meja layanan", "Ani", "Senin, 16 Maret 2026", "UU 14/2008",
    ),
    PaperKind.EXTENSION: ("7 hari kerja", "Rabu, 1 April 2026", "masih dihimpun dari 21 kecamatan"),
    PaperKind.NOTICE: (
        "PT/kpu-kab-jombang/2026/1", "Jalan Merdeka 5", "081234567890", "Diberikan sebagian",
        "A. Informasi yang dapat diberikan", "Rp 9.600", "Nama saksi dihitamkan",
        "B. Informasi yang tidak dapat diberikan", "SKP/kpu-kab-jombang/2026/1", "30 hari kerja",
    ),
    PaperKind.REFUSAL: (
        "SKP/kpu-kab-jombang/2026/1", "Citra Lestari", "Guru", "Pasal 17 huruf h",
        "dipakai memalsukan identitasnya", "Tetap", "KETIGA", "keberatan",
    ),
    PaperKind.HAND_OVER: (
        "BAST/kpu-kab-jombang/2026/1", "48 halaman", "Nama saksi dihitamkan", "Yang menerima",
    ),
    PaperKind.OBJECTION_FORM: (
        "KBR/kpu-kab-jombang/2026/1", "REG/kpu-kab-jombang/2026/1", "Kasus posisi", "melebihi waktu",
        "Penelitian tentang partisipasi pemilih",
    ),
    PaperKind.OBJECTION_ANSWER: (
        "TK/kpu-kab-jombang/2026/1", "huruf a", "Hasil verifikasi sudah diumumkan", "Dikabulkan sebagian",
        "Berikan hasil verifikasi calon", "14 hari kerja", "Komisi Informasi", "Fajar",
    ),
    PaperKind.SUMMONS_LIST: ("014/III/KI-Prov.Jatim-PS/2026", "pukul 10.00 WIB", "Surat kuasa khusus"),
    PaperKind.PROXY: ("Rina Dewi, Sekretaris", "meterai", "Komisi Informasi Provinsi Jawa Timur"),
}  # fmt: skip


@pytest.fixture
def people() -> Cast:
    return cast()


def _whole(people: Cast) -> InformationRequest:
    """A request that was extended, partly granted at a cost, and handed over."""
    units.profile(unit(), people.ani)
    test = exemption.decided(exemption.escalated(people), exemption.supervisor())
    row = registers.answered(
        people.ani,
        result="partly_granted",
        extension_reason="Data masih dihimpun dari 21 kecamatan.",
        extended_at=registers.MONDAY,
        extended_by=people.ani,
        test=test,
        notice={
            "ground": "exempt",
            "ground_reason": "Berkas memuat nomor ijazah dan tanda tangan calon.",
            "black_out_note": "Nama saksi dihitamkan pada halaman 3.",
            "costs": [{"what": "Fotokopi", "count": 48, "each": 200}],
            "pay_how": "Tunai di meja layanan",
            "decree_number": "SKP/kpu-kab-jombang/2026/1",
            "decree_on": registers.MONDAY.date(),
            "test": test,
        },
    )
    registers.handed(row, people.ani)
    return row


def test_every_paper_is_set_with_its_fields(people: Cast, tmp_path: Path) -> None:
    row = _whole(people)
    objection = registers.objected(row, people.fajar)
    dispute = registers.disputed(objection, people.ani)
    cases: dict[PaperKind, Any] = {}
    for case in (row, objection, dispute):
        cases |= dict.fromkeys(papers_for(case), case)

    assert set(cases) == set(PaperKind) - {PaperKind.COMPLETION}
    for kind, case in cases.items():
        made = paper_of(case, kind, at=make.NOON)
        (tmp_path / f"{kind.value}.pdf").write_bytes(made)
        text = papers.on_one_line(papers.pages(made))
        missing = [words for words in ("KABUPATEN JOMBANG", *WANTED[kind]) if words not in text]
        assert not missing, (kind, missing, text)
        assert registers.NIK not in text


def test_what_is_lacking_is_asked_for_on_paper_and_nothing_is_printed_too_early(
    people: Cast, tmp_path: Path
) -> None:
    row = registers.registered(people.ani, status="needs_completion", lacking=["identity", "purpose"])

    made = paper_of(row, PaperKind.COMPLETION, at=make.NOON)
    (tmp_path / "completion.pdf").write_bytes(made)

    text = papers.on_one_line(papers.pages(made))
    assert "nomor SK pengesahan bagi badan hukum" in text
    assert "Tujuan penggunaan informasi" in text
    assert papers_for(row) == [PaperKind.RECEIPT, PaperKind.COMPLETION]
    for early in (PaperKind.NOTICE, PaperKind.EXTENSION, PaperKind.HAND_OVER, PaperKind.REFUSAL):
        with pytest.raises(NoPaperError):
            paper_of(row, early, at=make.NOON)


def test_the_words_of_the_province_stand_on_the_papers_of_its_regencies(people: Cast) -> None:
    row, province = registers.registered(people.ani), unit().parent
    assert province
    words = {"opening": "Terima kasih, {pemohon}. Salam dari Jawa Timur.", "closing": ""}
    save_words(province, PaperKind.RECEIPT, values=words, expected=0, by=people.eka, at=make.NOON)

    text = papers.on_one_line(papers.pages(paper_of(row, PaperKind.RECEIPT, at=make.NOON)))

    assert "Terima kasih, Citra Lestari. Salam dari Jawa Timur." in text
    assert "Simpan tanda bukti ini" not in text
