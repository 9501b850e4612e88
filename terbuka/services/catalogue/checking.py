"""From a draft to the public: handed in, checked by a second person, published; or sent back with a note."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from terbuka.models import Account, Publication, PublicationVersion
from terbuka.rules.guarding import may_stand_in_words
from terbuka.rules.language import Phrase, say
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.publishing import (
    PublicationStatus,
    VersionStatus,
    may_check,
    may_publish,
    may_return,
    may_submit,
)
from terbuka.rules.retention import retain_until
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.services.catalogue.entries import due_of, prove_items
from terbuka.services.catalogue.finding import put_publication
from terbuka.services.catalogue.standing import (
    PUBLICATION,
    facts_of,
    four_eyes,
    held,
    note,
    today_of,
    words_of,
    write,
)
from terbuka.services.catalogue.telling import tell_next, tell_next_of_many, tell_returned
from terbuka.services.events import record
from terbuka.services.units.succession import check_open

_CHANGED = say("Versi ini baru saja diubah orang lain; lihat lagi.")


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one version of many: it as it stands, and why it did not go through, if it did not."""

    version: PublicationVersion
    fault: Phrase | None = None
    cite: str | None = None


@transaction.atomic
def submit_version(
    version: PublicationVersion, *, expected: int | None = None, by: Account, at: datetime
) -> PublicationVersion:
    """Hand a draft in; those who may check are told. Raises Refused, Stale."""
    row = _submit(version, expected, by=by, at=at)
    tell_next(row, Kind.VERSION_SUBMITTED, Act.CHECK, by=by, at=at)
    return row


def _submit(
    version: PublicationVersion, expected: int | None, *, by: Account, at: datetime
) -> PublicationVersion:
    row = held(version, expected)
    check_open(row.publication.unit, at)
    may_submit(facts_of(row)).enforce()
    may_stand_in_words(words_of(row)).enforce()
    row.status, row.returned_note = VersionStatus.SUBMITTED.value, ""
    row.submitted_at, row.submitted_by = at, by
    write(row, ["status", "returned_note", "submitted_at", "submitted_by"])
    note(row, "submit", by=by, at=at)
    return row


