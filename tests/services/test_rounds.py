"""Rounds: prepared, opened to a part of the tree with a frozen copy, moved with the change kept."""

import time
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from terbuka.models import Answer, AssessmentRound, Event, Instrument, Question, SelfAssessment, WorkUnit
from terbuka.rules.assessment import StepKind
from terbuka.rules.instruments import instrument
from terbuka.rules.ruling import BadInput, Refused
from terbuka.rules.scoring import scale
from terbuka.rules.units import Institution, Level
from terbuka.services.assessment import (
    bands_of,
    card_of,
    chosen_units,
    instrument_of,
    open_round,
    prepare_round,
    reschedule,
)
from tests import make
from tests.make import NOON
from tests.make import assessment as made
from tests.make.cast import cast, unit

pytestmark = pytest.mark.django_db


def test_a_round_asks_its_units_the_instrument_as_it_was_when_it_opened() -> None:
    opened = made.opened(cast().eka)
    make.change(Question, {"code": "A01"}, definition={})
    make.change(Instrument, {}, name="Lain", words={})

    frozen = instrument_of(AssessmentRound.objects.get(pk=opened.pk))
    assert frozen == instrument()
    assert bands_of(opened).bands == scale("bawaslu-2025").bands
    assert Answer.objects.filter(self_assessment__round=opened).count() == 39


def test_answers_begin_with_what_the_law_says_and_what_each_question_waits_for() -> None:
    saq = made.saq(made.opened(cast().eka))
    drafted = {row.code: row.draft_value for row in saq.answers.all() if row.draft_value is not None}
    assert drafted == {"D04": 1}
    waiting = made.answer(saq, "B01").draft["reasons"][0]
    assert "situs belum diperiksa" in waiting["id"]
    assert waiting["en"]
    assert card_of(saq).total == 2


def test_every_unit_of_an_institution_is_asked_in_seconds() -> None:
    people = cast()
    units = list(WorkUnit.objects.of(Institution.KPU).open(date(2026, 11, 22)))
    # Of the processor: other work on the machine must not decide.
    began = time.process_time()
    opened = made.opened(people.eka, units)
    seconds = time.process_time() - began
    assert SelfAssessment.objects.filter(round=opened).count() == len(units) > 540
    assert Answer.objects.filter(self_assessment__round=opened).count() == len(units) * 39
    assert seconds < 15


def test_an_opening_that_broke_off_is_taken_up_without_asking_a_unit_twice() -> None:
    eka = cast().eka
    prepared = made.prepared(eka)
    make.store(SelfAssessment(round=prepared, unit=unit()))

    opened = open_round(prepared, units=[unit(), unit("kpu-kab-sleman")], by=eka, at=NOON)

    assert opened.self_assessments.count() == 2
    assert opened.opened_by == eka


def test_a_part_of_the_tree_is_chosen_by_province_and_level() -> None:
    east_java = unit().parent
    assert east_java is not None
    on = date(2026, 11, 22)
    chosen = chosen_units(unit("kpu-ri"), under=east_java, levels=[Level.REGENCY], on=on)
    assert {one.province_code for one in chosen} == {"35"}
    assert east_java not in chosen
    whole = chosen_units(unit("kpu-ri"), levels=[Level.PROVINCE, Level.REGENCY], on=on)
    assert {one.institution for one in whole} == {"KPU"}
    assert unit("kpu-ri") not in whole


def test_a_round_without_units_or_opened_twice_is_refused() -> None:
    eka = cast().eka
    prepared = made.prepared(eka)
    with pytest.raises(Refused, match="Tidak ada satker"):
        open_round(prepared, units=[], by=eka, at=NOON)
    open_round(prepared, units=[unit()], by=eka, at=NOON)
    with pytest.raises(Refused, match="sudah dibuka"):
        open_round(AssessmentRound.objects.get(pk=prepared.pk), units=[unit()], by=eka, at=NOON)


def test_dates_move_and_the_event_keeps_what_stood_before() -> None:
    eka = cast().eka
    opened = made.opened(eka)
    later = made.STEPS | {StepKind.ANNOUNCE: replace(made.STEPS[StepKind.ANNOUNCE], to_on=date(2027, 1, 31))}

    moved = reschedule(opened, steps=later, reason="Pleno tertunda", by=eka, at=NOON)

    assert moved.schedule[StepKind.ANNOUNCE].to_on == date(2027, 1, 31)
    told = Event.objects.about("round", opened.pk).get(verb="reschedule").payload
    assert told["before"]["announce"] == ["2026-12-14", "2026-12-31"]
    assert told["after"]["announce"] == ["2026-12-14", "2027-01-31"]
    assert told["reason"] == "Pleno tertunda"


@pytest.mark.parametrize(
    ("kind", "from_on", "to_on", "words"),
    [
        (StepKind.VERIFY, date(2026, 11, 20), date(2026, 12, 1), "bertumpuk"),
        (StepKind.FILL, date(2026, 11, 20), date(2026, 11, 2), "mendahului"),
    ],
)
def test_steps_that_overlap_or_end_before_they_begin_are_refused(
    kind: StepKind, from_on: date, to_on: date, words: str
) -> None:
    wrong = made.STEPS | {kind: replace(made.STEPS[kind], from_on=from_on, to_on=to_on)}
    with pytest.raises(BadInput, match=words):
        made.prepared(cast().eka, steps=wrong)


def test_two_rounds_of_one_name_have_addresses_of_their_own() -> None:
    eka = cast().eka
    assert [made.prepared(eka).slug, made.prepared(eka).slug] == ["monev-2026", "monev-2026-2"]
    with pytest.raises(BadInput, match="nama putaran"):
        prepare_round(
            name="  ",
            year=2026,
            owner=unit("kpu-ri"),
            instrument=Instrument.objects.get(),
            steps=made.STEPS,
            by=eka,
            at=NOON,
        )


def test_a_score_is_read_with_few_queries() -> None:
    saq = made.saq(made.opened(cast().eka))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        card_of(saq)
    assert len(asked) == 2
