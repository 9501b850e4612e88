"""How many units of a body are in which category, by year and province: counted by the database.

The results of an announced round never change, so that what was counted is kept
until another round is announced, or units are loaded, imported, renamed, split or merged.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.db import connection
from django.db.models import Count
from django.utils.timezone import localdate

from terbuka.models import PastResult
from terbuka.rules.assessment import RoundStatus
from terbuka.rules.scoring import Category
from terbuka.web import words
from terbuka.web.kept import kept_part

# Best first, as the bars are drawn.
BEST_FIRST = tuple(reversed(words.CATEGORIES))
NATIONAL = ""


@dataclass(slots=True)
class Counts:
    """Results by category, and the exact sum of the scores: numerators by their divisor.

    Whole numbers, for a thousand exact fractions are slow to add.
    """

    by_category: dict[str, int] = field(default_factory=dict)
    sums: dict[int, int] = field(default_factory=dict)

    def add(self, category: str, n: int, number: int = 0, divisor: int = 0) -> None:
        """So many more results in a category, with their scores together as a fraction."""
        self.by_category[category] = self.by_category.get(category, 0) + n
        if divisor:
            self.sums[divisor] = self.sums.get(divisor, 0) + number

    def __iadd__(self, other: "Counts") -> "Counts":
        for category, n in other.by_category.items():
            self.by_category[category] = self.by_category.get(category, 0) + n
        for divisor, number in other.sums.items():
            self.sums[divisor] = self.sums.get(divisor, 0) + number
        return self

    @property
    def points(self) -> Fraction:
        """The scores together."""
        return sum((Fraction(number, divisor) for divisor, number in self.sums.items()), Fraction(0))

    def of(self, category: str) -> int:
        """How many are in a category."""
        return self.by_category.get(category, 0)

    @property
    def asked(self) -> int:
        """Units that the rounds asked, whether they have a score or not."""
        return sum(self.by_category.values())

    @property
    def scored(self) -> int:
        """Units with a score."""
        return sum(self.of(category) for category in BEST_FIRST)

    @property
    def unscored(self) -> int:
        """Units asked that have no score."""
        return self.asked - self.scored

    @property
    def informative(self) -> int:
        """Units in the best category."""
        return self.of(Category.INFORMATIVE.value)

    @property
    def share(self) -> Fraction | None:
        """Informatif in per cent of the units asked; None where none was asked.

        Not of those with a score: a unit that hands nothing in must not improve the share.
        """
        return Fraction(self.informative * 100, self.asked) if self.asked else None

    @property
    def average(self) -> Fraction | None:
        """The mean score of the units with a score."""
        return self.points / self.scored if self.scored else None


type ByProvince = dict[str, Counts]


def together(parts: Iterable[Counts]) -> Counts:
    """All of these as one."""
    whole = Counts()
    for counts in parts:
        whole += counts
    return whole


@dataclass(frozen=True, slots=True)
class Round:
    """A round whose results are public."""

    pk: int
    slug: str
    name: str
    year: int
    is_demo: bool
    is_proposed: bool
    announced_at: str


@dataclass(frozen=True, slots=True)
class Rounds:
    """All announced rounds, newest first.

    `state` changes with whatever changes what the country's pages say: these rounds,
    what is loaded or imported, the units there are, and the day.
    """

    all: tuple[Round, ...]
    state: str


# Plain SQL here and below: composing a question by the ORM takes longer than its answer.
_ROUNDS = """
    SELECT (SELECT MAX(id) FROM terbuka_event WHERE verb IN ('load', 'import', 'rename', 'succeed', 'end')),
        round.id, round.slug, round.name, round.year, round.is_demo, instrument.is_proposed,
        round.announced_at
    FROM (SELECT 1 AS one) once
    LEFT JOIN terbuka_assessmentround round ON round.status = %s
    LEFT JOIN terbuka_instrument instrument ON instrument.id = round.instrument_id
    ORDER BY round.year DESC, round.announced_at DESC, round.id DESC"""


def announced_rounds() -> Rounds:
    """The rounds whose results are public."""
    with connection.cursor() as cursor:
        cursor.execute(_ROUNDS, [RoundStatus.ANNOUNCED.value])
        found = cursor.fetchall()
    rounds = tuple(
        Round(pk, slug, name, year, bool(is_demo), bool(is_proposed), str(at))
        for _changed, pk, slug, name, year, is_demo, is_proposed, at in found
        if pk is not None
    )
    return Rounds(rounds, f"{found} {localdate().toordinal()}")


_COUNTED = """
    SELECT round.id, unit.province_code, result.category, result.score_denominator,
        COUNT(*), SUM(result.score_numerator)
    FROM terbuka_assessmentround round
    JOIN terbuka_selfassessment saq ON saq.round_id = round.id
    JOIN terbuka_result result ON result.self_assessment_id = saq.id
    JOIN terbuka_workunit unit ON unit.id = saq.unit_id
    WHERE round.status = %s AND unit.institution = %s"""
# Where a year has several rounds, the one announced last counts for a unit.
_ONCE = """ AND NOT EXISTS (
    SELECT 1 FROM terbuka_selfassessment other
    JOIN terbuka_assessmentround later ON later.id = other.round_id
    WHERE other.unit_id = saq.unit_id AND later.status = round.status AND later.year = round.year
        AND (later.announced_at > round.announced_at
            OR (later.announced_at = round.announced_at AND later.id > round.id)))"""
_GROUPED = (
    " GROUP BY round.id, unit.province_code, result.category, result.score_denominator ORDER BY round.id"
)


@dataclass(slots=True)
class Numbers:
    """The numbers of one body: by year and province, and which rounds they come from."""

    by_year: dict[int, ByProvince] = field(default_factory=dict)
    rounds: dict[int, list[Round]] = field(default_factory=dict)

    def total(self, year: int) -> Counts:
        """The whole country in a year."""
        return together(self.by_year.get(year, {}).values())


def _counted(institution: str, rounds: Rounds) -> Numbers:
    by_pk = {one.pk: one for one in rounds.all}
    has_several = len({one.year for one in rounds.all}) < len(rounds.all)
    numbers, used = Numbers(), set[int]()
    with connection.cursor() as cursor:
        question = _COUNTED + (_ONCE if has_several else "") + _GROUPED
        cursor.execute(question, [RoundStatus.ANNOUNCED.value, institution])
        for pk, province, category, divisor, n, points in cursor.fetchall():
            if pk not in by_pk:
                continue  # Announced since the rounds were read; the next reader sees it whole.
            used.add(pk)
            counts = numbers.by_year.setdefault(by_pk[pk].year, {}).setdefault(province, Counts())
            counts.add(category, n, int(points or 0), divisor or 0)
    for one in rounds.all:
        if one.pk in used:
            numbers.rounds.setdefault(one.year, []).append(one)
    return numbers


def numbers_of(institution: str, rounds: Rounds) -> Numbers:
    """The numbers of a body in all announced rounds, counted once."""
    return kept_part("nation-numbers", institution, rounds.state, make=lambda: _counted(institution, rounds))


def years_of(institution: str, rounds: Rounds) -> list[int]:
    """The years in which an announced round asked units of a body."""
    return kept_part(
        "nation-years",
        institution,
        rounds.state,
        make=lambda: sorted(numbers_of(institution, rounds).by_year),
    )


def published(institution: str) -> dict[int, ByProvince]:
    """What was found published elsewhere, by year and province; only a load changes it."""

    def counted() -> dict[int, ByProvince]:
        found: dict[int, ByProvince] = {}
        rows = PastResult.objects.filter(institution=institution).order_by()
        for year, province, category, n in rows.values_list("year", "province_code", "category").annotate(
            n=Count("id")
        ):
            found.setdefault(year, {}).setdefault(province, Counts()).add(category, n)
        return found

    return kept_part("nation-published", institution, make=counted)


def published_years(institution: str) -> list[int]:
    """The years of which something was found published."""
    return kept_part("nation-published-years", institution, make=lambda: sorted(published(institution)))


@dataclass(frozen=True, slots=True)
class Place:
    """A province or the national level of a body: how many units, and how they call themselves in short."""

    units: int
    short_name: str


_PLACES = """
    SELECT province_code, COUNT(*), MAX(CASE WHEN level <> 'regency' THEN short_name END)
    FROM terbuka_workunit
    WHERE institution = %s AND (valid_from IS NULL OR valid_from <= %s)
        AND (valid_to IS NULL OR valid_to >= %s)
    GROUP BY province_code"""


def places(institution: str, year: int, rounds: Rounds) -> dict[str, Place]:
    """The units of a body that existed at some time of a year, at the latest today, by province."""

    def counted() -> dict[str, Place]:
        ends, begins = min(localdate(), date(year, 12, 31)), date(year, 1, 1)
        with connection.cursor() as cursor:
            cursor.execute(_PLACES, [institution, ends, begins])
            return {code: Place(n, name or "") for code, n, name in cursor.fetchall()}

    return kept_part("nation-places", institution, str(year), rounds.state, make=counted)
