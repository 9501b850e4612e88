"""Who may open the consequence tests of a unit, and the rows that their addresses name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from terbuka.models import ConsequenceTest, ExemptDocument, WorkUnit
from terbuka.rules.exemption import TestStatus
from terbuka.rules.people import Act
from terbuka.web.access import UnitPage, person, today_at, working


@dataclass(frozen=True, slots=True)
class Rights:
    """What this person may do about exempt information at a unit; `collect`: only read it."""

    collect: bool
    propose: bool
    decide: bool


def rights_of(request: HttpRequest, unit: WorkUnit) -> Rights:
    """What who asks may do today."""
    who, today = person(request), today_at(unit)
    acts = (Act.COLLECT, Act.PROPOSE_EXEMPTION, Act.DECIDE_EXEMPTION)
    return Rights(*(who.may(act, unit, on=today) for act in acts))


def handling[**P](page: UnitPage[P]) -> Callable[..., HttpResponse]:
    """A page for the office itself: it may show what is not decided yet."""

    @wraps(page)
    def guarded(request: HttpRequest, unit: WorkUnit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        rights = rights_of(request, unit)
        if not (rights.collect or rights.propose or rights.decide):
            raise PermissionDenied
        return page(request, unit, *args, **kwargs)

    return working(Act.SEE)(guarded)


def all_tests(unit: WorkUnit) -> QuerySet[ConsequenceTest]:
    """The tests of a unit and those handed up to it, without what was thrown away."""
    rows = ConsequenceTest.objects.filter(Q(unit=unit) | Q(escalated_to=unit))
    return rows.exclude(status=TestStatus.DISCARDED.value).select_related(
        "unit__parent__parent", "escalated_to__parent__parent"
    )


def found_test(unit: WorkUnit, pk: int, *, is_own: bool = False) -> ConsequenceTest:
    """A test under this unit's address; `is_own`: not one that was handed up to it. Raises Http404."""
    found = all_tests(unit).filter(pk=pk).first()
    if found is None or (is_own and found.unit_id != unit.pk):
        raise Http404
    return found


def document_of(test: ConsequenceTest, pk: int) -> ExemptDocument:
    """A document of the test. Raises Http404."""
    found = test.documents.filter(pk=pk).select_related("item").first()
    if found is None:
        raise Http404
    found.test = test
    return found


def frame(unit: WorkUnit, **more: Any) -> dict[str, Any]:
    """What every page about exempt information tells its template."""
    return {"unit": unit, "tab": "catalogue", "section": "desk", **more}
