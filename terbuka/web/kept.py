"""Public pages are kept as they were rendered until anything changes, so that many readers cost little.

Every change of state leaves an event: the number of the newest event is the
version of all that the public reads. A page that knows by itself what changes it
is kept through all other events. Readers who are signed in, whose pages carry
their name, always get a fresh page.
"""

import hashlib
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, Concatenate

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.timezone import localdate
from django.utils.translation import get_language

type Page[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]
SECONDS = 300
# What changes a part stands in its key, so that it may stay.
PART_SECONDS = 24 * 3600
_WORTH_PACKING = 400
_WAS_KEPT = "was_kept"
# A browser asks each time, so that who has just published sees it; a cache before us
# carries ten seconds of a crowd.
_FRESH = "public, max-age=0, s-maxage=10, must-revalidate"
_GZIP = b"\x1f\x8b\x08" + bytes(6) + b"\xff"


@dataclass(frozen=True, slots=True)
class Copy:
    """A page as it went out: its bytes, the same packed, what tells it from another, since when (seconds)."""

    body: bytes
    packed: bytes
    etag: str
    kind: str
    disposition: str
    changed: int


# The newest event of all, and the newest load of reference data, each found at the end of an index.
NEWEST = "SELECT (SELECT MAX(id) FROM terbuka_event), (SELECT MAX(at) FROM terbuka_event WHERE verb = 'load')"
_loaded: ContextVar[str] = ContextVar("loaded")
# Gives a part by its key and how to make it.
type Keeper = Callable[[str, Callable[[], Any]], Any]
_keeper: ContextVar[Keeper | None] = ContextVar("keeper", default=None)


@contextmanager
def drawn_anew(keeper: Keeper) -> Iterator[None]:
    """Within it every page is drawn, none taken from what is kept; `keeper` has its parts."""
    token = _keeper.set(keeper)
    try:
        yield
    finally:
        _keeper.reset(token)


def _newest() -> tuple[str, str]:
    """The newest event and the newest load; plain SQL, because every reader of a page pays for it."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        event, loaded = cursor.fetchone()
    return str(event), str(loaded)


def version() -> str:
    """The state of everything the public reads: the newest event, and the day."""
    event, loaded = _newest()
    _loaded.set(loaded)
    return f"{event}-{localdate().toordinal()}"


def _load() -> str:
    """The newest load of reference data; within one page it is asked for once."""
    within = _loaded.get(None)
    if within:
        return within
    newest = _newest()[1]
    if within is not None:
        _loaded.set(newest)
    return newest


def kept_part[T](name: str, *about: str, make: Callable[[], T]) -> T:
    """A part of a page, kept in each language until reference data are loaded or `about` says another thing.

    `about` is all else that the part rests on.
    """
    key = hashlib.sha256("-".join((name, *about, _load(), str(get_language()))).encode()).hexdigest()
    keeper = _keeper.get()
    if keeper is not None:
        drawn: T = keeper(key, make)
        return drawn
    store: Any = caches["pages"]
    part: T | None = store.get(key)
    if part is None:
        part = make()
        store.set(key, part, PART_SECONDS)
    return part


def _deflated(part: bytes, ending: int) -> bytes:
    packer = zlib.compressobj(2, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(part) + packer.flush(ending)


@lru_cache(maxsize=16)
def _shared(part: bytes) -> bytes:
    """A part that many pages have in common, packed once for all of them."""
    return _deflated(part, zlib.Z_FULL_FLUSH)


def packed(body: bytes, shared: bytes) -> bytes:
    """The body as gzip (RFC 1952); `shared` is the part of it that other pages have in common, or nothing.

    After a full flush nothing refers back, so that stretches packed apart make one stream.
    """
    before, shared, after = body.partition(shared) if shared else (b"", b"", body)
    stretches = (_deflated(before, zlib.Z_FULL_FLUSH), _shared(shared)) if shared else ()
    ending = struct.pack("<LL", zlib.crc32(body), len(body))
    return b"".join((_GZIP, *stretches, _deflated(after, zlib.Z_FINISH), ending))


def _since(store: Any, page: str, etag: str) -> int:
    """Since when this page says just this, in seconds: what else happened in the country does not count."""
    key = hashlib.sha256(f"since {page}".encode()).hexdigest()
    before: tuple[str, int] | None = store.get(key)
    since = before[1] if before is not None and before[0] == etag else int(time.time())
    store.set(key, (etag, since), PART_SECONDS)
    return since


def etag_of(body: bytes) -> str:
    """What tells these bytes from others, as browsers ask by it."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _copy_of(response: HttpResponse, store: Any, page: str) -> Copy:
    body = bytes(response.content)
    shared: str = getattr(response, "shared_part", "")
    pack = packed(body, shared.encode()) if len(body) > _WORTH_PACKING else b""
    etag = etag_of(body)
    headers = response.headers
    disposition = headers.get("Content-Disposition", "")
    return Copy(body, pack, etag, headers["Content-Type"], disposition, _since(store, page, etag))


def _answer(request: HttpRequest, copy: Copy) -> HttpResponse:
    """The copy, packed where the reader can unpack, or 304 where the reader has it already."""
    takes_packed = bool(copy.packed) and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(copy.packed if takes_packed else copy.body, content_type=copy.kind)
    if takes_packed:
        # Nothing secret stands on a public page, so that packing tells nobody anything.
        response.headers["Content-Encoding"] = "gzip"
    if copy.disposition:
        response.headers["Content-Disposition"] = copy.disposition
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    response.headers["ETag"] = copy.etag
    response.headers["Last-Modified"] = http_date(copy.changed)
    response.headers["Cache-Control"] = _FRESH
    found = get_conditional_response(request, etag=copy.etag, last_modified=copy.changed, response=response)
    return found or response


def kept[**P](page: Page[P]) -> Page[P]:
    """Keep what this public page answers, in each language, until the next event, at most five minutes."""

    @wraps(page)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        token = _loaded.set("")
        try:
            if not _is_stranger(request):
                return page(request, *args, **kwargs)
            return _kept(request, version(), lambda: page(request, *args, **kwargs))
        finally:
            _loaded.reset(token)

    return answer


def kept_by(request: HttpRequest, state: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What `make` answers, kept in each language while `state` stays: all that can change this public page.

    At most five minutes, as every page; what it rests on is kept in parts.
    """
    token = _loaded.set("")
    try:
        return _kept(request, state, make) if _is_stranger(request) else make()
    finally:
        _loaded.reset(token)


def _is_stranger(request: HttpRequest) -> bool:
    is_reading = request.method in ("GET", "HEAD") and _keeper.get() is None
    return is_reading and settings.SESSION_COOKIE_NAME not in request.COOKIES


def was_kept(response: HttpResponse) -> bool:
    """Is this the copy of a page that had been made before?"""
    return bool(getattr(response, _WAS_KEPT, False))


def _kept(request: HttpRequest, state: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The copy of this state, or a fresh one."""
    page = f"{get_language()} {request.get_host()} {request.get_full_path()}"
    key = hashlib.sha256(f"{state} {page}".encode()).hexdigest()
    store: Any = caches["pages"]
    copy: Copy | None = store.get(key)
    if copy is not None:
        kept_answer = _answer(request, copy)
        setattr(kept_answer, _WAS_KEPT, True)
        return kept_answer
    response = make()
    if response.status_code != 200:
        return response
    copy = _copy_of(response, store, page)
    store.set(key, copy, SECONDS)
    return _answer(request, copy)
