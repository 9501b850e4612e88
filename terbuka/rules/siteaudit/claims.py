"""Which pages speak for which item: by their matches, by the row or the link that names them."""

from collections import defaultdict
from collections.abc import Iterator

from terbuka.rules.catalogue import RequiredItem, required_items
from terbuka.rules.language import Phrase, say
from terbuka.rules.matching.decide import Match
from terbuka.rules.pages import Kind, NotLooked, Page
from terbuka.rules.siteaudit.ground import Ground, is_closed_page, is_document
from terbuka.rules.siteaudit.proofs import Claim

_MOST_NAMED_BY_ROW = 400
_MOST_CLOSED = 200
_PAGES_ASKED = 3


def words_beside(page: Page, ground: Ground) -> tuple[str, ...]:
    """Words and rows of the links that lead to a document, then the titles of the pages with them."""
    near: list[str] = []
    titles: list[str] = []
    for where in page.seen_on[:_PAGES_ASKED]:
        host_page = ground.pages.get(where)
        if host_page is None:
            continue
        for link in host_page.links:
            if link.url in (page.url, page.final_url):
                near += [link.text, link.context]
        titles.append(host_page.title)
    return tuple(dict.fromkeys(words for words in (*near, *titles) if words))


def _named_by_row(page: Page, ground: Ground) -> tuple[Match, ...]:
    """Matches of a document that says nothing itself (a scan, a bare name) by the row that links to it."""
    for words in words_beside(page, ground)[:3]:
        found = ground.matches_of(f"{page.url}#", words)
        if found:
            reason = say("dikenali dari tautannya: {words}", words=words[:120])
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
        found = ground.matches.get(page.url, ())
        needs_row = not found and (is_document(page) or is_closed_page(page))
        if needs_row and asked < _MOST_NAMED_BY_ROW:
            asked += 1
            found = _named_by_row(page, ground)
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
