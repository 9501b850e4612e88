"""Dates and periods in Indonesian and English prose, titles, tables and bad OCR.

What is found: weekday and bracket forms, numeric dates (day first), ranges,
months, quarters, half-years, budget years, spans of years, Roman months in
decree numbers, English dates and ISO 8601. What is left alone: telephone numbers, NIK
and NIP, numbers of decrees and laws ("Nomor 7 Tahun 2017" names a law and tells no date).

Everything is anchored on years, so a long text costs what its years cost, and
every repetition is bounded, so hostile text costs no more than its length.
"""

import re
from bisect import bisect
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from terbuka.rules.pages import FoundDate

FIRST_YEAR, LAST_YEAR = 1900, 2099
_REACH_BACK, _REACH_ON = 48, 24

_MONTHS = {
    1: "januari january jan",
    2: "februari pebruari february februar feb peb",
    3: "maret march mar mrt",
    4: "april apr",
    5: "mei may",
    6: "juni june jun",
    7: "juli july jul",
    8: "agustus august agust agst agt ags agu aug",
    9: "september septembar sept sep",
    10: "oktober october okt oct",
    11: "november nopember nov nop",
    12: "desember december des dec",
}
_MONTH = {word: number for number, words in _MONTHS.items() for word in words.split()}
_ROMAN_MONTH = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
    "xi": 11, "xii": 12,
}  # fmt: skip
_ORDINAL = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "l": 1, "ll": 2, "lll": 3,
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3,
    "keempat": 4,
    "ke-1": 1, "ke-2": 2, "ke-3": 3, "ke-4": 4, "ke 1": 1, "ke 2": 2, "ke 3": 3, "ke 4": 4,
    "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
