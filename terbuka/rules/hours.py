"""When a unit is open: service hours by weekday, and in Ramadan.

Source: `data/service_hours.toml`. Opening times follow Perpres 21/2023 article 4;
closing times are a default that each unit may set.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

from terbuka.rules.sources import citation

HOURS = Path(__file__).parent / "data" / "service_hours.toml"


@dataclass(frozen=True, slots=True)
class Opening:
    """Open from `start` until and with `end`, in the unit's own time."""

    start: time
    end: time


Week = tuple[Opening | None, ...]
"""Openings from Monday on; None and the days after the last are closed."""


@dataclass(frozen=True, slots=True)
class Season:
    """A stretch of days with hours of its own: `first` and `last` both belong to it."""

    first: date
    last: date
    week: Week
    cite: str
    confidence: str


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """The hours of one unit: the usual week, and seasons that differ."""

    usual: Week
    seasons: tuple[Season, ...] = ()

    def on(self, day: date) -> Opening | None:
        """The hours of this day by weekday and season, holidays aside; None for a closed weekday."""
        week = next(
            (season.week for season in self.seasons if season.first <= day <= season.last), self.usual
        )
        return week[day.weekday()] if day.weekday() < len(week) else None


def _week(rows: list[list[str]]) -> Week:
    return tuple(Opening(time.fromisoformat(start), time.fromisoformat(end)) for start, end in rows)


def _season(row: dict[str, Any], week: Week) -> Season:
    return Season(row["from"], row["to"], week, citation(row["cite"]).text, row["confidence"])


@cache
def default_hours() -> ServiceHours:
    """The shipped service hours: for a unit that has not set its own."""
    data = tomllib.loads(HOURS.read_text("utf-8"))
    ramadan = _week(data["ramadan"]["week"])
    return ServiceHours(
        _week(data["usual"]["week"]),
        tuple(_season(row, ramadan) for row in data["ramadan"]["periods"]),
    )


@cache
def chat_hours() -> ServiceHours:
    """The hours by which an exported chat is measured where the unit's own are not known."""
    return ServiceHours(_week(tomllib.loads(HOURS.read_text("utf-8"))["chats"]["week"]))
