"""How often a host, a machine and an owner may be asked: three caps over a whole run."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from terbuka.crawler.addresses import registrable_domain

LONGEST_CRAWL_DELAY = 10.0
HOST_RATE, IP_RATE, DOMAIN_RATE = 1.0, 4.0, 20.0


@dataclass(frozen=True, slots=True)
class Caps:
    """Requests a second for one host, one IP address, one registrable domain; 0 is no limit."""

    host: float = HOST_RATE
    ip: float = IP_RATE
    domain: float = DOMAIN_RATE

    @classmethod
    def at_rate(cls, rate: float) -> "Caps":
        """The caps when `rate` requests a second are asked for per host.

        0 lifts all three; a rate above a wider cap lifts that cap to it.
        """
        return cls(0, 0, 0) if rate == 0 else cls(rate, max(rate, IP_RATE), max(rate, DOMAIN_RATE))


class Politeness:
    """Lets each request wait for its turn. One object serves all crawls of a process."""

    def __init__(
        self,
        caps: Caps = Caps(),
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.caps = caps
        self._clock = clock
        self._sleep = sleep
        self._free_at: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    def slow_down(self, host: str, delay: float) -> None:
        """Keep `delay` seconds between requests (a site's Crawl-delay), at most 10."""
        if self.caps.host:
            self._delays[host] = min(delay, LONGEST_CRAWL_DELAY)

    def hold(self, host: str, seconds: float) -> None:
        """Ask `host` nothing for `seconds`: it said so itself (Retry-After)."""
        until = self._clock() + seconds
        self._free_at[f"host {host}"] = max(until, self._free_at.get(f"host {host}", 0.0))

    def waiting_time(self, host: str) -> float:
        """Seconds until `host` may be asked again, 0 when it may be now."""
        return max(0.0, self._free_at.get(f"host {host}", 0.0) - self._clock())

    async def turn(self, host: str, ip: str) -> None:
        """Return when a request to `host` at `ip` may leave."""
        if not self.caps.host and f"host {host}" not in self._free_at:
            return
        intervals = {
            f"host {host}": max(_interval(self.caps.host), self._delays.get(host, 0.0)),
            f"ip {ip}": _interval(self.caps.ip),
            f"domain {registrable_domain(host)}": _interval(self.caps.domain),
        }
        # One request a host stands in line for the wider caps, so that a slow
        # host does not book them far ahead for its whole queue.
        async with self._turns.setdefault(host, asyncio.Lock()):
            while (pause := self._pause(intervals)) > 0:
                await self._sleep(pause)
            now = self._clock()
            for key, interval in intervals.items():
                self._free_at[key] = now + interval

    def _pause(self, intervals: dict[str, float]) -> float:
        return max(self._free_at.get(key, 0.0) for key in intervals) - self._clock()


def _interval(rate: float) -> float:
    return 1 / rate if rate else 0.0
