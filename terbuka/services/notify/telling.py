"""Telling people of an act, within its own transaction: once a person, into the inbox and by mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, Notification, WorkUnit
from terbuka.rules.notify import Kind
from terbuka.services.bulk import insert
from terbuka.services.events import record
from terbuka.services.notify.letters import Told, write_letters

_TOLD = ("account", "key", "kind", "unit", "payload", "path", "created_at")


@transaction.atomic
def tell(
    accounts: Iterable[Account],
    *,
    kind: Kind,
    key: str,
    unit: WorkUnit | None = None,
    payload: dict[str, Any],
    path: str,
    by: Account | None = None,
    at: datetime,
) -> list[Notification]:
    """Tell these people of one thing that concerns `unit`; gives what was written now.

    `key` names the cause: whoever was told of it already is not told again, nor is
    `by`, who did it. `payload` holds plain values as `rules.notify.words_of` reads
    them and names nobody but units; `path` is where it leads. A letter leaves after
    a moment, or when quiet hours end, in the language of its reader.
    """
    people = {one.pk: one for one in accounts if one.is_active and (by is None or one.pk != by.pk)}
    told = set(Notification.objects.filter(account__in=people, key=key).values_list("account_id", flat=True))
    fresh = [pk for pk in people if pk not in told]
    if not fresh:
        return []
    common = {"kind": kind.value, "unit": unit, "payload": payload, "path": path, "created_at": at}
    # Where another process was quicker its rows stand, and its letters.
    Notification.objects.bulk_create(
        [Notification(account_id=pk, key=key, **common) for pk in fresh], ignore_conflicts=True
    )
    rows = list(Notification.objects.filter(account__in=fresh, key=key, letter=None).order_by("id"))
    trail = {"kind": kind.value, "key": key, "accounts": fresh}
    record("notification", None, "tell", by=by, at=at, payload=trail)
    write_letters(rows, people, at=at)
    return rows


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to be told to these people, as `tell` takes it."""

    accounts: Sequence[Account]
    kind: Kind
    key: str
    unit: WorkUnit
    payload: dict[str, Any]
    path: str


@transaction.atomic
def tell_all(tellings: Sequence[Telling], *, at: datetime) -> int:
    """Tell many things at once, as a daily run does: the same as `tell` for each, in few queries.

    What one person is told stands in one letter. Gives how many notifications were written.
    """
    people = {one.pk: one for telling in tellings for one in telling.accounts if one.is_active}
    wanted = {(one.pk, telling.key): telling for telling in tellings for one in telling.accounts}
    fresh = [
        (pk, key, one.kind.value, one.unit.pk, one.payload, one.path, at)
        for (pk, key), one in wanted.items()
        if pk in people
    ]
    # Whoever was told of a cause already is left out.
    told = insert(Notification, _TOLD, fresh, skips=True, giving=("id", "account", "key"))
    if not told:
        return 0
    rows = [
        Told(pk, account, one.kind.value, one.payload)
        for pk, account, key in sorted(told)
        for one in (wanted[account, key],)
    ]
    trail = {"keys": [telling.key for telling in tellings], "count": len(rows)}
    record("notification", None, "tell_all", by=None, at=at, payload=trail)
    write_letters(rows, people, at=at)
    return len(rows)
