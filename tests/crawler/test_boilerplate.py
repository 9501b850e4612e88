"""A page speaks only for itself: menus and repeated boxes go, its own words stay."""

import pytest

from terbuka.crawler.boilerplate import Fetched, clean
from terbuka.crawler.extract import read_html
from terbuka.documents.opening import open_document
from terbuka.rules.pages import Kind, Page
from tests.crawler.samples import HOSTS, MAINS, facts, site

FOREIGN = (
    "Beranda",
    "Regulasi",
    "SOP Penanganan Keberatan",
    "Berita Terkini",
    "Rapat Pleno Rekapitulasi PDPB",
    "Terpopuler",
    "Mekanisme Permohonan Informasi",
    "Chat WhatsApp",
    "Statistik Pengunjung",
    "Layanan PPID buka",
    "Romli Tamim",
)


def page(pages: tuple[Page, ...], path: str) -> Page:
    return next(one for one in pages if one.url.endswith(path))


def fetched(url: str, markup: str) -> Fetched:
    return Fetched(url, read_html(markup.encode(), url=url, content_type="text/html"))


@pytest.mark.parametrize("family", HOSTS)
def test_menus_go_and_own_words_stay_on_every_template(family: str) -> None:
    pages = clean(site(family))
    for path, (title, _) in MAINS.items():
        text = page(pages, path).text
        assert not [words for words in FOREIGN if words in text], path
        assert any(title in words for words in (page(pages, path).title, *page(pages, path).headings))
    assert "berintegritas di Kabupaten Jombang" in page(pages, "/visi-misi").text
    assert "Rp28.415.776.000" in page(pages, "/anggaran").text
    assert "Laporan Layanan Informasi Publik 2024" in page(pages, "/laporan").text


def test_the_menu_entry_sop_does_not_make_every_page_an_sop() -> None:
    pages = clean(site("ppid_bawaslu"))
    for path in ("/visi-misi", "/maklumat", "/laporan", "/anggaran", "/pengumuman"):
        assert "SOP" not in page(pages, path).text
        assert "SOP" in page(pages, path).menu_text
    assert "Regulasi" not in page(pages, "/maklumat").text


def test_a_page_keeps_a_word_that_the_menu_has_too() -> None:
    sop = page(clean(site("ppid_bawaslu")), "/sop-permohonan")
    assert sop.text.split("\n").count("SOP") == 2
    assert sop.title == "SOP"


@pytest.mark.parametrize("family", HOSTS)
def test_links_of_menus_are_marked_and_links_to_documents_are_not(family: str) -> None:
    report = page(clean(site(family)), "/laporan")
    documents = [link for link in report.links if link.url.endswith(".pdf")]
    assert [link.in_menu for link in documents] == [False, False]
    assert " ".join(documents[0].context.split()) == "Laporan Layanan Informasi Publik 2025 Buka"
    assert all(link.in_menu for link in report.links if "/dok/" not in link.url)


def test_a_title_that_all_pages_share_gives_way_to_the_heading() -> None:
    pages = clean(site("eppid"))
    assert page(pages, "/visi-misi").title == "Visi dan Misi"
    assert page(pages, "/pengumuman").title == "Pengumuman Hasil Seleksi Badan Ad Hoc"


def test_a_site_name_in_a_heading_is_no_title_and_the_first_words_are() -> None:
    layout = "<title>KPU Kabupaten Jombang</title><div id=header><h1>KPU Kabupaten Jombang</h1></div>"
    mains = ["<h3>Layanan PPID</h3><p>Kami melayani.</p>", "<div>Formulir Keberatan</div><img src=f.png>"]
    mains += [f"<h3>Pengumuman {n}</h3><p>Isi {n}</p>" for n in range(4)]
    pages = clean([fetched(f"https://x.go.id/{n}", layout + main) for n, main in enumerate(mains)])
    assert [one.title for one in pages[:3]] == ["Layanan PPID", "Formulir Keberatan", "Pengumuman 0"]
    assert not any("KPU Kabupaten Jombang" in one.text for one in pages)


