"""What a public body must publish: the required items and their classes.

Source: `data/required_items.csv`, 109 items drawn from UU 14/2008, Perki 1/2021,
Perki 1/2019, PKPU 22/2023 and Perbawaslu 10/2019 (each row names its basis).
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from terbuka.rules.units import Institution, Level

ITEMS = Path(__file__).parent / "data" / "required_items.csv"


class InformationClass(StrEnum):
    """Classes of public information (UU 14/2008, articles 9, 10, 11 and 17)."""

    PERIODIC = "periodic"
    IMMEDIATE = "immediate"
    ON_DEMAND = "on_demand"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class RequiredItem:
    """One kind of information that units must publish.

    `freshness` is the machine rule (`year(1, after=03-31)`, `age(6)`,
    `quarter(30)`, `renstra`, `cites(in_force)`, `last_election`, `event`,
    `none`); `freshness_note` the sentence it was drawn from. `is_link_up`
    marks items that a link to the national document satisfies.
    """

    code: str
    name: str
    information_class: InformationClass
    institutions: frozenset[Institution]
    levels: frozenset[Level]
    update_rule: str
    typical_evidence: tuple[str, ...]
    variants: tuple[str, ...]
    freshness: str
    freshness_note: str
    is_link_up: bool
    basis: tuple[str, ...]
    confidence: str

    def applies_to(self, institution: Institution, level: Level) -> bool:
        """Does the duty exist for a body of this institution at this level?"""
        return institution in self.institutions and level in self.levels


def _item(row: dict[str, str]) -> RequiredItem:
    applies = row["applies_to"]
    institutions = frozenset(Institution) if applies == "both" else frozenset({Institution(applies)})
    return RequiredItem(
        code=row["code"],
        name=row["name_id"],
        information_class=InformationClass(row["class"]),
        institutions=institutions,
        levels=frozenset(Level.from_letter(letter) for letter in row["levels"].split(";")),
        update_rule=row["update_rule"],
        typical_evidence=tuple(row["typical_evidence"].split("; ")),
        variants=tuple(row["title_variants"].split(";")),
        freshness=row["freshness"],
        freshness_note=row["freshness_note"],
        is_link_up=row["link_up"] == "yes",
        basis=tuple(row["basis"].split(";")),
        confidence=row["confidence"],
    )


@cache
def required_items() -> tuple[RequiredItem, ...]:
    """All required items in the order of the list."""
    with ITEMS.open(encoding="utf-8", newline="") as lines:
        return tuple(_item(row) for row in csv.DictReader(lines))
