"""Who works on which audit: taken under a lease, renewed while it lives, taken up again when it lapses."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from terbuka.models import AuditRun
from terbuka.models.leases import LEASE
from terbuka.models.siteaudit import RunState
from terbuka.rules.language import say
from terbuka.services.events import record
from terbuka.services.siteaudit.asking import KIND
from terbuka.services.siteaudit.recording import end_failed

MOST_ATTEMPTS = 3


class Progress(NamedTuple):
    """How far an audit is: addresses opened, addresses known but not opened yet."""

    fetched: int
    waiting: int


def take_runs(limit: int, *, holder: str, at: datetime, lease: timedelta = LEASE) -> list[AuditRun]:
    """Take up to `limit` audits that nobody works on, the oldest first; no other worker gets the same.

    One whose worker died for the third time is ended as failed instead.
    """
    # The usual case, nothing, asks for no lock.
    if not AuditRun.objects.takeable(at).exists():
        return []
    return _take(limit, holder=holder, at=at, lease=lease)


@transaction.atomic
def _take(limit: int, *, holder: str, at: datetime, lease: timedelta) -> list[AuditRun]:
    free = AuditRun.objects.takeable(at).select_for_update(skip_locked=True, of=("self",))
    taken = []
    for run in free.select_related("unit")[:limit]:
        if run.attempts >= MOST_ATTEMPTS:
            fault = say(
                "Pemeriksaan {n} kali terhenti. Coba lagi; bila terulang, beri tahu administrator sistem.",
                n=run.attempts,
            )
            end_failed(run, fault=fault, at=at)
            continue
        run.state, run.lease_holder, run.lease_until = RunState.RUNNING.value, holder, at + lease
        run.attempts += 1
        run.started_at, run.pages_fetched, run.pages_waiting = at, 0, 0
        run.save()
        record(KIND, run.pk, "take", by=None, at=at, payload={"holder": holder, "attempt": run.attempts})
        taken.append(run)
    return taken


@transaction.atomic
def renew(
    progress: Mapping[int, Progress], *, holder: str, at: datetime, lease: timedelta = LEASE
) -> set[int]:
    """Renew the lease of audits by their key and tell their progress; gives those that are still ours.

    The others were stopped by a person or taken up by another worker. Progress
    is no change of state, so it leaves no event.
    """
    held = AuditRun.objects.select_for_update().filter(
        pk__in=progress, state=RunState.RUNNING.value, lease_holder=holder
    )
    ours = list(held.only("pk", "lease_until", "pages_fetched", "pages_waiting"))
    for run in ours:
        run.lease_until = at + lease
        run.pages_fetched, run.pages_waiting = progress[run.pk]
    AuditRun.objects.bulk_update(ours, ["lease_until", "pages_fetched", "pages_waiting"], batch_size=100)
    return {run.pk for run in ours}


@transaction.atomic
def release_runs(keys: Iterable[int], *, holder: str, at: datetime) -> int:
    """Give audits back to the queue because their worker must end; it does not count as an attempt."""
    ours = AuditRun.objects.select_for_update().filter(
        pk__in=list(keys), state=RunState.RUNNING.value, lease_holder=holder
    )
    given_back = list(ours)
    for run in given_back:
        run.state, run.lease_holder, run.lease_until = RunState.QUEUED.value, "", None
        run.attempts -= 1
        run.save(update_fields=["state", "lease_holder", "lease_until", "attempts"])
        record(KIND, run.pk, "release", by=None, at=at, payload={"holder": holder})
    return len(given_back)


def holders_of_leases() -> set[str]:
    """The workers by whose name audits run now."""
    running = AuditRun.objects.filter(state=RunState.RUNNING.value).order_by()
    return set(running.values_list("lease_holder", flat=True).distinct())


@transaction.atomic
def let_lapse(holder: str, *, at: datetime) -> int:
    """A worker is known to be dead: its audits may be taken up at once; the attempt counts. How many."""
    left = AuditRun.objects.filter(state=RunState.RUNNING.value, lease_holder=holder)
    count = left.update(lease_until=None)
    if count:
        record(KIND, None, "let_lapse", by=None, at=at, payload={"holder": holder, "runs": count})
    return count


def workers_alive(at: datetime) -> int:
    """How many workers hold a living lease on an audit; they share the caps of politeness."""
    held = AuditRun.objects.filter(state=RunState.RUNNING.value, lease_until__gt=at)
    return held.values("lease_holder").distinct().order_by().count()
