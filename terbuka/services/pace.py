"""How often a caller came within a stretch of time, counted for all workers of this machine.

A public question must not cost a write to the database, which on SQLite waits for
every other writer. So the counts lie in a small file of the data folder that all
workers map into their memory: callers are counted in two fields each, chosen by a keyed
hash, and the lower one counts (a count-min sketch, Cormode and Muthukrishnan 2005):
nobody is counted short, and the file never grows. Several machines count apart.
"""

import contextlib
import hashlib
import mmap
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from django.conf import settings

try:
    import fcntl
except ImportError:  # a system without such locks counts a little short under load
    fcntl = None  # type: ignore[assignment]

# Two rows of fields; each holds the stretch it counts for, and how often somebody came in it.
FIELDS, ROWS = 1 << 15, 2
_FIELD = struct.Struct("<II")
_WHOLE = 0xFFFFFFFF
_SIZE = FIELDS * ROWS * _FIELD.size


@dataclass(frozen=True, slots=True)
class Count:
    """Where a caller stands: how often they may come, how often yet, seconds until it begins anew."""

    limit: int
    left: int
    reset: int
    is_over: bool


class Counter:
    """Counts in the file `place`, which is made at the first question and may be deleted at any time."""

    def __init__(self, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        self._lock = Lock()
        self._file = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
        if os.fstat(self._file).st_size < _SIZE:
            os.ftruncate(self._file, _SIZE)
        self._fields = mmap.mmap(self._file, _SIZE)

    def count(self, caller: str, limit: int, now: float, *, seconds: int = 60, visits: int = 1) -> Count:
        """Count a visit at `now`, in seconds since 1970; `limit` visits a stretch of `seconds` are free.

        `visits`: as how many it counts.
        """
        places, stretch = _places(caller, seconds), int(now // seconds) & _WHOLE
        with self._alone():
            held = self._held(places, stretch)
            came = min(held) + visits
            for place, before in zip(places, held, strict=True):
                _FIELD.pack_into(self._fields, place, stretch, max(before, came))
        return _told(came, limit, now, seconds)

    def standing(self, caller: str, limit: int, now: float, *, seconds: int = 60) -> Count:
        """The same without counting it."""
        return _told(
            min(self._held(_places(caller, seconds), int(now // seconds) & _WHOLE)), limit, now, seconds
        )

    def _held(self, places: list[int], stretch: int) -> list[int]:
        """How many came in this stretch, as each field says."""
        fields = [_FIELD.unpack_from(self._fields, place) for place in places]
        return [came if at == stretch else 0 for at, came in fields]

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """No other thread and no other worker counts meanwhile."""
        with self._lock:
            if fcntl:
                fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                if fcntl:
                    fcntl.lockf(self._file, fcntl.LOCK_UN)

    def forget(self) -> None:
        """Begin anew with everybody."""
        self._fields[:] = bytes(_SIZE)


def _places(caller: str, seconds: int) -> list[int]:
    """Where this caller is counted; nobody who does not know our key can choose a field."""
    key, told = settings.SECRET_KEY.encode()[:64], f"{seconds} {caller}".encode()
    halves = struct.unpack("<II", hashlib.blake2b(told, key=key, digest_size=8).digest())
    return [_FIELD.size * (row * FIELDS + half % FIELDS) for row, half in enumerate(halves)]


def _told(came: int, limit: int, now: float, seconds: int) -> Count:
    return Count(limit, max(0, limit - came), max(1, seconds - int(now % seconds)), came > limit)


@cache
def counter() -> Counter:
    """The one of this process."""
    return Counter(Path(settings.DATA) / "pace")
