"""Answers x weights -> score, with every point explained; exact from the rows to the category.

Each question earns its value (0 to 1) times its weight; the weights of an
instrument add to 100. An unanswered question earns 0 and is listed, so a score
over drafts is provisional. Shown numbers are rounded down to two decimals, the
category is decided on the exact score (Perki 1/2022; bands: `scoring`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from terbuka.rules.instruments import HALF, Instrument, Question
from terbuka.rules.language import Phrase, language, say
from terbuka.rules.ruling import BadInput
from terbuka.rules.scoring import Band, BandScale, Category, category_of, next_band, scale, shown
from terbuka.rules.wording import Wording

ZERO = Fraction(0)


class Answered(Protocol):
    """What a score needs of an answer, drafted or given: its question, value and reasons."""

    @property
    def code(self) -> str:
        """Code of the question."""
        ...

    @property
    def value(self) -> Fraction | None:
        """0 to 1 by the question's rule; None for no answer."""
        ...

    @property
    def reasons(self) -> tuple[Phrase, ...]:
        """The first sums up why the value is what it is."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """An answer given by a person."""

    code: str
    value: Fraction | None
    reasons: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number, shown with two decimals rounded down: with a comma in Indonesian."""

    exact: Fraction

    def __str__(self) -> str:
        text = shown(self.exact)
        return text if language() == "en" else text.replace(".", ",")


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a score card. `points` is value times weight, 0 where not answered."""

    question: Question
    value: Fraction | None
    explanation: Phrase

    @property
    def points(self) -> Fraction:
        """The points earned."""
        return (self.value or ZERO) * self.question.weight

    @property
    def is_answered(self) -> bool:
        """Was there an answer?"""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Subtotal:
    """Points earned of the points that a group or dimension can give."""

    key: str
    name: Wording
    points: Fraction
    weight: int
    questions: int
    answered: int


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """A questionnaire's score. `bands` is the scale of one assessor and year, never a constant.

    `is_provisional` holds while any question is unanswered or no person has
    confirmed the answers.
    """

    instrument: Instrument
    rows: tuple[Row, ...]
    bands: BandScale
    is_provisional: bool

    @property
    def total(self) -> Fraction:
        """The exact score, 0 to 100."""
        return sum((row.points for row in self.rows), ZERO)

    @property
    def highest_possible(self) -> Fraction:
        """The score if every unanswered question earned its full weight."""
        return self.total + sum(row.question.weight for row in self.unanswered)

    @property
    def unanswered(self) -> tuple[Row, ...]:
        """The questions without answer, in the instrument's order."""
        return tuple(row for row in self.rows if not row.is_answered)

    @property
    def category(self) -> Category:
        """The category of the exact score under `bands`."""
        return category_of(self.total, self.bands)

    @property
    def next_band(self) -> Band | None:
        """The next better category and its lower bound; None at the top."""
        return next_band(self.total, self.bands)

    @property
    def by_group(self) -> tuple[Subtotal, ...]:
        """Points per group of questions."""
        return self._subtotals(self.instrument.groups, lambda question: question.group)

    @property
    def by_dimension(self) -> tuple[Subtotal, ...]:
        """Points per dimension."""
        return self._subtotals(self.instrument.dimensions, lambda question: question.dimension)

    def _subtotals(self, names: Iterable[str], key: Callable[[Question], str]) -> tuple[Subtotal, ...]:
        found = []
        for name in names:
            rows = [row for row in self.rows if key(row.question) == name]
            words = self.instrument.groups.get(name) or self.instrument.dimensions[name]
            found.append(
                Subtotal(
                    key=name,
                    name=words,
                    points=sum((row.points for row in rows), ZERO),
                    weight=sum(row.question.weight for row in rows),
                    questions=len(rows),
                    answered=sum(row.is_answered for row in rows),
                )
            )
        return tuple(found)


def _explain(question: Question, value: Fraction | None, reasons: tuple[Phrase, ...]) -> Phrase:
    """One sentence: what was found, and how value times weight gives the points."""
    if value is None:
        why = reasons[0] if reasons else say("Belum dijawab.")
        return say("{code}: {why} 0 dari {weight}", code=question.code, why=why, weight=question.weight)
    return say(
        "{code}: {why}; {value} × {weight} = {points}",
        code=question.code,
        why=reasons[0] if reasons else say("Dijawab petugas"),
        value=Number(value),
        weight=question.weight,
        points=Number(value * question.weight),
    )


def check_mark(question: Question, value: Fraction) -> None:
    """What a verifier may give: a value of the question's rule, or half for proof that shows only a part.

    A photo without date and mark earns at most half. Raises BadInput for all else.
    """
    if value != HALF:
        question.check(value)


def score(
    instrument: Instrument,
    answers: Iterable[Answered],
    *,
    bands: BandScale | None = None,
    is_confirmed: bool = False,
    check: Callable[[Question, Fraction], None] = Question.check,
) -> ScoreCard:
    """The score card of these answers; `bands` defaults to the scale that the instrument names.

    `is_confirmed` says that a person stands behind every answer; `check` is
    `check_mark` for a verifier's marks. Raises BadInput for an answer to no
    question of the instrument, a second answer to the same one, and a value
    that the question's rule does not know.
    """
    given: dict[str, Answered] = {}
    for answer in answers:
        question = instrument.question(answer.code)
        if answer.code in given:
            raise BadInput(say("Butir {code} dijawab dua kali.", code=answer.code))
        if answer.value is not None:
            check(question, answer.value)
        given[answer.code] = answer
    rows = []
    for question in instrument.questions:
        found = given.get(question.code)
        value = found.value if found else None
        rows.append(Row(question, value, _explain(question, value, found.reasons if found else ())))
    is_provisional = not is_confirmed or any(not row.is_answered for row in rows)
    return ScoreCard(instrument, tuple(rows), bands or scale(instrument.scale), is_provisional)
