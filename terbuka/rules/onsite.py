"""The audit meets the catalogue: which publications stand on the unit's own site, and until when.

Perki 1/2021 articles 20 and 24 have public bodies announce on their own website;
a publication that is in the catalogue alone is named until it is seen there.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import unquote

from terbuka.rules.catalogue import InformationClass
from terbuka.rules.dates import find_dates
from terbuka.rules.duedates import Dates, stale_after
from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import Page, path_of
from terbuka.rules.siteaudit.findings import Verdict

PROVING = frozenset({Verdict.PRESENT.value, Verdict.PARTIAL.value, Verdict.STALE.value})
NOT_ON_SITE: Phrase = say("belum di situs")
# Shorter titles and names are anybody's: "SOP", "laporan.pdf".
_LONG_ENOUGH, _NAME_LONG_ENOUGH = 16, 10
_SIGNS = re.compile(r"[\W_]+")


def site_due(
    verdict: str, period: str, rule_text: str, information_class: InformationClass, seen_on: date
) -> date | None:
    """Until when what the audit saw on a day is fresh; None where nothing says so.

    `period` is as the report words it ("2025", "Triwulan III 2026"). What the audit judged
    stale was so the day before; what it judged fresh is not older than that day.
    """
    if verdict == Verdict.STALE:
        return seen_on - timedelta(days=1)
    found = find_dates(period) if period else ()
    dates = Dates(changed_on=seen_on, period=(found[0].start, found[0].end) if found else None)
    due = stale_after(rule_text, information_class, dates, seen_on)
    return None if due is not None and due < seen_on else due


@dataclass(frozen=True, slots=True)
class Published:
    """What of a publication can be recognised on a site: hashes, file name, address, title."""

    title: str
    name: str = ""
    url: str = ""
    sha256: frozenset[str] = frozenset()


@dataclass(slots=True)
class SiteIndex:
    """The pages of a visit, by what publications are recognised by; each leads to an address."""

    by_sha256: dict[str, str] = field(default_factory=dict)
    by_url: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    by_title: dict[str, str] = field(default_factory=dict)


def site_index(pages: Iterable[Page]) -> SiteIndex:
    """Arrange a visit for looking up, once for all publications of a unit."""
    index = SiteIndex()
    for page in pages:
        address = page.final_url or page.url
        for url in (page.url, page.final_url):
            if url:
                index.by_url.setdefault(_bare(url), address)
        if page.sha256:
            index.by_sha256.setdefault(page.sha256.removeprefix("sha256:"), address)
        if page.file is not None:
            index.by_name.setdefault(_key(path_of(address).rpartition("/")[2]), address)
        titles = (page.title, *page.anchors[:4], page.file.title if page.file else "")
        for title in titles:
            if len(title) >= _LONG_ENOUGH:
                index.by_title.setdefault(_key(title), address)
    return index


def seen_at(published: Published, index: SiteIndex) -> str:
    """The address at which the unit's site shows a publication; "" where it does not."""
    for sha256 in sorted(published.sha256):
        if sha256 in index.by_sha256:
            return index.by_sha256[sha256]
    if published.url and _bare(published.url) in index.by_url:
        return index.by_url[_bare(published.url)]
    if len(published.name) >= _NAME_LONG_ENOUGH and _key(published.name) in index.by_name:
        return index.by_name[_key(published.name)]
    if len(published.title) >= _LONG_ENOUGH:
        return index.by_title.get(_key(published.title), "")
    return ""


def _key(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", unquote(text)).lower().split())


def _bare(url: str) -> str:
    return url.partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/").lower()
