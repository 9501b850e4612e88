"""What has been seen of a page so far: blocks, links and the rows they stand in, margins.

`extract_tags` says what each tag means and calls the verbs here, in the order of the page.
"""

import re
from functools import lru_cache
from html import unescape
from urllib.parse import urljoin

from terbuka.crawler.extract_facts import Anchor, Block, Place
from terbuka.crawler.extract_forms import SeenForm
from terbuka.crawler.extract_places import is_noise

MOST_BLOCKS, MOST_LINKS, MOST_OTHERS = 20_000, 5_000, 300
_LONGEST_LINK_TEXT, _LONGEST_CONTEXT, _MOST_CONTEXT_BLOCKS, _DEEPEST = 500, 300, 14, 12
_LONGEST_NOISE = 80
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
# Words that say "open it" and nothing of what it is.
_BARE = frozenset(
    "unduh download lihat buka baca view open detail selengkapnya klik di sini disini here click read more"
    " file dokumen pdf tampilkan preview pratinjau link tautan unduhan disini. selengkapnya... » › → -".split()
)


@lru_cache(maxsize=16_384)
def _joined(base: str, href: str) -> str:
    if _SCHEME.match(href) and not href[:6].lower().startswith(("http:", "https:")):
        return ""
    try:
        url = urljoin(base, href).partition("#")[0]
    except ValueError:
        return ""
    return url if url[:6].lower().startswith(("http:", "https:")) else ""


def plain(words: str) -> str:
    """Characters instead of entities, blanks collapsed."""
    return " ".join((unescape(words) if "&" in words else words).split())


class _SeenLink:
    __slots__ = ("alt", "block", "context", "place", "start", "text", "title", "url", "words")

    def __init__(self, url: str, title: str, place: Place, block: int, start: int) -> None:
        self.url, self.title, self.place = url, title, place
        self.block, self.start = block, start
        self.words: list[str] = []
        self.alt = self.text = self.context = ""


