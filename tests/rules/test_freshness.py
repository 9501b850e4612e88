"""How old a document may be: the rules of the list of required items, as tables a lawyer can read."""

from datetime import date

import pytest

from terbuka.rules.catalogue import required_items
from terbuka.rules.freshness import (
    Age,
    Subject,
    freshness,
    has_own_pilkada,
    in_words,
    last_elections,
    rule,
    running_plan,
)
from terbuka.rules.pages import FoundDate

TODAY = "2026-11-22"


def period(text: str) -> FoundDate:
    """A year ("2025"), span ("2020-2024" years), or day ("2026-06-30")."""
    if len(text) == 4:
        return FoundDate(date(int(text), 1, 1), date(int(text), 12, 31), text)
    if len(text) == 9:
        return FoundDate(date(int(text[:4]), 1, 1), date(int(text[5:]), 12, 31), text)
    day = date.fromisoformat(text)
    return FoundDate(day, day, text)


RULED = [
    # rule, period, as of, expected
    ("year(1, after=03-31)", "2025", "2026-04-01", "fresh"),
    ("year(1, after=03-31)", "2024", "2026-03-31", "fresh"),  # up to and including 31 March
    ("year(1, after=03-31)", "2024", "2026-04-01", "stale"),
    ("year(1, after=03-31)", "2023", "2026-03-31", "stale"),
    ("year(1, after=03-31)", "2026", TODAY, "fresh"),
    ("year(0, after=02-28)", "2025", "2026-02-28", "fresh"),
    ("year(0, after=02-28)", "2025", "2026-03-01", "stale"),
    ("year(0, after=02-28)", "2026", "2026-03-01", "fresh"),
    ("year(0, after=02-28)", "2024", "2026-01-05", "stale"),
    ("year(0, after=02-28)", "2023", "2024-02-29", "stale"),  # a leap day is after 28 February
    ("year(0, after=01-31)", "2025", "2026-02-01", "stale"),
    ("year(1)", "2025", TODAY, "fresh"),
    ("year(1)", "2024", TODAY, "stale"),
    ("year(0)", "2026", TODAY, "fresh"),
    ("year(0)", "2025", TODAY, "stale"),
    ("year(1, after=06-30)", "2024", "2026-06-30", "fresh"),
    ("year(1, after=06-30)", "2024", "2026-07-01", "stale"),
    ("year(1)", None, TODAY, "unknown"),
    # months, counted from the end of the period
    ("age(6)", "2026-05-22", TODAY, "fresh"),
    ("age(6)", "2026-05-21", TODAY, "stale"),
    ("age(3)", "2026-08-31", "2026-11-30", "fresh"),
    ("age(3)", "2026-08-31", "2026-12-01", "stale"),
    ("age(8)", "2026-06-30", "2027-02-28", "fresh"),  # half-year and two months of grace
    ("age(8)", "2026-06-30", "2027-03-01", "stale"),
    ("age(8)", "2025-12-31", "2026-08-31", "fresh"),
    ("age(8)", "2025-12-31", "2026-09-01", "stale"),
    ("age(6)", "2026", TODAY, "unknown"),  # only the year is named, and it still runs
    ("age(3)", "2026", "2026-02-01", "fresh"),
    ("age(1)", "2026-12-05", TODAY, "fresh"),  # an agenda lies ahead
    ("age(3)", None, TODAY, "unknown"),
    # quarters with days of grace
    ("quarter(15)", "2026-09-30", TODAY, "fresh"),
    ("quarter(15)", "2026-06-30", "2026-10-15", "fresh"),
    ("quarter(15)", "2026-06-30", "2026-10-16", "stale"),
    ("quarter(30)", "2026-06-30", "2026-10-30", "fresh"),
    ("quarter(30)", "2026-06-30", "2026-10-31", "stale"),
    ("quarter(15)", "2025-12-31", "2026-04-15", "fresh"),
    ("quarter(15)", "2025-09-30", "2026-01-16", "stale"),
    ("quarter(15)", "2026", TODAY, "unknown"),
    ("quarter(15)", "2025", TODAY, "stale"),
    # planning periods: 2025-2029 is due from 2026
    ("renstra", "2025-2029", TODAY, "fresh"),
    ("renstra", "2020-2024", TODAY, "stale"),
    ("renstra", "2020-2024", "2025-12-31", "fresh"),
    ("renstra", "2015-2019", "2025-12-31", "stale"),
    ("renstra", "2026", TODAY, "fresh"),
    ("renstra", "2023", TODAY, "stale"),
    ("renstra", None, TODAY, "unknown"),
    # the last completed Pemilu and Pilkada, or anything since their stages began
    ("last_election", "2023-11-03", TODAY, "fresh"),
    ("last_election", "2024", TODAY, "fresh"),
    ("last_election", "2025", TODAY, "fresh"),
    ("last_election", "2019", TODAY, "stale"),
    ("last_election", "2020", TODAY, "stale"),
    ("last_election", None, TODAY, "unknown"),
    ("none", None, TODAY, "fresh"),
    ("event", None, TODAY, "fresh"),
    ("cites(in_force)", None, TODAY, "fresh"),
]


