"""What is wrong on pages: each kind of defect where it is, and a page close to it where it is not."""

import pytest

from terbuka.rules.pages import Cause, DeadLink, File, Image, Kind, Link, NotLooked, Page
from terbuka.rules.siteaudit.privacy import is_nik, masked
from tests.rules.siteaudit.sites import HOME, PROSE, audit, defects_of, details, link, paper, web

NIK = "3517014508900001"
FORM = "FORMULIR PERMOHONAN INFORMASI\nNomor: ............../PPID/2026\nNama: ............\n"


def test_a_broken_link_is_told_once_with_the_page_that_shows_it() -> None:
    dead = DeadLink(HOME + "hilang.pdf", 404, ("Unduh LKjIP",), (HOME, HOME + "ppid"))
    (told,) = details(audit(web("", "Beranda"), dead=(dead,)), "broken_link")
    assert (told.url, told.seen_on) == (HOME + "hilang.pdf", HOME)
    assert "Unduh LKjIP" in str(told.detail)


@pytest.mark.parametrize(
    ("title", "text", "is_defect"),
    [
        ("404", "Halaman yang Anda cari tidak ditemukan.", True),
        ("Page not found", "Kembali ke beranda", True),
        ("Error 404", "", True),
        ("Beranda", PROSE, False),
        ("Pasal 404", "Ketentuan Pasal 404 mengatur tata cara.", False),
        ("Putusan", "Pelapor menyatakan berkas tidak ditemukan. " + PROSE * 4, False),
    ],
)
def test_a_page_that_says_not_found_with_code_200(title: str, text: str, is_defect: bool) -> None:
    assert ("soft_404" in defects_of(web("x", title, text))) is is_defect


@pytest.mark.parametrize(
    ("url", "cause", "is_defect"),
    [
        ("https://drive.google.com/file/d/1/view", Cause.LOGIN, True),
        ("https://drive.google.com/file/d/1/view", Cause.BLOCKED, True),
        (HOME + "dokumen/rahasia.pdf", Cause.LOGIN, True),
        (HOME + "login", Cause.LOGIN, False),
        ("https://drive.google.com/file/d/1/view", Cause.TIMEOUT, False),
    ],
)
def test_a_locked_document(url: str, cause: Cause, is_defect: bool) -> None:
    failed = (NotLooked(url, cause, "", ("Laporan",), (HOME,)),)
    assert ("closed_link" in defects_of(web("", "Beranda"), failed=failed)) is is_defect


@pytest.mark.parametrize(
    ("text", "is_defect"),
    [
        ("Dasar hukum: PKPU Nomor 1 Tahun 2015 tentang Pengelolaan Informasi.", True),
        ("Dasar hukum: Peraturan Komisi Pemilihan Umum Nomor 1 Tahun 2015.", True),
        ("Dasar: Perki No. 1 Tahun 2010", True),
        ("berpedoman pada Keputusan KPU Nomor 731 Tahun 2025", True),
        ("PKPU 1/2015 (dicabut dengan PKPU 22/2023)", False),
        ("PKPU Nomor 22 Tahun 2023 mencabut PKPU Nomor 1 Tahun 2015.", False),
        ("Keputusan KPU Nomor 805 Tahun 2025 mencabut Keputusan KPU Nomor 731 Tahun 2025", False),
        ("Dasar hukum: PKPU Nomor 22 Tahun 2023 dan PKPU 11 Tahun 2015.", False),
    ],
)
def test_a_revoked_rule_cited_as_if_it_held(text: str, is_defect: bool) -> None:
    assert ("revoked_rule" in defects_of(web("dasar-hukum", "Dasar Hukum", PROSE + text))) is is_defect


def test_a_revoked_rule_is_named_with_its_successor() -> None:
    (told,) = details(audit(web("x", "Dasar", PROSE + "PKPU 1/2015")), "revoked_rule")
    assert "PKPU 1/2015" in str(told.detail)
    assert "PKPU 22/2023" in str(told.detail)


def test_an_old_decree_cites_rightly_what_held_in_its_day() -> None:
    old = paper("sk.pdf", "KEPUTUSAN KPU KABUPATEN JOMBANG TAHUN 2019\nMengingat: PKPU Nomor 1 Tahun 2015")
    new = paper("sk2.pdf", "KEPUTUSAN KPU KABUPATEN JOMBANG TAHUN 2025\nMengingat: PKPU Nomor 1 Tahun 2015")
    assert defects_of(old) == []
    assert defects_of(new) == ["revoked_rule"]


