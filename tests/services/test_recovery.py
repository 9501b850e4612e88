"""Work on files that got lost comes back by itself; one that kills its workers is told of."""

import pytest

from terbuka.models import CollectionBatch, Job
from terbuka.rules.publishing import GuardState
from terbuka.services import catalogue
from terbuka.services.files import store_file
from terbuka.services.jobs import queue, timetable
from terbuka.services.jobs.guard import inspect_version
from terbuka.services.jobs.recovery import bring_back
from tests import make
from tests.documents import made
from tests.make import guard as files
from tests.make.cast import Cast, cast, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def _given_up(kind: str, subject: int) -> None:
    queue.enqueue(kind, subject, at=make.NOON)
    job = queue.take("quick", holder="a", at=make.NOON)
    assert job is not None
    queue.fail(job, fault=queue.KILLED, for_good=True, at=make.NOON)


def test_a_draft_whose_look_was_lost_is_looked_at_within_minutes(people: Cast) -> None:
    version = files.collected(people, made.pdf("Laporan kinerja tahun 2025, lengkap."))

    timetable.keep(at=make.NOON)
    bring_back(at=make.NOON)
    bring_back(at=make.NOON)

    assert Job.objects.get(kind="bring_back").due_at == make.NOON + timetable.EVERY["bring_back"]
    assert Job.objects.filter(kind="inspect_version", subject_id=version.pk).count() == 1
    inspect_version(version.pk, at=make.NOON)
    version.refresh_from_db()
    assert version.guard == GuardState.CLEAN


def test_a_file_that_kills_its_workers_says_what_to_do_until_somebody_asks_again(people: Cast) -> None:
    version = files.collected(people, made.pdf("Laporan kinerja tahun 2025, lengkap."))
    _given_up("inspect_version", version.pk)

    bring_back(at=make.NOON)

    version.refresh_from_db()
    assert version.guard == GuardState.COULD_NOT_LOOK
    assert "cetak ke PDF" in version.unread[-1]["id"]
    assert not Job.objects.unfinished().filter(kind="inspect_version").exists()


@pytest.mark.parametrize("is_given_up", [False, True])
def test_an_archive_that_nobody_unpacks_is_taken_up_again_or_told(people: Cast, is_given_up: bool) -> None:
    body = made.archive({"laporan.pdf": made.pdf("Laporan")})
    early = make.NOON - 2 * timetable.EVERY["bring_back"]
    file = store_file(unit=unit(), name="a.zip", content=body, is_collected=True, by=people.ani, at=early)
    batch = catalogue.begin_batch(unit(), origin="zip", file=file, by=people.ani, at=early)
    if is_given_up:
        _given_up("unpack_batch", batch.pk)

    bring_back(at=make.NOON)

    batch = CollectionBatch.objects.get(pk=batch.pk)
    assert Job.objects.unfinished().filter(kind="unpack_batch").exists() is not is_given_up
    assert bool(batch.faults) == bool(batch.finished_at) == is_given_up
