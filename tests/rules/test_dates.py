"""Dates and periods are read as people write them; numbers that only look like dates are left alone."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terbuka.rules.dates import find_dates

READ = [
    # weekday forms
    ("Kamis, 22 September 2022", "2022-09-22", "2022-09-22"),
    ("Kamis (22/09/2022)", "2022-09-22", "2022-09-22"),
    ("Rabu, 27/03/2024", "2024-03-27", "2024-03-27"),
    ("Kamis (7/6/2024)", "2024-06-07", "2024-06-07"),
    ("29 Januari 2026", "2026-01-29", "2026-01-29"),
    ("Senin (12-13/07/2021)", "2021-07-12", "2021-07-13"),
    # ranges
    ("17 s.d. 26 September 2025", "2025-09-17", "2025-09-26"),
    ("17 s/d 26 September 2025", "2025-09-17", "2025-09-26"),
    ("17 sampai dengan 26 September 2025", "2025-09-17", "2025-09-26"),
    ("30-31 Maret 2025", "2025-03-30", "2025-03-31"),
    ("30 dan 31 Maret 2025", "2025-03-30", "2025-03-31"),
    ("28 Februari s.d. 3 Maret 2024", "2024-02-28", "2024-03-03"),
    ("28 Desember s.d. 3 Januari 2025", "2024-12-28", "2025-01-03"),
    ("Januari s.d. Juni 2025", "2025-01-01", "2025-06-30"),
    ("Oktober 2024 - Maret 2025", "2024-10-01", "2025-03-31"),
    # months
    ("bulan September 2025", "2025-09-01", "2025-09-30"),
    ("Februari 2024", "2024-02-01", "2024-02-29"),
    # periods
    ("Triwulan III Tahun 2025", "2025-07-01", "2025-09-30"),
    ("TW.III/2025", "2025-07-01", "2025-09-30"),
    ("Triwulan ke-2 Tahun 2024", "2024-04-01", "2024-06-30"),
    ("Triwulan I s.d. III Tahun 2025", "2025-01-01", "2025-09-30"),
    ("Tahun 2025 Triwulan II", "2025-04-01", "2025-06-30"),
    ("Semester I TA 2025", "2025-01-01", "2025-06-30"),
    ("Semester Kedua Tahun 2024", "2024-07-01", "2024-12-31"),
    ("TA 2020", "2020-01-01", "2020-12-31"),
    ("T.A. 2020", "2020-01-01", "2020-12-31"),
    ("KPU PROVINSI NTB (654450) TA.2015", "2015-01-01", "2015-12-31"),
    ("Tahun Anggaran 2025", "2025-01-01", "2025-12-31"),
    ("per 31 Desember 2025", "2025-12-31", "2025-12-31"),
    ("Renstra 2020-2024", "2020-01-01", "2024-12-31"),
    ("Tahun 2025 s.d. 2029", "2025-01-01", "2029-12-31"),
    ("Laporan Kinerja 2025", "2025-01-01", "2025-12-31"),
    ("LKjIP-2025.pdf", "2025-01-01", "2025-12-31"),
    ("lakip_2015.pdf", "2015-01-01", "2015-12-31"),
    # numbers of decrees tell the month
    ("Nomor: 12/PP.04-Kpt/3517/KPU-Kab/XI/2020", "2020-11-01", "2020-11-30"),
    # other spellings and bad scans
    ("5 Pebruari 2021", "2021-02-05", "2021-02-05"),
    ("10 Nopember 2020", "2020-11-10", "2020-11-10"),
    ("3 Agt 2022", "2022-08-03", "2022-08-03"),
    ("2 Sept. 2022", "2022-09-02", "2022-09-02"),
    ("1 Okt 2023", "2023-10-01", "2023-10-01"),
    ("l9 Nopember 2O2O", "2020-11-19", "2020-11-19"),
    ("TAHUN 2O2O", "2020-01-01", "2020-12-31"),
    # English, ISO and short years
    ("March 5, 2024", "2024-03-05", "2024-03-05"),
    ("5th of January 2023", "2023-01-05", "2023-01-05"),
    ("2024-05-06", "2024-05-06", "2024-05-06"),
    ("22/09/22", "2022-09-22", "2022-09-22"),
    ("29-Jan-24", "2024-01-29", "2024-01-29"),
    ("24.12.2023", "2023-12-24", "2023-12-24"),
    ("09/22/2022", "2022-09-22", "2022-09-22"),
]


@pytest.mark.parametrize(("text", "start", "end"), READ, ids=[row[0] for row in READ])
def test_each_form_is_read_as_its_writer_meant_it(text: str, start: str, end: str) -> None:
    found = find_dates(text)
    assert [(one.start.isoformat(), one.end.isoformat()) for one in found] == [(start, end)]
    assert found[0].words in text


@pytest.mark.parametrize(
    "text",
    [
        "Telepon 0812-2020-2021 atau (0321) 861234",
        "0812 2020 2021",
        "NIP 198001012005011001",
        "NIP. 19800101 200501 1 001",
        "NIK 3517012020202020",
        "Undang-Undang Nomor 7 Tahun 2017",
        "PKPU 22 Tahun 2023",
        "UU 14/2008",
        "Keputusan Nomor 12/HK.03/3517/2025",
        "5/Kpts/KPU-Kota-012.329521/2015",
        "sebanyak 2024 pemilih hadir",
        "2019 suara",
        "Rp 2025",
        "Rp2.025.000",
        "2023pkpu022",
        "31 Februari 2024",
        "32/01/2024",
        "Triwulan III",
        "",
    ],
)
def test_numbers_that_only_look_like_dates_are_left_alone(text: str) -> None:
    assert find_dates(text) == ()


def test_a_weekday_settles_a_day_without_year() -> None:
    text = "Jombang, 3 Juli 2021. Rapat digelar Senin-Selasa (12-13/07) dan Jumat (06/08)."
    assert [(one.start, one.end) for one in find_dates(text)] == [
        (date(2021, 7, 3), date(2021, 7, 3)),
        (date(2021, 7, 12), date(2021, 7, 13)),
        (date(2021, 8, 6), date(2021, 8, 6)),
    ]


@pytest.mark.parametrize(
    ("around", "year"),
    [(date(2024, 3, 28), 2024), (date(2019, 3, 30), 2019), (date(2025, 1, 2), 2024)],
)
def test_the_pages_dateline_settles_a_day_without_year(around: date, year: int) -> None:
    found = find_dates("Kegiatan berlangsung Selasa (26/3) di aula.", around=around)
    assert [one.start for one in found] == [date(year, 3, 26)]


def test_a_day_without_year_weekday_or_context_stays_unread() -> None:
    assert find_dates("Rapat (23/4) ditunda, Selasa (26/3) jadi.") == ()
    assert find_dates("Rapat (23/4) ditunda.", around=date(2024, 5, 1)) == ()


def test_lists_of_years_are_read_one_by_one() -> None:
    years = [one.start.year for one in find_dates("Arsip: 2020 2021 2022 | 2023, 2024")]
    assert years == [2020, 2021, 2022, 2023, 2024]


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "12 ",
        "20",
        "2020-",
        "januari ",
        "12 maret ",
        "2020 ",
        "/",
        "senin (",
        "1-",
        "senin (13/3) 2020 ",
        "2/",
    ],
)
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.perf_counter()
    find_dates(text)
    assert time.perf_counter() - started < 3


@given(st.text(alphabet="0123456789oOlI/-. ()januarimetsdplkb,ıİ’", max_size=200))
def test_nothing_raises_and_every_find_stands_in_the_text(text: str) -> None:
    for found in find_dates(text, around=date(2026, 11, 22)):
        assert found.start <= found.end
        assert found.words in text
