"""Objections and disputes through the services: what the law gives a citizen, kept step by step."""

from datetime import UTC, date, datetime, timedelta

import pytest

from terbuka.models import CaseMessage, Event, HandOver, InformationRequest, Notification, Objection
from terbuka.rules.limits import Regime
from terbuka.rules.people import Role
from terbuka.rules.register.disputes import DisputeStatus
from terbuka.rules.register.objections import Ground, ObjectionStatus
from terbuka.rules.register.post import FileKind
from terbuka.rules.register.requests import RequestStatus
from terbuka.rules.ruling import Refused, Stale
from terbuka.services.register import answering, bringing, disputedays, disputing, objecting
from terbuka.services.register.grounds import grounds_of, is_unanswered_late
from terbuka.services.register.rows import DISPUTE, OBJECTION
from terbuka.services.units import BadFields
from tests import make
from tests.make import objections as made
from tests.make import register, units
from tests.make.cast import Cast, appoint, cast, unit

pytestmark = pytest.mark.django_db
# Monday 2 March 2026, 09.15 at Jombang; holidays and joint leave of 2026 are listed.
MONDAY = datetime(2026, 3, 2, 2, 15, tzinfo=UTC)
S, D = ObjectionStatus, DisputeStatus
GIVEN = {"given": "Rincian perjalanan dinas 2025", "count": "1 berkas", "way": "email"}


@pytest.fixture
def people() -> Cast:
    return cast()


def _verbs(kind: str, pk: int) -> list[str]:
    return list(Event.objects.about(kind, pk).order_by("pk").values_list("verb", flat=True))


def _letters(objection: Objection) -> list[str]:
    rows = CaseMessage.objects.filter(objection=objection, kind="to_applicant")
    return list(rows.order_by("pk").values_list("subject", flat=True))


def _status(request: InformationRequest | None) -> str:
    assert request
    request.refresh_from_db()
    return request.status


def test_an_objection_is_registered_at_once_answered_with_an_order_and_fulfilled(people: Cast) -> None:
    asked = made.answered(people.ani, at=MONDAY)
    assert grounds_of(asked, at=MONDAY) == (Ground.B, Ground.D, Ground.E)
    one = made.filed(asked, at=MONDAY)

    assert one.number == "KBR/kpu-kab-jombang/2026/1"
    assert (one.status, one.limit_key) == (S.REGISTERED, "objection.answer")
    # 30 working days without weekends, 18 to 24 March and 3 April: the same table as in law.md.
    assert one.due_on == date(2026, 4, 21)
    assert _status(asked) == RequestStatus.OBJECTED
    told = Notification.objects.filter(kind="objection_received").values_list("account__name", flat=True)
    assert set(told) == {"Fajar", "Maya"}

    one = answering.begin_discussion(one, by=people.fajar, at=MONDAY)
    one = answering.decide_objection(
        one, status=S.GRANTED, consideration=made.REASONS, order=made.ORDER, by=people.fajar, at=MONDAY
    )
    assert one.order_due_on == one.due_on == date(2026, 3, 5)
    one = answering.fulfil_objection(one, values=GIVEN, by=people.ani, at=MONDAY + timedelta(days=1))

    assert _status(asked) == RequestStatus.FULFILLED
    assert HandOver.objects.get(request=asked).given == GIVEN["given"]
    assert one.limit_key == "dispute.file"
    assert _verbs(OBJECTION, one.pk) == ["file", "register", "discuss", "decide", "fulfil"]
    assert _letters(one) == ["Keberatan Anda terdaftar", "Keberatan Anda dikabulkan"]
    for event in Event.objects.about(OBJECTION, one.pk):
        assert "Citra" not in str(event.payload)


def test_in_an_election_the_supervisor_answers_within_three_working_days(people: Cast) -> None:
    asked = made.answered(people.ani, at=MONDAY)
    make.change(InformationRequest, {"pk": asked.pk}, regime=Regime.PEMILU.value)
    asked.refresh_from_db()
    assert made.filed(asked, at=MONDAY).due_on == date(2026, 3, 5)


def test_only_grounds_that_the_course_opens_can_be_filed_and_only_once(people: Cast) -> None:
    asked = made.answered(people.ani, at=MONDAY)
    with pytest.raises(BadFields) as fault:
        made.filed(asked, at=MONDAY, grounds="ac", position="")
    assert set(fault.value.fields) == {"grounds", "position"}
    first = made.filed(asked, at=MONDAY, grounds="de")
    with pytest.raises(Refused, match="sudah masuk"):
        made.filed(asked, at=MONDAY)
    assert Objection.objects.get() == first


def test_no_answer_in_time_opens_grounds_c_and_g_and_the_window_of_the_objection(people: Cast) -> None:
    asked = register.in_process(at=MONDAY, by=people.ani)
    assert asked.due_on == date(2026, 3, 16)
    with pytest.raises(BadFields):
        made.filed(asked, at=MONDAY, grounds="c")
    late = datetime(2026, 3, 17, 2, 0, tzinfo=UTC)
    one = made.filed(asked, at=late, grounds="cg")
    assert one.status == S.REGISTERED
    assert _status(asked) == RequestStatus.OBJECTED


