"""What is in place today and will not be for long: the day on which a document becomes too old.

A required item rests on a freshness rule (UU 14/2008, article 9, and what follows
from it); the day on which the rule turns is known before it comes.
"""

from datetime import date, timedelta

from terbuka.rules.dates import find_dates
from terbuka.rules.freshness import Age, Subject, freshness, rule

_WITH_A_DAY = ("year", "age", "quarter", "renstra")


def stale_on(rule_text: str, period: str, *, as_of: date, days: int = 30) -> date | None:
    """The first day within `days` on which a document about `period` is too old; None for none.

    `period` is as the audit read it ("2025", "Triwulan III 2026"). None also
    where it is too old already or nothing tells. Raises ValueError for an unknown rule.
    """
    found = find_dates(period, around=as_of)
    if not found or rule(rule_text).kind not in _WITH_A_DAY:
        return None
    subject = Subject(period=found[-1])

    def is_stale(after: int) -> bool:
        return freshness(rule_text, subject, as_of + timedelta(days=after)).age is Age.STALE

    if is_stale(0) or not is_stale(days):
        return None
    fresh, stale = 0, days
    while stale - fresh > 1:
        middle = (fresh + stale) // 2
        fresh, stale = (fresh, middle) if is_stale(middle) else (middle, stale)
    return as_of + timedelta(days=stale)
