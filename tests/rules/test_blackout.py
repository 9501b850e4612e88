"""Each ground of a black-out has words, and an article where an act names it."""

from terbuka.rules.blackout import Reason
from terbuka.rules.sources import citation


def test_every_ground_can_be_read_and_looked_up() -> None:
    assert [reason.value for reason in Reason][:10] == [f"17{letter}" for letter in "abcdefghij"]
    for reason in Reason:
        assert str(reason.words)
        assert str(reason.mark)
        if reason.cite:
            citation(reason.cite)
    assert str(Reason.PRIVATE.mark) == "Pasal 17 huruf h"
    assert {reason for reason in Reason if reason.needs_words} == {Reason.OTHER_ACT, Reason.OTHER}
