"""Who may do what to a unit's catalogue, and the rows that its addresses name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from terbuka.models import Publication, PublicationVersion, WorkUnit
from terbuka.rules.people import Act
from terbuka.rules.publishing import PublicationStatus
from terbuka.services.catalogue.reading import version_on_its_way
from terbuka.web.access import UnitPage, person, today_at, working


@dataclass(frozen=True, slots=True)
class Rights:
    """What this person may do to the catalogue of a unit."""

    collect: bool
    check: bool
    publish: bool

    @property
    def handle(self) -> bool:
        """May drafts be seen: by whoever collects, checks or publishes."""
        return self.collect or self.check or self.publish


def rights_of(request: HttpRequest, unit: WorkUnit) -> Rights:
    """What who asks may do today."""
    who, today = person(request), today_at(unit)
    return Rights(
        *(who.may(act, unit, on=today) for act in (Act.COLLECT, Act.CHECK, Act.PUBLISH)),
    )


def handling[**P](page: UnitPage[P]) -> Callable[..., HttpResponse]:
    """A page for those who collect, check or publish: it may show what is not public yet."""

    @wraps(page)
    def guarded(request: HttpRequest, unit: WorkUnit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not rights_of(request, unit).handle:
            raise PermissionDenied
        return page(request, unit, *args, **kwargs)

    return working(Act.SEE)(guarded)


def publication_of(unit: WorkUnit, pk: int) -> Publication:
    """A publication of this unit that was not thrown away. Raises Http404."""
    rows = Publication.objects.filter(unit=unit).exclude(status=PublicationStatus.DISCARDED.value)
    found = rows.select_related("public__source", "replaced_by__public", "batch", "ended_by").filter(pk=pk)
    row = found.first()
    if row is None:
        raise Http404
    row.unit = unit
    return row


def moving_version(publication: Publication) -> PublicationVersion | None:
    """The version on its way, bound to this very publication; None where there is none."""
    version = version_on_its_way(publication)
    if version is not None:
        version.publication = publication
    return version


def frame(unit: WorkUnit, **more: Any) -> dict[str, Any]:
    """What every page about the catalogue tells its template."""
    return {"unit": unit, "tab": "catalogue", "section": "desk", **more}


def guard_address(publication: Publication) -> str:
    """Where a person decides what the guard found; empty where this installation has no such page."""
    try:
        return reverse("guard", args=[publication.unit.slug, publication.pk])
    except NoReverseMatch:
        return ""