class Walk:
    """The state of one walk over a page; `extract_tags.walk` fills it."""

    def __init__(self, url: str) -> None:
        self.base = url
        self.title = self.language = self.canonical = ""
        self.has_mount = False
        self.blocks: list[Block] = []
        self.images: list[tuple[str, str]] = []
        self.embeds: list[str] = []
        self.metas: list[dict[str, str]] = []
        self.times: list[str] = []
        self.forms: list[SeenForm] = []
        self.signs_in = False
        self.words: list[str] = []
        self.heading = 0
        self.place = Place.MAIN
        self.region, self.region_depth = "", 0
        self.inside_main = 0
        self.silent, self.silent_from = "", 0
        self._links: list[_SeenLink] = []
        self._link: _SeenLink | None = None
        self._linked = 0
        self._rows: list[tuple[str, int, int, str]] = []

    def absolute(self, href: str) -> str:
        """`href` against the page's base, without fragment; "" where it leads nowhere on the web."""
        href = href.strip()
        return _joined(self.base, href) if href and href[0] != "#" else ""

    # -- blocks

    def end_block(self) -> None:
        """What was said since the last end becomes a block, if it says anything."""
        words = self.words
        if not words:
            return
        if self.silent:
            del words[self.silent_from :]
            self.silent_from = 0
        link = self._link
        if link is not None:
            said = "".join(words[link.start :])
            link.words.append(said)
            link.start = 0
            self._linked += len(said.strip())
        text = plain("".join(words))
        words.clear()
        if text and not (len(text) <= _LONGEST_NOISE and is_noise(text)) and len(self.blocks) < MOST_BLOCKS:
            self.blocks.append(Block(text, self.place, self.heading, min(self._linked, len(text))))
        self._linked = 0

    def hush(self, name: str) -> None:
        """What comes until `/name` is not shown as text."""
        if not self.silent:
            self.silent, self.silent_from = name, len(self.words)

    def unhush(self) -> str:
        """The words that were not shown."""
        unsaid = "".join(self.words[self.silent_from :])
        del self.words[self.silent_from :]
        self.silent = ""
        return plain(unsaid)

    # -- margins

    def enter(self, name: str, place: Place) -> None:
        """A margin begins with this tag and lasts until its closing tag."""
        self.region, self.region_depth, self.place = name, 1, place

    def leave(self) -> None:
        """Back in the main part."""
        self.region, self.place = "", Place.MAIN

    # -- links

    def open_link(self, href: str, title: str) -> None:
        """A link begins; one that was left open ends."""
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
        here = "".join(self.words[link.start :])
        self._linked += len(here.strip())
        link.words.append(here)
        link.text = plain(" ".join(link.words))[:_LONGEST_LINK_TEXT]
        if not link.text:
            link.text, link.block = link.alt, -1
        title = plain(link.title)
        if title and title.casefold() not in link.text.casefold():
            link.text = f"{link.text} {title}".strip()[:_LONGEST_LINK_TEXT]
        self._links.append(link)

    def add_link(self, url: str, text: str) -> None:
        """A document that the page shows in a frame."""
        if url and len(self._links) < MOST_LINKS:
            link = _SeenLink(url, "", self.place, -1, 0)
            link.text = plain(text)
            self._links.append(link)

    def add_image(self, address: str, alt: str) -> None:
        """A picture; its words stand for those of the link around it."""
        if self._link is not None and alt:
            self._link.alt = f"{self._link.alt} {plain(alt)}".strip()
        if not self.place and len(self.images) < MOST_OTHERS:
            url = self.absolute(address)
            if url:
                self.images.append((url, plain(alt)))

    # -- rows and list entries

    def open_row(self, name: str) -> None:
        """A table row or list entry begins; a list inside a row carries the words before it."""
        if self._rows and self._rows[-1][0] == name == "tr":
            self.close_row(name)
        if len(self._rows) >= _DEEPEST:
            return
        lead = ""
        if self._rows:
            _, block, _, outer = self._rows[-1]
            lead = f"{outer} {self._since(block)}".strip()
            lead = lead if len(lead) <= _LONGEST_CONTEXT else ""
        self._rows.append((name, len(self.blocks), len(self._links), lead))

    def close_row(self, name: str) -> None:
        """The row ends, with entries left open in it; its links learn the words beside them."""
        if not any(row[0] == name for row in self._rows):
            return
        while True:
            opened, block, link, lead = self._rows.pop()
            if len(self._links) > link:
                context = f"{lead} {self._since(block)}".strip()
                if context and len(context) <= _LONGEST_CONTEXT:
                    for one in self._links[link:]:
                        one.context = one.context or context
            if opened == name:
                return

    def _since(self, block: int) -> str:
        """The words of the blocks from number `block` on, "" where they are too many to be one row."""
        if len(self.blocks) - block > _MOST_CONTEXT_BLOCKS:
            return ""
        return " ".join(one.text for one in self.blocks[block:])

    # -- the end

    def finish(self) -> tuple[Anchor, ...]:
        """Close what the page left open. The links in their order."""
        self.end_block()
        self.close_link()
        while self._rows:
            self.close_row(self._rows[-1][0])
        return tuple(
            Anchor(one.url, one.text, "" if one.place else self._context(one), one.place, one.block)
            for one in self._links
        )

    def _context(self, link: _SeenLink) -> str:
        """The words beside a link: its row, else its own block, else the block above a bare "Unduh"."""
        blocks, at = self.blocks, link.block
        context = link.context
        if not context and 0 <= at < len(blocks) and len(blocks[at].text) <= _LONGEST_CONTEXT:
            context = blocks[at].text
        if context.casefold() in link.text.casefold():
            context = ""
        if not context and 0 < at <= len(blocks) and _BARE.issuperset(link.text.casefold().split()):
            above = blocks[at - 1]
            context = above.text if above.place == link.place and len(above.text) <= _LONGEST_CONTEXT else ""
        return context
