"""What each role may do to which units, and who may make whom."""

from datetime import UTC, datetime, timedelta

import pytest

from terbuka.rules.people import (
    REACHES,
    ROLE_MEANINGS,
    ROLE_WORDS,
    Act,
    Held,
    LinkState,
    Reach,
    Role,
    covers,
    fits,
    link_state,
    may_appoint,
    may_give,
    may_take_up,
    standing,
)
from terbuka.rules.units import Level

RI, PROVINCE, JOMBANG, SLEMAN = 1, 2, 3, 4
NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=24)
OFFICE = "desk officer ppid supervisor"

# given: the role of who appoints; expect: the roles that can be given.
MAY_APPOINT = {
    "desk": "",
    "officer": "",
    "ppid": "desk officer",
    "supervisor": "desk officer ppid",
    "verifier": f"{OFFICE} verifier read_only",
    "national_administrator": f"{OFFICE} verifier national_administrator assessor tester read_only",
    "assessor": "",
    "tester": "",
    "read_only": "",
    "system_administrator": " ".join(role.value for role in Role),
}


@pytest.mark.parametrize("by", Role)
def test_nobody_appoints_above_the_own_standing(by: Role) -> None:
    assert {role.value for role in Role if may_appoint(by, role)} == set(MAY_APPOINT[by.value].split())


@pytest.mark.parametrize(
    ("reach", "held_at", "expect"),
    [
        (Reach.OWN, JOMBANG, True),
        (Reach.OWN, PROVINCE, False),
        (Reach.BELOW, PROVINCE, True),
        (Reach.BELOW, RI, True),
        (Reach.BELOW, JOMBANG, False),
        (Reach.SUBTREE, JOMBANG, True),
        (Reach.SUBTREE, RI, True),
        (Reach.SUBTREE, SLEMAN, False),
        (Reach.ALL, None, True),
        (None, JOMBANG, False),
    ],
)
def test_a_reach_covers_jombang_from(reach: Reach | None, held_at: int | None, expect: bool) -> None:
    assert covers(reach, held_at, JOMBANG, (PROVINCE, RI)) is expect


def test_the_installation_is_covered_by_its_own_administrator_alone() -> None:
    held = [Held(Role.NATIONAL_ADMINISTRATOR, RI), Held(Role.SYSTEM_ADMINISTRATOR, None)]

    assert standing(held, Act.MANAGE_PEOPLE, None, ()) == {Role.SYSTEM_ADMINISTRATOR}


@pytest.mark.parametrize(
    ("role", "level", "expect"),
    [
        (Role.SYSTEM_ADMINISTRATOR, None, True),
        (Role.SYSTEM_ADMINISTRATOR, Level.NATIONAL, False),
        (Role.PPID, None, False),
        (Role.PPID, Level.NATIONAL, True),
        (Role.VERIFIER, Level.PROVINCE, True),
        (Role.VERIFIER, Level.REGENCY, False),
        (Role.NATIONAL_ADMINISTRATOR, Level.PROVINCE, False),
        (Role.NATIONAL_ADMINISTRATOR, Level.NATIONAL, True),
    ],
)
def test_a_role_fits_a_level(role: Role, level: Level | None, expect: bool) -> None:
    assert bool(fits(role, level)) is expect
    assert bool(may_give([Role.SYSTEM_ADMINISTRATOR], role, level)) is expect


def test_a_refusal_names_the_role() -> None:
    ruling = may_give([Role.PPID], Role.SUPERVISOR, Level.REGENCY)

    assert not ruling
    assert "Atasan PPID" in str(ruling.reason)


@pytest.mark.parametrize(
    ("used", "revoked", "at", "expect"),
    [
        (None, None, NOON, LinkState.OPEN),
        (None, None, LATER - timedelta(microseconds=1), LinkState.OPEN),
        (None, None, LATER, LinkState.EXPIRED),
        (None, NOON, NOON, LinkState.REVOKED),
        (None, NOON, LATER, LinkState.REVOKED),
        (NOON, None, LATER, LinkState.USED),
    ],
)
def test_a_link_says_what_it_still_is(
    used: datetime | None, revoked: datetime | None, at: datetime, expect: LinkState
) -> None:
    state = link_state(used_at=used, revoked_at=revoked, expires_at=LATER, at=at)

    assert state is expect
    assert bool(may_take_up(state)) is (expect is LinkState.OPEN)


def test_the_administrator_of_the_installation_sees_no_case() -> None:
    assert set(REACHES[Role.SYSTEM_ADMINISTRATOR]) == {Act.MANAGE_PEOPLE}


def test_every_role_has_its_name_and_meaning() -> None:
    assert set(ROLE_WORDS) == set(ROLE_MEANINGS) == set(Role)
