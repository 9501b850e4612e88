"""A request from receipt to its end: number, regime, clock, extension, answer, hand-over, refusals."""

from datetime import UTC, date, datetime, timedelta

import pytest

from terbuka.models import (
    CaseMessage,
    ElectionStage,
    Event,
    HandOver,
    Holiday,
    InformationRequest,
    Notification,
    NumberGap,
    OutboxMail,
)
from terbuka.rules import workdays
from terbuka.rules.limits import Regime
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.post import MessageKind
from terbuka.rules.register.requests import RequestStatus
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.services.register import (
    fulfilling,
    numbering,
    parting,
    processing,
    recounting,
    regimes,
    registering,
    warning,
)
from terbuka.services.register.deciding import decide_request
from terbuka.services.register.receiving import lacking
from terbuka.services.register.rows import running_of
from terbuka.services.register.sealing import code_digest, unseal
from terbuka.services.units import BadFields
from tests import make
from tests.make import register as made
from tests.make.cast import Cast, cast, unit

pytestmark = pytest.mark.django_db
# Thursday 4 June 2026, 10.00 in Jombang.
MORNING = datetime(2026, 6, 4, 3, 0, tzinfo=UTC)
DECIDED = [RequestStatus.GRANTED, RequestStatus.PARTLY_GRANTED, RequestStatus.REFUSED, RequestStatus.NOT_HELD]


@pytest.fixture
def people() -> Cast:
    return cast()


def _verbs(request: InformationRequest) -> list[str]:
    return [event.verb for event in Event.objects.about("information_request", request.pk)]


def _told(request: InformationRequest) -> list[str]:
    rows = request.messages.filter(kind=MessageKind.TO_APPLICANT.value)
    return list(rows.values_list("subject", flat=True))


def test_a_request_is_kept_with_a_provisional_clock_before_anybody_judges_it(people: Cast) -> None:
    request = made.asked(at=MORNING)

    assert request.status == RequestStatus.RECEIVED
    assert (request.number, request.due_on) == ("", date(2026, 6, 19))
    assert unseal(request.applicant.identity_sealed) == made.NIK
    assert made.NIK not in request.applicant.identity_sealed
    assert InformationRequest.objects.get(code_digest=code_digest(request.code)) == request
    assert _verbs(request) == ["receive"]


def test_the_same_form_sent_twice_is_one_request(people: Cast) -> None:
    assert made.asked(at=MORNING, key="f-1") == made.asked(at=MORNING, key="f-1")
    assert InformationRequest.objects.count() == 1


def test_a_complete_request_gets_number_regime_and_clock_of_the_day_of_registration(people: Cast) -> None:
    request = made.registered(at=MORNING, by=people.ani)

    assert request.number == "REG/kpu-kab-jombang/2026/1"
    assert (request.regime, request.due_on) == (Regime.UMUM, date(2026, 6, 19))
    running = running_of(request)
    assert running
    assert sum(day.counted for day in running.deadline.days) == 10
    assert [note.account.name for note in Notification.objects.filter(kind="case_received")] == []
    assert _told(request) == ["Permohonan Anda terdaftar"]
    assert made.registered(at=MORNING, by=people.ani).number == "REG/kpu-kab-jombang/2026/2"


def test_election_information_in_a_stage_is_answered_in_three_days(people: Cast) -> None:
    stage = ElectionStage(
        event="Pemilu 2029", kind="pemilu", name="Seluruh tahapan", first=date(2026, 6, 1),
        last=date(2029, 10, 31), decree="PKPU 1/2026",
    )  # fmt: skip
    make.store(stage)
    election = made.registered(at=MORNING, by=people.ani, details="Salinan DPT dan rekapitulasi hasil.")
    budget = made.registered(at=MORNING, by=people.ani, details="Rencana umum pengadaan barang dan jasa.")

    assert (election.regime, election.due_on) == (Regime.PEMILU, date(2026, 6, 9))
    assert (budget.regime, budget.due_on) == (Regime.UMUM, date(2026, 6, 19))
    assert election.regime_why


