"""Pages of a unit that was renamed: what stands under its former address now."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from terbuka.models import FormerSlug

_NAMES_A_UNIT = "slug"


def _now(match: ResolverMatch | None) -> str | None:
    """The address today of a page whose unit had another one; None for all other pages."""
    if match is None or _NAMES_A_UNIT not in match.kwargs:
        return None
    former = FormerSlug.objects.filter(slug=match.kwargs[_NAMES_A_UNIT]).select_related("unit").first()
    if former is None:
        return None
    return reverse(match.view_name, kwargs=match.kwargs | {_NAMES_A_UNIT: former.unit.slug})


def moved(request: HttpRequest) -> HttpResponse | None:
    """The way to the page where it is now, the query kept; None where no unit of this name was renamed.

    A form is sent on as it is (308), so that nothing typed is lost. The browser
    asks again each time: a name may come back.
    """
    address = _now(request.resolver_match)
    if address is None:
        return None
    query = urlsplit(request.get_full_path()).query
    answer = HttpResponsePermanentRedirect(
        f"{address}?{query}" if query else address, preserve_request=request.method not in ("GET", "HEAD")
    )
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def current_path(path: str) -> str:
    """The path of a page as its address is today."""
    try:
        return _now(resolve(path)) or path
    except Resolver404:
        return path
