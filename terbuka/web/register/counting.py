"""A page of totals: for the office itself and for those above it; for everybody else it is not there."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from terbuka.models import WorkUnit
from terbuka.rules.people import Act
from terbuka.web.access import UnitPage, person, today_at, working


def counting[**P](page: UnitPage[P]) -> Callable[..., HttpResponse]:
    """A page that names no applicant and shows no text of a case, for those who may count the cases."""

    @wraps(page)
    def guarded(request: HttpRequest, unit: WorkUnit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not person(request).may(Act.COUNT_CASES, unit, on=today_at(unit)):
            raise Http404
        return page(request, unit, *args, **kwargs)

    return working(Act.SEE)(guarded)