def test_what_lacks_is_asked_for_and_the_clock_starts_once_it_is_complete(people: Cast) -> None:
    request = made.asked(at=MORNING, by=people.ani, channel=Channel.LETTER, purpose=None, identity=None)
    with pytest.raises(Refused, match="belum lengkap"):
        registering.register_request(request, by=people.ani, at=MORNING)
    asked = registering.ask_completion(request, lacks=lacking(request), message="", by=people.ani, at=MORNING)
    assert (asked.status, asked.due_on) == (RequestStatus.NEEDS_COMPLETION, date(2026, 6, 9))

    later = MORNING + timedelta(days=1)
    done = registering.complete_request(
        asked, values={"purpose": "Skripsi", "identity": made.NIK}, by=None, at=later
    )
    assert done.status == RequestStatus.REGISTERED
    assert (done.received_at, done.registered_at) == (MORNING, later)
    assert done.due_on == date(2026, 6, 22)


def test_what_is_not_completed_in_time_ends_and_may_be_asked_again(people: Cast) -> None:
    request = made.asked(at=MORNING, purpose=None)
    registering.ask_completion(request, lacks=["purpose"], message="", by=people.ani, at=MORNING)

    assert registering.close_uncompleted(at=MORNING + timedelta(days=5)) == 0
    assert registering.close_uncompleted(at=MORNING + timedelta(days=6)) == 1
    request.refresh_from_db()
    assert (request.status, request.due_on) == (RequestStatus.NOT_COMPLETED, None)
    assert made.registered(at=MORNING + timedelta(days=6)).number.endswith("/1")


def test_an_answer_is_extended_once_with_reasons_before_the_office_closes_on_the_last_day(
    people: Cast,
) -> None:
    request = made.in_process(at=MORNING, by=people.ani)
    # Friday 19 June: open until 16.30 in Jombang.
    with pytest.raises(Refused, match="hari terakhir"):
        processing.extend_answer(
            request, reason="Arsip lama.", by=people.ani, at=datetime(2026, 6, 19, 9, 31, tzinfo=UTC)
        )
    with pytest.raises(Refused, match="alasan"):
        processing.extend_answer(request, reason=" ", by=people.ani, at=MORNING)
    last = datetime(2026, 6, 19, 9, 29, tzinfo=UTC)
    extended = processing.extend_answer(request, reason="Arsip lama.", by=people.ani, at=last)

    assert (extended.status, extended.due_on) == (RequestStatus.EXTENDED, date(2026, 6, 30))
    with pytest.raises(Refused, match="satu kali"):
        processing.extend_answer(extended, reason="Lagi.", by=people.ani, at=last)


def test_a_stricter_regime_needs_a_reason_and_a_laxer_one_the_supervisor(people: Cast) -> None:
    request = made.registered(at=MORNING, by=people.ani)
    with pytest.raises(BadInput):
        regimes.overrule_regime(request, regime=Regime.PEMILU, reason="", by=people.ani, at=MORNING)
    strict = regimes.overrule_regime(
        request, regime=Regime.PEMILU, reason="Menyangkut tahapan.", by=people.ani, at=MORNING
    )
    assert (strict.regime, strict.due_on) == (Regime.PEMILU, date(2026, 6, 9))

    make.change(InformationRequest, {"pk": request.pk}, regime_proposed="pemilu")
    asked = regimes.overrule_regime(
        request, regime=Regime.UMUM, reason="Hanya soal anggaran.", by=people.ani, at=MORNING
    )
    assert asked.regime == Regime.PEMILU
    assert Notification.objects.get(kind="case_consent").account == people.fajar
    with pytest.raises(BadFields):
        regimes.decline_regime(asked, reason=" ", by=people.fajar, at=MORNING)
    kept = regimes.decline_regime(asked, reason="Ini soal tahapan.", by=people.fajar, at=MORNING)
    assert (kept.regime, kept.due_on, kept.regime_reason) == (Regime.PEMILU, date(2026, 6, 9), "")
    assert Notification.objects.get(kind="case_declined").account == people.ani
    with pytest.raises(Refused):
        regimes.decline_regime(kept, reason="Lagi.", by=people.fajar, at=MORNING)
    asked = regimes.overrule_regime(
        kept, regime=Regime.UMUM, reason="Hanya soal anggaran.", by=people.ani, at=MORNING
    )
    lax = regimes.consent_regime(asked, regime=Regime.UMUM, by=people.fajar, at=MORNING)
    assert (lax.regime, lax.due_on) == (Regime.UMUM, date(2026, 6, 19))


