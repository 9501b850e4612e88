"""Answers are kept as they went out until anything public changes; who has them already is told so (304).

Every change of state leaves an event: the newest one that is not about an account
is the state of all that is public, together with the day, on which things go stale.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language

from terbuka.models import Event

SECONDS = 300
# What people do with their own accounts changes nothing that the public reads.
_OWN = ("account", "api_key", "notification", "session")


@dataclass(frozen=True, slots=True)
class Copy:
    """An answer as it went out."""

    body: bytes
    etag: str
    changed: int


@dataclass(frozen=True, slots=True)
class State:
    """The newest event, and since when nothing changed, in whole seconds."""

    event: int
    changed: int
    day: date


def state_now() -> State:
    """One query, answered at the end of an index."""
    rows = Event.objects.exclude(subject_kind__in=_OWN).order_by("-id").values_list("id", "at")
    event, at = rows.first() or (0, None)
    today = timezone.localdate()
    midnight = timezone.make_aware(datetime.combine(today, time()))
    return State(event, int(max(at or midnight, midnight).timestamp()), today)


def kept(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What `make` answers, or its copy; 304 for who has it. Only answers with status 200 are kept."""
    state = state_now()
    asked = f"{state.event} {state.day} {get_language()} {request.get_host()} {request.get_full_path()}"
    name = f"api-{hashlib.sha256(asked.encode()).hexdigest()}"
    store: Any = caches["pages"]
    copy: Copy | None = store.get(name)
    if copy is None:
        response = make()
        if response.status_code != 200:
            return response
        body = bytes(response.content)
        copy = Copy(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"', state.changed)
        store.set(name, copy, SECONDS)
    return _answer(request, copy)


def _answer(request: HttpRequest, copy: Copy) -> HttpResponse:
    response = HttpResponse(copy.body, content_type="application/json; charset=utf-8")
    response.headers["ETag"] = copy.etag
    response.headers["Last-Modified"] = http_date(copy.changed)
    # Kept anywhere, asked for again each time: what is withdrawn is gone at once.
    response.headers["Cache-Control"] = "public, no-cache"
    found = get_conditional_response(request, etag=copy.etag, last_modified=copy.changed, response=response)
    return found or response
