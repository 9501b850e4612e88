"""Until when a publication is fresh, as a table, and the same answer as the freshness rule gives each day."""

import random
from datetime import date, timedelta

import pytest

from terbuka.rules.catalogue import InformationClass, required_items
from terbuka.rules.duedates import (
    Dates,
    EntryState,
    dip_state,
    entry_state,
    plus_months,
    stale_after,
    state_of,
    subject_of,
)
from terbuka.rules.freshness import Age, freshness
from terbuka.rules.retention import retain_until

TODAY = date(2026, 11, 22)
PERIODIC, ON_DEMAND = InformationClass.PERIODIC, InformationClass.ON_DEMAND
Y2025 = (date(2025, 1, 1), date(2025, 12, 31))
Y2026 = (date(2026, 1, 1), date(2026, 12, 31))
Q3 = (date(2026, 7, 1), date(2026, 9, 30))


def _dates(
    period: tuple[date, date] | None = None,
    changed: date = date(2026, 3, 2),
    confirmed: date | None = None,
    **more: object,
) -> Dates:
    return Dates(changed, confirmed, period, **more)  # type: ignore[arg-type]


# given: rule, class, what the publication says; expect: the last fresh day.
TABLE = [
    # The report on 2025 suffices until 31 March 2027: from 1 April the one on 2026 is asked.
    ("year(1, after=03-31)", PERIODIC, _dates(Y2025), date(2027, 3, 31)),
    ("year(1)", PERIODIC, _dates(Y2025), date(2026, 12, 31)),
    ("year(0)", PERIODIC, _dates(Y2026), date(2026, 12, 31)),
    ("year(0, after=01-31)", PERIODIC, _dates(Y2025), date(2026, 1, 31)),
    # Six months from the last day that it is about.
    ("age(6)", ON_DEMAND, _dates((date(2026, 6, 1), date(2026, 6, 30))), date(2026, 12, 31)),
    # A list "of 2026" that was put up on 2 March says nothing of later months.
    ("age(6)", ON_DEMAND, _dates(Y2026), date(2026, 9, 2)),
    ("age(3)", PERIODIC, _dates(None), date(2026, 6, 2)),
    # The third quarter suffices until the fourth one and its 30 days of grace are over.
    ("quarter(30)", PERIODIC, _dates(Q3), date(2027, 1, 30)),
    ("quarter(15)", PERIODIC, _dates(Q3), date(2027, 1, 15)),
    ("renstra", PERIODIC, _dates((date(2020, 1, 1), date(2024, 12, 31))), date(2025, 12, 31)),
    ("renstra", PERIODIC, _dates((date(2025, 1, 1), date(2029, 12, 31))), None),
    # UU 14/2008 article 9: what no rule dates is refreshed, or confirmed, every six months.
    ("none", PERIODIC, _dates(), date(2026, 9, 2)),
    ("none", PERIODIC, _dates(confirmed=date(2026, 10, 1)), date(2027, 4, 1)),
    ("none", ON_DEMAND, _dates(), None),
    ("event", InformationClass.IMMEDIATE, _dates(), None),
    # PKPU 1/2015 held until PKPU 22/2023 took its place.
    ("cites(in_force)", PERIODIC, _dates(cites=(("PKPU 1/2015", date(2023, 11, 1)),)), date(2023, 10, 31)),
    (
        "cites(in_force)",
        PERIODIC,
        _dates(cites=(("PKPU 1/2015", date(2023, 11, 1)), ("PKPU 22/2023", None))),
        None,
    ),
    ("cites(in_force)", PERIODIC, _dates(), None),
    # Without the year that its rule asks about it proves nothing.
    ("year(1)", PERIODIC, _dates(None), TODAY - timedelta(days=1)),
]


@pytest.mark.parametrize(("rule", "information_class", "given", "expect"), TABLE)
def test_the_last_fresh_day(
    rule: str, information_class: InformationClass, given: Dates, expect: date | None
) -> None:
    assert stale_after(rule, information_class, given, TODAY) == expect


DATED = sorted({item.freshness for item in required_items() if item.freshness not in ("", "none", "event")})


@pytest.mark.parametrize("rule", DATED)
def test_fresh_on_the_due_day_and_not_the_day_after(rule: str) -> None:
    """For any publication, on any day: what the due date says is what the freshness rule says."""
    chance = random.Random(rule)
    for _ in range(150):
        as_of = date(2021, 1, 1) + timedelta(days=chance.randrange(3200))
        changed = as_of - timedelta(days=chance.randrange(900))
        start = changed - timedelta(days=chance.randrange(1500))
        end = start + timedelta(days=chance.choice((0, 29, 89, 364, 1825)))
        years = chance.choice(((), (2019,), (2024,), (2018, 2020)))
        given = Dates(changed, None, (start, end), election_years=years)
        due = stale_after(rule, PERIODIC, given, as_of)
        subject = subject_of(rule, given, as_of)
        is_fresh = freshness(rule, subject, as_of).age is Age.FRESH
        assert is_fresh == (due is None or due >= as_of), (given, as_of, due)
        if is_fresh and due:
            assert freshness(rule, subject, due).age is Age.FRESH
            assert freshness(rule, subject, due + timedelta(days=1)).age is not Age.FRESH


@pytest.mark.parametrize(
    ("due", "expect"),
    [
        (None, EntryState.FRESH),
        (TODAY + timedelta(days=31), EntryState.FRESH),
        (TODAY + timedelta(days=30), EntryState.DUE),
        (TODAY, EntryState.DUE),
        (TODAY - timedelta(days=1), EntryState.STALE),
    ],
)
def test_due_begins_thirty_days_ahead_and_ends_with_the_due_day(due: date | None, expect: EntryState) -> None:
    assert state_of(due, TODAY, soon=30) is expect


def test_what_nothing_proves_is_missing_unless_it_is_waived_or_nothing_happened() -> None:
    asked = {"due_on": None, "on": TODAY, "soon": 30}
    assert entry_state(has_proof=False, is_waived=False, rule_text="year(1)", **asked) is EntryState.MISSING
    assert entry_state(has_proof=False, is_waived=True, rule_text="year(1)", **asked) is EntryState.WAIVED
    assert entry_state(has_proof=False, is_waived=False, rule_text="event", **asked) is EntryState.IF_EVENT


@pytest.mark.parametrize(
    ("decided", "expect"),
    [
        (None, EntryState.MISSING),
        (date(2026, 5, 22), EntryState.FRESH),
        (date(2026, 5, 21), EntryState.DUE),
        (date(2025, 11, 22), EntryState.DUE),
        (date(2025, 11, 21), EntryState.STALE),
    ],
)
def test_the_list_itself_is_renewed_twice_a_year_and_never_older_than_one(
    decided: date | None, expect: EntryState
) -> None:
    assert dip_state(decided, TODAY) is expect


def test_months_end_with_months() -> None:
    assert plus_months(date(2026, 6, 30), 8) == date(2027, 2, 28)
    assert plus_months(date(2026, 8, 15), 6) == date(2027, 2, 15)


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("1 tahun aktif, 2 tahun inaktif", date(2029, 12, 31)),
        ("5 (lima) tahun", date(2031, 12, 31)),
        ("3", date(2029, 12, 31)),
        ("permanen", None),
        ("selama masih berlaku", None),
        ("", None),
        ("sesuai JRA", None),
    ],
)
def test_retention_is_read_from_its_words(words: str, expect: date | None) -> None:
    assert retain_until(words, date(2026, 3, 2)) == expect
