"""What a web page says itself: its name, and its body without titles, share blocks and counters.

Templates repeat the site's name on every page and close with a share block and
a view counter; neither is content, and a name in them says nothing about whose
text the page holds. Source: openings of public pages of the KPU, e-PPID and
Bawaslu templates.
"""

import re
from functools import lru_cache

from terbuka.rules.pages import Kind, Page
from terbuka.rules.siteaudit.words import pattern

_FURNITURE = re.compile(
    r"^(?:bagikan|share|sebarkan|tweet|facebook|twitter|whatsapp|telegram|dibaca|dilihat|hits|views?|kategori|tags?|"
    r"submitted by|oleh|admin|diposting|dipublikasikan|beranda|home|print|cetak|download|unduh|lihat|buka|"
    r"kembali|selengkapnya|baca juga|komentar)\b.{0,90}$|"
    r"^(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu),? .{0,60}$|"
    r"^[\W\d]*(?:dibaca|dilihat|views?|hits) [\d.]+ ?(?:kali|x)?$",
    re.IGNORECASE,
)
# Sentences that only lead on to a document which should follow.
_LEAD_IN = re.compile(
    r"\b(?:berikut (?:ini|kami|adalah|merupakan|disampaikan|tautan)|di bawah ini|dapat diunduh|"
    r"silakan (?:unduh|klik|lihat)|klik (?:di ?sini|tautan|tombol)|unduh (?:di ?sini|dokumen|berkas)|"
    r"akan diperbarui apabila)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
# No page needs more to show that it says something.
_READ = 20_000
_LONG_TITLE, _SOFT_404_WORDS, _EMPTY_WORDS = 18, 80, 4


def _is_headline(line: str) -> bool:
    """A first line that is a heading rather than a sentence."""
    return len(line.split()) <= _LONG_TITLE and not line.rstrip().endswith((".", "!", "?", ":", ";"))


def name_of(page: Page, site_names: frozenset[str]) -> str:
    """What a page is called: its title unless every page bears it, else its heading, else its first line."""
    own = [page.title, page.file.title if page.file else ""]
    first_line = page.text.lstrip().split("\n", 1)[0].strip()
    if page.file is None and _is_headline(first_line):
        own = [page.title, *page.headings, first_line]
    else:
        own += page.headings
    named = next((name.strip() for name in own if name.strip() and name not in site_names), "")
    return named or (page.anchors[0].strip() if page.anchors else "") or page.title.strip() or page.url


def body_of(page: Page) -> str:
    """A web page's text without headings, dateline, share block and counter; a document's whole text."""
    if page.file is not None or page.kind is not Kind.HTML:
        return page.text
    return _body(page.text[:_READ], page.title, page.headings)


@lru_cache(maxsize=256)
def _body(text: str, title: str, headings: tuple[str, ...]) -> str:
    """Each item for which a page speaks asks anew."""
    titles = {title.strip().lower(), *(heading.strip().lower() for heading in headings)}
    lines = [line.strip() for line in text.splitlines()]
    kept = [line for line in lines if line and line.lower() not in titles and not _FURNITURE.match(line)]
    if len(kept) > 1 and kept[0] == lines[0] and _is_headline(kept[0]):
        kept = kept[1:]
    elif len(kept) == 1 and not headings and _is_headline(kept[0]) and kept[0] == lines[0]:
        kept = []
    return "\n".join(kept)


def told_words(page: Page) -> int:
    """How many words of a web page tell something: no headings, no furniture, no lead-in to a document."""
    return _told_words(body_of(page))


@lru_cache(maxsize=256)
def _told_words(body: str) -> int:
    """Each item for which a page speaks asks anew."""
    sentences = _SENTENCE.findall(body)
    return sum(len(sentence.split()) for sentence in sentences if not _LEAD_IN.search(sentence))


def is_soft_404(page: Page) -> bool:
    """A page that says "not found" although its server answered with success."""
    if page.kind is not Kind.HTML or page.file is not None or len(page.text) > 1000:
        return False
    if len(page.text.split()) > _SOFT_404_WORDS:
        return False
    return bool(pattern("soft_404").search("\n".join((page.title, *page.headings[:3], page.text)).lower()))


def is_empty(page: Page) -> bool:
    """A web page with a title and nothing else: no text, file, picture, frame or form."""
    if page.kind is not Kind.HTML or page.file is not None or len(page.text) > 400:
        return False
    if page.has_form or page.images or page.embeds or any(not link.in_menu for link in page.links):
        return False
    return len(body_of(page).split()) < _EMPTY_WORDS
