"""The last post by feed: RSS and Atom, a page that names its feed, and what could not be read says so."""

import asyncio
from datetime import date

import pytest

from terbuka.crawler.feeds import Posts, posts_in, read_feed
from terbuka.rules.zones import zone_of
from tests.crawler.served import QUICK, Answers, answer, served

CLOCK = zone_of("35.17").clock
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>KPU</title>
<lastBuildDate>Sun, 22 Nov 2026 05:00:00 GMT</lastBuildDate>
<item><title>A</title><pubDate>Thu, 12 Nov 2026 20:30:00 GMT</pubDate></item>
<item><title>B</title><pubDate><![CDATA[Mon, 02 Nov 2026 08:00:00 +0700]]></pubDate></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><updated>2026-11-22T00:00:00Z</updated>
<entry><updated>2026-11-20T00:00:00Z</updated><published>2026-10-01T01:00:00+00:00</published></entry></feed>"""
PAGE = """<html><head><link rel="alternate" type="application/rss+xml" href="/umpan.xml"></head></html>"""
ANSWERS = {
    "/umpan.xml": answer(RSS, kind="application/rss+xml"),
    "/atom": answer(ATOM, kind="application/atom+xml"),
    "/kosong": answer("<rss version='2.0'><channel></channel></rss>", kind="text/xml"),
    "/saluran": answer(PAGE),
    "/halaman": answer("<html><body>Halo</body></html>"),
    "/tanpa-tanggal": answer("<rss><channel><item><title>A</title></item></channel></rss>", kind="text/xml"),
    "/rusak": answer("maaf", status=500),
}
ROBOTS = {"/robots.txt": answer("User-agent: *\nDisallow: /umpan.xml\n", kind="text/plain")}


def told(path: str, pages: Answers = ANSWERS) -> Posts:
    """What is read at a path of a server that answers so."""

    async def ask() -> Posts:
        async with served(pages) as site:
            return await read_feed(f"{site.url}{path}", clock=CLOCK, private_allowed=True, limits=QUICK)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("path", "last_on"),
    [
        ("/umpan.xml", date(2026, 11, 13)),  # 03:30 of the next day in Jombang
        ("/atom", date(2026, 10, 1)),
        ("/saluran", date(2026, 11, 13)),
        ("/kosong", None),
    ],
)
def test_the_day_of_the_newest_post_is_read_at_the_units_place(path: str, last_on: date | None) -> None:
    posts = told(path)

    assert posts.fault is None
    assert posts.last_on == last_on


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/halaman", "tidak ada umpan"),
        ("/tidak-ada", "404"),
        ("/tanpa-tanggal", "tidak menyebut tanggal"),
        ("/rusak", "server bermasalah"),
    ],
)
def test_what_cannot_be_read_is_never_no_posts(path: str, why: str) -> None:
    posts = told(path)

    assert why in str(posts.fault)
    assert posts.last_on is None


def test_a_platform_that_closes_its_feed_to_robots_is_obeyed() -> None:
    assert "robots.txt" in str(told("/saluran", ANSWERS | ROBOTS).fault)


def test_a_private_address_is_never_asked() -> None:
    async def ask() -> tuple[Posts, list[str]]:
        async with served(ANSWERS) as site:
            return await read_feed(f"{site.url}/umpan.xml", clock=CLOCK, limits=QUICK), site.paths

    posts, asked = asyncio.run(ask())

    assert posts.fault is not None
    assert asked == []


def test_a_hostile_feed_is_read_in_a_moment() -> None:
    posts = posts_in(b"<rss>" + b"<item <pubDate" * 350_000, "https://contoh.example/", clock=CLOCK)

    assert posts.fault is not None
