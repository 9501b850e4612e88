"""Gaps become items; people carry them; a second person or an audit closes them."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from terbuka.models import Event, FollowUpItem
from terbuka.rules.followup import NEXT, ItemStatus, may_become
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.services import followup
from tests import make
from tests.make.cast import Cast, cast, unit
from tests.make.followup import gap, item

TODAY = date(2026, 11, 22)
SOON = TODAY + timedelta(days=10)


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def _accepted(people: Cast, **more: str) -> FollowUpItem:
    ani = people.ani
    return followup.accept(item(**more), owner=ani, due_on=SOON, today=TODAY, by=ani, at=make.NOON)


def _proven(people: Cast) -> FollowUpItem:
    return followup.prove(_accepted(people), url="https://x.example/lkjip", by=people.ani, at=make.NOON)


@pytest.mark.parametrize("then", ItemStatus)
@pytest.mark.parametrize("now", ItemStatus)
def test_every_pair_of_statuses_is_allowed_or_refused(now: ItemStatus, then: ItemStatus) -> None:
    ruling = may_become(now, then)

    assert bool(ruling) is (then in NEXT[now])
    assert ruling or str(ruling.reason)


def test_a_gap_is_proposed_once_with_its_exact_points(people: Cast) -> None:
    first = followup.propose(unit(), [gap(points="10/3")], by=None, at=make.NOON)
    again = followup.propose(unit(), [gap(points="10/3")], by=None, at=make.NOON)

    assert [one.points for one in first] == [Fraction(10, 3)]
    assert again == []
    assert FollowUpItem.objects.get().status == ItemStatus.PROPOSED


def test_a_gap_that_was_dropped_is_not_proposed_again(people: Cast) -> None:
    followup.drop(item(), reason="Bukan tugas kami", by=people.ani, at=make.NOON)

    assert followup.propose(unit(), [gap()], by=None, at=make.NOON) == []


def test_a_gap_that_comes_back_after_it_was_closed_is_a_new_item(people: Cast) -> None:
    followup.close(_proven(people), by=people.fajar, at=make.NOON)

    assert len(followup.propose(unit(), [gap()], by=None, at=make.NOON)) == 1


def test_an_item_goes_from_proposal_to_closed_and_each_step_is_in_its_history(people: Cast) -> None:
    done = followup.close(_proven(people), by=people.fajar, at=make.NOON)

    assert done.closed_by == people.fajar
    verbs = list(Event.objects.about(followup.KIND, done.pk).values_list("verb", flat=True))
    assert verbs == ["propose", "accepted", "proven", "closed"]


def test_who_gave_the_proof_does_not_close_the_item(people: Cast) -> None:
    with pytest.raises(Refused, match="minta orang lain"):
        followup.close(_proven(people), by=people.ani, at=make.NOON)


def test_the_owner_works_at_the_unit(people: Cast) -> None:
    with pytest.raises(BadInput, match="Dedi tidak bertugas"):
        followup.accept(item(), owner=people.dedi, due_on=SOON, today=TODAY, by=people.ani, at=make.NOON)


@pytest.mark.parametrize("due_on", [TODAY - timedelta(days=1), date(2100, 1, 1)])
def test_a_date_that_cannot_be_kept_is_refused(due_on: date, people: Cast) -> None:
    with pytest.raises(BadInput, match="Tanggal"):
        followup.accept(item(), owner=people.ani, due_on=due_on, today=TODAY, by=people.ani, at=make.NOON)


def test_a_stale_form_is_told_so_and_changes_nothing(people: Cast) -> None:
    seen = item()
    followup.accept(seen, owner=people.ani, due_on=SOON, today=TODAY, by=people.ani, at=make.NOON)

    with pytest.raises(Stale):
        followup.drop(seen, reason="Tidak perlu", version=1, by=people.fajar, at=make.NOON)

    assert FollowUpItem.objects.get(pk=seen.pk).status == ItemStatus.ACCEPTED


def test_proof_is_needed_and_is_an_address_or_a_file_of_the_unit(people: Cast) -> None:
    with pytest.raises(BadInput, match="Tunjukkan buktinya"):
        followup.prove(_accepted(people), by=people.ani, at=make.NOON)
    with pytest.raises(BadInput, match="lengkap"):
        followup.prove(FollowUpItem.objects.get(), url="javascript:alert(1)", by=people.ani, at=make.NOON)


def test_overdue_is_computed_from_the_date(people: Cast) -> None:
    _accepted(people)

    assert not FollowUpItem.objects.overdue(SOON).exists()
    assert FollowUpItem.objects.overdue(SOON + timedelta(days=1)).count() == 1
