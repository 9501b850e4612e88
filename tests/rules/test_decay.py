"""The day on which a document becomes too old is known before it comes."""

from datetime import date

import pytest

from terbuka.rules.decay import stale_on

EXAMPLES = [
    # rule, period, on, the day it turns
    ("year(1, after=03-31)", "2024", date(2026, 3, 15), date(2026, 4, 1)),
    ("year(1, after=03-31)", "2025", date(2026, 3, 15), None),
    ("year(1, after=03-31)", "2023", date(2026, 3, 15), None),
    ("year(0)", "2026", date(2026, 12, 20), date(2027, 1, 1)),
    ("age(6)", "31 Mei 2026", date(2026, 11, 22), date(2026, 12, 1)),
    ("quarter(30)", "Triwulan II 2026", date(2026, 10, 10), date(2026, 10, 31)),
    ("none", "2019", date(2026, 11, 22), None),
    ("year(1)", "", date(2026, 12, 20), None),
]


@pytest.mark.parametrize(("rule", "period", "on", "turns"), EXAMPLES)
def test_the_day_on_which_a_rule_turns(rule: str, period: str, on: date, turns: date | None) -> None:
    assert stale_on(rule, period, as_of=on) == turns
