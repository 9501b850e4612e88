"""What is fresh on a day, as the freshness sentences of the required items say it."""

from datetime import date
from random import Random

import pytest

from terbuka.example.periods import earlier, of_quarter, period_of

EXAMPLES = [
    ("year-1@03-31", date(2026, 3, 31), "Tahun 2024"),
    ("year-1@03-31", date(2026, 4, 1), "Tahun 2025"),
    ("year@02-28", date(2026, 2, 28), "Tahun 2025"),
    ("year@02-28", date(2026, 3, 1), "Tahun 2026"),
    ("quarter@15", date(2026, 11, 22), "Triwulan III Tahun 2026"),
    ("quarter@30", date(2026, 1, 20), "Triwulan III Tahun 2025"),
    ("half@2", date(2026, 11, 22), "Semester I Tahun 2026"),
    ("half@2", date(2026, 8, 1), "Semester II Tahun 2025"),
    ("month", date(2026, 1, 9), "Desember 2025"),
    ("renstra", date(2026, 11, 22), "2025-2029"),
    ("term", date(2026, 11, 22), "2023-2028"),
    ("pilkada", date(2026, 11, 22), "Pilkada Serentak Tahun 2024"),
]


@pytest.mark.parametrize(("rule", "as_of", "label"), EXAMPLES)
def test_the_newest_period_due(rule, as_of, label):
    period = period_of(rule, as_of, Random(1))
    assert period is not None
    assert period.label == label


@pytest.mark.parametrize("rule", [rule for rule, _, _ in EXAMPLES])
@pytest.mark.parametrize("seed", range(5))
def test_what_is_too_old_ends_before_what_is_due(rule, seed):
    as_of = date(2026, 11, 22)
    due, old = period_of(rule, as_of, Random(seed)), period_of(rule, as_of, Random(seed), stale=True)
    assert due is not None
    assert old is not None
    assert old.end < due.start or rule in ("renstra", "term")
    assert old.end < as_of


def test_an_item_without_period_has_none():
    assert period_of("", date(2026, 11, 22), Random(1)) is None


def test_the_quarters_before_cross_the_year():
    assert earlier(of_quarter(2026, 1), "quarter@30", 1).label == "Triwulan IV Tahun 2025"
