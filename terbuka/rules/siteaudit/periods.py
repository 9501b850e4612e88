"""Which period a page or document is about, told apart from when it was signed or uploaded.

Three dates stand on a document: the period it is about (1), its signing or
printing (2), its upload (3). Freshness uses the first; the second only where
the first is missing, and the third only for rules that count months. The cover
of a document beats its title, which often bears the wrong year; a report
printed in January 2017 is about 2016. Periodic information (UU 14/2008,
article 9) grows old by its period.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from terbuka.rules.dates import find_dates
from terbuka.rules.freshness import elections
from terbuka.rules.pages import FoundDate, Page

COVER = 900
HEAD = 1500
_HEAD_LINE = 80
_CLOSING = re.compile(
    r"(?:per|berakhir|sampai dengan|s\.?d\.?|posisi|keadaan)\s*(?:pada\s*)?(?:tanggal\s*)?\Z", re.IGNORECASE
)
_MONTH_IS_ABOUT = re.compile(r"(?:bulan|periode|keadaan|kondisi)\s*:?\s*\Z", re.IGNORECASE)
_SIGNED_YEAR = re.compile(
    r"(?:nomor|nomer|no\.?)\s*:?\s*[0-9][\w./\-]{0,40}\s+tahun\s+((?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
_NUMBER_YEAR = re.compile(
    r"(?:nomor|nomer|no\.?)\s*:?\s*[0-9][\w.\-]{0,20}(?:/[\w.\- ]{1,24}){1,5}/((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
# File numbers of the legal information network: 2023pkpu022, 2022kpt522.
_FILE_NUMBER = re.compile(
    r"(?<![0-9])((?:19|20)\d\d)(?:pkpu|kpts?|skpt|se|sd|perbawaslu|kep)[-_]?\d{1,4}", re.IGNORECASE
)
_ELECTION = re.compile(
    r"(?<!komisi )(?<!pengawas )"
    r"(?:pemilu|pemilihan(?: umum)?|pilkada|pilgub|pilbup|pilwali|pilwalkot|pileg|pilpres)\b"
    r"(?P<between>[^0-9.;\n]{0,110}?)\b(?P<year>20\d\d)(?![0-9])",
)
_NOT_ELECTION = re.compile(
    r"nomor|peraturan|undang|komisi pemilihan|badan pengawas|anggaran|triwulan|semester|/|\bta\b|januari|"
    r"februari|maret|april|\bmei\b|juni|juli|agustus|september|oktober|november|desember"
)


class Basis(IntEnum):
    """What a date tells: the lower, the better."""

    ABOUT = 1
    SIGNED = 2
    UPLOADED = 3


@dataclass(frozen=True, slots=True)
class Period:
    """A period, what it rests on, and where it was read (cover, title, link, text, address, upload)."""

    found: FoundDate
    basis: Basis
    source: str


def _is_day(found: FoundDate) -> bool:
    return (found.end - found.start).days < 12


def _is_month(found: FoundDate) -> bool:
    return not _is_day(found) and (found.end - found.start).days < 32


def _basis(text: str, found: FoundDate) -> Basis:
    """Is this what the text is about, or a day of signing or printing?"""
    if not (_is_day(found) or _is_month(found)):
        return Basis.ABOUT
    at = text.find(found.words)
    before = text[max(0, at - 40) : at]
    if _is_month(found):
        return Basis.ABOUT if _MONTH_IS_ABOUT.search(before) else Basis.SIGNED
    is_closing = found.words.lower().startswith("per ") or _CLOSING.search(before)
    return Basis.ABOUT if is_closing else Basis.SIGNED


def _year_of(text: str) -> Iterable[FoundDate]:
    """Years that stand in the numbers of decrees and files."""
    for pattern in (_SIGNED_YEAR, _NUMBER_YEAR, _FILE_NUMBER):
        for found in pattern.finditer(text):
            year = int(found[1])
            yield FoundDate(date(year, 1, 1), date(year, 12, 31), found[0])


def _read(text: str, source: str, around: date | None) -> list[Period]:
    periods = [Period(found, _basis(text, found), source) for found in find_dates(text, around=around)]
    return periods + [Period(found, Basis.SIGNED, source) for found in _year_of(text)]


def _name_of(url: str) -> str:
    """The last part of an address as words: "LKjIP-2025.pdf"."""
    path = url.split("?", 1)[0].rstrip("/")
    return re.sub(r"%20|[+_]", " ", path.rsplit("/", 1)[-1])[:160]


def _places(page: Page, beside: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Texts that may tell the period, best first, each with the name of its place."""
    if page.file:
        yield "cover", (page.file.first_page or page.text)[:COVER]
        yield "title", page.file.title
        yield "title", page.title
        for words in (*page.anchors[:6], *beside):
            yield "link", words
        yield "address", _name_of(page.address)
        yield "text", page.text[COVER:HEAD]
        return
    yield "title", page.title
    yield "heading", "\n".join(page.headings[:12])
    for words in beside:
        yield "link", words
    yield "text", page.text[: HEAD * 2]
    for words in page.anchors[:6]:
        yield "link", words
    yield "address", _name_of(page.address)


def _fits(found: FoundDate, as_of: date, wants: str) -> bool:
    """May this be the period that a rule of kind `wants` asks about?"""
    is_span = (found.end - found.start).days > 800
    if wants == "renstra":
        return is_span or not _is_day(found)
    return not is_span and found.start.year <= as_of.year + 1


