"""The officer's side of requests: what is urgent first, what the law stops, and nothing of another unit."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from terbuka.models import Account, CaseMessage, ConsequenceTest, Event, InformationRequest
from terbuka.rules.register.requests import RequestStatus
from terbuka.services.register.rows import REQUEST
from tests.documents import made as documents
from tests.make import asking, exemption, register
from tests.make.cast import JOMBANG, Cast, cast, unit
from tests.web.test_scope import BACKEND

pytestmark = pytest.mark.django_db
HERE = f"/kerja/{JOMBANG}/permohonan/"
# A Monday with no holiday near, at ten in the morning in Jombang.
MONDAY = datetime(2026, 7, 6, 3, 0, tzinfo=UTC)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the clock of the pages says; `at(moment)` sets it."""

    def says(moment: datetime) -> datetime:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    says(MONDAY)
    return says


def _browser(person: Account) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def _page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_what_is_urgent_stands_first_and_many_are_assigned_at_once(people: Cast, at: Any) -> None:
    ani = _browser(people.ani)
    late = register.in_process(at=MONDAY - timedelta(days=30), by=people.ani, details="Yang terlambat")
    fresh = register.registered(at=MONDAY, details="Yang baru")
    soon = register.registered(at=MONDAY - timedelta(days=11), details="Yang segera")
    waiting = register.asked(at=MONDAY, details="Yang belum lengkap", address="")

    page = _page(ani, HERE)
    places = [page.index(one.subject) for one in (late, soon, fresh)]
    assert places == sorted(places)
    assert "<strong>1 terlambat</strong>" in page
    assert "sisa 1 hari kerja" in page or "hari ini" in page

    ani.post(HERE, {"act": "tugaskan", "pilih": [fresh.pk, waiting.pk], "kepada": people.ani.pk})
    mine = _page(ani, f"{HERE}?petugas=saya")
    assert "Yang baru" in mine
    assert "Yang belum lengkap" in mine
    assert "Yang segera" not in mine

    ani.post(f"{HERE}?petugas=saya", {"act": "simpan-saringan", "nama": "Punyaku"})
    assert 'href="?petugas=saya">Punyaku' in _page(ani, HERE)
    assert "Punyaku" not in _page(_browser(people.fajar), HERE)

    found = ani.post(HERE, {"act": "cari", "cari": "citra segera"}).content.decode()
    assert "Yang segera" in found
    assert "Yang baru" not in found
    listed = ani.get(f"{HERE[:-1]}.csv").content.decode()
    assert late.number in listed
    assert "Citra" not in listed


def test_the_list_asks_the_database_as_often_for_fourteen_as_for_two(people: Cast, at: Any) -> None:
    ani = _browser(people.ani)
    asked = []
    for wanted in (2, 12):
        for number in range(wanted):
            register.registered(at=MONDAY, details=f"Permohonan {wanted}-{number}")
        ani.get(HERE)
        with CaptureQueriesContext(connection) as seen:
            ani.get(HERE)
        asked.append(len(seen))

    assert asked[0] == asked[1]


def test_from_the_desk_to_the_receipt_read_back_in_between(people: Cast, at: Any) -> None:
    ani = _browser(people.ani)
    typed = register.ASKED | {"channel": "desk", "identity": "", "identity_kind": "at_desk", "key": "meja-1"}

    wrong = ani.post(f"{HERE}baru/", typed | {"email": "bukan surel", "act": "periksa"})
    assert wrong.status_code == 400
    assert typed["details"] in wrong.content.decode()

    back = ani.post(f"{HERE}baru/", typed | {"act": "periksa"}).content.decode()
    assert "Bacakan kembali" in back
    assert not InformationRequest.objects.exists()

    saved = ani.post(f"{HERE}baru/", typed | {"act": "simpan"})
    case = InformationRequest.objects.get()
    assert case.number
    receipt = _page(ani, saved.headers["Location"])
    assert case.number in receipt
    assert case.code in receipt
    again = ani.post(f"{HERE}baru/", typed | {"act": "simpan"})
    assert again.headers["Location"] == saved.headers["Location"]


