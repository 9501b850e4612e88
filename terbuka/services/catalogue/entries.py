"""Where each required item of a unit stands: proven by a publication, by the unit's own site, or waived."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from terbuka.models import (
    Account,
    AuditFinding,
    AuditRun,
    CatalogueEntry,
    Publication,
    PublicationVersion,
    RequiredItem,
    WorkUnit,
)
from terbuka.models.catalogue.publications import PublicationSet
from terbuka.rules.agesigns import cited_rules, elections_in
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.duedates import Dates, EntryState, earliest, entry_state, stale_after
from terbuka.rules.freshness import has_own_pilkada, rests_on_pilkada, rule
from terbuka.rules.language import say
from terbuka.rules.onsite import PROVING, site_due
from terbuka.rules.ruling import BadInput, Stale
from terbuka.services.events import record
from terbuka.services.people import day_at
from terbuka.services.units.succession import check_open

KIND = "catalogue_entry"
_READ = 20_000


@dataclass(frozen=True, slots=True)
class Standing:
    """One required item that applies to a unit, and how it stands on a day.

    `entry` and `publication` are None where nothing proves it; `site_verdict` is what
    the last audit found ("" for no audit), at `site_url`.
    """

    item: RequiredItem
    state: EntryState
    entry: CatalogueEntry | None = None
    publication: Publication | None = None
    due_on: date | None = None
    site_verdict: str = ""
    site_url: str = ""
    site_seen_on: date | None = None
    others: list[Publication] = field(default_factory=list)


def applying(unit: WorkUnit) -> list[RequiredItem]:
    """The required items that this unit owes, in the order of the list."""
    has_pilkada = has_own_pilkada(unit.region_code, unit.level)
    return [
        item for item in RequiredItem.objects.binding(unit) if has_pilkada or not rests_on_pilkada(item.code)
    ]


def standing_of(unit: WorkUnit, on: date) -> list[Standing]:
    """How every required item of a unit stands on a day; three queries."""
    entries = {entry.item_id: entry for entry in CatalogueEntry.objects.of(unit)}
    proving: dict[int, list[Publication]] = {}
    rows = light(Publication.objects.public().filter(unit=unit)).prefetch_related("public__items")
    for publication in rows.order_by("-changed_on", "-pk"):
        assert publication.public
        for item in publication.public.items.all():
            proving.setdefault(item.pk, []).append(publication)
    return [_standing(item, entries.get(item.pk), proving.get(item.pk, []), on) for item in applying(unit)]


def light(rows: PublicationSet) -> PublicationSet:
    """Without the words of files and pages, which lists do not show."""
    return rows.defer("public__body", "public__text")


def _standing(
    item: RequiredItem, entry: CatalogueEntry | None, proving: list[Publication], on: date
) -> Standing:
    state = entry_state(
        has_proof=bool(entry and is_proven(entry)),
        due_on=entry.due_on if entry else None,
        is_waived=bool(entry and entry.waived_at),
        rule_text=item.freshness or "none",
        on=on,
        soon=settings.DUE_SOON,
    )
    if entry is None:
        return Standing(item, state)
    return Standing(
        item=item,
        state=state,
        entry=entry,
        publication=entry.publication,
        due_on=entry.due_on,
        site_verdict=entry.site_verdict,
        site_url=entry.site_url,
        site_seen_on=entry.site_seen_on,
        others=[one for one in proving if one.pk != entry.publication_id],
    )


def is_proven(entry: CatalogueEntry) -> bool:
    """Does anything prove the item: a public publication, or the unit's own site?"""
    return entry.publication_id is not None or entry.site_verdict in PROVING


def dates_of(publication: Publication, items: Iterable[RequiredItem]) -> Dates:
    """What a public publication says of its age, as the rules of these items ask."""
    version = publication.public
    assert version
    assert publication.changed_on
    kinds = {rule(item.freshness or "none").kind for item in items}
    words = f"{version.title}\n{version.summary}\n{(version.text or version.body)[:_READ]}"
    return Dates(
        changed_on=publication.changed_on,
        confirmed_on=publication.confirmed_on,
        period=_period(version),
        election_years=elections_in(version.title, words) if "last_election" in kinds else (),
        cites=cited_rules(words, publication.confirmed_on or publication.changed_on)
        if "cites" in kinds
        else (),
    )


def _period(version: PublicationVersion) -> tuple[date, date] | None:
    first, last = version.period_from or version.period_to, version.period_to or version.period_from
    return (first, last) if first and last else None


def due_by_item(publication: Publication, on: date) -> dict[int, date | None]:
    """Until when a public publication is fresh for each of its items, by the item's id."""
    assert publication.public
    items = list(publication.public.items.all())
    dates = dates_of(publication, items)
    return {
        item.pk: stale_after(item.freshness or "none", InformationClass(item.information_class), dates, on)
        for item in items
    }


def due_of(publication: Publication, on: date) -> date | None:
    """Until when it is fresh: the earliest day over its items; without items, by its class."""
    assert publication.public
    days = due_by_item(publication, on)
    if days:
        return earliest(days.values())
    own = InformationClass(publication.public.information_class)
    return stale_after("none", own, dates_of(publication, ()), on)


