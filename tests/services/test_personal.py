"""Personal data of applicants: sealed, found by a digest, erased only when nobody needs them."""

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from terbuka.models import Event, IdentityScan, InboundMail, InformationRequest, OutboxMail
from terbuka.rules.register.personal import SubjectWish, SubjectWishState, WishProof
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services.notify import forget_old_addresses
from terbuka.services.register import breaches, destroying, fulfilling, personal, scans, subjects
from terbuka.services.register.post import letter_in, take_letter
from terbuka.services.register.registering import withdraw_request
from terbuka.services.register.rekeying import rekey
from terbuka.services.register.sealing import code_digest
from terbuka.services.register.showing import show_identity
from terbuka.services.register.taking import keep_scan, sealed_scan
from terbuka.services.units import BadFields
from tests.letters import CITRA, letter
from tests.mailbox import Mailbox
from tests.make import register as made
from tests.make.cast import Cast, cast, unit
from tests.make.personal import all_sent
from tests.make.units import photo

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 6, 4, 3, 0, tzinfo=UTC)
SCAN = photo()


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def by_mail(settings: Any, mailbox: Mailbox, tmp_path: Path) -> None:
    """Letters come and go; the data folder is this test's own."""
    settings.MAIL_DOMAIN, settings.DATA = "surat.example", tmp_path


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


def _bytes_kept() -> bytes:
    """Everything that lies in the data folder."""
    return b"".join(one.read_bytes() for one in (Path(settings.DATA) / "files").rglob("*") if one.is_file())


def _written(people: Cast, **files: bytes) -> InformationRequest:
    """A request that came by letter with files, as far as the register."""
    raw = letter(sender=f"Citra <{CITRA}>", files={f"{name}.jpg": body for name, body in files.items()})
    (mail,) = take_letter(raw, via="smtp", at=MORNING).mails
    assert mail.became
    assert mail.became.request
    return mail.became.request


@pytest.mark.usefixtures("by_mail")
def test_a_scan_that_came_by_letter_is_sealed_and_lies_open_nowhere_any_more(
    people: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    request = _written(people, ktp_citra=SCAN, peta=photo(side=80))
    card, other = request.files.order_by("title")
    assert (scans.is_proposed(card), scans.is_proposed(other)) == (True, False)
    assert base64.b64encode(SCAN)[2000:2060] in _bytes_kept().replace(b"\n", b"")

    with django_capture_on_commit_callbacks(execute=True):
        scan = scans.seal_file(request, card, by=people.ani, at=MORNING)
    assert SCAN not in _bytes_kept()
    assert base64.b64encode(SCAN)[2000:2060] not in _bytes_kept().replace(b"\n", b"")
    assert photo(side=80) in _bytes_kept()
    assert "Saya meminta" in letter_in(InboundMail.objects.get()).text
    assert scans.show_scan(request, scan, by=people.ani, at=MORNING) == SCAN
    assert Event.objects.filter(verb="show_scan", by_id=people.ani.pk).count() == 1


@pytest.mark.usefixtures("by_mail")
def test_destroyed_are_the_letter_as_it_came_the_files_and_the_address_written_to(
    people: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    request = _written(people, surat=SCAN)
    withdraw_request(request, reason=f"Citra di {CITRA} membatalkan.", by=people.ani, at=MORNING)
    all_sent()
    late = MORNING + timedelta(days=4 * 366)
    ready = destroying.destroyable(unit(), late.date())
    with django_capture_on_commit_callbacks(execute=True):
        run = destroying.destroy(unit(), ready, witnesses="Rina, Sekretaris", by=people.fajar, at=late)

    assert (run.files, run.letters) == (1, 1)
    assert _bytes_kept() == b""
    assert not InboundMail.objects.exists()
    assert not OutboxMail.objects.exclude(to="").filter(key__startswith="case-").exists()
    request.refresh_from_db()
    assert "citra" not in f"{request.details} {request.end_reason} {request.subject}".lower()


@pytest.mark.usefixtures("by_mail")
def test_a_wish_finds_the_own_matters_alone_and_erases_them_once_nothing_needs_them(people: Cast) -> None:
    after = _ended(people)
    other = made.registered(at=MORNING, name="Sari", email="sari@contoh.example", phone=None)
    wish = subjects.open_wish(
        unit(),
        wish=SubjectWish.ERASURE,
        proof=WishProof.CODE,
        phone="+62 812 3456 7890",
        email="Citra@contoh.example",
        received_at=after,
        by=people.ani,
        at=after,
    )
    assert "citra" not in str(wish.__dict__).lower()
    assert [one.name for one in subjects.matters_for(wish)] == ["Citra Lestari"]

    subjects.settle_wish(wish, state=SubjectWishState.GRANTED, result="Dihapus.", by=made.ppid(), at=after)
    assert subjects.matters_for(wish) == []
    assert other.applicant.name == "Sari"
    assert OutboxMail.objects.get(key=f"subject-{wish.pk}").to == "citra@contoh.example"
    with pytest.raises(Refused, match="sudah dijawab"):
        subjects.settle_wish(wish, state=SubjectWishState.REFUSED, result="x", by=made.ppid(), at=after)
    assert forget_old_addresses(at=after + timedelta(days=31)) == 0
    all_sent()
    assert forget_old_addresses(at=after + timedelta(days=31)) > 0
    assert not OutboxMail.objects.filter(to__icontains="citra").exists()


def test_after_a_new_key_identities_open_again_and_cases_are_found_by_code_and_address(
    people: Cast, settings: Any
) -> None:
    request = made.registered(at=MORNING)
    scan = keep_scan(request, scan=sealed_scan(SCAN), at=MORNING)
    before, settings.CASE_KEY = settings.CASE_KEY, "kunci yang baru"
    with pytest.raises(BadInput, match="kunci lama"):
        rekey("bukan kuncinya", at=MORNING)
    told = [rekey(before, at=MORNING), rekey(before, at=MORNING)]

    assert [(one.identities, one.scans, one.cases) for one in told] == [(1, 1, 1), (0, 0, 1)]
    request.refresh_from_db()
    scan.refresh_from_db()
    assert show_identity(request, by=people.ani, at=MORNING) == made.NIK
    assert scans.show_scan(request, scan, by=people.ani, at=MORNING) == SCAN
    assert personal.matters_of(unit(), phone="081234567890") == []
    assert personal.matters_of(unit(), email="citra@contoh.example") == [request.applicant]
    assert request.code_digest == code_digest(request.code)


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
    wish = subjects.open_wish(
        unit(),
        wish=SubjectWish.LIMIT,
        email="citra@contoh.example",
        received_at=saturday,
        by=None,
        at=saturday,
    )

    assert breach.due_at == wish.due_at == saturday + timedelta(hours=72)
    with pytest.raises(Refused, match="lembaga"):
        breaches.save_breach(breach, values={}, is_closed=True, expected=1, by=people.ani, at=saturday)
    with pytest.raises(BadFields):
        subjects.settle_wish(wish, state=SubjectWishState.REFUSED, result="", by=people.ani, at=saturday)
