"""What a file may be, with reasons that a person can read; never a guess without one."""

from datetime import date

import pytest

from terbuka.rules.guessing import guess, words_of_name
from terbuka.rules.pages import Kind
from terbuka.rules.units import unit_named

TODAY = date(2026, 11, 22)
JOMBANG = unit_named("kpu-kab-jombang")


@pytest.mark.parametrize(
    ("name", "expect"),
    [
        ("LKjIP_2025-final.pdf", "LKjIP 2025 final"),
        ("Laporan%20Kinerja.pdf", "Laporan Kinerja"),
        ("scan_0012.pdf", ""),
        ("IMG-20260322.jpg", ""),
        ("dokumen (1).pdf", ""),
        ("SOP PPID.docx", "SOP PPID"),
    ],
)
def test_a_name_says_something_unless_a_scanner_gave_it(name: str, expect: str) -> None:
    assert words_of_name(name) == expect


@pytest.mark.parametrize(
    ("name", "title", "first_page", "code", "period"),
    [
        ("scan1.pdf", "Laporan Kinerja Instansi Pemerintah Tahun 2025", "", "KIN-05", (2025, 2025)),
        ("LKjIP 2025.pdf", "", "", "KIN-05", (2025, 2025)),
        (
            "Renstra 2025-2029.pdf",
            "Rencana Strategis KPU Kabupaten Jombang 2025-2029",
            "",
            "KIN-01",
            (2025, 2029),
        ),
        ("x.pdf", "", "MAKLUMAT PELAYANAN INFORMASI PUBLIK", "PPD-04", None),
    ],
)
def test_name_title_and_first_page_speak(
    name: str, title: str, first_page: str, code: str, period: tuple[int, int] | None
) -> None:
    found = guess(
        name, kind=Kind.PDF, title=title, first_page=first_page, text=first_page, unit=JOMBANG, as_of=TODAY
    )
    assert found.items[0].code == code
    assert all(one.reasons for one in found.items)
    years = (found.period[0].year, found.period[1].year) if found.period else None
    assert years == period
    assert not found.period or found.period_reason


def test_items_of_another_institution_are_not_guessed() -> None:
    found = guess(
        "Laporan Akhir Pengawasan Pemilu 2024.pdf",
        kind=Kind.PDF,
        title="Laporan Akhir Pengawasan Pemilu 2024",
        first_page="",
        text="",
        unit=JOMBANG,
        as_of=TODAY,
    )
    assert not [one.code for one in found.items if one.code.startswith("AWS")]


def test_a_file_that_says_nothing_is_left_to_the_person() -> None:
    found = guess("scan.pdf", kind=Kind.PDF, title="", first_page="", text="", unit=JOMBANG, as_of=TODAY)
    assert (found.items, found.title, found.period) == ((), "", None)
