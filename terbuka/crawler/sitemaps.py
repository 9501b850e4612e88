"""Reads sitemap.xml, within bounds and without an XML parser."""

import html
import re
import zlib

from terbuka.crawler.addresses import normalise

MOST_ADDRESSES = 2000
MOST_FILES = 4
_UNPACKED = 10 * 1024 * 1024
_LOCATION = re.compile(rb"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2000})", re.IGNORECASE)


def addresses_in(body: bytes) -> tuple[bool, list[str]]:
    """Is this an index of further sitemaps, and the normalised addresses it names.

    At most 2,000 addresses of 10 MB; gzip is unpacked. What is no sitemap names none.
    """
    if body[:2] == b"\x1f\x8b":
        try:
            body = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(body, _UNPACKED)
        except zlib.error:
            return False, []
    head = body[:2000].lower()
    if b"<urlset" not in head and b"<sitemapindex" not in head:
        return False, []
    found: list[str] = []
    for place in _LOCATION.finditer(body):
        url = normalise(html.unescape(place[1].decode("utf-8", "replace")))
        if url:
            found.append(url)
        if len(found) == MOST_ADDRESSES:
            break
    return b"<sitemapindex" in head, found
