"""How much goes over a weak line: bytes counted by the browser, from an empty cache, without the font."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from tests.web.staging import ROUND, UNIT, Stage, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MOST = 60 * 1024
PAGES = {
    "officer's home": ("ani", f"/kerja/{UNIT}/"),
    "questionnaire": ("ani", f"/kerja/{UNIT}/saq/{ROUND}/"),
    "one question": ("ani", f"/kerja/{UNIT}/saq/{ROUND}/A01/"),
    "province": ("budi", "/wilayah/kpu-provinsi-jawa-timur/"),
    "nation": ("", "/nasional/"),
    "unit": ("", f"/satker/{UNIT}/"),
    "home": ("", "/"),
    "asking": ("", f"/permohonan/baru/{UNIT}/"),
}
# A citizen asks from a telephone at the end of the line: 40 KB.
LESS = {"asking": 40 * 1024}
_HASHED = re.compile(r"/static/.+\.[0-9a-f]{12}\.\w+")
_PLAIN = ("text/html", "text/css", "text/javascript", "image/svg+xml")


@dataclass(slots=True)
class Sent:
    """One answer as it came over the line."""

    url: str
    kind: str
    headers: dict[str, str]
    size: int = 0

    @property
    def is_font(self) -> bool:
        """The typeface comes once, and the page is read before it is there."""
        return self.url.endswith(".woff2")


def _listen(line: CDPSession) -> dict[str, Sent]:
    """What comes over the line from now on; nothing that a cache gave."""
    sent: dict[str, Sent] = {}

    def came(event: dict[str, Any]) -> None:
        told = event["response"]
        if not told.get("fromDiskCache"):
            headers = {name.lower(): value for name, value in told["headers"].items()}
            sent[event["requestId"]] = Sent(told["url"], told["mimeType"], headers)

    def kept(event: dict[str, Any]) -> None:
        sent.pop(event["requestId"], None)

    def ended(event: dict[str, Any]) -> None:
        if event["requestId"] in sent:
            sent[event["requestId"]].size = event["encodedDataLength"]

    line.on("Network.responseReceived", came)
    line.on("Network.requestServedFromCache", kept)
    line.on("Network.loadingFinished", ended)
    line.send("Network.enable")
    return sent


def _opened(page: Page, address: str) -> list[Sent]:
    """All that came for this page, until the line fell silent."""
    line = page.context.new_cdp_session(page)
    sent = _listen(line)
    page.goto(address, wait_until="networkidle")
    line.detach()
    return [one for one in sent.values() if one.size]


def _reader(stage: Stage, browser: Browser, who: str) -> BrowserContext:
    """Somebody's browser with an empty cache, signed in where a name is given."""
    if not who:
        return browser.new_context()
    context = signed_in(stage, browser, who, 1280, "/akun/").context
    context.new_cdp_session(context.pages[0]).send("Network.clearBrowserCache")
    return context


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light_packed_and_asked_for_once(shared_stage: Stage, browser: Browser, name: str) -> None:
    who, path = PAGES[name]
    context = _reader(shared_stage, browser, who)
    page = context.new_page()

    first = _opened(page, shared_stage.site + path)
    again = _opened(page, shared_stage.site + path)

    counted = [one for one in first if not one.is_font]
    told = "\n".join(f"{one.size:7} {one.url}" for one in sorted(counted, key=lambda one: -one.size))
    assert sum(one.size for one in counted) <= LESS.get(name, MOST), told
    loose = [one.url for one in counted if one.kind in _PLAIN and "content-encoding" not in one.headers]
    assert [url for url in loose if _size(counted, url) > 900] == []
    static = [one for one in first if "/static/" in one.url]
    assert static
    assert [one.url for one in static if not _HASHED.search(one.url)] == []
    assert [one.url for one in static if "immutable" not in one.headers.get("cache-control", "")] == []
    assert [one.url for one in again if "/static/" in one.url] == []
    context.close()


def _size(sent: list[Sent], url: str) -> int:
    return next(one.size for one in sent if one.url == url)
