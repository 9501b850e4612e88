"""Pages are matched with the items they prove, and with nothing else."""

import csv
from pathlib import Path

import pytest

from terbuka.rules.language import speaking
from terbuka.rules.matching.decide import Context, match
from terbuka.rules.pages import Kind, Link, Page
from terbuka.rules.units import Institution

LABELLED = Path(__file__).parents[2] / "data" / "labelled_pages.csv"
MORE = LABELLED.with_name("labelled_more.csv")
UNIT = "https://kab-jombang.kpu.go.id"
MIRROR = "https://id.scribd.com/document/1"


def _codes(title: str, url: str = f"{UNIT}/page/read/1", **facts: object) -> set[str]:
    return {found.code for found in match(Page(url=url, title=title, **facts), Context())}  # type: ignore[arg-type]


def _measure(path: Path) -> tuple[float, int]:
    """Micro-F1 over (page, code) pairs, and how many pages that prove nothing were matched."""
    right = wrong = missed = lured = 0
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            truth = set(row["item_codes"].split(";")) - {"NONE"}
            said = _codes(row["title"], row["url"])
            right += len(truth & said)
            wrong += len(said - truth)
            missed += len(truth - said)
            lured += bool(said and not truth)
    return 2 * right / (2 * right + wrong + missed), lured


def test_labelled_pages_are_matched_by_address_and_title_alone() -> None:
    f1, lured = _measure(LABELLED)

    assert f1 >= 0.75
    assert lured <= 4


def test_a_larger_set_with_titles_that_say_little_is_matched_nearly_as_well() -> None:
    f1, lured = _measure(MORE)

    assert f1 >= 0.72
    assert lured <= 12


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("LKjIP KPU Kabupaten Jombang Tahun 2O25", {"KIN-05"}),
        ("Laporan Keuangan Semester I TA 2026", {"KEU-03", "KEU-04", "KEU-05"}),
        ("SK IKU KPU Kabupaten Jombang", {"KIN-04", "HUK-02"}),
        ("Standar Operasional Prosedur Pelayanan Informasi Publik", {"PPD-12"}),
        ("Rekapitulasi PDPB Triwulan III Tahun 2026", {"PML-05"}),
    ],
)
def test_a_document_is_known_by_its_name(title: str, codes: set[str]) -> None:
    assert _codes(title) == codes


@pytest.mark.parametrize(
    "title",
    [
        "KPU Kabupaten Jombang Gelar Penandatanganan Perjanjian Kinerja Tahun 2026",
        "Penandatanganan Nota Kesepahaman dengan Kejaksaan Negeri Jombang",
        "KPU Jombang Serahkan Laporan Layanan Informasi Publik ke Komisi Informasi",
        "Sosialisasi Peraturan KPU Nomor 4 Tahun 2025",
        "Terima Kunjungan DPRD, Bawaslu Jombang Bahas Dana Hibah Pilkada",
    ],
)
def test_news_about_a_document_is_not_the_document(title: str) -> None:
    assert _codes(title) == set()


def test_a_news_path_does_not_make_news_of_a_static_text() -> None:
    assert _codes("Maklumat Pelayanan Informasi Publik", f"{UNIT}/blog/read/8_maklumat") == {"PPD-04"}


def test_a_report_by_its_quotes_is_news_whatever_its_title() -> None:
    text = "Kegiatan dihadiri Ketua KPU. “Kami siap,” ujarnya. Turut hadir jajaran sekretariat."

    assert _codes("Perjanjian Kinerja 2026", text=text) == set()


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://rsud.tabanankab.go.id/?p=1", "Tata Cara Mengajukan Keberatan Informasi Publik"),
        ("https://ppid.jombangkab.go.id/maklumat", "Maklumat Pelayanan Informasi"),
        (MIRROR, "BUPATI JOMBANG KEPUTUSAN BUPATI TENTANG PPID"),
        (MIRROR, "Kabupaten Jombang Catatan atas Laporan Keuangan 2025"),
        ("https://media.example/berita/1", "Laporan Keuangan KPU Jombang"),
    ],
)
def test_pages_of_other_bodies_prove_nothing(url: str, title: str) -> None:
    assert _codes(title, url) == set()


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Pedoman Teknis Pengelolaan Dana Hibah Pemilihan", "HUK-02"),
        ("2022kpt522", "HUK-02"),
        ("2023pkpu022", "PPD-19"),
        ("PKPU Nomor 1 Tahun 2015", "PPD-19"),
        ("Perbawaslu 5 Tahun 2022 tentang Pengawasan", "HUK-01"),
        ("Rancangan Peraturan KPU tentang Kampanye", "HUK-03"),
    ],
)
def test_a_rule_about_a_thing_is_the_rule_and_not_the_thing(title: str, code: str) -> None:
    assert _codes(title, MIRROR) == {code}


def test_a_file_without_a_name_is_known_by_the_words_of_its_link() -> None:
    page = {"kind": Kind.PDF, "anchors": ("DIPA Petikan Tahun 2026",)}

    assert _codes("", f"{UNIT}/files/scan0001.pdf", **page) == {"KEU-01"}


def test_an_entry_of_the_menu_that_only_lists_links_is_not_the_information() -> None:
    links = tuple(Link(f"{UNIT}/{n}", f"Dokumen {n}") for n in range(6))

    assert _codes("Profil", links=links, text="Dokumen 1 Dokumen 2 Dokumen 3") == set()


def test_words_of_the_other_institution_do_not_count() -> None:
    page = Page(url=f"{UNIT}/rekomendasi", title="Surat Rekomendasi")

    assert {found.code for found in match(page, Context(Institution.KPU))} == set()
    assert {found.code for found in match(page, Context(Institution.BAWASLU))} == {"AWS-05"}


def test_reasons_are_read_in_the_readers_language() -> None:
    [found] = match(Page(url=f"{UNIT}/visi", title="Visi dan Misi"), Context())

    assert str(found.reasons[0]) == "judul memuat “visi misi”"
    with speaking("en"):
        assert str(found.reasons[0]) == "the title contains “visi misi”"
