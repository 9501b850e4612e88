"""The lexicon knows every item, and a phrase is found however it is written."""

import time

import pytest

from terbuka.rules.catalogue import required_items
from terbuka.rules.matching.decide import Context, match
from terbuka.rules.matching.lexicon import expand, lexicon
from terbuka.rules.pages import Page
from terbuka.rules.units import Institution, units_by_slug

# Variants of the list that say too little to stand alone, or that another item says better.
_TOO_LITTLE = frozenset(
    name
    for line in (
        "Audio;LO;LPE;SPT;RB;SP;SD;Down;Penetapan;Formasi;Instruksi;Caleg;Matriks;PHP;ADM;Tes Wawancara",
        "Serah Terima;Google Form;Dokumen Pemilihan;Hasil Pemeriksaan;Nomor Urut;Hasil Verifikasi",
        "BA Rekap;Perubahan PKPU;Hati-hati;Pengumuman Hasil Tes;Pengumuman Hasil Seleksi Administrasi",
        "PPK;PPS;KPPS;Pantarlih;PPDP;Panwascam;PKD;PTPS;PPL;Profil;Tentang KPU;Sekilas KPU",
        "Kerangka Acuan Kerja;Rekap Pelanggaran;SIPS;Infografis;PKPU Tahapan;Modul;Buku Saku;Sosialisasi",
        "Berita Acara Rekapitulasi;LAPOR!;SE;SK;PSL;PSS;Materi Sosialisasi;Program Penyusunan",
    )
    for name in line.split(";")
)


def _codes(title: str, code: str) -> set[str]:
    is_kpu = next(Institution.KPU in item.institutions for item in required_items() if item.code == code)
    host = "kab-jombang.kpu.go.id" if is_kpu else "jombang.bawaslu.go.id"
    path = "/ppid/1" if code.startswith("PPD-") else "/page/read/1"
    return {found.code for found in match(Page(url=f"https://{host}{path}", title=title), Context())}


@pytest.mark.parametrize("item", required_items(), ids=lambda item: item.code)
def test_every_item_is_known_by_the_names_its_documents_bear(item) -> None:
    names = [name for name in item.variants if name not in _TOO_LITTLE and "..." not in name]

    assert names
    assert [name for name in names if item.code not in _codes(name, item.code)] == []


def test_groups_of_words_stand_for_each_of_them() -> None:
    assert list(expand("(alur|tata cara) keberatan")) == ["alur keberatan", "tata cara keberatan"]
    assert list(expand("FAQ")) == ["FAQ"]


def test_long_names_are_read_as_their_short_form() -> None:
    read = lexicon().read

    assert read("Komisi Pemilihan Umum Kabupaten Jombang") == read("KPU Kabupaten Jombang")
    assert read("Pejabat Pengelola Informasi dan Dokumentasi") == ["ppid"]
    assert read("Standar Operasional Prosedur") == ["sop"]


def test_a_pair_is_found_near_but_not_across_a_whole_sentence() -> None:
    def pairs(title: str) -> set[str]:
        hits = lexicon().find(lexicon().read(title))
        return {hit.sign.words for hit in hits if hit.parts and hit.sign.code == "PPD-10"}

    assert pairs("Biaya dan Tata Cara Permohonan") == {"biaya ... permohonan"}
    assert not pairs("Biaya " + "makan rapat kerja para petugas di kantor kabupaten kami " * 2 + "permohonan")


def test_an_ordinary_page_is_matched_in_well_under_a_millisecond() -> None:
    unit = units_by_slug()["kpu-kab-jombang"]
    context = Context(unit.institution, unit, frozenset({"kab-jombang.kpu.go.id"}))
    pages = [
        Page(
            url=f"https://kab-jombang.kpu.go.id/blog/read/{n}_rapat",
            title=f"KPU Jombang Gelar Rapat Koordinasi {n}",
            text="Jombang - Ketua KPU menyampaikan hasil rapat. " * 60,
        )
        for n in range(200)
    ]
    match(pages[0], context)
    begun = time.process_time()
    for page in pages:
        match(page, context)

    assert (time.process_time() - begun) / len(pages) < 0.002
