"""Due dates reckoned anew when the data behind the rules change: an election, a revoked rule, a new limit."""

from datetime import datetime

from django.db import transaction

from terbuka.models import Event, Publication, WorkUnit
from terbuka.rules.duedates import fingerprint
from terbuka.services.catalogue.entries import bring_entries, due_of
from terbuka.services.catalogue.standing import PUBLICATION, held_publication, today_of, write
from terbuka.services.events import record

_VERB = "recount"


def recount_due(*, at: datetime) -> int:
    """Reckon every due date anew if the rules' data are others than the last time; how many moved.

    Unit by unit in short transactions, so that a run that broke off is run again.
    """
    now = fingerprint()
    last = Event.objects.filter(subject_kind=PUBLICATION, subject_id=None, verb=_VERB).order_by("-id").first()
    if last and last.payload["rules"] == now:
        return 0
    moved = sum(_recount_unit(unit, at=at) for unit in _units())
    with transaction.atomic():
        record(PUBLICATION, None, _VERB, by=None, at=at, payload={"rules": now, "moved": moved})
    return moved


def _units() -> list[WorkUnit]:
    publishing = Publication.objects.public().order_by().values("unit").distinct()
    return list(WorkUnit.objects.filter(pk__in=publishing).select_related("parent").order_by("pk"))


def _recount_unit(unit: WorkUnit, *, at: datetime) -> int:
    pks = list(Publication.objects.public().filter(unit=unit).order_by("pk").values_list("pk", flat=True))
    moved = sum(_recount(pk, at=at) for pk in pks)
    bring_entries(unit, at=at)
    return moved


@transaction.atomic
def _recount(pk: int, *, at: datetime) -> bool:
    row = held_publication(pk)
    before = row.due_on
    if row.public is None or row.changed_on is None:
        return False
    row.due_on = due_of(row, today_of(row, at))
    if row.due_on == before:
        return False
    write(row, ["due_on"])
    told = {"before": before.isoformat() if before else None, "due": str(row.due_on or "")}
    record(PUBLICATION, row.pk, "due_moved", by=None, at=at, payload={"unit": row.unit_id, **told})
    return True
