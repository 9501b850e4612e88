"""A visit arranged for judging: what lies where, whose it is, and on which host.

Perki 1/2021 has public bodies publish on their own website; a copy elsewhere is partial.
"""

import ipaddress
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain, filterfalse
from urllib.parse import urlsplit

from terbuka.rules.matching.decide import Context, Match, match
from terbuka.rules.pages import Cause, DeadLink, Kind, Link, NotLooked, Page, Visit, host_of
from terbuka.rules.siteaudit.words import ends_with, front_paths, hosts, pattern, portals
from terbuka.rules.units import Institution, Level, Unit

_MOST_ASKED, _PAGES_ASKED = 600, 3
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_CLOSED_CAUSES = (Cause.LOGIN, Cause.BLOCKED)


def is_front_page(url: str) -> bool:
    """Does the address lead to the front page of its host?"""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return not parts.query and (parts.path.rstrip("/") or "") in front_paths()


def is_local(host: str) -> bool:
    """A loopback or private address, or a name that never leaves the machine."""
    if host == "localhost" or host.endswith((".localhost", ".test", ".internal")):
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


@dataclass(frozen=True)
class Ground:
    """One visit and for whom it is judged. `matches` are keyed by the page's address as linked."""

    visit: Visit
    matches: Mapping[str, tuple[Match, ...]]
    unit: Unit | None
    institution: Institution | None
    level: Level
    as_of: date
    official_hosts: frozenset[str]
    _official: dict[str, bool] = field(default_factory=dict)
    # Whether links of one origin stay at home, asked once for each.
    origins: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Opened pages by every address they answer to."""
        found = {page.final_url: page for page in self.visit.pages if page.final_url}
        found.update({page.url: page for page in self.visit.pages})
        return found

    @cached_property
    def dead(self) -> dict[str, DeadLink]:
        """Addresses that their servers say are not there."""
        return {link.url: link for link in self.visit.dead_links}

    @cached_property
    def failed(self) -> dict[str, NotLooked]:
        """Addresses that could not be opened."""
        return {failure.url: failure for failure in self.visit.not_looked}

    @cached_property
    def start_hosts(self) -> tuple[str, ...]:
        """Hosts of the addresses at which the visit began."""
        return tuple(dict.fromkeys(host_of(site.url) for site in self.visit.sites))

    @cached_property
    def site_names(self) -> frozenset[str]:
        """Titles and headings that so many pages bear that they name the site, not the page."""
        pages = [page for page in self.visit.pages if page.file is None]
        counted = Counter(name for page in pages for name in {page.title, *page.headings[:2]})
        most = max(3, len(pages) // 10)
        return frozenset(name for name, times in counted.items() if times >= most)

    @cached_property
    def links(self) -> tuple[tuple[Link, Page], ...]:
        """Every link with the first page where it stands; pages share the links of a menu as objects."""
        first: dict[int, tuple[Link, Page]] = {}
        for page in self.visit.pages:
            links = dict(zip(map(id, page.links), page.links, strict=True))
            for number in filterfalse(first.__contains__, links):
                first[number] = links[number], page
        return tuple(first.values())

    @cached_property
    def portal_links(self) -> tuple[tuple[Link, Page], ...]:
        """Links to national bodies and systems, once by address and row, with the page where they stand."""
        seen: set[tuple[str, str]] = set()
        found = []
        for link, page in self.links:
            beside = "" if link.in_menu else link.context or link.text
            if (link.url, beside) in seen:
                continue
            seen.add((link.url, beside))
            host = host_of(link.url)
            if host in self.start_hosts or ("." not in host):
                continue
            if host in hosts("national") or any(portal.holds(host) for portal in portals()):
                found.append((link, page))
        return tuple(found)

    @cached_property
    def portal_names(self) -> dict[tuple[str, str], frozenset[str]]:
        """Items that the words or the row of a link to a national system name, by address and page."""
        found: dict[tuple[str, str], frozenset[str]] = {}
        for link, where in self.portal_links[:_MOST_ASKED]:
            if not link.in_menu:
                named = [self.matches_of(f"{link.url}#", words) for words in names_shown(link)]
                told = frozenset(one.code for matches in named for one in matches)
                found[link.url, where.url] = found.get((link.url, where.url), frozenset()) | told
        return found

    def links_to(self, url: str, seen_on: tuple[str, ...]) -> Iterator[Link]:
        """Links to an address on the first pages on which it was seen."""
        for where in seen_on[:_PAGES_ASKED]:
            page = self.pages.get(where)
            yield from (link for link in page.links if link.url == url) if page else ()

    @cached_property
    def pointers(self) -> dict[str, NotLooked]:
        """Items to which an unopened address points by its words or path, each with that address."""
        found: dict[str, NotLooked] = {}
        for failure in self.visit.not_looked[:_MOST_ASKED]:
            if self.is_closed(failure):
                continue
            path = failure.url.split("?", 1)[0].rstrip("/").rsplit("/", 1)[-1].replace("-", " ")
            rows = (names_shown(link)[-1:] for link in self.links_to(failure.url, failure.seen_on))
            shown = (*failure.anchors[:2], path.replace("_", " "), *chain.from_iterable(rows))
            for words in dict.fromkeys(shown):
                for one in self.matches_of(failure.url, words):
                    found.setdefault(one.code, failure)
        return found

    def matches_of(self, url: str, title: str) -> tuple[Match, ...]:
        """Matches of an address that was not opened, by its name alone."""
        if url in self.matches:
            return self.matches[url]
        if not title.strip():
            return ()
        context = Context(self.institution, self.unit, self.official_hosts)
        return match(Page(url=url, title=title), context)

    def is_official_host(self, host: str) -> bool:
        """Is this one of the unit's own hosts, or a public body's?"""
        known = self._official.get(host)
        if known is None:
            known = self._official[host] = self._judge_host(host)
        return known

    def _judge_host(self, host: str) -> bool:
        bare = host.removeprefix("www.")
        own = {one.removeprefix("www.") for one in self.official_hosts}
        if bare in own or is_local(host):
            return True
        if ends_with(host, hosts("unofficial")):
            return False
        if host.endswith(hosts("official_suffix")):
            return True
        return not own and host in self.start_hosts

    def is_official(self, page: Page) -> bool:
        """Does the page count as the unit's own? A file host does where an official page links to it."""
        if self.is_official_host(host_of(page.address)):
            return True
        if not is_file_host(host_of(page.address)) and not is_file_host(host_of(page.url)):
            return False
        return any(self.is_official_host(host_of(where)) for where in page.seen_on)

    def is_closed(self, failure: NotLooked) -> bool:
        """Is this a document behind a sign-in or permission, rather than a server that failed?"""
        if failure.cause is Cause.LOGIN:
            return True
        return failure.cause in _CLOSED_CAUSES and is_file_host(host_of(failure.url))


def names_shown(link: Link) -> tuple[str, ...]:
    """What visitors take for the name of what a link leads to: its words, the fullest cell of its row."""
    cells = [cell.strip() for cell in link.context.split("\n")]
    cell = max(cells, key=lambda words: len(_LETTERS.findall(words)))
    return tuple(dict.fromkeys(words for words in (link.text, cell) if words))


@lru_cache(maxsize=4096)
def is_file_host(host: str) -> bool:
    """A host where anybody keeps files: Drive, flipbooks and the like."""
    return ends_with(host, hosts("file")) or ends_with(host, hosts("shortener"))


def is_closed_page(page: Page) -> bool:
    """Did a sign-in or permission page answer instead of the document?"""
    if page.file is not None:
        return False
    host = host_of(page.address)
    if host == host_of(page.url) and not is_file_host(host):
        return False
    if ends_with(host, hosts("sign_in")):
        return True
    return len(page.text) < 1200 and bool(pattern("permission").search(f"{page.title}\n{page.text}".lower()))


def is_document(page: Page) -> bool:
    """A file rather than a web page."""
    return page.file is not None or page.kind not in (Kind.HTML, Kind.VIDEO)