def test_an_answer_is_extended_once_and_not_after_hours_of_the_last_day(people: Cast, at: Any) -> None:
    first, second = (register.in_process(at=MONDAY, by=people.ani, key=key) for key in "ab")
    last_day = datetime(2026, 7, 20, 3, 0, tzinfo=UTC)
    at(last_day)
    ani = _browser(people.ani)
    told = _page(ani, f"{HERE}{first.pk}/perpanjang/")
    assert "Rab, 29 Jul 2026" in told
    ani.post(
        f"{HERE}{first.pk}/perpanjang/", {"reason": "Masih dikumpulkan dari PPK.", "version": first.version}
    )
    first.refresh_from_db()
    assert first.status == RequestStatus.EXTENDED
    assert "hanya dapat diperpanjang satu kali" in _page(ani, f"{HERE}{first.pk}/perpanjang/")

    at(last_day + timedelta(hours=10))
    late = _browser(people.ani).post(
        f"{HERE}{second.pk}/perpanjang/", {"reason": "Masih.", "version": second.version}
    )

    assert late.status_code == 400
    assert "sebelum hari terakhir berakhir" in late.content.decode()
    assert "UU 14/2008 Pasal 22 ayat (8)" in late.content.decode()
    second.refresh_from_db()
    assert second.extended_at is None


def _answer(case: InformationRequest, **more: Any) -> dict[str, Any]:
    return {"version": case.version, "form": "soft_copy", "answer": "", "is_public": "", **more}


def test_article_17_refuses_nothing_without_an_approved_test(people: Cast, at: Any) -> None:
    maya = _browser(register.ppid())
    case = register.in_process(at=MONDAY, by=people.ani)
    where = f"{HERE}{case.pk}/jawab/"
    typed = _answer(case, status="refused", ground="exempt", ground_reason="Akibatnya berat.")

    checked = maya.post(where, typed | {"act": "periksa"})
    sent = maya.post(where, typed | {"act": "putuskan"})

    assert checked.status_code == sent.status_code == 400
    assert "uji konsekuensi yang sudah disetujui" in sent.content.decode()
    case.refresh_from_db()
    assert case.status == RequestStatus.IN_PROCESS
    _browser(people.ani).post(
        f"{HERE}{case.pk}/uji/", {"test": "baru", "subject": "Berkas calon", "version": case.version}
    )
    test = ConsequenceTest.objects.get()
    assert test.request_number == case.number
    assert test.due_on == case.due_on
    exemption.document(test, people, at=MONDAY)
    case.refresh_from_db()
    typed["version"] = case.version
    assert case.status == RequestStatus.CONSEQUENCE_TEST
    assert maya.post(where, typed | {"act": "putuskan"}).status_code == 400


def test_part_is_given_with_what_it_costs_and_a_file_the_guard_has_seen(people: Cast, at: Any) -> None:
    maya = _browser(register.ppid())
    case = register.in_process(at=MONDAY, by=people.ani)
    where = f"{HERE}{case.pk}/jawab/"
    typed = _answer(
        case, status="partly_granted", answer="Terlampir.", black_out_note="Nomor telepon saksi.",
        ground="not_documented", ground_reason="Rinciannya belum didokumentasikan.",
    ) | {"what-0": "Fotokopi", "count-0": "12", "each-0": "500", "is_public": "ya",
         "public_summary": "Citra Lestari meminta realisasi anggaran."}  # fmt: skip

    named = maya.post(where, typed | {"act": "periksa"})
    assert "menyebut nama pemohon" in named.content.decode()
    typed["public_summary"] = "Realisasi anggaran 2025 dan di mana mendapatnya."
    file = SimpleUploadedFile("jawaban.pdf", documents.pdf("NIK 3517012304900007 milik saksi"))
    page = maya.post(where, typed | {"act": "periksa", "berkas": file}).content.decode()
    assert "Rp6.000" in page
    assert "NIK" in page
    assert "3517012304900007" not in page
    token = page.split('name="siap" value="')[1].split('"')[0]

    unread = maya.post(where, typed | {"act": "putuskan", "siap": token})
    assert "sudah Anda baca" in unread.content.decode()
    done = maya.post(where, typed | {"act": "putuskan", "siap": token, "terbaca": "ya"})

    assert done.status_code == 302
    case.refresh_from_db()
    assert case.status == RequestStatus.PARTLY_GRANTED
    assert case.notice.costs == [{"what": "Fotokopi", "count": 12, "each": 500}]
    assert case.files.get(kind="answer").released_at == MONDAY


