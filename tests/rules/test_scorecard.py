"""Every point of a score is explained, exact, and never contradicts its category."""

import random
from fractions import Fraction

import pytest

from terbuka.rules.drafting import draft
from terbuka.rules.instruments import Question, instrument
from terbuka.rules.language import say, speaking
from terbuka.rules.ruling import BadInput
from terbuka.rules.scorecard import Given, ScoreCard, score
from terbuka.rules.scoring import Category, category_of, scale, shown
from terbuka.rules.siteaudit.findings import Verdict
from tests.rules.audits import TODAY, found, report

SAQ = instrument()
type Answers = dict[str, Fraction | int | None]


def card_of(values: Answers) -> ScoreCard:
    """The card of these values; all other questions are unanswered."""
    return score(SAQ, [Given(code, None if v is None else Fraction(v)) for code, v in values.items()])


def everything(value: Fraction | int) -> Answers:
    """All 39 questions with one value."""
    return {question.code: value for question in SAQ.questions}


@pytest.mark.parametrize(
    ("code", "value", "reason", "explanation"),
    [
        ("B02", Fraction(3, 4), "3 dari 4 butir ada", "B02: 3 dari 4 butir ada; 0,75 × 3 = 2,25"),
        ("B05", Fraction(2, 3), "2 dari 3 butir ada", "B05: 2 dari 3 butir ada; 0,66 × 3 = 2,00"),
        ("D07", Fraction(1, 3), "1 dari 3 butir ada", "D07: 1 dari 3 butir ada; 0,33 × 3 = 1,00"),
        ("B07", Fraction(17, 23), "17 dari 23 tautan hidup", "B07: 17 dari 23 tautan hidup; 0,73 × 3 = 2,21"),
        ("D02", Fraction(0), "tidak ada", "D02: tidak ada; 0,00 × 4 = 0,00"),
        ("A01", None, "Butuh foto.", "A01: Butuh foto. 0 dari 3"),
    ],
)
def test_a_verifier_reads_how_each_point_came_about(
    code: str, value: Fraction | None, reason: str, explanation: str
) -> None:
    card = score(SAQ, [Given(code, value, (say("{reason}", reason=reason),))])
    row = next(row for row in card.rows if row.question.code == code)
    assert str(row.explanation) == explanation
    assert card.total == (value or 0) * SAQ.question(code).weight


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    rows = card_of({"B02": Fraction(3, 4)}).rows
    row = next(row for row in rows if row.question.code == "B02")
    with speaking("en"):
        assert "0.75 × 3 = 2.25" in str(row.explanation)
    assert "0,75 × 3 = 2,25" in str(row.explanation)


def test_full_marks_are_100_and_none_are_0() -> None:
    assert card_of(everything(1)).total == 100
    assert card_of(everything(0)).total == 0
    assert card_of({}).total == 0


@pytest.mark.parametrize("part", ["by_group", "by_dimension"])
def test_groups_and_dimensions_add_to_the_total(part: str) -> None:
    card = card_of(
        {
            "A01": Fraction(1, 2),
            "B05": Fraction(2, 3),
            "C01": 1,
            "D02": Fraction(1, 2),
            "E04": Fraction(1, 3),
        }
    )
    subtotals = getattr(card, part)
    assert sum(one.points for one in subtotals) == card.total
    assert sum(one.weight for one in subtotals) == 100
    assert sum(one.questions for one in subtotals) == 39
    assert sum(one.answered for one in subtotals) == 5


def test_unanswered_questions_count_nothing_are_listed_and_could_still_come() -> None:
    card = card_of({**everything(1), "A01": None, "D02": None})
    assert (card.total, card.highest_possible) == (93, 100)
    assert [row.question.code for row in card.unanswered] == ["A01", "D02"]
    assert card.is_provisional


def test_a_score_is_final_only_when_all_is_answered_and_a_person_stands_behind_it() -> None:
    answers = [Given(question.code, Fraction(1)) for question in SAQ.questions]
    assert score(SAQ, answers).is_provisional
    assert not score(SAQ, answers, is_confirmed=True).is_provisional
    assert score(SAQ, answers[1:], is_confirmed=True).is_provisional


@pytest.mark.parametrize(
    ("lost", "total", "bawaslu", "ki"),
    [
        ("", "100", Category.INFORMATIVE, Category.INFORMATIVE),
        # the same 88 is Informatif for Bawaslu and Menuju Informatif for the Information Commission
        ("A01 A02 B01 B02", "88", Category.INFORMATIVE, Category.NEARLY_INFORMATIVE),
        ("A01 A02 B01 B02 B03", "85", Category.NEARLY_INFORMATIVE, Category.NEARLY_INFORMATIVE),
        ("A01 A02 B01 B02 B03 B04 B05 B06 B07 C01 C02", "67", *[Category.FAIRLY_INFORMATIVE] * 2),
    ],
)
def test_the_category_follows_the_scale_of_the_assessor(
    lost: str, total: str, bawaslu: Category, ki: Category
) -> None:
    answers = [Given(q.code, Fraction(q.code not in lost.split())) for q in SAQ.questions]
    assert score(SAQ, answers).total == Fraction(total)
    assert score(SAQ, answers).category is bawaslu
    assert score(SAQ, answers, bands=scale("ki-2022")).category is ki


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([Given("Z99", Fraction(1))], "Z99"),
        ([Given("A01", Fraction(1)), Given("A01", Fraction(0))], "dua kali"),
        ([Given("A02", Fraction(1, 2))], "A02"),
        ([Given("B07", Fraction(3, 2))], "B07"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_its_code(answers: list[Given], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        score(SAQ, answers)


def _any_value(question: Question, dice: random.Random) -> Fraction:
    steps = question.steps
    return dice.choice(steps) if steps else Fraction(dice.randint(0, 97), 97)


def test_a_better_answer_never_lowers_the_score_and_the_shown_number_never_contradicts_it() -> None:
    dice = random.Random(2026)
    bands = scale("bawaslu-2025")
    for _ in range(200):
        values = {question.code: _any_value(question, dice) for question in SAQ.questions}
        card = card_of(dict(values))
        assert 0 <= card.total <= 100
        better = dice.choice(SAQ.questions)
        raised = {**values, better.code: max(values[better.code], _any_value(better, dice))}
        assert card_of(dict(raised)).total >= card.total
        assert category_of(Fraction(shown(card.total)), bands) is card.category
        recomputed = sum((values[q.code] * q.weight for q in SAQ.questions), Fraction(0))
        assert recomputed == card.total


def test_drafts_are_scored_as_they_stand() -> None:
    audit = report([found("KIN-05", Verdict.PRESENT, "LKjIP 2025", period="2025")])
    drafts = draft(SAQ, audit, as_of=TODAY)
    card = score(SAQ, drafts)
    # B01 half of 3, B03 full 3, D04 full 2; all else is missing or undrafted
    assert card.total == Fraction(13, 2)
    assert card.highest_possible == Fraction(13, 2) + sum(row.question.weight for row in card.unanswered)
    assert card.category is Category.NOT_INFORMATIVE
    assert "B03: laporan kinerja: ada (LKjIP 2025); 1,00 × 3 = 3,00" in [
        str(row.explanation) for row in card.rows
    ]
