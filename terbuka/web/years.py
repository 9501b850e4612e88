"""A unit's announced results over the years, as a drawing and as the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from terbuka.web import words
from terbuka.web.charts import Column, score_columns, shown


def step_of(category: str) -> int:
    """The step of a category's bar, 1 to 5; 0 for a result without a score."""
    return words.CATEGORIES.index(category) + 1 if category in words.CATEGORIES else 0


@dataclass(frozen=True, slots=True)
class Announced:
    """A unit's public result in one round."""

    slug: str
    name: str
    year: int
    is_demo: bool
    score: Fraction | None
    category: str

    @property
    def step(self) -> int:
        """The step of the category's bar, 1 to 5; 0 for no score."""
        return step_of(self.category)


@dataclass(frozen=True, slots=True)
class Year:
    """One result with its column in the drawing; `change` is against the scored one before it."""

    result: Announced
    column: Column
    change: Decimal | None

    @property
    def fall(self) -> Decimal | None:
        """How many points fewer than before."""
        return None if self.change is None else -self.change


def over_years(newest_first: Sequence[Announced]) -> list[Year]:
    """The results oldest first. Changes are of the numbers as shown: who subtracts them finds the same."""
    results, before, years = newest_first[::-1], None, list[Year]()
    for one, column in zip(results, score_columns([one.score for one in results]), strict=True):
        change = None
        if one.score is not None:
            change = shown(one.score) - shown(before) if before is not None else None
            before = one.score
        years.append(Year(one, column, change))
    return years
