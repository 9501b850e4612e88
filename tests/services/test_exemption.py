"""Exempt information from the first draft to the public list, and open again when its time is over."""

from datetime import date, timedelta

import pytest

from terbuka.models import CatalogueEntry, Event, ExemptDocument, Notification
from terbuka.rules import exemption
from terbuka.rules.limits import Regime
from terbuka.rules.notify import Kind
from terbuka.rules.people import Role
from terbuka.rules.ruling import Refused, Stale
from terbuka.services.catalogue import exemptdeciding, exempting
from terbuka.services.catalogue.exemptrows import KIND, clock_of_test
from terbuka.services.jobs.exemptions import end_exemptions
from terbuka.services.jobs.reminders import remind
from terbuka.services.search import find
from terbuka.services.units import BadFields
from terbuka.web.exemption.public import rows_of
from tests import make
from tests.make import exemption as made
from tests.make.cast import JOMBANG, Cast, appoint, cast, unit

pytestmark = pytest.mark.django_db
BAWASLU = "bawaslu-kab-jombang"
SOON = date(2026, 12, 31)


@pytest.fixture
def people() -> Cast:
    return cast()


def _told(kind: Kind) -> set[tuple[str, str]]:
    return set(Notification.objects.filter(kind=kind.value).values_list("account__name", "path"))


def _found(words: str) -> list[str]:
    return [hit.entry.path for hit in find(words, {"kind": "notice"}).hits]


