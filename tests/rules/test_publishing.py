"""Who may do what with a version when: every pair of statuses, four eyes, and what the guard says."""

from dataclasses import replace

import pytest

from terbuka.rules import publishing
from terbuka.rules.publishing import (
    NEXT,
    NEXT_VERSION,
    FourEyes,
    GuardState,
    PublicationKind,
    PublicationStatus,
    VersionFacts,
    VersionStatus,
)
from terbuka.rules.sources import citation

ANI, FAJAR = 1, 2
LINK = VersionFacts(
    PublicationKind.LINK, VersionStatus.SUBMITTED, PublicationStatus.COLLECTING, submitted_by=ANI
)
FILE = replace(LINK, kind=PublicationKind.FILE, guard=GuardState.CLEAN, has_file=True, is_released=True)
FOUND = replace(FILE, guard=GuardState.CLEARED, has_findings=True)
FOUND_BY_FAJAR = replace(FOUND, touched_by=frozenset({FAJAR}))


@pytest.mark.parametrize("status", VersionStatus)
@pytest.mark.parametrize("then", VersionStatus)
def test_a_version_takes_only_the_steps_of_the_table(status: VersionStatus, then: VersionStatus) -> None:
    ruling = publishing.may_become(status, then)
    assert bool(ruling) is (then in NEXT_VERSION[status])
    assert ruling or str(ruling.reason)


@pytest.mark.parametrize("status", PublicationStatus)
@pytest.mark.parametrize("then", PublicationStatus)
def test_a_publication_takes_only_the_steps_of_the_table(
    status: PublicationStatus, then: PublicationStatus
) -> None:
    assert bool(publishing.may_turn(status, then)) is (then in NEXT[status])


@pytest.mark.parametrize(
    ("given", "rule", "by", "expect"),
    [
        # What carries a file is checked by another person, a link by whoever may check.
        (LINK, FourEyes.FILES, ANI, True),
        (FILE, FourEyes.FILES, ANI, False),
        (FILE, FourEyes.FILES, FAJAR, True),
        # Where the institution asks it of findings alone, a clean file may be checked by its submitter.
        (FILE, FourEyes.FINDINGS, ANI, True),
        (FOUND, FourEyes.FINDINGS, ANI, False),
        (FOUND, FourEyes.FINDINGS, FAJAR, True),
        # Where it asks it always, a link too.
        (LINK, FourEyes.ALL, ANI, False),
        (LINK, FourEyes.ALL, FAJAR, True),
        # Who decided a finding or drew a black-out never checks, under any rule (PD-13).
        (FOUND_BY_FAJAR, FourEyes.FILES, FAJAR, False),
        (FOUND_BY_FAJAR, FourEyes.FINDINGS, FAJAR, False),
        (FOUND_BY_FAJAR, FourEyes.ALL, FAJAR, False),
    ],
)
def test_four_eyes(given: VersionFacts, rule: FourEyes, by: int, expect: bool) -> None:
    ruling = publishing.may_check(given, by, rule)
    assert bool(ruling) is expect
    if not expect:
        assert citation(ruling.cite or "").label


@pytest.mark.parametrize(
    ("change", "expect"),
    [
        ({}, True),
        ({"guard": GuardState.WAITING}, False),
        ({"guard": GuardState.NONE}, False),
        ({"guard": GuardState.FINDINGS, "open_findings": 2}, False),
        ({"guard": GuardState.FINDINGS, "open_findings": 0}, False),
        ({"guard": GuardState.COULD_NOT_LOOK}, False),
        ({"guard": GuardState.CLEARED}, True),
        ({"is_released": False}, False),
    ],
)
def test_no_file_goes_out_past_the_guard(change: dict[str, object], expect: bool) -> None:
    checked = replace(FILE, status=VersionStatus.CHECKED, **change)
    assert bool(publishing.may_publish(checked)) is expect
    assert bool(publishing.may_check(replace(FILE, **change), FAJAR, FourEyes.FILES)) is expect


def test_a_guess_that_nobody_confirmed_is_not_handed_in() -> None:
    draft = replace(LINK, status=VersionStatus.DRAFT)
    assert publishing.may_submit(draft)
    assert not publishing.may_submit(replace(draft, is_confirmed=False))


def test_whoever_hands_in_learns_which_fields_are_lacking() -> None:
    draft = replace(LINK, status=VersionStatus.DRAFT, lacks=frozenset({"holder", "title"}))
    assert "judul, pejabat yang menguasai" in str(publishing.may_submit(draft).reason)


def test_nothing_is_taken_back_or_sent_back_without_words() -> None:
    assert not publishing.may_withdraw(PublicationStatus.PUBLIC, "  ")
    assert publishing.may_withdraw(PublicationStatus.PUBLIC, "Angkanya keliru.")
    assert not publishing.may_return(LINK, "")
    assert publishing.may_return(LINK, "Periodenya 2025.")


def test_only_another_public_one_takes_the_place() -> None:
    public, withdrawn = PublicationStatus.PUBLIC, PublicationStatus.WITHDRAWN
    assert publishing.may_supersede(public, public, is_same=False)
    assert not publishing.may_supersede(public, public, is_same=True)
    assert not publishing.may_supersede(public, withdrawn, is_same=False)


def test_one_version_is_on_its_way_at_a_time() -> None:
    assert publishing.may_begin_version(PublicationStatus.PUBLIC, is_on_its_way=False)
    assert not publishing.may_begin_version(PublicationStatus.PUBLIC, is_on_its_way=True)
    assert not publishing.may_begin_version(PublicationStatus.ARCHIVED, is_on_its_way=False)
