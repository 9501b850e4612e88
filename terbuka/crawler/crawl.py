"""Visits the websites of one unit within a budget and brings home what is there, what not, what failed."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from terbuka.crawler import sitemaps
from terbuka.crawler.addresses import host_of, normalise, origin_of
from terbuka.crawler.answers import Failure, Response
from terbuka.crawler.boilerplate import Fetched, clean
from terbuka.crawler.discovery import Discovery
from terbuka.crawler.extract import HtmlFacts, Menus, read_html
from terbuka.crawler.fetch import Fetcher
from terbuka.crawler.filehosts import asks_for_access, is_file_host, names_document, names_file
from terbuka.crawler.frontier import Entry, Frontier, State
from terbuka.documents.apart import open_apart
from terbuka.documents.opening import Opened, sniff
from terbuka.rules.language import say
from terbuka.rules.pages import Cause, DeadLink, File, Kind, Link, NotLooked, Page, SiteVisit, Visit

_MEGABYTE = 1024 * 1024
# A host that failed so often in a row is left alone for the rest of the crawl.
_FAILURES_TO_LEAVE = 5
_UNREACHABLE = (Cause.DNS, Cause.REFUSED, Cause.RESET, Cause.TLS, Cause.TLS_EXPIRED, Cause.TIMEOUT)
_FOR_MACHINES = ("application/json", "text/css", "javascript", "text/xml", "application/xml", "rss", "atom")
_MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Budget:
    """Bounds of one crawl: pages and documents opened, links deep, seconds, bytes on the wire.

    `off_site` documents and links to other hosts are looked at last, within
    an eighth of the pages and of the time.
    """

    pages: int = 400
    depth: int = 6
    seconds: float = 900.0
    bytes: int = 300 * _MEGABYTE
    off_site: int = 60
    at_once: int = 16

    @property
    def most_requests(self) -> int:
        """Requests in all, so that a site of dead links ends too."""
        return 3 * self.pages + 50


class Crawl:
    """One crawl of one unit's addresses. `run` once; `stop` ends it early with what was found.

    `named` are addresses where people say something stands; they are opened early.
    `keep` is called with each response whose content was taken (for an archive),
    `progress` with the numbers of opened and of waiting addresses.
    """

    def __init__(
        self,
        starts: Sequence[str],
        fetcher: Fetcher,
        *,
        budget: Budget = Budget(),
        named: Sequence[str] = (),
        keep: Callable[[Response, str], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        per_host = 4 if fetcher.politeness.caps.host else budget.at_once
        self._starts = tuple(starts)
        self._fetcher = fetcher
        self._budget = budget
        self._keep = keep
        self._progress = progress
        self._found = Discovery([normalise(url) for url in starts], max_depth=budget.depth, per_host=per_host)
        self._found.meet_named(named)
        self._opened: list[tuple[Entry, Fetched]] = []
        self._facts: dict[str, HtmlFacts] = {}
        self._menus = Menus()
        self._failures: list[tuple[Entry, Failure]] = []
        self._dead: list[tuple[Entry, int]] = []
        self._in_a_row: Counter[str] = Counter()
        self._certificates: dict[str, date | None] = {}
        self._requests = 0
        self._bytes = 0
        self._busy = 0
        self._maps = 0
        self._wake = asyncio.Event()
        self._clock: asyncio.Timeout | None = None
        self._ends_at = 0.0
        self._is_stopped = False

    def stop(self) -> None:
        """End now; what still waits is reported as not looked at."""
        self._is_stopped = True
        if self._clock is not None:
            self._clock.reschedule(asyncio.get_running_loop().time())

    async def run(self) -> Visit:
        """Crawl and return what was found. Never raises for what a website does."""
        began = self._fetcher.now()
        started = asyncio.get_running_loop().time()
        await self._phase(self._found.on_site, until=started + self._budget.seconds * 7 / 8)
        await self._phase(self._found.off_site, until=started + self._budget.seconds)
        return self._visit(began)

    async def _phase(self, frontier: Frontier, *, until: float) -> None:
        """Work through one frontier with all hands until it is empty or the time is over."""
        if self._is_stopped:
            return
        self._ends_at = until
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until) as self._clock:
                async with asyncio.TaskGroup() as hands:
                    for _ in range(self._budget.at_once):
                        hands.create_task(self._work(frontier))
                    if frontier is self._found.on_site:
                        for entry in self._found.starts:
                            hands.create_task(self._read_map(entry))
        self._clock = None

    async def _work(self, frontier: Frontier) -> None:
        while True:
            entry = self._next(frontier)
            if entry is None:
                if not self._busy and not self._maps:
                    self._wake.set()
                    return
                self._wake.clear()
                await self._wake.wait()
                continue
            self._busy += 1
            try:
                await self._look(entry, frontier)
            finally:
                frontier.done(entry)
                self._busy -= 1
                self._wake.set()

    def _next(self, frontier: Frontier) -> Entry | None:
        """The next address to open, None where nothing waits or the budget does not allow more."""
        reserved = 0
        most = self._budget.pages
        if frontier is self._found.on_site:
            reserved = min(len(self._found.off_site), most // 8, self._budget.off_site)
        full = len(self._opened) + self._busy >= most - reserved
        if full or self._requests >= self._budget.most_requests or self._bytes >= self._budget.bytes:
            return None
        while (entry := frontier.pop()) is not None:
            twin_was_opened = entry.twin is not None and entry.twin.url in self._facts
            if not self._found.needs_no_visit(entry, twin_was_opened=twin_was_opened):
                break
            entry.state = State.DONE
            frontier.done(entry)
        return entry

    async def _look(self, entry: Entry, frontier: Frontier) -> None:
        """Open one address and take in what came."""
        is_off_site = frontier is self._found.off_site
        if is_off_site and not (entry.is_worth or entry.in_content):
            entry.state = State.DONE
            return
        self._requests += 1
        entry.tries += 1
        headers_only = is_off_site and not entry.is_worth
        async with self._fetcher.open(entry.target, headers_only=headers_only) as answer:
            if isinstance(answer, Failure):
                if not headers_only:
                    self._failed(entry, answer, frontier)
            elif answer.is_gone:
                self._dead.append((entry, answer.status))
            elif not headers_only:
                self._in_a_row[host_of(entry.target)] = 0
                self._bytes += answer.wire_size
                await self._take(entry, answer)
        if entry.state is State.TAKEN:
            entry.state = State.DONE
        if self._progress is not None:
            self._progress(len(self._opened), len(frontier))

    def _failed(self, entry: Entry, failure: Failure, frontier: Frontier) -> None:
        """Ask again later where the server said when, else remember the failure; leave dead hosts."""
        host = host_of(failure.final_url or entry.target)
        if failure.retry_after is not None:
            left = self._ends_at - asyncio.get_running_loop().time()
            if entry.tries < _MOST_TRIES and self._fetcher.politeness.waiting_time(host) < left:
                frontier.put_back(entry)
                return
            self._leave(host, failure, frontier)
        self._failures.append((entry, failure))
        if failure.cause in _UNREACHABLE:
            self._in_a_row[host] += 1
            if failure.cause is Cause.DNS or self._in_a_row[host] >= _FAILURES_TO_LEAVE:
                self._leave(host, failure, frontier)

    def _leave(self, host: str, failure: Failure, frontier: Frontier) -> None:
        """Nothing more is asked of `host`; what waits there shares its fate."""
        for entry in list(frontier.waiting(host)):
            entry.state = State.DONE
            self._failures.append((entry, failure))

    async def _take(self, entry: Entry, answer: Response) -> None:
        """Read the content of a response; a page known by another address is not taken twice."""
        if self._found.is_known_page(entry, answer.final_url):
            return
        kind = sniff(answer.body, answer.name)
        content: HtmlFacts | Opened
        if _is_web_page(answer, kind):
            facts = read_html(
                answer.body, url=answer.final_url, content_type=answer.content_type, menus=self._menus
            )
            twin_facts = self._facts.get(entry.twin.url) if entry.twin is not None else None
            if self._found.repeats(entry, facts, twin_facts):
                return
            self._facts[entry.url] = facts
            if self._found.scope.place(normalise(answer.final_url)) >= 0:
                self._found.meet_all(facts, entry)
            if (cause := _closed(facts, entry)) is not None:
                self._failures.append((entry, Failure(entry.url, cause)))
                return
            content = facts
        else:
            document = await _read_document(answer, kind)
            if document is None:
                said = str(
                    say("isinya bukan halaman atau dokumen: {type}", type=answer.content_type[:80] or "?")
                )
                self._failures.append((entry, Failure(entry.url, Cause.NOT_HTML, said)))
                return
            content = document
        self._store(entry, answer, content)

    def _store(self, entry: Entry, answer: Response, content: HtmlFacts | Opened) -> None:
        digest = hashlib.sha256(answer.body).hexdigest()
        fetched = Fetched(
            url=entry.url,
            content=content,
            final_url=answer.final_url,
            status=answer.status,
            size=len(answer.body),
            fetched_at=answer.at,
            sha256=digest,
            depth=entry.depth,
        )
        self._opened.append((entry, fetched))
        if self._keep is not None and answer.body:
            self._keep(answer, digest)

    async def _read_map(self, start: Entry) -> None:
        """Read the site's own map, once, and how long its certificate is good."""
        url = start.target
        self._maps += 1
        try:
            rules = await self._fetcher.robots.rules(url)
            if rules.failure is not None:
                return
            if url.startswith("https://"):
                self._certificates[url] = await self._fetcher.guard.certificate_end(url)
            waiting = list(dict.fromkeys([*map(normalise, rules.sitemaps), f"{origin_of(url)}/sitemap.xml"]))
            for _ in range(sitemaps.MOST_FILES):
                if not waiting:
                    break
                place = waiting.pop(0)
                if not place or self._found.scope.place(place) < 0:
                    continue
                async with self._fetcher.open(place) as answer:
                    if isinstance(answer, Response) and not answer.is_gone:
                        is_index, found = sitemaps.addresses_in(answer.body)
                        if is_index:
                            waiting.extend(found[: sitemaps.MOST_FILES])
                        else:
                            self._found.meet_sitemap(found, start.site)
        finally:
            self._maps -= 1
            self._wake.set()

    def _visit(self, began: datetime) -> Visit:
        """All that was found, as plain facts."""
        for entry in self._found.unfinished():
            self._failures.append((entry, Failure(entry.url, Cause.BUDGET)))
        fetched = [
            replace(what, anchors=tuple(entry.anchors), seen_on=tuple(entry.sources))
            for entry, what in self._opened
        ]
        return Visit(
            started_at=began,
            finished_at=self._fetcher.now(),
            sites=tuple(self._site(number) for number in range(len(self._starts))),
            pages=tuple(_with_aliases(page, self._found.aliases) for page in clean(fetched)),
            dead_links=tuple(
                DeadLink(entry.url, status, tuple(entry.anchors), tuple(entry.sources))
                for entry, status in self._dead
            ),
        )

    def _site(self, number: int) -> SiteVisit:
        failures = tuple(
            NotLooked(entry.url, failure.cause, failure.detail, tuple(entry.anchors), tuple(entry.sources))
            for entry, failure in self._failures
            if entry.site == number
        )
        start = self._found.starts[number]
        return SiteVisit(
            url=self._starts[number],
            pages_fetched=sum(entry.site == number for entry, _ in self._opened),
            could_not_look=failures,
            tls_expires_on=self._certificates.get(start.target),
        )


