"""Official accounts: noted by hand with a proof, read by feed through the guarded fetcher, never guessed."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import LazySettings

from terbuka.crawler.feeds import Posts
from terbuka.models import Event, Job, SocialActivity
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput, Stale
from terbuka.rules.social import Activity
from terbuka.services.catalogue.social import (
    accounts_of,
    history_of,
    last_post_of,
    note_look,
    note_post,
    undo_note,
)
from terbuka.services.jobs.social import ask_looks, look_social
from terbuka.services.units import BadFields, save_profile
from tests import make
from tests.crawler.served import answer, served
from tests.crawler.test_feeds import RSS
from tests.make import units
from tests.make.cast import Cast, cast, unit

pytestmark = pytest.mark.django_db
INSTAGRAM = "https://www.instagram.com/kpujombang"
TODAY = make.NOON.date()
PROOF = "https://www.instagram.com/p/abc/"


@pytest.fixture
def people(db: None) -> Cast:
    players = cast()
    units.profile(unit(), players.ani)
    return players


def noted(people: Cast, day: date = TODAY, expected: int = 0, **more: str) -> SocialActivity:
    """Ani notes a post of Instagram."""
    values = {"proof_url": PROOF} | more
    return note_post(
        unit(), INSTAGRAM, last_post_on=day, expected=expected, by=people.ani, at=make.NOON, **values
    )


def state() -> Activity:
    """Of the one account there is."""
    (only,) = accounts_of(unit(), on=TODAY)
    return only.state


def test_a_note_by_hand_needs_its_proof_and_says_who_made_it(people: Cast) -> None:
    assert state() is Activity.UNSEEN
    with pytest.raises(BadFields) as fault:
        noted(people, proof_url="")
    assert set(fault.value.fields) == {"proof_url"}
    with pytest.raises(BadFields):
        noted(people, date(2027, 1, 1))
    with pytest.raises(BadInput, match="tidak ada di profil"):
        note_post(unit(), "https://x.com/lain", last_post_on=TODAY, expected=0, by=people.ani, at=make.NOON)

    row = noted(people)

    assert state() is Activity.ACTIVE
    assert last_post_of(unit(), on=TODAY) == TODAY
    event = Event.objects.about("social_activity", row.pk).get()
    assert (event.verb, event.by_id) == ("by_hand", people.ani.pk)
    with pytest.raises(Stale):
        noted(people)


def test_a_picture_is_proof_too(people: Cast) -> None:
    row = note_post(
        unit(),
        INSTAGRAM,
        last_post_on=TODAY,
        proof_file=units.stored(by=people.ani),
        expected=0,
        by=people.ani,
        at=make.NOON,
    )
    assert row.proof_file


def test_the_last_note_is_taken_back_and_what_was_before_stands_again(people: Cast) -> None:
    first = noted(people, date(2026, 1, 5))
    second = noted(people, TODAY, first.version)

    back = undo_note(second, expected=second.version, by=people.ani, at=make.NOON)

    assert (back.last_post_on, back.proof_url) == (date(2026, 1, 5), PROOF)
    assert state() is Activity.QUIET
    assert [event.verb for event in history_of(back)] == ["undo", "by_hand", "by_hand"]
    with pytest.raises(BadInput, match="Tidak ada catatan tangan"):
        undo_note(back, expected=back.version, by=people.ani, at=make.NOON)


def test_a_look_that_failed_changes_nothing_that_was_known(people: Cast) -> None:
    noted(people, date(2026, 1, 5))
    row = note_look(unit(), INSTAGRAM, Posts("", fault=say("akses diblokir")), at=make.NOON)

    assert row
    assert (row.last_post_on, row.is_by_hand) == (date(2026, 1, 5), True)
    assert state() is Activity.COULD_NOT_LOOK
    note_look(unit(), INSTAGRAM, Posts("", date(2026, 11, 20), 3), at=make.NOON)
    assert state() is Activity.ACTIVE
    assert SocialActivity.objects.get().is_by_hand is False


def test_an_empty_feed_is_told_as_no_posts(people: Cast) -> None:
    note_look(unit(), INSTAGRAM, Posts(""), at=make.NOON)
    assert state() is Activity.SILENT


@pytest.fixture
def feed() -> Iterator[str]:
    """A server on loopback with a feed; its address."""
    ready, done, place = threading.Event(), threading.Event(), [""]

    async def serve() -> None:
        async with served({"/umpan.xml": answer(RSS, kind="application/rss+xml")}) as site:
            place[0] = f"{site.url}/umpan.xml"
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    ready.wait(10)
    yield place[0]
    done.set()
    thread.join(10)


def test_the_job_reads_the_feed_that_an_officer_names_and_no_private_one(
    people: Cast, feed: str, settings: LazySettings
) -> None:
    note_post(unit(), INSTAGRAM, last_post_on=None, feed_url=feed, expected=0, by=people.ani, at=make.NOON)
    look_social(unit().pk, at=make.NOON)
    assert state() is Activity.COULD_NOT_LOOK

    host, _colon, port = feed.split("/")[2].partition(":")
    settings.ALLOW_PRIVATE_SITES = frozenset({(host, int(port))})
    look_social(unit().pk, at=make.NOON)

    row = SocialActivity.objects.get()
    assert (row.last_post_on, row.fault, row.is_by_hand) == (date(2026, 11, 13), None, False)


def test_only_units_with_a_feed_are_asked_about(people: Cast) -> None:
    ask_looks(at=make.NOON)
    assert _asked() == []
    values = {"social": {"instagram": "@kpujombang", "youtube": "@kpujombang"}}
    save_profile(unit(), values=values, version=1, by=people.ani, at=make.NOON)

    for _twice in range(2):
        ask_looks(at=make.NOON)

    assert _asked() == [unit().pk]


def _asked() -> list[int]:
    return list(Job.objects.filter(kind="look_social", queue="crawl").values_list("subject_id", flat=True))
