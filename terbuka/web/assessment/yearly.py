"""A unit's announced results over the years, as a drawing and as the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db import connection

from terbuka.models import WorkUnit
from terbuka.rules.assessment import RoundStatus
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


# Plain SQL, for every page of a unit asks it: composing it anew took ten times as long as the answer.
_ANNOUNCED_OF = """
    SELECT round.slug, round.name, round.year, round.is_demo,
        result.score_numerator, result.score_denominator, result.category
    FROM terbuka_result result
    JOIN terbuka_selfassessment saq ON saq.id = result.self_assessment_id
    JOIN terbuka_assessmentround round ON round.id = saq.round_id
    WHERE saq.unit_id = %s AND round.status = %s
    ORDER BY round.year DESC, result.id DESC"""


def announced_of(unit: WorkUnit) -> list[Announced]:
    """The unit's public results, newest round first."""
    with connection.cursor() as cursor:
        cursor.execute(_ANNOUNCED_OF, [unit.pk, RoundStatus.ANNOUNCED.value])
        return [
            Announced(
                slug, name, year, is_demo, None if number is None else Fraction(number, divisor), category
            )
            for slug, name, year, is_demo, number, divisor, category in cursor.fetchall()
        ]


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
