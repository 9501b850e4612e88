"""Pages for what went wrong: what happened and what to do next."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from terbuka.models import Account
from terbuka.rules.people import Act
from terbuka.services.units import still_open
from terbuka.web.access import UNKEPT, hold, page_of, today_at, unit_within
from terbuka.web.moved import moved

# What forms carry of their own accord.
_UNSEEN = frozenset({"version", "next"})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form cannot be read; 413 where its words are more than is read."""
    if isinstance(exception, TooManyFieldsSent):
        # Every page reads its own address; this one cannot be read.
        request.GET = QueryDict()
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return render(request, "400.html", status=400)


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """413: more than the `most` bytes that are taken; nothing is kept of it."""
    return render(request, "413.html", {"most": most // 1024 // 1024}, status=413)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the page exists, but not for this reader, or its unit has ended."""
    return _ended(request) or render(request, "403.html", status=403)


def _ended(request: HttpRequest) -> HttpResponse | None:
    """Why nothing new begins at a unit that has ended, with what was typed; None for any other."""
    reader, match = getattr(request, "user", None), request.resolver_match
    if not isinstance(reader, Account) or match is None or "slug" not in match.kwargs:
        return None
    unit = unit_within(reader, match.kwargs["slug"], Act.SEE)
    if unit is None or not unit.has_ended(today_at(unit)):
        return None
    typed = [
        value
        for name, values in request.POST.lists()
        if name not in UNKEPT and name not in _UNSEEN
        for value in values
        if value
    ]
    context = {"unit": unit, "reason": still_open(unit, today_at(unit)).reason, "typed": typed}
    return render(request, "units/ended.html", context, status=403)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that came without its token, mostly because one signed in again in another tab.

    What was typed is kept for its page only where the browser itself says that the
    form is ours; a foreign page must not put words into a form.
    """
    reader = getattr(request, "user", None)
    is_ours = (
        bool(reader and reader.is_authenticated) and request.headers.get("Sec-Fetch-Site") == "same-origin"
    )
    back = page_of(request) if is_ours and hold(request) else ""
    answer = render(request, "403_csrf.html", {"back": back}, status=403)
    if back and "HX-Request" in request.headers:
        answer.headers["HX-Redirect"] = back
    return answer


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing is there; offers the search for units. Where the unit was renamed, leads to it."""
    return moved(request) or render(request, "404.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many requests from one place; the sign-in library asks for this page."""
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Shows no data, so that it cannot fail for the same cause."""
    return render(request, "500.html", status=500)
