"""What the verifier's queue asks the database: rounds, units with their state, exact sums of their answers.

Plain SQL, for to compose these questions anew each time took longer than the
database's answers. Every value is passed as a value; only our own names of
columns and the reach, which the ORM wrote, stand in the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from django.db import connection

from terbuka.models import AssessmentRound
from terbuka.rules.assessment import RoundStatus
from terbuka.rules.scorecard import ZERO

SILENT = "silent"
# By the name that the address gives: which comes first.
_ORDERS = {
    "diam": "CASE state WHEN 'silent' THEN 0 WHEN 'submitted' THEN 1 ELSE 2 END, status, region_code, id",
    "tunggu": "CASE state WHEN 'submitted' THEN 0 ELSE 1 END, submitted_at, region_code, id",
    "satker": "region_code, id",
}
_STATE = """CASE WHEN saq.status = 'filling' AND NOT EXISTS (
        SELECT 1 FROM terbuka_answer a WHERE a.self_assessment_id = saq.id AND a.saved_at IS NOT NULL
    ) THEN 'silent' ELSE saq.status END"""
_ROUNDS = """
    SELECT id, slug, name, status, is_demo, definition FROM terbuka_assessmentround round
    WHERE status <> 'prepared' AND EXISTS (
        SELECT 1 FROM terbuka_selfassessment saq JOIN ({reach}) reach ON reach.pk = saq.unit_id
        WHERE saq.round_id = round.id
    ) ORDER BY year DESC, id DESC"""
# A unit that ended before it sent its questionnaire sends none any more: nobody waits for it.
_AWAITED = "(saq.status <> 'filling' OR unit.valid_to IS NULL OR unit.valid_to >= %s)"
_COUNTS = """
    SELECT {state}, COUNT(*) FROM terbuka_selfassessment saq
    JOIN terbuka_workunit unit ON unit.id = saq.unit_id
    JOIN ({reach}) reach ON reach.pk = saq.unit_id WHERE saq.round_id = %s AND {awaited} GROUP BY 1"""
_FOUND = """FROM (
        SELECT saq.id, saq.status, saq.submitted_at, {state} AS state,
            unit.slug, unit.short_name, unit.name, unit.region_code
        FROM terbuka_selfassessment saq JOIN terbuka_workunit unit ON unit.id = saq.unit_id
        JOIN ({reach}) reach ON reach.pk = saq.unit_id WHERE saq.round_id = %s AND {awaited}{words}
    ) found WHERE %s IN ('', state)"""
_SUMS = """
    SELECT saq, grouped, divisor, SUM(number * weight), SUM(marked), COUNT(*) FROM (
        SELECT a.self_assessment_id AS saq, {groups} AS grouped, {weights} AS weight,
            COALESCE({mark}a.value_numerator, a.draft_value_numerator) AS number,
            COALESCE({mark_of}a.value_denominator, a.draft_value_denominator) AS divisor,
            CASE WHEN v.value_numerator IS NULL THEN 0 ELSE 1 END AS marked
        FROM terbuka_answer a LEFT JOIN terbuka_verification v ON v.answer_id = a.id
        WHERE a.self_assessment_id IN ({saqs})
    ) answers GROUP BY saq, grouped, divisor"""


class Row(NamedTuple):
    """A questionnaire with its unit. `state` is the status, `silent` where nobody has said anything yet."""

    pk: int
    state: str
    slug: str
    short_name: str
    name: str
    region_code: str


class Reach(NamedTuple):
    """The units that somebody may verify, as SQL with one column `pk`, for the questions that rest on it."""

    sql: str
    values: tuple[Any, ...]


def rounds_within(reach: Reach) -> list[AssessmentRound]:
    """The rounds, once opened, that ask any unit in reach; open ones first, then the newest."""
    found = AssessmentRound.objects.raw(_ROUNDS.format(reach=reach.sql), reach.values)
    return sorted(found, key=lambda one: one.status != RoundStatus.OPEN)


def counts_by_state(round_: AssessmentRound, reach: Reach, on: date) -> dict[str, int]:
    """How many units are in which state on a day; only states that occur."""
    question = _COUNTS.format(state=_STATE, reach=reach.sql, awaited=_AWAITED)
    with connection.cursor() as cursor:
        cursor.execute(question, [*reach.values, round_.pk, on])
        return dict(cursor.fetchall())


class Found:
    """The rows asked for, in the order asked for; the database is asked only for those that are shown.

    `text`: words of the unit's names; `state`: "" for all; `order`: diam, tunggu or satker; `on`: today.
    """

    def __init__(
        self, round_: AssessmentRound, reach: Reach, text: str, state: str, order: str, on: date
    ) -> None:
        words = [re.sub(r"([\\%_])", r"\\\1", word) for word in text.lower().split()]
        like = " AND unit.search_text LIKE %s ESCAPE '\\'" * len(words)
        self._from = _FOUND.format(state=_STATE, reach=reach.sql, awaited=_AWAITED, words=like)
        self._order = _ORDERS[order]
        self._values = [*reach.values, round_.pk, on, *(f"%{word}%" for word in words), state]

    def _rows(self, question: str, *values: int) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(question, [*self._values, *values])
            return cursor.fetchall()

    def count(self) -> int:
        """How many there are."""
        return int(self._rows(f"SELECT COUNT(*) {self._from}")[0][0])

    def __getitem__(self, part: slice) -> list[Row]:
        first, last = part.start or 0, part.stop
        question = (
            f"SELECT id, state, slug, short_name, name, region_code {self._from} ORDER BY {self._order}"
        )
        limit = " LIMIT %s OFFSET %s" if last is not None else ""
        found = self._rows(question + limit, *((last - first, first) if limit else ()))
        return [Row._make(one) for one in found]


def weights(round_: AssessmentRound) -> dict[str, int]:
    """The points of each question of a round by its code, from the frozen copy."""
    return {question["code"]: question["weight"] for question in round_.definition["questions"]}


def groups(round_: AssessmentRound) -> dict[str, str]:
    """The group of each question of a round by its code."""
    return {question["code"]: question["group"] for question in round_.definition["questions"]}


def _by_code(told: dict[str, Any]) -> tuple[str, list[Any]]:
    """SQL that says for each answer what `told` says of its code, and its values."""
    codes: dict[Any, list[str]] = {}
    for code, value in told.items():
        codes.setdefault(value, []).append(code)
    whens = (f"WHEN a.code IN ({_marks(found)}) THEN {_marks([value])}" for value, found in codes.items())
    return f"CASE {' '.join(whens)} END", [one for value, found in codes.items() for one in (*found, value)]


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


@dataclass(slots=True)
class Sums:
    """Exact points of some answers, how many are marked, and how many there are."""

    points: Fraction = ZERO
    marked: int = 0
    questions: int = 0


def sums(
    saqs: Sequence[int], round_: AssessmentRound, *, is_marked: bool, by_group: bool = False
) -> dict[tuple[int, str], Sums]:
    """Exact points and counts by questionnaire and, where asked, group: one query, summed in whole numbers.

    `is_marked`: the mark stands where there is one, else what the unit claims.
    """
    found: dict[tuple[int, str], Sums] = {}
    if not saqs:
        return found
    of_group, letters = _by_code(groups(round_)) if by_group else ("''", [])
    weight, points = _by_code(weights(round_))
    question = _SUMS.format(
        groups=of_group,
        weights=weight,
        mark="v.value_numerator, " if is_marked else "",
        mark_of="v.value_denominator, " if is_marked else "",
        saqs=_marks(saqs),
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [*letters, *points, *saqs])
        for saq, group, divisor, total, marked, questions in cursor.fetchall():
            mine = found.setdefault((saq, group), Sums())
            mine.points += Fraction(int(total), divisor) if divisor else ZERO
            mine.marked += marked
            mine.questions += questions
    return found
