"""The official accounts of a unit with the day of their last post: by feed, or by hand with a proof.

The accounts themselves stand in the unit's profile. A look that failed changes
nothing that was known; each write leaves an event that holds what stood before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from terbuka.crawler.addresses import endpoint_of
from terbuka.crawler.feeds import Posts
from terbuka.models import Account, Event, SocialActivity, StoredFile, UnitProfile, WorkUnit
from terbuka.rules.contacts import web_address
from terbuka.rules.language import Phrase, say
from terbuka.rules.phrases import in_both
from terbuka.rules.ruling import BadInput, Stale
from terbuka.rules.social import Activity, activity_of, feed_of
from terbuka.services.events import record
from terbuka.services.people import day_at
from terbuka.services.units.checks import BadFields
from terbuka.services.units.succession import check_open

KIND = "social_activity"
EARLIEST = date(2008, 4, 30)
_KEPT = ("last_post_on", "is_by_hand", "proof_url", "proof_file_id", "feed_url")


@dataclass(frozen=True, slots=True)
class SocialAccount:
    """An account of the profile with what is known of it. `feed` is where a look reads, "" for none."""

    network: str
    url: str
    feed: str
    state: Activity
    row: SocialActivity | None

    @property
    def last_post_on(self) -> date | None:
        """The day of the last post, where it is known."""
        return self.row.last_post_on if self.row else None


def accounts_of(unit: WorkUnit, *, on: date) -> list[SocialAccount]:
    """The accounts of the profile in its order; two queries."""
    told = UnitProfile.objects.filter(unit=unit).values_list("social", flat=True).first() or []
    return standing_of(unit, told, on=on)


def standing_of(unit: WorkUnit, told: list[dict[str, str]], *, on: date) -> list[SocialAccount]:
    """The accounts that a profile tells, as they stand on a day; one query, none where it tells none."""
    if not told:
        return []
    found = SocialActivity.objects.filter(unit_id=unit.pk, url__in=[one["url"] for one in told])
    rows = {row.url: row for row in found.select_related("proof_file", "looked_by")}
    return [_standing(one["network"], one["url"], rows.get(one["url"]), on) for one in told]


def _standing(network: str, url: str, row: SocialActivity | None, on: date) -> SocialAccount:
    feed = (row.feed_url if row else "") or feed_of(network, url)
    state = activity_of(
        row.last_post_on if row else None,
        # A row may hold the address of a feed that nobody has asked yet.
        was_looked=row is not None and (row.is_by_hand or row.fault is not None or _was_read(row)),
        has_fault=row is not None and row.fault is not None,
        on=on,
    )
    return SocialAccount(network, url, feed, state, row)


def _was_read(row: SocialActivity) -> bool:
    return row.looked_by_id is None


def last_post_of(unit: WorkUnit, *, on: date) -> date | None:
    """The newest post that is known of any account; None where none is. What drafting may rest on."""
    return max((one.last_post_on for one in accounts_of(unit, on=on) if one.last_post_on), default=None)


def proven_post(account: SocialAccount, on: date) -> Iterator[tuple[date, str]]:
    """The last post until a day and where it is seen; nothing for one typed by hand without proof."""
    row = account.row
    if row is None or row.last_post_on is None or row.last_post_on > on:
        return
    if not row.is_by_hand or row.proof_url or row.proof_file_id:
        yield row.last_post_on, row.proof_url or account.url


def note_post(
    unit: WorkUnit,
    url: str,
    *,
    last_post_on: date | None,
    proof_url: str = "",
    proof_file: StoredFile | None = None,
    feed_url: str = "",
    expected: int,
    by: Account,
    at: datetime,
) -> SocialActivity:
    """Note by hand the day of the last post, with a link or a picture of it; or where the feed lies.

    `expected` is the version that was read, 0 for nothing noted yet. A file of the
    row stays where none comes. Raises BadFields, Refused, Stale.
    """
    check_open(unit, at)
    with transaction.atomic():
        row = _held(unit, url)
        if (row.version if row.pk else 0) != expected:
            raise Stale(row if row.pk else None)
        kept = _checked(row, last_post_on, proof_url, proof_file, feed_url, today=day_at(unit, at))
        before = _told(row)
        for name, value in kept.items():
            setattr(row, name, value)
        row.is_by_hand = last_post_on is not None
        row.fault = None
        return _written(row, "by_hand", before, by=by, at=at)


def _checked(
    row: SocialActivity,
    last_post_on: date | None,
    proof_url: str,
    proof_file: StoredFile | None,
    feed_url: str,
    *,
    today: date,
) -> dict[str, Any]:
    """The values as they are kept. Raises BadFields with all faults at once."""
    faults: dict[str, Phrase] = {}
    kept: dict[str, Any] = {"last_post_on": last_post_on, "proof_file": proof_file or row.proof_file}
    for name, text in (("proof_url", proof_url), ("feed_url", feed_url)):
        try:
            kept[name] = web_address(text)
        except BadInput as fault:
            faults[name] = fault.phrase
    if last_post_on and last_post_on > today:
        faults["last_post_on"] = say("Tanggal unggahan tidak dapat di masa depan.")
    elif last_post_on and last_post_on < EARLIEST:
        faults["last_post_on"] = say("Periksa tahunnya: tanggal ini tidak mungkin.")
    elif last_post_on is None and not kept.get("feed_url"):
        faults["last_post_on"] = say("Tulis tanggal unggahan terakhir, atau alamat umpannya.")
    if (
        last_post_on
        and not kept.get("proof_url")
        and kept["proof_file"] is None
        and "proof_url" not in faults
    ):
        faults["proof_url"] = say("Sertakan bukti: tautan unggahannya, atau tangkapan layarnya di bawah.")
    if faults:
        raise BadFields(faults)
    return kept


def _held(unit: WorkUnit, url: str) -> SocialActivity:
    """The row of an account, held; a new one where nothing was noted. Raises BadInput for a strange one."""
    WorkUnit.objects.select_for_update().get(pk=unit.pk)
    told = UnitProfile.objects.filter(unit=unit).values_list("social", flat=True).first() or []
    if url not in [one["url"] for one in told]:
        raise BadInput(say("Akun ini tidak ada di profil satker; tulis dahulu di Profil."))
    found = SocialActivity.objects.select_for_update(of=("self",)).filter(unit=unit, url=url).first()
    return found or SocialActivity(unit=unit, url=url, version=0)


def _told(row: SocialActivity) -> dict[str, Any]:
    """What is known, as an event keeps it."""
    found = {name: getattr(row, name) for name in _KEPT}
    return found | {"last_post_on": str(row.last_post_on) if row.last_post_on else None}


def _written(
    row: SocialActivity, verb: str, before: dict[str, Any], *, by: Account | None, at: datetime
) -> SocialActivity:
    row.version += 1
    row.looked_at, row.looked_by = at, by
    row.save()
    payload = {"unit": row.unit_id, "url": row.url, "before": before, "after": _told(row), "fault": row.fault}
    record(KIND, row.pk, verb, by=by, at=at, payload=payload)
    return row


def undo_note(row: SocialActivity, *, expected: int, by: Account, at: datetime) -> SocialActivity:
    """Take back the last note by hand: what stood before it stands again. Raises BadInput, Refused, Stale."""
    check_open(row.unit, at)
    with transaction.atomic():
        held = _held(row.unit, row.url)
        if held.version != expected:
            raise Stale(held)
        last = Event.objects.about(KIND, held.pk or 0).order_by("-id").first()
        if last is None or last.verb != "by_hand":
            raise BadInput(say("Tidak ada catatan tangan yang dapat dibatalkan."))
        now, before = _told(held), last.payload["before"]
        for name in _KEPT:
            setattr(held, name, before[name])
        held.last_post_on = date.fromisoformat(before["last_post_on"]) if before["last_post_on"] else None
        return _written(held, "undo", now, by=by, at=at)


def note_look(unit: WorkUnit, url: str, posts: Posts, *, at: datetime) -> SocialActivity | None:
    """Keep what a feed told. A look that failed keeps what was known; None where the account is gone.

    What a person noted with a proof stays where the feed knows nothing newer.
    """
    with transaction.atomic():
        try:
            row = _held(unit, url)
        except BadInput:
            return None
        before = _told(row)
        row.fault = in_both(posts.fault) if posts.fault else None
        is_newer = row.last_post_on is None or (posts.last_on or date.min) >= row.last_post_on
        if posts.fault is None and (is_newer or not row.is_by_hand):
            row.last_post_on, row.is_by_hand = posts.last_on, False
            row.proof_url, row.proof_file = "", None
        return _written(row, "looked", before, by=None, at=at)


def may_be_private(address: str) -> bool:
    """May this address of the own network be asked? Only where the installation names it: a demo, a test."""
    return bool(address) and endpoint_of(address) in settings.ALLOW_PRIVATE_SITES


def history_of(row: SocialActivity, most: int = 20) -> list[Event]:
    """What was noted and looked up, the newest first."""
    return list(Event.objects.about(KIND, row.pk).order_by("-id")[:most])
