"""What the rulings ask of a version, read from its rows; and the rows held while an act changes them."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from terbuka.models import Account, BlackOut, GuardFinding, Publication, PublicationVersion
from terbuka.rules.duedates import NEEDS_PERIOD
from terbuka.rules.freshness import rule
from terbuka.rules.publishing import (
    FindingDecision,
    FourEyes,
    GuardState,
    PublicationKind,
    PublicationStatus,
    VersionFacts,
    VersionStatus,
)
from terbuka.rules.ruling import Stale
from terbuka.services.events import record
from terbuka.services.people import day_at

PUBLICATION, VERSION = "publication", "publication_version"
ON_ITS_WAY = (VersionStatus.DRAFT.value, VersionStatus.SUBMITTED.value, VersionStatus.CHECKED.value)


def four_eyes() -> FourEyes:
    """The rule of this installation (setting TERBUKA_FOUR_EYES)."""
    return FourEyes(settings.FOUR_EYES)


def lacks_of(version: PublicationVersion) -> frozenset[str]:
    """Fields that must be filled before it is handed in: the columns of the DIP, and the content."""
    kind = PublicationKind(version.publication.kind)
    lacks = {name for name in ("title", "holder", "responsible") if not getattr(version, name)}
    has = {
        PublicationKind.FILE: ("source", version.source_id is not None),
        PublicationKind.DATASET: ("source", version.source_id is not None),
        PublicationKind.LINK: ("url", bool(version.url)),
        PublicationKind.PAGE: ("text", bool(version.text)),
        PublicationKind.VIDEO: ("url", bool(version.url or version.source_id)),
    }
    name, is_there = has[kind]
    if not is_there:
        lacks.add(name)
    rules = {rule(item.freshness or "none").kind for item in version.items.all()}
    if rules & NEEDS_PERIOD and version.period_to is None:
        lacks.add("period_to")
    return frozenset(lacks)


def words_of(version: PublicationVersion) -> dict[str, str]:
    """What an officer typed and everybody will read, by field; the guard reads it when it is handed in."""
    names = ("title", "summary", "text", "url", "change_note", "holder", "responsible")
    return {name: getattr(version, name) for name in names if getattr(version, name)}


def facts_of(version: PublicationVersion) -> VersionFacts:
    """The facts for `rules.publishing`: what the guard found in its file or its words, and who decided."""
    findings = list(GuardFinding.objects.filter(version=version))
    real = [one for one in findings if not one.is_hint]
    touched = {one.decided_by_id for one in findings if one.decided_by_id}
    touched |= set(BlackOut.objects.filter(version=version).values_list("drawn_by_id", flat=True))
    return VersionFacts(
        kind=PublicationKind(version.publication.kind),
        status=VersionStatus(version.status),
        publication=PublicationStatus(version.publication.status),
        guard=GuardState(version.guard),
        has_file=version.source_id is not None,
        has_findings=bool(real or touched),
        open_findings=sum(one.decision == FindingDecision.OPEN for one in real),
        is_released=version.released_id is not None,
        is_confirmed=version.is_confirmed or not version.guess,
        lacks=lacks_of(version),
        submitted_by=version.submitted_by_id,
        touched_by=frozenset(pk for pk in touched if pk),
    )


def held(version: PublicationVersion, expected: int | None = None) -> PublicationVersion:
    """The version and its publication as they stand, held until the transaction ends. Raises Stale."""
    assert transaction.get_connection().in_atomic_block
    publication = held_publication(version.publication_id)
    row = (
        PublicationVersion.objects.select_for_update(of=("self",))
        .select_related("source__blob")
        .get(pk=version.pk)
    )
    row.publication = publication
    if expected is not None and row.version != expected:
        raise Stale(row)
    return row


def held_publication(pk: int, expected: int | None = None) -> Publication:
    """The publication as it stands, held until the transaction ends. Raises Stale."""
    row = (
        Publication.objects.select_for_update(of=("self",))
        .select_related("unit__parent", "public")
        .get(pk=pk)
    )
    if expected is not None and row.version != expected:
        raise Stale(row)
    return row


def write(row: Publication | PublicationVersion, fields: list[str]) -> None:
    """Save these fields and count the row's version on."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def note(row: PublicationVersion, verb: str, /, *, by: Account | None, at: datetime, **payload: Any) -> None:
    """The event of an act on a version; its publication and unit stand in the payload."""
    told = {"publication": row.publication_id, "unit": row.publication.unit_id}
    record(VERSION, row.pk, verb, by=by, at=at, payload=told | payload)


def today_of(publication: Publication, at: datetime) -> date:
    """The day of a moment at the place of the unit."""
    return day_at(publication.unit, at)