def test_an_objection_after_its_window_waits_for_a_written_refusal(people: Cast) -> None:
    asked = made.answered(people.ani, at=MONDAY)
    late = datetime(2026, 4, 22, 2, 0, tzinfo=UTC)
    one = made.filed(asked, at=late)
    assert (one.status, one.number) == (S.FILED, "")
    with pytest.raises(Refused, match="sesudah batas waktunya"):
        objecting.register_objection(one, by=people.ani, at=late)
    one = objecting.refuse_objection(one, reason="Batasnya 21 April 2026.", by=people.fajar, at=late)
    assert (one.status, one.due_on) == (S.INADMISSIBLE, None)
    assert _status(asked) == RequestStatus.GRANTED
    # What may be registered is never refused as inadmissible.
    other = made.filed(made.answered(people.ani, at=late), at=late, proxy_name="Dewi")
    with pytest.raises(Refused, match="memenuhi syarat"):
        objecting.refuse_objection(other, reason="Tidak.", by=people.fajar, at=late)


def test_a_proxy_needs_a_letter_and_the_same_form_sent_twice_is_one_objection(people: Cast) -> None:
    asked = made.answered(people.ani, at=MONDAY)
    one = made.filed(asked, at=MONDAY, proxy_name="Dewi Anggraini")
    assert one.status == S.FILED
    assert one.applicant != asked.applicant
    with pytest.raises(Refused, match="Surat kuasa belum ada"):
        objecting.register_objection(one, by=people.ani, at=MONDAY)
    objecting.add_file(one, units.stored(by=people.ani), FileKind.PROXY, by=people.ani, at=MONDAY)
    assert objecting.register_objection(one, by=people.ani, at=MONDAY).status == S.REGISTERED
    with pytest.raises(Stale):
        answering.begin_discussion(one, expected=1, by=people.fajar, at=MONDAY)


def test_periodic_information_needs_no_request(people: Cast) -> None:
    one = made.on_item(at=MONDAY)
    assert (one.status, one.request, one.regime) == (S.REGISTERED, None, "umum")
    with pytest.raises(BadFields) as fault:
        made.on_item(at=MONDAY, name="", email="", phone="", address="")
    assert set(fault.value.fields) == {"name", "email"}
    one = answering.begin_discussion(one, by=people.fajar, at=MONDAY)
    one = answering.decide_objection(
        one, status=S.GRANTED, consideration="Benar.", order="Umumkan.", by=people.fajar, at=MONDAY
    )
    assert answering.fulfil_objection(one, values=GIVEN, by=people.ani, at=MONDAY).status == S.FULFILLED


def test_who_decided_the_request_cannot_answer_whatever_the_role(people: Cast) -> None:
    one, maya = made.discussed(people, at=MONDAY), register.ppid()
    appoint(maya, Role.SUPERVISOR)
    with pytest.raises(Refused, match="harus dijawab orang lain"):
        answering.decide_objection(one, status=S.UPHELD, consideration="Sah.", by=maya, at=MONDAY)
    with pytest.raises(Refused, match="Tulis pertimbangannya"):
        answering.decide_objection(one, status=S.UPHELD, consideration="", by=people.fajar, at=MONDAY)


def test_both_sides_settle_and_the_request_ends_with_it(people: Cast) -> None:
    one = made.filed(made.answered(people.ani, at=MONDAY), at=MONDAY)
    one = answering.begin_settling(one, invitation="Kamis 10.00.", by=people.fajar, at=MONDAY)
    assert one.due_on is not None  # never paused
    one = answering.settle(one, minutes="Bab 3 diberikan Jumat.", by=people.fajar, at=MONDAY)
    assert (one.status, one.due_on) == (S.SETTLED, None)
    assert _status(one.request) == RequestStatus.CLOSED


def test_a_withdrawn_objection_ends_the_request_and_keeps_what_was_said(people: Cast) -> None:
    one = made.filed(made.answered(people.ani, at=MONDAY), at=MONDAY)
    one = objecting.withdraw_objection(one, reason="Sudah puas.", by=people.ani, at=MONDAY)
    assert (one.status, one.reaction) == (S.WITHDRAWN, "Sudah puas.")
    assert _status(one.request) == RequestStatus.CLOSED


def test_the_window_of_the_commission_closes_what_was_answered_and_what_never_was(people: Cast) -> None:
    upheld = made.decided(people, at=MONDAY)
    silent = made.filed(made.answered(people.ani, at=MONDAY), at=MONDAY)
    granted = made.decided(people, at=MONDAY, status=S.GRANTED)
    assert upheld.due_on == date(2026, 3, 27)

    assert answering.close_due_objections(at=datetime(2026, 3, 27, 2, 0, tzinfo=UTC)) == 0
    assert answering.close_due_objections(at=datetime(2026, 3, 28, 2, 0, tzinfo=UTC)) == 1
    after = datetime(2026, 4, 22, 2, 0, tzinfo=UTC)
    assert is_unanswered_late(silent, at=after)
    assert answering.close_due_objections(at=after) == 0
    assert answering.close_due_objections(at=datetime(2026, 5, 30, 2, 0, tzinfo=UTC)) == 1
    for one, status in ((upheld, S.CLOSED), (silent, S.CLOSED), (granted, S.GRANTED)):
        one.refresh_from_db()
        assert one.status == status
    assert _status(upheld.request) == RequestStatus.CLOSED


