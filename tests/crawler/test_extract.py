"""What a page says is read from any template, any encoding, and from HTML made to harm."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from terbuka.crawler.extract import HtmlFacts, Place, read_html
from tests.crawler.samples import HOSTS, MAINS, facts, html

HOST = "https://kab-jombang.kpu.go.id"
ADDRESS = f"{HOST}/page/read/maklumat"


def read(markup: str | bytes, content_type: str = "text/html") -> HtmlFacts:
    body = markup if isinstance(markup, bytes) else markup.encode()
    return read_html(body, url=ADDRESS, content_type=content_type)


def main_text(page: HtmlFacts) -> str:
    return "\n".join(block.text for block in page.blocks if block.place is Place.MAIN)


# -- words and charsets


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<p>Jum’at – Rp5.000</p>".encode(), "text/html"),
        ("<p>Jum’at – Rp5.000</p>".encode("cp1252"), "text/html"),
        ("<p>Jum’at – Rp5.000</p>".encode("cp1252"), "text/html; charset=ISO-8859-1"),
        ("<meta charset=windows-1252><p>Jum’at – Rp5.000</p>".encode("cp1252"), ""),
        ("<p>Jum’at – Rp5.000</p>".encode("utf-8-sig"), "text/html; charset=iso-8859-1"),
        ("<p>Jum’at – Rp5.000</p>".encode("utf-16"), "text/html"),
        ("<meta charset=utf-16><p>Jum’at – Rp5.000</p>".encode(), "text/html"),
        ("<p>Jum’at – Rp5.000</p>".encode(), "text/html; charset=tidak-ada"),
        ("<p>Jum’at – Rp5.000</p>".encode(), "text/html; charset=zip"),
        (b"<p>Jum&rsquo;at &#8211; Rp5.000</p>", "text/html"),
    ],
)
def test_words_are_read_in_any_encoding(body: bytes, content_type: str) -> None:
    assert "Jum’at – Rp5.000" in main_text(read(body, content_type))


def test_inline_tags_do_not_split_words_and_blocks_do() -> None:
    page = read("<p>Maklumat <b>Pela</b>yanan<br>Tahun&nbsp;2025</p><div>Dua<p>Tiga</p>Empat</div>")
    assert main_text(page).split("\n") == ["Maklumat Pelayanan", "Tahun 2025", "Dua", "Tiga", "Empat"]


def test_scripts_styles_comments_and_option_lists_are_no_words() -> None:
    page = read(
        "<style>p{}</style><script>if (a<b) x='<p>skrip</p>'</script><!-- <p>komentar</p> -->"
        "<select><option>Kecamatan Ploso</option></select><template><p>cetakan</p></template><p>Isi</p>"
    )
    assert main_text(page) == "Isi"


def test_share_bars_and_view_counters_are_no_words() -> None:
    bar = "<p>Bagikan: Facebook Twitter WhatsApp Telegram | dibaca 391 kali</p>"
    text = main_text(facts("kpu_main", main=f"<p>Isi berita.</p>{bar}<p>12 kali dibaca</p>"))
    assert "dibaca" not in text
    assert "Bagikan" not in text
    assert "1.245" not in text
    assert "Isi berita." in text


@pytest.mark.parametrize("family", HOSTS)
def test_links_and_words_of_a_template_are_those_of_a_full_parser(family: str) -> None:
    body = html(family, "Maklumat", MAINS["/laporan"][1])
    tree = LexborHTMLParser(body.decode())
    hrefs = [a.attributes.get("href") or "" for a in tree.css("a")]
    on_the_web = [href for href in hrefs if href and not href.startswith("#")]
    page = facts(family, "Maklumat", MAINS["/laporan"][1])
    assert len(page.links) == len(on_the_web)
    assert all(link.url.startswith("https://") for link in page.links)
    assert {"Judul", "Laporan Layanan Informasi Publik 2024"} <= set(main_text(page).split("\n"))


def test_menus_header_and_footer_stand_apart_where_the_page_says_so() -> None:
    page = facts("bawaslu_drupal", main="<p>Rapat digelar.</p>")
    assert "Terpopuler" not in main_text(page)
    assert "Sekretariat" not in main_text(page)
    assert "Lompat ke isi utama" not in main_text(page)
    assert page.headings[0] == "Maklumat Pelayanan"


def test_a_layout_that_calls_its_whole_page_a_sidebar_still_has_a_main_part() -> None:
    page = read("<div class='sidebar'><p>Menu</p><main><h1>DIPA 2026</h1><p>Isi</p></main></div>")
    assert main_text(page) == "DIPA 2026\nIsi"


# -- titles


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<title>Maklumat Pelayanan | KPU Kabupaten Jombang</title>", "Maklumat Pelayanan"),
        ("<title>KPU Kabupaten Jombang - Laporan Kinerja - 2025</title>", "Laporan Kinerja - 2025"),
        ("<title>SOP PPID - PPID Bawaslu Kendal</title>", "SOP PPID"),
        ("<title>Profil PPID</title>", "Profil PPID"),
        ("<title>KPU Kabupaten Jombang</title><h1>Visi dan Misi</h1>", "Visi dan Misi"),
        ("<title>Beranda</title><h2>Regulasi</h2>", "Regulasi"),
        ("<title></title><meta property='og:title' content='Ringkasan DIPA'>", "Ringkasan DIPA"),
        (
            "<meta property='og:site_name' content='Warta Pemilu'><title>Neraca 2025 · Warta Pemilu</title>",
            "Neraca 2025",
        ),
        ("<title>Website Resmi KPU Jombang</title>", "Website Resmi KPU Jombang"),
        ("<p>tanpa judul</p>", ""),
    ],
)
def test_the_title_is_the_pages_own(markup: str, title: str) -> None:
    assert read(markup).title == title


# -- links


@pytest.mark.parametrize(
    ("markup", "url", "text"),
    [
        ("<a href='/dok/sop.pdf'>SOP</a>", "https://kab-jombang.kpu.go.id/dok/sop.pdf", "SOP"),
        ("<a href='sop.pdf#page=2'>SOP</a>", "https://kab-jombang.kpu.go.id/page/read/sop.pdf", "SOP"),
        ("<a href='?page=2'>2</a>", f"{ADDRESS}?page=2", "2"),
        ("<a href='//drive.google.com/f'>Berkas</a>", "https://drive.google.com/f", "Berkas"),
        ("<base href='https://x.go.id/a/'><a href='b'>B</a>", "https://x.go.id/a/b", "B"),
        (
            "<a href=/b title='SOP Keberatan'>Buka</a>",
            f"{HOST}/b",
            "Buka SOP Keberatan",
        ),
        ("<a href=/b aria-label='Unduh DIPA'><i></i></a>", f"{HOST}/b", "Unduh DIPA"),
        ("<a href=/b><img src=x.png alt='Maklumat'></a>", f"{HOST}/b", "Maklumat"),
        (
            "<a href=/b><div><h3>Judul</h3><p>Isi</p></div></a>",
            f"{HOST}/b",
            "Judul Isi",
        ),
        ("<a href=# onclick=\"window.open('/f.pdf')\">F</a>", "https://kab-jombang.kpu.go.id/f.pdf", "F"),
        ("<button onclick=\"location.href='/b'\">B</button>", f"{HOST}/b", "B"),
    ],
)
def test_a_link_is_absolute_and_bears_its_words(markup: str, url: str, text: str) -> None:
    link = read(markup).links[0]
    assert (link.url, link.text) == (url, text)


def test_links_that_lead_nowhere_on_the_web_are_left_out() -> None:
    page = read(
        "<a href='mailto:a@b.id'>a</a><a href='javascript:void(0)'>b</a><a href='#atas'>c</a><a href=''>d</a>"
        "<a href='tel:0321'>e</a><a>f</a><a href='http://[::1'>g</a><a href='data:text/html,x'>h</a>"
    )
    assert page.links == ()
    assert main_text(page) == "abcdefgh"


@pytest.mark.parametrize(
    ("markup", "context"),
    [
        ("<table><tr><td>SOP 2024</td><td><a href=/b>Buka</a></td></tr></table>", "SOP 2024\nBuka"),
        ("<ul><li>DIPA 2026 <a href=/b>unduh</a><li>RKA</ul>", "DIPA 2026 unduh"),
        ("<p>Laporan Kinerja 2025 <a href=/b>unduh</a></p>", "Laporan Kinerja 2025 unduh"),
        ("<h4>Maklumat Pelayanan</h4><a class=btn href=/b>Download</a>", "Maklumat Pelayanan"),
        ("<ul><li>Neraca<ul><li><a href=/b>2024</a></li></ul></li></ul>", "Neraca 2024"),
        ("<table><tr><td>LHKPN<ul><li><a href=/b>Ketua</a></li></ul></td></tr></table>", "LHKPN Ketua"),
        ("<p><a href=/b>Maklumat</a></p>", ""),
    ],
)  # fmt: skip
def test_a_link_knows_the_words_beside_it(markup: str, context: str) -> None:
    assert read(markup).links[0].context == context


def test_a_document_in_a_viewer_frame_or_script_is_a_link_too() -> None:
    page = read(
        "<iframe src='https://docs.google.com/viewer?url=https%3A%2F%2Fkab-jombang.kpu.go.id%2Fa.pdf&embedded=true'>"
        "<p>Peramban lama</p></iframe><embed src='/b.pdf'><object data='c.pdf'></object>"
        "<div class='_df_book' source='/d.pdf'></div><script>PDFObject.embed('\\/e.pdf', '#x')</script>"
        "<iframe src='https://www.youtube.com/embed/xyz'></iframe><video><source src='/f.mp4'></video>"
    )
    assert [link.url.rpartition("/")[2] for link in page.links] == [
        "a.pdf",
        "b.pdf",
        "c.pdf",
        "d.pdf",
        "e.pdf",
    ]
    assert len(page.embeds) == 7
    assert "Peramban" not in main_text(page)


# -- soft facts

ASKING = (
    "<form method=post action=/kirim><input name=nama><input name=nik><input type=email name=email>"
    "<textarea name=rincian></textarea></form>"
)


@pytest.mark.parametrize(
    ("markup", "asks"),
    [
        (ASKING, True),
        ("<form method=post><input name=nama><input type=file name=ktp></form>", True),
        ("<form><input name=q placeholder='Cari...'></form>", False),
        ("<form role=search><input name=tahun><input name=judul></form>", False),
        ("<form method=post><input type=email name=email><input type=password name=sandi></form>", False),
        ("<form method=post class=newsletter-box><input name=nama><input type=email></form>", False),
        ("<form method=post action=/wp-comments-post.php><input><textarea></textarea></form>", False),
        ("<form method=get><select name=tahun></select><input name=dari><input name=sampai></form>", False),
        (f"<footer>{ASKING}</footer>", False),
    ],
)  # fmt: skip
def test_a_form_counts_where_a_visitor_can_ask(markup: str, asks: bool) -> None:
    assert read(markup).has_form is asks


def test_a_sign_in_page_is_told_from_a_page_with_a_sign_in_window() -> None:
    sign_in = "<form method=post><input name=email><input type=password name=sandi></form>"
    assert read(f"<h1>Masuk</h1>{sign_in}").looks_like_login
    assert not facts("eppid").looks_like_login
    assert not read(f"<p>{'Informasi publik tersedia setiap saat. ' * 40}</p>{sign_in}").looks_like_login


@pytest.mark.parametrize(
    ("markup", "needs"),
    [
        ("<div id=app></div><script src=/app.js></script>", True),
        ("<noscript>You need to enable JavaScript to run this app.</noscript><script src=a></script>", True),
        ("<body><script>location.reload()</script></body>", True),
        ("<div id=app><p>" + "Daftar informasi publik. " * 20 + "</p></div><script src=a></script>", False),
        ("<img src=/infografis.jpg><script src=a></script>", False),
        ("<h1>Regulasi</h1><p>Belum ada data.</p><a href=/>Beranda</a><script src=a></script>", False),
    ],
)
def test_a_shell_without_words_needs_javascript(markup: str, needs: bool) -> None:
    assert read(markup).needs_javascript is needs


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ("<html lang=id-ID>", "id"),
        ("<html lang=en>", "en"),
        ("<p>Informasi yang wajib diumumkan oleh badan publik dan tidak dikecualikan untuk umum</p>", "id"),
        ("<p>The information that is open to the public and to all of us</p>", "en"),
        ("<p>DIPA 2026</p>", ""),
    ],
)
def test_the_language_is_declared_or_told_by_common_words(markup: str, language: str) -> None:
    assert read(markup).language == language


@pytest.mark.parametrize(
    ("markup", "day"),
    [
        ("<meta property='article:published_time' content='2024-03-27T14:20:00+07:00'>", date(2024, 3, 27)),
        ('<script type="application/ld+json">{"datePublished": "2024-03-27"}</script>', date(2024, 3, 27)),
        ("<h1>A</h1><time datetime='2024-03-27'>kemarin</time>", date(2024, 3, 27)),
        ("<p>Submitted by humas on Kam, 09/22/2022 - 10:15</p>", date(2022, 9, 22)),
        ("<p>Submitted by humas on Rab, 03/04/2024</p>", date(2024, 4, 3)),
        ("<p>Diposting oleh admin pada 29 Januari 2026</p>", date(2026, 1, 29)),
        ("<h1>Rapat Pleno</h1><p>Kamis, 22 September 2022</p><p>Jombang</p>", date(2022, 9, 22)),
        ("<h1>Rapat Pleno</h1><p>Rapat pada 22 September 2022 dihadiri PPK dan panwascam.</p>", None),
        ("<h1>KPU</h1><p>a<p>b<p>c<h3>Rapat</h3><p>Rabu, 5 Agustus 2026 | oleh admin", date(2026, 8, 5)),
        ("<div>Rapat</div><div>Rabu, 5 Agustus 2026</div>" + "Rapat berjalan lancar. " * 9, date(2026, 8, 5)),
        ("<h3>Berita</h3>" + "<p>Rapat</p><p>5 Agustus 2026</p>" * 3, None),
        ("<table><tr><td>Neraca</td><td>31 Desember 2025</td><td>Unduh</td></tr></table>", None),
        ("<nav><time datetime='2024-03-27'></time></nav><h1>A</h1>", None),
        ("<meta name=date content='0000-00-00'>", None),
        ("<meta name=date content='9999-12-31'>", None),
    ],
)  # fmt: skip
def test_the_day_of_publication_is_the_pages_own_word(markup: str, day: date | None) -> None:
    assert read(markup).published_on == day


def test_what_the_page_asks_of_programs_is_kept() -> None:
    page = read(
        "<meta http-equiv=Refresh content=\"0; URL='/beranda'\"><link rel=canonical href='/maklumat'>"
        "<meta name=robots content='noindex, nofollow'>"
    )
    assert page.refresh_to == "https://kab-jombang.kpu.go.id/beranda"
    assert page.canonical == "https://kab-jombang.kpu.go.id/maklumat"
    assert page.nofollow


# -- hostile pages

HOSTILE = {
    "50 MB of nested tags": lambda: b"<div>" * 10_000_000,
    "nested lists": lambda: b"<ul><li>x" * 400_000,
    "nesting hidden behind closing tags": lambda: b"<div><table><td></div></table>" * 130_000,
    "a hundred thousand attributes": lambda: b"<a " + b" ".join(b"x%d" % n for n in range(100_000)) + b">",
    "bold reopened in each paragraph": lambda: (
        b"<p>" + b"".join(b"<b a%d>" % n for n in range(1400)) + b"</p>" + b"<p>x</p>" * 1400
    ),
    "tags that never end": lambda: b"<a " * 3_000_000,
    "quotes that never end": lambda: b"<a b='" * 1_500_000,
    "comments that never end": lambda: b"<!--" * 2_500_000,
    "ten megabytes of nulls": lambda: b"\0" * 10_000_000,
    "endless rows": lambda: b"<table>" + b"<tr><td>SK<td><a href=/x.pdf>Unduh</a>" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_cost_no_more_than_long_ones(name: str) -> None:
    body = HOSTILE[name]()
    started = time.process_time()
    page = read(body)
    assert time.process_time() - started < 5
    assert len(page.blocks) <= 20_000
    assert len(page.links) <= 5_000


def test_a_long_page_without_tags_keeps_its_words() -> None:
    assert "informasi" in main_text(read("informasi publik " * 20_000))


def test_a_page_cut_off_in_the_middle_keeps_what_came() -> None:
    whole = html("kpu_main", "Laporan", MAINS["/laporan"][1])
    for cut in range(0, len(whole), 211):
        read(whole[:cut])
    assert "Laporan Layanan Informasi Publik 2025" in main_text(read(whole[: whole.index(b"Bagikan")]))


PIECES = (
    "<p>|</p>|<a href='/x|'>|<a href=//[>|<li>|<table><tr>|</td>|<h1>|</h1>|<b a=1>|<form>|<nav>|</nav>"
    "|</div>|<input type=password>|<!--|-->|<script>|<title>|<base href=x:y>|&#x0;|\0|<meta charset="
    "|2024-02-30|Diposting 31/13/2024 |<iframe src=?url=%>|<meta name=date content=2024-13-40>"
)
MARKUP = st.lists(st.sampled_from(PIECES.split("|")), max_size=40)


@settings(max_examples=150, deadline=None)
@given(pieces=MARKUP, tail=st.binary(max_size=40), content_type=st.text(max_size=20))
def test_no_bytes_raise(pieces: list[str], tail: bytes, content_type: str) -> None:
    page = read_html("".join(pieces).encode() + tail, url=ADDRESS, content_type=content_type)
    assert all(link.url.startswith(("http://", "https://")) for link in page.links)
