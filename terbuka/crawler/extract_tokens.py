"""Bytes to characters, characters to tags and text: the linear part of reading HTML.

A tree is not built. Building one is quadratic where tags nest (half a megabyte of
`<div>` holds a tree parser for half a minute, and the whole crawl with it), while
facts about a page need no tree: they need the order of tags and text. Tags follow
the tokenizer of the HTML standard; every pattern here is possessive, and text ends
with the last `>`, so that each sign is looked at a bounded number of times.
"""

import codecs
import re
from functools import lru_cache
from html import unescape

LONGEST_BODY = 4_000_000
MOST_TAGS = 200_000
_LONGEST_CACHED = 400

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.-]{2,40})", re.I
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
# The web reads these names as Windows-1252 (WHATWG encoding standard).
_AS_CP1252 = frozenset(
    "iso-8859-1 iso8859-1 latin-1 latin1 us-ascii ascii windows-1252 cp1252 iso-8859-15".split()
)

_HIDDEN = "script|style|svg|template|noembed|noframes|xmp|math"
# The look-ahead spares the case-insensitive comparison at nearly every tag.
_NOT_SHOWN = re.compile(rf"<(?=[!?sStTnNxXmM])(?:!--|([!?])|((?i:{_HIDDEN}))(?=[\s/>]))")
_CLOSING = {name: re.compile(f"</{name}(?=[\\s/>])", re.I) for name in _HIDDEN.split("|")}
_QUOTED = r"(?:\"[^\"]*+\"[^>=]*+|\s*+(?:\"[^\"]*+\"|'[^']*+')?+[^>=]*+)"
_TAG = re.compile(rf"<(/?+[a-zA-Z]\w*+)([^>=]*+(?:={_QUOTED})*+)>")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")


def _codec(label: str) -> str:
    """Python's name of a charset label, "" where it is unknown or no text encoding."""
    label = label.lower()
    if label in _AS_CP1252:
        return "cp1252"
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return ""
    # `rot13` and `zip` are codecs too, but not of text; UTF-7 and punycode are refused by browsers.
    is_text = getattr(found, "_is_text_encoding", True) and found.name not in ("utf-7", "punycode", "idna")
    return found.name if is_text else ""


def _claimed(body: bytes, content_type: str) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return name
    header = _HEADER_CHARSET.search(content_type)
    if header and _codec(header[1]):
        return _codec(header[1])
    meta = _META_CHARSET.search(body, 0, 4096)
    name = _codec(meta[1].decode("ascii")) if meta else ""
    # A meta tag that could be read byte by byte cannot be in UTF-16.
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def decode(body: bytes, content_type: str = "") -> str:
    """The characters of at most the first 4 MB of `body`.

    Order: byte-order mark, `charset` of the header, meta tag, UTF-8, Windows-1252.
    A claim of UTF-8 that does not hold falls through to Windows-1252 as a whole
    only when hardly anything reads as UTF-8; single broken bytes become U+FFFD.
    """
    body = body[:LONGEST_BODY]
    name = _claimed(body, content_type) or "utf-8"
    if name == "utf-8":
        text = body.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        if broken > 3 and broken * 2 > sum(sign > "\x7f" for sign in text):
            text = body.decode("cp1252", "replace")
    else:
        try:
            text = body.decode(name, "replace")
        except (LookupError, ValueError, UnicodeError):
            text = body.decode("cp1252", "replace")
    return text.removeprefix("\ufeff").replace("\0", "")


def _hide(html: str) -> tuple[str, list[str]]:
    """`html` without comments, declarations and what is never shown; and the bodies of scripts."""
    kept: list[str] = []
    scripts: list[str] = []
    at = 0
    while found := _NOT_SHOWN.search(html, at):
        kept.append(html[at : found.start()])
        if found[2]:
            name = found[2].lower()
            closing = _CLOSING[name].search(html, found.end())
            end = closing.start() if closing else len(html)
            if name == "script":
                scripts.append(html[found.start() : end])
            at = html.find(">", end)
        elif found[1]:
            at = html.find(">", found.end())
        else:
            end = html.find("-->", found.end() - 2)
            at = end + 2 if end >= 0 else html.find(">", found.end())
        if at < 0:
            return "".join(kept), scripts
        at += 1
        kept.append(" ")
    kept.append(html[at:])
    return "".join(kept), scripts


def tokenise(html: str) -> tuple[list[str], list[str]]:
    """`html` as text, name, attributes, text, name, attributes, ..., text; and its scripts.

    Names are as written, with "/" before the name of a closing tag. At most 200,000 tags.
    """
    shown, scripts = _hide(html)
    last = shown.rfind(">") + 1
    parts = _TAG.split(shown[:last], maxsplit=MOST_TAGS)
    if len(parts) > 3 * MOST_TAGS:
        parts[-1] = ""
    parts[-1] += shown[last:]
    return parts, scripts


def _read(attributes: str) -> dict[str, str]:
    read: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(attributes):
        value = double or single or bare
        read.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return read


@lru_cache(maxsize=4096)
def _read_again(attributes: str) -> dict[str, str]:
    return _read(attributes)


def attributes_of(attributes: str) -> dict[str, str]:
    """Attributes by lower-case name; the first of equal names. The answer is shared: do not change it.

    Templates repeat their tags on every page, so short ones are remembered.
    """
    if len(attributes) <= _LONGEST_CACHED:
        return _read_again(attributes)
    return _read(attributes[:20_000])
