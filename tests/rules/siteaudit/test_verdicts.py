"""What the audit says of one required item, decision by decision."""

import pytest

from terbuka.rules.pages import Cause, NotLooked
from terbuka.rules.units import Institution, Level, units_by_slug
from tests.rules.siteaudit.sites import (
    HOME,
    JOMBANG,
    PROSE,
    TODAY,
    audit,
    finding,
    paper,
    renamed,
    verdict_on,
    web,
)

LKJIP = "LAPORAN KINERJA\nKPU KABUPATEN JOMBANG\nTAHUN {}\n"
SK = "KEPUTUSAN KPU KABUPATEN JOMBANG NOMOR 45 TAHUN 2026\nditetapkan {}"
SK_DIP = "KEPUTUSAN KPU KABUPATEN JOMBANG NOMOR {} TAHUN {} TENTANG DAFTAR INFORMASI PUBLIK"
PEKALONGAN = (
    "PPID Bawaslu Kabupaten Pekalongan melayani masyarakat dengan sepenuh hati setiap hari kerja di kantor."
)
ALL_SOP = (
    "SOP permohonan, SOP keberatan, SOP Daftar Informasi Publik, SOP uji konsekuensi, SOP pendokumentasian"
)


@pytest.mark.parametrize(
    ("code", "cover", "expected"),
    [
        ("KIN-05", LKJIP.format(2025), "present"),
        ("KIN-05", LKJIP.format(2024), "stale"),
        ("KIN-05", "LAPORAN KINERJA\nKPU KABUPATEN JOMBANG\nJanuari 2026", "present"),  # about 2025
        ("KIN-05", "LAPORAN KINERJA\nKPU KABUPATEN JOMBANG\nJanuari 2025", "stale"),
        ("KIN-05", LKJIP.format(2025) + "Jombang, 30 Januari 2026", "present"),
        ("KIN-05", "LAPORAN KINERJA\nKPU KABUPATEN JOMBANG", "needs_review"),
        ("KIN-05", "LAPORAN KINERJA\nKPU KABUPATEN PACITAN\nTAHUN 2025", "wrong_unit"),
        ("KIN-05", "LAPORAN KINERJA\nKPU REPUBLIK INDONESIA\nTAHUN 2025", "wrong_unit"),
        ("KIN-05", LKJIP.format(2025) + "bersama KPU Kabupaten Pacitan", "present"),
        ("KIN-05", "DRAFT\n" + LKJIP.format(2025), "partial"),
        ("KEU-01", "DIPA TAHUN ANGGARAN 2026\nKPU KAB. JOMBANG\n2 Desember 2025", "present"),
        ("KEU-01", "DIPA TAHUN ANGGARAN 2025\nKPU KAB. JOMBANG", "stale"),
        ("PPD-14", SK_DIP.format("12", 2026), "present"),
        ("PPD-14", SK_DIP.format("12", 2024), "stale"),
        ("PPD-14", SK_DIP.format("........", 2026), "partial"),
        ("PML-05", "BERITA ACARA PDPB TRIWULAN III TAHUN 2026 KPU KABUPATEN JOMBANG", "present"),
        ("PML-05", "BERITA ACARA PDPB TRIWULAN II TAHUN 2026 KPU KABUPATEN JOMBANG", "stale"),
        ("PML-03", "DAFTAR PEMILIH TETAP PEMILU TAHUN 2024 KPU KABUPATEN JOMBANG", "present"),
        ("PML-03", "DAFTAR PEMILIH TETAP PEMILU TAHUN 2019 KPU KABUPATEN JOMBANG", "stale"),
        ("PML-17", "KOMISI PEMILIHAN UMUM KABUPATEN JOMBANG TAHUN 2021 REKAPITULASI", "stale"),
        ("KIN-01", "RENCANA STRATEGIS KPU KABUPATEN JOMBANG 2025-2029", "present"),
        ("KIN-01", "RENCANA STRATEGIS KPU KABUPATEN JOMBANG 2020-2024", "stale"),
        ("KIN-01", "RENCANA STRATEGIS KOMISI PEMILIHAN UMUM RI 2025-2029", "present"),
        ("KEU-03", "LAPORAN REALISASI ANGGARAN SEMESTER I TAHUN 2026 KPU KABUPATEN JOMBANG", "present"),
        ("KEU-03", "LAPORAN REALISASI ANGGARAN TAHUN ANGGARAN 2025 KPU KABUPATEN JOMBANG", "stale"),
        ("KEU-04", "NERACA PER 31 DESEMBER 2025 KPU KABUPATEN JOMBANG", "present"),
        ("KEU-05", "LAPORAN KEUANGAN TAHUN 2025 (AUDITED) KPU KABUPATEN JOMBANG", "present"),
        ("KEU-05", "LAPORAN KEUANGAN TAHUN 2025 (UNAUDITED) KPU KABUPATEN JOMBANG", "partial"),
        ("PRF-07", "PENGUMUMAN LHKPN TAHUN 2025 KPU KABUPATEN JOMBANG", "present"),
        ("PRF-07", "TANDA TERIMA LHKPN TAHUN PELAPORAN 2025 KPU KABUPATEN JOMBANG", "partial"),
        ("HUK-02", SK.format("3 September 2026"), "present"),
        ("HUK-02", SK.format("3 Maret 2026"), "stale"),
        ("HUK-04", "NOTA KESEPAHAMAN KPU KABUPATEN JOMBANG Nomor: ............ / 2026", "partial"),
        ("LLN-02", "LAPORAN HASIL PENELITIAN KPU KABUPATEN JOMBANG", "present"),
    ],
)  # fmt: skip
def test_a_document_is_judged_by_its_cover(code: str, cover: str, expected: str) -> None:
    assert verdict_on(code, paper("berkas.pdf", cover)) == expected


