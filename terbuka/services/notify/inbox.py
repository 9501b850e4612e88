"""The inbox of a person: read, read all, and that taken back. Each person writes in the own inbox alone."""

from datetime import datetime

from django.db import transaction

from terbuka.models import Account, Notification
from terbuka.models.notify import NotificationSet
from terbuka.services.events import record

KIND = "notification"


@transaction.atomic
def mark_read(notification: Notification, *, by: Account, at: datetime) -> Notification:
    """Its reader has opened it; a second time changes nothing."""
    changed = Notification.objects.unread().filter(pk=notification.pk, account=by).update(read_at=at)
    if changed:
        record(KIND, notification.pk, "read", by=by, at=at)
        notification.read_at = at
    return notification


@transaction.atomic
def mark_all_read(notifications: NotificationSet, *, by: Account, at: datetime) -> int:
    """Everything unread among these is read now; how many. `mark_unread` of this moment takes it back."""
    changed = notifications.unread().filter(account=by).order_by().update(read_at=at)
    if changed:
        record("account", by.pk, "read_all", by=by, at=at, payload={"number": changed})
    return changed


@transaction.atomic
def mark_unread(*, read_at: datetime, by: Account, at: datetime) -> int:
    """What this person marked at one moment is unread again; how many."""
    changed = Notification.objects.filter(account=by, read_at=read_at).update(read_at=None)
    if changed:
        record("account", by.pk, "unread_again", by=by, at=at, payload={"number": changed})
    return changed
