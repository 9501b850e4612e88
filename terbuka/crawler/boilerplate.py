"""Takes menus, footers and repeated boxes away, so that a page speaks only for itself."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from terbuka.crawler.addresses import host_of, normalise
from terbuka.crawler.extract import Anchor, Block, HtmlFacts, Place
from terbuka.crawler.extract_about import ends_of, is_empty, without_site
from terbuka.documents.opening import Opened
from terbuka.rules.dates import find_dates
from terbuka.rules.pages import Image, Link, Page

LONGEST_TEXT = 200_000
_FEWEST_PAGES = 3
_SHARE_OF_PAGES, _SHARE_OF_PAGES_FOR_LINKS, _MOST_PAGES_FOR_LINKS = 0.3, 0.08, 12
_SHARE_OF_TITLES = 0.5
_LONGEST_OPENING = 120
# What a lone page must show before its first heading to be taken for a menu.
_MENU_ENTRIES, _LONGEST_ENTRY = 5, 40
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")


@dataclass(frozen=True, slots=True)
class Fetched:
    """One opened address: what the fetch knew, and what its bytes told.

    `content` is what `read_html` gave for a web page, what `open_document` gave for
    anything else. The other fields are those of `rules.pages.Page`.
    """

    url: str
    content: HtmlFacts | Opened
    final_url: str = ""
    status: int = 200
    size: int = 0
    fetched_at: datetime | None = None
    sha256: str = ""
    anchors: tuple[str, ...] = ()
    seen_on: tuple[str, ...] = ()
    depth: int = 0


def _is_link(block: Block) -> bool:
    return block.linked * 5 >= len(block.text) * 4


def _opening(blocks: Sequence[Block]) -> str:
    """The first words of a page without headings, where they are short enough for a title."""
    first = blocks[0] if blocks else None
    return first.text if first and not first.linked and len(first.text) <= _LONGEST_OPENING else ""


class _Host:
    """What repeats on the pages of one host."""

    def __init__(self, pages: Sequence[HtmlFacts]) -> None:
        # Pages that are the same word for word (a custom "not found", two addresses of one page)
        # count once, else they would take each other's text away.
        distinct = list({tuple([block.text for block in page.blocks]): page for page in pages}.values())
        self.size = len(distinct)
        self.enough = max(_FEWEST_PAGES, ceil(self.size * _SHARE_OF_PAGES))
        share = min(_MOST_PAGES_FOR_LINKS, ceil(self.size * _SHARE_OF_PAGES_FOR_LINKS))
        self.enough_for_links = max(2 if self.size == 2 else _FEWEST_PAGES, share)
        self.texts: Counter[str] = Counter()
        self.urls: Counter[str] = Counter()
        self.shown: Counter[str] = Counter()
        for page in distinct:
            self.texts.update({block.text for block in page.blocks})
            self.urls.update({link.url for link in page.links})
            self.shown.update({url for url, _ in page.images} | set(page.embeds))
        self.often = {text for text, times in self.texts.items() if times >= self.enough_for_links}
        # Only of these it is ever asked how often a menu says them: of what stands in a main part too.
        told = {block.text for page in distinct for block in page.blocks if not block.place}
        self.usual = self._usual(distinct, told & self.often)
        self.titles = Counter(page.title for page in distinct)
        self.site_names = self._names_in_titles()
        self.links: dict[tuple[str, str], Link] = {}
        self.menu_links: dict[Anchor, Link] = {}
        self.menus: dict[str, str] = {}

    def repeats(self, block: Block) -> bool:
        """Does this block stand on so many pages that it says nothing about one of them?"""
        return self.texts[block.text] >= (self.enough_for_links if _is_link(block) else self.enough)

    def _usual(self, pages: Iterable[HtmlFacts], texts: set[str]) -> dict[str, int]:
        """How often one of these texts stands on one page at the least: its place in the menu."""
        least: dict[str, int] = {}
        for page in pages:
            repeated = Counter([block.text for block in page.blocks if block.text in texts])
            for text, times in repeated.items():
                least[text] = min(times, least.get(text, times))
        return least

    def _names_in_titles(self) -> frozenset[str]:
        """Endings (or beginnings) that most titles share: the name of the site."""
        if self.size < _FEWEST_PAGES:
            return frozenset()
        ends: Counter[str] = Counter()
        for title, times in self.titles.items():
            for end in ends_of(title):
                ends[end] += times
        needed = max(_FEWEST_PAGES, ceil(self.size * _SHARE_OF_TITLES))
        return frozenset(end for end, times in ends.items() if times >= needed)

    def title(self, page: HtmlFacts, kept: Sequence[Block]) -> str:
        """The page's own title: a title that many pages share gives way to the first heading kept."""
        title = page.title
        for name in self.site_names:
            title = without_site(title, name)
        if title and not self.is_shared(page) and title not in self.site_names and not is_empty(title):
            return title
        heading = next((block.text for block in kept if block.heading), "")
        return heading or _opening(kept) or title

    def is_shared(self, page: HtmlFacts) -> bool:
        """Do many pages bear the title of this one?"""
        return self.titles[page.title] >= self.enough

    def link(self, anchor: Anchor, own: set[int]) -> Link:
        """A `Link`; those of menus are the same object on every page. `own` are the page's own blocks."""
        url = normalise(anchor.url)
        if not self._in_menu(anchor, own):
            return Link(url, anchor.text, False, anchor.context)
        link = self.links.get((url, anchor.text))
        if link is None:
            link = self.links[url, anchor.text] = Link(url, anchor.text, True)
        if anchor.place is Place.MENU:
            self.menu_links[anchor] = link
        return link

    def _in_menu(self, link: Anchor, own: set[int]) -> bool:
        """A link of a margin, or one that stands on many pages and in none of the page's own blocks."""
        if link.block in own:
            return False
        if link.place or self.urls[link.url] >= self.enough_for_links:
            return True
        return self.size < _FEWEST_PAGES and link.block >= 0

    def menu(self, texts: Iterable[str]) -> str:
        """The words taken away; pages with the same menu share one text."""
        text = "\n".join(texts)[:LONGEST_TEXT]
        return self.menus.setdefault(text, text)


