"""Nobody holds all the places at which forms are received.

A form that is sent at a crawl, or not at all, keeps the thread that reads it until its
connection ends, and the server has no clock for that. So each worker receives so many at once
and no more, of one public address a few, and the threads that are left carry pages.
"""

import ipaddress
from collections import Counter
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from django.conf import settings

from terbuka.rules.language import say
from terbuka.services.whence import network_of, origin_of

_BUSY = say("Server sedang menerima banyak kiriman. Tunggu sebentar, lalu kirim lagi.")

type Environment = dict[str, Any]
type StartResponse = Callable[..., Any]
type Application = Callable[[Environment, StartResponse], Iterable[bytes]]


class Bodies:
    """The application, receiving at most `most` forms at once and `each` of one public address."""

    def __init__(self, application: Application, *, most: int, each: int) -> None:
        self._application, self._most, self._each = application, most, each
        self._lock, self._coming = Lock(), Counter[str]()

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """The answer of the application; 503 where too many forms come in."""
        if (environ.get("CONTENT_LENGTH") or "0") == "0":
            return self._application(environ, start_response)
        sender = sender_of(environ)
        if not self._enter(sender):
            return _busy(start_response)
        try:
            return self._application(environ, start_response)
        finally:
            with self._lock:
                self._coming[sender] -= 1
                if not self._coming[sender]:
                    del self._coming[sender]

    def _enter(self, sender: str) -> bool:
        with self._lock:
            if self._coming.total() >= self._most or (sender and self._coming[sender] >= self._each):
                return False
            self._coming[sender] += 1
            return True


def sender_of(environ: Environment) -> str:
    """Who asks, as it is counted; "" for private networks: the office itself, or a proxy nobody named."""
    found = origin_of(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""))
    try:
        is_private = ipaddress.ip_address(found.partition("%")[0]).is_private
    except ValueError:
        return ""
    return "" if is_private else network_of(found)


def _busy(start_response: StartResponse) -> Iterable[bytes]:
    body = f"{_BUSY}\n".encode()
    start_response(
        "503 Service Unavailable",
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("Retry-After", "5"),
        ],
    )
    return [body]


def bounded(application: Application) -> Application:
    """The application, within the bounds of the settings."""
    return Bodies(application, most=settings.FORMS_AT_ONCE, each=settings.FORMS_EACH)
