"""`/healthz`: for monitors. Plain lines; 200 while pages and background work go on, else 503."""

from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from terbuka.models import Job, OutboxMail, Worker
from terbuka.models.jobs import JobState, Queue
from terbuka.models.notify import MailState

SILENT = timedelta(seconds=60)
LATE = timedelta(minutes=15)


def healthz(_request: HttpRequest) -> HttpResponse:
    """First line `ok` or `failing`, then what was looked at and what was seen."""
    at = timezone.now()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        told = [("database", True, "ok"), *_workers(at), _oldest_job(at), _oldest_letter(at)]
    except DatabaseError as fault:
        told = [("database", False, type(fault).__name__)]
    is_well = all(is_fine for _name, is_fine, _seen in told)
    lines = ["ok" if is_well else "failing", *(f"{name}: {seen}" for name, _fine, seen in told)]
    answer = HttpResponse(
        "\n".join(lines) + "\n",
        status=200 if is_well else 503,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )
    # The monitor is told; a line in the log at every question would hide the cause.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def _workers(at: datetime) -> list[tuple[str, bool, str]]:
    """The last sign of life of each queue's workers."""
    seen: dict[str, datetime] = {}
    for queue, moment in Worker.objects.values_list("queue", "seen_at"):
        seen[queue] = max(moment, seen.get(queue, moment))
    told = []
    for name in Queue:
        last = seen.get(name.value)
        # A sign from the future is of a clock that was set back: it tells nothing.
        is_alive = last is not None and abs(at - last) <= SILENT
        told.append((f"worker {name.value}", is_alive, f"seen {_span(at, last)}" if last else "never seen"))
    return told


def _oldest_job(at: datetime) -> tuple[str, bool, str]:
    waiting = Job.objects.filter(state=JobState.WAITING.value, due_at__lte=at).order_by("due_at")
    due_at = waiting.values_list("due_at", flat=True).first()
    return "oldest waiting job", due_at is None or at - due_at <= LATE, _span(at, due_at)


def _oldest_letter(at: datetime) -> tuple[str, bool, str]:
    """A mail server that does not answer is no reason to call the product ill: it is only told."""
    waiting = OutboxMail.objects.filter(state=MailState.WAITING.value, sent_at=None).order_by("created_at")
    return "oldest waiting letter", True, _span(at, waiting.values_list("created_at", flat=True).first())


def _span(at: datetime, moment: datetime | None) -> str:
    return "none" if moment is None else f"{int((at - moment).total_seconds())} s ago"
