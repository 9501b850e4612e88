"""The queue: an act is written once, taken by one worker under a lease, tried again after a pause.

The acts record their own events; here one is recorded when an act is given up.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from terbuka.models import Job
from terbuka.models.jobs import LONGEST_PAUSE, JobSet, JobState
from terbuka.models.leases import LEASE
from terbuka.services.events import record

MOST_TRIES = 6
FIRST_PAUSE = timedelta(seconds=10)
KILLED = "the worker ended in the middle"


def enqueue(
    kind: str, subject_id: int = 0, *, queue: str = "quick", due_at: datetime | None = None, at: datetime
) -> Job:
    """Ask for the act `kind` about a subject, now or at `due_at`; an unfinished one stands for both."""
    same = Job.objects.unfinished().filter(kind=kind, subject_id=subject_id)
    standing = same.first()
    if standing is not None:
        return standing
    try:
        with transaction.atomic():
            return Job.objects.create(
                queue=queue, kind=kind, subject_id=subject_id, created_at=at, due_at=due_at or at
            )
    except IntegrityError:  # Another process was quicker.
        return same.first() or enqueue(kind, subject_id, queue=queue, due_at=due_at, at=at)


def take(queue: str, *, holder: str, at: datetime) -> Job | None:
    """The oldest act that nobody works on, leased to `holder`; None when there is none.

    An act whose workers were killed again and again is given up rather than killing on.
    """
    while Job.objects.takeable(queue, at).exists():  # The usual case, nothing, asks for no lock.
        with transaction.atomic():
            job = Job.objects.takeable(queue, at).select_for_update(skip_locked=True).first()
            if job is None:
                return None
            if job.attempts < MOST_TRIES:
                job.state = JobState.RUNNING.value
                job.attempts += 1
                job.lease_until, job.lease_holder = at + LEASE, holder
                job.save(update_fields=["state", "attempts", "lease_until", "lease_holder"])
                return job
            _give_up(job, KILLED, at)
    return None


def renew(job: Job, *, at: datetime) -> bool:
    """Keep the act; False when its lease had lapsed and another worker has it now."""
    return bool(_held(job).update(lease_until=at + LEASE))


def done(job: Job, *, at: datetime) -> bool:
    """The act is done. False when it is no longer ours."""
    return bool(
        _held(job).update(
            state=JobState.DONE.value, finished_at=at, fault="", lease_until=None, lease_holder=""
        )
    )


@transaction.atomic
def fail(job: Job, *, fault: str, for_good: bool = False, at: datetime) -> bool:
    """A try failed: try again after a pause that triples, or give up. False when it is no longer ours."""
    if not _held(job).exists():
        return False
    if for_good or job.attempts >= MOST_TRIES:
        _give_up(job, fault, at)
        return True
    due_at = at + pause(job.attempts)
    return bool(
        _held(job).update(
            state=JobState.WAITING.value, due_at=due_at, fault=fault, lease_until=None, lease_holder=""
        )
    )


def pause(attempts: int) -> timedelta:
    """How long to wait after so many tries: 10, 30, 90, 270, 810 seconds; an hour at most."""
    return min(FIRST_PAUSE * 3 ** min(max(attempts - 1, 0), 10), LONGEST_PAUSE)


def release(holder: str, *, at: datetime) -> int:
    """Acts of a worker that ends or has gone are taken up by the next one; how many. The try counts."""
    return Job.objects.filter(state=JobState.RUNNING.value, lease_holder=holder).update(
        state=JobState.WAITING.value, due_at=at, lease_until=None, lease_holder=""
    )


def forget_finished(*, before: datetime) -> int:
    """Remove acts that ended before a moment; how many."""
    ended = Job.objects.filter(state__in=(JobState.DONE.value, JobState.FAILED.value))
    return ended.filter(finished_at__lt=before).delete()[0]


def _held(job: Job) -> JobSet:
    """The row, as long as it is held as it was taken: a later taker has another name or another try."""
    return Job.objects.filter(
        pk=job.pk, state=JobState.RUNNING.value, lease_holder=job.lease_holder, attempts=job.attempts
    )


def _give_up(job: Job, fault: str, at: datetime) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=JobState.FAILED.value, finished_at=at, fault=fault, lease_until=None, lease_holder=""
    )
    payload = {"kind": job.kind, "subject": job.subject_id, "fault": fault[-300:]}
    record("job", job.pk, "give_up", by=None, at=at, payload=payload)