def test_a_draft_regulation_is_a_draft_by_nature() -> None:
    draft = paper("rancangan.pdf", "RANCANGAN PERATURAN KPU TAHUN 2026 (DRAFT)")
    asked = {"unit": units_by_slug()["kpu-ri"], "level": Level.NATIONAL}
    assert verdict_on("HUK-03", draft, **asked) == "present"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"has_text": False, "title": "Laporan Kinerja Tahun 2025", "text": ""}, "unreadable"),
        ({"opens": False, "title": "Laporan Kinerja Tahun 2025", "text": ""}, "unreadable"),
        ({"encrypted": True, "title": "Laporan Kinerja Tahun 2025", "text": ""}, "unreadable"),
        ({"has_text": False, "text": ""}, "unreadable"),
        # plainly too old: a scan or not, a new one is needed
        ({"has_text": False, "title": "Laporan Kinerja Tahun 2019", "text": ""}, "stale"),
    ],
)
def test_what_cannot_be_read_is_unreadable(facts: dict[str, object], expected: str) -> None:
    assert verdict_on("KIN-05", paper("berkas.pdf", "", **facts)) == expected


def test_the_cover_beats_the_title() -> None:
    late = paper("a.pdf", LKJIP.format(2023), title="Laporan Kinerja Tahun 2025")
    assert verdict_on("KIN-05", late) == "stale"


def test_the_best_document_wins_and_the_newest_comes_first() -> None:
    papers = [paper(f"lkjip-{year}.pdf", LKJIP.format(year)) for year in (2021, 2025, 2023)]
    found = finding(audit(*papers, says={page.url: "KIN-05" for page in papers}), "KIN-05")
    assert found.verdict == "present"
    assert [one.period for one in found.evidence] == ["TAHUN 2025", "TAHUN 2023", "TAHUN 2021"]
    assert found.remedy is None


@pytest.mark.parametrize(
    ("worse", "better", "expected"),
    [("partial", "present", "present"), ("stale", "partial", "partial"), ("unreadable", "stale", "stale"),
     ("wrong_unit", "unreadable", "unreadable"), ("needs_review", "wrong_unit", "wrong_unit")],
)  # fmt: skip
def test_the_order_of_proof(worse: str, better: str, expected: str) -> None:
    made = {
        "present": paper("p.pdf", LKJIP.format(2025)),
        "partial": paper("d.pdf", "DRAFT\n" + LKJIP.format(2025)),
        "stale": paper("s.pdf", LKJIP.format(2020)),
        "unreadable": paper("u.pdf", "", has_text=False, title="Laporan Kinerja 2025", text=""),
        "wrong_unit": paper("w.pdf", "LAPORAN KINERJA KPU KOTA SURABAYA TAHUN 2025"),
        "needs_review": paper("n.pdf", "LAPORAN KINERJA KPU KABUPATEN JOMBANG"),
    }
    assert verdict_on("KIN-05", made[worse], made[better]) == expected


