"""How many questions a minute: counted by address, or by key, in each worker's own memory.

A public question must not cost a write to the database, which on SQLite waits for
every other writer; so the count lives in memory, for the minute that runs, of at
most 20,000 callers. The limit therefore holds for each worker process.
"""

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

from terbuka.models import ApiKey
from terbuka.services.whence import origin_of

MOST_CALLERS = 20_000
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Count:
    """Where a caller stands: how many a minute, how many are left, seconds until it begins anew."""

    limit: int
    left: int
    reset: int
    is_over: bool

    def headers(self) -> dict[str, str]:
        """What every answer says of it."""
        told = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.left),
            "RateLimit-Reset": str(self.reset),
        }
        return told | ({"Retry-After": str(self.reset)} if self.is_over else {})


@dataclass(slots=True)
class Counter:
    """The minute that runs, with how often each caller came."""

    most: int = MOST_CALLERS
    minute: int = 0
    callers: OrderedDict[str, int] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def count(self, caller: str, limit: int, now: float) -> Count:
        """Count one question at `now`, in seconds. Of too many callers, who came first is forgotten."""
        minute = int(now // _MINUTE)
        with self.lock:
            if minute != self.minute:
                self.minute = minute
                self.callers.clear()
            came = self.callers.get(caller, 0) + 1
            self.callers[caller] = came
            if len(self.callers) > self.most:
                self.callers.popitem(last=False)
        reset = max(1, _MINUTE - int(now % _MINUTE))
        return Count(limit, max(0, limit - came), reset, came > limit)


COUNTER = Counter()


def caller_of(request: HttpRequest, key: ApiKey | None) -> tuple[str, int]:
    """Who asks and how often a minute they may; an office with IPv6 is known by its /64."""
    if key is not None:
        return f"key:{key.pk}", key.per_minute
    found = origin_of(str(request.META.get("REMOTE_ADDR", "")), request.headers.get("X-Forwarded-For", ""))
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return found[:64], settings.API_RATE
    if address.version == 6:
        return str(
            ipaddress.ip_network(f"{str(address).partition('%')[0]}/64", strict=False)
        ), settings.API_RATE
    return str(address), settings.API_RATE
