"""What every address of the API does around its answer: language, methods, rate, copies, headers.

The API itself is loaded with the first question, so that commands which only need
the addresses of pages start without it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.module_loading import import_string
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import csrf_exempt

from terbuka.rules.language import LANGUAGES, speaking

METHODS = "GET, HEAD, OPTIONS"
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, RateLimit-Limit, RateLimit-Remaining, "
    "RateLimit-Reset, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Authorization, X-API-Key, If-None-Match, If-Modified-Since, "
    "Accept-Language",
    "Access-Control-Max-Age": "86400",
}


@cache
def of_v1(name: str) -> Callable[..., Any]:
    """What the first version of the API calls `name`."""
    found: Callable[..., Any] = import_string(f"terbuka.api.v1.{name}")
    return found


def language_of(request: HttpRequest) -> str:
    """By `?lang=`, else by Accept-Language, else Indonesian."""
    wished = request.GET.get("lang")
    if wished in LANGUAGES:
        return str(wished)
    accepted = request.headers.get("Accept-Language", "")
    first = get_language_from_request(_only(accepted)) if accepted else "id"
    return first if first in LANGUAGES else "id"


def _only(accepted: str) -> HttpRequest:
    """A question that carries this wish and no cookie, which Django would ask first."""
    bare = HttpRequest()
    bare.META["HTTP_ACCEPT_LANGUAGE"] = accepted
    return bare


@contextmanager
def _speaking(code: str) -> Iterator[None]:
    with translation.override(code), speaking(code):
        yield


def door(name: str) -> Callable[..., HttpResponse]:
    """The view of the endpoint `name`, as `v1.py` knows it."""

    @csrf_exempt
    def answer(request: HttpRequest, **parts: Any) -> HttpResponse:
        code = language_of(request)
        with _speaking(code):
            response = _methods(request, name, parts)
        for header, value in _OPEN.items():
            response.headers[header] = value
        response.headers["Content-Language"] = code
        patch_vary_headers(response, ["Accept-Language"])
        return response

    answer.__doc__ = f"The endpoint {name} of the API."
    return answer


def _methods(request: HttpRequest, name: str, parts: dict[str, Any]) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_PREFLIGHT)
    if request.method != "HEAD":
        return _asked(request, name, parts)
    request.method = "GET"
    response = _asked(request, name, parts)
    request.method = "HEAD"
    length = len(response.content)
    response.content = b""
    if response.status_code == 200:
        response.headers["Content-Length"] = str(length)
    return response


def _asked(request: HttpRequest, name: str, parts: dict[str, Any]) -> HttpResponse:
    response: HttpResponse = of_v1("asked")(request, name, parts, at=timezone.now())
    return response
