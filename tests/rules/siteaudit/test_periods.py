"""Which period a document is about: the cover before the title, the period before the signing."""

from datetime import date

import pytest

from terbuka.rules.pages import Page
from terbuka.rules.siteaudit.body import body_of, is_empty, name_of, told_words
from terbuka.rules.siteaudit.citations import cited_in
from terbuka.rules.siteaudit.naming import naming
from terbuka.rules.siteaudit.partial import has_broken_numbering
from terbuka.rules.siteaudit.periods import elections_named, period_of
from tests.rules.siteaudit.sites import JOMBANG, TODAY, paper, renamed, web


def ends(page: Page, wants: str = "year", **asked: object) -> str:
    """The last day of the period a page is about."""
    found = period_of(page, TODAY, wants, **asked)  # type: ignore[arg-type]
    return found.found.end.isoformat() if found else ""


@pytest.mark.parametrize(
    ("cover", "title", "wants", "expected"),
    [
        ("LAPORAN KINERJA\nTAHUN 2025\nJanuari 2026", "", "year", "2025-12-31"),
        ("LAPORAN KINERJA TAHUN 2024", "Laporan Kinerja 2025", "year", "2024-12-31"),
        ("LAPORAN KINERJA", "Laporan Kinerja 2025", "year", "2025-12-31"),
        ("PERJANJIAN KINERJA TAHUN 2026\nRenstra 2025-2029", "", "year", "2026-12-31"),
        ("RENCANA STRATEGIS 2025-2029\nTahun 2025", "", "renstra", "2029-12-31"),
        ("DIPA TAHUN ANGGARAN 2026\n2 Desember 2025", "", "year", "2026-12-31"),
        ("NERACA PER 31 DESEMBER 2025", "", "year", "2025-12-31"),
        ("KEPUTUSAN NOMOR 12 TAHUN 2026 TENTANG PPID", "", "year", "2026-12-31"),
        ("SALINAN 2023pkpu022", "", "age", "2023-12-31"),
        ("KEPUTUSAN NOMOR 12 TAHUN 2026\nditetapkan 3 Maret 2026", "", "age", "2026-03-03"),
        ("REKAPITULASI PDPB TRIWULAN III TAHUN 2026", "PDPB 2026", "quarter", "2026-09-30"),
        ("Nomor 5/PL.01/3517/VII/2026", "", "age", "2026-07-31"),
        ("LAPORAN", "", "year", ""),
    ],
)
def test_the_period_of_a_document(cover: str, title: str, wants: str, expected: str) -> None:
    assert ends(paper("a.pdf", cover, title=title), wants) == expected


def test_a_report_printed_in_january_is_about_the_year_before() -> None:
    printed = paper("a.pdf", "LAPORAN KINERJA\nJanuari 2017")
    assert ends(printed, is_about_year_before=True) == "2016-12-31"
    assert ends(printed) == "2017-01-31"


def test_the_words_beside_the_link_serve_where_the_document_is_silent() -> None:
    silent = paper("0001.pdf", "", text="", has_text=False)
    assert ends(silent, beside=("Laporan Kinerja Tahun 2024",)) == "2024-12-31"


def test_the_newest_of_several_years_on_a_page_counts() -> None:
    page = web("laporan", "Laporan Layanan", "Arsip", headings=("Tahun 2023", "Tahun 2025", "Tahun 2024"))
    assert ends(page) == "2025-12-31"


def test_the_day_of_upload_serves_only_rules_that_count_months() -> None:
    page = renamed(web("sk", "Keputusan", "Salinan"), published_on=date(2026, 10, 1))
    assert ends(page, "age") == "2026-10-01"
    assert ends(page, "year") == ""


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Daftar Pemilih Tetap Pemilu Tahun 2024", (2024,)),
        ("Penetapan Pasangan Calon Pemilihan Bupati dan Wakil Bupati Jombang Tahun 2020", (2020,)),
        ("Komisi Pemilihan Umum Kabupaten Jombang Tahun 2025", ()),
        ("Rekapitulasi Pilkada Serentak 2018 dan Pemilu 2019", (2018, 2019)),
        ("Pemilu, Laporan Triwulan III 2025", ()),
    ],
)
def test_elections_named_in_a_title(text: str, years: tuple[int, ...]) -> None:
    assert elections_named(web("x", text, "")) == years


def test_furniture_of_a_template_is_no_content() -> None:
    text = "KPU Kabupaten Jombang\nKontak Kami\nBagikan: Facebook Twitter | dibaca 100 kali"
    page = web("kontak", "KPU Kabupaten Jombang", text, headings=("KPU Kabupaten Jombang", "Kontak Kami"))
    assert body_of(page) == ""
    assert is_empty(page)
    assert name_of(page, frozenset({"KPU Kabupaten Jombang"})) == "Kontak Kami"


def test_a_sentence_that_only_leads_on_tells_nothing() -> None:
    lead = "Berikut kami sampaikan laporan kinerja yang dapat diunduh pada tautan di bawah ini."
    assert told_words(web("x", "Laporan", lead)) == 0
    assert told_words(web("x", "Laporan", lead + " Kantor kami buka setiap hari kerja.")) == 6


@pytest.mark.parametrize(
    ("text", "own", "foreign"),
    [
        ("KPU Kabupaten Jombang bersama KPU Provinsi Jawa Timur", True, ()),
        ("PPID KPU Kab. Pacitan", False, ("KPU Kabupaten Pacitan",)),
        ("Bawaslu Kota Surabaya dan KPU Kota Kediri", False, ("KPU Kota Surabaya", "KPU Kota Kediri")),
        ("Bupati Pacitan membuka acara", False, ()),
    ],
)
def test_who_is_named(text: str, own: bool, foreign: tuple[str, ...]) -> None:
    named = naming(text.lower(), JOMBANG)
    assert (bool(named.own), set(named.foreign)) == (own, set(foreign))


@pytest.mark.parametrize(
    ("text", "revoked", "marked"),
    [
        ("pkpu nomor 1 tahun 2015", ("PKPU 1/2015",), False),
        ("peraturan komisi pemilihan umum nomor 1 tahun 2015 (dicabut)", ("PKPU 1/2015",), True),
        ("uu nomor 22 tahun 2007\ndicabut", ("UU 22/2007",), True),
        (
            "uu nomor 22 tahun 2007\nberlaku sejak lama dan masih dipakai sampai hari ini",
            ("UU 22/2007",),
            False,
        ),
        ("pkpu nomor 22 tahun 2023", (), False),
    ],
)
def test_revoked_rules_and_whether_the_text_says_so(
    text: str, revoked: tuple[str, ...], marked: bool
) -> None:
    cited = cited_in(text, TODAY)
    assert cited.revoked == revoked
    assert bool(cited.marked) is marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Apa itu PPID?\n2. Siapa pemohon?\n3. Berapa biayanya?", False),
        ("7. Apa itu PPID?\n8. Siapa pemohon?", True),
        ("1. Apa itu PPID?\n3. Siapa pemohon?", True),
        ("a. Satu\nb. Dua\nd. Empat", True),
        ("1. Satu\n2. Dua\n1. Satu lagi\n2. Dua lagi", False),
        ("Apa itu PPID?", False),
    ],
)
def test_broken_numbering(text: str, expected: bool) -> None:
    assert has_broken_numbering(text) is expected
