"""What units have made public, the newest first; each with its file, its fingerprint and its history."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from pydantic.json_schema import SkipJsonSchema

from terbuka.api.faults import FAULTS, Fault, FaultOut, not_found
from terbuka.api.items import CODE
from terbuka.api.paging import TEXT, Paging, page_of, read, written
from terbuka.api.units import SLUG, today_at
from terbuka.models import Publication, PublicationVersion, WorkUnit
from terbuka.models.catalogue.publications import PublicationSet
from terbuka.models.search import EntryKind
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.duedates import EntryState, state_of
from terbuka.rules.publishing import PublicationKind, PublicationStatus
from terbuka.services.catalogue.reading import public_versions
from terbuka.services.search import find

router = Router(tags=["publications"], by_alias=True)


class FileOut(Schema):
    """The copy that the public gets, with its fingerprint."""

    url: str
    name: str
    type: str
    size: int
    sha256: str


class PublicationOut(Schema):
    """A publication in a list. `link` is where one that lies elsewhere leads, else empty."""

    id: int
    title: str
    summary: str
    kind: PublicationKind
    information_class: InformationClass = Field(serialization_alias="class")
    items: list[str]
    unit: str
    period_from: date | None
    period_to: date | None
    published_at: datetime
    changed_on: date | None
    confirmed_on: date | None
    due_on: date | None
    state: EntryState
    url: str
    link: str
    file: FileOut | None


class VersionOut(Schema):
    """One public version. Who replaced it may have had to: of earlier ones only the fingerprint is told."""

    number: int
    title: str
    published_at: datetime | None
    change_note: str
    size: int | None
    sha256: str | None


class PublicationDetail(PublicationOut):
    """A publication by itself, with the text of one that is a page."""

    status: PublicationStatus
    replaced_by: int | None
    text: str
    versions: list[VersionOut]


class PublicationPage(Schema):
    """One page of the list."""

    data: list[PublicationOut]
    next_cursor: str | None


class PublicationFilters(Paging):
    """Which publications; with `q` those that fit best come first."""

    q: str = Field("", max_length=200, pattern=TEXT)
    unit: str = Field("", max_length=80, pattern=SLUG)
    item: str = Field("", max_length=10, pattern=CODE)
    kind: PublicationKind | SkipJsonSchema[None] = Field(None)
    information_class: InformationClass | SkipJsonSchema[None] = Field(None, alias="class")
    year: Annotated[int, Field(ge=1945, le=2100)] | SkipJsonSchema[None] = Field(None)
    province: str = Field("", max_length=2, pattern=r"^([0-9]{2})?$")


def _narrowed(asked: PublicationFilters) -> PublicationSet:
    found = Publication.objects.public()
    narrow = {
        "unit__slug": asked.unit,
        "unit__province_code": asked.province,
        "kind": asked.kind,
        "public__information_class": asked.information_class,
    }
    found = found.filter(**{name: value for name, value in narrow.items() if value})
    if asked.item:
        found = found.filter(public__items__code=asked.item)
    return found.about_year(asked.year) if asked.year else found


@router.get(
    "", response={200: PublicationPage, **FAULTS}, url_name="publications", operation_id="publications"
)
def publications(request: HttpRequest, asked: Query[PublicationFilters]) -> PublicationPage:
    """What is public now, the newest first; with `q` what fits it best first."""
    if asked.q.strip():
        return _searched(request, asked)
    page, following = page_of(_narrowed(asked).at_hand(), asked, "published_at", datetime, newest=True)
    return PublicationPage(data=[_out(request, row) for row in page], next_cursor=following)


def _searched(request: HttpRequest, asked: PublicationFilters) -> PublicationPage:
    """A page of the search, narrowed once more by what the search does not know: it may hold fewer rows."""
    filters: dict[str, str | int] = {"kind": EntryKind.PUBLICATION.value}
    if asked.unit:
        unit = WorkUnit.objects.filter(slug=asked.unit).values_list("pk", flat=True).first()
        if unit is None:
            return PublicationPage(data=[], next_cursor=None)
        filters["unit"] = unit
    narrow = {
        "province": asked.province,
        "class": asked.information_class and asked.information_class.value,
        "media": asked.kind and asked.kind.value,
    }
    filters |= {name: value for name, value in narrow.items() if value}
    number = (read(asked.cursor, int) or [1])[0]
    found = find(asked.q, filters, page=number, size=asked.limit)
    if number != found.page:
        return PublicationPage(data=[], next_cursor=None)
    keys = [int(hit.entry.key.partition(":")[2]) for hit in found.hits]
    rows = {row.pk: row for row in _narrowed(asked).filter(pk__in=keys).at_hand()}
    more = number * asked.limit < found.total and len(found.hits) == asked.limit
    return PublicationPage(
        data=[_out(request, rows[key]) for key in keys if key in rows],
        next_cursor=written((number + 1,)) if more else None,
    )


@router.get(
    "/{id}",
    response={200: PublicationDetail, 410: FaultOut, **FAULTS},
    url_name="publication",
    operation_id="publication",
)
def publication(request: HttpRequest, id: str) -> PublicationDetail:  # noqa: A002 - the name in the address
    """One publication with its public versions; 410 with the reason for one that was withdrawn."""
    number = int(id) if id.isascii() and id.isdecimal() and len(id) < 16 else 0
    rows = Publication.objects.once_public().exclude(public=None).select_related("unit", "public__released")
    found = rows.filter(pk=number).first()
    if found is None:
        raise not_found()
    if found.status == PublicationStatus.WITHDRAWN:
        raise Fault(410, _("Informasi ini ditarik: %(reason)s") % {"reason": found.end_reason})
    version, is_open = found.public, found.status != PublicationStatus.ARCHIVED
    assert version
    told = _out(request, found)
    return PublicationDetail(
        **told.dict(exclude={"file", "link"}),
        file=told.file if is_open else None,
        link=told.link if is_open else "",
        status=PublicationStatus(found.status),
        replaced_by=found.replaced_by_id,
        text=version.text if is_open else "",
        versions=_versions(public_versions(found)),
    )


def _versions(rows: Iterable[PublicationVersion]) -> list[VersionOut]:
    return [
        VersionOut(
            number=row.number,
            title=row.title,
            published_at=row.published_at,
            change_note=row.change_note,
            size=row.released.size if row.released else None,
            sha256=row.released_id,
        )
        for row in rows
    ]


def _out(request: HttpRequest, row: Publication) -> PublicationOut:
    version = row.public
    assert version
    assert row.published_at
    return PublicationOut(
        id=row.pk,
        title=version.title,
        summary=version.summary,
        kind=PublicationKind(row.kind),
        information_class=InformationClass(version.information_class),
        items=sorted(item.code for item in version.items.all()),
        unit=row.unit.slug,
        period_from=version.period_from,
        period_to=version.period_to,
        published_at=row.published_at,
        changed_on=row.changed_on,
        confirmed_on=row.confirmed_on,
        due_on=row.due_on,
        state=state_of(row.due_on, today_at(row.unit), soon=settings.DUE_SOON),
        url=request.build_absolute_uri(reverse("publication", args=[row.pk])),
        link=version.url,
        file=_file(request, row, version),
    )


def _file(request: HttpRequest, row: Publication, version: PublicationVersion) -> FileOut | None:
    if version.released is None:
        return None
    address = reverse("publication_file", args=[row.pk, version.number])
    return FileOut(
        url=request.build_absolute_uri(address),
        name=version.released_name or f"informasi-{row.pk}",
        type=version.released.mime,
        size=version.released.size,
        sha256=version.released.sha256,
    )
