"""The counts of a service report, as the law and a statistician read them."""

from datetime import date
from fractions import Fraction

import pytest

from terbuka.rules.register import reporting as r
from terbuka.rules.register.paperwords import checked_words, filled
from terbuka.rules.ruling import BadInput


def test_the_median_of_an_even_number_of_answers_lies_between_the_middle_two() -> None:
    spread = r.spread_of({2: 1, 3: 1, 8: 1, 10: 1, 17: 0})

    assert (spread.count, spread.average, spread.median, spread.longest) == (
        4,
        Fraction(23, 4),
        Fraction(11, 2),
        10,
    )
    assert r.spread_of({}) == r.Spread()


@pytest.mark.parametrize(("days", "told"), [(Fraction(23, 4), "5.8"), (Fraction(9, 2), "4.5"), (None, "")])
def test_days_are_told_with_one_decimal(days: Fraction | None, told: str) -> None:
    assert r.one_decimal(days) == told


@pytest.mark.parametrize(
    ("status", "result", "told"),
    [
        ("closed", "refused", "refused"),
        ("objected", "partly_granted", "partly_granted"),
        ("fulfilled", "granted", "granted"),
        ("withdrawn", "", "withdrawn"),
        ("closed", "", "unanswered"),
        ("extended", "", "open"),
    ],
)
def test_what_became_of_a_request_is_its_decision_whatever_followed(
    status: str, result: str, told: str
) -> None:
    assert r.outcome_of(status, result) == told


def test_the_report_is_due_on_31_march_and_reminded_of_four_times() -> None:
    due = r.report_due(2025)

    assert due == date(2026, 3, 31)
    days = {date(2026, 1, 29): None, date(2026, 1, 30): 60, date(2026, 3, 24): 7, date(2026, 3, 31): 1}
    assert {day: r.reminder_stage(day, due) for day in days} == days
    assert r.report_due(2015) is None


def test_a_quarter_ends_with_its_third_month() -> None:
    assert (r.Period(2026, 1).first, r.Period(2026, 1).last) == (date(2026, 1, 1), date(2026, 3, 31))
    assert (r.Period(2026, 4).first, r.Period(2026).last) == (date(2026, 10, 1), date(2026, 12, 31))


def test_the_report_waits_for_the_end_of_its_year_and_for_all_its_parts() -> None:
    texts = dict.fromkeys((text.value for text in r.Text), "Ada.")

    assert r.may_publish(2025, date(2026, 1, 1), r.lacks(texts, 0))
    assert not r.may_publish(2026, date(2026, 12, 31), ())
    assert r.lacks(texts | {"staff": " "}, None) == (r.TEXT_WORDS[r.Text.STAFF], r.BUDGET_WORDS)


def test_words_of_a_paper_are_filled_and_unknown_places_are_refused() -> None:
    assert filled("Yth. {pemohon},\n\n{nomor}", {"pemohon": "Citra"}) == ["Yth. Citra,", "–"]
    with pytest.raises(BadInput, match="nik"):
        checked_words("NIK Saudara {nik}")