@transaction.atomic
def return_version(
    version: PublicationVersion,
    *,
    note_text: str,
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> PublicationVersion:
    """Send a version back to a draft with a note; whoever had handed it in is told. Raises Refused, Stale."""
    row = held(version, expected)
    may_return(facts_of(row), note_text).enforce()
    submitter = Account.objects.filter(pk=row.submitted_by_id or 0).first()
    row.status, row.returned_note = VersionStatus.DRAFT.value, note_text.strip()[:5000]
    row.submitted_at = row.submitted_by = row.checked_at = row.checked_by = None
    fields = ["status", "returned_note", "submitted_at", "submitted_by", "checked_at", "checked_by"]
    write(row, fields)
    note(row, "return", by=by, at=at, note=row.returned_note)
    tell_returned(row, submitter, by=by, at=at)
    return row


@transaction.atomic
def check_version(
    version: PublicationVersion, *, expected: int | None = None, by: Account, at: datetime
) -> PublicationVersion:
    """Find a version good; those who may publish are told. Raises Refused (four eyes, guard), Stale."""
    row = _check(version, expected, by=by, at=at)
    tell_next(row, Kind.VERSION_CHECKED, Act.PUBLISH, by=by, at=at)
    return row


def _check(
    version: PublicationVersion, expected: int | None, *, by: Account, at: datetime
) -> PublicationVersion:
    row = held(version, expected)
    check_open(row.publication.unit, at)
    may_check(facts_of(row), by.pk, four_eyes()).enforce()
    row.status, row.checked_at, row.checked_by = VersionStatus.CHECKED.value, at, by
    write(row, ["status", "checked_at", "checked_by"])
    note(row, "check", by=by, at=at)
    return row


@transaction.atomic
def publish_version(
    version: PublicationVersion, *, expected: int | None = None, by: Account, at: datetime
) -> Publication:
    """Make a checked version what the public reads, from this transaction on. Raises Refused, Stale.

    The version before is replaced, the unit's required items are proven, the search finds it.
    """
    row = held(version, expected)
    publication = row.publication
    check_open(publication.unit, at)
    may_publish(facts_of(row)).enforce()
    former = publication.public
    if former is not None:
        former.status = VersionStatus.REPLACED.value
        write(former, ["status"])
    row.status, row.published_at, row.published_by = VersionStatus.PUBLISHED.value, at, by
    write(row, ["status", "published_at", "published_by"])
    _bring_out(publication, row, former, by=by, at=at)
    told = {
        "unit": publication.unit_id,
        "version": row.pk,
        "number": row.number,
        "sha256": row.released_id or "",
    }
    record(PUBLICATION, publication.pk, "publish", by=by, at=at, payload=told)
    prove_items(publication, at=at)
    put_publication(publication, at=at)
    return publication


def _bring_out(
    publication: Publication,
    row: PublicationVersion,
    former: PublicationVersion | None,
    *,
    by: Account,
    at: datetime,
) -> None:
    """The publication as the public has it from now on."""
    today = today_of(publication, at)
    publication.status, publication.public = PublicationStatus.PUBLIC.value, row
    publication.published_at = publication.published_at or at
    if former is None or _differs(row, former):
        publication.changed_on = today
    publication.confirmed_on, publication.confirmed_by = today, by
    publication.retain_until = retain_until(row.retention, publication.changed_on or today)
    publication.due_on = due_of(publication, today)
    publication.ended_at, publication.ended_by, publication.end_reason = None, None, ""
    write(
        publication,
        [
            "status",
            "public",
            "published_at",
            "changed_on",
            "confirmed_on",
            "confirmed_by",
            "retain_until",
            "due_on",
            "ended_at",
            "ended_by",
            "end_reason",
        ],
    )


def _differs(row: PublicationVersion, former: PublicationVersion) -> bool:
    """Is its content another, not only what is said about it?"""
    names = ("released_id", "source_id", "url", "text", "period_from", "period_to")
    return any(getattr(row, name) != getattr(former, name) for name in names)


def check_and_publish(
    version: PublicationVersion, *, expected: int | None = None, by: Account, at: datetime
) -> Publication:
    """Both in one act, for who may do both; nobody is told to publish it. Raises Refused, Stale."""
    with transaction.atomic():
        return publish_version(_check(version, expected, by=by, at=at), by=by, at=at)


def each_version(
    versions: Iterable[PublicationVersion], act: Callable[[PublicationVersion], object]
) -> list[Done]:
    """Do an act to each, every one in its own transaction; what fails is named and stops no other.

    `each_version(rows, lambda one: submit_version(one, by=by, at=at))`.
    """
    results = []
    for version in versions:
        try:
            with transaction.atomic():
                act(version)
            results.append(Done(version))
        except Refused as refusal:
            results.append(Done(version, refusal.ruling.reason, refusal.ruling.cite))
        except BadInput as fault:
            results.append(Done(version, fault.phrase))
        except Stale:
            results.append(Done(version, _CHANGED))
    return results


def submit_versions(versions: Iterable[PublicationVersion], *, by: Account, at: datetime) -> list[Done]:
    """Hand many in; those who may check are told once of all."""
    done = each_version(versions, lambda one: _submit(one, None, by=by, at=at))
    tell_next_of_many(_through(done), Kind.VERSION_SUBMITTED, Act.CHECK, by=by, at=at)
    return done


def _through(done: Iterable[Done]) -> list[PublicationVersion]:
    return [one.version for one in done if one.fault is None]


def return_versions(
    versions: Iterable[PublicationVersion], *, note_text: str, by: Account, at: datetime
) -> list[Done]:
    """Send many back with one note."""
    return each_version(versions, lambda one: return_version(one, note_text=note_text, by=by, at=at))


def check_versions(versions: Iterable[PublicationVersion], *, by: Account, at: datetime) -> list[Done]:
    """Find many good; those who may publish are told once of all."""
    done = each_version(versions, lambda one: _check(one, None, by=by, at=at))
    tell_next_of_many(_through(done), Kind.VERSION_CHECKED, Act.PUBLISH, by=by, at=at)
    return done


def publish_versions(versions: Iterable[PublicationVersion], *, by: Account, at: datetime) -> list[Done]:
    """Publish many."""
    return each_version(versions, lambda one: publish_version(one, by=by, at=at))


def check_and_publish_versions(
    versions: Iterable[PublicationVersion], *, by: Account, at: datetime
) -> list[Done]:
    """Find many good and publish them."""
    return each_version(versions, lambda one: check_and_publish(one, by=by, at=at))
