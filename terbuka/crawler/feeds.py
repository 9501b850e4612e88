"""The newest post of a feed: RSS 2.0, RSS 1.0 with dc:date, or Atom (RFC 4287), read without an XML parser.

Where the address is a page, the feed that it names is asked for (the WHATWG's
"feed autodiscovery"). What could not be read says why; it is never "no posts".
"""

import asyncio
import html
import re
import ssl
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from terbuka.crawler.addresses import normalise
from terbuka.crawler.answers import Failure, Response
from terbuka.crawler.fetch import Limits
from terbuka.crawler.outsider import QUICK, one_answer
from terbuka.crawler.robots import CONTACT_PAGE
from terbuka.rules.language import Phrase, say
from terbuka.rules.siteaudit.causes import CAUSE_WORDS

MOST_POSTS = 200
_LARGEST = 5 * 1024 * 1024
_HEAD = 4_000
_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|rdf)\b", re.IGNORECASE)
_POST = re.compile(rb"<(?:item|entry)\b", re.IGNORECASE)
# The day of posting before the day of a later change.
_DAYS = tuple(
    re.compile(rb"<(?:%s)\b[^>]{0,200}>\s{0,20}(?:<!\[CDATA\[)?\s{0,20}([^<\]]{4,60})" % name, re.IGNORECASE)
    for name in (rb"pubDate|published|dc:date", rb"updated")
)
_LINK = re.compile(rb"<link\b[^>]{1,600}>", re.IGNORECASE)
_TYPE = re.compile(rb"type\s*=\s*[\"']application/(?:rss|atom)\+xml", re.IGNORECASE)
_HREF = re.compile(rb"href\s*=\s*[\"']([^\"']{1,1000})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Posts:
    """What a feed told. `fault`: why it could not be read; then nothing else is known.

    `url` is the feed itself; `last_on` None where it holds no post with a day.
    """

    url: str
    last_on: date | None = None
    count: int = 0
    fault: Phrase | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """A page that names its feed."""

    url: str


def _moment(text: str) -> datetime | None:
    """A day of RSS (RFC 5322) or of Atom (RFC 3339); None for neither."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError):
        return None


def posts_in(body: bytes, url: str, *, clock: tzinfo) -> Posts:
    """The posts of a feed by their days at a place; the first day of each entry is when it was posted."""
    posts = _POST.split(body[:_LARGEST], maxsplit=MOST_POSTS)[1:]
    moments = [moment for post in posts if (moment := _posted(post))]
    if posts and not moments:
        return Posts(url, fault=say("umpan ini tidak menyebut tanggal"))
    days = [moment.astimezone(clock).date() if moment.tzinfo else moment.date() for moment in moments]
    return Posts(url, max(days, default=None), len(posts))


def _posted(post: bytes) -> datetime | None:
    """When one entry was posted, told within its first 100 KB."""
    found = next((day for pattern in _DAYS if (day := pattern.search(post[:100_000]))), None)
    return _moment(found[1].decode("utf-8", "replace")) if found else None


def _feed_named(body: bytes, url: str) -> str:
    """The first feed that a page names, normalised; empty for none."""
    for link in _LINK.finditer(body[:_LARGEST]):
        href = _HREF.search(link[0])
        if href and _TYPE.search(link[0]):
            return normalise(urljoin(url, html.unescape(href[1].decode("utf-8", "replace"))))
    return ""


def _read(answer: Response | Failure, clock: tzinfo) -> Posts | _Named:
    if isinstance(answer, Failure):
        return Posts(answer.url, fault=CAUSE_WORDS.get(answer.cause) or say("tidak dapat dibuka"))
    if answer.is_gone:
        return Posts(answer.url, fault=say("alamatnya tidak ditemukan ({status})", status=answer.status))
    if _ROOT.search(answer.body[:_HEAD]):
        return posts_in(answer.body, answer.url, clock=clock)
    named = _feed_named(answer.body, answer.final_url)
    return _Named(named) if named else Posts(answer.url, fault=say("tidak ada umpan di alamat ini"))


async def read_feed(
    url: str,
    *,
    clock: tzinfo,
    private_allowed: bool = False,
    contact_page: str = CONTACT_PAGE,
    limits: Limits = QUICK,
    trust: ssl.SSLContext | None = None,
) -> Posts:
    """The newest post of the feed at a normalised address, or of the feed that the page there names.

    Politely, by robots.txt, and never into a private network. Never raises for what a website does.
    """

    def read(answer: Response | Failure) -> Posts | _Named:
        return _read(answer, clock)

    found: Posts | _Named = _Named(url)
    for _ in range(2):
        if isinstance(found, Posts):
            break
        found = await one_answer(
            found.url,
            read,
            private_allowed=private_allowed,
            contact_page=contact_page,
            limits=limits,
            trust=trust,
        )
    return found if isinstance(found, Posts) else Posts(url, fault=say("tidak ada umpan di alamat ini"))


def newest_post(
    url: str, *, clock: tzinfo, private_allowed: bool = False, contact_page: str = CONTACT_PAGE
) -> Posts:
    """`read_feed` for callers without an event loop; what is no web address has no feed."""
    address = normalise(url)
    if not address:
        return Posts(url, fault=say("alamat ini tidak dapat dibaca"))
    asked = read_feed(address, clock=clock, private_allowed=private_allowed, contact_page=contact_page)
    return asyncio.run(asked)
