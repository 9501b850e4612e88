"""The trail: every change of state is written here once, by the service that made it."""

from datetime import datetime
from typing import Any

from terbuka.models import Account, Event


def record(
    subject_kind: str,
    subject_id: int | None,
    verb: str,
    *,
    by: Account | None,
    at: datetime,
    payload: dict[str, Any] | None = None,
) -> Event:
    """Write that `by` (None: the installation itself) did `verb` to the subject at `at`."""
    return Event.objects.create(
        subject_kind=subject_kind,
        subject_id=subject_id,
        verb=verb,
        by_id=by.pk if by else None,
        at=at,
        payload=payload or {},
    )
