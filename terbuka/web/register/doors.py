"""Who may read the cases of a unit, what each may do to one, and the rows that their addresses name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from terbuka.models import InformationRequest, WorkUnit
from terbuka.rules.people import Act
from terbuka.web.access import UnitPage, person, today_at, working


@dataclass(frozen=True, slots=True)
class Rights:
    """What this person may do to the cases of a unit. `consent`: to a laxer regime, as its supervisor."""

    serve: bool
    answer: bool
    identity: bool
    consent: bool
    propose: bool


_ACTS = (Act.SERVE, Act.ANSWER_REQUEST, Act.SEE_IDENTITY, Act.ANSWER_OBJECTION, Act.PROPOSE_EXEMPTION)


def rights_of(request: HttpRequest, unit: WorkUnit) -> Rights:
    """What who asks may do today."""
    who, today = person(request), today_at(unit)
    return Rights(*(who.may(act, unit, on=today) for act in _ACTS))


def reading[**P](page: UnitPage[P]) -> Callable[..., HttpResponse]:
    """A page of the office that serves the applicants; for everybody else, also above it, it is not there."""

    @wraps(page)
    def guarded(request: HttpRequest, unit: WorkUnit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not person(request).may(Act.SEE_CASES, unit, on=today_at(unit)):
            raise Http404
        response = page(request, unit, *args, **kwargs)
        # Names of citizens stand here: no browser keeps them for who sits down next.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return working(Act.SEE)(guarded)


def serving[**P](page: UnitPage[P], act: Act = Act.SERVE) -> Callable[..., HttpResponse]:
    """A page for those of the office who may do `act`; its other readers are told that they may not."""

    @wraps(page)
    def guarded(request: HttpRequest, unit: WorkUnit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not person(request).may(act, unit, on=today_at(unit)):
            raise PermissionDenied
        return page(request, unit, *args, **kwargs)

    return reading(guarded)


def case_of(unit: WorkUnit, pk: int) -> InformationRequest:
    """A request of this unit, with who asked. Raises Http404."""
    rows = InformationRequest.objects.filter(unit=unit, pk=pk)
    found = rows.select_related(
        "applicant", "assigned_to", "test", "split_from", "came_from__unit", "notice"
    ).first()
    if found is None:
        raise Http404
    found.unit = unit
    return found


def frame(unit: WorkUnit, **more: Any) -> dict[str, Any]:
    """What every page about cases tells its template."""
    return {"unit": unit, "tab": "cases", "section": "desk", **more}
