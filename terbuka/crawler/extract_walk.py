"""What has been seen of a page so far: blocks, links and the rows they stand in, margins.

`extract_tags` says what each element means and calls the verbs here, in the order of the page.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from terbuka.crawler.extract_words import is_bare, is_noise, plain

MOST_BLOCKS, MOST_LINKS, MOST_OTHERS = 20_000, 5_000, 300
_LONGEST_LINK_TEXT, _LONGEST_CONTEXT, _MOST_CONTEXT_BLOCKS, _DEEPEST = 500, 300, 14, 12
_LONGEST_LEAD, _MOST_LEAD_BLOCKS = 160, 4
_MOST_LESSONS, _MOST_REMEMBERED = 3, 2_000_000
_WEB = ("http:", "https:")
_ABSOLUTE = re.compile(r"https?://|(?!https?:)[a-z][a-z0-9+.\-]*:", re.IGNORECASE)


class Place(IntEnum):
    """Where a block stands. `SIDE` is guessed from class names, `MENU` said by the page's own tags."""

    MAIN = 0
    SIDE = 1
    MENU = 2

    # That of Enum is five times slower, and sets of anchors ask it for each link of each page.
    __hash__ = int.__hash__


class Block(NamedTuple):
    """One paragraph, cell, list entry or heading, blanks collapsed. `heading` is 1 to 6, else 0.

    `linked` counts the characters of `text` that stand inside links. The text itself is the
    key by which repeated blocks are found: Python keeps its hash.
    """

    text: str
    place: Place
    heading: int
    linked: int


class Anchor(NamedTuple):
    """A link: absolute http(s) address without fragment, words, its row or list entry, its block.

    `block` is the index in `HtmlFacts.blocks` where the link begins (-1: a picture link, or one of a menu).
    Documents shown in a frame or viewer are anchors too, so that they are opened.
    """

    url: str
    text: str
    context: str
    place: Place
    block: int


@lru_cache(maxsize=16_384)
def _joined(base: str, href: str) -> str:
    try:
        url = urljoin(base, href).partition("#")[0]
    except ValueError:
        return ""
    return url if url[:6].lower().startswith(_WEB) else ""


class _SeenLink:
    """A link whose words are still to come, or that waits for its row to end."""

    said = alt = text = context = ""

    def __init__(self, url: str, title: str, place: Place, block: int, start: int) -> None:
        self.url, self.title, self.place = url, title, place
        self.block, self.start = block, start


@dataclass(slots=True)
class _Row:
    """An open table row or list entry; `lead_here` led to its last inner row, which ended at `inner_end`."""

    block: int
    link: int
    lead: str
    inner_end: int = -1
    lead_here: str = ""


class _Menu(NamedTuple):
    """What a menu adds to a page."""

    blocks: tuple[Block, ...]
    links: tuple[Anchor, ...]


class _Lesson(NamedTuple):
    """A menu that is being read: its markup, and what had been seen of the page when it began."""

    markup: str
    block: int
    link: int
    marks: tuple[object, ...]


