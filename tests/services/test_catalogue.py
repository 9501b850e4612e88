"""From a draft to the public and back: who may do what when; what public, unit and search then have."""

from datetime import date, timedelta

import pytest
from django.conf import settings

from terbuka.models import (
    Event,
    GuardFinding,
    Notification,
    Publication,
    PublicationVersion,
    SearchEntry,
)
from terbuka.rules.duedates import EntryState
from terbuka.rules.publishing import GuardState, PublicationKind
from terbuka.rules.ruling import Refused, Stale
from terbuka.services import catalogue
from terbuka.services.catalogue import reading
from terbuka.services.units import BadFields
from tests import make
from tests.make import catalogue as made
from tests.make import units
from tests.make.cast import Cast, cast, unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
LATER = make.NOON + timedelta(days=3)


@pytest.fixture
def people() -> Cast:
    return cast()


def _is_found(publication: Publication) -> bool:
    return SearchEntry.objects.filter(key=f"publication:{publication.pk}").exists()


def _state(code: str, on: date = TODAY) -> EntryState:
    return next(one.state for one in catalogue.standing_of(unit(), on) if one.item.code == code)


def test_what_is_published_is_public_at_once_proves_its_item_and_is_found(people: Cast) -> None:
    assert _state("KIN-05") is EntryState.MISSING
    publication = made.published(people)
    assert (publication.status, publication.changed_on, publication.confirmed_on) == ("public", TODAY, TODAY)
    assert publication.public
    assert publication.public.status == "published"
    # The report on 2025 suffices until the end of March 2027.
    assert publication.due_on == date(2027, 3, 31)
    assert _state("KIN-05") is EntryState.FRESH
    assert _state("KIN-05", date(2027, 3, 2)) is EntryState.DUE
    assert _state("KIN-05", date(2027, 4, 1)) is EntryState.STALE
    assert _is_found(publication)
    verbs = [event.verb for event in reading.history_of(publication)]
    assert set(verbs) >= {"begin", "submit", "check", "publish"}


def test_whoever_must_act_next_is_told(people: Cast) -> None:
    version = made.submitted(people)
    told = Notification.objects.filter(kind="version_submitted")
    assert [one.account for one in told] == [people.fajar]
    assert version.title in str(told[0].payload)
    catalogue.return_version(version, note_text="Periodenya keliru.", by=people.fajar, at=make.NOON)
    assert Notification.objects.get(kind="version_returned").account == people.ani
    version.refresh_from_db()
    assert (version.status, version.returned_note) == ("draft", "Periodenya keliru.")


def test_a_file_is_checked_by_another_person_than_the_one_who_handed_it_in(people: Cast) -> None:
    version = catalogue.submit_version(made.file_draft(people), by=people.ani, at=make.NOON)
    with pytest.raises(Refused):
        catalogue.check_version(version, by=people.ani, at=make.NOON)
    publication = made.out(version, people)
    assert publication.public
    assert publication.public.released


def test_a_file_that_the_guard_has_not_let_through_is_not_handed_in(people: Cast) -> None:
    for guard in (None, GuardState.FINDINGS, GuardState.COULD_NOT_LOOK):
        with pytest.raises(Refused):
            catalogue.submit_version(made.file_draft(people, guard=guard), by=people.ani, at=make.NOON)


def test_a_new_version_takes_over_everything_and_replaces_the_old_one_when_it_goes_out(people: Cast) -> None:
    publication = made.published_file(people)
    first = publication.public
    assert first
    version = catalogue.begin_version(publication, change_note="Judul", by=people.ani, at=LATER)
    with pytest.raises(Refused):
        catalogue.begin_version(publication, by=people.ani, at=LATER)
    assert (version.number, version.released_id, version.guard) == (2, first.released_id, "clean")
    values = {"title": "Laporan Kinerja (LKjIP) Tahun 2025"}
    saved = catalogue.save_version(version, values, expected=version.version, by=people.ani, at=LATER)
    publication.refresh_from_db()
    assert publication.public == first
    after = made.out(catalogue.submit_version(saved, by=people.ani, at=LATER), people, at=LATER)
    first.refresh_from_db()
    assert (first.status, after.public) == ("replaced", version)
    # What is said about it is new, its content is not.
    assert (after.changed_on, after.confirmed_on) == (TODAY, TODAY + timedelta(days=3))
    assert SearchEntry.objects.get(key=f"publication:{publication.pk}").title == values["title"]
    changes = reading.compared(first, saved).fields
    assert [one.name for one in changes] == ["title"]


