"""The rules of counting that can be read in two ways, and which reading the formal limit follows.

Source: `data/readings.toml`, each reading with its citation (Perpres 21/2023 article 6 and practice).
The target, by which staff are warned, is the earlier reading of all three and never changes.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from terbuka.rules.sources import citation
from terbuka.rules.wording import Wording

DATA = Path(__file__).parent / "data" / "readings.toml"


class Rule(StrEnum):
    """A rule of which the law leaves two readings."""

    JOINT_LEAVE = "joint_leave"
    DAY_OF_RECEIPT = "day_of_receipt"
    AFTER_HOURS = "after_hours"


class Reading(StrEnum):
    """The reading that ends later, and the one that ends earlier."""

    LATER = "later"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One rule with both readings in words and their citations; `shipped` is the product's."""

    rule: Rule
    title: Wording
    words: dict[Reading, Wording]
    cites: dict[Reading, str]
    shipped: Reading
    confidence: str


@dataclass(frozen=True, slots=True)
class Readings:
    """How the formal limit is counted: one reading of each rule."""

    joint_leave: Reading
    day_of_receipt: Reading
    after_hours: Reading

    @property
    def joint_leave_counts(self) -> bool:
        """Is joint leave a working day?"""
        return self.joint_leave is Reading.EARLIER

    @property
    def receipt_counts(self) -> bool:
        """Is the day of receipt day 1?"""
        return self.day_of_receipt is Reading.EARLIER

    @property
    def keeps_receipt(self) -> bool:
        """Does what arrives after hours count as received on that day?"""
        return self.after_hours is Reading.EARLIER


@dataclass(frozen=True, slots=True)
class Change:
    """Another reading of one rule for limits that begin on a day or later."""

    rule: Rule
    reading: Reading
    from_on: date


@cache
def doubts() -> tuple[Doubt, ...]:
    """The three rules in the order of the list. Raises CitationError for an unknown source."""
    data = tomllib.loads(DATA.read_text("utf-8"))
    return tuple(
        Doubt(
            rule=Rule(name),
            title=Wording(row["title"], row["title_en"]),
            words={one: Wording(row[one], row[f"{one}_en"]) for one in Reading},
            cites={one: citation(row[f"{one}_cite"]).text for one in Reading},
            shipped=Reading(row["shipped"]),
            confidence=row["confidence"],
        )
        for name, row in data.items()
    )


@cache
def shipped_readings() -> Readings:
    """The readings that come with the product; the plain commands count by them."""
    return Readings(**{one.rule.value: one.shipped for one in doubts()})


@dataclass(frozen=True, slots=True)
class Dated:
    """The readings of an institution: those that come with the product, changed from days on."""

    changes: tuple[Change, ...] = ()

    @classmethod
    def of(cls, changes: Iterable[Change]) -> "Dated":
        """Of changes in any order."""
        return cls(tuple(sorted(changes, key=lambda one: one.from_on)))

    def on(self, day: date) -> Readings:
        """How a limit that began on a day is counted: the last change of each rule by then."""
        found = shipped_readings()
        for one in self.changes:
            if one.from_on <= day:
                found = replace(found, **{one.rule.value: one.reading})
        return found


SHIPPED = Dated()
