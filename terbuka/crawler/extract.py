"""From the bytes of a web page to plain facts: words, links, forms, frames, dateline."""

import codecs
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from terbuka.crawler.extract_about import published_on, title_of
from terbuka.crawler.extract_tags import walk
from terbuka.crawler.extract_walk import MOST_OTHERS, Anchor, Block, Menus, Place, Walk

__all__ = ["Anchor", "Block", "HtmlFacts", "Menus", "Place", "read_html"]

# Parsers are quadratic where elements nest, where one tag has thousands of attributes and
# where unclosed <b> and <font> are opened anew in each paragraph: half a megabyte of <div>
# takes half a minute. Pages beyond these bounds are cut before they are parsed.
LONGEST_BODY, MOST_TAGS, DEEPEST, MOST_ATTRIBUTES = 4_000_000, 40_000, 1_000, 500
_USUAL_TAGS, _USUAL_LENGTH, _MOST_REOPENED = 3_000, 100_000, 200_000
_QUOTED = r"(?:\"[^\"]*+\"|\s*+(?:\"[^\"]*+\"|'[^']*+')?+)[^>=]*+"
_TAG = re.compile(rf"<(/?+)([a-zA-Z]\w*+)([^>=]*+(?:={_QUOTED})*+)>")
_VALUE = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_BETWEEN_ATTRIBUTES = re.compile(r"[\s/=\"']+")
_FORMATTING_NAME = r"(?=[bcefistuBCEFISTU])(?i:b|big|code|em|font|i|s|small|strike|strong|tt|u)(?=[\s/>])"
_FORMATTING = re.compile(rf"<(/?){_FORMATTING_NAME}")
_FORMATTING_OPENS = re.compile(rf"<{_FORMATTING_NAME}")
# Elements without a closing tag, and those that the next of their kind closes, do not nest.
_FLAT_NAMES = (
    "area base br col embed hr img input link meta param source track wbr"
    " li p td th tr tbody thead tfoot option dd dt"
)
_FLAT = frozenset(_FLAT_NAMES.split())

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.\-]{2,40})", re.IGNORECASE
)
_HEADER_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.\-]{2,40})", re.IGNORECASE)
# The web reads these names as Windows-1252 (WHATWG encoding standard).
_AS_CP1252 = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252"})
_NO_TEXT = frozenset({"utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"})

_LOGIN_LENGTH, _SHELL_LENGTH, _SILENT_LENGTH = 700, 250, 40
_REFRESH = re.compile(r"\s*[0-9.]*\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*([^\"'\s>]+)", re.IGNORECASE)
_DOCUMENT_IN_SCRIPT = re.compile(r"[\"']([^\"'<>\s]{1,400}\.pdf(?:\?[^\"'<>\s]{0,200})?)[\"']", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-zA-Z]{2}(?=$|[-_])")
_STOP_WORDS = {
    "id": "yang dan di dengan untuk pada dari ini dalam adalah oleh tidak atau sebagai telah akan itu ke",
    "en": "the and of to in is for on with that by this as are was be from at it not",
}
_LANGUAGES = {code: frozenset(words.split()) for code, words in _STOP_WORDS.items()}
_FEWEST_STOP_WORDS = 3


@dataclass(frozen=True, slots=True)
class HtmlFacts:
    """What one page of HTML says.

    `title` has no site name where that can be told from one page; `headings` are those
    outside menus; `images` are (absolute address, alternative text) of the main part;
    `embeds` are absolute addresses of frames, players and viewers in the main part.
    `has_form` is true where a visitor can write to the body (not search, sign-in,
    newsletter, language or comment forms). `language` is "id", "en", another two-letter
    code, or "". `refresh_to` is the absolute target of a meta refresh, `canonical` that
    of the canonical link, both "" where absent; `nofollow` is the page's own wish.
    `looks_like_login` is true for a page that is a sign-in form and little else,
    `needs_javascript` for a shell whose words only a script would bring.
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
    nofollow: bool = False
    looks_like_login: bool = False
    needs_javascript: bool = False


# -- from bytes to a page that can be parsed


def _codec(label: str) -> str:
    """Python's name of a charset label, "" where it is unknown or no encoding of the web."""
    if label.lower() in _AS_CP1252:
        return "cp1252"
    try:
        name = codecs.lookup(label).name
        b"a".decode(name)  # refuses zip and rot13, which are codecs but no text
    except (LookupError, ValueError):
        return ""
    return "" if name in _NO_TEXT else name


