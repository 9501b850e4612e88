"""The questionnaire is whole, adds to 100, and never passes for an official one."""

from collections import Counter
from fractions import Fraction

import pytest

from terbuka.rules.catalogue import required_items
from terbuka.rules.instruments import AnswerType, DraftBy, instrument, instruments
from terbuka.rules.language import speaking
from terbuka.rules.ruling import BadInput
from terbuka.rules.scoring import scale

SAQ = instrument()


def test_there_are_39_questions_and_their_weights_add_to_100() -> None:
    assert len(SAQ.questions) == 39
    assert sum(question.weight for question in SAQ.questions) == 100
    codes = [question.code for question in SAQ.questions]
    assert codes == sorted(set(codes))
    assert (codes[0], codes[-1]) == ("A01", "E05")


def test_dimensions_and_groups_are_those_that_were_published() -> None:
    assert Counter(question.dimension for question in SAQ.questions) == {"SP": 19, "IP": 13, "KP": 7}
    assert Counter(question.group for question in SAQ.questions) == {"A": 14, "B": 9, "C": 4, "D": 7, "E": 5}
    weights = Counter[str]()
    for question in SAQ.questions:
        weights[question.group] += question.weight
    assert weights == {"A": 30, "B": 26, "C": 12, "D": 20, "E": 12}


def test_it_says_that_it_is_a_proposal_and_what_in_it_is_proposed() -> None:
    assert SAQ.is_proposed
    assert "usulan" in SAQ.name
    assert "Usulan" in str(SAQ.notice)
    assert all(question.proposed for question in SAQ.questions)


def test_what_was_seen_names_the_page_where_it_was_seen() -> None:
    for question in SAQ.questions:
        assert bool(question.seen) == bool(question.sources), question.code
        assert set(question.sources) <= set(SAQ.sources), question.code
    assert all(
        source.name and "[" not in source.name and (not source.url or source.url.startswith("http"))
        for source in SAQ.sources.values()
    )


def test_every_item_that_drafts_an_answer_is_a_required_item() -> None:
    codes = {item.code for item in required_items()}
    for question in SAQ.questions:
        drawn = {code for part in question.drawing.parts for code in part.items} | set(question.drawing.hints)
        assert drawn <= codes, question.code


def test_a_checklist_has_as_many_parts_as_points_for_both_institutions() -> None:
    for question in SAQ.questions:
        if question.drawing.by in (DraftBy.ITEMS, DraftBy.MENUS):
            assert question.answer is AnswerType.CHECKLIST
            for body in ("KPU", "Bawaslu"):
                parts = [part for part in question.drawing.parts if part.institution in (None, body)]
                assert len(parts) == question.size, (question.code, body)


def test_its_scale_is_one_that_exists() -> None:
    assert scale(SAQ.scale).key == "bawaslu-2025"


def test_every_word_reads_in_both_languages() -> None:
    question = SAQ.question("B02")
    with speaking("en"):
        assert str(question.text).startswith("Are the profile of the institution, the PPID, duties")
        assert str(question.drawing.parts[3].name) == "structure"
    assert str(question.drawing.parts[3].name) == "struktur organisasi"
    for one in SAQ.questions:
        words = (one.text, one.rule, one.evidence, one.proposed, one.seen)
        assert all(word.indonesian and word.english for word in words if word), one.code


@pytest.mark.parametrize(
    ("code", "value", "is_known"),
    [
        ("A02", Fraction(1), True),  # yes or no
        ("A02", Fraction(1, 2), False),
        ("A01", Fraction(1, 2), True),  # graded
        ("A01", Fraction(1, 3), False),
        ("B02", Fraction(3, 4), True),  # checklist of 4
        ("B02", Fraction(2, 3), False),
        ("A13", Fraction(4, 5), True),  # checklist of 5
        ("B09", Fraction(1, 2), True),  # age in days
        ("B07", Fraction(17, 23), True),  # share of links
        ("D04", Fraction(1, 2), True),  # two questions of knowledge
        ("D04", Fraction(1, 4), False),
        ("B07", Fraction(-1, 23), False),
        ("B07", Fraction(24, 23), False),
    ],
)  # fmt: skip
def test_a_question_knows_the_values_of_its_rule(code: str, value: Fraction, is_known: bool) -> None:
    question = SAQ.question(code)
    if is_known:
        question.check(value)
        return
    with pytest.raises(BadInput, match=code):
        question.check(value)


def test_an_unknown_instrument_or_question_is_one_clear_sentence() -> None:
    assert SAQ.key in instruments()
    with pytest.raises(BadInput, match=r"saq-2031 tidak dikenal; yang ada: bawaslu-2024-usulan"):
        instrument("saq-2031")
    with pytest.raises(BadInput, match="Z99"):
        SAQ.question("Z99")
