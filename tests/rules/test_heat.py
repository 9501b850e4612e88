"""Who is silent, what a cell shows, what is commonest, and what is written to a silent unit."""

from datetime import date
from fractions import Fraction

import pytest

from terbuka.rules.heat import (
    SILENT_DAYS,
    CommonGap,
    Signs,
    commonest,
    in_place,
    is_silent,
    percent,
    quiet_days,
    reminder,
    shade,
)

OPENED, TODAY = date(2026, 11, 2), date(2026, 11, 22)
NEVER = Signs()
SILENCE = [
    # signs, is_filling, today, silent
    (NEVER, True, date(2026, 11, 8), False),
    (NEVER, True, date(2026, 11, 9), True),
    (Signs(signed_in_on=date(2026, 11, 16)), True, TODAY, False),
    (Signs(signed_in_on=date(2026, 11, 15)), True, TODAY, True),
    (Signs(saved_on=date(2026, 11, 3), audited_on=date(2026, 11, 20)), True, TODAY, False),
    # What was done before the round was opened says nothing of it, but the clock begins with the round.
    (Signs(signed_in_on=date(2026, 10, 1)), True, date(2026, 11, 8), False),
    # Who has submitted waits for the level above.
    (Signs(submitted_on=date(2026, 11, 3)), False, TODAY, False),
]


@pytest.mark.parametrize(("signs", "is_filling", "today", "silent"), SILENCE)
def test_a_unit_that_still_fills_is_silent_after_seven_days(
    signs: Signs, is_filling: bool, today: date, silent: bool
) -> None:
    assert SILENT_DAYS == 7
    assert is_silent(signs, is_filling=is_filling, opened_on=OPENED, today=today) is silent


def test_silence_is_counted_from_the_last_sign_or_the_opening() -> None:
    assert quiet_days(NEVER, opened_on=OPENED, today=TODAY) == 20
    assert quiet_days(Signs(audited_on=date(2026, 11, 20)), opened_on=OPENED, today=TODAY) == 2


def test_only_a_full_share_is_shown_as_a_hundred() -> None:
    assert percent(Fraction(1999, 100), 20) == 99
    assert percent(Fraction(20), 20) == 100
    assert percent(Fraction(0), 0) is None
    assert [shade(share) for share in (0, 19, 20, 79, 80, 100)] == [1, 1, 2, 4, 5, 5]


def test_what_could_not_be_looked_at_never_lowers_a_share() -> None:
    assert in_place({"present": 3, "missing": 1}) == 75
    assert in_place({"present": 3, "missing": 1, "could_not_look": 4, "not_applicable": 2}) == 75
    assert in_place({"could_not_look": 4}) is None


def test_the_commonest_gap_comes_first_the_dearer_among_equals() -> None:
    gaps = [
        CommonGap("A", 3, Fraction(1)),
        CommonGap("B", 5),
        CommonGap("C", 3, Fraction(9)),
        CommonGap("D", 0),
    ]

    assert [gap.key for gap in commonest(gaps, 3)] == ["B", "C", "A"]


def _written(today: date, holder: str = "Ani Lestari") -> str:
    return reminder(
        unit="KPU Kabupaten Kediri",
        holder=holder,
        name="Monev 2026",
        days=9,
        until=date(2026, 11, 27),
        today=today,
        address="https://terbuka.example/kerja/kpu-kab-kediri/saq/monev-2026/",
    )


def test_the_message_to_a_silent_unit_says_until_when_and_where() -> None:
    text = _written(TODAY)

    assert text.startswith("Yth. Ani Lestari, KPU Kabupaten Kediri. Kuesioner Monev 2026 sudah 9 hari")
    assert "pengisian berakhir Jum, 27 Nov 2026" in text
    assert "https://terbuka.example/kerja/kpu-kab-kediri/saq/monev-2026/ " in text
    assert "pengisian sudah berakhir" in _written(date(2026, 11, 28))
    assert _written(TODAY, holder="").startswith("Yth. PPID, KPU")
