"""What a site allows to robots (RFC 9309), asked once for each origin."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from protego import Protego

from terbuka.crawler.addresses import host_of, origin_of
from terbuka.crawler.answers import Failure, Response
from terbuka.crawler.politeness import Politeness
from terbuka.rules.language import say
from terbuka.rules.pages import Cause

NAME = "TerbukaBot"
# Where the people behind a website can read who asks, and how to opt out.
CONTACT_PAGE = "https://terbuka.example/robot"
LARGEST = 500 * 1024


def user_agent(contact_page: str = CONTACT_PAGE) -> str:
    """`TerbukaBot/<version> (+<contact page>)`."""
    try:
        number = version("terbuka")
    except PackageNotFoundError:
        number = "0"
    return f"{NAME}/{number} (+{contact_page})"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one origin. `failure` says why nothing at all may be asked there."""

    parsed: Protego | None = None
    failure: Failure | None = None
    sitemaps: tuple[str, ...] = ()

    def verdict(self, url: str) -> Failure | None:
        """None where `url` may be asked, else why not."""
        if self.failure is not None:
            return Failure(url, self.failure.cause, self.failure.detail)
        if self.parsed is None or self.parsed.can_fetch(url, NAME):
            return None
        return Failure(
            url, Cause.ROBOTS, str(say("robots.txt situs ini tidak mengizinkan Terbuka membuka alamat ini"))
        )


class Robots:
    """Reads robots.txt through `get` and remembers it for the whole run."""

    def __init__(self, get: Callable[[str], Awaitable[Response | Failure]], politeness: Politeness) -> None:
        self._get = get
        self._politeness = politeness
        self._rules: dict[str, Rules] = {}
        self._asked: dict[str, asyncio.Lock] = {}

    async def rules(self, url: str) -> Rules:
        """The rules of the origin of a normalised address."""
        origin = origin_of(url)
        found = self._rules.get(origin)
        if found is not None:
            return found
        async with self._asked.setdefault(origin, asyncio.Lock()):
            if origin not in self._rules:
                self._rules[origin] = await self._read(origin)
        return self._rules[origin]

    async def _read(self, origin: str) -> Rules:
        answer = await self._get(f"{origin}/robots.txt")
        if isinstance(answer, Failure):
            return _without_rules(answer)
        if answer.is_gone or not answer.body.strip():
            return Rules()
        parsed = Protego.parse(answer.body[:LARGEST].decode("utf-8", "replace"))
        delay = parsed.crawl_delay(NAME)
        if delay:
            self._politeness.slow_down(host_of(origin), delay)
        return Rules(parsed, sitemaps=tuple(parsed.sitemaps)[:5])


def _without_rules(answer: Failure) -> Rules:
    """RFC 9309, 2.3.1: a refusal (4xx) leaves all open, a failing server closes all.

    Where the host itself cannot be reached, the cause is that of the host.
    """
    if answer.status and 400 <= answer.status < 500 and answer.status != 429:
        return Rules()
    if answer.cause in (Cause.REDIRECT_LOOP, Cause.LOGIN):
        # More redirects than a robot must follow count as "not there".
        return Rules()
    if answer.cause is Cause.SERVER_ERROR:
        detail = say(
            "robots.txt situs ini bermasalah (jawaban {status}); selama itu Terbuka tidak boleh membukanya",
            status=answer.status,
        )
        return Rules(failure=Failure(answer.url, Cause.ROBOTS, str(detail), status=answer.status))
    return Rules(failure=answer)
