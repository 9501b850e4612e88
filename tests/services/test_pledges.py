"""The service pledge: written as a draft, announced when it is whole and signed, never changed after."""

from datetime import date, timedelta

import pytest

from terbuka.models import Event, ServicePledge
from terbuka.rules.pledges import Part
from terbuka.rules.ruling import Stale
from terbuka.services.catalogue.pledges import announce_pledge, pledge_draft, pledge_in_force, save_pledge
from terbuka.services.jobs.indexing import index_public
from terbuka.services.search import find
from terbuka.services.units import BadFields
from tests import make
from tests.make import outreach
from tests.make.cast import Cast, cast, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def test_a_draft_binds_nobody_until_it_is_announced(people: Cast) -> None:
    row = outreach.draft(people)

    assert pledge_in_force(unit()) is None
    announced = announce_pledge(row, expected=row.version, by=people.fajar, at=make.NOON)
    assert pledge_in_force(unit()) == announced
    for _again in range(2):
        paths = [hit.entry.path for hit in find("maklumat pelayanan", {"unit": unit().pk}).hits]
        assert paths == ["/satker/kpu-kab-jombang/maklumat/"]
        index_public(at=make.NOON)
    verbs = Event.objects.about("service_pledge", row.pk).order_by("id").values_list("verb", "by_id")
    assert list(verbs) == [("saved", people.ani.pk), ("announced", people.fajar.pk)]


def test_what_it_lacks_is_told_field_by_field_before_it_may_go_out(people: Cast) -> None:
    row = outreach.draft(people, cost="", signer=" ", signed_on=None)

    with pytest.raises(BadFields) as refused:
        announce_pledge(row, expected=row.version, by=people.fajar, at=make.NOON)

    assert set(refused.value.fields) == {Part.COST, "signer", "signed_on"}
    assert pledge_in_force(unit()) is None


def test_what_was_announced_stays_and_the_next_begins_beside_it(people: Cast) -> None:
    first = outreach.announced(people)
    later = make.NOON + timedelta(days=1)
    second = save_pledge(unit(), values=outreach.values(cost="Gratis."), expected=0, by=people.ani, at=later)

    first.refresh_from_db()
    assert second.pk != first.pk
    assert first.clauses[Part.COST] != "Gratis."
    assert pledge_in_force(unit()) == first
    announce_pledge(second, expected=second.version, by=people.fajar, at=later)
    assert pledge_in_force(unit()) == second
    assert ServicePledge.objects.count() == 2


def test_who_saves_over_somebody_elses_words_is_shown_them(people: Cast) -> None:
    row = outreach.draft(people)

    with pytest.raises(Stale) as stale:
        save_pledge(unit(), values=outreach.values(), expected=0, by=people.fajar, at=make.NOON)
    assert stale.value.current == row
    with pytest.raises(Stale):
        announce_pledge(row, expected=row.version - 1, by=people.fajar, at=make.NOON)


def test_nobody_signs_in_the_future_and_nothing_too_long_is_kept(people: Cast) -> None:
    tomorrow = make.NOON.date() + timedelta(days=1)
    wrong = outreach.values(signed_on=tomorrow, time="x" * 4000, signer="y" * 300)

    with pytest.raises(BadFields) as refused:
        save_pledge(unit(), values=wrong, expected=0, by=people.ani, at=make.NOON)

    assert set(refused.value.fields) == {"signed_on", "time", "signer"}
    assert pledge_draft(unit()) is None


def test_the_prepared_words_tell_the_limits_of_their_day() -> None:
    told = outreach.beginning(date(2026, 11, 20), hours="Senin–Kamis 07.30–16.00")

    assert set(told) == {part.value for part in Part}
    for words in ("10 hari kerja", "7 hari kerja", "3 hari kerja", "2 hari kerja", "30 hari kerja"):
        assert words in told[Part.TIME]
    assert told[Part.TIME].endswith("Jam layanan: Senin–Kamis 07.30–16.00.")
    assert "Perki 1/2021" in told[Part.BASIS]