@transaction.atomic
def bring_entries(unit: WorkUnit, *, codes: Collection[str] | None = None, at: datetime) -> list[str]:
    """Reckon anew what proves each item (or those of `codes`): publications and the last audit.

    Gives the codes of the items that changed. Done after each publication, withdrawal
    and audit; a second call changes nothing.
    """
    on = day_at(unit, at)
    # Two who publish at once reckon one after the other; who refers to the unit does not wait.
    WorkUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    items = [item for item in applying(unit) if codes is None or item.code in codes]
    proofs = _proofs(unit, items, on)
    findings = _findings(unit, items)
    stored = {
        entry.item_id: entry
        for entry in CatalogueEntry.objects.select_for_update().filter(unit=unit, item__in=items)
    }
    fresh, differing = [], []
    for item in items:
        values = _values(item, proofs.get(item.pk), findings.get(item.code))
        entry = stored.get(item.pk)
        if entry is None:
            if values["publication_id"] or values["site_verdict"]:
                fresh.append(CatalogueEntry(unit=unit, item=item, **values))
        elif any(getattr(entry, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(entry, name, value)
            entry.item = item
            differing.append(entry)
    CatalogueEntry.objects.bulk_create(fresh)
    CatalogueEntry.objects.bulk_update(differing, list(_FIELDS), batch_size=200)
    changed = [entry.item.code for entry in (*fresh, *differing)]
    if changed:
        record(KIND, None, "bring", by=None, at=at, payload={"unit": unit.pk, "codes": changed})
    return changed


_FIELDS = ("publication_id", "due_on", "site_url", "site_verdict", "site_seen_on")
_LAST = date.max


def _values(
    item: RequiredItem,
    proof: tuple[date, Publication] | None,
    finding: tuple[AuditFinding, date] | None,
) -> dict[str, Any]:
    """The columns of an entry. The longest-lived proof says how long it is fresh."""
    days = [proof[0]] if proof else []
    values: dict[str, Any] = dict.fromkeys(_FIELDS)
    values |= {"site_url": "", "site_verdict": "", "publication_id": proof[1].pk if proof else None}
    if finding:
        row, seen_on = finding
        best = row.evidence[0] if row.evidence else {}
        values |= {"site_url": best.get("url", ""), "site_verdict": row.verdict, "site_seen_on": seen_on}
        if row.verdict in PROVING:
            due = site_due(
                row.verdict,
                best.get("period") or "",
                item.freshness or "none",
                InformationClass(item.information_class),
                seen_on,
            )
            days.append(due or _LAST)
    longest = max(days, default=None)
    return values | {"due_on": None if longest == _LAST else longest}


def _proofs(unit: WorkUnit, items: list[RequiredItem], on: date) -> dict[int, tuple[date, Publication]]:
    """The publication that is fresh the longest, and until when, by item; the newest of equals."""
    wanted = {item.pk for item in items}
    naming = PublicationVersion.items.through.objects.filter(requireditem__in=items)
    rows = Publication.objects.public().filter(unit=unit, public__in=naming.values("publicationversion"))
    best: dict[int, tuple[date, Publication]] = {}
    for publication in rows.order_by("changed_on", "pk").prefetch_related("public__items"):
        for pk, due in due_by_item(publication, on).items():
            if pk in wanted and (pk not in best or (due or _LAST) >= best[pk][0]):
                best[pk] = (due or _LAST, publication)
    return best


def _findings(unit: WorkUnit, items: list[RequiredItem]) -> dict[str, tuple[AuditFinding, date]]:
    """What the newest audit found, by item."""
    run = AuditRun.objects.filter(unit=unit).done().first()
    if run is None:
        return {}
    rows = AuditFinding.objects.filter(run=run, code__in=[item.code for item in items])
    return {row.code: (row, run.as_of) for row in rows}


def prove_items(publication: Publication, *, at: datetime, also: Iterable[RequiredItem] = ()) -> list[str]:
    """Reckon the items of one publication anew, those that it named before too."""
    through = PublicationVersion.items.through.objects
    rows = through.filter(publicationversion__publication=publication)
    named = set(rows.values_list("requireditem__code", flat=True))
    codes = named | {item.code for item in also}
    return bring_entries(publication.unit, codes=codes, at=at) if codes else []


@transaction.atomic
def waive_item(
    unit: WorkUnit, item: RequiredItem, *, reason: str, by: Account, at: datetime
) -> CatalogueEntry:
    """The duty does not arise for this unit, with a reason for all above. Raises BadInput, Refused."""
    check_open(unit, at)
    if not reason.strip():
        raise BadInput(say("Tulis alasannya: mengapa butir ini tidak berlaku bagi satker ini?"))
    entry, _new = CatalogueEntry.objects.get_or_create(unit=unit, item=item)
    entry.waived_reason, entry.waived_at, entry.waived_by = reason.strip()[:5000], at, by
    entry.save(update_fields=["waived_reason", "waived_at", "waived_by"])
    told = {"unit": unit.pk, "code": item.code, "reason": entry.waived_reason}
    record(KIND, entry.pk, "waive", by=by, at=at, payload=told)
    return entry


@transaction.atomic
def unwaive_item(unit: WorkUnit, item: RequiredItem, *, by: Account | None, at: datetime) -> CatalogueEntry:
    """The duty arises after all. Raises Stale where nobody had waived it."""
    entry = CatalogueEntry.objects.select_for_update().filter(unit=unit, item=item).first()
    if entry is None or entry.waived_at is None:
        raise Stale(entry)
    entry.waived_reason, entry.waived_at, entry.waived_by = "", None, None
    entry.save(update_fields=["waived_reason", "waived_at", "waived_by"])
    record(KIND, entry.pk, "unwaive", by=by, at=at, payload={"unit": unit.pk, "code": item.code})
    return entry
