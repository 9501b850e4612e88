"""Web pages as proof: what hangs on them, forms, portals, links to the national body."""

import pytest

from terbuka.rules.pages import Cause, DeadLink, File, Image, Kind, Link, NotLooked, Page
from terbuka.rules.units import Level, units_by_slug
from tests.rules.siteaudit.sites import HOME, PROSE, audit, finding, link, paper, verdict_on, web

LKJIP = "LAPORAN KINERJA\nKPU KABUPATEN JOMBANG\nTAHUN {}\n"
RENSTRA = "https://www.kpu.go.id/dmdocuments/renstra.pdf"
EXEMPT = "https://ppid.kpu.go.id/regulasi/27000/daftar-informasi-dikecualikan"


def test_page_and_file_prove_together() -> None:
    page = web("laporan-kinerja", "Laporan Kinerja", "Laporan Kinerja Unduh", links=(link("0001.pdf"),))
    file = paper("0001.pdf", "KPU KABUPATEN JOMBANG\nTAHUN 2025\nIKHTISAR")
    assert verdict_on("KIN-05", page, file, says={"laporan-kinerja": "KIN-05"}) == "present"


def test_a_row_that_names_a_scan_is_unreadable() -> None:
    rows = (link("img-7.pdf", "Buka", "Laporan Kinerja Tahun 2025 Buka"),)
    page = web("informasi-berkala", "Informasi Berkala", "Laporan Kinerja Tahun 2025 Buka", links=rows)
    scan = paper("img-7.pdf", "", has_text=False, text="", anchors=("Buka",), seen_on=(page.url,))
    found = finding(audit(page, scan), "KIN-05")
    assert (found.verdict, found.evidence[0].url) == ("unreadable", scan.url)


def test_a_page_with_only_a_broken_link_proves_nothing() -> None:
    page = web(
        "laporan-kinerja",
        "Laporan Kinerja",
        "Laporan Kinerja 2025",
        links=(link("hilang.pdf", "Laporan Kinerja 2025"),),
    )
    dead = (DeadLink(HOME + "hilang.pdf", 404, ("Laporan Kinerja 2025",), (page.url,)),)
    found = finding(audit(page, says={"laporan-kinerja": "KIN-05"}, dead=dead), "KIN-05")
    assert found.verdict == "missing"
    assert any("rusak" in str(reason) for reason in found.reasons)


@pytest.mark.parametrize(
    "text", ["", "Visi dan Misi", "Segera hadir", "Lorem ipsum dolor sit amet consectetur adipiscing"]
)
def test_an_empty_or_filler_page_is_no_proof(text: str) -> None:
    assert verdict_on("PPD-13", web("hak", "Hak dan Kewajiban", text)) == "missing"


def test_a_poster_without_text_is_unreadable() -> None:
    poster = web("maklumat", "Maklumat Pelayanan", "", images=(Image(HOME + "maklumat.jpg", ""),))
    assert verdict_on("PPD-04", poster) == "unreadable"


def test_a_locked_drive_file_is_unreadable() -> None:
    where = web("dokumen", "Dokumen", PROSE)
    locked = NotLooked(
        "https://drive.google.com/file/d/1/view", Cause.LOGIN, "", ("LHKPN 2025",), (where.url,)
    )
    assert verdict_on("PRF-07", where, says={}, failed=(locked,)) == "unreadable"


def test_a_permission_page_is_unreadable() -> None:
    drive = "https://drive.google.com/file/d/2/view"
    asks = Page(
        drive,
        title="Google Drive",
        text="You need access. Request access, or switch account.",
        anchors=("DIPA 2026",),
        seen_on=(HOME,),
    )
    page = web("anggaran", "DIPA", "DIPA Unduh", links=(Link(drive, "Unduh", context="DIPA 2026"),))
    assert verdict_on("KEU-01", page, asks, says={"anggaran": "KEU-01"}) == "unreadable"


def test_a_drive_file_linked_from_an_official_page_counts_as_official() -> None:
    file = paper("https://drive.google.com/uc?id=5", LKJIP.format(2025), seen_on=(HOME,))
    assert verdict_on("KIN-05", file) == "present"


@pytest.mark.parametrize("host", ["https://kpujombang.blogspot.com/", "https://ppidv2.vendor.id/"])
def test_a_copy_on_an_unofficial_host_only_is_partial_and_a_defect(host: str) -> None:
    file = paper(host + "lkjip.pdf", LKJIP.format(2025))
    report = audit(file, says={file.url: "KIN-05"})
    assert finding(report, "KIN-05").verdict == "partial"
    assert "unofficial_host" in [defect.kind for defect in report.defects]


