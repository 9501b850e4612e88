"""Ways of writing that sites of other makers have: cells of a row, twins of one name, years on covers."""

import pytest

from terbuka.rules.dates import find_dates
from terbuka.rules.pages import Link
from terbuka.rules.siteaudit.findings import DefectKind, Verdict
from terbuka.rules.siteaudit.ground import names_shown
from terbuka.rules.siteaudit.naming import naming
from terbuka.rules.siteaudit.periods import title_and_cover_differ
from terbuka.rules.units import units_by_slug
from tests.rules.siteaudit.sites import HOME, audit, finding, link, paper, web


@pytest.mark.parametrize(
    ("context", "name"),
    [
        ("3\nLKjIP Tahun 2025\n2025\nPPID\nUnduh", "LKjIP Tahun 2025"),
        ("12.\nNPHD Pilkada 2024\nUnduh Lihat", "NPHD Pilkada 2024"),
        ("DIPA 2026 unduh", "DIPA 2026 unduh"),
    ],
)
def test_the_fullest_cell_of_a_row_names_its_document(context: str, name: str) -> None:
    assert names_shown(Link(f"{HOME}a1b2.pdf", "Unduh", False, context)) == ("Unduh", name)


@pytest.mark.parametrize(
    ("slug", "text", "own", "foreign"),
    [
        ("kpu-kab-madiun", "KPU KOTA MADIUN\nLaporan Kinerja. Madiun, 2 Maret 2026", False, True),
        ("kpu-kab-madiun", "KPU Kabupaten Madiun menerima KPU Kota Madiun", True, True),
        ("kpu-kab-madiun", "Kantor KPU Kabupaten Madiun di Kota Madiun", True, False),
        ("kpu-kota-madiun", "KPU KAB. MADIUN laporan tahun 2025", False, True),
        ("kpu-kab-gorontalo", "bersama KPU Provinsi Gorontalo", True, False),
        ("kpu-kota-jakarta-timur", "KPU Kota Administrasi Jakarta Barat", False, True),
        ("kpu-kota-jakarta-timur", "KPU Kota Administrasi Jakarta Timur", True, False),
        ("kpu-kab-jombang", "KPUD Kabupaten Pacitan", False, True),
    ],
)
def test_a_city_and_a_regency_of_one_name_are_two_units(
    slug: str, text: str, own: bool, foreign: bool
) -> None:
    named = naming(text.lower(), units_by_slug()[slug])
    assert (bool(named.own), bool(named.foreign)) == (own, foreign)


@pytest.mark.parametrize("code", ["PRF-09", "PPD-18"])
def test_the_national_template_left_as_it_was_is_a_defect_too(code: str) -> None:
    text = "KPU RI berkedudukan di Jakarta. KPU RI menjawab permohonan paling lama sepuluh hari kerja. " * 3
    report = audit(web("bawaan", "Halaman", text), says={"bawaan": code})
    assert finding(report, code).verdict is Verdict.WRONG_UNIT
    assert DefectKind.WRONG_UNIT_TEXT in {defect.kind for defect in report.defects}


@pytest.mark.parametrize(
    ("title", "cover", "differ"),
    [
        ("Buletin Edisi 2 Tahun 2023", "BULETIN SUARA\nmenyongsong pemilu 2024", None),
        ("DPT Pemilu 2024", "DAFTAR PEMILIH TETAP PEMILU 2019", ("2024", "2019")),
        ("Laporan Layanan Informasi 2025", "LAPORAN LAYANAN INFORMASI TAHUN 2023", ("2025", "2023")),
    ],
)
def test_an_election_named_on_a_cover_is_not_the_year_of_the_paper(
    title: str, cover: str, differ: tuple[str, str] | None
) -> None:
    assert title_and_cover_differ(paper("x.pdf", cover), (title,)) == differ


def test_the_opinion_of_the_audit_board_may_be_a_link_to_its_report() -> None:
    board = link("https://www.bpk.go.id/lhp/2026/lhp-2025.pdf", "LHP BPK atas Laporan Keuangan Tahun 2025")
    ntt = units_by_slug()["bawaslu-provinsi-nusa-tenggara-timur"]
    report = audit(
        web("opini", "Opini", links=(board,)), unit=ntt, institution=ntt.institution, level=ntt.level
    )
    assert finding(report, "KEU-08").verdict is Verdict.PRESENT


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("LRA Sem 1 TA. 2026", "2026-06-30"),
        ("PDPB TRW III 2026", "2026-09-30"),
        ("Triw. II Tahun 2026", "2026-06-30"),
        ("Semester I Th. Anggaran 2026", "2026-06-30"),
    ],
)
def test_short_forms_of_quarters_and_half_years_are_read(words: str, ends: str) -> None:
    assert [found.end.isoformat() for found in find_dates(words)] == [ends]
