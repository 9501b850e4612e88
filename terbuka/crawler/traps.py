"""Addresses that lead nowhere: loops, calendars without end, log-in doors, machine feeds."""

import re
from collections import Counter
from functools import lru_cache
from urllib.parse import urlsplit

from terbuka.crawler.addresses import parameters_of

MOST_SEGMENTS = 14
LIST_PAGES = 25
CALENDAR_PAGES = 3

_NOT_CONTENT = re.compile(
    r"\.(css|js|mjs|map|json|xml|rss|atom|ico|woff2?|ttf|eot|otf|webmanifest|php~|sql|bak)$"
    r"|/(feed|rss|xmlrpc\.php|wp-json|wp-cron\.php|cgi-bin|cdn-cgi)(/|$)"
    r"|/(wp-login\.php|wp-admin|log-?in|log-?out|sign-?in|sign-?out|masuk|keluar|daftar-akun"
    r"|user/(login|register|password)|administrator|admin|cpanel|webmail|phpmyadmin|auth)(/|$)"
    r"|/(cart|checkout|keranjang|print|cetak|share|email-this)(/|$)",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"/(wp-login\.php|log-?in|sign-?in|masuk|user/login|auth|sso|oauth2?|ServiceLogin|cas/login)([/?.]|$)"
    r"|^https?://(accounts\.google\.com|login\.microsoftonline\.com|login\.live\.com|sso\.)",
    re.IGNORECASE,
)
_ACTION_PARAMETERS = frozenset(
    ("share", "like", "add-to-cart", "replytocom", "print", "login", "redirect_to")
)
_PAGE_PARAMETERS = frozenset(
    ("page", "paged", "hal", "halaman", "offset", "start", "limitstart", "pg", "per_page", "pagenum")
)
_PAGE_IN_PATH = re.compile(r"/(?:page|hal|halaman)/(\d{1,6})(?=/|$)", re.IGNORECASE)
_CALENDAR = re.compile(
    r"calendar|kalender|agenda|tribe-bar|[?&](month|bulan|tanggal|date|day|hari|week|eventdate)=",
    re.IGNORECASE,
)
_DAY_OR_MONTH = re.compile(r"\b(19|20|21)\d\d[-/](0?[1-9]|1[0-2])\b|\b(0?[1-9]|1[0-2])[-/](19|20|21)\d\d\b")


def leads_nowhere(url: str) -> bool:
    """Is this an address that no visitor looking for information would open?

    Log-in doors, feeds, scripts, actions, paths that repeat themselves or have
    more than 14 parts, page numbers above 500.
    """
    parts = urlsplit(url)
    if _NOT_CONTENT.search(parts.path):
        return True
    if parts.query and not _ACTION_PARAMETERS.isdisjoint(parameters_of(url)):
        return True
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > MOST_SEGMENTS:
        return True
    if len(segments) > 2 and max(Counter(segments).values()) > 2 and not _only_numbers_repeat(segments):
        return True
    number = page_number(url)
    return number is not None and number > 500


def _only_numbers_repeat(segments: list[str]) -> bool:
    """Dates may say the same number thrice (/2011/11/11/11), but not more often."""
    repeated = [(segment, times) for segment, times in Counter(segments).items() if times > 2]
    return all(segment.isdigit() and times == 3 for segment, times in repeated)


def is_login(url: str) -> bool:
    """Does this address look like a log-in door?"""
    return bool(_LOGIN.search(url))


@lru_cache(maxsize=1 << 14)
def page_number(url: str) -> int | None:
    """Which page of a list this is; None where the address is no page of a list."""
    parts = urlsplit(url)
    in_path = _PAGE_IN_PATH.search(parts.path)
    if in_path:
        return int(in_path[1])
    if parts.query:
        for name, value in parameters_of(url).items():
            if name.lower() in _PAGE_PARAMETERS and value.isdigit() and len(value) < 7:
                return int(value)
    return None


def list_of(url: str) -> str:
    """The same for all pages of one list: the address without its page number."""
    parts = urlsplit(url)
    path = _PAGE_IN_PATH.sub("", parts.path).rstrip("/")
    kept = sorted(
        f"{name}={value}"
        for name, value in parameters_of(url).items()
        if name.lower() not in _PAGE_PARAMETERS or not value.isdigit()
    )
    return f"{parts.netloc}{path}?{'&'.join(kept)}"


def is_calendar(url: str) -> bool:
    """Is this a month or a day of a calendar, of which there is no end?"""
    return bool(_CALENDAR.search(url)) and bool(_DAY_OR_MONTH.search(url) or _dated(url))


def _dated(url: str) -> bool:
    names = {name.lower() for name in parameters_of(url)} if "?" in url else set()
    return not names.isdisjoint({"month", "bulan", "tanggal", "date", "day", "week", "eventdate"})


def shape_of(url: str) -> str:
    """The same for addresses made by one pattern: digits and slugs taken out, names of parameters kept."""
    parts = urlsplit(url)
    head, _, tail = parts.path.rpartition("/")
    names = "&".join(sorted(piece.partition("=")[0] for piece in parts.query.split("&")))
    return f"{parts.netloc}{re.sub(r'[0-9]+', '#', head)}/{'' if tail else '/'}?{names}"


class Patience:
    """How many pages of each list and calendar have been let through in one crawl."""

    def __init__(self) -> None:
        self._lists: Counter[str] = Counter()
        self._calendars: Counter[str] = Counter()
        self._ended: set[str] = set()

    def allows(self, url: str) -> bool:
        """May one more page of this list or calendar be opened? Counts it when so."""
        if is_calendar(url):
            shape = shape_of(url)
            self._calendars[shape] += 1
            return self._calendars[shape] <= CALENDAR_PAGES
        if page_number(url) is None:
            return True
        pages = list_of(url)
        self._lists[pages] += 1
        return pages not in self._ended and self._lists[pages] <= LIST_PAGES

    def end(self, url: str) -> None:
        """This list shows the same page again: its further pages are not worth a visit."""
        self._ended.add(list_of(url))

    def has_ended(self, url: str) -> bool:
        """Was the list that this page belongs to found to repeat itself?"""
        return bool(self._ended) and page_number(url) is not None and list_of(url) in self._ended