def test_a_site_name_of_any_kind_is_taken_off_titles_that_share_it() -> None:
    titles = ["Neraca 2025", "Profil Ketua", "Jadwal", "Kontak"]
    pages = clean(
        [
            fetched(f"https://x.go.id/{n}", f"<title>{title} – Warta Demokrasi</title><p>Isi {n}</p>")
            for n, title in enumerate(titles)
        ]
    )
    assert [one.title for one in pages] == titles


def test_pages_that_are_the_same_word_for_word_keep_their_words() -> None:
    missing = "<title>Tidak ditemukan</title><h1>404</h1><p>Halaman yang Anda cari tidak ditemukan.</p>"
    others = [fetched(f"https://x.go.id/{n}", f"<p>Isi halaman nomor {n}</p>") for n in range(4)]
    pages = clean([fetched(f"https://x.go.id/hilang-{n}", missing) for n in range(6)] + others)
    assert pages[0].text == "404\nHalaman yang Anda cari tidak ditemukan."


def test_a_lone_page_loses_a_long_list_of_bare_links_before_its_words() -> None:
    words = ("Beranda", "Profil", "Regulasi", "SOP", "FAQ", "Kontak")
    menu = "".join(f"<a href=/{word}>{word}</a><br>" for word in words)
    own = "<h1>Maklumat</h1><p>Kami sanggup melayani.</p><a href=/a.pdf>Maklumat 2025</a>"
    (alone,) = clean([fetched("https://x.go.id/m", f"<div>{menu}</div>{own}")])
    assert alone.text == "Maklumat\nKami sanggup melayani.\nMaklumat 2025"
    assert [link.in_menu for link in alone.links] == [True] * 6 + [False]


def test_a_lone_list_of_documents_is_no_menu() -> None:
    rows = "".join(f"<li><a href=/d{n}.pdf>Laporan Keuangan {n}</a></li>" for n in range(2019, 2026))
    (alone,) = clean([fetched("https://x.go.id/l", f"<h1>Laporan</h1><ul>{rows}</ul>")])
    assert alone.text.count("Laporan Keuangan") == 7
    assert not any(link.in_menu for link in alone.links)


def test_hosts_do_not_take_each_others_words() -> None:
    same = "<p>Informasi dikecualikan ditetapkan oleh KPU RI.</p>"
    pages = clean(
        [fetched(f"https://{host}.kpu.go.id/", same) for host in ("kab-a", "kab-b", "kab-c", "kab-d")]
    )
    assert {one.text for one in pages} == {"Informasi dikecualikan ditetapkan oleh KPU RI."}


def test_dates_are_found_in_what_is_left() -> None:
    budget = page(clean(site("kpu_main")), "/anggaran")
    assert {(found.start.year, found.start.month) for found in budget.dates} == {(2026, 1), (2025, 12)}


def test_documents_pass_with_their_file_and_facts_of_the_fetch() -> None:
    opened = open_document(b"a;b\n1;2\n", name="https://x.go.id/data.csv")
    one = Fetched(
        "https://x.go.id/data.csv", opened, status=200, size=8, sha256="ab", anchors=("Data",), depth=2
    )
    (document,) = clean([one])
    assert document.kind is Kind.OTHER
    assert document.file is opened.file
    assert (document.size, document.sha256, document.anchors, document.depth) == (8, "ab", ("Data",), 2)


def test_nothing_gives_nothing_and_an_empty_page_is_empty() -> None:
    assert clean([]) == ()
    (empty,) = clean([fetched("https://x.go.id/", "")])
    assert (empty.text, empty.title, empty.links) == ("", "", ())


def test_facts_of_one_page_can_be_cleaned_twice() -> None:
    once = [Fetched("https://x.go.id/", facts("kpu_main"))]
    assert clean(once) == clean(once)
