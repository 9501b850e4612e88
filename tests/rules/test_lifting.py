"""What holds a score down: the heaviest losses first, and the fewest questions that lift it a category."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from terbuka.rules.lifting import Earned, heaviest, lift
from terbuka.rules.scoring import Category, category_of, scale

BANDS = scale("bawaslu-2025")
SHEET = [
    Earned("A01", Fraction(3), Fraction(3)),
    Earned("A02", Fraction(0), Fraction(2)),
    Earned("B01", Fraction(3, 2), Fraction(3)),
    Earned("B02", Fraction(0), Fraction(3)),
]


def test_the_greatest_loss_comes_first_and_full_marks_are_left_out() -> None:
    assert [(row.code, row.lost) for row in heaviest(SHEET)] == [
        ("B02", 3),
        ("A02", 2),
        ("B01", Fraction(3, 2)),
    ]


def test_the_way_up_is_the_fewest_questions() -> None:
    found = lift(Fraction(36), SHEET, BANDS)

    assert found is not None
    assert (found.category, found.needed) == (Category.LESS_INFORMATIVE, Fraction(4))
    assert [row.code for row in found.way] == ["B02", "A02"]
    assert found.score == 41


def test_where_all_of_it_is_not_enough_no_way_is_promised() -> None:
    found = lift(Fraction(10), SHEET, BANDS)

    assert found is not None
    assert (found.way, found.needed) == ((), Fraction(30))


def test_the_best_category_has_nothing_above_it() -> None:
    assert lift(Fraction(95), SHEET, BANDS) is None


marks = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=7)


@given(st.integers(0, 99), marks)
def test_no_smaller_set_of_questions_would_do(score: int, told: list[tuple[int, int]]) -> None:
    rows = [Earned(f"Q{n}", Fraction(min(pair)), Fraction(max(pair))) for n, pair in enumerate(told)]
    found = lift(Fraction(score), rows, BANDS)

    if found is None or not found.way:
        return
    assert category_of(min(found.score, Fraction(100)), BANDS) != category_of(Fraction(score), BANDS)
    for fewer in combinations(rows, len(found.way) - 1):
        assert sum(row.lost for row in fewer) < found.needed
