"""Required items: what every unit must make public, and where each unit stands with one of them."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from pydantic.json_schema import SkipJsonSchema

from terbuka.api.faults import FAULTS, not_found
from terbuka.api.paging import Paging, page_of
from terbuka.models import CatalogueEntry, RequiredItem, WorkUnit
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.duedates import EntryState, entry_state
from terbuka.rules.onsite import PROVING
from terbuka.rules.publishing import PublicationStatus
from terbuka.rules.units import Institution
from terbuka.services.catalogue.across import count_having, owing

router = Router(tags=["items"], by_alias=True)
CODE = r"^[A-Za-z0-9-]*$"


class ItemOut(Schema):
    """An item. `institution` is null where both bodies owe it; `levels` is of N, P, K."""

    code: str
    name: str
    information_class: InformationClass = Field(serialization_alias="class")
    institution: Institution | None
    levels: str
    update_rule: str
    basis: list[str]
    units_having: int
    url: str


class ItemPage(Schema):
    """One page of the list."""

    data: list[ItemOut]
    next_cursor: str | None


class ItemUnitOut(Schema):
    """Where the item stands at one unit. `site_url`: where the last audit saw it on the unit's site."""

    unit: str
    name: str
    institution: Institution
    region_code: str
    state: EntryState
    publication: int | None
    site_url: str
    since: date | None
    due_on: date | None


class ItemUnitPage(Schema):
    """One page of the list."""

    data: list[ItemUnitOut]
    next_cursor: str | None


class ItemFilters(Paging):
    """Which items."""

    institution: Institution | SkipJsonSchema[None] = Field(None)
    information_class: InformationClass | SkipJsonSchema[None] = Field(None, alias="class")


class ItemUnitFilters(Paging):
    """Which units."""

    institution: Institution | SkipJsonSchema[None] = Field(None)
    province: str = Field("", max_length=2, pattern=r"^([0-9]{2})?$")


def _out(request: HttpRequest, item: RequiredItem, having: int) -> ItemOut:
    return ItemOut(
        code=item.code,
        name=item.name,
        information_class=InformationClass(item.information_class),
        institution=Institution(item.institution) if item.institution else None,
        levels=item.levels,
        update_rule=item.update_rule,
        basis=item.basis,
        units_having=having,
        url=request.build_absolute_uri(reverse("item", args=[item.code])),
    )


def item_of(code: str) -> RequiredItem:
    """The item of this code. Raises Fault."""
    found = RequiredItem.objects.filter(code=code.replace("\0", "")).first()
    if found is None:
        raise not_found()
    return found


@router.get("", response={200: ItemPage, **FAULTS}, url_name="items", operation_id="items")
def items(request: HttpRequest, asked: Query[ItemFilters]) -> ItemPage:
    """All required items in the order of the list."""
    found = RequiredItem.objects.all()
    if asked.institution:
        found = found.filter(institution__in=("", asked.institution.value))
    if asked.information_class:
        found = found.filter(information_class=asked.information_class.value)
    page, following = page_of(found, asked, "position", int)
    having = count_having(page)
    rows = [_out(request, item, having.get(item.pk, 0)) for item in page]
    return ItemPage(data=rows, next_cursor=following)


@router.get("/{code}", response={200: ItemOut, **FAULTS}, url_name="item", operation_id="item")
def item(request: HttpRequest, code: str) -> ItemOut:
    """One required item."""
    found = item_of(code)
    return _out(request, found, count_having([found]).get(found.pk, 0))


@router.get(
    "/{code}/units", response={200: ItemUnitPage, **FAULTS}, url_name="item_units", operation_id="item_units"
)
def item_units(request: HttpRequest, code: str, asked: Query[ItemUnitFilters]) -> ItemUnitPage:
    """Every unit that owes the item, and where it stands."""
    found, today = item_of(code), timezone.localdate()
    units = owing(found, today)
    if asked.institution:
        units = units.of(asked.institution.value)
    if asked.province:
        units = units.filter(province_code=asked.province)
    page, following = page_of(units, asked, "region_code", str)
    rows = CatalogueEntry.objects.filter(item=found, unit__in=page).select_related("publication")
    entries = {row.unit_id: row for row in rows}
    data = [_standing(found, unit, entries.get(unit.pk), today) for unit in page]
    return ItemUnitPage(data=data, next_cursor=following)


def _standing(item: RequiredItem, unit: WorkUnit, entry: CatalogueEntry | None, on: date) -> ItemUnitOut:
    publication = entry.publication if entry else None
    if publication and publication.status != PublicationStatus.PUBLIC:
        publication = None
    on_site = bool(entry and entry.site_verdict in PROVING)
    state = entry_state(
        has_proof=publication is not None or on_site,
        due_on=entry.due_on if entry else None,
        is_waived=bool(entry and entry.waived_at),
        rule_text=item.freshness or "none",
        on=on,
        soon=settings.DUE_SOON,
    )
    return ItemUnitOut(
        unit=unit.slug,
        name=unit.name,
        institution=Institution(unit.institution),
        region_code=unit.region_code,
        state=state,
        publication=publication.pk if publication else None,
        site_url=entry.site_url if entry and on_site else "",
        since=publication.changed_on if publication else entry.site_seen_on if entry and on_site else None,
        due_on=entry.due_on if entry and (publication or on_site) else None,
    )