def test_a_dispute_from_its_filing_to_the_proof_that_it_was_obeyed(people: Cast) -> None:
    dispute, ani = made.registered(people, at=MONDAY), people.ani
    objection = dispute.objection
    objection.refresh_from_db()
    assert (objection.status, objection.is_held) == (S.DISPUTED, True)
    assert (dispute.limit_key, dispute.due_on, dispute.warn_on) == ("dispute.start", date(2026, 3, 27), None)

    def move(to: DisputeStatus, session: date | None = None, **values: object) -> None:
        nonlocal dispute
        opening = {"on": session} if session else None
        dispute = disputing.move_dispute(
            dispute, to=to, values=values, session=opening, by=ani, at=MONDAY + timedelta(days=60)
        )

    move(D.FIRST_HEARING, date(2026, 3, 10))
    assert dispute.limit_key == "dispute.finish"
    with pytest.raises(Refused, match="mediasi lebih dahulu"):
        move(D.ADJUDICATION)
    move(D.MEDIATION, date(2026, 3, 12))
    move(D.ADJUDICATION, date(2026, 3, 31))
    with pytest.raises(BadFields):
        move(D.DECIDED)
    said = {"decision_number": "12/2026", "decided_on": date(2026, 4, 20), "outcome": "granted"}
    move(D.DECIDED, decision_received_on=date(2026, 4, 21), order="Berikan.", **said)
    assert (dispute.limit_key, dispute.due_on) == ("dispute.suit", date(2026, 5, 12))
    assert dispute.warn_on is not None
    move(D.FINAL)
    move(D.EXECUTION, order="Berikan.", order_due_on=date(2026, 5, 20))
    with pytest.raises(Refused, match="Lampirkan dahulu bukti"):
        move(D.CLOSED, obeyed_on=date(2026, 4, 30))
    bringing.add_file(dispute, units.stored(by=ani), kind=FileKind.PROOF, by=ani, at=MONDAY)
    move(D.CLOSED, obeyed_on=date(2026, 4, 30))

    objection.refresh_from_db()
    assert (objection.status, objection.is_held) == (S.CLOSED, False)
    assert _status(objection.request) == RequestStatus.CLOSED
    assert dispute.steps.filter(kind="decision").count() == 1
    assert _verbs(DISPUTE, dispute.pk)[:3] == ["begin", "move", "move"]


def test_the_court_s_decision_starts_the_time_for_cassation(people: Cast) -> None:
    dispute, ani, later = made.registered(people, at=MONDAY), people.ani, MONDAY + timedelta(days=90)
    said = {
        "decision_number": "12/2026",
        "decided_on": date(2026, 3, 20),
        "decision_received_on": date(2026, 3, 25),
        "outcome": "upheld",
    }
    for to in (D.FIRST_HEARING, D.MEDIATION, D.ADJUDICATION):
        dispute = disputing.move_dispute(dispute, to=to, values={}, by=ani, at=later)
    dispute = disputing.move_dispute(dispute, to=D.DECIDED, values=said, by=ani, at=later)
    dispute = disputing.move_dispute(dispute, to=D.IN_COURT, values={}, by=ani, at=later)
    assert dispute.due_on is None
    court = said | {"decision_number": "7/G/KI/2026", "decision_received_on": date(2026, 5, 4)}
    dispute = disputing.record_decision(dispute, values=court, by=ani, at=later)
    assert (dispute.limit_key, dispute.due_on) == ("dispute.cassation", date(2026, 5, 18))


def test_a_dispute_cannot_come_before_the_answer_or_its_limit(people: Cast) -> None:
    one = made.filed(made.answered(people.ani, at=MONDAY), at=MONDAY)
    with pytest.raises(Refused, match="masih dalam batas waktu"):
        disputing.begin_dispute(one, values=made.head(date(2026, 3, 2)), by=people.ani, at=MONDAY)
    late = datetime(2026, 4, 22, 2, 0, tzinfo=UTC)
    dispute = disputing.begin_dispute(one, values=made.head(date(2026, 4, 22)), by=people.ani, at=late)
    assert dispute.number == "SGK/kpu-kab-jombang/2026/1"


def test_what_to_bring_follows_the_case_and_is_marked_at_hand(people: Cast) -> None:
    dispute = made.registered(people, at=MONDAY)
    dispute = bringing.mark_brought(
        dispute, things=["proxy", "register", "tidak-ada"], by=people.ani, at=MONDAY
    )
    there = {item.thing.value: is_there for item, is_there in bringing.to_bring(dispute)}
    assert there["proxy"]
    assert not there["answer"]
    assert "test" not in there
    step = disputedays.add_step(
        dispute, values={"kind": "summons", "on": date(2026, 3, 4)}, by=people.ani, at=MONDAY
    )
    assert step in dispute.steps.all()
    assert unit() == dispute.unit