# --- parts


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("PPD-05", "Badan publik menjawab dalam 10 hari kerja, dapat diperpanjang 7 hari kerja.", "partial"),
        ("PPD-05", "Dijawab 10 (sepuluh) hari kerja; pada tahapan 3 (tiga) hari ditambah 2 hari.", "present"),
        ("PPD-05", "Dijawab dalam sepuluh hari kerja; informasi pemilu dalam tiga hari kerja.", "present"),
        ("PPD-09", "Sengketa diajukan ke Komisi Informasi paling lambat 14 hari kerja.", "present"),
        ("PPD-09", "Sengketa dapat diajukan ke pengadilan oleh pemohon yang tidak puas.", "partial"),
        ("PPD-12", ALL_SOP, "present"),
        ("PPD-12", "SOP permohonan informasi dan SOP keberatan sudah ditetapkan PPID", "partial"),
    ],
)  # fmt: skip
def test_lacking_one_of_the_parts_asked_for_is_partial(code: str, text: str, expected: str) -> None:
    assert verdict_on(code, web("halaman", "Layanan Informasi", PROSE * 2 + text)) == expected


def test_parts_may_lie_on_two_pages() -> None:
    usual = web("permohonan", "Tata Cara Permohonan", PROSE + "Dijawab dalam 10 hari kerja.")
    stages = web("pemilu", "Permohonan Informasi Pemilu", PROSE + "Dijawab dalam 3 hari kerja.")
    assert verdict_on("PPD-05", usual, stages) == "present"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PROSE + "Isi survei kepuasan tahun 2026 di bawah ini.", "partial"),
        (PROSE + "Hasil survei kepuasan tahun 2026: nilai IKM 88,25.", "present"),
    ],
)  # fmt: skip
def test_a_survey_form_without_a_result_is_partial(text: str, expected: str) -> None:
    assert verdict_on("PPD-22", web("skm", "Survei Kepuasan", text, has_form=True)) == expected


# --- rules and terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PPID dibentuk menurut PKPU Nomor 1 Tahun 2015.", "stale"),
        ("PPID dibentuk menurut PKPU Nomor 22 Tahun 2023.", "present"),
        ("PPID dibentuk menurut UU 14 Tahun 2008 dan PKPU 1/2015.", "present"),
        ("PPID melayani masyarakat.", "present"),
    ],
)
def test_resting_only_on_a_revoked_rule_is_stale(text: str, expected: str) -> None:
    assert verdict_on("PPD-01", web("profil-ppid", "Profil PPID", PROSE + text)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Anggota KPU Kabupaten Jombang Periode 2019-2024", "stale"),
        ("Anggota KPU Periode 2024-2029", "present"),
        ("Profil Anggota", "present"),
    ],
)
def test_members_of_a_term_that_is_over_are_stale(title: str, expected: str) -> None:
    assert verdict_on("PRF-05", web("anggota", title)) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("PPD-18", "KPU RI menerima permohonan. KPU RI menjawab dalam sepuluh hari kerja.", "wrong_unit"),
        ("PRF-09", "KPU RI berdiri pada tahun 1999 dan beranggotakan wakil partai politik.", "wrong_unit"),
        ("PPD-18", PROSE + "KPU RI menetapkan pedoman bagi semua satker.", "present"),
        ("PPD-01", PEKALONGAN, "wrong_unit"),
    ],
)  # fmt: skip
def test_text_that_speaks_of_others_only_is_theirs(code: str, text: str, expected: str) -> None:
    assert verdict_on(code, web("halaman", "Layanan", text)) == expected


