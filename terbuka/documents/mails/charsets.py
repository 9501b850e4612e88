"""Bytes of a letter as text, also where it names the wrong charset, none, or one that does harm."""

import codecs
import re
import unicodedata

# Charsets of addresses and of source code: slow on purpose-made text, never a letter's.
_UNFIT = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
_NAMES = {"iso-8859-1": "cp1252", "us-ascii": "ascii", "x-unknown": "utf-8", "iso-8859-8-i": "iso-8859-8"}
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")
# Signs that turn the direction of reading, and so can make a text say what it does not.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def decoded(content: bytes, charset: str | None) -> str:
    """Text of `content`: as `charset` says if that is true, else UTF-8, else Western European."""
    for name in (_known(charset), "utf-8"):
        try:
            if name:
                return content.decode(name)
        except (UnicodeError, LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def _known(charset: str | None) -> str:
    wish = (charset or "").strip(" '\"").lower().replace("_", "-")
    wish = _NAMES.get(wish, wish)
    try:
        name = codecs.lookup(wish).name if wish and wish.isascii() else ""
    except (LookupError, ValueError):
        return ""
    return "" if name.replace("_", "-") in _UNFIT else name


def tidy(text: str) -> str:
    """Text as it is kept: one kind of line end, at most two blank lines, no control or turning signs."""
    text = _TURNING.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))
    if not text.isprintable():
        text = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in _UNSEEN)
    return _BLANK_LINES.sub("\n\n\n", text).strip("\n")


_UNSEEN = ("Cc", "Cs", "Co", "Cn")
