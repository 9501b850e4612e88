"""Submitting: a receipt over everything said, once; the way back; nothing changes underneath."""

from datetime import timedelta
from fractions import Fraction

import pytest

from terbuka.models import Event, SelfAssessment
from terbuka.rules.assessment import SaqStatus
from terbuka.rules.ruling import Refused
from terbuka.services.assessment import (
    add_file_evidence,
    paper_of,
    receipt_of,
    remove_evidence,
    reopen,
    save_answer,
    submit,
)
from tests.make import NOON
from tests.make import assessment as made
from tests.make.cast import Cast

pytestmark = pytest.mark.django_db


def test_drafts_that_nobody_looked_at_hold_it_back(people: Cast, saq: SelfAssessment) -> None:
    with pytest.raises(Refused, match="1 jawaban otomatis belum dilihat"):
        submit(saq, by=people.ani, at=NOON)
    assert SelfAssessment.objects.get(pk=saq.pk).status == SaqStatus.FILLING


def test_the_receipt_is_the_hash_of_what_was_sent(people: Cast, saq: SelfAssessment) -> None:
    sent = made.submitted(saq, by=people.ani)
    assert sent.receipt == receipt_of(paper_of(saq))
    assert (sent.submitted_by, len(sent.receipt)) == (people.ani, 64)
    assert receipt_of({"b": 1, "a": "é"}) == receipt_of({"a": "é", "b": 1})


def test_a_second_click_sends_nothing_again(people: Cast, saq: SelfAssessment) -> None:
    first = made.submitted(saq, by=people.ani)
    again = submit(saq, by=people.fajar, at=NOON + timedelta(days=1))
    assert (again.submitted_at, again.submitted_by) == (first.submitted_at, people.ani)
    assert Event.objects.about("self_assessment", saq.pk).filter(verb="submit").count() == 1


def test_every_answer_note_and_piece_of_evidence_changes_the_receipt(
    people: Cast, saq: SelfAssessment
) -> None:
    seen = {receipt_of(paper_of(saq))}
    row = made.answer(saq)
    save_answer(row, value=Fraction(1), note="", version=1, by=people.ani, at=NOON)
    seen.add(receipt_of(paper_of(saq)))
    save_answer(row, value=Fraction(1), note="a", version=2, by=people.ani, at=NOON)
    seen.add(receipt_of(paper_of(saq)))
    one = add_file_evidence(row, file=made.stored_file(by=people.ani), by=people.ani, at=NOON)
    seen.add(receipt_of(paper_of(saq)))
    assert len(seen) == 4
    remove_evidence(one, by=people.ani, at=NOON)
    assert receipt_of(paper_of(saq)) in seen


def test_what_was_sent_is_locked_until_it_is_reopened(people: Cast, saq: SelfAssessment) -> None:
    sent = made.submitted(saq, by=people.ani)
    row = made.answer(saq)
    with pytest.raises(Refused, match="sudah dikirim"):
        save_answer(row, value=Fraction(1), note="", version=1, by=people.ani, at=NOON)
    with pytest.raises(Refused, match="sudah dikirim"):
        add_file_evidence(row, file=made.stored_file(by=people.ani), by=people.ani, at=NOON)
    back = reopen(saq, reason="salah unggah", by=people.budi, at=NOON + timedelta(hours=2))
    assert (back.status, back.receipt, back.submitted_at) == (SaqStatus.FILLING, "", None)
    told = Event.objects.about("self_assessment", saq.pk).get(verb="reopen").payload
    assert told == {"receipt": sent.receipt, "reason": "salah unggah"}
    assert save_answer(row, value=Fraction(1), note="", version=1, by=people.ani, at=NOON).value == 1


def test_after_filling_it_stays_sent(people: Cast, saq: SelfAssessment) -> None:
    made.submitted(saq, by=people.ani)
    with pytest.raises(Refused, match="Pengisian sudah berakhir"):
        reopen(saq, by=people.ani, at=NOON + timedelta(days=10))
