"""What a document should be about on a given day, and what would be too old, in the words people write.

Example sites must hold fresh and stale documents on any day. These readings of
the freshness sentences of the required items stand apart from the rules that
judge them, so that the one can check the other.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()  # noqa: SIM905
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ROMAN = ("I", "II", "III", "IV")
PEMILU = (date(2019, 4, 17), date(2024, 2, 14), date(2029, 2, 14))
PILKADA = (date(2020, 12, 9), date(2024, 11, 27))


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time as a title says it: `label` "Semester I Tahun 2026", `year` "2026"."""

    start: date
    end: date
    label: str
    year: str


def say_day(day: date) -> str:
    """ "22 September 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def of_year(year: int) -> Period:
    """A calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), f"Tahun {year}", str(year))


def of_years(first: int, last: int) -> Period:
    """A span of years as plans and terms of office have it: "2025-2029"."""
    return Period(date(first, 1, 1), date(last, 12, 31), f"{first}-{last}", str(last))


def of_month(year: int, month: int) -> Period:
    """A calendar month."""
    last = monthrange(year, month)[1]
    return Period(date(year, month, 1), date(year, month, last), f"{MONTHS[month - 1]} {year}", str(year))


def _months(year: int, number: int, length: int, words: str) -> Period:
    first, last = length * (number - 1) + 1, length * number
    label = f"{words} {ROMAN[number - 1]} Tahun {year}"
    end = date(year, last, monthrange(year, last)[1])
    return Period(date(year, first, 1), end, label, str(year))


def of_quarter(year: int, number: int) -> Period:
    """A quarter, number 1 to 4: "Triwulan III Tahun 2026"."""
    return _months(year, number, 3, "Triwulan")


def of_half(year: int, number: int) -> Period:
    """A half-year, number 1 or 2: "Semester I Tahun 2026"."""
    return _months(year, number, 6, "Semester")


def of_election(day: date) -> Period:
    """The election held on `day`, named as people name it."""
    name = "Pemilu Tahun" if day in PEMILU else "Pilkada Serentak Tahun"
    return Period(date(day.year, 1, 1), date(day.year, 12, 31), f"{name} {day.year}", str(day.year))


def _last_complete(kind: str, as_of: date, grace: int) -> tuple[int, int]:
    """Year and number of the last quarter or half whose end lies at least `grace` days back."""
    make, count = (of_quarter, 4) if kind == "quarter" else (of_half, 2)
    year, number = as_of.year, count
    while make(year, number).end + timedelta(days=grace) >= as_of:
        year, number = (year, number - 1) if number > 1 else (year - 1, count)
    return year, number


def _back(year: int, number: int, steps: int, count: int) -> tuple[int, int]:
    position = year * count + (number - 1) - steps
    return position // count, position % count + 1


def _yearly(rule: str, as_of: date, steps: int) -> Period:
    """Rules `year@MM-DD` and `year-1@MM-DD`: the newest year due, `steps` years back."""
    head, _, day = rule.partition("@")
    lag = 1 if head == "year-1" else 0
    is_due = (as_of.month, as_of.day) > tuple(int(part) for part in day.split("-"))
    return of_year(as_of.year - lag - (0 if is_due else 1) - steps)


def _five_years(first: int, as_of: date, *, ends_inclusive: int, stale: bool) -> Period:
    start = first + (as_of.year - first) // 5 * 5 - (5 if stale else 0)
    return of_years(start, start + ends_inclusive)


def _elections(rule: str, as_of: date, chance: Random, *, stale: bool) -> Period:
    held = {"pemilu": PEMILU, "pilkada": PILKADA}.get(rule, PEMILU + PILKADA)
    done = sorted(day for day in held if day < as_of)
    newest_year = done[-1].year
    pool = [day for day in done if (day.year < newest_year if stale else day.year == newest_year)]
    return of_election(chance.choice(pool))


def period_of(rule: str, as_of: date, chance: Random, *, stale: bool = False) -> Period | None:
    """The period a document must be about under `rule` on the day `as_of`; too old when `stale`.

    `rule` is the word of the item data (`year-1@03-31`, `quarter@30`, `renstra`,
    `election`, ...). None where the item has no period. Raises KeyError for an unknown word.
    """
    steps = chance.randint(2, 4) if stale else 0
    word, _, grace = rule.partition("@")
    if word in ("", "week"):
        return None
    if word in ("year", "year-1"):
        return _yearly(rule, as_of, steps)
    if word in ("this_year", "recent_months"):
        return of_year(as_of.year - steps)
    if word == "this_or_last_year":
        return of_year(as_of.year - (steps or chance.randint(0, 1)))
    if word == "month":
        return of_month(*_back(as_of.year, as_of.month, 1 + 4 * steps, 12))
    if word == "quarter":
        return of_quarter(*_back(*_last_complete(word, as_of, int(grace)), 2 * steps, 4))
    if word == "half":
        return of_half(*_back(*_last_complete(word, as_of, 59 * int(grace) // 2), steps, 2))
    if word == "renstra":
        return _five_years(2025, as_of, ends_inclusive=4, stale=stale)
    if word in ("term", "term_start"):
        return _five_years(2023, as_of, ends_inclusive=5, stale=stale)
    return {"election": _elections, "pemilu": _elections, "pilkada": _elections}[word](
        word, as_of, chance, stale=stale
    )


def earlier(period: Period, rule: str, steps: int) -> Period:
    """The period `steps` before `period` in the rhythm of `rule`, for tables of years."""
    word = rule.partition("@")[0]
    start = period.start
    if word == "quarter":
        return of_quarter(*_back(start.year, (start.month - 1) // 3 + 1, steps, 4))
    if word == "half":
        return of_half(*_back(start.year, (start.month - 1) // 6 + 1, steps, 2))
    return of_year(start.year - steps)
