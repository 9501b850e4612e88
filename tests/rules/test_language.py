"""A sentence in the reader's language: right for one of a thing and for many."""

import pytest

from terbuka.rules import language
from terbuka.rules.language import Values, filled, say


@pytest.mark.parametrize(
    ("n", "read"),
    [
        (1, "1 unit ends"),
        ("1", "1 unit ends"),
        (0, "0 units end"),
        (2, "2 units end"),
        ("1,106", "1,106 units end"),
        ("1.00", "1.00 units end"),
    ],
)
def test_english_chooses_its_words_by_the_number(n: object, read: str) -> None:
    in_django = "%(n)s %(n:unit ends|units end)s"

    assert filled("{n} {n:unit ends|units end}", {"n": n}) == read
    assert in_django % Values(n=n) == read


def test_a_form_may_hold_a_value_and_each_number_has_forms_of_its_own() -> None:
    text = "{n:One unit is|{n} units are} below {slug}, with {m} {m:page|pages}"

    assert filled(text, {"n": 1, "m": 2, "slug": "x"}) == "One unit is below x, with 2 pages"
    assert filled(text, {"n": 3, "m": 1, "slug": "a|b"}) == "3 units are below a|b, with 1 page"


def test_a_name_without_a_value_is_an_error_and_never_left_out() -> None:
    in_django = "%(n:unit|units)s"

    with pytest.raises(KeyError):
        in_django % Values(m=1)
    with pytest.raises(KeyError):
        filled("{n:unit|units}", {"m": 1})


def test_one_stored_sentence_reads_in_both_languages() -> None:
    told = say("{n} satker ditulis ke {file}.", n=1, file="a.xlsx")

    assert str(told) == "1 satker ditulis ke a.xlsx."
    with language.speaking("en"):
        assert str(told) == "1 unit written to a.xlsx."
