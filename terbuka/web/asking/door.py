"""How an applicant comes to the own case: by its code alone, which nobody can guess and nothing repeats.

No cookie of ours gives a right here, so none is set and no form needs one: the code in the
address is the right. It stays out of search engines, of caches, and of what a browser tells
the next site.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from terbuka.models import InformationRequest, Objection
from terbuka.services.pace import counter
from terbuka.services.register.sealing import code_digest, tidy_code
from terbuka.web.bodies import sender_of
from terbuka.web.errors import too_many

type Case = InformationRequest | Objection
type CasePage[**P] = Callable[Concatenate[HttpRequest, Case, P], HttpResponse]

UNKEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow, noarchive"}
SECRET = UNKEPT | {"Referrer-Policy": "no-referrer"}
# Wrong codes of one address, and forms sent from one: in so many seconds so many.
MISSES, SENT = (20, 600), (30, 3600)


def secret(response: HttpResponse) -> HttpResponse:
    """The answer, kept by nobody, its address told to nobody."""
    return _under(response, SECRET)


def unkept(response: HttpResponse) -> HttpResponse:
    """The answer, kept by nobody: what somebody types stands on it."""
    return _under(response, UNKEPT)


def _under(response: HttpResponse, headers: Mapping[str, str]) -> HttpResponse:
    for name, value in headers.items():
        response.headers[name] = value
    return response


def is_over(request: HttpRequest, what: str, share: tuple[int, int], *, counts: bool = True) -> bool:
    """Has this address had its share of `what` (how often, in how many seconds)? Counts this time too.

    Addresses of private networks are those of the office, or of a proxy nobody named: not counted.
    """
    sender = sender_of(request.META)
    if not sender:
        return False
    most, seconds = share
    now = timezone.now().timestamp()
    if counts:
        return counter().count(f"{what} {sender}", most, now, seconds=seconds).is_over
    return not counter().standing(f"{what} {sender}", most, now, seconds=seconds).left


def case_of(code: str) -> Case | None:
    """The case that this code opens. Found by a keyed digest: a wrong code takes as long as a right one."""
    digest = code_digest(tidy_code(code))
    around = ("unit", "applicant")
    request = InformationRequest.objects.filter(code_digest=digest).select_related(*around).first()
    objection = Objection.objects.filter(code_digest=digest).select_related(*around, "request").first()
    return request or objection


def unknown(request: HttpRequest, typed: str = "") -> HttpResponse:
    """No case has this code: says so, whatever the code looked like. 429 where too many were tried."""
    if is_over(request, "code", MISSES):
        return secret(too_many(request))
    shown = {"section": "ask", "typed": typed, "is_unknown": True}
    return secret(render(request, "asking/track.html", shown, status=404))


def opened_by_code[**P](page: CasePage[P]) -> Callable[..., HttpResponse]:
    """A page of one case; it gets the case in place of its code."""

    @csrf_exempt
    @wraps(page)
    def guarded(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if is_over(request, "code", MISSES, counts=False):
            return secret(too_many(request))
        case = case_of(code)
        return unknown(request) if case is None else secret(page(request, case, *args, **kwargs))

    return guarded


def spoken_code(code: str) -> str:
    """A code in groups of five, as people read it out."""
    return "-".join(code[at : at + 5] for at in range(0, len(code), 5))


def is_foreign(request: HttpRequest) -> bool:
    """Does the browser say that a page of another site put this form together?"""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