def test_what_two_people_type_at_once_is_not_lost(people: Cast) -> None:
    version = made.draft(people)
    seen = version.version
    catalogue.save_version(version, {"title": "Judul Ani"}, expected=seen, by=people.ani, at=make.NOON)
    other = catalogue.save_version(version, {"summary": "Isi"}, expected=seen, by=people.fajar, at=make.NOON)
    assert (other.title, other.summary) == ("Judul Ani", "Isi")
    with pytest.raises(Stale) as stale:
        catalogue.save_version(version, {"title": "Judul lain"}, expected=seen, by=people.fajar, at=make.NOON)
    current = stale.value.current
    assert isinstance(current, PublicationVersion)
    assert current.title == "Judul Ani"


def test_each_fault_stands_beside_its_field(people: Cast) -> None:
    wrong = {
        "title": " ",
        "information_class": "exempt",
        "items": ["AWS-12", "X-1"],
        "made_on": date(2030, 1, 1),
    }
    version = made.draft(people)
    with pytest.raises(BadFields) as fault:
        catalogue.save_version(version, wrong, expected=version.version, by=people.ani, at=make.NOON)
    assert set(fault.value.fields) == {"title", "information_class", "items"}
    wrong = {"period_from": date(2025, 6, 1), "period_to": date(2025, 5, 1)}
    with pytest.raises(BadFields) as fault:
        catalogue.save_version(version, wrong, expected=version.version, by=people.ani, at=make.NOON)
    assert set(fault.value.fields) == {"period_to"}
    with pytest.raises(BadFields):
        made.draft(people, kind=PublicationKind.FILE)


def test_what_was_handed_in_is_not_written_in(people: Cast) -> None:
    version = made.submitted(people)
    with pytest.raises(Refused):
        catalogue.save_version(version, {"title": "X"}, expected=version.version, by=people.ani, at=make.NOON)


def test_another_file_is_looked_at_anew(people: Cast) -> None:
    version = made.file_draft(people)
    other = units.stored(by=people.ani)
    replaced = catalogue.replace_source(version, source=other, by=people.ani, at=make.NOON)
    assert (replaced.guard, replaced.released, replaced.body) == ("waiting", None, "")


def test_withdrawn_it_leaves_the_search_and_its_item_but_keeps_its_reason(people: Cast) -> None:
    publication = made.published(people)
    with pytest.raises(Refused):
        catalogue.withdraw(publication, reason=" ", by=people.fajar, at=LATER)
    gone = catalogue.withdraw(publication, reason="Angkanya keliru.", by=people.fajar, at=LATER)
    assert (gone.status, gone.end_reason, _is_found(gone)) == ("withdrawn", "Angkanya keliru.", False)
    assert _state("KIN-05") is EntryState.MISSING
    back = catalogue.reinstate(gone, by=people.fajar, at=LATER)
    assert (back.status, back.end_reason, _is_found(back)) == ("public", "", True)
    assert _state("KIN-05") is EntryState.FRESH


def test_a_follower_takes_the_place(people: Cast) -> None:
    old, new = made.published(people), made.published(people, title="Laporan Kinerja yang diperbaiki")
    ended = catalogue.supersede(old, by_publication=new, by=people.fajar, at=LATER)
    assert (ended.status, ended.replaced_by) == ("superseded", new)
    with pytest.raises(Refused):
        catalogue.supersede(new, by_publication=ended, by=people.fajar, at=LATER)


def test_periodic_information_without_a_date_of_its_own_lives_by_its_confirmation(people: Cast) -> None:
    publication = made.published(people, items=("PRF-01",), title="Profil satker")
    assert publication.due_on == date(2027, 5, 22)
    at = make.NOON + timedelta(days=100)
    confirmed = catalogue.confirm_valid(publication, by=people.ani, at=at)
    assert (confirmed.changed_on, confirmed.confirmed_on) == (TODAY, date(2027, 3, 2))
    assert confirmed.due_on == date(2027, 9, 2)


def test_an_item_that_rules_by_year_asks_for_its_year(people: Cast) -> None:
    draft = made.draft(people, period_from=None, period_to=None)
    with pytest.raises(Refused, match="periode sampai"):
        catalogue.submit_version(draft, by=people.ani, at=make.NOON)


