"""Asks for one address: politely, within bounds of time and memory, hop by hop through redirects."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from terbuka.crawler.addresses import host_of, normalise
from terbuka.crawler.answers import Failure, Response, failure_of_fault, failure_of_status, is_challenge
from terbuka.crawler.bodies import ACCEPTED_ENCODINGS, Body, TooLargeError
from terbuka.crawler.guard import Guard
from terbuka.crawler.politeness import Politeness
from terbuka.crawler.robots import CONTACT_PAGE, Robots, user_agent
from terbuka.crawler.robots import LARGEST as LARGEST_ROBOTS
from terbuka.crawler.traps import is_login
from terbuka.rules.language import say
from terbuka.rules.pages import Cause

_MOVED = (301, 302, 303, 307, 308)
_RETRIED = (Cause.TIMEOUT, Cause.RESET, Cause.SERVER_ERROR)
_NO_BODY_WANTED = ("video/", "audio/")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request: bytes, seconds, hops.

    `wire` and `unpacked` bound a response as sent and after unpacking. A
    response above `small` bytes needs one of `large_at_once` places, held
    until it was dealt with, so bytes in flight stay bounded over all requests.
    `stall` is the longest silence, `total` the longest request; after
    `slow_after` seconds a stream must have brought `slow_bytes` a second.
    """

    wire: int = 10 * 1024 * 1024
    unpacked: int = 20 * 1024 * 1024
    small: int = 256 * 1024
    large_at_once: int = 4
    connect: float = 10.0
    stall: float = 20.0
    total: float = 60.0
    slow_after: float = 15.0
    slow_bytes: float = 1024.0
    backoff: float = 1.0
    redirects: int = 8
    error_page: int = 64 * 1024


class _Lane:
    """The place that one request holds among the large responses, if any."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places = places
        self._holds = False

    async def enter(self) -> None:
        if not self._holds:
            await self._places.acquire()
            self._holds = True

    def leave(self) -> None:
        if self._holds:
            self._places.release()
            self._holds = False


@asynccontextmanager
async def web(
    guard: Guard,
    *,
    connections: int = 32,
    contact_page: str = CONTACT_PAGE,
    trust: ssl.SSLContext | None = None,
) -> AsyncIterator[aiohttp.ClientSession]:
    """A session that dials what `guard` has checked, keeps no cookies, unpacks nothing by itself."""
    headers = {
        "User-Agent": user_agent(contact_page),
        "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
        "Accept-Language": "id,en;q=0.5",
        "Accept-Encoding": ACCEPTED_ENCODINGS,
    }
    async with aiohttp.ClientSession(
        connector=guard.connector(connections=connections, trust=trust),
        headers=headers,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        max_line_size=16384,
        max_field_size=16384,
    ) as session:
        yield session


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Fetcher:
    """Asks for addresses over one session; shared by all crawls of a process."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        guard: Guard,
        politeness: Politeness,
        *,
        limits: Limits = Limits(),
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.politeness = politeness
        self.guard = guard
        self.limits = limits
        self.now = now
        self.robots = Robots(self._robots_file, politeness)
        self._session = session
        self._places = asyncio.Semaphore(limits.large_at_once)
        # The clock below bounds each request; aiohttp's own bounds only the dialling.
        self._timeout = aiohttp.ClientTimeout(total=None, sock_connect=limits.connect)

    @asynccontextmanager
    async def open(self, url: str, *, headers_only: bool = False) -> AsyncIterator[Response | Failure]:
        """The answer to a normalised address, after redirects; its bytes count as in flight meanwhile.

        One retry after a pause for timeouts, resets and server errors, unless
        the server said when to come back (`Failure.retry_after`: then its host
        is held that long, and asking again is the caller's affair).
        """
        lane = _Lane(self._places)
        try:
            answer = await self._follow(url, lane, headers_only=headers_only)
            if isinstance(answer, Failure) and answer.cause in _RETRIED and answer.retry_after is None:
                lane.leave()
                await asyncio.sleep(self.limits.backoff)
                answer = await self._follow(url, lane, headers_only=headers_only)
            if isinstance(answer, Failure) and answer.retry_after:
                self.politeness.hold(host_of(answer.final_url or url), answer.retry_after)
            yield answer
        finally:
            lane.leave()

    async def _follow(self, url: str, lane: _Lane, *, headers_only: bool) -> Response | Failure:
        """Hop through redirects; each hop is checked as if it were asked for by itself."""
        visited: list[str] = []
        here = url
        while len(visited) <= self.limits.redirects and here not in visited:
            visited.append(here)
            refusal = (await self.robots.rules(here)).verdict(here)
            if refusal is not None:
                return Failure(url, refusal.cause, refusal.detail, final_url=here)
            answer = await self._ask(here, lane, headers_only=headers_only)
            if isinstance(answer, str):
                target = answer
                if is_login(target) and not is_login(url):
                    return Failure(url, Cause.LOGIN, str(say("dialihkan ke halaman masuk")), final_url=target)
                here = target
                continue
            return _under(url, here, answer)
        detail = say("alamat ini dialihkan berputar-putar")
        return Failure(url, Cause.REDIRECT_LOOP, str(detail), final_url=here)

    async def _ask(
        self, url: str, lane: _Lane, *, headers_only: bool = False, cut_at: int = 0
    ) -> Response | Failure | str:
        """One request: the response, the failure, or the address that it redirects to."""
        try:
            ip = await self.guard.check(url)
            await self.politeness.turn(host_of(url), ip)
            return await self._exchange(url, lane, headers_only=headers_only, cut_at=cut_at)
        except asyncio.CancelledError:
            raise
        except Exception as fault:
            return failure_of_fault(url, fault)

    async def _exchange(
        self, url: str, lane: _Lane, *, headers_only: bool, cut_at: int
    ) -> Response | Failure | str:
        async with asyncio.timeout(self.limits.stall) as clock:
            reply = await self._session.get(
                URL(url, encoded=True), allow_redirects=False, timeout=self._timeout
            )
            try:
                headers = {name.lower(): value for name, value in reply.headers.items()}
                if reply.status in _MOVED and headers.get("location"):
                    return self._target(url, headers["location"])
                succeeded = 200 <= reply.status < 300
                body = b""
                wire_size = 0
                wanted = not headers_only and not headers.get("content-type", "").startswith(_NO_BODY_WANTED)
                if not succeeded:
                    cut_at = self.limits.error_page
                if wanted or not succeeded:
                    reading = _Reading(self.limits, headers, cut_at)
                    body, wire_size = await reading.read(reply, lane, clock)
            finally:
                # Gives the connection back where all was read, else closes it.
                reply.release()
        return self._judge(url, reply.status, headers, body, wire_size)

    def _target(self, url: str, location: str) -> str | Failure:
        try:
            # Some servers send raw UTF-8 in Location, which the HTTP parser hands on as surrogates.
            readable = location.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            target = normalise(urljoin(url, readable))
        except ValueError:
            target = ""
        if target:
            return target
        return Failure(url, Cause.BLOCKED, str(say("dialihkan ke alamat yang tidak dapat dibuka")))

    def _judge(
        self, url: str, status: int, headers: dict[str, str], body: bytes, wire_size: int
    ) -> Response | Failure:
        at = self.now()
        answer = Response(url, url, status, headers, body, at, wire_size)
        if answer.is_gone:
            return answer
        if not 200 <= status < 300:
            return failure_of_status(url, status, headers, body, at)
        if "cf-mitigated" in headers or (len(body) < 20_000 and is_challenge(body)):
            return Failure(
                url, Cause.BLOCKED, str(say("situs meminta bukti bahwa pembacanya manusia (captcha)")), status
            )
        return answer

    async def _robots_file(self, url: str) -> Response | Failure:
        """robots.txt with one retry; a server that says when to come back soon is waited for."""
        answer = await self._robots_hops(url)
        if isinstance(answer, Failure) and (answer.cause in _RETRIED or answer.retry_after is not None):
            pause = self.limits.backoff if answer.retry_after is None else answer.retry_after
            if pause <= self.limits.total:
                self.politeness.hold(host_of(url), pause)
                await asyncio.sleep(min(pause, self.limits.backoff))
                answer = await self._robots_hops(url)
        return answer

    async def _robots_hops(self, url: str) -> Response | Failure:
        """Through at most five redirects (RFC 9309, 2.3.1.2); the part within its bound is enough."""
        lane = _Lane(self._places)
        here = url
        for _ in range(6):
            answer = await self._ask(here, lane, cut_at=LARGEST_ROBOTS)
            if not isinstance(answer, str):
                return answer
            here = answer
        return Failure(url, Cause.REDIRECT_LOOP)


