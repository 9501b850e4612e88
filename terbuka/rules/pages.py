"""Plain facts about a website, as the crawler saw them and rules judge them.

Three answers are kept apart throughout: it is there (`Page`), it is not there
(`DeadLink`: the server itself said so), we could not look (`NotLooked`). The
third never lowers a score.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit


@lru_cache(maxsize=16384)
def host_of(url: str) -> str:
    """Host of an address, lower case, without port; "" where the address is broken."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def path_of(url: str) -> str:
    """Path of an address as written; "" where the address is broken."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


class Kind(StrEnum):
    """What an address turned out to hold, by its bytes and not by its name."""

    HTML = "html"
    PDF = "pdf"
    XLSX = "xlsx"
    DOCX = "docx"
    IMAGE = "image"
    VIDEO = "video"
    OTHER = "other"


class Cause(StrEnum):
    """Why we could not look at an address."""

    DNS = "dns"
    REFUSED = "refused"
    RESET = "reset"
    TLS = "tls"
    TLS_EXPIRED = "tls_expired"
    TIMEOUT = "timeout"
    ROBOTS = "robots"
    BLOCKED = "blocked"
    RATE_LIMITED = "rate_limited"
    LOGIN = "login"
    SERVER_ERROR = "server_error"
    TOO_LARGE = "too_large"
    REDIRECT_LOOP = "redirect_loop"
    NOT_HTML = "not_html"
    NEEDS_JAVASCRIPT = "needs_javascript"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands on a page: absolute address, its words, where it stands.

    `in_menu` is true for links of navigation, header and footer blocks.
    `context` is the text right beside the link (its table row or list entry).
    """

    url: str
    text: str
    in_menu: bool = False
    context: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the main part of a page, with its alternative text."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date or period read in a text: `end` is its last day, `words` what stood there."""

    start: date
    end: date
    words: str


@dataclass(frozen=True, slots=True)
class File:
    """What opening a document told.

    `opens` is false for a broken file, `encrypted` true where a password is
    asked; `has_text` is false for a scan without text layer. `title` is the
    document's own title or its first line. `page_count` counts pages or sheets.
    `wrong_type` names what the bytes are when they are not what the name says.
    """

    kind: Kind
    opens: bool = True
    encrypted: bool = False
    has_text: bool = True
    page_count: int = 0
    title: str = ""
    first_page: str = ""
    wrong_type: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One opened address: a web page, or a document when `file` is set.

    `url` is the address as linked, `final_url` the one after redirects.
    `text` is the main text without repeated menus and footers; `menu_text`
    what was taken away. `anchors` are the words of links that lead here,
    `seen_on` the pages that link here. `size` is in bytes after decompression,
    `sha256` of these bytes. `published_on` is the page's own dateline, if any.
    `embeds` are frames and players (viewers, videos), `has_form` is true where
    a visitor can fill something in (search boxes do not count).
    """

    url: str
    title: str = ""
    final_url: str = ""
    status: int = 200
    kind: Kind = Kind.HTML
    headings: tuple[str, ...] = ()
    text: str = ""
    menu_text: str = ""
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    embeds: tuple[str, ...] = ()
    has_form: bool = False
    dates: tuple[FoundDate, ...] = ()
    published_on: date | None = None
    language: str = ""
    size: int = 0
    fetched_at: datetime | None = None
    sha256: str = ""
    file: File | None = None
    anchors: tuple[str, ...] = ()
    seen_on: tuple[str, ...] = ()
    depth: int = 0

    @property
    def address(self) -> str:
        """Where the content lies: after redirects if there were any."""
        return self.final_url or self.url

    @property
    def host(self) -> str:
        """Host of the content, lower case, without port."""
        return host_of(self.address)


@dataclass(frozen=True, slots=True)
class NotLooked:
    """An address that could not be opened, and why. Never proof of absence."""

    url: str
    cause: Cause
    detail: str = ""
    anchors: tuple[str, ...] = ()
    seen_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A linked address that its server says is not there (404, 410)."""

    url: str
    status: int
    anchors: tuple[str, ...] = ()
    seen_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteVisit:
    """What one start address gave: how many pages, and where we could not look."""

    url: str
    pages_fetched: int = 0
    could_not_look: tuple[NotLooked, ...] = ()
    tls_expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """All that one crawl of a unit's addresses brought home."""

    started_at: datetime
    finished_at: datetime
    sites: tuple[SiteVisit, ...] = ()
    pages: tuple[Page, ...] = ()
    dead_links: tuple[DeadLink, ...] = ()

    @property
    def not_looked(self) -> tuple[NotLooked, ...]:
        """Every address that could not be opened, over all sites."""
        return tuple(failure for site in self.sites for failure in site.could_not_look)
