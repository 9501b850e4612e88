"""Words are compared by stems that keep apart what documents keep apart."""

import pytest

from terbuka.rules.matching.normalise import opening, slug, stem, stems, title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("memohon", "permohonan"),
        ("pelayanan", "layanan"),
        ("imbauan", "himbauan"),
        ("pengecualian", "dikecualikan"),
        ("pemutakhiran", "pemuktahiran"),
        ("rekrutmen", "perekrutan"),
        ("survei", "survey"),
        ("moto", "motto"),
        ("kab", "kabupaten"),
        ("melaporkan", "pelaporan"),
    ],
)
def test_forms_of_one_word_are_one(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("keputusan", "putusan"),
        ("pengumuman", "umum"),
        ("pemilih", "pemilihan"),
        ("daftar", "pendaftaran"),
        ("laporan", "pelaporan"),
        ("tetap", "penetapan"),
        ("pengadilan", "adil"),
        ("calon", "pencalonan"),
        ("terpilih", "memilih"),
        ("uang", "keuangan"),
        ("pengawas", "pengawasan"),
    ],
)
def test_words_that_make_different_documents_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_scanned_years_small_words_and_glued_numbers_are_mended() -> None:
    assert stems("Perjanjian Kinerja 2O2O") == stems("PERJANJIAN KINERJA 2020")
    assert stems("Visi dan Misi") == stems("VISI & MISI")
    assert stems("2023pkpu022") == ["2023", "pkpu", "022"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("LAKIP 2015 | PDF", "LAKIP 2015"),
        ("Laporan Keuangan 2020 - Scribd", "Laporan Keuangan 2020"),
        ("laporan_kinerja_2025.pdf", "laporan kinerja 2025"),
        ("Peraturan Komisi Informasi ...", "Peraturan Komisi Informasi"),
        ("PDF", "PDF"),
    ],
)
def test_what_mirrors_add_to_a_title_is_left_out(written: str, name: str) -> None:
    assert title(written) == name


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://kab-jombang.kpu.go.id/blog/read/9375_visi-dan-misi", "visi dan misi"),
        ("https://sintangkabppid.kpu.go.id/regulasi/25354/undefined", "regulasi"),
        ("https://kab-jombang.kpu.go.id/dmdocuments/LaporanKinerja2025.pdf", "Laporan Kinerja2025"),
        ("https://ppid.jombang.bawaslu.go.id/?page=7", ""),
        ("https://jombang.bawaslu.go.id/daftar%20informasi", "daftar informasi"),
    ],
)
def test_the_address_gives_its_last_telling_words(address: str, words: str) -> None:
    assert slug(address) == words


def test_a_mirrors_own_words_are_no_opening_of_a_document() -> None:
    text = "Anda di halaman 1dari 17\n\nPERJANJIAN KINERJA"

    assert opening(text, 100).split() == ["PERJANJIAN", "KINERJA"]
