"""Names are found where a word begins, and nowhere else."""

import re

import pytest

from terbuka.rules.matching.scanning import at_word_start

BODY = re.compile(at_word_start(["kpud?", "kip", "komisi pemilihan umum", "bawaslu"]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kpu jombang dan bawaslu jombang", ["kpu", "bawaslu"]),
        ("pkpu 1/2015, skip, dikip", []),
        ("(kpud) komisi pemilihan umum", ["kpud", "komisi pemilihan umum"]),
        ("2024kpu", ["kpu"]),
        ("", []),
    ],
)
def test_a_name_counts_only_where_a_word_begins(text: str, found: list[str]) -> None:
    assert [hit[0] for hit in BODY.finditer(text)] == found


def test_of_names_with_one_letter_the_earlier_is_tried_first() -> None:
    longest_first = re.compile(at_word_start(["peraturan bawaslu", "peraturan", "pp"]))
    assert longest_first.findall("peraturan bawaslu, pp") == ["peraturan bawaslu", "pp"]
