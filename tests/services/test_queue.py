"""An act waits, is done by one worker, is tried again, and never stands still for a worker or a clock."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from terbuka.models import Event, Job, Worker
from terbuka.models.jobs import JobState
from terbuka.models.leases import LEASE
from terbuka.services.jobs import holders, pulse, queue, timetable, worker
from tests import make
from tests.installation import Workshop

pytestmark = pytest.mark.django_db
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def test_the_same_act_stands_in_the_queue_once() -> None:
    first = queue.enqueue("tidy", 7, at=make.NOON)

    assert queue.enqueue("tidy", 7, at=make.NOON) == first
    assert queue.enqueue("tidy", 8, at=make.NOON) != first

    taken = queue.take("quick", holder="a", at=make.NOON)
    assert taken is not None
    queue.done(taken, at=make.NOON)
    assert queue.enqueue("tidy", 7, at=make.NOON) != first


def test_the_oldest_act_of_the_queue_comes_first_and_no_other_gets_it() -> None:
    late = queue.enqueue("tidy", 1, at=make.NOON)
    early = queue.enqueue("tidy", 2, at=make.NOON - HOUR)
    queue.enqueue("tidy", 3, queue="crawl", at=make.NOON - 2 * HOUR)
    queue.enqueue("tidy", 4, due_at=make.NOON + HOUR, at=make.NOON)

    assert [queue.take("quick", holder=name, at=make.NOON) for name in "abc"] == [early, late, None]


def test_an_act_whose_worker_fell_silent_is_taken_up_by_another_who_alone_may_end_it() -> None:
    queue.enqueue("tidy", at=make.NOON)
    first = queue.take("quick", holder="a", at=make.NOON)
    assert first is not None
    assert queue.renew(first, at=make.NOON + LEASE / 2)
    assert queue.take("quick", holder="b", at=make.NOON + LEASE) is None

    second = queue.take("quick", holder="b", at=make.NOON + 2 * LEASE)

    assert second == first
    assert not queue.renew(first, at=make.NOON + 2 * LEASE)
    assert not queue.done(first, at=make.NOON + 2 * LEASE)
    assert not queue.fail(first, fault="late", at=make.NOON + 2 * LEASE)
    assert second is not None
    assert queue.done(second, at=make.NOON + 2 * LEASE)


def test_a_failed_act_is_tried_again_after_longer_and_longer_pauses_and_then_given_up_with_an_event() -> None:
    queue.enqueue("tidy", at=make.NOON)
    at, pauses = make.NOON, []
    for _try in range(queue.MOST_TRIES):
        taken = queue.take("quick", holder="a", at=at)
        assert taken is not None
        queue.fail(taken, fault="disk full", at=at)
        taken.refresh_from_db()
        pauses.append((taken.due_at - at).total_seconds())
        at = max(taken.due_at, at)

    assert pauses[:5] == [10, 30, 90, 270, 810]
    assert Job.objects.get().state == JobState.FAILED.value
    told = Event.objects.get(subject_kind="job", verb="give_up")
    assert told.payload == {"kind": "tidy", "subject": 0, "fault": "disk full"}


def test_an_act_that_kills_its_workers_is_given_up() -> None:
    queue.enqueue("tidy", at=make.NOON)

    takers = [
        queue.take("quick", holder=f"w{n}", at=make.NOON + 2 * n * LEASE) for n in range(queue.MOST_TRIES + 1)
    ]

    assert takers[-1] is None
    assert all(takers[:-1])
    assert Job.objects.get().fault == queue.KILLED


@pytest.mark.parametrize("back", [SECOND, HOUR, 30 * HOUR])
def test_a_clock_set_back_holds_up_no_act_for_longer_than_an_hour(back: timedelta) -> None:
    running = queue.enqueue("tidy", 1, at=make.NOON)
    queue.take("quick", holder="a", at=make.NOON)
    failed = queue.enqueue("tidy", 2, at=make.NOON)
    taken = queue.take("quick", holder="a", at=make.NOON)
    assert taken is not None
    queue.fail(taken, fault="once", at=make.NOON)
    fresh = queue.enqueue("tidy", 3, at=make.NOON)

    # Work that was asked for at once is due at once, whatever the clock says.
    assert fresh in [queue.take("quick", holder="b", at=make.NOON - back) for _ in range(3)]
    later = make.NOON - back + HOUR + 2 * LEASE
    while queue.take("quick", holder="b", at=later):
        pass
    assert set(Job.objects.filter(lease_holder="b")) == {running, failed, fresh}


def test_a_clock_set_back_leaves_no_nightly_copy_waiting_for_days() -> None:
    timetable.keep(at=make.NOON + 48 * HOUR)

    timetable.keep(at=make.NOON)

    waiting = Job.objects.filter(kind="nightly_copy").get()
    assert make.NOON < waiting.due_at <= make.NOON + 24 * HOUR


def test_timed_acts_wait_once_each_for_their_hour() -> None:
    timetable.keep(at=make.NOON)
    timetable.keep(at=make.NOON + HOUR)

    # 01:30, 02:30, 03:00, 03:40, 03:50, 03:55, 04:00, 04:40 and 05:00 in Jakarta.
    hours = {job.kind: f"{job.due_at:%d %H:%M}" for job in Job.objects.filter(kind__in=timetable.HOURS)}
    assert hours == {
        "nightly_copy": "22 18:30",
        "tidy": "22 19:30",
        "index_public": "22 20:00",
        "archive_due": "22 20:40",
        "end_exemptions": "22 20:50",
        "watch_cases": "22 20:55",
        "reminders": "22 21:00",
        "digests": "22 21:40",
        "ask_looks": "22 22:00",
    }


def test_tidying_forgets_old_acts_and_silent_workers_alone() -> None:
    for day, kind in ((40, "old"), (1, "new")):
        queue.enqueue(kind, at=make.NOON - timedelta(days=day))
        taken = queue.take("quick", holder="a", at=make.NOON - timedelta(days=day))
        assert taken is not None
        queue.done(taken, at=make.NOON - timedelta(days=day))
        pulse.show(kind, "quick", at=make.NOON - timedelta(days=day))
    pulse.show("alive", "quick", at=make.NOON)

    timetable.tidy(at=make.NOON)

    assert [job.kind for job in Job.objects.all()] == ["new"]
    assert "old" not in set(Worker.objects.values_list("holder", flat=True))


def test_a_process_knows_that_it_lives_and_that_another_has_ended() -> None:
    name = holders.holder()
    place, _, birth = name.rpartition("/")

    assert len(name) <= 80
    assert not holders.is_gone(name)
    assert holders.is_gone(f"{place}/1{birth}"), "the number was given to a younger process"
    assert holders.is_gone(name.replace(f"/{os.getpid()}/", "/99999999/"))
    assert not holders.is_gone("another machine/1/2/3")


def test_every_act_and_duty_named_in_the_tables_can_be_found() -> None:
    for place in [*worker.KINDS.values(), *(place for duties in worker.DUTIES.values() for place in duties)]:
        assert callable(worker.resolve(place)), place


TAKE_ALL = """
from terbuka.services.jobs import queue
while job := queue.take("quick", holder="{name}", at=at):
    if job.kind == "tidy":
        print(job.subject_id)
    queue.done(job, at=at)
"""


def test_workers_that_take_at_once_never_take_the_same(workshop: Workshop) -> None:
    place = workshop.prepared()
    place.script("from terbuka.services.jobs import enqueue\nfor n in range(60): enqueue('tidy', n, at=at)")

    with ThreadPoolExecutor(4) as processes:
        told = list(processes.map(lambda name: place.script(TAKE_ALL.format(name=name)).split(), "abcd"))

    assert sorted(int(number) for one in told for number in one) == list(range(60))