def _claimed(body: bytes, content_type: str) -> str:
    """The encoding that byte-order mark, header or meta tag name, in this order; "" for none."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return name
    header = _HEADER_CHARSET.search(content_type)
    if header and (name := _codec(header[1])):
        return name
    meta = _META_CHARSET.search(body, 0, 4096)
    name = _codec(meta[1].decode("ascii", "replace")) if meta else ""
    # A meta tag that could be read byte by byte cannot be in UTF-16.
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def _decode(body: bytes, content_type: str) -> str:
    """The characters of the first 4 MB; UTF-8 unless something else is claimed or plain to see."""
    body = body[:LONGEST_BODY]
    name = _claimed(body, content_type) or "utf-8"
    text = body.decode(name, "replace")
    broken = text.count("\ufffd") if name == "utf-8" else 0
    if broken and broken * 2 > sum(sign > "\x7f" for sign in text):
        text = body.decode("cp1252", "replace")
    return text.removeprefix("\ufeff")


def _cut(html: str) -> str:
    """`html` up to the place where its tags become too many, too deep or too long to parse."""
    # Behind the last ">" no tag can end; what begins there would be searched in vain again and again.
    end = html.rfind(">") + 1
    opened: Counter[str] = Counter()
    depth = 0
    for number, tag in enumerate(_TAG.finditer(html[:end])):
        closes, name, attributes = tag.groups()
        name = name.lower()
        if closes:
            if opened[name] > 0:
                opened[name] -= 1
                depth -= 1
        elif name not in _FLAT:
            opened[name] += 1
            depth += 1
        is_long = len(attributes) > MOST_ATTRIBUTES and _attribute_count(attributes) > MOST_ATTRIBUTES
        if depth > DEEPEST or number >= MOST_TAGS or is_long:
            return html[: tag.start()]
    return html[:end] + html[end:].partition("<")[0]


def _attribute_count(attributes: str) -> int:
    """No fewer than the attributes there are."""
    return len(_BETWEEN_ATTRIBUTES.split(_VALUE.sub("''", attributes)))


def _tame(html: str) -> str:
    """A page that a parser reads in linear time; nearly every page is one and stays as it is."""
    tags = html.count("<")
    if tags > _USUAL_TAGS or len(html) > _USUAL_LENGTH:
        html = _cut(html)
        tags = min(tags, html.count("<"))
    if tags * tags > 2 * _MOST_REOPENED and tags * len(_FORMATTING_OPENS.findall(html)) > _MOST_REOPENED:
        # Bold and colour mean nothing here, and a `span` is not opened anew.
        html = _FORMATTING.sub(r"<\1span", html)
    return html


# -- facts about the page as a whole


def _language(declared: str, blocks: Sequence[Block]) -> str:
    """The declared language, else Indonesian or English by their commonest words, else ""."""
    code = _LANGUAGE.match(declared.strip())
    if code:
        return "id" if code[0].lower() == "in" else code[0].lower()
    words = " ".join(block.text for block in blocks[:200])[:4000].lower().split()
    found = {code: sum(word in common for word in words) for code, common in _LANGUAGES.items()}
    best = max(found, key=lambda code: found[code])
    return best if found[best] >= _FEWEST_STOP_WORDS else ""


def _refresh(seen: Walk) -> str:
    for meta in seen.metas:
        if meta.get("http-equiv", "").lower() == "refresh":
            found = _REFRESH.match(meta.get("content", ""))
            return seen.absolute(found[1]) if found else ""
    return ""


def _nofollow(seen: Walk) -> bool:
    return any(
        meta.get("name", "").lower() == "robots" and "nofollow" in meta.get("content", "").lower()
        for meta in seen.metas
    )


def _needs_javascript(seen: Walk) -> bool:
    """Few words, no picture, frame or form that could be the content, and scripts that would bring it."""
    has_content = seen.images or seen.embeds or seen.asks or seen.signs_in
    if not seen.scripts or has_content or len(seen.blocks) > _SHELL_LENGTH:
        return False
    text = " ".join(block.text for block in seen.blocks)
    if len(text) > _SHELL_LENGTH:
        return False
    is_silent = len(text) <= _SILENT_LENGTH and not seen.links
    return is_silent or seen.has_mount or "javascript" in f"{seen.notices} {text}".lower()


def _looks_like_login(seen: Walk) -> bool:
    return seen.signs_in and sum(len(block.text) for block in seen.blocks if not block.place) <= _LOGIN_LENGTH


def _show_documents_of_scripts(seen: Walk) -> None:
    """Viewers and flipbooks name their PDF in a script; it counts as a frame."""
    for script in seen.scripts:
        if ".pdf" not in script:
            continue
        for address in _DOCUMENT_IN_SCRIPT.findall(script)[:MOST_OTHERS]:
            url = seen.absolute(address.replace("\\/", "/"))
            if url and url not in seen.embeds and len(seen.embeds) < MOST_OTHERS:
                seen.embeds.append(url)
                seen.add_link(url, "")


def read_html(body: bytes, *, url: str, content_type: str = "", menus: Menus | None = None) -> HtmlFacts:
    """The facts of the page `body` fetched from `url` (the address after redirects).

    `content_type` is the header as sent; a byte-order mark is believed before its charset,
    then come a meta tag, UTF-8 and Windows-1252. Never raises: broken or hostile HTML gives
    what could be read. Time and memory are linear in the size: at most 4 MB and 40,000 tags
    are read, nested at most 1,000 deep. Pages of one site may share `menus`: what they repeat is
    then read once, and the facts are the same.
    """
    html = _tame(_decode(body, content_type))
    # The parser takes bytes half again as fast as text.
    seen = walk(LexborHTMLParser(html.encode("utf-8", "replace")), url, menus or Menus())
    _show_documents_of_scripts(seen)
    blocks = seen.blocks
    return HtmlFacts(
        title=title_of(seen.title, seen.metas, blocks),
        headings=tuple(block.text for block in blocks if block.heading and not block.place),
        blocks=tuple(blocks),
        links=seen.links,
        images=tuple(seen.images),
        embeds=tuple(seen.embeds),
        has_form=seen.asks,
        language=_language(seen.language, blocks),
        published_on=published_on(metas=seen.metas, scripts=seen.scripts, times=seen.times, blocks=blocks),
        refresh_to=_refresh(seen),
        canonical=seen.canonical,
        nofollow=_nofollow(seen),
        looks_like_login=_looks_like_login(seen),
        needs_javascript=_needs_javascript(seen),
    )