_WEEKDAY = {
    "senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "jum’at": 4, "jum`at": 4,
    "sabtu": 5, "minggu": 6, "ahad": 6,
}  # fmt: skip
_WEEKDAY_BEGINS = tuple(dict.fromkeys("jum" if word.startswith("jum") else word for word in _WEEKDAY))
# OCR reads 0 as O and 1 as l or I; text is lower case by then.
_OCR = str.maketrans("oil", "011")


def _either(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_YEAR_TOKEN = r"(?:19[0-9]{2}|2[0o][0-9oil]{2})"  # noqa: S105
_Y = rf"{_YEAR_TOKEN}(?![0-9a-z])"
_D = r"(?:[0-3lio]?[0-9]|[0-3][0-9lio])"
# The look-ahead spares forty comparisons at nearly every word.
_M_AHEAD = r"(?=[adfjmnops][acegkopru][bcgilnprstuvy])"
_M = rf"{_M_AHEAD}(?:{_either(_MONTH)})\b\.?"
_TO = r"\s{0,2}(?:-|–|—|/|s\s?\.?\s?/?\s?d\.?|sampai(?:\s{1,2}dengan)?|hingga|to)\s{0,2}"
_AND = r"\s{0,2}(?:-|–|—|/|&|dan|s\s?\.?\s?/?\s?d\.?|sampai(?:\s{1,2}dengan)?|hingga|to)\s{0,2}"
_GAP = r"[\s\-/.,_]{1,3}"
_OF_YEAR = r"(?:(?:tahun|th[nr]?\.?)\s{1,2}anggaran|tahun|thn\.?|th\.?|t\s?\.?\s?a\b\.?|ta\b\.?|year|fy)"
_DAY_NAME = rf"(?:{_either(_WEEKDAY)})"
_NTH = rf"(?:{_either(_ORDINAL)})(?![a-z0-9])"

_FORMS = rf"""
(?<![0-9a-z])
(?:
  (?:(?=[0-9lio][0-9lio\s\-/.,_a-z])(?:
    (?P<span_of_days>(?P<sd1>{_D})(?:(?:{_GAP}|(?:st|nd|rd|th)\s)(?P<sm1>{_M})(?:{_GAP}(?P<sy1>{_Y}))?)?{_AND}
      (?P<sd2>{_D}){_GAP}(?P<sm2>{_M}){_GAP}(?:tahun\s)?(?P<sy2>{_Y}))
  | (?P<day>(?P<dd>{_D})(?:st|nd|rd|th)?{_GAP}(?:of\s|bulan\s)?(?P<dm>{_M}){_GAP}(?:tahun\s)?(?P<dy>{_Y}))
  | (?P<iso>(?P<iy>{_Y})(?P<isep>[-/.])(?P<im>[01]?[0-9])(?P=isep)(?P<id>[0-3]?[0-9])(?![0-9]|[-/.][0-9]))
  | (?P<numeric>(?P<nd1>{_D})(?:\s?[-–]\s?(?P<nd2>{_D}))?\s?(?P<nsep>[-/.])\s?(?P<nm>[0-3]?[0-9])\s?(?P=nsep)
      \s?(?P<ny>{_Y})(?![-/][0-9]))
  | (?P<part_after>(?P<ay>{_Y})[\s,\-_(]{{1,3}}
      (?P<ak>triwulan|tw\b\.?|kuartal|quarter|semester|smt\b\.?|q(?=[1-4]))[\s\-_.]{{0,2}}(?P<a1>{_NTH}))
  | (?P<years>(?P<yy1>{_Y}){_TO}(?:tahun\s)?(?P<yy2>{_Y}))
  | (?P<year>(?P<by>{_Y}))
  ))
| (?:{_M_AHEAD}(?:
    (?P<english>(?P<em>{_M})\s(?P<ed>{_D})(?:st|nd|rd|th)?,?\s{{1,2}}(?P<ey>{_Y}))
  | (?P<months>(?P<mm1>{_M})(?:{_GAP}(?:tahun\s)?(?P<my1>{_Y}))?{_AND}(?P<mm2>{_M}){_GAP}
      (?:tahun\s)?(?P<my2>{_Y}))
  | (?P<month>(?P<om>{_M}){_GAP}(?:tahun\s)?(?P<oy>{_Y}))
  ))
| (?P<law>n(?:omor|omer|o\b\.?|umber)\s{{0,3}}[:.]?\s{{0,3}}[0-9][0-9a-z./\-]{{0,40}}(?:\s{{1,3}}|[-_])
      (?:tahun|thn\.?|th\.?|of)(?:\s{{1,3}}|[-_]){_Y})
| (?P<part>(?P<pk>tri\s?wulan|t(?:ri?)?w\b\.?|kuartal|quarter|caturwulan|semester|se?mt?\b\.?|q(?=[1-4]))
      [\s\-_.]{{0,2}}(?P<p1>{_NTH})(?:{_AND}(?:(?P=pk)\s)?(?P<p2>{_NTH}))?[\s\-_,/.(]{{0,3}}
      (?:{_OF_YEAR}[\s\-_.]{{0,2}})?(?P<py>{_Y}))
)
"""
_MASTER = re.compile(_FORMS, re.VERBOSE)
_ROMAN = re.compile(rf"/\s?(?P<rm>{_either(_ROMAN_MONTH)})\s?/\s?(?P<ry>{_Y})")
_YEARS = re.compile(_YEAR_TOKEN)
_WITHOUT_YEAR = re.compile(
    rf"(?<![a-z])(?P<w>{_DAY_NAME})(?:\s?[-–/]\s?{_DAY_NAME})?\s{{0,2}}[,(\s]{{1,2}}\s?"
    rf"(?P<d1>{_D})(?:\s?(?:-|–|s\.d\.?|s/d|dan)\s?(?P<d2>{_D}))?"
    rf"(?:\s?/\s?(?P<n>[01]?[0-9])(?!\s?[/0-9])|\s(?P<m>{_M})(?![\s,/.\-]{{0,3}}(?:tahun\s)?[0-9]{{4}}))"
)
_SHORT_YEAR = re.compile(
    rf"(?<![0-9a-z/.\-])(?P<d>[0-3]?[0-9])(?:(?P<s>[/-])(?P<n>[01]?[0-9])(?P=s)|[\s-](?P<m>{_M})[\s-]?(?:['’]|(?<=-)))"
    r"(?P<y>[0-4][0-9])(?![0-9a-z]|[-/.:][0-9])"
)
# A year after these is a count, a price, a house or a law, not a moment.
_NO_YEAR_BEFORE = re.compile(
    r"(?:rp\.?|idr|sebanyak|sejumlah|berjumlah|jumlah|total|nomor|no\.?|nomer|pasal|kode\spos|nip\.?|nik|telp?\.?|[+#$€])"
    r"\s{0,2}[:.]?\s{0,2}\Z|[0-9][-.,/:_ ]\Z|[a-z0-9]/\Z|[/.\-]\Z(?<![a-z][.\-])"
)
_LIST_OF_YEARS = re.compile(r"(?<![0-9])(?<![0-9][ .\-/])(?:20[0-9]{2}[,/ ]{1,2}){1,6}\Z")
_NO_YEAR_AFTER = re.compile(
    r"\s{0,2}(?:orang|pemilih|suara|tps|lembar|buah|unit|jiwa|peserta|meter|m2|km|kg|eksemplar|rupiah|kali|%)\b|[.,:][0-9]|[-/][0-9]"
)

_TAHUN = re.compile(rf"(?<![a-z0-9]){_OF_YEAR}[\s.:\-_]{{0,2}}\Z")
_PER = re.compile(r"(?<![a-z0-9])per\s{1,2}\Z")
_OF_WHICH = {"year": _TAHUN, "years": _TAHUN, "part_after": _TAHUN, "day": _PER}


class _Stretch(NamedTuple):
    start: date
    end: date


def _number(token: str) -> int:
    """A day or year as a number; 0 where OCR left too little of it."""
    if sum(mark.isdigit() for mark in token) * 2 < len(token):
        return 0
    return int(token.translate(_OCR))


def _day(year: int, month: int, day: int) -> date | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _stretch(start: date | None, end: date | None) -> _Stretch | None:
    return _Stretch(start, end) if start and end and start <= end else None


def _months(year: int, first: int, last: int) -> _Stretch | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= first <= last <= 12):
        return None
    return _Stretch(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _month_number(word: str) -> int:
    return _MONTH[word.rstrip(".")]


def _of_span_of_days(found: re.Match[str]) -> _Stretch | None:
    year, month = _number(found["sy2"]), _month_number(found["sm2"])
    end = _day(year, month, _number(found["sd2"]))
    first_month = _month_number(found["sm1"]) if found["sm1"] else month
    first_year = _number(found["sy1"]) if found["sy1"] else year - (first_month > month)
    return _stretch(_day(first_year, first_month, _number(found["sd1"])), end) or _stretch(end, end)


def _of_day(found: re.Match[str]) -> _Stretch | None:
    day = _day(_number(found["dy"]), _month_number(found["dm"]), _number(found["dd"]))
    return _stretch(day, day)


def _of_english(found: re.Match[str]) -> _Stretch | None:
    day = _day(_number(found["ey"]), _month_number(found["em"]), _number(found["ed"]))
    return _stretch(day, day)


def _of_iso(found: re.Match[str]) -> _Stretch | None:
    day = _day(_number(found["iy"]), int(found["im"]), int(found["id"]))
    return _stretch(day, day)


def _of_numeric(found: re.Match[str]) -> _Stretch | None:
    year, month, first = _number(found["ny"]), int(found["nm"]), _number(found["nd1"])
    if month > 12 >= first and not found["nd2"]:
        month, first = first, month  # month first, as spreadsheets in English write it
    end = _day(year, month, _number(found["nd2"]) if found["nd2"] else first)
    return _stretch(_day(year, month, first), end)


def _of_months(found: re.Match[str]) -> _Stretch | None:
    year, last = _number(found["my2"]), _month_number(found["mm2"])
    first = _month_number(found["mm1"])
    first_year = _number(found["my1"]) if found["my1"] else year - (first > last)
    opening, closing = _months(first_year, first, first), _months(year, last, last)
    return _stretch(opening.start, closing.end) if opening and closing else None


def _of_month(found: re.Match[str]) -> _Stretch | None:
    month = _month_number(found["om"])
    return _months(_number(found["oy"]), month, month)


def _part(kind: str, year: int, first: int, last: int) -> _Stretch | None:
    """Quarters, thirds or halves `first` to `last` of `year`."""
    size = 6 if kind.startswith("s") else 4 if kind.startswith("c") else 3
    return _months(year, (first - 1) * size + 1, last * size)


def _of_part(found: re.Match[str]) -> _Stretch | None:
    first = _ORDINAL[found["p1"]]
    last = _ORDINAL[found["p2"]] if found["p2"] else first
    return _part(found["pk"], _number(found["py"]), first, last)


def _of_part_after(found: re.Match[str]) -> _Stretch | None:
    return _part(found["ak"], _number(found["ay"]), _ORDINAL[found["a1"]], _ORDINAL[found["a1"]])


def _of_years(found: re.Match[str]) -> _Stretch | None:
    first, last = _number(found["yy1"]), _number(found["yy2"])
    if not (FIRST_YEAR <= first < last <= min(first + 25, LAST_YEAR)):
        return _of_whole_year(last)
    return _Stretch(date(first, 1, 1), date(last, 12, 31))


def _of_whole_year(year: int) -> _Stretch | None:
    return _months(year, 1, 12) if 1945 <= year <= 2049 else None


def _of_year(found: re.Match[str]) -> _Stretch | None:
    return _of_whole_year(_number(found["by"]))


_READERS = {
    "span_of_days": _of_span_of_days,
    "day": _of_day,
    "english": _of_english,
    "iso": _of_iso,
    "numeric": _of_numeric,
    "months": _of_months,
    "month": _of_month,
    "part": _of_part,
    "part_after": _of_part_after,
    "years": _of_years,
    "year": _of_year,
}


class _Found(NamedTuple):
    at: int
    end_at: int
    stretch: _Stretch


def _places(low: str, words: Iterable[str]) -> list[int]:
    """Where any of `words` begins, in order; over a whole text five times faster than a pattern."""
    starts: list[int] = []
    for word in words:
        at = -1
        while (at := low.find(word, at + 1)) >= 0:
            starts.append(at)
    return sorted(starts)


def _segments(low: str) -> Iterator[tuple[int, int]]:
    """Stretches of text around year tokens, joined where they touch."""
    begin = finish = reach = -1
    for at in _places(low, ("19", "20", "2o")):
        if at < reach or (token := _YEARS.match(low, at)) is None:
            continue
        reach = token.end()
        left, right = max(0, at - _REACH_BACK), min(len(low), token.end() + _REACH_ON)
        if left <= finish:
            finish = right
            continue
        if finish >= 0:
            yield begin, finish
        begin, finish = left, right
    if finish >= 0:
        yield begin, finish


def _opening(low: str, start: int, opening: re.Pattern[str] | None) -> int:
    """Where the words begin: with "tahun anggaran" before a year, "per" before a day."""
    if opening is None:
        return start
    first = max(0, start - 20)
    found = opening.search(low[first:start])
    return first + found.start() if found else start


def _is_no_year(low: str, start: int, end: int) -> bool:
    """Is this bare number a count, a price, a telephone number or part of a decree's number?"""
    if _NO_YEAR_AFTER.match(low, end):
        return True
    if not _NO_YEAR_BEFORE.search(low, max(0, start - 16), start):
        return False
    return not _LIST_OF_YEARS.search(low, max(0, start - 40), start)


def _read(low: str) -> Iterator[_Found]:
    """Everything that bears a year, in the order of the text."""
    for begin, finish in _segments(low):
        for found in _MASTER.finditer(low, begin, finish):
            form = found.lastgroup or "law"
            if form == "law":
                continue
            start = _opening(low, found.start(), _OF_WHICH.get(form))
            if form in ("year", "years") and _is_no_year(low, start, found.end()):
                continue
            stretch = _READERS[form](found)
            if stretch:
                yield _Found(start, found.end(), stretch)


def _candidate(found: re.Match[str], year: int) -> _Stretch | None:
    """Day and month of a yearless form in `year`, if its weekday falls there."""
    month = int(found["n"]) if found["n"] else _month_number(found["m"])
    first = _day(year, month, _number(found["d1"]))
    if first is None or first.weekday() != _WEEKDAY[found["w"]]:
        return None
    last = _day(year, month, _number(found["d2"])) if found["d2"] else first
    return _stretch(first, last) or _Stretch(first, first)


def _read_without_year(low: str, dated: list[_Found], around: date | None) -> Iterator[_Found]:
    """Forms without a year: the weekday settles it, nearest to `around` or to the nearest dated day."""
    days = [found for found in dated if found.stretch.start.year == found.stretch.end.year]
    places = [day.at for day in days]
    reach = 0
    for at in _places(low, _WEEKDAY_BEGINS) if days or around else ():
        if at < reach or (found := _WITHOUT_YEAR.match(low, at)) is None:
            continue
        reach = found.end()
        near = around.year if around else None
        if near is None and days:
            after = bisect(places, found.start())
            beside = days[max(0, after - 1) : after + 1]
            near = min((abs(other.at - found.start()), other.stretch.end.year) for other in beside)[1]
        for year in () if near is None else (near, near - 1, near + 1, near - 2):
            stretch = _candidate(found, year)
            if stretch:
                yield _Found(found.start(), found.end(), stretch)
                break


def _read_short_years(low: str) -> Iterator[_Found]:
    """`22/09/22` and `29-Jan-24`: only where day, month and two digits stand free."""
    for found in _SHORT_YEAR.finditer(low):
        month = int(found["n"]) if found["n"] else _month_number(found["m"])
        day = _day(2000 + int(found["y"]), month, int(found["d"]))
        if day:
            yield _Found(found.start(), found.end(), _Stretch(day, day))


def _read_roman(low: str) -> Iterator[_Found]:
    """The month of a decree's number, `.../KPU-Kab/XI/2020`."""
    for found in _ROMAN.finditer(low):
        month = _ROMAN_MONTH[found["rm"]]
        stretch = _months(_number(found["ry"]), month, month)
        if stretch:
            yield _Found(found.start() + 1, found.end(), stretch)


def _lower(text: str) -> str:
    """Lower case of the same length, so that places found in it hold in `text`."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(mark.lower()[:1] or mark for mark in text)


def find_dates(text: str, *, around: date | None = None) -> tuple[FoundDate, ...]:
    """Every date and period in `text`, in its order.

    A day without year ("Selasa (26/3)") is settled by its weekday: the year
    nearest to `around` (the page's own dateline), else to the nearest dated day
    in the text; without either, or without a weekday, it is left out. Bare years
    count from 1945 to 2049. Never raises.
    """
    low = _lower(text)
    found = list(_read(low))
    if "/" in low:
        found += _read_roman(low)
    if "/" in low or "-" in low or "’" in low or "'" in low:
        found += _read_short_years(low)
    found += _read_without_year(low, found, around)
    found.sort()
    kept: list[FoundDate] = []
    reach = -1
    for one in found:
        if one.at >= reach:
            kept.append(
                FoundDate(one.stretch.start, one.stretch.end, text[one.at : one.end_at].strip(" ,.(-"))
            )
            reach = one.end_at
    return tuple(kept)
