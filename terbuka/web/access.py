"""Who may open a page: signed in, within the reach of an appointment, else it is not there.

What a person had typed when the session ended is kept until the same person is
back: `hold` lays it by, `held` gives it to the page it belongs to.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from terbuka.models import Account, WorkUnit
from terbuka.rules.people import Act
from terbuka.rules.zones import zone_of
from terbuka.web.moved import current_path

LONGEST_HELD, MOST_HELD = 200_000, 20
OWNER_COOKIE, OWNER_SALT = "orang", "terbuka.held"
_HELD, _MIXED = "held", "held_mixed"
UNKEPT = frozenset({"csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2"})
_STOP_POLLING = 286  # htmx: ask no more

type Page[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]
type UnitPage[**P] = Callable[Concatenate[HttpRequest, WorkUnit, P], HttpResponse]


def today_at(unit: WorkUnit) -> date:
    """Today at the unit's place."""
    return timezone.now().astimezone(zone_of(unit.region_code).clock).date()


def person(request: HttpRequest) -> Account:
    """Who asks. Call it only behind `signed_in` or `working`."""
    assert isinstance(request.user, Account)
    return request.user


def signed_in[**P](page: Page[P]) -> Page[P]:
    """A page for anybody who has signed in; others sign in first and come back with what they typed."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return page(request, *args, **kwargs)

    return guarded


def working[**P](act: Act = Act.SEE) -> Callable[[UnitPage[P]], Callable[..., HttpResponse]]:
    """A page about the work of the unit named by `slug`, for those who may do `act` to it.

    The unit does not exist for who may not see it (404); who may see but not
    act is told so (403).
    """

    def guard(page: UnitPage[P]) -> Callable[..., HttpResponse]:
        @wraps(page)
        def guarded(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            unit = unit_within(person(request), slug, Act.SEE)
            if unit is None:
                raise Http404
            if act is not Act.SEE and not person(request).may(act, unit, on=today_at(unit)):
                raise PermissionDenied
            return page(request, unit, *args, **kwargs)

        return guarded

    return guard


def unit_within(account: Account, slug: str, act: Act) -> WorkUnit | None:
    """The unit of this name where the person may do `act` to it today."""
    found = WorkUnit.objects.filter(slug=slug).select_related("parent__parent").first()
    return found if found and account.may(act, found, on=today_at(found)) else None


def page_of(request: HttpRequest) -> str:
    """Path and query of the page in the reader's window, which a part of it or a form asks from."""
    named = request.headers.get("HX-Current-URL", "")
    if not named and request.method == "POST":
        named = request.headers.get("Referer", "")
    address = urlsplit(named)
    if address.netloc != request.get_host() or not address.path.startswith("/"):
        return request.get_full_path()
    return f"{address.path}?{address.query}" if address.query else address.path


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    return lead_away(request, redirect_to_login(page_of(request)).headers["Location"])


def lead_away(request: HttpRequest, address: str) -> HttpResponse:
    """To another page of ours first, with what was typed kept for the return."""
    if "HX-Polling" in request.headers:
        # The page stays as it is, with what is typed there; its next save leads away.
        return HttpResponse(status=_STOP_POLLING, headers={"HX-Reswap": "none"})
    if request.method == "POST":
        hold(request)
    if "HX-Request" in request.headers:
        # A part of a page cannot be another page: the browser goes there as a whole.
        return HttpResponse(headers={"HX-Redirect": address})
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"sign_in": address}, status=401)
    return redirect(address)


def hold(request: HttpRequest) -> bool:
    """Keep what was typed into a form for its author. False where nobody is known, or it is too long."""
    owner = request.get_signed_cookie(OWNER_COOKIE, default="", salt=OWNER_SALT)
    if not owner or request.session.get(_MIXED):
        return False
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in UNKEPT}
    page = current_path(urlsplit(page_of(request)).path)
    kept = [
        *request.session.get(_HELD, []),
        {"path": current_path(request.path), "page": page, "fields": fields, "owner": owner},
    ]
    kept = kept[-MOST_HELD:]
    while kept and sum(_length(one) for one in kept) > LONGEST_HELD:
        kept = kept[1:]
    request.session[_HELD] = kept
    return bool(kept)


def _length(entry: dict[str, Any]) -> int:
    return sum(len(value) for values in entry["fields"].values() for value in values)


def held(request: HttpRequest, path: str = "") -> dict[str, list[str]] | None:
    """What the same person had typed on this page when the session ended, the latest first, each given once.

    `path`: only what was sent to that address, on a page that holds several forms.
    """
    kept: list[dict[str, Any]] = request.session.get(_HELD, [])
    for number in reversed(range(len(kept))):
        entry = kept[number]
        is_here = entry["path"] == path if path else request.path in (entry["path"], entry["page"])
        if is_here and entry["owner"] == str(request.user.pk):
            request.session[_HELD] = kept[:number] + kept[number + 1 :]
            fields: dict[str, list[str]] = entry["fields"]
            return fields
    return None


def has_held(request: HttpRequest) -> bool:
    """Is something kept here, to be given back after signing in?"""
    return bool(request.session.get(_HELD))


def own_held(request: HttpRequest) -> None:
    """Called at sign-in: throw away what others had typed in this browser.

    Where another person was here before, forms still open may be theirs: what
    comes from them is not kept in this session.
    """
    before = request.get_signed_cookie(OWNER_COOKIE, default="", salt=OWNER_SALT)
    mine = [one for one in request.session.get(_HELD, []) if one["owner"] == str(request.user.pk)]
    request.session[_HELD] = mine
    if before and before != str(request.user.pk):
        request.session[_MIXED] = True