@pytest.mark.parametrize(
    ("law", "about", "as_of", "expected"), RULED, ids=[" ".join(map(str, row)) for row in RULED]
)
def test_each_rule_on_its_last_good_day_and_the_day_after(
    law: str, about: str | None, as_of: str, expected: str
) -> None:
    subject = Subject(period(about) if about else None)
    answer = freshness(law, subject, date.fromisoformat(as_of))
    assert answer.age == Age(expected)
    assert str(answer.reason)


@pytest.mark.parametrize(
    ("revoked", "in_force", "expected"),
    [
        (("PKPU 1/2015",), (), Age.STALE),
        (("PKPU 1/2015",), ("uu 14/2008",), Age.FRESH),
        ((), ("pkpu 22/2023",), Age.FRESH),
        ((), (), Age.FRESH),
    ],
)
def test_citing_makes_stale_only_where_nothing_cited_holds(
    revoked: tuple[str, ...], in_force: tuple[str, ...], expected: Age
) -> None:
    subject = Subject(None, (), revoked, in_force)
    assert freshness("cites(in_force)", subject, date(2026, 11, 22)).age is expected


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((2024,), Age.FRESH),
        ((2019,), Age.STALE),
        ((2020,), Age.STALE),
        ((2019, 2024), Age.FRESH),
        ((2029,), Age.FRESH),
    ],
)
def test_an_election_named_beats_the_day_of_the_paper(years: tuple[int, ...], expected: Age) -> None:
    subject = Subject(period("2026"), years)
    assert freshness("last_election", subject, date(2026, 11, 22)).age is expected


def test_outside_stages_the_last_completed_elections_count() -> None:
    assert {one.key for one in last_elections(date(2026, 11, 22))} == {"pemilu-2024", "pilkada-2024"}
    assert {one.key for one in last_elections(date(2024, 3, 1))} == {
        "pemilu-2019", "pilkada-2020", "pemilu-2024", "pilkada-2024",
    }  # fmt: skip


@pytest.mark.parametrize(("day", "years"), [("2025-12-31", "2020-2024"), ("2026-01-01", "2025-2029")])
def test_the_running_plan_is_due_a_year_after_it_begins(day: str, years: str) -> None:
    assert running_plan(date.fromisoformat(day)).years == years


def test_where_no_head_of_region_is_elected_no_pilkada_paper_is_due() -> None:
    assert not has_own_pilkada("34", "province")
    assert has_own_pilkada("34.01", "regency")
    assert not has_own_pilkada("31.71", "regency")
    assert has_own_pilkada("31", "province")
    assert has_own_pilkada("35.17", "regency")


def test_every_required_item_has_a_rule_and_it_reads_as_a_sentence() -> None:
    for item in required_items():
        assert rule(item.freshness)
        assert str(in_words(item.freshness))
        assert freshness(item.freshness, Subject(), date(2026, 11, 22)).age in Age


def test_items_to_check_by_a_person_never_grow_stale_by_machine() -> None:
    for item in required_items():
        if item.freshness_note.startswith(("check yearly", "names must match", "published within")):
            assert rule(item.freshness).kind in ("none", "event"), item.code


@pytest.mark.parametrize(
    "text", ["", "years(1)", "year(one)", "age", "none(3)", "year(1, after=31)", "none of these"]
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="freshness rule"):
        rule(text)