def test_a_refusal_under_article_17_waits_for_an_approved_consequence_test(people: Cast) -> None:
    request = made.in_process(at=MORNING, by=people.ani)
    values = {"ground": "exempt", "ground_reason": "Rahasia pribadi.", "answer": "Tidak dapat diberikan."}

    with pytest.raises(Refused, match="uji konsekuensi"):
        decide_request(request, status=RequestStatus.REFUSED, values=values, by=made.ppid(), at=MORNING)
    with pytest.raises(Refused, match="alasannya"):
        decide_request(
            request, status=RequestStatus.NOT_HELD, values={"ground": "not_held"}, by=made.ppid(), at=MORNING
        )


def test_a_granted_request_is_handed_over_confirmed_rated_and_closed_after_the_time_to_object(
    people: Cast,
) -> None:
    maya = made.ppid()
    request = made.decided(made.in_process(at=MORNING, by=people.ani), by=maya, at=MORNING)
    assert (request.status, request.notice.number) == (RequestStatus.GRANTED, "PT/kpu-kab-jombang/2026/1")
    assert request.warn_on is None
    fulfilling.hand_over(
        request, values={"given": "Berkas LRA 2025", "way": "email"}, by=people.ani, at=MORNING
    )
    fulfilling.confirm_receipt(request, by=None, at=MORNING)
    fulfilling.rate(request, rating=5, by=None, at=MORNING)

    assert HandOver.objects.get().confirmed_at == MORNING
    request.refresh_from_db()
    assert request.due_on
    assert fulfilling.close_due(at=MORNING + timedelta(days=10)) == 0
    after = datetime.combine(request.due_on + timedelta(days=1), datetime.min.time(), UTC)
    assert fulfilling.close_due(at=after) == 1
    assert _verbs(request)[-1] == "close"


def test_a_partial_grant_says_what_is_withheld(people: Cast) -> None:
    request = made.in_process(at=MORNING, by=people.ani)
    values = {"answer": "Sebagian.", "ground": "not_documented", "ground_reason": "Belum ada."}

    with pytest.raises(BadFields) as fault:
        decide_request(
            request, status=RequestStatus.PARTLY_GRANTED, values=values, by=made.ppid(), at=MORNING
        )
    assert "black_out_note" in fault.value.fields


def test_a_mixed_request_becomes_two_that_count_from_the_same_day(people: Cast) -> None:
    request = made.registered(at=MORNING, by=people.ani)
    other = parting.split_request(
        request,
        here="Salinan DPT.",
        there="Daftar gaji pegawai.",
        by=people.ani,
        at=MORNING + timedelta(days=1),
    )
    request.refresh_from_db()

    assert (request.details, other.details) == ("Salinan DPT.", "Daftar gaji pegawai.")
    assert other.number == "REG/kpu-kab-jombang/2026/2"
    assert request.registered_at == other.registered_at == MORNING
    assert request.code != other.code


def test_a_request_is_handed_on_with_the_applicant_told(people: Cast) -> None:
    request = made.registered(at=MORNING, by=people.ani)
    other = parting.transfer_request(
        request, to_unit=unit("kpu-kab-sleman"), reason="Datanya di Sleman.", by=people.ani, at=MORNING
    )
    request.refresh_from_db()

    assert request.status == RequestStatus.TRANSFERRED
    assert (other.unit.slug, other.status) == ("kpu-kab-sleman", RequestStatus.RECEIVED)
    assert other.applicant_id != request.applicant_id
    assert _told(other) == ["Permohonan Anda diteruskan"]
    assert {n.account.name for n in Notification.objects.filter(unit=other.unit)} == {"Dedi"}


