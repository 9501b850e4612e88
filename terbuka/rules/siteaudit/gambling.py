"""Links of gambling sites that intruders planted in a public body's pages.

Spreading them is barred by UU 1/2024, article 27(2).
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import unquote

from terbuka.rules.pages import Link, Page, host_of
from terbuka.rules.siteaudit.ground import Ground
from terbuka.rules.siteaudit.words import pattern

# One quick look decides for nearly every link that nothing is wrong with it.
_HINTS = re.compile(
    r"slot|gacor|togel|toto|judi|casino|bet|poker|joker|maxwin|scatter|mahjong|pragmatic|rtp|domino|bandar|hoki|olympus|bonanza|draw|keluaran|menang|jp\d|win\d|alternatif|dewa|raja|zeus|data|akun|bonus|agen"
)


def _is_at_home(url: str, ground: Ground) -> bool:
    """Does the link stay on the unit's own hosts? Asked once for each origin of a visit."""
    origin = url[: url.find("/", 8) + 1] or url
    known = ground.origins.get(origin)
    if known is None:
        known = ground.origins[origin] = ground.is_official_host(host_of(origin.lower()))
    return known


def _in_link(link: Link, ground: Ground) -> str:
    """Words of a planted link: gambling words that lead off the unit's own hosts, or such a host."""
    if _is_at_home(link.url, ground):
        return ""
    text = link.text.lower()
    url = link.url.lower()
    if not _HINTS.search(f"{text} {url}"):
        return ""
    host = host_of(url)
    name = host.removeprefix("www.").rsplit(".", 1)[0]
    by_words = pattern("links", "gambling").search(text) or pattern("links", "gambling").search(unquote(url))
    if pattern("hosts", "gambling").search(name) or (
        by_words and not pattern("warning", "gambling").search(text)
    ):
        return (text.strip() or host)[:60]
    return ""


def planted_links(ground: Ground) -> dict[int, str]:
    """Words of each planted link of the visit by the link's `id`: menus share theirs on all pages."""
    return {id(link): words for link, _ in ground.links if (words := _in_link(link, ground))}


def _hints_at_gambling(low: str) -> bool:
    return "slot" in low or "togel" in low or "judi" in low or "maxwin" in low or "sbobet" in low


@lru_cache(maxsize=16)
def _menu_hints_at_gambling(menu: str) -> bool:
    """Pages share the text of their menu as an object too."""
    return _hints_at_gambling(menu.lower())


def injected_words(page: Page, low: str, planted: Mapping[int, str]) -> str:
    """What gives a planted gambling text away, "" where there is none. A public warning is none.

    `low` is the page's text in lower case, `planted` what `planted_links` gives for the visit.
    """
    linked = next((planted[id(link)] for link in page.links if id(link) in planted), "") if planted else ""
    if linked:
        return linked
    if not _hints_at_gambling(low) and not _menu_hints_at_gambling(page.menu_text):
        return ""
    body = f"{low}\n{page.menu_text.lower()}" if page.menu_text else low
    found = dict.fromkeys(hit[0] for hit in pattern("text", "gambling").finditer(body))
    if len(found) < 2 or pattern("warning", "gambling").search(low):
        return ""
    return ", ".join(list(found)[:3])
