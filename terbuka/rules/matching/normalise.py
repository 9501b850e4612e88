"""Text -> comparable words: lower case, mended scans and typing, Indonesian stems.

Source: the Indonesian stemmer of Snowball, and the exceptions to it in `data/stems.toml`.
"""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import snowballstemmer

from terbuka.rules.pages import path_of

_WORDS = re.compile(r"[a-z]+|[0-9]+")
_YEAR_LIKE = re.compile(r"\b[12][0-9oOlI]{3}\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STEMMER = snowballstemmer.stemmer("indonesian")
_STEMS: dict[str, str] = {}
_MOST_STEMS = 200_000

# Words that carry no meaning of their own in a title; dropped here and in the lexicon alike.
SMALL = frozenset(
    ["dan", "di", "yang", "pada", "untuk", "dalam", "serta", "atau", "atas", "the", "of", "and"]
)

STEMS = Path(__file__).parent.parent / "data" / "stems.toml"
_EXCEPTIONS = tomllib.loads(STEMS.read_text("utf-8"))
_KEPT: frozenset[str] = frozenset(_EXCEPTIONS["kept"])
_MENDED: dict[str, str] = _EXCEPTIONS["mended"]

# What mirrors, site builders and file systems add to a title.
_SUFFIX = re.compile(
    r"\s*(?:[|\-–—•»:]\s*(?:scribd|pdf|docx?|ppt|xlsx|pdf free download|free download|document|slideshare|"
    r"docplayer\.info|studylib|123dok\w*|adoc\.pub|dokumen\.tips|academia\.edu|beranda|home|"
    r"google (?:drive|docs|dokumen|sheets|formulir))|\(pdf\)|\[pdf\]|pdf free download|download gratis|"
    r"\.(?:pdf|docx?|xlsx?|pptx?|html?|jpe?g|png))\s*$",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"ukuran: px\s*mulai penontonan dengan halaman:|tidak ada hasil yang ditemukan|teks penuh|"
    r"anda di halaman \d+ ?dari \d+|you are on page \d+ ?of \d+|academic year: ?\d*|transkripsi|"
    r"membagikan \"[^\"]{0,200}\"|dokumen-dokumen yang mirip|lompat ke isi utama|skip to main content",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """`text` in lower-case ASCII letters and digits as typed; scanned years mended (2O2O -> 2020)."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    if "1" in text or "2" in text:
        text = _YEAR_LIKE.sub(lambda hit: hit[0].translate(_DIGITS), text)
    return text.lower()


_DIGITS = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1"})


def stem(word: str) -> str:
    """The stem by which `word` (lower case) is compared; kept and mended words first."""
    known = _STEMS.get(word)
    if known is None:
        if word in _MENDED:
            known = _MENDED[word]
        elif word in _KEPT or len(word) < 5 or word.isdigit():
            known = word
        else:
            known = _STEMMER.stemWord(word)
        if len(_STEMS) >= _MOST_STEMS:
            _STEMS.clear()
        _STEMS[word] = known
    return known


def words(text: str) -> list[str]:
    """Words of `text` in their order, lower case, letters apart from digits, small words left out."""
    return [word for word in _WORDS.findall(plain(text)) if word not in SMALL]


def stems(text: str) -> list[str]:
    """Stems of `words(text)`, in the same order."""
    known = _STEMS.get
    return [known(word) or stem(word) for word in _WORDS.findall(plain(text)) if word not in SMALL]


@lru_cache(maxsize=4096)
def title(text: str) -> str:
    """A title without what mirrors and file systems add to it ("| PDF", "- Scribd", ".pdf")."""
    text = " ".join(text.replace("_", " ").split())
    while (shorter := _SUFFIX.sub("", text)) != text and shorter:
        text = shorter
    return text.removesuffix("...").rstrip(" .…-|") or text


def opening(text: str, length: int) -> str:
    """The first `length` characters of a document's text without the mirror's own words."""
    return _BOILERPLATE.sub(" ", text[: length + 400])[:length]


_ID_END = re.compile(r"[a-f0-9]{16,}$")
_ID_START = re.compile(r"^(?:\d{4,}[-_.]?|[a-z0-9]{8,9}-(?=[a-z]+-))")
_EMPTY = frozenset(["undefined", "null", "index", "index.php", "home", "read", "view", "detail", "download"])


@lru_cache(maxsize=4096)
def slug(address: str) -> str:
    """The words of the last telling part of an address: "/blog/read/93_visi-dan-misi" -> "visi dan misi"."""
    for part in reversed(path_of(address).split("/")):
        part = unquote(part)
        part = re.sub(r"\.(?:html?|php|pdf|docx?|xlsx?|aspx?|jpe?g|png)$", "", part, flags=re.IGNORECASE)
        part = _ID_END.sub("", _ID_START.sub("", part))
        if sum(letter.isalpha() for letter in part) >= 3 and part.lower() not in _EMPTY:
            return _CAMEL.sub(" ", part.replace("-", " ").replace("_", " ").replace("+", " ")).strip()
    return ""
