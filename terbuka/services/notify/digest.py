"""The letter of the day: what a person was told since the last one, at 07:00 of the person's place."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from terbuka.models import Account, Notification, NotificationWish, OutboxMail
from terbuka.models.notify import NotificationSet
from terbuka.rules.notify import Kind, Rhythm, Way, digest_at, way_of
from terbuka.rules.ruling import BadInput
from terbuka.services.events import record
from terbuka.services.notify.letters import clocks_of, text_of
from terbuka.services.notify.sending import send
from terbuka.services.notify.wishes import token_of

# What was not told by then, because nothing could leave, is old news.
_NEWS = timedelta(days=7)


def _waiting(at: datetime) -> NotificationSet:
    return Notification.objects.unread().filter(
        letter=None,
        created_at__gt=at - _NEWS,
        account__is_active=True,
        account__wish__rhythm=Rhythm.DIGEST.value,
        account__wish__bounced_at=None,
    )


def waiting_for_digest(*, at: datetime) -> list[int]:
    """The ids of those for whom a digest would have something to tell."""
    if not settings.MAIL_SERVER:
        return []
    return sorted(_waiting(at).order_by().values_list("account_id", flat=True).distinct())


@transaction.atomic
def write_digest(account_id: int, *, at: datetime) -> OutboxMail | None:
    """One letter of everything that waits for this person; None where nothing does, or today's is written."""
    account = Account.objects.select_for_update().get(pk=account_id)
    wish = NotificationWish.objects.filter(account=account).first() or NotificationWish(account=account)
    rows = [
        row
        for row in _waiting(at).filter(account=account).order_by("created_at", "id")
        if way_of(Kind(row.kind), Rhythm(wish.rhythm), wish.muted) is Way.DIGEST
    ]
    clock = clocks_of([account.pk], at=at)[account.pk]
    leaves = digest_at(at, quiet_from=wish.quiet_from, quiet_to=wish.quiet_to, clock=clock)
    key = f"digest-{account.pk}-{leaves.astimezone(clock).date().isoformat()}"
    if not rows or OutboxMail.objects.filter(key=key).exists():
        return None
    stop = token_of(account.pk, None)
    subject, body = text_of(account, rows, stop)
    try:
        letter = send(key=key, to=account.email, subject=subject, body=body, stop=stop, due_at=leaves, at=at)
    except BadInput:
        return None
    if letter:
        Notification.objects.filter(pk__in=[row.pk for row in rows]).update(letter=letter)
        payload = {"letter": letter.pk, "number": len(rows)}
        record("account", account.pk, "digest", by=None, at=at, payload=payload)
    return letter
