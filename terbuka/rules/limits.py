"""Time limits of the law: how long, in what unit, under which article, since when.

Source: `data/limits.toml` and `data/regimes.toml`; every value carries its citation.
A case keeps the value of its own day: `limit(key, regime, on=day)`.
"""

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from terbuka.rules.daynames import Day
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.sources import CitationError, citation
from terbuka.rules.wording import Wording, quoted

DATA = Path(__file__).parent / "data"


class Regime(StrEnum):
    """The general procedure (UU 14/2008) or that of elections (Perki 1/2019)."""

    UMUM = "umum"
    PEMILU = "pemilu"


class TimeUnit(StrEnum):
    """What a limit is counted in. `DATE` is a day of the year, `PERCENT` a share of another limit."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    CALENDAR_MONTH = "calendar_month"
    CLOCK_HOUR = "clock_hour"
    SERVICE_HOUR = "service_hour"
    DATE = "date"
    PERCENT = "percent"


_AMOUNT = {
    TimeUnit.WORKING_DAY: "days",
    TimeUnit.CALENDAR_DAY: "days",
    TimeUnit.CALENDAR_MONTH: "months",
    TimeUnit.CLOCK_HOUR: "hours",
    TimeUnit.SERVICE_HOUR: "hours",
    TimeUnit.PERCENT: "percent",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit in one regime, as it holds from `valid_from` to the day before `valid_to`.

    `amount` counts from day 0 in `unit`; where it extends another limit, `added` is its
    own part of it (10 + 7 = 17, added 7). `month_day` is set for the unit DATE alone.
    `regime` None holds under both. `starts` says what happened on day 0.
    """

    key: str
    regime: Regime | None
    unit: TimeUnit
    amount: int
    cite: str
    confidence: str
    valid_from: date
    title: Wording
    starts: Wording
    valid_to: date | None = None
    added: int = 0
    month_day: tuple[int, int] | None = None
    note: Wording | None = None
    rule: str = ""
    extends: str = ""


def _value(key: str, regime: Regime | None, row: dict[str, Any], value: dict[str, Any]) -> Limit:
    unit = TimeUnit(row["unit"])
    source = citation(value["cite"]).source
    began = getattr(source, "valid_from", None)
    if began and value["from"] < began:
        raise CitationError(f"{key}: {value['cite']} is not in force on {value['from']}")
    month, _, day = value.get("date", "").partition("-")
    return Limit(
        key=key,
        regime=regime,
        unit=unit,
        amount=value[_AMOUNT[unit]] if unit in _AMOUNT else 0,
        added=value[_AMOUNT[unit]] if "extends" in row else 0,
        month_day=(int(month), int(day)) if unit is TimeUnit.DATE else None,
        cite=value["cite"],
        confidence=value["confidence"],
        valid_from=value["from"],
        title=Wording(row["title"], row["title_en"]),
        starts=Wording(row["starts"], row["starts_en"]),
        note=Wording(value["note"], value["note_en"]) if "note" in value else None,
        rule=row["rule"],
        extends=row.get("extends", ""),
    )


def _row(key: str, regime: Regime | None, row: dict[str, Any]) -> list[Limit]:
    values = [_value(key, regime, row, value) for value in row["values"]]
    values.sort(key=lambda one: one.valid_from)
    ends = [*(one.valid_from for one in values[1:]), None]
    return [replace(one, valid_to=end) for one, end in zip(values, ends, strict=True)]


@cache
def _loaded() -> dict[tuple[str, Regime | None], list[Limit]]:
    data = tomllib.loads((DATA / "limits.toml").read_text("utf-8"))
    found: dict[tuple[str, Regime | None], list[Limit]] = {}
    for group, names in data.items():
        for name, regimes in names.items():
            for word, row in regimes.items():
                regime = None if word == "any" else Regime(word)
                found[f"{group}.{name}", regime] = _row(f"{group}.{name}", regime, row)
    return found


@cache
def first_day(regime: Regime) -> date:
    """The first day on which a case could fall under this regime."""
    row = tomllib.loads((DATA / "regimes.toml").read_text("utf-8"))[regime]
    citation(row["cite"])
    began: date = row["from"]
    return began


def limit_keys() -> tuple[str, ...]:
    """Every key, in the order of the file."""
    return tuple(dict.fromkeys(key for key, _ in _loaded()))


def deadline_keys() -> tuple[str, ...]:
    """The keys from which a due date follows: all but shares of another limit."""
    return tuple(
        dict.fromkeys(key for (key, _), rows in _loaded().items() if rows[0].unit is not TimeUnit.PERCENT)
    )


def _whole(one: Limit, on: date) -> Limit:
    """A limit that extends another counts both as one stretch from the same day 0."""
    if not one.extends:
        return one
    base = limit(one.extends, one.regime, on=on)
    return replace(one, amount=base.amount + one.added)


def all_limits() -> tuple[Limit, ...]:
    """Every limit with every dated value, in the order of the file."""
    return tuple(_whole(one, one.valid_from) for rows in _loaded().values() for one in rows)


def _rows(key: str, regime: Regime | None) -> list[Limit]:
    known = _loaded()
    regimes = [one for name, one in known if name == key]
    if not regimes:
        raise BadInput(
            say(
                "Batas waktu {key} tidak dikenal. Yang dikenal: {known}.",
                key=quoted(key),
                known=", ".join(deadline_keys()),
            )
        )
    if None in regimes:
        return known[key, None]
    if regime is None:
        raise BadInput(
            say(
                "Batas waktu {key} memerlukan rezim: sebutkan {known}.",
                key=key,
                known=" / ".join(map(str, regimes)),
            )
        )
    if regime not in regimes:
        raise BadInput(
            say(
                "Batas waktu {key} hanya ada dalam rezim {known}.",
                key=key,
                known=" / ".join(map(str, regimes)),
            )
        )
    return known[key, regime]


def limit(key: str, regime: Regime | None, *, on: date) -> Limit:
    """The limit `key` as it holds on a day: of receipt or, once registered, of registration.

    `regime` may be None for limits that hold under both. Raises BadInput for an
    unknown key, a regime that is missing or has no such limit, and a day before the
    regime or the act behind the limit came into force.
    """
    rows = _rows(key, regime)
    began = max(rows[0].valid_from, first_day(regime) if regime else rows[0].valid_from)
    if on < began:
        raise BadInput(
            say(
                "Tanggal {on} terlalu awal: {key} baru berlaku sejak {began} ({basis}).",
                on=on.isoformat(),
                key=key,
                began=Day(began),
                basis=citation(rows[0].cite).label,
            )
        )
    return _whole([one for one in rows if one.valid_from <= on][-1], on)
