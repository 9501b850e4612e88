"""Who asks for very much waits, so that others need not: forms without measure, pages at full speed.

Pages are counted by address, in stretches of ten seconds, and only where they had to be
made anew: a crowd behind one address that reads the same page costs next to nothing and
is never refused. Who is signed in is not counted. Addresses of private networks are those of
the office itself, or of a proxy that the settings do not name: they are not counted either.
"""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from terbuka.services.pace import counter
from terbuka.web.bodies import sender_of
from terbuka.web.errors import too_large, too_many
from terbuka.web.kept import was_kept

Answer = Callable[[HttpRequest], HttpResponse]
STRETCH = 10
# So many bytes of a form's words count as one page more.
_A_VISIT = 20_000
# They count for themselves, or must answer whatever else happens.
_APART = ("/api/v1/", "/healthz", "/whatsapp/")


def bound_forms(answer: Answer) -> Answer:
    """Refuse a form that is larger than the installation takes, before a byte of it is read."""

    def bounded(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        size = int(length[:18]) if length.isdecimal() else 0
        if size > (most := settings.FORM_LARGEST) or size > (most := _most(request, size)):
            return too_large(request, most)
        return answer(request)

    return bounded


def _most(request: HttpRequest, size: int) -> int:
    """How large a form may be: who is signed in has files to bring; all others write and prove a little."""
    is_small = size <= settings.FORM_OPEN
    return settings.FORM_LARGEST if is_small or SESSION_KEY in request.session else settings.FORM_OPEN


def keep_pace(answer: Answer) -> Answer:
    """Answer 429 to an address that has had its share of freshly made pages."""

    def paced(request: HttpRequest) -> HttpResponse:
        sender = "" if request.path.startswith(_APART) else sender_of(request.META)
        if not sender or request.user.is_authenticated:
            return answer(request)
        caller = f"page {sender}"
        share = max(1, settings.PAGE_RATE * STRETCH // 60)
        now = timezone.now().timestamp()
        standing = counter().standing(caller, share, now, seconds=STRETCH)
        if not standing.left:
            return _later(request, standing.reset)
        response = answer(request)
        if not was_kept(response):
            counter().count(caller, share, now, seconds=STRETCH, visits=1 + _words(request) // _A_VISIT)
        return response

    return paced


def _words(request: HttpRequest) -> int:
    """Bytes of a form that brings words alone: reading them takes longer than making a page."""
    is_words = request.content_type == "application/x-www-form-urlencoded"
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length[:18]) if is_words and length.isdecimal() else 0


def _later(request: HttpRequest, seconds: int) -> HttpResponse:
    """To come back in so many seconds; a page that is drawn once, for it must cost least of all."""
    body = _refusal(str(get_language()), request.get_host())
    return HttpResponse(body, status=429, headers={"Retry-After": str(seconds), "Cache-Control": "no-store"})


@lru_cache(maxsize=32)
def _refusal(_language: str, host: str) -> bytes:
    """The page as a reader of the front page would see it: it names nothing of who asks."""
    plain = HttpRequest()
    plain.method, plain.path, plain.path_info = "GET", "/", "/"
    plain.META = {"SERVER_NAME": host.partition(":")[0], "SERVER_PORT": "80", "HTTP_HOST": host}
    return bytes(too_many(plain).content)
