"""Units are known by their names in a text, and no unit is taken for its neighbour."""

import time

import pytest

from terbuka.rules.matching.names import NATIONAL, Whose, names_in, whose
from terbuka.rules.units import units_by_slug

JOMBANG = units_by_slug()["kpu-kab-jombang"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("KPU Kabupaten Jombang", "kpu-kab-jombang"),
        ("KOMISI PEMILIHAN UMUM\nKABUPATEN JOMBANG", "kpu-kab-jombang"),
        ("KPU Kab. Jombang", "kpu-kab-jombang"),
        ("KPU Bandung Barat", "kpu-kab-bandung-barat"),
        ("KPU Kota Bandung", "kpu-kota-bandung"),
        ("Bawaslu Kab. Solok Selatan", "bawaslu-kab-solok-selatan"),
        ("KPU Jambi", "kpu-provinsi-jambi"),
        ("KPU Kota Jambi", "kpu-kota-jambi"),
        ("KIP Kota Banda Aceh", "kip-kota-banda-aceh"),
        ("Panwaslih Aceh", "panwaslih-aceh"),
        ("KPU D.I. Yogyakarta", "kpu-provinsi-daerah-istimewa-yogyakarta"),
        ("KPU Provinsi Papua Barat Daya", "kpu-provinsi-papua-barat-daya"),
        ("Badan Pengawas Pemilihan Umum Kabupaten Jombang", "bawaslu-kab-jombang"),
        ("Komisi Pemilihan Umum Republik Indonesia", NATIONAL),
        ("KPU Kota Batu", "kpu-kota-batu"),
        ("KPU Batu Bara", "kpu-kab-batu-bara"),
    ],
)
def test_a_name_is_one_unit(text: str, slug: str) -> None:
    assert dict(names_in(text)) == {slug: 1}


@pytest.mark.parametrize(
    "text",
    [
        "KPU Kabupaten/Kota",
        "KPU menetapkan jadwal",
        "PPID Kabupaten Jombang",
        "Pemerintah Kabupaten Jombang",
        "KPU. Jombang",
        "KIP mahasiswa Jombang",
        "Jombang",
    ],
)
def test_places_and_bodies_without_each_other_name_no_unit(text: str) -> None:
    assert not names_in(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Visi dan Misi KPU Kabupaten Jombang", Whose.OWN),
        ("KPU Jombang bersama KPU Nganjuk", Whose.OWN),
        ("Visi dan Misi KPU Kabupaten Nganjuk", Whose.OTHER),
        ("KPU Nganjuk, KPU Nganjuk, KPU Jombang", Whose.OTHER),
        ("Pertanyaan seputar KPU RI", Whose.NATIONAL),
        ("Bawaslu Kabupaten Jombang", Whose.OTHER),
        ("KPU Kabupaten Jombang dan Bawaslu Kabupaten Jombang", Whose.OWN),
        ("Pemilihan Bupati Jombang", Whose.NONE),
    ],
)
def test_a_text_is_ones_own_anothers_the_national_bodys_or_nobodys(text: str, said: Whose) -> None:
    assert whose(text, JOMBANG).whose is said


def test_a_bare_name_counts_for_the_city_when_it_is_asked_about() -> None:
    assert whose("KPU Bogor", units_by_slug()["kpu-kota-bogor"]).own == 1
    assert whose("KPU Bogor", units_by_slug()["kpu-kab-bogor"]).own == 1
    assert whose("KPU Kabupaten Bogor", units_by_slug()["kpu-kota-bogor"]).own == 0


def test_names_in_a_long_text_are_counted_quickly() -> None:
    text = ("Komisi Pemilihan Umum Kabupaten Jombang menetapkan hasil pemilihan. " * 1600)[:100_000]
    names_in("KPU Jombang")
    begun = time.process_time()

    assert names_in(text)["kpu-kab-jombang"] > 1000
    assert time.process_time() - begun < 0.1
