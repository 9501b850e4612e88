"""Categories exactly at their bounds, published results under their own scale, ranking with ties."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terbuka.rules.history import published_rows
from terbuka.rules.ruling import BadInput
from terbuka.rules.scoring import (
    Category,
    Ranked,
    Standing,
    TieBreak,
    category_of,
    next_band,
    parse_score,
    rank,
    scale,
    scales,
    shown,
)

PUBLISHED = [row for row in published_rows() if row["score"]]


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: f"{row['unit']} {row['year']}")
def test_a_published_score_has_its_published_category(row: dict[str, str]) -> None:
    assert category_of(parse_score(row["score"]), scale(row["scale"])) == row["category"]


@pytest.mark.parametrize(
    ("key", "score", "category"),
    [
        ("ki-2022", "100", "Informatif"),
        ("ki-2022", "90", "Informatif"),
        ("ki-2022", "89.995", "Menuju Informatif"),
        ("ki-2022", "89.9", "Menuju Informatif"),
        ("ki-2022", "79.95", "Cukup Informatif"),
        ("ki-2022", "59.999", "Kurang Informatif"),
        ("ki-2022", "40", "Kurang Informatif"),
        ("ki-2022", "39.999999", "Tidak Informatif"),
        ("ki-2022", "0", "Tidak Informatif"),
        ("bawaslu-2025", "87.5", "Informatif"),
        ("bawaslu-2025", "87.49", "Menuju Informatif"),
        ("bawaslu-2025", "87.499999999999", "Menuju Informatif"),
        ("bawaslu-2025", "75", "Menuju Informatif"),
        ("bawaslu-2023", "74,95", "Cukup Informatif"),
        ("ki-jateng-2020", "96.99", "Menuju Informatif"),
        ("ki-jateng-2020", "97", "Informatif"),
    ],
)
def test_lower_bounds_decide_on_the_exact_score(key: str, score: str, category: str) -> None:
    assert category_of(parse_score(score), scale(key)) == category


@pytest.mark.parametrize(
    ("score", "text"),
    [
        ("89.995", "89.99"),
        ("87.5", "87.50"),
        ("39.999999", "39.99"),
        ("100", "100.00"),
        ("0.009", "0.00"),
        ("7", "7.00"),
    ],
)
def test_a_score_is_shown_with_two_decimals_rounded_down(score: str, text: str) -> None:
    assert shown(parse_score(score)) == text


def test_thirds_stay_exact_until_the_category() -> None:
    assert category_of(Fraction(270, 3), scale("ki-2022")) == Category.INFORMATIVE
    assert shown(Fraction(200, 3)) == "66.66"


@given(st.fractions(0, 100), st.sampled_from(sorted(scales())))
def test_no_shown_number_contradicts_its_category(score: Fraction, key: str) -> None:
    assert category_of(parse_score(shown(score)), scale(key)) == category_of(score, scale(key))


@given(st.fractions(0, 100), st.fractions(0, 100), st.sampled_from(sorted(scales())))
def test_a_higher_score_never_earns_a_lower_category(one: Fraction, other: Fraction, key: str) -> None:
    order = list(Category)
    low, high = sorted((one, other))

    assert order.index(category_of(high, scale(key))) <= order.index(category_of(low, scale(key)))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "kosong"),
        ("   ", "kosong"),
        ("NaN", "bukan angka biasa"),
        ("inf", "bukan angka biasa"),
        ("1e400", "bukan angka biasa"),
        ("1e999999999", "bukan angka biasa"),
        ("1e-400", "bukan angka biasa"),
        ("7/8", "bukan angka biasa"),
        ("1.000,5", "bukan angka biasa"),
        ("90%", "bukan angka biasa"),
        ("९०", "bukan angka biasa"),
        ("9" * 5_000_000, "bukan angka biasa"),
        ("-0.01", "di luar batas"),
        ("100.01", "di luar batas"),
        ("100.0000000000000000000000001", "di luar batas"),
    ],
)
def test_what_is_no_score_is_refused_in_one_short_sentence(text: str, fault: str) -> None:
    with pytest.raises(BadInput, match=fault) as caught:
        parse_score(text)

    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("score", [Fraction(-1), Fraction(101), Fraction(10) ** 400])
def test_a_score_out_of_bounds_has_no_category(score: Fraction) -> None:
    with pytest.raises(BadInput, match="di luar batas"):
        category_of(score, scale("ki-2022"))


def test_an_unknown_scale_names_the_known_ones() -> None:
    with pytest.raises(BadInput, match="pilih ki-2022, bawaslu-2023, bawaslu-2025, ki-jateng-2020"):
        scale("ki-2030")


def test_the_next_band_is_the_one_just_above() -> None:
    above = next_band(Fraction(80), scale("ki-2022"))

    assert above
    assert (above.category, above.lower) == (Category.INFORMATIVE, 90)
    assert next_band(Fraction(90), scale("ki-2022")) is None


def _at(hour: int) -> datetime:
    return datetime(2025, 6, 30, hour, tzinfo=UTC)


def _unit(name: str, score: int, saq: int = 80, access: int = 8, hour: int = 9) -> Standing:
    return Standing(name, Fraction(score), None, Fraction(saq), Fraction(access), _at(hour))


def _places(ranked: tuple[Ranked, ...]) -> list[tuple[int | None, str]]:
    return [(one.place, one.standing.unit) for one in ranked]


def test_ties_part_by_saq_then_access_test_then_earlier_submission() -> None:
    ranked = rank(
        [
            _unit("bawaslu-kab-jombang", 90, saq=80),
            _unit("bawaslu-kab-kediri", 90, saq=81),
            _unit("bawaslu-kab-blitar", 90, saq=80, access=9),
            _unit("bawaslu-kab-malang", 90, saq=80, hour=8),
            _unit("bawaslu-kab-tuban", 91, saq=70),
        ]
    )

    assert _places(ranked) == [
        (1, "bawaslu-kab-tuban"),
        (2, "bawaslu-kab-kediri"),
        (3, "bawaslu-kab-blitar"),
        (4, "bawaslu-kab-malang"),
        (5, "bawaslu-kab-jombang"),
    ]


def test_who_is_equal_in_everything_shares_a_place_and_the_next_is_left_free() -> None:
    ranked = rank([_unit("a", 95), _unit("b", 90), _unit("c", 90), _unit("d", 80)])

    assert _places(ranked) == [(1, "a"), (2, "b"), (2, "c"), (4, "d")]


def test_a_round_may_break_ties_by_nothing() -> None:
    ranked = rank([_unit("a", 90, saq=1), _unit("b", 90, saq=99)], breaks=())

    assert _places(ranked) == [(1, "a"), (1, "b")]
    assert _places(rank([_unit("a", 90, saq=1), _unit("b", 90, saq=99)], breaks=[TieBreak.SAQ]))[0] == (
        1,
        "b",
    )


def test_who_was_not_assessed_is_left_out_and_who_took_no_part_stands_last() -> None:
    ranked = rank(
        [
            Standing("kpu-kab-jombang", outcome=Category.NOT_PARTICIPATING),
            Standing("kpu-kab-kediri", outcome=Category.NOT_ASSESSED),
            _unit("kpu-kab-blitar", 0),
            Standing("kpu-kab-malang", Fraction(50)),
        ]
    )

    assert _places(ranked) == [(1, "kpu-kab-malang"), (2, "kpu-kab-blitar"), (None, "kpu-kab-jombang")]
