"""Which pages speak for which item: by their matches, by the row or the link that names them.

The items are those of UU 14/2008, articles 9 to 11 (`data/required_items.csv`).
"""

from collections import defaultdict
from collections.abc import Iterator

from terbuka.rules.catalogue import RequiredItem, required_items
from terbuka.rules.language import Phrase, say
from terbuka.rules.matching.decide import Match
from terbuka.rules.pages import Kind, NotLooked, Page
from terbuka.rules.siteaudit.body import is_soft_404, name_of
from terbuka.rules.siteaudit.ground import Ground, is_closed_page, is_document, names_shown
from terbuka.rules.siteaudit.proofs import Claim

_MOST_NAMED_BY_ROW = 400
_MOST_CLOSED = 200
_PAGES_ASKED = 3
_ANY_DECREE = "HUK-02"


def _is_alone_on(page: Page, host_page: Page, ground: Ground) -> bool:
    """Is this the only document that hangs on a page, so that the page's name is its title?"""
    urls = (*(link.url for link in host_page.links if not link.in_menu), *host_page.embeds)
    others = {url for url in urls if url not in (page.url, page.final_url)}
    return not any((target := ground.pages.get(url)) and is_document(target) for url in others)


def titles_shown(page: Page, ground: Ground) -> tuple[str, ...]:
    """What visitors take for a document's title: its link, its row, the page that holds it alone."""
    near: list[str] = []
    for where in page.seen_on[:_PAGES_ASKED]:
        host_page = ground.pages.get(where)
        if host_page is None:
            continue
        for link in host_page.links:
            if link.url in (page.url, page.final_url):
                near += [*names_shown(link), link.context]
        if _is_alone_on(page, host_page, ground):
            near.append(name_of(host_page, ground.site_names))
    return tuple(dict.fromkeys(words for words in near if words))


def words_beside(page: Page, ground: Ground) -> tuple[str, ...]:
    """Words and rows of the links that lead to a document, then the names of the pages with them."""
    pages = (ground.pages.get(where) for where in page.seen_on[:_PAGES_ASKED])
    names = [name_of(found, ground.site_names) for found in pages if found]
    return tuple(dict.fromkeys((*titles_shown(page, ground), *names)))


def _named_by_row(page: Page, shown: tuple[str, ...], ground: Ground) -> tuple[Match, ...]:
    """Matches of a document that says nothing itself (a scan, a bare name) by the row that links to it."""
    for words in shown:
        found = ground.matches_of(f"{page.url}#", words)
        if found:
            reason = say("dikenali dari tautannya: {words}", words=" ".join(words.split())[:120])
            return tuple(Match(one.code, one.score * 0.9, (*one.reasons, reason)) for one in found)
    return ()


def _closed(failure: NotLooked, ground: Ground) -> Iterator[tuple[Page, Match]]:
    """A locked document, known by the words of its links."""
    stand_in = Page(failure.url, kind=Kind.OTHER, anchors=failure.anchors, seen_on=failure.seen_on)
    for words in dict.fromkeys((*failure.anchors[:3], *words_beside(stand_in, ground)[:3])):
        found = ground.matches_of(failure.url, words)
        if found:
            page = Page(
                failure.url, title=words, kind=Kind.OTHER, anchors=failure.anchors, seen_on=failure.seen_on
            )
            yield from ((page, one) for one in found)
            return


def _locked() -> Phrase:
    return say("berkas terkunci: yang membuka diminta masuk atau meminta izin")


def claims_by_code(ground: Ground) -> dict[str, list[Claim]]:
    """Every page that speaks for an item, by the item's code."""
    items: dict[str, RequiredItem] = {item.code: item for item in required_items()}
    claims: dict[str, list[Claim]] = defaultdict(list)
    asked = 0
    for page in ground.visit.pages:
        if is_soft_404(page):
            continue
        found = ground.matches.get(page.url, ())
        # A decree says of itself that it is one; its row says what it is about.
        says_little = not found or {one.code for one in found} == {_ANY_DECREE}
        if says_little and (is_document(page) or is_closed_page(page)) and asked < _MOST_NAMED_BY_ROW:
            asked += 1
            found += _named_by_row(page, (titles_shown if found else words_beside)(page, ground)[:4], ground)
        if not found:
            continue
        beside = words_beside(page, ground) if is_document(page) else ()
        unreadable = _locked() if is_closed_page(page) else None
        for one in found:
            if one.code in items:
                claims[one.code].append(
                    Claim(items[one.code], page, one.score, one.reasons, beside, unreadable)
                )
    closed = [failure for failure in ground.visit.not_looked if ground.is_closed(failure)]
    for failure in closed[:_MOST_CLOSED]:
        for page, one in _closed(failure, ground):
            if one.code in items:
                claims[one.code].append(
                    Claim(items[one.code], page, one.score * 0.9, one.reasons, (), _locked())
                )
    return claims
