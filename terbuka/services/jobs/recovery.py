"""Brings back work on files that got lost: its process died, or the queue was not copied. A job.

A file that has brought down its workers again and again is not tried for ever: its draft says
that it could not be looked at, and what to do.
"""

from datetime import datetime, timedelta

from terbuka.documents.guarding.looking import Look
from terbuka.models import CollectionBatch, Job, PublicationVersion
from terbuka.models.jobs import JobState
from terbuka.rules.language import say
from terbuka.rules.publishing import GuardState
from terbuka.services.catalogue import batches, guard
from terbuka.services.catalogue.standing import ON_ITS_WAY
from terbuka.services.jobs.collecting import read_later
from terbuka.services.jobs.queue import enqueue

_SETTLED = timedelta(minutes=5)
_MOST = 500
_GIVEN_UP = say(
    "Berkas ini berulang kali menghentikan pemeriksaan: cetak ke PDF dari aplikasi asalnya, lalu unggah lagi."
)


def bring_back(_subject_id: int = 0, *, at: datetime) -> None:
    """Ask again for the look at drafts that wait and for archives that nobody unpacks."""
    rows = PublicationVersion.objects.select_related("publication__unit__parent", "source")
    waiting = rows.filter(guard=GuardState.WAITING.value, status__in=ON_ITS_WAY, source__isnull=False)
    for version in waiting.exclude(pk__in=_asked("inspect_version")).order_by("pk")[:_MOST]:
        if _is_given_up("inspect_version", version.pk):
            guard.note_inspection(version, Look(fault=_GIVEN_UP, is_workable=False), at=at)
        else:
            read_later(version, at=at)
    packed = CollectionBatch.objects.filter(finished_at=None, file__isnull=False, made_at__lt=at - _SETTLED)
    for batch in packed.exclude(pk__in=_asked("unpack_batch")).order_by("pk")[:_MOST]:
        if _is_given_up("unpack_batch", batch.pk):
            batches.note_fault(batch, batch.file.name if batch.file else "", _GIVEN_UP, at=at)
            batches.finish_batch(batch, by=None, at=at)
        else:
            enqueue("unpack_batch", batch.pk, at=at)


def _asked(kind: str) -> list[int]:
    """What the queue holds already."""
    return list(Job.objects.unfinished().filter(kind=kind).values_list("subject_id", flat=True))


def _is_given_up(kind: str, subject: int) -> bool:
    last = Job.objects.filter(kind=kind, subject_id=subject).order_by("-pk").first()
    return last is not None and last.state == JobState.FAILED.value
