"""What every answer carries: the reader's language, and headers that Django does not send itself."""

from collections.abc import Callable
from functools import wraps

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from terbuka.rules import language

Answer = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "bahasa"
_YEAR = 365 * 24 * 3600
_SEEN, WAS_IDLE = "seen", "was_idle"
_BETWEEN_NOTES = 60
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

    One rule for all, signed in or not. An account keeps a language of its own: it
    is written into the cookie by signing in and by choosing it at /akun/bahasa/,
    so it wins over what the browser spoke before. The switch of the header, a GET,
    writes no account: it changes this browser until the next sign-in. Letters
    follow the account. Legal papers are Indonesian whatever is chosen.
    """

    def spoken(request: HttpRequest) -> HttpResponse:
        code = _wish(request)
        with translation.override(code), language.speaking(code):
            response = answer(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ["Cookie"])
        # An answer to programs is open to all origins; they get no cookie.
        is_for_programs = "Access-Control-Allow-Origin" in response.headers
        if request.GET.get("lang") == code and not is_for_programs:
            keep_language(response, code)
        return response

    return spoken


def always_indonesian[**P](page: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """A page that is a legal paper: Indonesian whatever its reader speaks."""

    @wraps(page)
    def spoken(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with translation.override("id"), language.speaking("id"):
            response = page(*args, **kwargs)
        response.headers["Content-Language"] = "id"
        return response

    return spoken


def keep_language(response: HttpResponse, code: str) -> None:
    """Speak `code` to this browser from now on."""
    response.set_cookie(
        LANGUAGE_COOKIE,
        code,
        max_age=_YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )


def sign_out_idle(answer: Answer) -> Answer:
    """End the session of who opened no page for a while; pages that ask by themselves do not count.

    Once a minute it notes the moment, in the session and in the list of sessions
    that its owner sees. A clock set back is noted as it stands. No cache between
    keeps what is shown to somebody signed in.
    """

    def watched(request: HttpRequest) -> HttpResponse:
        is_personal = request.user.is_authenticated
        if is_personal:
            now, seen = int(timezone.now().timestamp()), request.session.get(_SEEN)
            if seen is not None and now - seen > settings.IDLE_SECONDS:
                logout(request)
                request.session[WAS_IDLE] = True
            elif "HX-Polling" not in request.headers and not (seen and 0 <= now - seen < _BETWEEN_NOTES):
                request.session[_SEEN] = now
                if seen:  # at first the sign-in itself has just listed it
                    UserSession.objects.create_from_request(request)
        response = answer(request)
        if is_personal:
            response.headers.setdefault("Cache-Control", "private")
        return response

    return watched