@pytest.mark.parametrize(
    ("text", "is_defect"),
    [
        ("Visi KPU Kabupaten Jombang menurut Renstra 2020-2024", True),
        ("Visi KPU Kabupaten Jombang menurut Renstra 2025-2029", False),
        ("Visi 2025-2029, melanjutkan Renstra 2020-2024", False),
        ("Visi KPU Kabupaten Jombang", False),
    ],
)
def test_a_page_that_names_an_ended_period(text: str, is_defect: bool) -> None:
    page = web("visi", "Visi dan Misi", PROSE + text)
    assert ("expired_period" in defects_of(page, says={"visi": "PRF-02"})) is is_defect


@pytest.mark.parametrize(
    ("title", "cover", "is_defect"),
    [
        ("Laporan Layanan 2020", "LAPORAN LAYANAN TAHUN 2021", True),
        ("Laporan Kinerja 2017", "LAPORAN KINERJA TAHUN 2016\nJanuari 2017", True),
        ("Laporan Kinerja 2016", "LAPORAN KINERJA TAHUN 2016\nJanuari 2017", False),
        ("Renstra 2025-2029", "RENCANA STRATEGIS TAHUN 2025-2029", False),
        ("Perjanjian Kinerja 2026", "PERJANJIAN KINERJA TAHUN 2026\nRenstra Tahun 2025-2029", False),
        ("Laporan", "LAPORAN TAHUN 2021", False),
        ("Laporan Kinerja 2025", "LAPORAN KINERJA", False),
    ],
)
def test_a_title_whose_year_is_not_the_covers(title: str, cover: str, is_defect: bool) -> None:
    assert ("wrong_year_title" in defects_of(paper("a.pdf", cover, title=title))) is is_defect


@pytest.mark.parametrize(
    ("page", "is_defect"),
    [
        (web("a", "Profil", PROSE + "Lorem ipsum dolor sit amet"), True),
        (web("a", "Profil", PROSE + "aaaaaa"), True),
        (paper("sk.pdf", "KEPUTUSAN KPU\nNOMOR ............ TAHUN 2026\nTENTANG PPID"), True),
        (paper("form.pdf", FORM), False),
        (web("a", "Kontak", PROSE + "WA 08xxxxxxxxxx"), False),
        (web("a", "Daftar Isi", PROSE + "BAB I ............ 3"), False),
    ],
)
def test_filler_left_in_a_page(page: Page, is_defect: bool) -> None:
    assert ("placeholder_text" in defects_of(page)) is is_defect


@pytest.mark.parametrize(
    ("text", "is_defect"),
    [
        (PROSE + "PPID Bawaslu Kabupaten Pekalongan siap melayani.", True),
        ("PPID Bawaslu Kabupaten Pekalongan siap melayani masyarakat.", True),
        (PROSE + "Koordinasi dengan KPU Provinsi Jawa Timur dan KPU RI.", False),
        (PROSE + "KPU Kota Kediri, KPU Kabupaten Blitar, KPU Kabupaten Madiun, KPU Kabupaten Ngawi", False),
    ],
)
def test_another_units_name_left_in_the_text(text: str, is_defect: bool) -> None:
    page = web("profil-ppid", "Profil PPID", text)
    assert ("wrong_unit_text" in defects_of(page, says={"profil-ppid": "PPD-01"})) is is_defect


@pytest.mark.parametrize(
    ("links", "text", "is_defect"),
    [
        ((Link("https://slotgacor88.net/", "daftar"),), PROSE, True),
        ((Link("https://contoh.com/promo", "Situs Slot Gacor Maxwin"),), PROSE, True),
        ((), PROSE + "slot gacor hari ini, rtp live tertinggi", True),
        ((link("berita/1", "Sosialisasi bahaya judi online"),), PROSE, False),
        ((Link("https://kominfo.go.id/judi-online", "Berantas judi online"),), PROSE, False),
        ((), PROSE + "Pencegahan judi online: jauhi situs judi dan slot online", False),
        ((Link("https://www.youtube.com/watch?v=1", "Video slot waktu layanan"),), PROSE, False),
        ((Link("https://alphabet.com/x", "Laporan"),), PROSE, False),
    ],
)
def test_planted_gambling(links: tuple[Link, ...], text: str, is_defect: bool) -> None:
    assert ("injected_links" in defects_of(web("a", "PPID", text, links=links))) is is_defect


