"""The letter of the day: what a person was told since the last one, at 07:00 of the person's place."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from terbuka.models import Account, Notification, NotificationWish, OutboxMail
from terbuka.models.notify import NotificationSet
from terbuka.rules.language import Phrase
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


def digest_readers() -> list[Account]:
    """Those who want one letter a day, and whose address works."""
    if not settings.MAIL_SERVER:
        return []
    wanted = {"wish__rhythm": Rhythm.DIGEST.value, "wish__bounced_at": None}
    return list(Account.objects.filter(is_active=True, **wanted).order_by("pk"))


@transaction.atomic
def write_digest(account_id: int, *, work: Sequence[Phrase] = (), at: datetime) -> OutboxMail | None:
    """One letter of everything that waits for this person; None where nothing does, or today's is written.

    `work`: what else this person owes these days, in one line each.
    """
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
    if not (rows or work) or OutboxMail.objects.filter(key=key).exists():
        return None
    stop = token_of(account.pk, None)
    subject, body = text_of(account, rows, stop, work)
    try:
        letter = send(key=key, to=account.email, subject=subject, body=body, stop=stop, due_at=leaves, at=at)
    except BadInput:
        return None
    if letter:
        Notification.objects.filter(pk__in=[row.pk for row in rows]).update(letter=letter)
        payload = {"letter": letter.pk, "number": len(rows), "work": len(work)}
        record("account", account.pk, "digest", by=None, at=at, payload=payload)
    return letter
