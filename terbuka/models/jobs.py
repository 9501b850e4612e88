"""Work in the background: a row per act, taken under a lease, taken up again when its holder is gone."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db import models
from django.db.models import Q

from terbuka.models.exact import choice, one_of
from terbuka.models.leases import due, lapsed


class Queue(StrEnum):
    """`quick`: mail, checks, small papers; `crawl`: visits to websites."""

    QUICK = "quick"
    CRAWL = "crawl"


class JobState(StrEnum):
    """A job waits, runs under a lease, and ends done or given up."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


LONGEST_PAUSE = timedelta(hours=1)
UNFINISHED = (JobState.WAITING.value, JobState.RUNNING.value)


class JobSet(models.QuerySet["Job"]):
    """Jobs, narrowed."""

    def takeable(self, queue: str, at: datetime) -> "JobSet":
        """Due and waiting, or running under a lease that has lapsed; the oldest first."""
        waiting = Q(state=JobState.WAITING.value) & due(at, longest=LONGEST_PAUSE)
        left = Q(state=JobState.RUNNING.value) & lapsed(at)
        return self.filter(waiting | left, queue=queue).order_by("due_at", "id")

    def unfinished(self) -> "JobSet":
        """Those that wait or run."""
        return self.filter(state__in=UNFINISHED)


class Job(models.Model):
    """One act named by `kind` about one subject; arguments are ids only.

    The same act about the same subject stands in the queue once.
    """

    queue = choice(Queue)
    kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(default=0)
    state = choice(JobState, default=JobState.WAITING.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    lease_holder = models.CharField(max_length=80, blank=True)
    finished_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)

    objects = JobSet.as_manager()

    class Meta:
        ordering = ("due_at", "id")
        indexes = (models.Index(fields=["queue", "state", "due_at"], name="job_by_queue"),)
        constraints = (
            one_of("queue", Queue, "job_queue_known"),
            one_of("state", JobState, "job_state_known"),
            models.UniqueConstraint(
                fields=["kind", "subject_id"], condition=Q(state__in=UNFINISHED), name="job_once_in_the_queue"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class Worker(models.Model):
    """A process that works in the background, with its last sign of life. `holder` names it in leases."""

    holder = models.CharField(max_length=80, unique=True)
    queue = choice(Queue)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("queue", "-seen_at")
        constraints = (one_of("queue", Queue, "worker_queue_known"),)

    def __str__(self) -> str:
        return f"{self.queue} {self.holder}"