@pytest.mark.parametrize(
    ("page", "is_defect"),
    [
        (web("a", "Standar Biaya", ""), True),
        (web("a", "Standar Biaya", "Standar Biaya"), True),
        (web("a", "Standar Biaya", "", images=(Image(HOME + "b.jpg", ""),)), False),
        (web("a", "Standar Biaya", "", links=(link("biaya.pdf"),)), False),
        (web("a", "Standar Biaya", "", has_form=True), False),
        (
            web(
                "a",
                "Standar Biaya",
                "Informasi publik diberikan gratis kepada setiap pemohon di kantor kami.",
            ),
            False,
        ),
    ],
)
def test_a_page_with_a_title_and_nothing_else(page: Page, is_defect: bool) -> None:
    assert ("empty_page" in defects_of(page)) is is_defect


def test_a_scan_without_text() -> None:
    assert defects_of(paper("scan.pdf", "", has_text=False, text="")) == ["no_text_layer"]
    assert defects_of(paper("rusak.pdf", "", opens=False, has_text=False, text="")) == []
    picture = Page(HOME + "a.jpg", kind=Kind.IMAGE, file=File(Kind.IMAGE, has_text=False))
    assert defects_of(picture) == []


@pytest.mark.parametrize(
    ("title", "cover", "code", "is_defect"),
    [
        ("DRAFT RKA 2026", "RKA TAHUN 2026", "KEU-02", True),
        ("RKA 2026", "DRAFT\nRKA TAHUN 2026", "KEU-02", True),
        ("Rancangan PKPU (draft)", "RANCANGAN PERATURAN", "HUK-03", False),
        ("RKA 2026", "RKA TAHUN 2026\nSetelah draft dibahas, RKA ditetapkan.", "KEU-02", False),
    ],
)
def test_a_draft_shown_as_final(title: str, cover: str, code: str, is_defect: bool) -> None:
    found = defects_of(paper("rka.pdf", cover, title=title), says={"rka.pdf": code})
    assert ("draft_as_final" in found) is is_defect


@pytest.mark.parametrize(
    ("text", "is_defect"),
    [
        (f"Nama: Budi, NIK {NIK}", True),
        (f"NIK 3517 0145 0890 0001 {PROSE}", True),
        (f"Nomor KK {NIK}", True),
        ("Rekening 3517014508900001", False),
        ("NPWP 3517014508900001", False),
        ("NIP 198001012005011001", False),
        ("Kode 1234567890123456", False),
        ("NIK 351701**********", False),
        ("Nama peserta\n" + "\n".join(f"{n}. Ani {n} 0812345678{n:02}" for n in range(12)), True),
        ("Hubungi kami\n" + "\n".join(f"Posko {n} 0812345678{n:02}" for n in range(12)), False),
        ("Nama peserta: Ani 081234567890", False),
    ],
)
def test_personal_data_stands_open(text: str, is_defect: bool) -> None:
    assert ("personal_data" in defects_of(web("a", "Pengumuman Hasil Seleksi", text))) is is_defect


def test_a_number_is_never_repeated_in_a_finding() -> None:
    (told,) = details(audit(web("a", "Pengumuman", f"NIK {NIK} dan 3517010101900002")), "personal_data")
    assert NIK not in str(told.detail)
    assert "3517************" in str(told.detail)
    assert masked(NIK) == "3517************"


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        (NIK, True),
        ("3517010101900002", True),
        ("9917010101900002", False),  # no such province
        ("3517013513900002", False),  # no 35th day, no 13th month
        ("3517010101900000", False),
        ("1111111111111111", False),
        ("351701", False),
    ],
)
def test_the_structure_of_a_nik(digits: str, expected: bool) -> None:
    assert is_nik(digits) is expected


def test_a_sound_page_has_no_defect() -> None:
    assert defects_of(web("hak", "Hak Pemohon", PROSE), paper("a.pdf", "LAPORAN KINERJA TAHUN 2025")) == []
