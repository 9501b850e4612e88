"""What an officer's day needs of the clocks: orders, hearings, documents of sections, the own calendar."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from terbuka.models import CaseFile, Dispute, Event, Notification, Objection, OutboxMail
from terbuka.rules.drafting import RegisterFacts
from terbuka.rules.letters import Addresses, body_of
from terbuka.rules.notify import Kind
from terbuka.rules.notifywords import words_of
from terbuka.rules.people import Role
from terbuka.rules.register.disputes import DisputeStatus, DisputeStepKind, Outcome
from terbuka.rules.register.objections import ObjectionStatus
from terbuka.rules.register.reporting import Period
from terbuka.services import calendar
from terbuka.services import people as appointing
from terbuka.services.register import enclosing, feeds, today
from terbuka.services.register.deciding import letter_key
from terbuka.services.register.disputedays import add_step, remind_days
from terbuka.services.register.disputing import move_dispute
from terbuka.services.register.figures import figures_of
from terbuka.services.register.recounting import preview, recount_cases
from terbuka.services.register.sections import ask_section, finish_section, remind_sections
from terbuka.services.register.warning import warn_due
from terbuka.services.register.yearfacts import register_facts
from terbuka.services.units import BadFields
from tests import make
from tests.make import objections as made
from tests.make import register
from tests.make.calendar import stricter as sooner
from tests.make.cast import Cast, appoint, cast, unit

pytestmark = pytest.mark.django_db
# Monday 2 March 2026, 09.15 at Jombang.
MONDAY = datetime(2026, 3, 2, 2, 15, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


def told(kind: Kind) -> set[str]:
    """Who was told of it."""
    return set(Notification.objects.filter(kind=kind.value).values_list("account__name", flat=True))


def test_an_order_runs_to_the_day_it_names_and_warns_whoever_must_carry_it_out(people: Cast) -> None:
    granted = made.decided(people, at=MONDAY, status=ObjectionStatus.GRANTED, order_due_on=date(2026, 3, 13))
    assert (granted.due_on, granted.target_on, granted.warn_on) == (
        date(2026, 3, 13), date(2026, 3, 13), date(2026, 3, 9),
    )  # fmt: skip
    # Half of nine working days, four fifths, the last day, the day after, three working days after
    # that: 18 to 24 March are holidays.
    days = (6, 7, 8, 10, 11, 14, 17, 24)
    assert [warn_due(at=MONDAY + DAY * n).events for n in days] == [0, 1, 0, 1, 1, 1, 0, 1]
    assert told(Kind.CASE_DUE_SOON) == {"Ani", "Maya"}
    assert told(Kind.CASE_OVERDUE) == {"Ani", "Maya", "Fajar", "Budi", "Eka"}
    assert Objection.objects.get(pk=granted.pk).due_on == date(2026, 3, 13)


def _executed(people: Cast) -> Dispute:
    """Decided against the unit, final, with an order to the end of March."""
    one: Dispute = made.registered(people, at=MONDAY)
    decision = {
        "decision_number": "7/2026", "decided_on": MONDAY.date(), "decision_received_on": MONDAY.date(),
        "outcome": Outcome.GRANTED.value,
    }  # fmt: skip
    steps: list[tuple[DisputeStatus, dict[str, Any]]] = [
        (DisputeStatus.FIRST_HEARING, {}),
        (DisputeStatus.MEDIATION, {}),
        (DisputeStatus.ADJUDICATION, {}),
        (DisputeStatus.DECIDED, decision),
        (DisputeStatus.FINAL, {}),
        (DisputeStatus.EXECUTION, {"order": "Berikan.", "order_due_on": date(2026, 3, 31)}),
    ]
    for to, values in steps:
        one = move_dispute(one, to=to, values=values, by=people.ani, at=MONDAY)
    return one


def test_ppid_and_supervisor_learn_of_each_state_and_of_what_a_decision_orders(people: Cast) -> None:
    register.ppid()
    one = _executed(people)
    assert told(Kind.DISPUTE_MOVED) == {"Maya", "Fajar"}
    heads = [
        str(words_of(Kind.DISPUTE_MOVED, row.payload).title)
        for row in Notification.objects.filter(kind="dispute_moved", account__name="Fajar").order_by("pk")
    ]
    assert heads[1] == f"Sengketa {one.number}: teregistrasi"
    assert heads[-1] == f"Sengketa {one.number}: pelaksanaan putusan"
    assert (one.limit_key, one.due_on, one.warned) == ("objection.fulfil", date(2026, 3, 31), 0)
    late = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)
    assert warn_due(at=late).events == 1
    assert told(Kind.CASE_OVERDUE) == {"Maya", "Fajar"}


def test_hearings_are_called_to_mind_once_at_each_stage(people: Cast) -> None:
    one = made.registered(people, at=MONDAY)
    day = {"kind": DisputeStepKind.FIRST_HEARING.value, "on": date(2026, 3, 12), "hour": time(9, 0)}
    add_step(one, values=day, by=people.ani, at=MONDAY)
    counts = [remind_days(at=MONDAY + DAY * n) for n in range(12)]
    # Maya and Fajar, at 7, 3, 1 and 0 days; what was told is not told again.
    assert counts == [2 * (n in (3, 7, 9, 10)) for n in range(12)]
    assert remind_days(at=MONDAY + DAY * 10) == 0
    last = Notification.objects.filter(kind=Kind.HEARING_DUE.value).order_by("-pk")[0]
    assert str(words_of(Kind.HEARING_DUE, last.payload).title).startswith("Hari ini: pemeriksaan awal")


def test_a_section_is_told_when_asked_on_the_day_and_when_late(people: Cast) -> None:
    asked = register.in_process(at=MONDAY, by=people.ani)
    maya = register.ppid()
    task = ask_section(
        asked, section="Subbagian Hukum", wanted="SK", due_on=date(2026, 3, 5), of=maya,
        by=people.ani, at=MONDAY,
    )  # fmt: skip
    assert told(Kind.SECTION_ASKED) == {"Maya"}
    assert [remind_sections(at=MONDAY + DAY * n) for n in (1, 3, 4, 5, 11)] == [0, 1, 2, 0, 2]
    assert told(Kind.SECTION_ASKED) == {"Maya", "Ani"}
    finish_section(task, result="Diterima", by=people.ani, at=MONDAY + DAY * 12)
    assert remind_sections(at=MONDAY + DAY * 18) == 0


def _text(by: Any, at: datetime = MONDAY) -> str:
    return "\n".join(
        f"{one.title} {one.text} {one.first}" for one in feeds.entries_of(feeds.units_of(by, at), at)
    )


def test_the_own_calendar_lists_what_comes_due_and_names_nobody(people: Cast) -> None:
    asked = register.in_process(at=MONDAY, by=people.ani)
    ask_section(asked, section="Hukum", wanted="SK", due_on=date(2026, 3, 5), by=people.ani, at=MONDAY)
    granted = made.decided(people, at=MONDAY, status=ObjectionStatus.GRANTED)
    dispute = made.registered(people, at=MONDAY)
    day = {"kind": DisputeStepKind.HEARING.value, "on": date(2026, 3, 12), "hour": time(9, 0)}
    add_step(dispute, values=day, by=people.ani, at=MONDAY)
    text = _text(people.ani)

    assert f"Jawab permohonan {asked.number}" in text
    assert f"Laksanakan putusan keberatan {granted.number}" in text
    assert f"Dokumen dari bagian lain: {asked.number}" in text
    assert f"Sidang ajudikasi: {dispute.number}" in text
    # The window of the objector, and the commission's own time, are nobody's work here.
    assert text.count("sengketa") == 0
    assert len(text.splitlines()) == 4
    for secret in ("Citra", "anggaran", register.NIK, "perjalanan"):
        assert secret not in text
    assert _text(people.dedi) == ""


def test_the_address_of_a_calendar_ends_with_its_renewal_the_account_and_the_appointment(
    people: Cast,
) -> None:
    lina = make.account("Lina", "lina@contoh.example")
    held = appoint(lina, Role.DESK)
    first = feeds.make_feed(by=lina, at=MONDAY)
    second = feeds.make_feed(by=lina, at=MONDAY)
    assert feeds.feed_owner(first) is None
    assert feeds.feed_owner(second) == lina
    assert list(feeds.units_of(lina, MONDAY).values()) == [unit()]
    appointing.end_appointment(held, by=people.fajar, at=MONDAY)
    assert feeds.units_of(lina, MONDAY) == {}
    assert feeds.end_feed(by=lina, at=MONDAY)
    assert feeds.feed_owner(second) is None
    assert not feeds.end_feed(by=lina, at=MONDAY)


def test_an_institution_counts_otherwise_and_its_open_cases_move_after_a_look_at_them(people: Cast) -> None:
    asked = register.in_process(at=MONDAY, by=people.ani)
    other = register.registered(at=MONDAY, slug="bawaslu-kab-jombang")
    told: dict[str, Any] = {"rule": "day_of_receipt", "from_on": MONDAY.date(), "at": MONDAY}
    later = calendar.tried_out(
        lambda: sooner(people, **told), calendar.readings_by_institution
    )  # fmt: skip
    moves, count = preview(readings=later)
    assert (count, moves[0].before, moves[0].after) == (1, date(2026, 3, 16), date(2026, 3, 13))
    assert recount_cases(at=MONDAY) == 0

    change = sooner(people, **told)
    assert recount_cases(at=MONDAY) == 1
    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.due_on, asked.target_on, other.due_on) == (
        date(2026, 3, 13), date(2026, 3, 13), date(2026, 3, 16),
    )  # fmt: skip
    assert register.registered(at=MONDAY).due_on == date(2026, 3, 13)
    assert Event.objects.about("reading_change", change.pk).get().payload["before"] == "later"
    with pytest.raises(BadFields) as fault:
        sooner(people, **told, reason=" ")
    assert set(fault.value.fields) == {"from_on", "reading", "reason"}
    calendar.withdraw_reading(change, reason="Keliru", by=people.eka, at=MONDAY)
    assert recount_cases(at=MONDAY) == 2
    asked.refresh_from_db()
    assert asked.due_on == date(2026, 3, 16)


def test_what_was_late_is_counted_for_reports_and_drafts_the_assessment(people: Cast) -> None:
    maya = register.ppid()
    late = register.in_process(at=MONDAY, by=people.ani)
    register.decided(late, by=maya, at=datetime(2026, 3, 16, 9, 30, tzinfo=UTC))
    in_time = register.in_process(at=MONDAY, by=people.ani)
    register.decided(in_time, by=maya, at=datetime(2026, 3, 16, 7, 30, tzinfo=UTC))
    register.registered(at=MONDAY)
    asked = figures_of(unit(), Period(2026), on=date(2026, 3, 17))["requests"]
    assert (asked["answered_late"], asked["waiting_late"]) == (1, 1)
    assert figures_of(unit(), Period(2026), on=date(2026, 3, 16))["requests"]["waiting_late"] == 0

    told = register_facts(unit(), on=date(2027, 3, 2))
    assert told == RegisterFacts(MONDAY.date(), 0, 0, 0, 0)
    told = register_facts(unit(), on=date(2027, 2, 26))
    assert told == RegisterFacts(MONDAY.date(), 3, 3, 3, 1)
    assert register_facts(unit("kpu-kab-sleman"), on=date(2027, 2, 26)) is None


def test_the_letter_of_the_day_tells_what_is_late_and_due_in_numbers_alone(people: Cast) -> None:
    asked = register.in_process(at=MONDAY, by=people.ani)
    assert today.due_lines(people.ani, at=MONDAY) == []
    eve = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)
    assert [str(one) for one in today.due_lines(people.ani, at=eve)] == [
        f"{asked.number}: sisa 2 hari kerja (Sen, 16 Mar 2026)"
    ]
    late = today.due_lines(people.ani, at=eve + 7 * DAY)
    assert str(late[0]) == f"{asked.number}: lewat tenggat 3 hari (Sen, 16 Mar 2026)"
    assert today.due_lines(people.dedi, at=eve) == []
    body = body_of("Ani", [], Addresses("https://h/", "https://i/", "https://w/"), late)
    assert f"- {asked.number}: lewat tenggat" in body


def test_notice_and_decree_leave_with_the_letter_and_stay_in_the_case(people: Cast, settings: Any) -> None:
    settings.MAIL_SERVER = {"host": "mail.example", "port": 25}
    maya, pdf = register.ppid(), b"%PDF-1.7\n" + b"x" * 200 + b"\n%%EOF\n"
    asked = register.in_process(at=MONDAY, by=people.ani)
    decided = register.decided(asked, by=maya, at=MONDAY, encloses=True)
    letter = OutboxMail.objects.get(key=f"case-decided-{decided.pk}")
    assert letter.due_at == MONDAY + enclosing.WAITS
    told: dict[str, Any] = {"key": letter_key(decided), "by": maya, "at": MONDAY}

    assert enclosing.enclose(decided, papers=[("pemberitahuan.pdf", pdf)], **told)
    letter.refresh_from_db()
    assert (letter.due_at, [one["name"] for one in letter.attachments]) == (MONDAY, ["pemberitahuan.pdf"])
    assert CaseFile.objects.get(request=decided, kind="letter").file.name == "pemberitahuan.pdf"
    # Once alone; what is too heavy stays behind the link.
    assert not enclosing.enclose(decided, papers=[("lagi.pdf", pdf)], **told)
    other = register.decided(register.in_process(at=MONDAY, by=people.ani), by=maya, at=MONDAY, encloses=True)
    heavy = [("pemberitahuan.pdf", pdf * 60_000)]
    assert not enclosing.enclose(other, papers=heavy, key=letter_key(other), by=maya, at=MONDAY)
    assert OutboxMail.objects.get(key=f"case-decided-{other.pk}").due_at == MONDAY
