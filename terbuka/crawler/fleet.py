"""Visits to the websites of many units at once: one event loop in a thread of its own, one politeness.

The thread that sends errands out stays free to judge, to write, and to call an
errand back. All public websites share one session, one reading of each
robots.txt and the three caps; a site on a private network, allowed by its exact
host and port, has a session of its own and no caps.
"""

import asyncio
import queue
from collections.abc import Collection, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from threading import Event, Thread
from types import TracebackType
from typing import Self

from terbuka.crawler.addresses import endpoint_of, normalise
from terbuka.crawler.crawl import Budget, Crawl
from terbuka.crawler.fetch import Fetcher, Limits, web
from terbuka.crawler.guard import Guard
from terbuka.crawler.politeness import Caps, Politeness
from terbuka.crawler.robots import CONTACT_PAGE
from terbuka.rules.pages import Visit

_CONNECTIONS = 512
_BUDGET, _CAPS = Budget(), Caps()
_LIMITS = Limits(large_at_once=16)
_USUAL_PORTS = (80, 443)

type Endpoint = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Errand:
    """One unit's websites to visit; `named` are addresses where people say that something stands."""

    key: int
    addresses: tuple[str, ...]
    named: tuple[str, ...] = ()

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """Host and port of each address."""
        return tuple(endpoint_of(normalise(address)) for address in self.addresses)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an errand brought home: a visit, or the fault that ended it."""

    key: int
    visit: Visit | None = None
    fault: BaseException | None = None


class Fleet:
    """Context manager: `with Fleet() as fleet: fleet.send(errand)`; leaving it calls back what is out.

    `private` are the exact (host, port) pairs on private networks that may be
    visited. Methods are for one thread, the one that entered.
    """

    def __init__(
        self,
        *,
        budget: Budget = _BUDGET,
        private: Collection[Endpoint] = (),
        contact_page: str = CONTACT_PAGE,
        caps: Caps = _CAPS,
    ) -> None:
        self._budget = budget
        self._private = frozenset(private)
        self._contact_page = contact_page
        self._caps = caps
        self._politeness = Politeness(caps)
        self._free = Politeness(Caps.at_rate(0))
        self._done: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._out: dict[int, Future[Visit]] = {}
        self._progress: dict[int, tuple[int, int]] = {}
        self._ready = Event()
        self._shared: Fetcher
        self._loop: asyncio.AbstractEventLoop
        self._closing: asyncio.Event
        self._thread = Thread(target=self._run, name="fleet", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        self._must_live()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for future in self._out.values():
            future.cancel()
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._closing.set)
            self._thread.join()

    def send(self, errand: Errand) -> None:
        """Send one errand out; its key must not be out already."""
        future = asyncio.run_coroutine_threadsafe(self._visit(errand), self._loop)
        self._out[errand.key] = future
        future.add_done_callback(lambda _: self._done.put(errand.key))

    def call_back(self, key: int) -> None:
        """Give an errand up: nothing of it is handed over any more."""
        future = self._out.pop(key, None)
        self._progress.pop(key, None)
        if future is not None:
            future.cancel()

    def returned(self, *, wait: float) -> Iterator[Outcome]:
        """What came back since last asked; waits up to `wait` seconds for the first."""
        self._must_live()
        pause = wait
        while True:
            try:
                key = self._done.get(timeout=pause) if pause else self._done.get_nowait()
            except queue.Empty:
                return
            pause = 0.0
            future = self._out.get(key)
            if future is None or not future.done():
                continue
            del self._out[key]
            self._progress.pop(key, None)
            yield _outcome(key, future)

    def progress(self) -> dict[int, tuple[int, int]]:
        """Addresses opened and addresses known, of each errand that is out."""
        return dict(self._progress)

    def share_caps(self, workers: int) -> None:
        """Take only a part of the three caps: so many workers ask at the same time."""
        whole = self._caps
        self._politeness.caps = Caps(whole.host / workers, whole.ip / workers, whole.domain / workers)

    def _run(self) -> None:
        """The thread: one event loop until the context ends."""
        try:
            with asyncio.Runner() as runner:
                runner.run(self._serve())
        finally:
            self._ready.set()

    def _must_live(self) -> None:
        """Raises RuntimeError where the event loop is gone: waiting for it would never end."""
        if not self._thread.is_alive():
            raise RuntimeError("the event loop of the visits has ended")

    async def _serve(self) -> None:
        self._loop, self._closing = asyncio.get_running_loop(), asyncio.Event()
        guard = Guard()
        async with web(guard, connections=_CONNECTIONS, contact_page=self._contact_page) as session:
            self._shared = Fetcher(session, guard, self._politeness, limits=_LIMITS)
            self._ready.set()
            await self._closing.wait()
            out = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in out:
                task.cancel()
            await asyncio.gather(*out, return_exceptions=True)

    async def _visit(self, errand: Errand) -> Visit:
        """One crawl, in the shared session unless its addresses need a guard of their own."""

        def tell(opened: int, known: int) -> None:
            self._progress[errand.key] = (opened, known)

        async with AsyncExitStack() as stack:
            fetcher = await self._fetcher_for(errand, stack)
            crawl = Crawl(errand.addresses, fetcher, budget=self._budget, named=errand.named, progress=tell)
            visit = await crawl.run()
        # That an address which only a person named is not there is no broken link of the site.
        named = {normalise(url) for url in errand.named}
        real = tuple(link for link in visit.dead_links if link.seen_on or link.url not in named)
        return replace(visit, dead_links=real)

    async def _fetcher_for(self, errand: Errand, stack: AsyncExitStack) -> Fetcher:
        private = self._private & set(errand.endpoints)
        unusual = [place for place in errand.endpoints if place[1] not in _USUAL_PORTS]
        if not private and not unusual:
            return self._shared
        guard = Guard(private or errand.endpoints, private_allowed=bool(private))
        session = await stack.enter_async_context(web(guard, contact_page=self._contact_page))
        return Fetcher(session, guard, self._free if private else self._politeness)


def _outcome(key: int, future: Future[Visit]) -> Outcome:
    try:
        return Outcome(key, visit=future.result())
    except (Exception, CancelledError) as fault:
        return Outcome(key, fault=fault)