def test_who_read_an_older_state_is_told_so(people: Cast) -> None:
    request = made.registered(at=MORNING, by=people.ani)
    processing.start_request(request, expected=request.version, by=people.ani, at=MORNING)

    with pytest.raises(Stale):
        processing.start_request(request, expected=request.version, by=people.ani, at=MORNING)


def test_after_a_restore_numbers_are_passed_over_with_their_reason(people: Cast) -> None:
    made.registered(at=MORNING)
    numbering.pass_over(reason="Dipulihkan dari salinan.", at=MORNING)

    assert made.registered(at=MORNING).number == "REG/kpu-kab-jombang/2026/102"
    gap = NumberGap.objects.filter(series__kind="REG").get()
    assert (gap.first, gap.last) == (2, 101)


def test_neither_events_nor_letters_to_officers_name_the_applicant(people: Cast) -> None:
    maya = made.ppid()
    request = made.decided(made.in_process(at=MORNING, by=people.ani), by=maya, at=MORNING)
    processing.hear_applicant(request, body="Terima kasih.", channel=Channel.WEB, at=MORNING)
    told = [str(event.payload) for event in Event.objects.all()]
    told += [f"{row.payload} {row.key}" for row in Notification.objects.all()]
    told += [row.key for row in OutboxMail.objects.all()]

    for secret in ("Citra", made.NIK, "citra@", "3456"):
        assert not [one for one in told if secret in one]
    assert CaseMessage.objects.filter(kind="from_applicant").count() == 1


def test_warnings_go_out_once_at_half_near_the_end_on_the_last_day_and_when_it_is_late(
    people: Cast,
) -> None:
    request = made.in_process(at=MORNING, by=people.ani)
    told = []
    for day in range(27):
        warning.warn_due(at=MORNING + timedelta(days=day))
        again = warning.warn_due(at=MORNING + timedelta(days=day, hours=1))
        assert (again.events, again.told) == (0, 0)
    for event in Event.objects.about("information_request", request.pk).filter(verb="warn"):
        told.append((event.at.date().isoformat()[5:], event.payload["step"]))

    # Target: 10 working days from 4 June with joint leave as work; 16 June is a holiday.
    assert told == [("06-11", 1), ("06-17", 2), ("06-19", 3), ("06-22", 4), ("06-25", 5)]
    assert {row.account.name for row in Notification.objects.filter(kind="case_due_soon")} == {"Ani"}
    late = Notification.objects.filter(kind="case_overdue").order_by("pk")
    assert {row.account.name for row in late} >= {"Ani", "Fajar", "Budi"}
    above = late.get(account=people.budi)
    assert above.payload == {"cases": 1, "units": 1, "unit": "KPU Jatim"}


def test_a_new_joint_leave_moves_open_cases_and_tells_them(people: Cast) -> None:
    request = made.in_process(at=MORNING, by=people.ani)
    elsewhere = made.registered(at=MORNING, slug="kpu-kab-sleman")
    make.store(Holiday(day=date(2026, 6, 12), kind="regional", name="Libur daerah", region_code="35"))

    assert recounting.recount_cases(at=MORNING) == 1
    request.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (request.due_on, elsewhere.due_on) == (date(2026, 6, 22), date(2026, 6, 19))
    assert recounting.recount_cases(at=MORNING) == 0
    event = Event.objects.about("information_request", request.pk).get(verb="move_due")
    assert (event.payload["before"], event.payload["due"]) == ("2026-06-19", "2026-06-22")
    assert "Tenggat permohonan Anda berubah" in _told(request)
    assert Notification.objects.filter(kind="case_moved").exists()


def test_what_a_holiday_would_move_is_shown_before_it_is_saved(people: Cast) -> None:
    made.in_process(at=MORNING, by=people.ani)
    new = workdays.Holiday(date(2026, 6, 12), workdays.HolidayKind.JOINT_LEAVE, "Cuti bersama")

    def changed(code: str) -> workdays.Calendar:
        return workdays.Calendar.of([*workdays.shipped_holidays(), new], code)

    moves, count = recounting.preview(calendar=changed)
    assert count == 1
    assert (moves[0].before, moves[0].after) == (date(2026, 6, 19), date(2026, 6, 22))
    assert InformationRequest.objects.get().due_on == date(2026, 6, 19)
