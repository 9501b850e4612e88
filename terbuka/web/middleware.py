"""What every answer carries: the reader's language, and headers that Django does not send itself."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from terbuka.rules import language

Answer = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "bahasa"
_YEAR = 365 * 24 * 3600
_CLOSED = {
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def close_doors(answer: Answer) -> Answer:
    """Refuse devices and foreign embedding that no page of ours needs."""

    def closed(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, value in _CLOSED.items():
            response.headers.setdefault(name, value)
        return response

    return closed


def _wish(request: HttpRequest) -> str:
    for code in (request.GET.get("lang"), request.COOKIES.get(LANGUAGE_COOKIE)):
        if code in language.LANGUAGES:
            return str(code)
    return str(settings.SPOKEN_FIRST)


def speak(answer: Answer) -> Answer:
    """Speak the reader's language: `?lang=`, else the cookie it left, else the installation's.

    The browser's own wish is not asked: most browsers in Indonesia say English
    for readers of Indonesian. Pages and rules speak the same language.
    """

    def spoken(request: HttpRequest) -> HttpResponse:
        code = _wish(request)
        with translation.override(code), language.speaking(code):
            response = answer(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ["Cookie"])
        if request.GET.get("lang") == code:
            response.set_cookie(
                LANGUAGE_COOKIE,
                code,
                max_age=_YEAR,
                samesite="Lax",
                httponly=True,
                secure=request.is_secure(),
            )
        return response

    return spoken