def test_from_proposal_to_the_public_list(people: Cast) -> None:
    lina = made.supervisor()
    test = made.begun(people)
    diploma = made.document(test, people)
    health = made.document(test, people, title=made.HEALTH, harm="Riwayat sakit calon diketahui umum.")

    test = exempting.propose_test(test, by=people.ani, at=make.NOON)
    assert test.number == f"UK/{JOMBANG}/2026/1"
    assert _told(Kind.TEST_PROPOSED) == {("Fajar", f"/kerja/{JOMBANG}/uji/{test.pk}/")}
    test = exemptdeciding.escalate_test(test, by=people.fajar, at=make.NOON)
    assert ("Lina", f"/kerja/{made.PROVINCE}/uji/{test.pk}/") in _told(Kind.TEST_PROPOSED)
    assert rows_of(unit()) == []

    made.decided(test, lina, only={diploma.pk})

    assert [row.document.title for row in rows_of(unit())] == [made.DIPLOMA]
    assert _found("ijazah calon") == [f"/satker/{JOMBANG}/dikecualikan/"]
    health.refresh_from_db()
    assert (health.status, health.decision_note) == ("kept_open", "Tidak memuat data pribadi.")
    assert _told(Kind.TEST_DECIDED) == {("Ani", f"/kerja/{JOMBANG}/uji/{test.pk}/")}
    verbs = list(Event.objects.about(KIND, test.pk).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["begin", "add_document", "add_document", "propose", "escalate", "decide"]


def test_a_blanket_exemption_is_refused_naming_what_each_document_lacks(people: Cast) -> None:
    test = made.begun(people)
    made.document(test, people)
    made.document(test, people, title="KTP calon", harm="", public_interest="")

    with pytest.raises(Refused, match="KTP calon: tulis akibat bila dibuka bagi dokumen ini"):
        exempting.propose_test(test, by=people.ani, at=make.NOON)

    assert Event.objects.about(KIND, test.pk).filter(verb="propose").count() == 0


def test_a_number_of_a_person_never_stands_in_what_the_public_reads(people: Cast) -> None:
    test = made.begun(people)
    with pytest.raises(BadFields) as fault:
        made.document(test, people, harm="NIK 3517081203850001 milik calon dapat disalahgunakan orang.")
    assert set(fault.value.fields) == {"harm"}


def test_kpu_regencies_hand_up_and_bawaslu_regencies_decide(people: Cast) -> None:
    here = made.proposed(people)
    with pytest.raises(Refused, match="diputus tingkat di atasnya"):
        made.decided(here, people.fajar)

    there = made.proposed(people, slug=BAWASLU)
    nina = made.supervisor(BAWASLU, "Nina")
    with pytest.raises(Refused, match="memutus sendiri"):
        exemptdeciding.escalate_test(there, by=nina, at=make.NOON)
    assert made.decided(there, nina).status == "approved"
    assert len(rows_of(unit(BAWASLU))) == 1


def test_the_proposer_cannot_decide_nor_can_a_supervisor_elsewhere(people: Cast) -> None:
    test = made.escalated(people)
    appoint(people.ani, Role.SUPERVISOR, made.PROVINCE)
    with pytest.raises(Refused, match="Yang mengusulkan tidak boleh memutus"):
        made.decided(test, people.ani)
    with pytest.raises(Refused, match="atasan PPID satker yang berwenang"):
        made.decided(test, people.fajar)
    with pytest.raises(Refused, match="atasan PPID satker yang berwenang"):
        made.decided(test, made.supervisor("kpu-provinsi-bali", "Wayan"))


def test_a_decision_needs_its_decree_and_a_reason_for_what_stays_open(people: Cast) -> None:
    test, lina = made.escalated(people), made.supervisor()
    one = test.documents.get()
    with pytest.raises(BadFields) as fault:
        exemptdeciding.decide_test(test, approved=[one.pk], notes={}, by=lina, at=make.NOON)
    assert set(fault.value.fields) == {"decree_number", "decree_on"}
    with pytest.raises(BadFields) as fault:
        exemptdeciding.decide_test(test, approved=[], notes={}, by=lina, at=make.NOON)
    assert set(fault.value.fields) == {f"note-{one.pk}"}
    assert made.decided(test, lina, only=set()).status == "refused"


def test_a_test_sent_back_is_a_draft_of_the_unit_alone(people: Cast) -> None:
    test, lina = made.escalated(people), made.supervisor()
    test = exemptdeciding.return_test(test, note_text="Rinci lagi akibatnya.", by=lina, at=make.NOON)
    assert (test.status, test.escalated_to, test.decision_note) == ("draft", None, "Rinci lagi akibatnya.")
    assert _told(Kind.TEST_RETURNED) == {("Ani", f"/kerja/{JOMBANG}/uji/{test.pk}/")}
    assert _told(Kind.TEST_DECIDED) == set()
    assert exempting.propose_test(test, by=people.ani, at=make.NOON).number == f"UK/{JOMBANG}/2026/1"
    with pytest.raises(Refused, match="tidak dapat diubah"):
        made.document(test, people, title="Satu lagi")


def test_whoever_has_the_test_is_reminded_of_the_request_behind_it(people: Cast) -> None:
    received = {
        "moment": exemption.TestMoment.AT_REQUEST.value,
        "received_on": date(2026, 2, 13),
        "regime": Regime.UMUM.value,
        "request_number": "REG/kpu-kab-jombang/2026/7",
    }
    morning = make.NOON.replace(year=2026, month=2, day=25)
    test = made.begun(people, at=morning, **received)  # to be answered by Tuesday 3 March
    remind(at=morning)
    assert _told(Kind.TEST_DUE_SOON) == set()

    for _run in range(2):
        remind(at=morning + timedelta(days=1))
    assert _told(Kind.TEST_DUE_SOON) == {("Ani", f"/kerja/{JOMBANG}/uji/{test.pk}/")}
    made.document(test, people, at=morning + timedelta(days=1))
    test = exempting.propose_test(test, by=people.ani, at=morning + timedelta(days=2))
    remind(at=make.NOON.replace(year=2026, month=3, day=3))
    remind(at=make.NOON.replace(year=2026, month=3, day=5))

    rows = Notification.objects.filter(kind=Kind.TEST_DUE_SOON.value).order_by("pk")
    told = [(row.account.name, row.payload.get("left")) for row in rows.select_related("account")]
    assert told == [("Ani", 3), ("Fajar", 0), ("Fajar", None)]


def test_the_clock_of_the_request_counts_under_its_regime(people: Cast) -> None:
    asked = {
        "moment": exemption.TestMoment.AT_REQUEST.value,
        "received_on": date(2026, 2, 13),
        "request_number": "REG/kpu-kab-jombang/2026/7",
    }
    at = make.NOON.replace(year=2026, month=2, day=16)
    for regime, answer, extended in (
        (Regime.UMUM, date(2026, 3, 3), date(2026, 3, 12)),
        (Regime.PEMILU, date(2026, 2, 20), date(2026, 2, 24)),
    ):
        test = made.begun(people, at=at, **asked, regime=regime.value)
        clock = clock_of_test(test)
        assert clock
        assert (test.due_on, clock.answer.due, clock.extended.due) == (answer, answer, extended)
    with pytest.raises(BadFields) as fault:
        made.begun(people, at=at, moment=exemption.TestMoment.AT_REQUEST.value)
    assert set(fault.value.fields) == {"received_on", "regime"}


def test_a_stale_save_writes_nothing(people: Cast) -> None:
    test = made.begun(people)
    one = made.document(test, people)
    values = {"title": "Ijazah", **made.REASONS}
    exempting.save_document(one, values, expected=1, by=people.ani, at=make.NOON)
    with pytest.raises(Stale):
        exempting.save_document(one, values, expected=1, by=people.ani, at=make.NOON)
    exempting.remove_document(one, by=people.ani, at=make.NOON)
    with pytest.raises(Stale):
        exempting.remove_document(one, by=people.ani, at=make.NOON)


def _withheld(people: Cast) -> ExemptDocument:
    """A report of KPU Kabupaten Jombang that proves an item, withheld until the end of 2026."""
    test = made.begun(people)
    one = made.reported(test, people, until=SOON, item="KIN-05")
    test = exempting.propose_test(test, by=people.ani, at=make.NOON)
    test = exemptdeciding.escalate_test(test, by=people.fajar, at=make.NOON)
    made.decided(test, made.supervisor())
    one.refresh_from_db()
    return one


def test_when_its_term_ends_it_opens_the_item_is_owed_again_and_the_unit_is_told(people: Cast) -> None:
    one = _withheld(people)
    entry = CatalogueEntry.objects.get(unit=unit(), item__code="KIN-05")
    assert entry.waived_reason == "Dikecualikan dengan 12/PPID/2026."
    last = make.NOON.replace(year=2026, month=12, day=31)

    end_exemptions(at=last)
    one.refresh_from_db()
    assert one.status == exemption.ExemptStatus.EXEMPT

    end_exemptions(at=last + timedelta(days=1))
    end_exemptions(at=last + timedelta(days=2))

    one.refresh_from_db()
    entry.refresh_from_db()
    assert (one.status, one.reopened_by, entry.waived_at) == ("reopened", None, None)
    assert _told(Kind.EXEMPTION_ENDED) == {("Ani", f"/kerja/{JOMBANG}/uji/{one.test_id}/")}
    assert Event.objects.about(KIND, one.test_id).filter(verb="expire").count() == 1
    assert rows_of(unit()) == []


def test_written_consent_opens_a_personal_secret_before_its_time(people: Cast) -> None:
    test = made.decided(made.escalated(people), made.supervisor())
    one = test.documents.get()
    with pytest.raises(Refused, match="persetujuan tertulis"):
        exemptdeciding.reopen_document(one, reason="", by=people.fajar, at=make.NOON)
    reason = "Persetujuan tertulis calon, 2 Maret 2026."
    one = exemptdeciding.reopen_document(one, reason=reason, by=people.fajar, at=make.NOON)
    assert (one.status, one.reopen_reason, one.reopened_by) == ("reopened", reason, people.fajar)
    assert rows_of(unit()) == []
    assert _found("ijazah calon") == []
    with pytest.raises(Refused, match="hanya yang dikecualikan"):
        exemptdeciding.reopen_document(one, reason=reason, by=people.fajar, at=make.NOON)
