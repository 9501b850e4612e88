"""Public pages are kept as they were rendered until anything changes, so that many readers cost little.

Every change of state leaves an event: the number of the newest event is the
version of all that the public reads. A page that knows by itself what changes it
is kept through all other events. Readers who are signed in, whose pages carry
their name, always get a fresh page.
"""

import hashlib
import struct
import zlib
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, Concatenate

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.timezone import localdate
from django.utils.translation import get_language

type Page[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]
SECONDS = 300
# What changes a part stands in its key, so that it may stay.
PART_SECONDS = 24 * 3600
_WORTH_PACKING = 400
# A browser asks each time, so that who has just published sees it; a cache before us
# carries ten seconds of a crowd.
_FRESH = "public, max-age=0, s-maxage=10, must-revalidate"
_GZIP = b"\x1f\x8b\x08" + bytes(6) + b"\xff"


@dataclass(frozen=True, slots=True)
class Copy:
    """A page as it went out: its bytes, the same packed, and what tells it from another."""

    body: bytes
    packed: bytes
    etag: str
    kind: str
    disposition: str


# The newest event of all, and the newest load of reference data, each found at the end of an index.
_NEWEST = (
    "SELECT (SELECT MAX(id) FROM terbuka_event), (SELECT MAX(at) FROM terbuka_event WHERE verb = 'load')"
)
_loaded: ContextVar[str] = ContextVar("loaded")


def _newest() -> tuple[str, str]:
    """The newest event and the newest load; plain SQL, because every reader of a page pays for it."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        event, load = cursor.fetchone()
    return str(event), str(load)


def version() -> str:
    """The state of everything the public reads: the newest event, and the day."""
    event, load = _newest()
    _loaded.set(load)
    return f"{event}-{localdate().toordinal()}"


def _load() -> str:
    """The newest load of reference data; within one page it is asked for once."""
    within = _loaded.get(None)
    if within:
        return within
    load = _newest()[1]
    if within is not None:
        _loaded.set(load)
    return load


def kept_part[T](name: str, *about: str, make: Callable[[], T]) -> T:
    """A part of a page, kept in each language until reference data are loaded or `about` says another thing.

    `about` is all else that the part rests on.
    """
    key = hashlib.sha256("-".join((name, *about, _load(), str(get_language()))).encode()).hexdigest()
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


def _copy_of(response: HttpResponse) -> Copy:
    body = bytes(response.content)
    shared: str = getattr(response, "shared_part", "")
    pack = packed(body, shared.encode()) if len(body) > _WORTH_PACKING else b""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = response.headers
    return Copy(body, pack, etag, headers["Content-Type"], headers.get("Content-Disposition", ""))


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
    response.headers["Cache-Control"] = _FRESH
    return get_conditional_response(request, etag=copy.etag, response=response) or response


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
    return request.method in ("GET", "HEAD") and settings.SESSION_COOKIE_NAME not in request.COOKIES


def _kept(request: HttpRequest, state: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The copy of this state, or a fresh one."""
    asked = f"{state} {get_language()} {request.get_host()} {request.get_full_path()}"
    key = hashlib.sha256(asked.encode()).hexdigest()
    store: Any = caches["pages"]
    copy: Copy | None = store.get(key)
    if copy is None:
        response = make()
        if response.status_code != 200:
            return response
        copy = _copy_of(response)
        store.set(key, copy, SECONDS)
    return _answer(request, copy)
