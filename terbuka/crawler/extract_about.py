"""What a page says about itself: its title without the site's name, its day of publication."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice

from terbuka.crawler.extract_walk import Block
from terbuka.rules.dates import find_dates

EARLIEST_YEAR, LATEST_YEAR = 1995, 2100
_META_NAMES = (
    "article:published_time article:published og:published_time datepublished dc.date dc.date.issued"
    " dcterms.created date publish-date publishdate pubdate publication_date"
)
_METAS = frozenset(_META_NAMES.split())
_ISO = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])")
_IN_SCRIPT = re.compile(r'"datePublished"\s{0,5}:\s{0,5}"([^"]{8,40})"')
_BYLINE = re.compile(
    r"\b(?:submitted by|di-?posting|di-?posted|di-?tulis|di-?publikasi(?:kan)?|di-?terbitkan|di-?unggah"
    r"|di-?muat|posted|published|created|tanggal(?:\s+(?:posting|terbit|publikasi|unggah))?\s*:|terbit\s*:|tgl\.?\s*:"
    r"|dibuat pada|date\s*:)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?:\b([A-Za-z']{3,9})\.?,?\s{1,3})?\b([0-9]{1,2})/([0-9]{1,2})/([12][0-9]{3})\b")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_WEEKDAYS = (
    ("sen", "mon"),
    ("sel", "tue"),
    ("rab", "wed"),
    ("kam", "thu"),
    ("jum", "fri"),
    ("sab", "sat"),
    ("min", "sun", "aha"),
)
_LONGEST_BYLINE, _LONGEST_DATELINE, _MOST_OTHER_SIGNS = 200, 70, 36
_BLOCKS_ABOVE, _BLOCKS_BELOW, _MOST_DATELINES, _LONG_ENOUGH = 3, 3, 2, 80


def _sane(year: int, month: int, day: int) -> date | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(text: str) -> date | None:
    found = _ISO.search(text)
    return _sane(int(found[1]), int(found[2]), int(found[3])) if found else None


def _numeric(text: str) -> date | None:
    """`Kam, 09/22/2022`: Drupal writes the month first, people the day; the weekday tells."""
    found = _NUMERIC.search(text)
    if not found:
        return None
    first, second, year = int(found[2]), int(found[3]), int(found[4])
    day_first, month_first = _sane(year, second, first), _sane(year, first, second)
    weekday = (found[1] or "").lower()[:3]
    for candidate in (day_first, month_first):
        if candidate and weekday in _WEEKDAYS[candidate.weekday()]:
            return candidate
    return day_first or month_first


@lru_cache(maxsize=4096)
def _day_in(text: str) -> tuple[date, int] | None:
    """The first single day that a short text names, and how many of its signs are something else.

    Lists and the posts of one day say it in the same words.
    """
    if not _YEAR.search(text):
        return None
    numeric = _NUMERIC.search(text)
    if numeric:
        day = _numeric(text)
        return (day, len(text) - len(numeric[0])) if day else None
    for found in find_dates(text):
        if found.start == found.end and EARLIEST_YEAR <= found.start.year <= LATEST_YEAR:
            return found.start, len(text) - len(found.words)
    return None


def _from_metas(metas: Iterable[dict[str, str]]) -> Iterator[date | None]:
    for meta in metas:
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in _METAS:
            yield _iso(meta.get("content", ""))


def _datelines(blocks: Sequence[Block]) -> Iterator[tuple[int, date]]:
    """Short blocks with hardly more than a day, as (index, day)."""
    for at, one in enumerate(blocks):
        if one.place or one.heading or len(one.text) > _LONGEST_DATELINE or one.linked * 2 > len(one.text):
            continue
        day = _day_in(one.text)
        if day and day[1] <= _MOST_OTHER_SIGNS:
            yield at, day[0]


def _beside_text(blocks: Sequence[Block]) -> date | None:
    """The dateline right under a heading, or the one that a page without headings sets above its text.

    Where many entries bear a date it is a list, and the page itself has none.
    """
    lines = list(islice(_datelines(blocks), _MOST_DATELINES + 1))
    for at, day in lines:
        above = blocks[max(0, at - _BLOCKS_ABOVE) : at]
        below = blocks[at + 1 : at + 1 + _BLOCKS_BELOW]
        under_title = any(0 < one.heading <= 2 and not one.place for one in above)
        if under_title or (len(lines) <= _MOST_DATELINES and _is_text_near(above, below)):
            return day
    return None


def _is_text_near(above: Sequence[Block], below: Sequence[Block]) -> bool:
    has_heading = any(one.heading and not one.place for one in (*above, *below[:1]))
    has_text = any(len(one.text) >= _LONG_ENOUGH and one.linked * 2 < len(one.text) for one in below)
    return has_heading or has_text


def published_on(
    *, metas: Sequence[dict[str, str]], scripts: Sequence[str], times: Sequence[str], blocks: Sequence[Block]
) -> date | None:
    """The day of publication, None where the page does not say it.

    `metas` are the attributes of meta tags, `scripts` script elements as written,
    `times` the datetime attributes of time elements in the main part.
    """
    for day in _from_metas(metas):
        if day:
            return day
    for script in scripts:
        found = _IN_SCRIPT.search(script) if "datePublished" in script else None
        if found and _iso(found[1]):
            return _iso(found[1])
    for time in times:
        if _iso(time):
            return _iso(time)
    for one in blocks:
        if one.place or len(one.text) > _LONGEST_BYLINE or ("20" not in one.text and "19" not in one.text):
            continue
        byline = _BYLINE.search(one.text)
        spoken = _day_in(one.text[byline.end() :]) if byline else None
        if spoken:
            return spoken[0]
    return _beside_text(blocks)


# -- titles

_LONGEST_TITLE = 500
_BETWEEN = re.compile(r"\s+[-–—·•:]\s+|\s*[|»«]\s*|\s*::+\s*|\s+[/\\>]\s+")
_SITE = re.compile(
    r"(?:(?:selamat datang di|website|situs(?: web)?|web|portal|laman|halaman|official)\s+)*"
    r"(?:resmi\s+)?(?:e-?)?(?:kpu|kpud|bawaslu|ppid|jdih|kip|panwaslih|komisi pemilihan umum"
    r"|komisi independen pemilihan|badan pengawas pemilihan umum|pejabat pengelola informasi)\b",
    re.IGNORECASE,
)
_SAYS_NOTHING = (
    "",
    "home",
    "beranda",
    "untitled",
    "untitled document",
    "document",
    "index",
    "title",
    "halaman",
)
_EMPTY = frozenset(_SAYS_NOTHING)
_MOST_SITE_WORDS = 9


def _is_site(part: str, site_name: str) -> bool:
    folded = part.strip().casefold()
    if site_name and folded == site_name.casefold():
        return True
    return folded in _EMPTY or (len(part.split()) <= _MOST_SITE_WORDS and _SITE.match(part) is not None)


def without_site(title: str, site_name: str = "") -> str:
    """`title` without the site's name before or after it; a title that is only a name stays."""
    title = " ".join(title.split())[:_LONGEST_TITLE]
    cuts = [(found.start(), found.end()) for found in _BETWEEN.finditer(title)]
    begin, end = 0, len(title)
    while cuts and _is_site(title[cuts[-1][1] : end].strip(), site_name):
        end = cuts.pop()[0]
    while cuts and _is_site(title[begin : cuts[0][0]].strip(), site_name):
        begin = cuts.pop(0)[1]
    return title[begin:end].strip() or title


