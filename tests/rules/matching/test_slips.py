"""Typing errors are read as the word that was meant, and other words stay what they are."""

import pytest

from terbuka.rules.matching.slips import Slips

KNOWN = ("informasi", "kampanye", "penetapan", "pemilih", "pengadaan", "pengaduan", "strategis", "laporan")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("informsi", "informasi"),
        ("infformasi", "informasi"),
        ("startegis", "strategis"),
        ("kampaye", "kampanye"),
        ("laproan", "laporan"),
    ],
)
def test_a_letter_left_out_added_or_swapped_is_mended(typed: str, meant: str) -> None:
    assert Slips(KNOWN).mend(typed) == meant


@pytest.mark.parametrize("word", ["penerapan", "pemilik", "kantor", "dps", "2026", "informasi", ""])
def test_other_words_stay_as_they_are(word: str) -> None:
    assert Slips(KNOWN).mend(word) == word


def test_a_word_between_two_is_left_alone() -> None:
    assert Slips(KNOWN).mend("pengadan") == "pengadan"
