"""Addresses that came back: marked when the mail server says that there is no such mailbox."""

import re
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from terbuka.models import Account, NotificationWish, OutboxMail
from terbuka.models.notify import MailState
from terbuka.rules.bounces import without_addresses
from terbuka.services.events import record
from terbuka.services.notify.sending import message_id

TOLD_LENGTH = 300
# A report comes within days; an older letter is not what it is about.
_RECENT = timedelta(days=14)
_NUMBER = re.compile(r"<(\d{1,18})\.")


def letter_of(*, to: str, message_id_told: str, at: datetime) -> OutboxMail | None:
    """The letter of ours that a report is about: by its Message-ID, else the last one sent there."""
    number = _NUMBER.match(message_id_told)
    named = OutboxMail.objects.filter(pk=int(number[1])).first() if number else None
    if named and message_id(named) == message_id_told:
        return named
    if message_id_told:
        return None  # About a letter of somebody else, or forged.
    sent = OutboxMail.objects.filter(to__iexact=to, state=MailState.SENT.value, sent_at__gt=at - _RECENT)
    return sent.order_by("sent_at", "id").last()


@transaction.atomic
def note_bounce(*, to: str, told: str, letter: OutboxMail | None = None, at: datetime) -> bool:
    """This address does not exist: no mail goes there until its owner says that it does.

    `told` are the server's words. False where no account has the address.
    """
    told = without_addresses(" ".join(told.split()))[:TOLD_LENGTH]
    if letter is not None and letter.state != MailState.FAILED:
        OutboxMail.objects.filter(pk=letter.pk).update(state=MailState.FAILED.value, body="", fault=told)
        record("outbox_mail", letter.pk, "bounce", by=None, at=at, payload={"key": letter.key, "fault": told})
    account = Account.objects.select_for_update().filter(email=to.lower()).first()
    if account is None:
        return False
    wish, _is_new = NotificationWish.objects.get_or_create(account=account)
    if wish.bounced_at is None:
        wish.bounced_at, wish.bounce_told = at, told
        wish.save(update_fields=["bounced_at", "bounce_told"])
        record("account", account.pk, "mail_bounced", by=None, at=at, payload={"told": told})
    return True


@transaction.atomic
def confirm_address(account: Account, *, by: Account, at: datetime) -> None:
    """Its owner says that the address is right: mail goes there again."""
    changed = NotificationWish.objects.filter(account=account, bounced_at__isnull=False).update(
        bounced_at=None, bounce_told="", version=F("version") + 1
    )
    if changed:
        record("account", account.pk, "address_confirmed", by=by, at=at)