def test_an_identity_is_shown_to_who_may_see_it_and_each_look_is_recorded(people: Cast, at: Any) -> None:
    case = register.registered(at=MONDAY)
    maya, ani = _browser(register.ppid()), _browser(people.ani)
    assert register.NIK not in _page(maya, f"{HERE}{case.pk}/")

    shown = maya.post(f"{HERE}{case.pk}/identitas/").content.decode()

    assert register.NIK in shown
    assert ani.post(f"{HERE}{case.pk}/identitas/").status_code == 403
    looks = Event.objects.about(REQUEST, case.pk).filter(verb="show_identity")
    assert [one.by_id for one in looks] == [register.ppid().pk]
    assert register.NIK not in str(list(Event.objects.values_list("payload", flat=True)))


def test_a_ready_answer_fills_in_the_case(people: Cast, at: Any) -> None:
    ani = _browser(people.ani)
    case = register.registered(at=MONDAY)
    ani.post(f"{HERE}jawaban-siap/baru/", {"title": "Dicarikan", "body": "Yth. {nama}, {nomor}: {tenggat}."})
    page = _page(ani, f"{HERE}{case.pk}/pesan/")
    link = page.split("?jawaban=")[1].split('"')[0]

    filled = _page(ani, f"{HERE}{case.pk}/pesan/?jawaban={link}")

    assert f"Yth. Citra Lestari, {case.number}: Sen, 20 Jul 2026." in filled
    ani.post(
        f"{HERE}{case.pk}/pesan/",
        {"way": "kepada", "channel": "system", "body": "Sedang dicari.", "key": "1"},
    )
    ani.post(f"{HERE}{case.pk}/catatan/", {"body": "Tanya Pak Joni."})
    kinds = CaseMessage.objects.filter(request=case, by=people.ani).values_list("kind", "body")
    assert ("to_applicant", "Sedang dicari.") in kinds
    assert ("note", "Tanya Pak Joni.") in kinds


def test_a_mixed_request_is_split_and_one_of_another_unit_is_handed_on(people: Cast, at: Any) -> None:
    ani = _browser(people.ani)
    case = register.registered(at=MONDAY)
    ani.post(
        f"{HERE}{case.pk}/pecah/",
        {"here": "Anggaran 2025", "there": "Daftar pemilih tetap", "version": case.version},
    )
    other = case.parts.get()
    assert other.details == "Daftar pemilih tetap"

    ani.post(
        f"{HERE}{other.pk}/teruskan/",
        {"to": "Sleman", "unit": "kpu-kab-sleman", "reason": "Dikuasai di sana.", "version": other.version},
    )

    there = InformationRequest.objects.get(unit__slug="kpu-kab-sleman")
    assert there.came_from == other
    assert "Daftar pemilih tetap" in _page(_browser(people.dedi), "/kerja/kpu-kab-sleman/permohonan/")


def test_nothing_of_another_unit_is_seen_or_touched(people: Cast, at: Any) -> None:
    case = register.registered(at=MONDAY)
    for stranger in (people.dedi, people.gita, people.budi, people.eka):
        browser = _browser(stranger)
        for address in (HERE, f"{HERE}{case.pk}/", f"{HERE}{case.pk}/proses/", f"{HERE[:-1]}.csv"):
            assert browser.get(address).status_code == 404
    dedi = _browser(people.dedi)
    assert dedi.get(f"/kerja/kpu-kab-sleman/permohonan/{case.pk}/").status_code == 404
    dedi.post(
        "/kerja/kpu-kab-sleman/permohonan/", {"act": "tugaskan", "pilih": case.pk, "kepada": people.dedi.pk}
    )
    case.refresh_from_db()
    assert case.assigned_to is None
    assert case.unit == unit()


def test_what_an_applicant_sent_is_opened_by_the_office_alone(people: Cast, at: Any) -> None:
    case = register.registered(at=MONDAY)
    kept = case.files.get(pk=asking.brought(case, at=MONDAY))
    address = f"/kerja/{JOMBANG}/berkas/{kept.file_id}/"

    assert _browser(people.ani).get(address).status_code == 200
    assert _browser(people.ani).get(f"{HERE}{case.pk}/berkas/{kept.pk}/").status_code == 200
    assert _browser(people.budi).get(address).status_code == 404


def test_what_is_due_stands_on_the_work_page(people: Cast, at: Any) -> None:
    case = register.in_process(at=MONDAY - timedelta(days=30), by=people.ani)

    assert case.subject in _page(_browser(people.ani), f"/kerja/{JOMBANG}/")
    assert case.subject not in _page(_browser(people.budi), f"/kerja/{JOMBANG}/")
