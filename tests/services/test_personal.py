"""Personal data of applicants: sealed, found by a digest, erased only when nobody needs them."""

from datetime import UTC, datetime, timedelta

import pytest

from terbuka.models import Event, IdentityScan
from terbuka.rules.register.personal import SubjectWish, SubjectWishState
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services.register import breaches, destroying, fulfilling, personal
from terbuka.services.register.taking import keep_scan, sealed_scan
from terbuka.services.units import BadFields
from tests.make import register as made
from tests.make.cast import Cast, cast, unit
from tests.make.units import photo

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 6, 4, 3, 0, tzinfo=UTC)
SCAN = photo()


@pytest.fixture
def people() -> Cast:
    return cast()


def _ended(people: Cast) -> datetime:
    """A request of Citra's that was answered and closed; gives the moment after it."""
    request = made.decided(made.in_process(at=MORNING, by=people.ani), by=made.ppid(), at=MORNING)
    keep_scan(request, scan=sealed_scan(SCAN), at=MORNING)
    after = MORNING + timedelta(days=60)
    fulfilling.close_due(at=after)
    return after


def test_a_scan_is_never_stored_open_and_goes_when_the_case_has_ended(people: Cast) -> None:
    request = made.in_process(at=MORNING, by=people.ani)
    scan = keep_scan(request, scan=sealed_scan(SCAN), at=MORNING)
    assert scan.sealed
    assert SCAN[:40] not in bytes(scan.sealed)
    assert personal.delete_scans(at=MORNING) == 0

    made.decided(request, by=made.ppid(), at=MORNING)
    fulfilling.close_due(at=MORNING + timedelta(days=60))
    assert personal.delete_scans(at=MORNING + timedelta(days=60)) == 1
    kept = IdentityScan.objects.get()
    assert (kept.sealed, bool(kept.deleted_at)) == (None, True)


def test_a_person_is_given_all_that_is_kept_whatever_way_the_number_is_written(people: Cast) -> None:
    made.registered(at=MORNING)
    made.registered(at=MORNING, email=None, phone="+62 812 3456 7890")
    found = personal.matters_of(unit(), email="CITRA@contoh.example", phone="081234567890")
    told = personal.hand_out(unit(), found, by=people.fajar, at=MORNING)

    assert len(found) == 2
    assert {matter["identity"] for matter in told["matters"]} == {made.NIK}
    assert personal.matters_of(unit("kpu-kab-sleman"), email="citra@contoh.example") == []
    assert Event.objects.filter(verb="hand_out").count() == 2


def test_data_that_somebody_still_needs_are_not_erased(people: Cast) -> None:
    request = made.in_process(at=MORNING, by=people.ani)
    with pytest.raises(Refused, match="belum selesai"):
        personal.erase([request.applicant], reason="Diminta.", by=people.fajar, at=MORNING)

    after = _ended(people)
    others = [
        one for one in personal.matters_of(unit(), email="citra@contoh.example") if one != request.applicant
    ]
    destroying.set_hold(
        others[0].requests.get(), is_held=True, reason="Pemeriksaan.", by=people.fajar, at=after
    )
    with pytest.raises(Refused, match="ditahan"):
        personal.erase(others, reason="Diminta.", by=people.fajar, at=after)


def test_what_is_erased_leaves_the_row_of_the_register_and_nothing_of_the_person(people: Cast) -> None:
    after = _ended(people)
    found = personal.matters_of(unit(), email="citra@contoh.example")
    assert personal.erase(found, reason="Diminta.", by=people.fajar, at=after) == 1

    row = found[0].requests.get()
    row.applicant.refresh_from_db()
    assert (row.number, row.applicant.name, row.applicant.identity_sealed, row.purpose) == (
        "REG/kpu-kab-jombang/2026/1",
        "",
        "",
        "",
    )
    assert not row.messages.exclude(body="").exists()
    assert personal.matters_of(unit(), email="citra@contoh.example") == []


def test_case_files_are_destroyed_after_their_years_under_minutes_with_a_number(people: Cast) -> None:
    _ended(people)
    early, late = datetime(2028, 6, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    assert destroying.destroyable(unit(), early.date()) == []
    ready = destroying.destroyable(unit(), late.date())
    with pytest.raises(BadInput, match="saksi"):
        destroying.destroy(unit(), ready, witnesses=" ", by=people.fajar, at=late)
    run = destroying.destroy(unit(), ready, witnesses="Rina, Sekretaris", by=people.fajar, at=late)

    assert run.number == "BAP/kpu-kab-jombang/2030/1"
    assert run.numbers == ["REG/kpu-kab-jombang/2026/1"]
    assert destroying.destroyable(unit(), late.date()) == []


def test_a_breach_and_a_wish_run_by_the_hour_holidays_or_not(people: Cast) -> None:
    saturday = datetime(2026, 6, 6, 3, 0, tzinfo=UTC)
    told = {"happened": "Surel salah alamat.", "data": "Nama dan alamat."}
    breach = breaches.note_breach(unit(), values=told, known_at=saturday, by=people.ani, at=saturday)
    wish = breaches.open_wish(
        unit(), wish=SubjectWish.LIMIT, details="", applicant=None, received_at=saturday, by=None, at=saturday
    )

    assert breach.due_at == wish.due_at == saturday + timedelta(hours=72)
    with pytest.raises(Refused, match="lembaga"):
        breaches.save_breach(breach, values={}, is_closed=True, expected=1, by=people.ani, at=saturday)
    with pytest.raises(BadFields):
        breaches.settle_wish(wish, state=SubjectWishState.REFUSED, result="", by=people.ani, at=saturday)