def _newest(periods: list[Period], as_of: date, wants: str) -> Period | None:
    """The newest of one place; the finest where two end alike. A plan's span beats single years."""
    fitting = [one for one in periods if _fits(one.found, as_of, wants)]
    if wants in ("age", "quarter"):
        # A whole year that still runs says little where a month is named too.
        fitting = [one for one in fitting if one.found.start <= as_of]
        finer = [one for one in fitting if (one.found.end - one.found.start).days < 200]
        fitting = finer or fitting
    if wants == "renstra":
        spans = [one for one in fitting if (one.found.end - one.found.start).days > 800]
        fitting = spans or fitting
    return max(fitting, key=lambda one: (one.found.end, one.found.start), default=None)


def _first_about(periods: list[Period], as_of: date, wants: str) -> Period | None:
    """What a cover or title is about: its first period named, unless finer ones are asked for."""
    if wants in ("age", "quarter", "renstra"):
        return _newest(periods, as_of, wants)
    fitting = [one for one in periods if _fits(one.found, as_of, wants)]
    return fitting[0] if fitting else None


def _of_report_printed(period: Period, is_about_year_before: bool) -> Period:
    """A yearly report signed in the first half of a year is about the year before."""
    found = period.found
    if not is_about_year_before or found.end.month > 6 or (found.end - found.start).days > 32:
        return period
    year = found.end.year - 1
    return Period(FoundDate(date(year, 1, 1), date(year, 12, 31), found.words), Basis.ABOUT, period.source)


def period_of(
    page: Page,
    as_of: date,
    wants: str = "year",
    *,
    beside: tuple[str, ...] = (),
    is_about_year_before: bool = False,
) -> Period | None:
    """The period that `page` is about, as a rule of kind `wants` (year, age, quarter, renstra ...) asks.

    `beside` are words that stand with it: the link's words, the row of its
    table, the heading above. `is_about_year_before` holds for reports on a
    year that is over, so that a day of printing tells the year before.
    """
    signs: list[Period] = []
    running: Period | None = None
    for source, text in _places(page, beside):
        if not text:
            continue
        periods = _read(text, source, page.published_on)
        about = [one for one in periods if one.basis is Basis.ABOUT]
        pick = _newest if source in ("text", "heading") else _first_about
        chosen = pick(about, as_of, wants)
        if chosen and not (wants == "age" and _is_open(chosen, as_of)):
            return chosen
        running = running or chosen
        signs += [one for one in periods if one.basis is Basis.SIGNED]
    return _by_signing(signs, as_of, wants, is_about_year_before) or running or _uploaded(page, wants)


def _by_signing(signs: list[Period], as_of: date, wants: str, is_about_year_before: bool) -> Period | None:
    """The period that days of signing tell: for months the newest day, else what the first place says."""
    if not signs or wants == "renstra":
        return None
    here = signs if wants == "age" else [one for one in signs if one.source == signs[0].source]
    signed = _newest(here, as_of, wants)
    return _of_report_printed(signed, is_about_year_before) if signed else None


def _is_open(period: Period, as_of: date) -> bool:
    return period.found.end > as_of and (period.found.end - period.found.start).days > 200


def _uploaded(page: Page, wants: str) -> Period | None:
    if page.published_on is None or wants not in ("age", "last_election"):
        return None
    day = page.published_on
    return Period(FoundDate(day, day, day.isoformat()), Basis.UPLOADED, "upload")


def elections_named(page: Page, beside: tuple[str, ...] = ()) -> tuple[int, ...]:
    """Years of elections that title, cover or headings name ("Pemilu 2024"), else the text's opening."""
    cover = page.file.first_page[:COVER] if page.file else ""
    first = "\n".join(
        (
            page.title,
            page.file.title if page.file else "",
            cover,
            *page.headings[:8],
            *beside,
            *page.anchors[:4],
        )
    )
    years = _election_years(first.lower())
    return years or _election_years(page.text[:HEAD].lower())


def _election_years(low: str) -> tuple[int, ...]:
    found = (hit for hit in _ELECTION.finditer(low) if not _NOT_ELECTION.search(hit["between"]))
    held = {one.voted_on.year for one in elections()}
    years = {int(hit["year"]) for hit in found}
    # A year between known elections in which none was held is the year of the paper.
    return tuple(sorted(year for year in years if year in held or not min(held) < year < max(held)))


def title_and_cover_differ(page: Page, beside: tuple[str, ...]) -> tuple[str, str] | None:
    """The year in the title and the one on the cover, where they contradict each other; else None.

    `beside` are the words of the link to the document and of its row: what a
    visitor takes for its title.
    """
    if page.file is None or not page.file.first_page:
        return None
    head = _head_lines(page.file.first_page)
    cover = _about_years(head)
    # A report of 2023 may well name Pemilu 2024 on its cover; only another election contradicts an election.
    apart_from_elections = cover - set(_election_years(head.lower()))
    for text in (page.title, *beside, *page.anchors[:2]):
        title = _about_years(text)
        told = cover if _election_years(text.lower()) else apart_from_elections
        if len(title) == 1 and told and not title & cover:
            return str(max(title)), str(max(told))
    return None


def _head_lines(cover: str) -> str:
    """The short lines with which a cover begins, up to its first line of prose."""
    lines = [line.strip() for line in cover[:COVER].splitlines() if line.strip()]
    prose = next((n for n, line in enumerate(lines) if len(line) > _HEAD_LINE and n), len(lines))
    return "\n".join(lines[: min(prose, 8)])


def _about_years(text: str) -> frozenset[int]:
    years: set[int] = set()
    for found in find_dates(text):
        is_span = (found.end - found.start).days > 800
        if _is_day(found) or _is_month(found):
            continue
        if is_span:
            years.update(range(found.start.year, found.end.year + 1))
        else:
            years.add(found.end.year)
    return frozenset(years)
