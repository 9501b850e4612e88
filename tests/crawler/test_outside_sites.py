"""Sites of other makers: tables in tables, documents that only their rows name, portals in rows."""

from terbuka.crawler.extract import read_html
from terbuka.documents.reading import first_lines
from terbuka.rules.pages import Cause, NotLooked
from terbuka.rules.siteaudit.findings import Verdict
from tests.rules.siteaudit.sites import HOME, audit, finding, link, paper, web

LIST = "informasi-berkala"


def test_rows_of_a_table_inside_a_layout_table_do_not_run_into_each_other() -> None:
    page = read_html(
        b"<table><tr><td><table><tr><td>No</td><td>Uraian</td></tr>"
        b"<tr><td>1.</td><td>DPS Pilkada 2024</td><td><a href=a.pdf>download</a></td></tr>"
        b"<tr><td>2.</td><td>DPT Pemilu 2019</td><td><a href=b.pdf>download</a></td></tr>"
        b"</table></td></tr></table>",
        url="https://kab-madiun.kpu.go.id/",
        content_type="text/html; charset=iso-8859-1",
    )
    assert [link.context for link in page.links] == [
        "1.\nDPS Pilkada 2024\ndownload",
        "2.\nDPT Pemilu 2019\ndownload",
    ]


def test_two_lists_in_one_entry_each_keep_their_own_lead() -> None:
    page = read_html(
        b"<ul><li>Neraca<ul><li><a href=a>2024</a></li><li><a href=b>2025</a></li></ul>"
        b"LRA<ul><li><a href=c>2025</a></li></ul></li></ul>",
        url="https://kab-madiun.kpu.go.id/",
        content_type="text/html",
    )
    assert [link.context for link in page.links] == ["Neraca 2024", "Neraca 2025", "LRA 2025"]


def test_a_year_on_a_line_of_its_own_does_not_end_the_title_of_a_decree() -> None:
    cover = (
        "KEPUTUSAN KPU KABUPATEN MADIUN NOMOR 1102 TAHUN\n2024\nTENTANG PENETAPAN PASANGAN CALON\nMenimbang"
    )
    assert first_lines(cover).endswith("TAHUN 2024 TENTANG PENETAPAN PASANGAN CALON")


def test_a_scan_in_a_data_table_is_known_by_its_row_whatever_else_stands_there() -> None:
    row = link("storage/9f8e.pdf", "Unduh", "2\nLKjIP KPU Kabupaten Jombang Tahun 2025\n2025\nPPID\nUnduh")
    listing = web(LIST, "Informasi Berkala", links=(row,))
    report = audit(listing, paper("storage/9f8e.pdf", has_text=False, seen_on=(HOME + LIST,)))
    assert finding(report, "KIN-05").verdict is Verdict.UNREADABLE


def test_a_decree_is_also_what_its_row_says_it_is_about() -> None:
    row = link("storage/12.pdf", "Unduh", "7\nPenetapan Indikator Kinerja Utama 2020-2024\n2021\nUnduh")
    cover = "KEPUTUSAN KPU KABUPATEN JOMBANG NOMOR 88 TAHUN 2021"
    decree = paper("storage/12.pdf", cover, seen_on=(HOME + LIST,))
    listing = web(LIST, "Informasi Berkala", links=(row,))
    report = audit(listing, decree, says={"storage/12.pdf": "HUK-02"})
    assert finding(report, "KIN-04").verdict is Verdict.STALE


def test_a_document_on_a_drive_that_cannot_be_opened_is_known_by_its_row() -> None:
    url = "https://drive.google.com/file/d/1aBc/view"
    listing = web(LIST, "Informasi Berkala", links=(link(url, "Unduh", "5\nLaporan BMN Tahun 2025\nUnduh"),))
    closed = NotLooked(url, Cause.DNS, anchors=("Unduh",), seen_on=(HOME + LIST,))
    assert finding(audit(listing, failed=(closed,)), "KEU-06").verdict is Verdict.COULD_NOT_LOOK


def test_a_row_that_sends_on_to_a_national_portal_is_part_of_the_proof_of_what_it_names() -> None:
    rows = (
        link("https://infopemilu.kpu.go.id/", "Lihat", "1\nDaftar Calon Tetap (DCT) Pemilu 2024\nLihat"),
        link("https://infopemilu.kpu.go.id/", "Lihat", "2\nDaftar Calon Sementara (DCS) Pemilu 2024\nLihat"),
    )
    report = audit(web(LIST, "Data", links=rows))
    assert finding(report, "PML-09").verdict is finding(report, "PML-08").verdict is Verdict.PARTIAL
    assert finding(report, "PML-13").verdict is Verdict.MISSING


def test_a_link_to_one_decree_of_the_legal_network_is_no_list_of_rules() -> None:
    decree = link(
        "https://jdih.kpu.go.id/data/data_kepkpu/2024kpt1400.pdf", "Unduh", "SK Dikecualikan\nUnduh"
    )
    front = link("https://jdih.kpu.go.id/", "JDIH", in_menu=True)
    assert finding(audit(web(LIST, "Informasi", links=(decree,))), "HUK-01").verdict is Verdict.MISSING
    assert finding(audit(web(LIST, "Informasi", links=(front,))), "HUK-01").verdict is Verdict.PARTIAL
