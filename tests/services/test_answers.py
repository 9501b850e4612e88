"""Answers: kept under a row version, drafted beside what people say, confirmed as they were seen."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from terbuka.models import Event, SelfAssessment
from terbuka.rules.assessment import Step, StepKind
from terbuka.rules.drafting import DraftedAnswer, draft, draft_without_audit
from terbuka.rules.instruments import instrument
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.services.assessment import (
    answers_of,
    backing_of,
    card_of,
    claimed,
    confirm_draft,
    confirm_drafts,
    draft_of,
    redraft,
    redraft_open,
    reschedule,
    save_answer,
)
from terbuka.services.siteaudit import record_run
from tests.make import NOON, units
from tests.make import assessment as made
from tests.make import siteaudit as audits
from tests.make.cast import Cast, unit
from tests.rules.audits import TODAY, report

pytestmark = pytest.mark.django_db


def save(people: Cast, saq: SelfAssessment, code: str, value: str, *, version: int, note: str = "") -> None:
    """Ani answers."""
    row = made.answer(saq, code)
    save_answer(row, value=Fraction(value), note=note, version=version, by=people.ani, at=NOON)


def test_every_draft_reads_back_as_it_was_stored(saq: SelfAssessment) -> None:
    drafts = draft(instrument(), report(unit="kpu-kab-jombang"), as_of=TODAY)
    made.draft_into(saq, drafts)

    def said(found: DraftedAnswer) -> tuple[object, ...]:
        lacks = [(lack.key, lack.share, str(lack.title), str(lack.how), lack.url) for lack in found.lacks]
        return (
            found.value,
            [str(one) for one in found.reasons],
            found.proof,
            found.kind,
            found.hindrance,
            lacks,
        )

    assert [said(draft_of(row)) for row in answers_of(saq)] == [said(one) for one in drafts]


def test_an_answer_of_a_person_stands_over_the_draft_and_can_be_taken_back(
    people: Cast, saq: SelfAssessment
) -> None:
    save(people, saq, "D04", "1/2", version=1, note="baru satu yang hafal")
    assert claimed(made.answer(saq, "D04")) == Fraction(1, 2)
    row = made.answer(saq, "D04")
    back = save_answer(row, value=None, note=row.note, version=2, by=people.ani, at=NOON)
    assert (claimed(back), back.confirmed_at, back.note) == (1, None, "baru satu yang hafal")


def test_who_is_slower_sees_what_stands_and_loses_nothing(people: Cast, saq: SelfAssessment) -> None:
    row = made.answer(saq)
    save_answer(row, value=Fraction(1), note="Fajar", version=1, by=people.fajar, at=NOON)
    with pytest.raises(Stale) as told:
        save_answer(row, value=Fraction(0), note="Ani", version=1, by=people.ani, at=NOON)
    assert told.value.current.note == "Fajar"  # type: ignore[attr-defined]
    assert made.answer(saq).note == "Fajar"
    assert save_answer(row, value=Fraction(0), note="Ani", version=2, by=people.ani, at=NOON).version == 3


def test_what_was_typed_before_stays_in_the_trail(people: Cast, saq: SelfAssessment) -> None:
    save(people, saq, "A01", "1", version=1, note="pertama")
    save(people, saq, "A01", "1", version=2, note="kedua")
    told = Event.objects.about("answer", made.answer(saq).pk)
    assert [event.payload["note"] for event in told] == ["pertama", "kedua"]


def test_a_clock_set_back_does_not_stop_saving(people: Cast, saq: SelfAssessment) -> None:
    save(people, saq, "A01", "1", version=1)
    row = made.answer(saq)
    earlier = NOON - timedelta(days=2)
    kept = save_answer(row, value=Fraction(0), note="", version=2, by=people.ani, at=earlier)
    assert (kept.version, kept.saved_at) == (3, earlier)


@pytest.mark.parametrize("value", ["1/3", "2", "-1"])
def test_a_value_that_the_rule_does_not_know_is_refused(
    people: Cast, saq: SelfAssessment, value: str
) -> None:
    with pytest.raises(BadInput, match="A01"):
        save(people, saq, "A01", value, version=1)


def test_outside_the_dates_nothing_is_saved(people: Cast, saq: SelfAssessment) -> None:
    over = {
        kind: Step(kind, step.from_on - timedelta(days=20), step.to_on - timedelta(days=20))
        for kind, step in made.STEPS.items()
    }
    reschedule(saq.round, steps=over, by=people.eka, at=NOON)
    with pytest.raises(Refused, match="Pengisian sudah berakhir"):
        save(people, saq, "A01", "1", version=1)


def test_the_last_day_counts_at_the_unit_s_place(people: Cast) -> None:
    """23.30 in Jayapura is still 21.30 in Jakarta."""
    steps = made.STEPS | {StepKind.FILL: replace(made.STEPS[StepKind.FILL], to_on=date(2026, 11, 22))}
    far = made.saq(made.opened(people.eka, [unit("kpu-kab-jayapura")], steps=steps), "kpu-kab-jayapura")
    night = NOON.replace(hour=15, minute=30)
    row = made.answer(far)
    with pytest.raises(Refused):
        save_answer(row, value=Fraction(1), note="", version=1, by=people.ani, at=night)
    near = made.saq(made.opened(people.eka, steps=steps))
    assert (
        save_answer(made.answer(near), value=Fraction(1), note="", version=1, by=people.ani, at=night).value
        == 1
    )


def test_a_draft_is_confirmed_only_as_it_was_seen(people: Cast, saq: SelfAssessment) -> None:
    row = made.answer(saq, "D04")
    with pytest.raises(Stale):
        confirm_draft(row, seen=Fraction(1, 2), version=1, by=people.ani, at=NOON)
    kept = confirm_draft(row, seen=Fraction(1), version=1, by=people.ani, at=NOON)
    assert (kept.value, kept.confirmed_by) == (1, people.ani)
    assert confirm_draft(row, seen=Fraction(1), version=1, by=people.ani, at=NOON).version == 2
    with pytest.raises(BadInput, match="belum terisi otomatis"):
        confirm_draft(made.answer(saq), seen=Fraction(1), version=1, by=people.ani, at=NOON)


def test_a_group_is_confirmed_at_once_without_touching_what_people_said(
    people: Cast, saq: SelfAssessment
) -> None:
    made.draft_into(saq, draft(instrument(), report(unit="kpu-kab-jombang"), as_of=TODAY))
    save(people, saq, "B03", "1", version=1)
    n = confirm_drafts(saq, groups=["B"], by=people.ani, at=NOON)
    rows = {row.code: row for row in saq.answers.all()}
    drafted = {code for code, row in rows.items() if code[0] == "B" and row.draft_value is not None}
    assert n == len(drafted - {"B03"}) > 5
    assert rows["B03"].value == 1
    assert rows["D04"].value is None
    event = Event.objects.about("self_assessment", saq.pk).get(verb="confirm_drafts")
    assert set(event.payload["answers"]) == drafted - {"B03"}


def test_an_audit_and_the_profile_draft_at_least_fifteen_with_proof(
    people: Cast, saq: SelfAssessment
) -> None:
    place = audits.websites("https://kab-jombang.kpu.go.id/")
    units.profile(place, people.ani)
    for kind in ("room", "desk", "board", "banner"):
        made.facility_photo(place, kind, made.stored_file(by=people.ani, sha256=kind[0] * 64))
    record_run(audits.running(at=NOON), audits.example_report(), at=NOON)

    changed = redraft_open(place, at=NOON)

    rows = [row for row in answers_of(saq) if row.draft_value is not None]
    assert changed > 15
    assert len(rows) >= 15
    assert sum(bool(row.draft["proof"]) for row in rows) >= 15
    assert backing_of(answers_of(saq)[1]).is_draft_proven
    assert card_of(saq).is_provisional
    assert redraft(saq, at=NOON) == 0


def test_a_new_draft_leaves_alone_what_a_person_said(people: Cast, saq: SelfAssessment) -> None:
    save(people, saq, "A02", "0", version=1, note="belum ada meja")
    place = unit()
    made.facility_photo(place, "desk", made.stored_file(by=people.ani))
    assert redraft(saq, at=NOON)
    row = made.answer(saq, "A02")
    assert (row.value, row.draft_value, row.note, row.version) == (0, 1, "belum ada meja", 2)


def test_a_submitted_questionnaire_keeps_the_drafts_it_was_sent_with(
    people: Cast, saq: SelfAssessment
) -> None:
    made.submitted(saq, by=people.ani)
    made.facility_photo(unit(), "desk", made.stored_file(by=people.ani))
    assert redraft_open(unit(), at=NOON) == 0
    assert made.answer(saq, "A02").draft_value is None


def test_drafts_of_no_audit_say_so_in_both_languages(saq: SelfAssessment) -> None:
    told = draft_without_audit(instrument(), unit=saq.unit.slug, as_of=TODAY)
    assert len(told) == 39
    assert all(set(reason) == {"id", "en"} for row in answers_of(saq) for reason in row.draft["reasons"])