def _under(url: str, final_url: str, answer: Response | Failure) -> Response | Failure:
    """The last hop's answer as the answer to the address first asked for."""
    if url == final_url:
        return answer
    if isinstance(answer, Response):
        answer.url = url
        return answer
    return Failure(url, answer.cause, answer.detail, answer.status, answer.retry_after, final_url)


class _Reading:
    """Reads one response's body under the bounds; `cut_at` bytes are enough where it is set."""

    def __init__(self, limits: Limits, headers: dict[str, str], cut_at: int) -> None:
        self._limits = limits
        self._cut_at = cut_at
        announced = headers.get("content-length", "")
        if not cut_at and announced.isdigit() and int(announced) > limits.wire:
            raise TooLargeError
        encoding = headers.get("content-encoding", "")
        self._body = Body(encoding, wire_limit=limits.wire, limit=limits.unpacked)

    async def read(
        self, reply: aiohttp.ClientResponse, lane: _Lane, clock: asyncio.Timeout
    ) -> tuple[bytes, int]:
        """The unpacked bytes and how many came over the wire.

        Raises TooLargeError, TimeoutError, BrokenBodyError.
        """
        limits, body = self._limits, self._body
        loop = asyncio.get_running_loop()
        began = loop.time()
        async for chunk in reply.content.iter_any():
            body.add(chunk)
            if self._cut_at and body.size >= self._cut_at:
                break
            if not self._cut_at and body.size > limits.small:
                clock.reschedule(None)
                waited = loop.time()
                await lane.enter()
                began += loop.time() - waited
            now = loop.time()
            if now - began > limits.slow_after and body.wire_size < limits.slow_bytes * (now - began):
                raise TimeoutError
            clock.reschedule(min(now + limits.stall, began + limits.total))
        return body.whole(), body.wire_size