def test_of_many_each_goes_its_own_way(people: Cast) -> None:
    good, bad = made.draft(people), made.draft(people, period_to=None, period_from=None)
    results = catalogue.submit_versions([good, bad], by=people.ani, at=make.NOON)
    assert [one.fault is None for one in results] == [True, False]
    waiting = reading.waiting(unit())
    assert (waiting.to_check, waiting.drafts) == ([good], [bad])


def test_a_draft_that_is_thrown_away_takes_its_publication_along(people: Cast) -> None:
    version = made.draft(people)
    catalogue.discard_version(version, by=people.ani, at=make.NOON)
    assert Publication.objects.get().status == "discarded"
    public = made.published(people)
    moving = catalogue.begin_version(public, by=people.ani, at=LATER)
    catalogue.discard_version(moving, by=people.ani, at=LATER)
    public.refresh_from_db()
    assert public.status == "public"
    with pytest.raises(Refused):
        catalogue.discard_version(public.public, by=people.ani, at=LATER)  # type: ignore[arg-type]


def test_retention_ends_a_publication_only_a_month_after_that_was_announced(people: Cast) -> None:
    publication = made.published(people, retention="1 tahun")
    assert publication.retain_until == date(2027, 12, 31)
    over = make.NOON.replace(year=2028, month=2)
    assert catalogue.archive_due(at=over) == 0
    assert catalogue.announce_archive(at=over) == 1
    assert catalogue.announce_archive(at=over) == 0
    assert Notification.objects.get(kind="publication_due").account == people.fajar
    assert catalogue.archive_due(at=over + timedelta(days=29)) == 0
    assert catalogue.archive_due(at=over + timedelta(days=30)) == 1
    publication.refresh_from_db()
    assert (publication.status, _is_found(publication)) == ("archived", False)
    assert Event.objects.about("publication", publication.pk).filter(verb="archived").exists()


def test_what_a_unit_published_outlives_the_unit_but_nothing_new_begins(people: Cast) -> None:
    publication = made.published(people)
    units.ended("kpu-kab-jombang", "kpu-kab-jombang-timur")
    assert Publication.objects.public().get() == publication
    with pytest.raises(Refused):
        made.draft(people)


def test_a_waived_item_says_why(people: Cast) -> None:
    item = catalogue.applying(unit())[0]
    catalogue.waive_item(unit(), item, reason="Dikelola KPU RI.", by=people.fajar, at=make.NOON)
    assert _state(item.code) is EntryState.WAIVED
    catalogue.unwaive_item(unit(), item, by=people.fajar, at=make.NOON)
    assert _state(item.code) is EntryState.MISSING


def test_the_catalogue_of_a_unit_asks_the_database_few_times(
    people: Cast, django_assert_max_num_queries: object
) -> None:
    for number in range(4):
        made.published(people, title=f"Laporan Kinerja Tahun 202{number}")
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        standings = catalogue.standing_of(unit(), TODAY)
    assert len(standings) > 90
    assert len(next(one.others for one in standings if one.item.code == "KIN-05")) == 3
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        assert len(list(reading.worked_on(unit()))) == 4


def test_four_eyes_are_a_setting(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FOUR_EYES", "all")
    version = made.submitted(people)
    with pytest.raises(Refused):
        catalogue.check_version(version, by=people.ani, at=make.NOON)


def test_words_of_a_page_pass_the_guard_too(people: Cast) -> None:
    """A text that bears a NIK is settled like a file that does."""
    version = made.draft(people)
    found = made.finding(version)
    with pytest.raises(Refused, match="belum diputus"):
        catalogue.submit_version(version, by=people.ani, at=make.NOON)
    make.change(
        GuardFinding,
        {"pk": found.pk},
        decision="may_be_public",
        decided_at=make.NOON,
        decided_by=people.fajar,
    )
    sent = catalogue.submit_version(version, by=people.ani, at=make.NOON)
    with pytest.raises(Refused, match="orang kedua"):
        catalogue.check_version(sent, by=people.fajar, at=make.NOON)


def test_the_unit_s_own_list_is_due_twice_a_year(people: Cast) -> None:
    assert reading.dip_state_of(unit(), TODAY) == (EntryState.MISSING, None)
    made.published(people, items=("PPD-14",), title="Daftar Informasi Publik", made_on=date(2026, 3, 2))
    assert reading.dip_state_of(unit(), TODAY) == (EntryState.DUE, date(2026, 3, 2))
    assert reading.dip_state_of(unit(), date(2027, 3, 3))[0] is EntryState.STALE