def test_without_a_unit_nobodys_text_is_foreign() -> None:
    page = web(
        "profil",
        "Profil PPID",
        "Profil PPID. " + PEKALONGAN,
    )
    assert verdict_on("PPD-01", page, unit=None) == "present"


# --- absence


@pytest.mark.parametrize(
    ("failed", "fetched", "expected"),
    [
        ((), 30, "missing"),
        # a failed or, by budget, unopened address that names it
        ((NotLooked(HOME + "x1", Cause.TIMEOUT, "", ("Laporan Kinerja 2025",)),), 30, "could_not_look"),
        ((NotLooked(HOME + "laporan-kinerja", Cause.BUDGET),), 30, "could_not_look"),
        ((NotLooked(HOME + "berita/77", Cause.BUDGET, "", ("Rapat rutin",)),), 30, "missing"),
        # more than a fifth of the pages failed
        (tuple(NotLooked(f"{HOME}berita/{n}", Cause.TIMEOUT) for n in range(8)), 30, "could_not_look"),
        (tuple(NotLooked(f"{HOME}berita/{n}", Cause.TIMEOUT) for n in range(7)), 30, "missing"),
        # links to others that failed say nothing about this site
        (tuple(NotLooked(f"https://lain{n}.id/", Cause.DNS) for n in range(20)), 30, "missing"),
        # what we chose not to open is no failure
        (tuple(NotLooked(f"{HOME}berita/{n}", Cause.BUDGET) for n in range(90)), 30, "missing"),
        # nothing at all could be opened
        ((NotLooked(HOME, Cause.DNS),), 0, "could_not_look"),
    ],
)
def test_absence_is_told_only_where_we_could_look(
    failed: tuple[NotLooked, ...], fetched: int, expected: str
) -> None:
    pages = [web(f"halaman-{n}", f"Halaman {n}") for n in range(fetched)]
    assert verdict_on("KIN-05", *pages, says={}, failed=failed) == expected


@pytest.mark.parametrize(
    ("code", "asked", "expected"),
    [
        ("AWS-01", {}, "not_applicable"),
        ("PML-05", {"institution": Institution.BAWASLU}, "not_applicable"),
        ("HUK-03", {}, "not_applicable"),
        ("SRT-02", {}, "not_applicable"),
        ("SRT-02", {"known_events": frozenset({"SRT-02"})}, "missing"),
        ("SRT-07", {}, "missing"),
        ("KEU-07", {}, "missing"),
        (
            "KEU-07",
            {"unit": units_by_slug()["kpu-provinsi-daerah-istimewa-yogyakarta"], "level": Level.PROVINCE},
            "not_applicable",
        ),
        ("AWS-01", {"institution": None}, "not_applicable"),
    ],
)
def test_whether_the_duty_arises_is_asked_first(code: str, asked: dict[str, object], expected: str) -> None:
    assert verdict_on(code, web("", "Beranda"), says={}, **asked) == expected


def test_every_finding_tells_why_and_what_to_do() -> None:
    pages = [
        paper("a.pdf", LKJIP.format(2019)),
        paper("b.pdf", "DIPA KPU KABUPATEN JOMBANG"),
        web("c", "Kosong", ""),
    ]
    report = audit(*pages, says={"a.pdf": "KIN-05", "b.pdf": "KEU-01", "c": "PPD-13"})
    assert len(report.items) == 109
    assert sum(report.summary.values()) == 109
    for item in report.items:
        assert item.reasons or item.verdict == "present"
        assert 0 < item.confidence <= 1
        if item.verdict not in ("present", "not_applicable"):
            assert str(item.remedy)


def test_an_own_document_with_foreign_names_is_present_with_a_defect() -> None:
    page = renamed(
        web("profil-ppid", "Profil PPID", PROSE + "PPID Bawaslu Kabupaten Pekalongan siap melayani.")
    )
    report = audit(page, says={"profil-ppid": "PPD-01"})
    assert finding(report, "PPD-01").verdict == "present"
    assert [defect.kind for defect in report.defects] == ["wrong_unit_text"]


def test_the_report_names_unit_and_day() -> None:
    report = audit(web("", "Beranda"))
    assert (report.unit, report.as_of) == (JOMBANG.slug, TODAY)