def _is_web_page(answer: Response, kind: Kind) -> bool:
    """Is this read as a web page? HTML under the name of a document is a document gone wrong."""
    if not answer.body:
        return "html" in answer.content_type
    return kind is Kind.HTML and not names_document(answer.final_url)


def _closed(facts: HtmlFacts, entry: Entry) -> Cause | None:
    """Why a page that was delivered still shows nothing, None where it shows itself."""
    if facts.looks_like_login or (is_file_host(entry.url) and asks_for_access(facts.title)):
        return Cause.LOGIN
    return Cause.NEEDS_JAVASCRIPT if facts.needs_javascript else None


async def _read_document(answer: Response, kind: Kind) -> Opened | None:
    """The document in a response, None where it is nothing that people read."""
    if answer.content_type.startswith(("video/", "audio/")):
        return Opened(Kind.VIDEO, File(Kind.VIDEO, has_text=False))
    if kind is Kind.OTHER and not names_file(answer.final_url):
        is_offered = "content-disposition" in answer.headers
        if any(mark in answer.content_type for mark in _FOR_MACHINES) or not is_offered:
            return None
    name = answer.name or answer.final_url
    return await asyncio.to_thread(open_apart, answer.body, name=name, content_type=answer.content_type)


def _with_aliases(page: Page, aliases: dict[str, str]) -> Page:
    """The page with each link to an alias pointing at the page that stands for it."""
    if not aliases or not any(link.url in aliases for link in page.links):
        return page
    links = (
        Link(aliases.get(link.url, link.url), link.text, link.in_menu, link.context) for link in page.links
    )
    return replace(page, links=tuple(links))
