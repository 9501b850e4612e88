"""Evidence: files of the own unit, links as an outsider sees them, taken away and brought back."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from terbuka.models import Event, Evidence, SelfAssessment
from terbuka.rules.assessment import LinkState
from terbuka.rules.ruling import BadInput
from terbuka.services.assessment import (
    add_file_evidence,
    add_link_evidence,
    check_link,
    remove_evidence,
    restore_evidence,
)
from tests.crawler.served import answer, moved, page, served
from tests.make import NOON
from tests.make import assessment as made
from tests.make.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_file_of_another_unit_is_no_evidence(people: Cast, saq: SelfAssessment) -> None:
    foreign = made.stored_file("kpu-kab-sleman", by=people.dedi)
    with pytest.raises(BadInput, match="satker lain"):
        add_file_evidence(made.answer(saq), file=foreign, by=people.ani, at=NOON)


def test_the_same_file_or_link_twice_is_there_once(people: Cast, saq: SelfAssessment) -> None:
    row = made.answer(saq)
    for _ in range(2):
        add_file_evidence(row, file=made.stored_file(by=people.ani), by=people.ani, at=NOON)
        add_link_evidence(row, url="https://jombang.kpu.go.id/dip#atas", by=people.ani, at=NOON)
    assert Evidence.objects.filter(answer=row).count() == 2


def test_what_is_taken_away_comes_back_and_both_are_told(people: Cast, saq: SelfAssessment) -> None:
    one = add_file_evidence(made.answer(saq), file=made.stored_file(by=people.ani), by=people.ani, at=NOON)
    remove_evidence(one, by=people.ani, at=NOON)
    assert remove_evidence(one, by=people.ani, at=NOON).removed_by == people.ani
    assert restore_evidence(one, by=people.ani, at=NOON).removed_at is None
    verbs = [event.verb for event in Event.objects.about("evidence", one.pk)]
    assert verbs == ["add", "remove", "restore"]


@pytest.mark.parametrize(
    "url", ["", "ftp://kpu.go.id/a", "javascript:alert(1)", "http://localhost/sk", "http://192.168.1.4/sk"]
)
def test_what_no_outsider_can_open_is_refused_with_a_sentence(
    people: Cast, saq: SelfAssessment, url: str
) -> None:
    with pytest.raises(BadInput, match="tidak dapat"):
        add_link_evidence(made.answer(saq), url=url, by=people.ani, at=NOON)


LOGIN = '<form action="/masuk"><input name="nama"><input type="password" name="sandi"></form>'
NOTHING = "<h1>404</h1><p>Maaf, halaman tidak ditemukan.</p>"
ANSWERS = {
    "/sk.html": page(title="Keputusan PPID"),
    "/sk.pdf": answer(b"%PDF-1.7 isi", kind="application/pdf"),
    "/hilang": answer("tidak ada", status=404),
    "/lunak": answer(f"<html><title>Halaman tidak ditemukan</title><body>{NOTHING}</body></html>"),
    "/pribadi": answer(f"<html><title>Masuk</title><body>{LOGIN}</body></html>"),
    "/dialihkan": moved("/login?next=/sk"),
    "/rusak": answer("maaf", status=500),
}  # fmt: skip
SEEN = [
    ("/sk.html", LinkState.OPENS, "Terbuka bagi orang luar"),
    ("/sk.pdf", LinkState.OPENS, "Berkas terbuka"),
    ("/hilang", LinkState.NOT_FOUND, "404"),
    ("/lunak", LinkState.NOT_FOUND, "berkata tidak ditemukan"),
    ("/pribadi", LinkState.CLOSED, "Meminta masuk"),
    ("/dialihkan", LinkState.CLOSED, "Meminta masuk"),
    ("/rusak", LinkState.COULD_NOT_LOOK, "tidak mengurangi nilai"),
]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A website with one page of each kind, in a thread of its own."""
    told: dict[str, str] = {}
    ready, done = threading.Event(), threading.Event()

    async def serve() -> None:
        async with served(ANSWERS) as running:
            told["url"] = running.url
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    ready.wait(10)
    yield told["url"].rstrip("/")
    done.set()
    thread.join()


@pytest.mark.parametrize(("path", "state", "words"), SEEN)
def test_a_link_is_seen_as_an_outsider_sees_it(
    people: Cast, saq: SelfAssessment, site: str, settings: LazySettings, path: str, state: str, words: str
) -> None:
    port = int(site.rpartition(":")[2])
    settings.ALLOW_PRIVATE_SITES = frozenset({("127.0.0.1", port)})
    one = add_link_evidence(made.answer(saq), url=site + path, by=people.ani, at=NOON)
    assert check_link(one.pk, at=NOON) == state
    one.refresh_from_db()
    assert words in (one.link_told or {})["id"]
    assert (one.link_state, one.checked_at) == (state, NOON)
    if path == "/sk.html":
        assert one.title == "Keputusan PPID"


def test_a_link_that_was_taken_away_is_not_looked_at(people: Cast, saq: SelfAssessment) -> None:
    one = add_link_evidence(made.answer(saq), url="https://jombang.kpu.go.id/", by=people.ani, at=NOON)
    remove_evidence(one, by=people.ani, at=NOON)
    assert check_link(one.pk, at=NOON) is None
