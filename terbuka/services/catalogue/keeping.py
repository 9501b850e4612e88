"""Keeping what is public true: still valid, withdrawn, reinstated, superseded, archived. Addresses stay."""

from datetime import date, datetime, timedelta

from django.db import transaction

from terbuka.models import Account, Event, Notification, Publication
from terbuka.rules.language import say
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.publishing import (
    PublicationStatus,
    may_confirm,
    may_reinstate,
    may_supersede,
    may_turn,
    may_withdraw,
)
from terbuka.services.catalogue.entries import due_of, prove_items
from terbuka.services.catalogue.finding import put_publication
from terbuka.services.catalogue.places import work_path
from terbuka.services.catalogue.standing import PUBLICATION, held_publication, today_of, write
from terbuka.services.events import record
from terbuka.services.notify import tell
from terbuka.services.people import day_at, reaching

ARCHIVE_NOTICE = timedelta(days=30)
_NOTICE = "archive_notice"
_ENDED = ["status", "ended_at", "ended_by", "end_reason"]


@transaction.atomic
def confirm_valid(
    publication: Publication, *, expected: int | None = None, by: Account, at: datetime
) -> Publication:
    """Say that what is public still holds; its content and `changed_on` stay. Raises Refused, Stale."""
    row = held_publication(publication.pk, expected)
    may_confirm(PublicationStatus(row.status)).enforce()
    today = today_of(row, at)
    row.confirmed_on, row.confirmed_by = today, by
    row.due_on = due_of(row, today)
    write(row, ["confirmed_on", "confirmed_by", "due_on"])
    record(PUBLICATION, row.pk, "confirm", by=by, at=at, payload={"unit": row.unit_id})
    prove_items(row, at=at)
    return row


@transaction.atomic
def withdraw(
    publication: Publication, *, reason: str, expected: int | None = None, by: Account, at: datetime
) -> Publication:
    """Take back what is public; its address tells the reason and the day. Raises Refused, Stale."""
    row = held_publication(publication.pk, expected)
    may_withdraw(PublicationStatus(row.status), reason).enforce()
    return _end(row, PublicationStatus.WITHDRAWN, reason=reason, by=by, at=at)


@transaction.atomic
def reinstate(
    publication: Publication, *, expected: int | None = None, by: Account, at: datetime
) -> Publication:
    """Make what was withdrawn public again as it was. Raises Refused, Stale."""
    row = held_publication(publication.pk, expected)
    may_reinstate(PublicationStatus(row.status)).enforce()
    row.status, row.ended_at, row.ended_by, row.end_reason = PublicationStatus.PUBLIC.value, None, None, ""
    row.due_on = due_of(row, today_of(row, at))
    write(row, [*_ENDED, "due_on"])
    record(PUBLICATION, row.pk, "reinstate", by=by, at=at, payload={"unit": row.unit_id})
    _follow(row, at=at)
    return row


@transaction.atomic
def supersede(
    publication: Publication,
    *,
    by_publication: Publication,
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> Publication:
    """Another publication of the unit takes its place; its address leads there. Raises Refused, Stale."""
    # In one order, so that two who replace each other's do not wait for one another.
    pks = sorted({publication.pk, by_publication.pk})
    rows = {pk: held_publication(pk, expected if pk == publication.pk else None) for pk in pks}
    row, follower = rows[publication.pk], rows[by_publication.pk]
    is_same = row.pk == follower.pk or row.unit_id != follower.unit_id
    may_supersede(
        PublicationStatus(row.status), PublicationStatus(follower.status), is_same=is_same
    ).enforce()
    row.replaced_by = follower
    write(row, ["replaced_by"])
    return _end(row, PublicationStatus.SUPERSEDED, by=by, at=at, follower=follower.pk)


@transaction.atomic
def archive(publication: Publication, *, by: Account | None, at: datetime) -> Publication:
    """End its time at the end of its retention; its address says so. Raises Refused."""
    row = held_publication(publication.pk)
    may_turn(PublicationStatus(row.status), PublicationStatus.ARCHIVED).enforce()
    reason = row.end_reason
    if not reason and row.retain_until:
        reason = str(say("Masa simpannya berakhir {day}.", day=row.retain_until.isoformat()))
    return _end(row, PublicationStatus.ARCHIVED, reason=reason, by=by, at=at)


def _end(
    row: Publication,
    status: PublicationStatus,
    *,
    reason: str = "",
    by: Account | None,
    at: datetime,
    **told: int,
) -> Publication:
    row.status, row.ended_at, row.ended_by = status.value, at, by
    row.end_reason = reason.strip()[:5000]
    write(row, _ENDED)
    payload = {"unit": row.unit_id, "reason": row.end_reason, **told}
    record(PUBLICATION, row.pk, status.value, by=by, at=at, payload=payload)
    _follow(row, at=at)
    return row


def _follow(row: Publication, *, at: datetime) -> None:
    """Entries of the unit and the search follow."""
    prove_items(row, at=at)
    put_publication(row, at=at)


def announce_archive(*, at: datetime) -> int:
    """Say ahead that the retention of a publication ends within 30 days: an event, and a notice; how many."""
    today, told = day_at(None, at), 0
    rows = Publication.objects.filter(
        status=PublicationStatus.PUBLIC.value, retain_until__lte=today + ARCHIVE_NOTICE
    )
    for publication in rows.select_related("unit__parent", "public").order_by("pk")[:1000]:
        if _announced_at(publication) is None:
            _announce(publication, at=at)
            told += 1
    return told


@transaction.atomic
def _announce(publication: Publication, *, at: datetime) -> None:
    day = publication.retain_until
    assert day
    told = {"unit": publication.unit_id, "until": day.isoformat()}
    record(PUBLICATION, publication.pk, _NOTICE, by=None, at=at, payload=told)
    tell_due(publication, "archive", day, act=Act.PUBLISH, at=at)


def _announced_at(publication: Publication) -> datetime | None:
    """When its end was announced for the day that stands now; None where it was not."""
    until = publication.retain_until.isoformat() if publication.retain_until else ""
    told = Event.objects.about(PUBLICATION, publication.pk).filter(verb=_NOTICE).order_by("-id")
    return next((event.at for event in told if event.payload["until"] == until), None)


def archive_due(*, at: datetime) -> int:
    """Archive what its retention has run out for, at least 30 days after that was announced; how many."""
    done, last = 0, day_at(None, at) + timedelta(days=1)
    rows = Publication.objects.filter(status=PublicationStatus.PUBLIC.value, retain_until__lt=last)
    for publication in rows.select_related("unit__parent").order_by("pk")[:1000]:
        announced = _announced_at(publication)
        is_over = publication.retain_until and publication.retain_until < day_at(publication.unit, at)
        if is_over and announced and announced <= at - ARCHIVE_NOTICE:
            archive(publication, by=None, at=at)
            done += 1
    return done


def tell_due(
    publication: Publication, cause: str, day: date, *, act: Act = Act.COLLECT, at: datetime
) -> list[Notification]:
    """Tell those who may do `act` that a publication goes stale, or ends, after a day; once a cause."""
    version = publication.public
    return tell(
        reaching(publication.unit, act, on=day_at(publication.unit, at)),
        kind=Kind.PUBLICATION_DUE,
        key=f"publication-{cause}-{publication.pk}-{day.isoformat()}",
        unit=publication.unit,
        payload={
            "unit": publication.unit.short_name,
            "title": version.title if version else "",
            "due": day.isoformat(),
        },
        path=work_path(publication),
        at=at,
    )
