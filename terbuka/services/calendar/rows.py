"""What holidays and stages share as rows that people keep: held, told in events, saved, let go."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from terbuka.models import Account, ElectionStage, Event, Holiday
from terbuka.rules.ruling import Stale
from terbuka.services.events import record

type Kept = Holiday | ElectionStage


def told(row: Kept, names: Iterable[str]) -> dict[str, Any]:
    """A row as events tell of it."""
    values = {name: getattr(row, name) for name in names}
    return {name: one.isoformat() if isinstance(one, date) else one for name, one in values.items()}


def let_go(kind: str, names: Iterable[str]) -> set[tuple[Any, ...]]:
    """What people have taken away or made into something else; a shipped list does not bring it back."""
    listed = tuple(names)
    events = Event.objects.filter(subject_kind=kind, verb__in=("saved", "removed"))
    before = (payload["before"] for payload in events.values_list("payload", flat=True))
    return {tuple(one[name] for name in listed) for one in before if one}


def held[Row: (Holiday, ElectionStage)](model: type[Row], row: Row, version: int) -> Row:
    """The row, held until the transaction ends. Raises Stale where somebody changed or removed it."""
    now = model._default_manager.select_for_update().filter(pk=row.pk).first()
    if now is None or now.version != version:
        raise Stale(now)
    return now


def save(
    row: Kept,
    kind: str,
    values: dict[str, Any],
    *,
    names: Iterable[str],
    by: Account | None,
    at: datetime,
    **more: str,
) -> None:
    """Give a row other values and write the event; nothing where they are the same."""
    listed = tuple(names)
    before = told(row, listed) if row.pk else None
    for name, value in values.items():
        setattr(row, name, value)
    after = told(row, listed)
    if before == after:
        return
    row.version += 1
    row.save()
    record(kind, row.pk, "saved", by=by, at=at, payload={"before": before, "after": after, **more})


def remove(row: Kept, kind: str, *, names: Iterable[str], reason: str, by: Account, at: datetime) -> None:
    """Take a row away and write what it was."""
    payload = {"before": told(row, names), "reason": reason}
    record(kind, row.pk, "removed", by=by, at=at, payload=payload)
    row.delete()
