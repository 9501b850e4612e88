"""What holds a score down: the questions that lost most, and the fewest that lift it one category.

A question answered in full gives its whole weight, so the largest losses taken
one by one are the fewest that add up to what is needed: no smaller set can
(an exchange of any for a smaller loss only lowers the sum). Bounds of categories:
`data/band_scales.toml`; Perki 1/2022 and the yearly guides of each assessor.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from terbuka.rules.scoring import BandScale, Category, next_band


@dataclass(frozen=True, slots=True)
class Earned:
    """What one question gave: points of its weight."""

    code: str
    points: Fraction
    weight: Fraction

    @property
    def lost(self) -> Fraction:
        """The points it did not give."""
        return self.weight - self.points


@dataclass(frozen=True, slots=True)
class Lift:
    """The next category, how many points it lacks, and the fewest questions that give them.

    `way` is empty where even full marks on every question would not be enough.
    """

    category: Category
    needed: Fraction
    way: tuple[Earned, ...]
    score: Fraction


def heaviest(rows: Iterable[Earned]) -> tuple[Earned, ...]:
    """Questions that lost anything, the greatest loss first; equal ones by their code."""
    return tuple(sorted((row for row in rows if row.lost > 0), key=lambda row: (-row.lost, row.code)))


def lift(score: Fraction, rows: Iterable[Earned], bands: BandScale) -> Lift | None:
    """The shortest way up; None where the score is in the best category already."""
    ahead = next_band(score, bands)
    if ahead is None:
        return None
    needed, way, reached = ahead.lower - score, list[Earned](), score
    for row in heaviest(rows):
        if reached >= ahead.lower:
            break
        way.append(row)
        reached += row.lost
    is_enough = reached >= ahead.lower
    return Lift(ahead.category, needed, tuple(way) if is_enough else (), reached if is_enough else score)
