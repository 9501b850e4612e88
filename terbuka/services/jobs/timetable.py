"""Acts that come round by the clock: copy, tidying up, reminders, digests. Each waits for its hour."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from terbuka.models import Job
from terbuka.models.jobs import JobState
from terbuka.services.files import clean_uploads
from terbuka.services.jobs import pulse, queue

# Hours of the installation's zone (settings.TIME_ZONE), when offices sleep.
# Reminders come before the digest, which tells of them; 05:00 here is 07:00 in the east.
HOURS = {
    "nightly_copy": (1, 30),
    "tidy": (2, 30),
    "index_public": (3, 0),
    "archive_due": (3, 40),
    "end_exemptions": (3, 50),
    "watch_cases": (3, 55),
    "reminders": (4, 0),
    "digests": (4, 40),
    "ask_looks": (5, 0),
}
# Those that come round all day.
EVERY = {
    "bring_back": timedelta(minutes=5),
    "read_letters": timedelta(minutes=5),
    **({"read_chats": timedelta(minutes=5)} if settings.WHATSAPP else {}),
    **({"fetch_mail": timedelta(minutes=2)} if settings.MAILBOXES else {}),
}
JOBS_KEPT = timedelta(days=30)


def next_at(kind: str, *, at: datetime) -> datetime:
    """The next moment at which the act comes round, after `at`."""
    if kind in EVERY:
        return at + EVERY[kind]
    hour, minute = HOURS[kind]
    local = timezone.localtime(at)
    today = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return today if today > local else today + timedelta(days=1)


def keep(_pulse: pulse.Pulse | None = None, *, at: datetime | None = None) -> bool:
    """Write what is not in the queue yet; never counts as work.

    An act that waits for a later moment than its next one was written before the clock was set back.
    """
    at = at or timezone.now()
    waiting = dict(Job.objects.unfinished().filter(kind__in=[*HOURS, *EVERY]).values_list("kind", "due_at"))
    for kind in (*HOURS, *EVERY):
        coming = next_at(kind, at=at)
        if kind not in waiting:
            queue.enqueue(kind, due_at=coming, at=at)
        elif waiting[kind] > coming + timedelta(hours=1):
            Job.objects.filter(kind=kind, state=JobState.WAITING.value).update(due_at=coming, created_at=at)
    return False


def tidy(_subject_id: int = 0, *, at: datetime) -> None:
    """Remove ended acts after 30 days, workers that went silent, uploads nobody ends."""
    queue.forget_finished(before=at - JOBS_KEPT)
    pulse.forget_silent(at=at)
    clean_uploads(at=at)
