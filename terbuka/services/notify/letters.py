"""One letter for what a person is told within a moment or a night; it grows until it leaves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import SplitResult

from django.conf import settings
from django.urls import reverse

from terbuka.models import Account, Appointment, Notification, NotificationWish, OutboxMail
from terbuka.models.notify import MailState
from terbuka.rules.language import Phrase, speaking
from terbuka.rules.letters import Addresses, Entry, body_of, subject_of
from terbuka.rules.notify import GATHERED, Kind, Rhythm, Way, leaves_at, may_stop, way_of
from terbuka.rules.notifywords import words_of
from terbuka.rules.zones import zone_of
from terbuka.services.bulk import insert, update
from terbuka.services.notify.sending import is_address, one_line
from terbuka.services.notify.wishes import token_of

# Letters that gather; a digest has another name and does not grow.
_GATHERING = "told-"
_LETTER = ("key", "to", "subject", "body", "stop", "created_at", "due_at")


class Told(NamedTuple):
    """What letters read of a notification that was just written: one of thousands is no model."""

    pk: int
    account_id: int
    kind: str
    payload: dict[str, Any]


type Entered = Notification | Told
type _Letter = tuple[str, str, str, str, str, datetime, datetime]


@cache
def _home(site: SplitResult) -> str:
    return site.geturl().rstrip("/")


def whole(path: str) -> str:
    """A path as a letter names it, under TERBUKA_URL."""
    return _home(settings.SITE) + path


@cache
def _path(name: str, *parts: str) -> str:
    """The path of a page: reversed once, not for each of thousands."""
    return reverse(name, args=parts)


def _opening() -> str:
    """The path of a notification up to its number."""
    return _path("inbox_open", "0").removesuffix("0/")


def entry_of(row: Entered) -> Entry:
    """A notification as letters tell it."""
    kind = Kind(row.kind)
    words = words_of(kind, row.payload)
    return Entry(kind, words.title, words.sentence, whole(f"{_opening()}{row.pk}/"))


def text_of(
    account: Account, rows: Sequence[Entered], stop: str, work: Sequence[Phrase] = ()
) -> tuple[str, str]:
    """Subject and body of the letter that tells a person of these, and of `work`, in the own language."""
    entries = [entry_of(row) for row in rows]
    addresses = Addresses(
        home=whole("/"),
        inbox=whole(_path("inbox")),
        wishes=whole(_path("account_notifications")),
        stop=whole(_path("unsubscribe", "-").replace("/-/", f"/{stop}/")) if stop else "",
    )
    with speaking(account.language):
        return one_line(subject_of(entries, work)), body_of(account.name, entries, addresses, work)


def wishes_of(accounts: Iterable[int]) -> dict[int, NotificationWish]:
    """How these people, by id, want to be told; by default where they never said."""
    ids = list(accounts)
    said = {wish.account_id: wish for wish in NotificationWish.objects.filter(account__in=ids)}
    unsaid = NotificationWish()
    return {pk: said.get(pk, unsaid) for pk in ids}


def clocks_of(accounts: Iterable[int], *, at: datetime) -> dict[int, tzinfo]:
    """The clock where each of these people works; that of Jakarta for who stands at no unit."""
    ids = list(accounts)
    held = Appointment.objects.living(at.date()).filter(account__in=ids, unit__isnull=False)
    regions = dict(held.order_by("-pk").values_list("account_id", "unit__region_code"))
    return {pk: zone_of(regions.get(pk, "")).clock for pk in ids}


def write_letters(rows: Sequence[Entered], people: Mapping[int, Account], *, at: datetime) -> None:
    """Tell by mail of what was just written into inboxes, to those who want it at once."""
    wishes = wishes_of(people)
    mailed = [
        row
        for row in rows
        if not (wish := wishes[row.account_id]).bounced_at
        and way_of(Kind(row.kind), Rhythm(wish.rhythm), wish.muted) is Way.LETTER
    ]
    if not mailed or not settings.MAIL_SERVER:
        return
    clocks, standing = clocks_of({row.account_id for row in mailed}, at=at), _gathering(mailed, at=at)
    fresh: dict[tuple[int, bool], list[Entered]] = {}
    for row in mailed:
        account, sort = people[row.account_id], may_stop(Kind(row.kind))
        letter = standing.get((account.pk, sort))
        if letter and _join(letter, row, account):
            continue
        if is_address(account.email):  # One that is none must not undo the act; the inbox has it.
            fresh.setdefault((account.pk, sort), []).append(row)
    _lay_out(
        [
            (told, _letter(told, people[pk], leaves=_leaves(wishes[pk], clocks[pk], at), at=at))
            for (pk, _sort), told in fresh.items()
        ]
    )


def _leaves(wish: NotificationWish, clock: tzinfo, at: datetime) -> datetime:
    return leaves_at(at + GATHERED, quiet_from=wish.quiet_from, quiet_to=wish.quiet_to, clock=clock)


def _gathering(rows: Sequence[Entered], *, at: datetime) -> dict[tuple[int, bool], int]:
    """Letters to these people that have not left, by person and by whether they may be stopped."""
    found = Notification.objects.filter(
        account__in={row.account_id for row in rows},
        letter__state=MailState.WAITING.value,
        letter__attempts=0,
        letter__due_at__gt=at,
        letter__key__startswith=_GATHERING,
    )
    return {
        (account, may_stop(Kind(kind))): letter
        for account, kind, letter in found.order_by().values_list("account_id", "kind", "letter_id")
        if letter
    }


def _letter(rows: Sequence[Entered], account: Account, *, leaves: datetime, at: datetime) -> _Letter:
    """A letter of these things, which may all be stopped or none of them; not stored yet."""
    kinds = {Kind(row.kind) for row in rows}
    first = next(iter(kinds))
    stop = token_of(account.pk, first if len(kinds) == 1 else None) if may_stop(first) else ""
    subject, body = text_of(account, rows, stop)
    return f"{_GATHERING}{rows[0].pk}", account.email, subject, body, stop, at, leaves


def _lay_out(begun: Sequence[tuple[Sequence[Entered], _Letter]]) -> None:
    """Store new letters, all at once: an act that tells many must stay short."""
    stored = dict(insert(OutboxMail, _LETTER, [letter for _rows, letter in begun], giving=("key", "id")))
    told = [(row.pk, stored[letter[0]]) for rows, letter in begun for row in rows]
    update(Notification, ["letter"], told)


def _join(letter_id: int, row: Entered, account: Account) -> bool:
    """Write it into a letter that has not left; False where a sender has taken that meanwhile."""
    waiting = OutboxMail.objects.select_for_update().filter(
        pk=letter_id, state=MailState.WAITING.value, attempts=0
    )
    letter = waiting.first()
    if letter is None:
        return False
    Notification.objects.filter(pk=row.pk).update(letter=letter)
    rows = list(letter.notifications.order_by("created_at", "id"))
    kinds = {Kind(one.kind) for one in rows}
    if letter.stop and len(kinds) > 1:
        letter.stop = token_of(account.pk, None)
    letter.subject, letter.body = text_of(account, rows, letter.stop)
    letter.save(update_fields=["subject", "body", "stop"])
    return True
