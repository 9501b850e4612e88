"""Whose matter a request is: the offices that its words name."""

import pytest

from terbuka.rules.register.whose import Office, meant
from terbuka.rules.units import all_units

OFFICES = [
    Office(number, one.name, one.institution.value, one.level.value) for number, one in enumerate(all_units())
]
NAMED = {
    "laporan keuangan kpu jombang 2025": ["KPU Kabupaten Jombang"],
    "rekapitulasi suara kota malang": ["KPU Kota Malang", "Bawaslu Kota Malang"],
    "DPT KPU Kabupaten Malang": ["KPU Kabupaten Malang"],
    "anggaran bawaslu provinsi jawa timur": ["Bawaslu Provinsi Jawa Timur"],
    "putusan KPU RI 2024": ["KPU Republik Indonesia"],
    "laporan kinerja bawaslu": [],
    "informasi pemilu": [],
}


@pytest.mark.parametrize("text", NAMED)
def test_the_words_of_a_request_name_the_office_that_holds_it(text: str) -> None:
    assert [office.name for office in meant(text, OFFICES)] == NAMED[text]


def test_nothing_is_proposed_where_the_office_asked_is_the_one_that_is_named() -> None:
    jombang = next(one for one in OFFICES if one.name == "KPU Kabupaten Jombang")
    assert meant("laporan pilkada jombang", OFFICES, asked=jombang.pk) == ()
