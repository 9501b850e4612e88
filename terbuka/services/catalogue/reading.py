"""What pages read of the catalogue, with everything they need in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet

from terbuka.models import (
    CatalogueEntry,
    CollectionBatch,
    Event,
    GuardFinding,
    Publication,
    PublicationVersion,
    RequiredItem,
    StoredFile,
    WorkUnit,
)
from terbuka.rules.comparing import Comparison, compare
from terbuka.rules.duedates import EntryState, dip_state, state_of
from terbuka.rules.publishing import GuardState, PublicationStatus, VersionStatus
from terbuka.services.catalogue.entries import light
from terbuka.services.catalogue.standing import ON_ITS_WAY, PUBLICATION, VERSION

# The list of public information and its decree.
DIP_ITEM = "PPD-14"


def worked_on(unit: WorkUnit) -> QuerySet[Publication]:
    """All publications of a unit but those thrown away, each with its public version and `.moving`.

    `.moving` is a list of the version on its way: one, or none.
    """
    moving = (
        PublicationVersion.objects.filter(status__in=ON_ITS_WAY)
        .select_related("submitted_by", "source__blob")
        .defer("body", "text")
        .prefetch_related("items")
    )
    return (
        Publication.objects.filter(unit=unit)
        .exclude(status=PublicationStatus.DISCARDED.value)
        .select_related("public", "batch")
        .defer("public__body", "public__text")
        .prefetch_related(Prefetch("versions", moving, to_attr="moving"), "public__items")
    )


def versions_of(publication: Publication) -> QuerySet[PublicationVersion]:
    """All versions, the newest first, with who did what."""
    people = ("saved_by", "submitted_by", "checked_by", "published_by", "source__blob", "released")
    return publication.versions.select_related(*people).prefetch_related("items").order_by("-number")


def public_versions(publication: Publication) -> QuerySet[PublicationVersion]:
    """The versions that the public may see in the history: what is out now, and what was."""
    shown = (VersionStatus.PUBLISHED.value, VersionStatus.REPLACED.value)
    rows = publication.versions.filter(status__in=shown).select_related("released")
    return rows.prefetch_related("items").order_by("-number")


def version_on_its_way(publication: Publication) -> PublicationVersion | None:
    """The version that is being worked on; None where there is none."""
    return publication.versions.filter(status__in=ON_ITS_WAY).select_related("source__blob").first()


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of a unit waits for somebody: versions by what must be done with them next."""

    to_confirm: list[PublicationVersion]
    to_guard: list[PublicationVersion]
    returned: list[PublicationVersion]
    drafts: list[PublicationVersion]
    to_check: list[PublicationVersion]
    to_publish: list[PublicationVersion]


def waiting(unit: WorkUnit) -> Waiting:
    """All versions of a unit that are on their way, each in one list; two queries."""
    rows = (
        PublicationVersion.objects.filter(publication__unit=unit, status__in=ON_ITS_WAY)
        .select_related("publication__unit", "saved_by", "submitted_by", "source")
        .defer("body", "text")
        .prefetch_related("items")
        .order_by("saved_at", "pk")
    )
    found = Waiting([], [], [], [], [], [])
    for row in rows:
        _place(row, found).append(row)
    return found


def _place(row: PublicationVersion, found: Waiting) -> list[PublicationVersion]:
    if row.status == VersionStatus.SUBMITTED:
        return found.to_check
    if row.status == VersionStatus.CHECKED:
        return found.to_publish
    if row.guard in (GuardState.FINDINGS, GuardState.COULD_NOT_LOOK):
        return found.to_guard
    if row.returned_note:
        return found.returned
    return found.to_confirm if not row.is_confirmed else found.drafts


def due_list(unit: WorkUnit, on: date, *, until: date) -> list[tuple[Publication, EntryState]]:
    """What to refresh: public ones that go stale up to a day, the most urgent first, with its state."""
    rows = light(Publication.objects.due_by(until).filter(unit=unit).select_related("public"))
    rows = rows.prefetch_related("public__items").order_by("due_on", "pk")
    return [(row, state_of(row.due_on, on, soon=settings.DUE_SOON)) for row in rows]


def item_across(item: RequiredItem) -> QuerySet[CatalogueEntry]:
    """One item over all units that have shown it: entry, unit, publication."""
    rows = CatalogueEntry.objects.filter(item=item, unit__valid_to=None)
    rows = rows.select_related("unit", "publication__public")
    rows = rows.defer("publication__public__body", "publication__public__text")
    return rows.order_by("unit__institution", "unit__region_code")


def batches_of(unit: WorkUnit) -> QuerySet[CollectionBatch]:
    """Batches of a unit, the newest first, each with `drafts`: how many of it are drafts still."""
    drafts = Count("publications__versions", filter=Q(publications__versions__status="draft"))
    return CollectionBatch.objects.filter(unit=unit).select_related("made_by", "file").annotate(drafts=drafts)


def batch_versions(batch: CollectionBatch) -> QuerySet[PublicationVersion]:
    """The newest version of each publication of a batch, with its findings counted as `open_findings`."""
    open_ones = Count("findings", filter=Q(findings__decision="open", findings__is_hint=False))
    rows = PublicationVersion.objects.filter(publication__batch=batch, number=1)
    rows = rows.select_related("publication__unit", "source__blob").defer("body", "text")
    rows = rows.prefetch_related("items")
    return rows.annotate(open_findings=open_ones).order_by("pk")


def findings_of(version: PublicationVersion) -> QuerySet[GuardFinding]:
    """What the guard found in a version, by page."""
    return version.findings.select_related("decided_by")


def history_of(publication: Publication) -> list[Event]:
    """The events of a publication and of all its versions, the newest first."""
    pks = list(publication.versions.values_list("pk", flat=True))
    mine = Q(subject_kind=PUBLICATION, subject_id=publication.pk)
    rows = Event.objects.filter(mine | Q(subject_kind=VERSION, subject_id__in=pks))
    return list(rows.order_by("-at", "-id"))


def dip_state_of(unit: WorkUnit, on: date) -> tuple[EntryState, date | None]:
    """How the unit's own list of public information stands (DT-05), and the day of its last decree."""
    rows = light(Publication.objects.public().filter(unit=unit, public__items__code=DIP_ITEM))
    days = [one.public.made_on or one.changed_on for one in rows if one.public]
    decided = max((day for day in days if day), default=None)
    return dip_state(decided, on), decided


def is_source(file: StoredFile) -> bool:
    """Did this file come to be published? As it came it stays closed to all but those who handle it."""
    is_of_version = PublicationVersion.objects.filter(source=file).exists()
    return is_of_version or CollectionBatch.objects.filter(file=file).exists()


def compared(older: PublicationVersion, newer: PublicationVersion) -> Comparison:
    """Two versions of one publication, field by field (names of `publishing.FIELD_WORDS`), line by line."""
    return compare(_told(older), _told(newer), (older.text or older.body, newer.text or newer.body))


_TOLD = (
    "title",
    "summary",
    "information_class",
    "period_from",
    "period_to",
    "holder",
    "responsible",
    "made_on",
    "made_in",
    "form",
    "retention",
    "url",
)


def _told(version: PublicationVersion) -> dict[str, str]:
    values = {name: str(getattr(version, name) or "") for name in _TOLD}
    values["items"] = ", ".join(item.code for item in version.items.all())
    values["source"] = f"{version.source.name} ({version.source.blob_id[:12]})" if version.source else ""
    return values
