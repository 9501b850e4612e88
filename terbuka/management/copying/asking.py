"""Asking the portal for a page as a stranger's browser would, through its middleware, without a network."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse, StreamingHttpResponse

from terbuka.management.copying.places import Place
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.web.middleware import LANGUAGE_COOKIE

# A publication that ended answers with why; that is its page.
_TAKEN = (200, 410)
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answers. `moved_to` is set where it leads elsewhere; `is_there` is False for 404."""

    body: Iterable[bytes]
    is_html: bool
    is_there: bool = True
    moved_to: str = ""


def stranger(address: str, language: str) -> WSGIRequest:
    """The request of somebody who is not signed in and speaks this language."""
    path, _mark, query = address.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": settings.SITE.hostname,
        "SERVER_PORT": str(settings.SITE.port or 80),
        "HTTP_HOST": settings.SITE.netloc,
        "HTTP_X_FORWARDED_PROTO": settings.SITE.scheme,
        "HTTP_COOKIE": f"{LANGUAGE_COOKIE}={language}",
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": settings.SITE.scheme,
        "wsgi.input": BytesIO(),
    }
    request = WSGIRequest(environ)
    request.user = AnonymousUser()
    return request


class Portal:
    """The portal of this installation, asked within this process."""

    def __init__(self) -> None:
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def ask(self, place: Place) -> Answer:
        """What an address answers. Raises BadInput where the portal fails to draw it."""
        response = self._handler.get_response(stranger(place.address, place.language))
        if response.status_code in _MOVED:
            return Answer((), is_html=True, moved_to=response.headers["Location"])
        if response.status_code == 404:
            return Answer((), is_html=True, is_there=False)
        if response.status_code not in _TAKEN:
            raise BadInput(
                say(
                    "Halaman {address} tidak dapat digambar (jawabannya {code}), jadi salinan belum lengkap; "
                    "perbaiki lalu jalankan lagi.",
                    address=place.address,
                    code=response.status_code,
                )
            )
        is_html = response.headers["Content-Type"].startswith("text/html")
        if isinstance(response, StreamingHttpResponse):
            return Answer(_streamed(response), is_html)
        assert isinstance(response, HttpResponse)
        return Answer((response.content,), is_html)


def _streamed(response: StreamingHttpResponse) -> Iterable[bytes]:
    parts: Any = response.streaming_content
    try:
        yield from parts
    finally:
        # Not `close()`: it would tell the database that a reader has left.
        for closer in response._resource_closers:  # type: ignore[attr-defined]
            closer()
        response._resource_closers.clear()  # type: ignore[attr-defined]
