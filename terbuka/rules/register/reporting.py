"""The counts of a service report: how many, how fast, refused on which ground; and when it is due.

Source: UU 14/2008 article 12 (what is announced every year: requests received, the time
taken, granted and refused, the reasons of refusal); Perki 1/2021 article 56 (annual report,
three months after the year ends).
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import limit
from terbuka.rules.register.requests import RequestStatus
from terbuka.rules.ruling import BadInput, Ruling, allow, refuse

REPORT = "report.annual"
QUARTERS = (1, 2, 3, 4)
# How long before its day the report is reminded of.
REMINDERS = (60, 30, 7, 1)
_ONE = timedelta(days=1)
_S = RequestStatus
# What became of a request, in the order in which reports tell it.
OUTCOMES: dict[str, Phrase] = {
    _S.GRANTED.value: say("dikabulkan"),
    _S.PARTLY_GRANTED.value: say("dikabulkan sebagian"),
    _S.REFUSED.value: say("ditolak"),
    _S.NOT_HELD.value: say("tidak dikuasai"),
    _S.TRANSFERRED.value: say("diteruskan ke satker lain"),
    _S.WITHDRAWN.value: say("dicabut pemohon"),
    _S.NOT_COMPLETED.value: say("tidak dilengkapi pemohon"),
    "unanswered": say("ditutup tanpa jawaban"),
    "open": say("masih dikerjakan"),
}
_ENDED_AS = {_S.TRANSFERRED.value, _S.WITHDRAWN.value, _S.NOT_COMPLETED.value}


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a report tells of, both ends included; `quarter` 0 for a whole year."""

    year: int
    quarter: int = 0

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, 3 * max(self.quarter, 1) - 2, 1)

    @property
    def last(self) -> date:
        """The last day."""
        if self.quarter in (0, 4):
            return date(self.year, 12, 31)
        return date(self.year, 3 * self.quarter + 1, 1) - _ONE

    @property
    def name(self) -> Phrase:
        """As headings say it."""
        if self.quarter:
            return say("triwulan {n} tahun {year}", n=self.quarter, year=self.year)
        return say("tahun {year}", year=self.year)


@dataclass(frozen=True, slots=True)
class Spread:
    """How long answers took, in working days; None where nothing was answered."""

    count: int = 0
    average: Fraction | None = None
    median: Fraction | None = None
    longest: int | None = None


def spread_of(days: Mapping[int, int]) -> Spread:
    """The spread of `{working days: how many answers}`."""
    counted = Counter({taken: many for taken, many in days.items() if many})
    count = counted.total()
    if not count:
        return Spread()
    total = sum(taken * many for taken, many in counted.items())
    middle = Fraction(_nth(counted, (count - 1) // 2) + _nth(counted, count // 2), 2)
    return Spread(count, Fraction(total, count), middle, max(counted))


def _nth(counted: Mapping[int, int], place: int) -> int:
    """The value at a place (from 0) of all values in order."""
    seen = 0
    for taken in sorted(counted):
        seen += counted[taken]
        if place < seen:
            return taken
    raise IndexError(place)


def one_decimal(value: Fraction | None) -> str:
    """A number of days with one decimal, rounded half up: "4.2"; "" for none."""
    if value is None:
        return ""
    tenths = (value * 20 + 1) // 2
    return f"{tenths // 10}.{tenths % 10}"


def outcome_of(status: str, result: str) -> str:
    """What became of a request: a key of OUTCOMES, whatever followed after the decision."""
    if result in OUTCOMES:
        return result
    if status in _ENDED_AS or status in OUTCOMES:
        return status
    return "unanswered" if status == _S.CLOSED else "open"


def report_due(year: int) -> date | None:
    """Until when the report on a year is owed: 31 March of the next; None before the duty began."""
    try:
        held = limit(REPORT, None, on=date(year + 1, 1, 1))
    except BadInput:
        return None
    assert held.month_day
    month, on = held.month_day
    return date(year + 1, month, on)


def reminder_stage(today: date, due: date) -> int | None:
    """Which reminder of a report is due: so many days before its day; None for none."""
    left = (due - today).days
    return next((stage for stage in sorted(REMINDERS) if 0 <= left <= stage), None)


class Text(StrEnum):
    """What the report says in words (Perki 1/2021 article 56)."""

    POLICY = "policy"
    MEANS = "means"
    STAFF = "staff"
    OBSTACLES_INSIDE = "obstacles_inside"
    OBSTACLES_OUTSIDE = "obstacles_outside"
    RECOMMENDATIONS = "recommendations"


TEXT_WORDS: dict[Text, Phrase] = {
    Text.POLICY: say("Gambaran umum kebijakan layanan informasi"),
    Text.MEANS: say("Sarana dan prasarana layanan"),
    Text.STAFF: say("Petugas layanan dan kualifikasinya"),
    Text.OBSTACLES_INSIDE: say("Kendala dari dalam"),
    Text.OBSTACLES_OUTSIDE: say("Kendala dari luar"),
    Text.RECOMMENDATIONS: say("Rekomendasi dan rencana tindak lanjut"),
}
BUDGET_WORDS = say("Anggaran dan penggunaannya")


def lacks(texts: Mapping[str, str], budget: int | None) -> tuple[Phrase, ...]:
    """What the law wants in the report and is not written yet."""
    missing = [words for text, words in TEXT_WORDS.items() if not texts.get(text.value, "").strip()]
    return (*missing, *((BUDGET_WORDS,) if budget is None else ()))


def may_publish(year: int, today: date, missing: Collection[Phrase]) -> Ruling:
    """May the report on a year be made public: once the year has ended, and whole?"""
    if today.year <= year:
        return refuse(
            say("Tahun {year} belum berakhir; laporannya dapat diumumkan mulai 1 Januari.", year=year),
            cite="perki1-2021:56",
        )
    if missing:
        told = "; ".join(str(one) for one in missing)
        return refuse(say("Laporan belum lengkap: {lacks}.", lacks=told), cite="perki1-2021:56")
    return allow()
