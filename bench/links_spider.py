"""Scrapy at its leanest: follows links, with its duplicate filter off and our own set instead.

`python -m bench.links_spider URL` prints how many pages it fetched. Links are
read with the same parser as ours, so that only the framework differs.
"""

import sys
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from selectolax.lexbor import LexborHTMLParser


class LinksSpider(scrapy.Spider):
    """Follows every link of one host once."""

    name = "links"
    custom_settings: ClassVar = {
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": False,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
    }

    async def start(self):
        """The first address."""
        self.host = urlsplit(self.start_urls[0]).netloc
        self.seen = set(self.start_urls)
        self.fetched = 0
        yield scrapy.Request(self.start_urls[0], dont_filter=True)

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        """Every link of the page that was not met before."""
        self.fetched += 1
        for node in LexborHTMLParser(response.body).css("a[href]"):
            url = urljoin(response.url, node.attributes["href"] or "").partition("#")[0]
            if url not in self.seen and urlsplit(url).netloc == self.host:
                self.seen.add(url)
                yield scrapy.Request(url, dont_filter=True)

    def closed(self, _reason: str) -> None:
        """Say how many pages were fetched."""
        print(self.fetched)


if __name__ == "__main__":
    process = CrawlerProcess()
    process.crawl(LinksSpider, start_urls=[sys.argv[1]])
    process.start()
