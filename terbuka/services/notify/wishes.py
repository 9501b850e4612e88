"""How a person wants to be told: saved under a row version, and ended by a link that a letter carries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction

from terbuka.models import Account, Event, NotificationWish, OutboxMail
from terbuka.models.notify import MailState
from terbuka.rules.language import say
from terbuka.rules.notify import Kind, Rhythm, Way, may_stop, way_of
from terbuka.rules.ruling import BadInput, Stale
from terbuka.services.events import record

KIND = "notification_wish"
_ALL = "all"
_SIGNER = Signer(salt="terbuka.unsubscribe", sep=".")


@dataclass(frozen=True, slots=True)
class Sort:
    """Whose letters a link ends, and of which kind; None: all that may be stopped."""

    account: Account
    kind: Kind | None


def wish_of(account: Account) -> NotificationWish:
    """How this person wants to be told; as by default, under version 0, where that was never said."""
    found = NotificationWish.objects.filter(account=account).first()
    return found or NotificationWish(account=account, version=0)


def token_of(account_id: int, kind: Kind | None) -> str:
    """The token of the link that ends letters of a kind to a person; it is valid for good."""
    return _SIGNER.sign(f"{account_id}-{kind.value if kind else _ALL}")


def sort_of(token: str) -> Sort | None:
    """What a token ends; None for what we never signed."""
    try:
        pk, _dash, kind = _SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    account = Account.objects.filter(pk=int(pk)).first()
    return Sort(account, None if kind == _ALL else Kind(kind)) if account else None


def _held(account: Account) -> NotificationWish:
    """The row, held to the end of the transaction."""
    Account.objects.select_for_update().get(pk=account.pk)
    return wish_of(account)


def _told(wish: NotificationWish) -> dict[str, Any]:
    return {
        "rhythm": wish.rhythm,
        "quiet": [wish.quiet_from, wish.quiet_to],
        "muted": list(wish.muted),
    }


def _kept(
    wish: NotificationWish,
    verb: str,
    before: dict[str, Any],
    *,
    by: Account | None,
    at: datetime,
) -> NotificationWish:
    wish.version += 1
    wish.save()
    payload = {"before": before, "after": _told(wish), "withdrawn": _withdraw(wish)}
    record(KIND, wish.account_id, verb, by=by, at=at, payload=payload)
    return wish


def _withdraw(wish: NotificationWish) -> int:
    """Take back letters that have not left and are no longer wanted; how many."""
    waiting = OutboxMail.objects.filter(
        state=MailState.WAITING.value, notifications__account=wish.account_id
    ).exclude(stop="")
    unwanted = []
    for letter in waiting.distinct().prefetch_related("notifications"):
        ways = {way_of(Kind(row.kind), Rhythm(wish.rhythm), wish.muted) for row in letter.notifications.all()}
        if ways == {Way.INBOX}:
            unwanted.append(letter.pk)
    OutboxMail.objects.filter(pk__in=unwanted, state=MailState.WAITING.value).delete()
    return len(unwanted)


@transaction.atomic
def save_wish(
    account: Account,
    *,
    rhythm: str,
    quiet_from: int,
    quiet_to: int,
    muted: Collection[str],
    version: int,
    by: Account,
    at: datetime,
) -> NotificationWish:
    """Keep how a person wants to be told. The same again is saved once.

    Raises BadInput for what is no choice, and for muting what must be told; Stale
    with the wish as it stands where it was changed since version `version`.
    """
    if rhythm not in set(Rhythm) or not (0 <= quiet_from <= 23 and 0 <= quiet_to <= 23):
        raise BadInput(say("Pilih seberapa sering surel dikirim dan jam tenangnya dari daftar."))
    if not all(kind in set(Kind) and may_stop(Kind(kind)) for kind in muted):
        raise BadInput(say("Salah satu jenis yang dipilih tidak dapat dihentikan lewat surel."))
    wish = _held(account)
    before = _told(wish)
    after = {"rhythm": rhythm, "quiet": [quiet_from, quiet_to], "muted": sorted(set(muted))}
    if before == after:
        return wish
    if wish.version != version:
        raise Stale(wish)
    wish.rhythm, wish.muted = rhythm, after["muted"]
    wish.quiet_from, wish.quiet_to = quiet_from, quiet_to
    return _kept(wish, "save", before, by=by, at=at)


@transaction.atomic
def unsubscribe(sort: Sort, *, by: None = None, at: datetime) -> NotificationWish:
    """Whoever holds the link of a letter ends letters of its sort; a second time changes nothing."""
    wish = _held(sort.account)
    before = _told(wish)
    if sort.kind is None:
        wish.rhythm = Rhythm.INBOX_ONLY.value
    else:
        wish.muted = sorted({*wish.muted, sort.kind.value})
    return wish if _told(wish) == before else _kept(wish, "unsubscribe", before, by=by, at=at)


@transaction.atomic
def resume(sort: Sort, *, by: None = None, at: datetime) -> NotificationWish:
    """Take `unsubscribe` back: letters of this sort come again as they did before."""
    wish = _held(sort.account)
    before = _told(wish)
    if sort.kind is not None:
        wish.muted = [kind for kind in wish.muted if kind != sort.kind]
    elif wish.rhythm == Rhythm.INBOX_ONLY:
        ended = Event.objects.about(KIND, sort.account.pk).filter(verb="unsubscribe").last()
        earlier = ended.payload["before"]["rhythm"] if ended else ""
        wish.rhythm = earlier if earlier in (Rhythm.DIGEST, Rhythm.AT_ONCE) else Rhythm.AT_ONCE.value
    return wish if _told(wish) == before else _kept(wish, "resume", before, by=by, at=at)