def _meta(metas: Sequence[dict[str, str]], name: str) -> str:
    for meta in metas:
        if (meta.get("property") or meta.get("name") or "").lower() == name:
            return " ".join(meta.get("content", "").split())
    return ""


def is_empty(title: str) -> bool:
    """Does `title` name nothing ("Beranda", "Untitled")?"""
    return title.casefold() in _EMPTY


def title_of(title: str, metas: Sequence[dict[str, str]], blocks: Sequence[Block]) -> str:
    """The page's title: its title tag, og:title or first heading, whichever says something."""
    site_name = _meta(metas, "og:site_name")
    named = without_site(title, site_name)
    if not is_empty(named) and not _is_site(named, site_name):
        return named
    shared = without_site(_meta(metas, "og:title"), site_name)
    if shared and not is_empty(shared) and not _is_site(shared, site_name):
        return shared
    heading = next((one.text for one in blocks if one.heading == 1 and not one.place), "")
    heading = heading or next((one.text for one in blocks if one.heading and not one.place), "")
    return heading[:_LONGEST_TITLE] or named or shared


def ends_of(title: str) -> tuple[str, ...]:
    """The first and last part of a title that has several: where sites put their name."""
    parts = _BETWEEN.split(title)
    return (parts[0].strip(), parts[-1].strip()) if len(parts) > 1 else ()