def _menu_of_lone_page(blocks: Sequence[Block]) -> set[int]:
    """Without pages to compare with: many short bare links before the first words of its own."""
    run: list[int] = []
    for at, block in enumerate(blocks):
        if block.place:
            continue
        if not _is_link(block):
            if block.heading or len(block.text) > _LONGEST_ENTRY:
                break
            continue
        if len(block.text) > _LONGEST_ENTRY or _YEAR.search(block.text):
            break
        run.append(at)
    return set(run) if len(run) >= _MENU_ENTRIES else set()


def _surplus(blocks: Sequence[Block], repeated: Sequence[int], host: _Host) -> set[int]:
    """Of the repeated blocks those that the menu does not account for, so the page says them itself."""
    texts = {blocks[at].text for at in repeated}
    times = Counter([block.text for block in blocks if block.text in texts])
    own: set[int] = set()
    more = {blocks[at].text: times[blocks[at].text] - host.usual.get(blocks[at].text, 1) for at in repeated}
    if not any(more.values()):
        return own
    # Headings first, then plain words, then links; of equals the later, menus come first.
    for at in sorted(repeated, key=lambda at: (not blocks[at].heading, _is_link(blocks[at]), -at)):
        text = blocks[at].text
        if more[text] > 0:
            more[text] -= 1
            own.add(at)
    return own


def _kept(page: HtmlFacts, host: _Host) -> list[int]:
    """Indices of the blocks that speak for this page alone."""
    blocks = page.blocks
    main = [at for at, block in enumerate(blocks) if not block.place]
    repeated = [at for at in main if blocks[at].text in host.often and host.repeats(blocks[at])]
    away = set(repeated)
    if repeated:
        away -= _surplus(blocks, repeated, host)
        title = "" if host.is_shared(page) else page.title.casefold()
        away -= {at for at in repeated if blocks[at].heading and blocks[at].text.casefold() == title}
    if host.size < _FEWEST_PAGES:
        away |= _menu_of_lone_page(blocks)
    kept = [at for at in main if at not in away]
    if host.size >= _FEWEST_PAGES and all(blocks[at].heading for at in kept):
        # A template may call its main part a sidebar: what no other page shows is the page's own.
        aside = [
            at for at, block in enumerate(blocks) if block.place is Place.SIDE and not host.repeats(block)
        ]
        kept = sorted(kept + aside)
    return kept


def _page(one: Fetched, facts: HtmlFacts, host: _Host) -> Page:
    kept = _kept(facts, host)
    own = set(kept)
    blocks = [facts.blocks[at] for at in kept]
    text = "\n".join(block.text for block in blocks)[:LONGEST_TEXT]
    title = host.title(facts, blocks)
    links = [host.menu_links.get(link) or host.link(link, own) for link in facts.links]
    return Page(
        url=one.url,
        title=title,
        final_url=one.final_url,
        status=one.status,
        headings=tuple(block.text for block in blocks if block.heading),
        text=text,
        menu_text=host.menu([block.text for at, block in enumerate(facts.blocks) if at not in own]),
        links=tuple([link for link in links if link.url]),
        images=tuple(Image(url, alt) for url, alt in facts.images if host.shown[url] < host.enough),
        embeds=tuple(url for url in facts.embeds if host.shown[url] < host.enough),
        has_form=facts.has_form,
        dates=find_dates(f"{title}\n{text}", around=facts.published_on),
        published_on=facts.published_on,
        language=facts.language,
        size=one.size,
        fetched_at=one.fetched_at,
        sha256=one.sha256,
        anchors=one.anchors,
        seen_on=one.seen_on,
        depth=one.depth,
    )


def _document(one: Fetched, opened: Opened) -> Page:
    return Page(
        url=one.url,
        title=opened.title,
        final_url=one.final_url,
        status=one.status,
        kind=opened.kind,
        text=opened.text,
        dates=opened.dates,
        size=one.size,
        fetched_at=one.fetched_at,
        sha256=one.sha256,
        file=opened.file,
        anchors=one.anchors,
        seen_on=one.seen_on,
        depth=one.depth,
    )


def clean(fetched: Sequence[Fetched]) -> tuple[Page, ...]:
    """The pages of `fetched` in its order, web pages without what repeats on their host.

    Call once, when a crawl is over: repetition is counted per host over all pages given.
    Blocks of navigation, header and footer go first, then blocks that stand on many
    pages of the host; links in them are `in_menu`. A page keeps its own title and
    headings, and a menu's word where the page says it once more than the menu does.
    Documents pass through as pages with `file` set.
    """
    by_host: dict[str, list[HtmlFacts]] = {}
    for one in fetched:
        if isinstance(one.content, HtmlFacts):
            by_host.setdefault(host_of(one.final_url or one.url), []).append(one.content)
    hosts = {name: _Host(pages) for name, pages in by_host.items()}
    return tuple(
        _page(one, one.content, hosts[host_of(one.final_url or one.url)])
        if isinstance(one.content, HtmlFacts)
        else _document(one, one.content)
        for one in fetched
    )
