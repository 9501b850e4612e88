"""How old a document may be: one machine rule per required item, judged on a given day.

The rules are the words of the column `freshness` in `data/required_items.csv`:
`year(lag, after=MM-DD)`, `age(months)`, `quarter(grace_days)`, `renstra`,
`cites(in_force)`, `last_election`, `event`, `none`. Elections and planning
periods are data in `data/elections.toml`. Source
of the duty to renew: UU 14/2008, article 9. What is counted is the period that a
document is about, never the day it was uploaded.
"""

import re
import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import FoundDate

ELECTIONS = Path(__file__).parent / "data" / "elections.toml"
_RULE = re.compile(
    r"(?P<kind>year|age|quarter|renstra|cites|last_election|event|none)"
    r"(?:\((?P<number>\d{1,3})?(?:in_force)?(?:, ?after=(?P<month>\d\d)-(?P<day>\d\d))?\))?"
)


class Age(StrEnum):
    """The answer of a freshness rule; `unknown` asks for a person."""

    FRESH = "fresh"
    STALE = "stale"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rule:
    """A parsed freshness rule. `number` is its lag in years, months, or days of grace."""

    kind: str
    number: int = 0
    after: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document says about its own age.

    `period` is what it is about; `election_years` the elections it names;
    `revoked` and `in_force` the rules it cites, by short name.
    """

    period: FoundDate | None = None
    election_years: tuple[int, ...] = ()
    revoked: tuple[str, ...] = ()
    in_force: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Freshness:
    """Fresh, stale or unknown, the reason, and in words what would be fresh today ("" if anything)."""

    age: Age
    reason: Phrase
    wanted: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Election:
    """One election with its days and the decree that fixed its stages."""

    key: str
    kind: str
    name: str
    decree: str
    stages_from: date
    voted_on: date
    completed_on: date


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """Years of a strategic plan, and the day from which pages must name it."""

    first: int
    last: int
    required_from: date

    @property
    def years(self) -> str:
        """As people write it: "2025-2029"."""
        return f"{self.first}-{self.last}"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(ELECTIONS.read_text("utf-8"))


@cache
def elections() -> tuple[Election, ...]:
    """Every election of the data, oldest first."""
    return tuple(Election(**row) for row in _data()["election"])


@cache
def plan_periods() -> tuple[PlanPeriod, ...]:
    """Every planning period, oldest first."""
    return tuple(PlanPeriod(**row) for row in _data()["renstra"])


def has_own_pilkada(region_code: str, level: str) -> bool:
    """Does a unit of this region elect a head of region at its own level?"""
    return not any(
        region_code.split(".")[0] == row["region"] and level == row["level"]
        for row in _data()["pilkada"]["not_held"]
    )


def rests_on_pilkada(code: str) -> bool:
    """Does this required item arise only where a Pilkada is held?"""
    return code in _data()["pilkada"]["items"]


@cache
def rule(text: str) -> Rule:
    """The rule behind its words. Raises ValueError where they are no rule of ours."""
    found = _RULE.fullmatch(text.strip())
    if not found or (found["kind"] in ("year", "age", "quarter")) != bool(found["number"]):
        raise ValueError(f"{text!r} is no freshness rule")
    after = (int(found["month"]), int(found["day"])) if found["month"] else None
    return Rule(found["kind"], int(found["number"] or 0), after)


def _plus_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    # The end of a month stays the end of a month: 30 June plus 8 months is the last of February.
    is_end = day.day == monthrange(day.year, day.month)[1]
    return date(day.year + years, month + 1, last if is_end else min(day.day, last))


def newest_due_year(lag: int, after: tuple[int, int] | None, as_of: date) -> int:
    """The year that the newest document must be about on this day.

    Up to and including the day `after` the year before suffices.
    """
    if after is None or (as_of.month, as_of.day) > after:
        return as_of.year - lag
    return as_of.year - lag - 1


def last_due_quarter_end(grace_days: int, as_of: date) -> date:
    """Last day of the newest quarter whose days of grace are over."""
    day = as_of - timedelta(days=grace_days + 1)
    month = day.month - day.month % 3
    if day == date(day.year, day.month, monthrange(day.year, day.month)[1]) and day.month % 3 == 0:
        return day
    if day.month % 3 == 0:
        month = day.month - 3
    year = day.year if month else day.year - 1
    month = month or 12
    return date(year, month, monthrange(year, month)[1])


def running_plan(as_of: date) -> PlanPeriod:
    """The planning period that pages must name on this day."""
    due = [period for period in plan_periods() if period.required_from <= as_of]
    return due[-1] if due else plan_periods()[0]


def last_elections(as_of: date) -> tuple[Election, ...]:
    """The newest completed election of each kind, and any whose stages run on this day."""
    newest = {one.kind: one for one in elections() if one.completed_on <= as_of}
    running = [one for one in elections() if one.stages_from <= as_of < one.completed_on]
    return (*newest.values(), *running)


def _is_open_year(period: FoundDate, as_of: date) -> bool:
    """A whole year that is not over: it does not say up to which day."""
    return period.end > as_of and (period.end - period.start).days > 200


def _undated(wanted: Phrase) -> Freshness:
    return Freshness(Age.UNKNOWN, say("tahun atau periodenya tidak ditemukan"), wanted)


def _fresh(wanted: Phrase, reason: Phrase) -> Freshness:
    return Freshness(Age.FRESH, reason, wanted)


def _stale(wanted: Phrase, reason: Phrase) -> Freshness:
    return Freshness(Age.STALE, reason, wanted)


def _year(law: Rule, subject: Subject, as_of: date) -> Freshness:
    due = newest_due_year(law.number, law.after, as_of)
    wanted = say("tahun {year} atau lebih baru", year=due)
    if subject.period is None:
        return _undated(wanted)
    year = subject.period.end.year
    if year >= due:
        return _fresh(wanted, say("tahun {year}; yang diminta {due} atau lebih baru", year=year, due=due))
    return _stale(wanted, say("tahun {year}, padahal yang diminta {due}", year=year, due=due))


def _age(law: Rule, subject: Subject, as_of: date) -> Freshness:
    wanted = say("tidak lebih tua dari {n} bulan", n=law.number)
    period = subject.period
    if period is None:
        return _undated(wanted)
    if _is_open_year(period, as_of):
        if _plus_months(period.start, law.number) >= as_of:
            return _fresh(wanted, say("dari tahun berjalan"))
        return Freshness(Age.UNKNOWN, say("hanya tahunnya yang disebut, bukan bulannya"), wanted)
    if _plus_months(period.end, law.number) >= as_of:
        return _fresh(
            wanted, say("sampai {day}, tidak lebih tua dari {n} bulan", day=Day(period.end), n=law.number)
        )
    return _stale(
        wanted,
        say("yang terbaru hanya sampai {day}; sudah lebih dari {n} bulan", day=Day(period.end), n=law.number),
    )


def _quarter(law: Rule, subject: Subject, as_of: date) -> Freshness:
    due = last_due_quarter_end(law.number, as_of)
    wanted = say("triwulan {n} tahun {year}", n=due.month // 3, year=due.year)
    period = subject.period
    if period is None:
        return _undated(wanted)
    if _is_open_year(period, as_of):
        return Freshness(Age.UNKNOWN, say("triwulannya tidak disebut"), wanted)
    if period.end >= due:
        return _fresh(wanted, say("sampai {day}; triwulan terakhir sudah ada", day=Day(period.end)))
    return _stale(
        wanted,
        say(
            "yang terbaru hanya sampai {day}, padahal yang diminta {wanted}",
            day=Day(period.end),
            wanted=wanted,
        ),
    )


def _renstra(_: Rule, subject: Subject, as_of: date) -> Freshness:
    plan = running_plan(as_of)
    wanted = say("periode Renstra {years}", years=plan.years)
    period = subject.period
    if period is None:
        return _undated(wanted)
    if period.end.year >= plan.first and (period.end.year > plan.first or period.start.year == plan.first):
        return _fresh(wanted, say("menyebut {words}, periode Renstra yang berjalan", words=period.words))
    reason = say(
        "menyebut {words}, padahal Renstra yang berjalan {years}", words=period.words, years=plan.years
    )
    return _stale(wanted, reason)


def _cites(_: Rule, subject: Subject, as_of: date) -> Freshness:
    wanted = say("aturan yang masih berlaku")
    if subject.revoked and not subject.in_force:
        reason = say("hanya menyebut aturan yang sudah dicabut: {rules}", rules=", ".join(subject.revoked))
        return _stale(wanted, reason)
    if subject.in_force:
        return _fresh(wanted, say("menyebut aturan yang berlaku"))
    return _fresh(wanted, say("tidak menyebut aturan yang dicabut"))


def _last_election(_: Rule, subject: Subject, as_of: date) -> Freshness:
    last = last_elections(as_of)
    names = ", ".join(one.name for one in last)
    wanted = say("pemilu atau pemilihan terakhir ({names})", names=names)
    first_stage = min((one.stages_from for one in last), default=date.min)
    years = {one.voted_on.year for one in last}
    if subject.election_years:
        newest = max(subject.election_years)
        if newest in years or newest > max(years, default=0):
            return _fresh(wanted, say("tentang pemilu atau pemilihan tahun {year}", year=newest))
        reason = say(
            "tentang pemilu atau pemilihan tahun {year}, bukan yang terakhir ({names})",
            year=newest,
            names=names,
        )
        return _stale(wanted, reason)
    if subject.period is None:
        return _undated(wanted)
    if subject.period.end >= first_stage:
        return _fresh(
            wanted, say("dari {words}, dalam atau sesudah tahapan terakhir", words=subject.period.words)
        )
    return _stale(
        wanted,
        say("dari {words}, sebelum tahapan terakhir ({names})", words=subject.period.words, names=names),
    )


def _any(_: Rule, subject: Subject, as_of: date) -> Freshness:
    return Freshness(Age.FRESH, say("tidak terikat batas waktu"))


_JUDGES = {
    "year": _year,
    "age": _age,
    "quarter": _quarter,
    "renstra": _renstra,
    "cites": _cites,
    "last_election": _last_election,
    "event": _any,
    "none": _any,
}


def freshness(rule_text: str, subject: Subject, as_of: date) -> Freshness:
    """Is a document of this `subject` fresh enough on this day? Raises ValueError for an unknown rule."""
    law = rule(rule_text)
    return _JUDGES[law.kind](law, subject, as_of)


_MONTH_NAMES = (
    say("Januari"),
    say("Februari"),
    say("Maret"),
    say("April"),
    say("Mei"),
    say("Juni"),
    say("Juli"),
    say("Agustus"),
    say("September"),
    say("Oktober"),
    say("November"),
    say("Desember"),
)


def _lag(years: int) -> Phrase:
    return say("berjalan") if years == 0 else say("lalu atau berjalan")


def in_words(rule_text: str) -> Phrase:
    """A freshness rule as a sentence. Raises ValueError for a rule unknown."""
    law = rule(rule_text)
    if law.kind == "year" and law.after:
        month, day = law.after
        lag, name = _lag(law.number), _MONTH_NAMES[month - 1]
        return say("sesudah {day} {month}: tahun {lag}", day=day, month=name, lag=lag)
    sentences = {
        "year": say("tahun {lag}", lag=_lag(law.number)),
        "age": say("tidak lebih tua dari {n} bulan", n=law.number),
        "quarter": say("triwulan terakhir yang lengkap, dengan tenggang {n} hari kalender", n=law.number),
        "renstra": say("periode Renstra yang berjalan"),
        "cites": say("usang bila hanya menyebut aturan yang dicabut"),
        "last_election": say("pemilu atau pemilihan terakhir"),
        "event": say("wajib hanya bila ada kejadian"),
        "none": say("tidak terikat batas waktu"),
    }
    return sentences[law.kind]