class Menus:
    """Menus, headers and footers met on one site: it repeats them on every page, so each is read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], _Menu] = {}
        self._size = 0

    def recall(self, origin: str, markup: str) -> _Menu | None:
        """What this markup said before on a page of this origin, None where it is new."""
        return self._known.get((origin, markup))

    def remember(self, origin: str, markup: str, menu: _Menu) -> None:
        """Keep what a menu says; a site whose menus all differ starts over at two million signs."""
        self._size += len(markup)
        if self._size > _MOST_REMEMBERED:
            self._known.clear()
            self._size = len(markup)
        self._known[origin, markup] = menu


class Walk:
    """The state of one walk over a page; `extract_tags.walk` fills it."""

    def __init__(self, url: str, menus: Menus) -> None:
        self._relative = 0
        self.rebase(url)
        self.title = self.language = self.canonical = self.notices = ""
        self.has_mount = self.signs_in = self.asks = False
        self.blocks: list[Block] = []
        self.images: list[tuple[str, str]] = []
        self.embeds: list[str] = []
        self.metas: list[dict[str, str]] = []
        self.scripts: list[str] = []
        self.times: list[str] = []
        self.words: list[str] = []
        self.heading = 0
        self.place = Place.MAIN
        self.inside_main = 0
        self._links: list[_SeenLink | Anchor] = []
        self._link: _SeenLink | None = None
        self._linked = 0
        self._last_said = self._last_plain = ""
        self._rows: list[_Row] = []
        self._menus = menus
        self._lessons: list[_Lesson | None] = []

    # -- addresses

    def rebase(self, base: str) -> None:
        """Links are relative to `base` from here on."""
        self.base = base
        start = base.find("/", base.find("//") + 2)
        self.origin = base[:start] if start > 0 else base.partition("?")[0]

    def absolute(self, href: str) -> str:
        """`href` against the page's base, without fragment; "" where it leads nowhere on the web."""
        href = href.strip()
        if not href or href[0] == "#":
            return ""
        if href[0] == "/" and href[1:2] != "/":
            return (self.origin + href).partition("#")[0]
        if not _ABSOLUTE.match(href):
            self._relative += 1
        return _joined(self.base, href)

    # -- blocks

    def end_block(self) -> None:
        """What was said since the last end becomes a block, if it says anything."""
        words = self.words
        if not words:
            return
        link = self._link
        if link is not None:
            here = plain("".join(words[link.start :]))
            if len(link.said) < _LONGEST_LINK_TEXT:
                link.said = f"{link.said} {here}".strip()
            link.start = 0
            self._linked += len(here)
        said = words[0] if len(words) == 1 else "".join(words)
        # An entry of a menu is a link and nothing else: its words are plain already.
        text = self._last_plain if said is self._last_said else plain(said)
        words.clear()
        if text and len(self.blocks) < MOST_BLOCKS and not is_noise(text):
            self.blocks.append(Block(text, self.place, self.heading, min(self._linked, len(text))))
        self._linked = 0

    # -- links

    def open_link(self, href: str, title: str) -> None:
        """A link begins; one that is still open ends."""
        if self._link is not None:
            self.close_link()
        url = self.absolute(href)
        if url and len(self._links) < MOST_LINKS:
            self._link = _SeenLink(url, title, self.place, len(self.blocks), len(self.words))

    def close_link(self) -> None:
        """The link that is open ends."""
        link = self._link
        if link is None:
            return
        self._link = None
        words = self.words
        if len(words) == 1 and not link.start:
            self._last_said, here = words[0], plain(words[0])
            self._last_plain = here
        else:
            here = plain("".join(words[link.start :]))
        self._linked += len(here)
        text = f"{link.said} {here}".strip() if link.said else here
        if not text:
            text, link.block = link.alt, -1
        if link.title and link.title.casefold() not in text.casefold():
            text = f"{text} {link.title}".strip()
        link.text = text[:_LONGEST_LINK_TEXT]
        self._links.append(link)

    def add_link(self, url: str, text: str) -> None:
        """A document that the page shows in a frame."""
        if url and len(self._links) < MOST_LINKS:
            link = _SeenLink(url, "", self.place, -1, 0)
            link.text = plain(text)[:_LONGEST_LINK_TEXT]
            self._links.append(link)

    @property
    def is_in_link(self) -> bool:
        """Is a link open?"""
        return self._link is not None

    def add_image(self, address: str, alt: str) -> None:
        """A picture; its words stand for those of the link around it."""
        if self._link is not None and alt and len(self._link.alt) < _LONGEST_LINK_TEXT:
            self._link.alt = f"{self._link.alt} {plain(alt)}".strip()
        if not self.place and len(self.images) < MOST_OTHERS:
            url = self.absolute(address)
            if url:
                self.images.append((url, plain(alt)))

    # -- rows and list entries

    def open_row(self) -> None:
        """A table row or list entry begins; a list inside a row carries the words before it."""
        lead = ""
        if self._rows and not self.place:
            lead = self._rows[-1].lead_here = self._lead(self._rows[-1])
        self._rows.append(_Row(len(self.blocks), len(self._links), lead))

    def _lead(self, outer: _Row) -> str:
        """The words before an inner row: those of its outer one that no inner row before it holds."""
        if outer.inner_end == len(self.blocks):
            return outer.lead_here
        start = max(outer.block, outer.inner_end)
        # More than a few words are no lead but a column of the layout, as a menu beside the text.
        words = self._since(start) if len(self.blocks) - start <= _MOST_LEAD_BLOCKS else ""
        lead = f"{outer.lead} {words}".strip() if outer.inner_end < 0 else words
        return lead if len(lead) <= _LONGEST_LEAD else ""

    def close_row(self) -> None:
        """The row ends; its links learn the words beside them, innermost row first."""
        row = self._rows.pop()
        if self._rows:
            self._rows[-1].inner_end = len(self.blocks)
        if len(self._links) == row.link or self.place or len(self._rows) >= _DEEPEST:
            return
        context = self._since(row.block)
        if row.lead and len(row.lead) + len(context) < _LONGEST_CONTEXT:
            context = f"{row.lead} {context}".strip()
        if context and len(context) <= _LONGEST_CONTEXT:
            for link in self._links[row.link :]:
                if isinstance(link, _SeenLink):
                    link.context = link.context or context

    def _since(self, block: int) -> str:
        """The words of the blocks from number `block` on, "" where they are too many to be one row."""
        if len(self.blocks) - block > _MOST_CONTEXT_BLOCKS:
            return ""
        texts = [one.text for one in self.blocks[block:]]
        if len(texts) == 1 and len(texts[0]) <= _LONGEST_CONTEXT:
            return texts[0]
        # Cells stay apart by line breaks: one of them names the document, others count or date it.
        return "\n".join(texts) if sum(map(len, texts)) <= _LONGEST_CONTEXT else ""

    # -- menus

    def open_menu(self, node: LexborNode) -> bool:
        """A menu, or an entry of one, begins; false where it was met before and needs no reading.

        A header holds a nav and a nav its entries. Each is looked up, so that an entry marked as
        "active" costs that entry alone; nothing deeper is, so that nesting costs thrice the size at most.
        """
        self._lessons.append(None)
        is_plain = self.place is Place.MENU and self._link is None and not self.heading and not self.words
        if not is_plain or len(self._lessons) > _MOST_LESSONS:
            return True
        markup = node.html or ""
        known = self._menus.recall(self.origin, markup)
        if known is None:
            self._lessons[-1] = _Lesson(markup, len(self.blocks), len(self._links), self._marks())
            return True
        self.blocks += known.blocks[: MOST_BLOCKS - len(self.blocks)]
        self._links += known.links[: MOST_LINKS - len(self._links)]
        return False

    def close_menu(self) -> None:
        """The menu ends; it is remembered where blocks and links are all that it left."""
        lesson = self._lessons.pop()
        if lesson is None or self._link is not None or self._marks() != lesson.marks:
            return
        if len(self.blocks) < MOST_BLOCKS and len(self._links) < MOST_LINKS:
            anchors = [self._anchor(link) for link in self._links[lesson.link :]]
            self._links[lesson.link :] = anchors
            menu = _Menu(tuple(self.blocks[lesson.block :]), tuple(anchors))
            self._menus.remember(self.origin, lesson.markup, menu)

    def _marks(self) -> tuple[object, ...]:
        """All that a menu may change besides blocks and links, and how many links were relative."""
        counts = (len(self.scripts), len(self.metas), self._relative, self.inside_main)
        return (*counts, self.base, self.title, self.canonical, self.notices, self.has_mount, self.heading)

    # -- the end

    @property
    def links(self) -> tuple[Anchor, ...]:
        """All links in the order of their end."""
        return tuple([one if type(one) is Anchor else self._anchor(one) for one in self._links])

    def _anchor(self, link: _SeenLink | Anchor) -> Anchor:
        if isinstance(link, Anchor):
            return link
        if link.place is Place.MENU:
            return Anchor(link.url, link.text, "", link.place, -1)
        context = "" if link.place else self._context(link)
        return Anchor(link.url, link.text, context, link.place, link.block)

    def _context(self, link: _SeenLink) -> str:
        """The words beside a link: its row, else its own block, else the block above a bare "Unduh"."""
        blocks, at = self.blocks, link.block
        context = link.context
        if not context and 0 <= at < len(blocks) and len(blocks[at].text) <= _LONGEST_CONTEXT:
            context = blocks[at].text
        if context == link.text or context.casefold() in link.text.casefold():
            context = ""
        if not context and 0 < at <= len(blocks) and is_bare(link.text):
            above = blocks[at - 1]
            context = above.text if above.place == link.place and len(above.text) <= _LONGEST_CONTEXT else ""
        return context
