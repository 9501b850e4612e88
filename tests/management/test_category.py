"""`terbuka category`: the category alone on the first line, exact at its bounds."""

import time

import pytest

from terbuka.__main__ import run


@pytest.mark.parametrize(
    ("score", "key", "category"),
    [
        ("93.41", "ki-2022", "Informatif"),
        ("89.995", "ki-2022", "Menuju Informatif"),
        ("87,5", "bawaslu-2025", "Informatif"),
        ("87,49", "bawaslu-2023", "Menuju Informatif"),
        ("91.7", "ki-jateng-2020", "Menuju Informatif"),
        ("39.999999", "ki-2022", "Tidak Informatif"),
        ("0", "ki-2022", "Tidak Informatif"),
        (" 100 ", "ki-2022", "Informatif"),
    ],
)
def test_the_category_stands_alone_on_the_first_line(
    score: str, key: str, category: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["category", score, "--scale", key]) == 0

    assert capsys.readouterr().out.splitlines()[0] == category


def test_the_name_of_a_category_is_the_same_in_every_language(capsys: pytest.CaptureFixture[str]) -> None:
    run(["category", "93.41", "--scale", "ki-2022", "--lang", "en"])

    assert capsys.readouterr().out.splitlines()[0] == "Informatif"


def test_what_is_shown_is_rounded_down_and_names_the_next_bound(capsys: pytest.CaptureFixture[str]) -> None:
    run(["category", "89.995", "--scale", "ki-2022"])

    rest = capsys.readouterr().out.splitlines()[1:]
    assert "89.99" in rest[0]
    assert "Informatif" in rest[1]
    assert "90.00" in rest[1]


def test_the_list_names_every_scale_with_its_bounds(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["category", "--list"]) == 0

    out = capsys.readouterr().out
    for words in ("ki-2022", "bawaslu-2023", "bawaslu-2025", "ki-jateng-2020", "87.50", "97.00"):
        assert words in out
    assert "Tidak Dinilai" in out
    assert "Tidak Partisipatif" in out


@pytest.mark.parametrize(
    ("score", "fault"),
    [
        ("-5", "di luar batas"),
        ("-0.1", "di luar batas"),
        ("-5,5", "di luar batas"),
        ("100.01", "di luar batas"),
        ("-1e400", "bukan angka biasa"),
        ("-inf", "bukan angka biasa"),
        ("-nan", "bukan angka biasa"),
        ("inf", "bukan angka biasa"),
        ("NaN", "bukan angka biasa"),
        ("1e400", "bukan angka biasa"),
        ("1e-400", "bukan angka biasa"),
        ("1e999999999", "bukan angka biasa"),
        ("7/8", "bukan angka biasa"),
        ("9\n0", "bukan angka biasa"),
        ("9" * 100_000, "bukan angka biasa"),
        ("sembilan puluh", "bukan angka biasa"),
        ("", "kosong"),
    ],
)
def test_no_score_is_one_sentence_at_once(score: str, fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    began = time.perf_counter()

    assert run(["category", score, "--scale", "ki-2022"]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert fault in err
    assert len(err.splitlines()) == 1
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["90"], "Sebutkan skalanya dengan --scale"),
        (["90", "--scale", "ki-2030"], "Skala ki-2030 tidak dikenal; pilih ki-2022"),
        (["90", "--scale"], "--scale"),
        ([], "Tulis nilainya"),
        (["90", "91", "--scale", "ki-2022"], "91"),
    ],
)
def test_what_is_missing_is_named(
    arguments: list[str], fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["category", *arguments]) == 2

    assert fault in capsys.readouterr().err
