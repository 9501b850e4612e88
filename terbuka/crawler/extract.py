"""From the bytes of a web page to plain facts: words, links, forms, frames, dateline."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple


class Place(IntEnum):
    """Where a block stands. `SIDE` is guessed from class names, `MENU` said by the page's own tags."""

    MAIN = 0
    SIDE = 1
    MENU = 2


class Block(NamedTuple):
    """One paragraph, cell, list entry or heading, blanks collapsed. `heading` is 1 to 6, else 0.

    `linked` counts the characters of `text` that stand inside links. The text itself is the key
    by which repeated blocks are found: Python keeps its hash.
    """

    text: str
    place: Place
    heading: int
    linked: int


class Anchor(NamedTuple):
    """A link: absolute http(s) address without fragment, words, its row or list entry, its block.

    `block` is the index in `HtmlFacts.blocks` where the link begins (-1: none, a picture link).
    Documents shown in a frame or viewer are anchors too, so that they are opened.
    """

    url: str
    text: str
    context: str
    place: Place
    block: int


@dataclass(frozen=True, slots=True)
class HtmlFacts:
    """What one page of HTML says.

    `title` has no site name where that can be told from one page; `headings` are those
    outside menus; `images` are (absolute address, alternative text) of the main part;
    `embeds` are absolute addresses of frames, players and viewers in the main part.
    `has_form` is true where a visitor can write to the body (not search, sign-in,
    newsletter, language or comment forms). `language` is "id", "en", another two-letter
    code, or "". `refresh_to` is the absolute target of a meta refresh, `canonical` that
    of the canonical link, both "" where absent. `looks_like_login` is true for a page
    that is a sign-in form and little else, `needs_javascript` for a shell whose words
    only a script would bring.
    """

    title: str = ""
    headings: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    links: tuple[Anchor, ...] = ()
    images: tuple[tuple[str, str], ...] = ()
    embeds: tuple[str, ...] = ()
    has_form: bool = False
    language: str = ""
    published_on: date | None = None
    refresh_to: str = ""
    canonical: str = ""
    looks_like_login: bool = False
    needs_javascript: bool = False
    site_name: str = ""


def read_html(body: bytes, *, url: str, content_type: str = "") -> HtmlFacts:
    """The facts of the page `body` fetched from `url` (the address after redirects).

    `content_type` is the header as sent; its charset is tried first, then a byte-order
    mark, a meta tag, UTF-8 and Windows-1252. Never raises: broken or hostile HTML gives
    what could be read; time is linear in the size, and only the first 4 MB are read.
    """
    raise NotImplementedError