# --- forms, portals, links to the national body


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"has_form": True}, "present"),
        ({"links": (Link("https://forms.gle/abc", "Isi formulir"),)}, "present"),
        ({"embeds": ("https://docs.google.com/forms/d/e/1/viewform",)}, "present"),
        ({"links": (link("formulir.docx", "Unduh formulir"),)}, "present"),
        ({}, "partial"),
    ],
)
def test_a_form_must_be_there_to_fill_in_or_download(facts: dict[str, object], expected: str) -> None:
    page = web("formulir-permohonan", "Formulir Permohonan", **facts)
    file = Page(
        HOME + "formulir.docx", kind=Kind.DOCX, file=File(Kind.DOCX, first_page="Formulir"), text="Formulir"
    )
    assert verdict_on("PPD-06", page, file, says={"formulir-permohonan": "PPD-06"}) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://sirup.lkpp.go.id/sirup/ro", "partial"),
        ("https://sirup.lkpp.go.id", "partial"),
        ("https://sirup.lkpp.go.id/sirup/rekap/satker?tahun=2026&id=654450", "present"),
        ("https://sirup.lkpp.go.id/sirup/rekap/satker?tahun=2024&id=654450", "stale"),
    ],
)
def test_a_bare_link_to_a_portal_is_partial(url: str, expected: str) -> None:
    page = web(
        "rup",
        "Rencana Umum Pengadaan",
        "Rencana Umum Pengadaan dapat dilihat di SIRUP",
        links=(Link(url, "SIRUP"),),
    )
    assert verdict_on("PBJ-01", page) == expected


def test_a_portal_in_the_menu_alone_is_partial_too() -> None:
    page = web("", "Beranda", links=(Link("https://sirup.lkpp.go.id/sirup", "RUP", in_menu=True),))
    assert verdict_on("PBJ-01", page, says={}) == "partial"


@pytest.mark.parametrize(
    ("code", "url", "words", "expected"),
    [
        ("KIN-01", RENSTRA, "Renstra KPU 2025-2029", "present"),
        ("KIN-01", "https://www.kpu.go.id/", "Renstra KPU", "partial"),
        ("KIN-01", RENSTRA, "Renstra KPU 2020-2024", "stale"),
        ("PPD-15", EXEMPT, "Informasi yang Dikecualikan", "present"),
        ("PPD-15", "https://ppid.kpu.go.id/", "Informasi Dikecualikan", "partial"),
        ("SDM-01", "https://sscasn.bkn.go.id/", "Seleksi CPNS", "partial"),
        ("KIN-02", "https://www.kpu.go.id/rencana-kerja-2026.pdf", "Rencana Kerja 2026", "missing"),
    ],
)  # fmt: skip
def test_linking_up_suffices_only_where_the_law_sets_it_nationally(
    code: str, url: str, words: str, expected: str
) -> None:
    page = web("dokumen", "Dokumen", links=(Link(url, words),))
    assert verdict_on(code, page, says={}) == expected


def test_a_province_may_link_up_for_the_audit_opinion() -> None:
    page = web(
        "dokumen",
        "Dokumen",
        links=(Link("https://www.kpu.go.id/opini-bpk-2025.pdf", "Opini BPK Tahun 2025"),),
    )
    asked = {"unit": units_by_slug()["kpu-provinsi-jawa-timur"], "level": Level.PROVINCE}
    assert verdict_on("KEU-08", page, says={}, **asked) == "present"


@pytest.mark.parametrize(
    ("footer", "expected"),
    [
        ("Jalan K.H. Romli Tamim 17, Jombang. Telepon (0321) 861234. Surel: kpu@contoh.id", "present"),
        ("Kantor KPU Kabupaten Pacitan, Jalan Veteran 1. Telepon (0357) 881234", "missing"),
        ("Hak cipta KPU Kabupaten Jombang", "missing"),
    ],
)
def test_an_address_in_the_footer_is_enough(footer: str, expected: str) -> None:
    assert verdict_on("PRF-01", web("", "Beranda", menu_text=footer), says={}) == expected


def test_a_not_found_page_that_answers_with_success_proves_nothing() -> None:
    page = web(
        "profil", "KPU Kabupaten Jombang", "404\nHalaman tidak ditemukan. Maaf, halaman tidak tersedia."
    )
    assert verdict_on("PRF-09", page) == "missing"


def test_a_damaged_form_is_unreadable() -> None:
    page = web("formulir-keberatan", "Formulir Keberatan", "Formulir Keberatan", links=(link("form.pdf"),))
    assert (
        verdict_on("PPD-08", page, paper("form.pdf", opens=False), says={"formulir-keberatan": "PPD-08"})
        == "unreadable"
    )


def test_the_sites_own_name_on_every_page_does_not_make_foreign_text_its_own() -> None:
    text = (
        "KPU Kabupaten Jombang\nProfil\nKetua dan anggota KPU Kota Padang Panjang bertugas lima tahun penuh."
    )
    page = web("profil", "KPU Kabupaten Jombang", text, headings=("KPU Kabupaten Jombang", "Profil"))
    assert verdict_on("PRF-05", page) == "wrong_unit"
