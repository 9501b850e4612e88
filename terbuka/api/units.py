"""Units: who they are, how their information service is reached, what the public knows of them."""

from datetime import date

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from terbuka.api.faults import FAULTS, not_found
from terbuka.api.paging import TEXT, Paging, page_of
from terbuka.models import Website, WorkUnit
from terbuka.rules.units import Institution, Level
from terbuka.rules.zones import zone_of

router = Router(tags=["units"], by_alias=True)
SLUG = r"^[a-z0-9-]*$"
_SITES = Prefetch("websites", Website.objects.exclude(basis="guess"), to_attr="known_sites")


class UnitOut(Schema):
    """A unit in a list."""

    slug: str
    name: str
    short_name: str
    institution: Institution
    level: Level
    region_code: str
    province_code: str
    url: str


class SiteOut(Schema):
    """An official website; `basis`: seen on a page of the body, or confirmed by the unit."""

    kind: str
    url: str
    basis: str


class AccountOut(Schema):
    """An official account on a network."""

    network: str
    url: str


class ContactsOut(Schema):
    """How the unit says its information service is reached."""

    whatsapp: str
    phone: str
    email: str
    address: str
    hours: str
    social: list[AccountOut]


class UnitDetail(UnitOut):
    """A unit by itself; `valid_to` is the last day of one that has ended."""

    parent: str | None
    zone: str
    valid_from: date | None
    valid_to: date | None
    websites: list[SiteOut]
    contacts: ContactsOut | None
    publications: int


class UnitPage(Schema):
    """One page of the list."""

    data: list[UnitOut]
    next_cursor: str | None


class UnitFilters(Paging):
    """Which units."""

    q: str = Field("", max_length=80, pattern=TEXT)
    institution: Institution | SkipJsonSchema[None] = Field(None)
    level: Level | SkipJsonSchema[None] = Field(None)
    province: str = Field("", max_length=2, pattern=r"^([0-9]{2})?$")


def today_at(unit: WorkUnit) -> date:
    """Today at the unit's place."""
    return timezone.now().astimezone(zone_of(unit.region_code).clock).date()


def unit_out(request: HttpRequest, unit: WorkUnit) -> UnitOut:
    """A unit as lists tell it."""
    return UnitOut(
        slug=unit.slug,
        name=unit.name,
        short_name=unit.short_name,
        institution=Institution(unit.institution),
        level=Level(unit.level),
        region_code=unit.region_code,
        province_code=unit.province_code,
        url=request.build_absolute_uri(reverse("unit", args=[unit.slug])),
    )


@router.get("", response={200: UnitPage, **FAULTS}, url_name="units", operation_id="units")
def units(request: HttpRequest, asked: Query[UnitFilters]) -> UnitPage:
    """Units that exist today, by region."""
    found = WorkUnit.objects.open(timezone.localdate()).named(asked.q)
    if asked.institution:
        found = found.of(asked.institution.value)
    if asked.level:
        found = found.filter(level=asked.level.value)
    if asked.province:
        found = found.filter(province_code=asked.province)
    page, following = page_of(found, asked, "region_code", str)
    return UnitPage(data=[unit_out(request, unit) for unit in page], next_cursor=following)


@router.get("/{slug}", response={200: UnitDetail, **FAULTS}, url_name="unit", operation_id="unit")
def unit(request: HttpRequest, slug: str) -> UnitDetail:
    """One unit; one that has ended stays at its address."""
    public = Count("publications", filter=Q(publications__status="public"))
    rows = WorkUnit.objects.select_related("parent", "profile").prefetch_related(_SITES)
    found = rows.annotate(public=public).filter(slug=slug.replace("\0", "")).first()
    if found is None:
        raise not_found()
    return UnitDetail(
        **unit_out(request, found).dict(),
        parent=found.parent.slug if found.parent else None,
        zone=found.zone,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        websites=[SiteOut(kind=one.kind, url=one.url, basis=one.basis) for one in found.known_sites],
        contacts=_contacts(found),
        publications=found.public,
    )


def _contacts(unit: WorkUnit) -> ContactsOut | None:
    profile = getattr(unit, "profile", None)
    if profile is None or profile.saved_at is None:
        return None
    return ContactsOut(
        whatsapp=profile.whatsapp,
        phone=profile.phone,
        email=profile.email,
        address=profile.address,
        hours=profile.hours,
        social=[AccountOut(network=one["network"], url=one["url"]) for one in profile.social],
    )
