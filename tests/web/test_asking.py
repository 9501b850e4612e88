"""A citizen asks, follows and objects: without account, cookie or script, and nothing typed is lost."""

import logging
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from terbuka.models import CaseMessage, Event, IdentityScan, InformationRequest, Objection, ServiceSettings
from terbuka.rules.register.requests import RequestStatus
from terbuka.services.jobs.indexing import index_public
from terbuka.services.pace import counter
from terbuka.web.asking import proof
from terbuka.web.masking import Mask
from tests import make
from tests.documents import made
from tests.make import asking, catalogue, register
from tests.make.cast import cast, unit

pytestmark = pytest.mark.django_db
FORM = "/permohonan/baru/kpu-kab-jombang/"
STRANGER = "36.66.7.7"
TYPED = {
    "details": "Daftar pemilih tetap per desa tahun 2024.",
    "purpose": "Penelitian.",
    "wanted_form": "soft_copy",
    "delivery": "page",
    "kind": "person",
    "name": "Citra Lestari",
    "identity_kind": "at_desk",
    "identity": "",
    "address": "Jalan Merdeka 7, Jombang",
    "phone": "0812-3456-7890",
    "email": "",
    "occupation": "",
    "proxy_name": "",
    "needs_help": "",
}


def hidden(page: str, name: str) -> str:
    """The value of a field that the page carries."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def sum_of(page: str) -> str:
    """The answer to the question of the form, read as a person reads it."""
    ticket = proof.ticket_of(hidden(page, "tiket"), unit())
    assert ticket
    assert str(ticket.question) in page
    return str(ticket.first + ticket.second)


def checked(browser: Client, **changed: Any) -> str:
    """The page on which one reads over what will be sent."""
    page = browser.get(FORM).content.decode()
    told = {"langkah": "periksa", "tiket": hidden(page, "tiket"), "jumlah": sum_of(page)}
    return browser.post(FORM, TYPED | told | changed).content.decode()


def sent(browser: Client, **changed: Any) -> Any:
    """A request sent as a citizen sends it; the answer leads to its receipt."""
    given = hidden(checked(browser, **{k: v for k, v in changed.items() if isinstance(v, str)}), "izin")
    return browser.post(FORM, TYPED | changed | {"langkah": "kirim", "izin": given})


def test_a_citizen_asks_gets_a_number_and_a_due_date_and_finds_the_case_again(client: Client) -> None:
    receipt = client.get(sent(client).headers["Location"])
    page, case = receipt.content.decode(), InformationRequest.objects.get()

    assert case.status == RequestStatus.REGISTERED
    assert case.number in page
    assert case.due_on
    assert "Bagaimana tanggal ini dihitung" in page
    assert "Sabtu" in page  # a day that was not counted
    assert receipt.headers["Cache-Control"] == "no-store"
    assert receipt.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in receipt.headers["X-Robots-Tag"]
    assert not client.cookies
    typed = "-".join(case.code[at : at + 5] for at in range(0, 20, 5)).lower()
    assert client.post("/permohonan/kode/", {"kode": typed}).headers["Location"] == f"/perkara/{case.code}/"


def test_a_button_pressed_twice_sends_one_request(client: Client) -> None:
    given = hidden(checked(client), "izin")
    told = TYPED | {"langkah": "kirim", "izin": given}

    first, again = client.post(FORM, told), client.post(FORM, told)

    assert InformationRequest.objects.count() == 1
    assert again.headers["Location"].split("?")[0] == first.headers["Location"].split("?")[0]


def test_what_was_typed_stands_there_again_whatever_is_wrong(client: Client) -> None:
    wrong_sum = checked(client, jumlah="99", address="")
    assert "Jawabannya belum tepat" in wrong_sum
    assert TYPED["details"] in wrong_sum
    assert "Belum diisi: alamat" in wrong_sum

    # Whoever had the sum right is not asked again while mending the rest.
    right_sum = checked(client, address="")
    assert "izin" in right_sum
    assert "Berapa" not in right_sum

    old = client.post(FORM, TYPED | {"langkah": "kirim", "izin": "bukan dari kami"})
    assert old.status_code == 400
    assert TYPED["details"] in old.content.decode()

    caught = checked(client, situs_web="http://spam.example")
    assert "Kosongkan isian ini" in caught
    assert InformationRequest.objects.count() == 0


def test_a_form_put_together_by_another_site_is_read_over_before_it_is_sent(client: Client) -> None:
    given = hidden(checked(client), "izin")
    foreign = client.post(
        FORM, TYPED | {"langkah": "kirim", "izin": given}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert foreign.status_code == 200
    assert InformationRequest.objects.count() == 0


def test_identity_is_asked_only_where_the_office_needs_it(client: Client) -> None:
    assert 'name="identity_kind"' in client.get(FORM).content.decode()
    assert "Saya tunjukkan di meja layanan" in client.get(FORM).content.decode()
    make.store(ServiceSettings(unit=unit(), needs_identity=False))
    assert 'name="identity_kind"' not in client.get(FORM).content.decode()


def test_a_scan_of_a_card_is_sealed_and_a_bad_file_loses_no_request(client: Client) -> None:
    card, letter = made.png(), made.pdf("Lampiran")
    answer = sent(
        client,
        identity_kind="nik",
        identity="3517126501900001",
        identitas=SimpleUploadedFile("ktp.png", card),
        lampiran=[SimpleUploadedFile("a.pdf", letter), SimpleUploadedFile("b.exe", b"MZ\x00")],
    )
    case = InformationRequest.objects.get()
    page = client.get(answer.headers["Location"]).content.decode()

    scan = IdentityScan.objects.get()
    assert bytes(scan.sealed or b"") != card
    assert [one.file.name for one in case.files.all()] == ["a.pdf"]
    assert "Sebagian berkas tidak dapat diterima" in page
    assert "3517126501900001" not in page
    payloads = " ".join(str(one) for one in Event.objects.values_list("payload", flat=True))
    assert "3517126501900001" not in payloads
    assert "Citra" not in payloads


def test_many_requests_of_one_address_wait_and_lose_nothing(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("terbuka.web.asking.new.SENT", (1, 3600))
    counter().forget()
    browser = Client(REMOTE_ADDR=STRANGER)

    assert sent(browser).status_code == 302
    second = sent(browser)

    assert second.status_code == 429
    assert TYPED["details"] in second.content.decode()
    counter().forget()


def test_codes_are_not_tried_by_the_thousand_and_a_wrong_one_tells_nothing(monkeypatch: Any) -> None:
    monkeypatch.setattr("terbuka.web.asking.door.MISSES", (3, 600))
    counter().forget()
    browser = Client(REMOTE_ADDR=STRANGER)

    pages = [browser.get(f"/perkara/{'A' * 20}/"), browser.post("/permohonan/kode/", {"kode": "x"})]
    pages.append(browser.get("/perkara/tidak-ada/"))

    assert [page.status_code for page in pages] == [404, 404, 404]
    assert len({len(page.content) for page in (pages[0], pages[2])}) == 1
    assert browser.get(f"/perkara/{'B' * 20}/").status_code == 429
    counter().forget()


def test_the_code_of_a_case_stays_out_of_the_log() -> None:
    line = logging.LogRecord(
        "django.request", logging.ERROR, "", 1, "%s: %s", ("Fault", "/perkara/ABC23/pesan/"), None
    )
    assert Mask().filter(line)
    assert line.getMessage() == "Fault: /perkara/…/pesan/"


def test_what_is_public_comes_up_and_one_click_counts_as_served(client: Client) -> None:
    catalogue.shelf(cast(), at=timezone.now())
    index_public(at=timezone.now())
    page = client.get("/permohonan/?q=laporan+kinerja+kpu+jombang").content.decode()
    assert "Ajukan kepada KPU Kabupaten Jombang" in page
    assert "Ini sudah menjawab saya" in page
    part = client.get("/permohonan/usul/?q=laporan+kinerja+kpu+jombang").content.decode()
    assert "<html" not in part
    assert "Ini sudah menjawab saya" in part

    client.post("/permohonan/terjawab/", {"jawaban": hidden(page, "jawaban")})

    told = Event.objects.get(verb="answered_before_asking")
    assert told.by_id is None
    assert set(told.payload) == {"unit", "publication", "entry"}


def test_an_applicant_writes_completes_confirms_and_rates(client: Client) -> None:
    now, maya = timezone.now(), register.ppid()
    cast()
    short = register.asked(at=now, address=None)
    own = f"/perkara/{short.code}/"
    assert "alamat" in client.get(own).content.decode()
    client.post(f"{own}lengkapi/", {"address": "Jalan Merdeka 7"})
    short.refresh_from_db()
    assert short.status == RequestStatus.REGISTERED

    empty = client.post(f"{own}pesan/", {"pesan": " "})
    assert empty.status_code == 400
    for _press in range(2):
        client.post(f"{own}pesan/", {"pesan": "Cukup per kecamatan."})
    assert CaseMessage.objects.filter(request=short, kind="from_applicant").count() == 1

    client.post(f"{own}cabut/", {"sebab": "Sudah ketemu."})
    short.refresh_from_db()
    assert short.status == RequestStatus.WITHDRAWN
    assert client.post(f"{own}nilai/", {"nilai": "5"}).status_code == 400

    answered = register.decided(register.in_process(at=now, by=maya), by=maya, at=now)
    assert client.post(f"/perkara/{answered.code}/nilai/", {"nilai": "5"}).status_code == 302
    answered.refresh_from_db()
    assert answered.rating == 5


def test_an_applicant_objects_on_grounds_that_fit_and_only_those(client: Client) -> None:
    now, maya = timezone.now(), register.ppid()
    cast()
    case = register.decided(register.in_process(at=now, by=maya), by=maya, at=now)
    own = f"/perkara/{case.code}/"
    page = client.get(own).content.decode()
    assert 'value="d"' in page  # answered, not as asked
    assert 'value="c"' not in page  # not answered

    unsaid = client.post(
        f"{own}keberatan/", {"alasan": ["d"], "posisi": "", "ingin": "Semua halaman.", "ke": "0"}
    )
    assert unsaid.status_code == 400
    assert "Semua halaman." in unsaid.content.decode()
    told = {"alasan": ["d"], "posisi": "Hanya sampulnya yang dikirim.", "ke": "0"}
    first = client.post(f"{own}keberatan/", told)
    again = client.post(f"{own}keberatan/", told)

    objection = Objection.objects.get()
    assert first.headers["Location"] == again.headers["Location"] == f"/perkara/{objection.code}/?baru=1"
    assert objection.number in client.get(first.headers["Location"]).content.decode()


def test_what_must_be_published_and_is_not_may_be_objected_to_without_a_request(client: Client) -> None:
    address = "/keberatan/baru/?satker=kpu-kab-jombang"
    page = client.get(address).content.decode()
    code = re.findall(r'<option value="([A-Z]+-\d+)"', page)[0]
    told = {
        "satker": "kpu-kab-jombang",
        "tiket": hidden(page, "tiket"),
        "jumlah": sum_of(page),
        "butir": code,
        "position": "Tidak ada di situs mana pun.",
        "name": "Citra",
        "phone": "0812-3456-7890",
    }
    answer = client.post("/keberatan/baru/", told)
    assert answer.headers["Location"] == f"/perkara/{Objection.objects.get().code}/?baru=1"


def test_files_of_a_case_open_by_its_own_code_alone(client: Client) -> None:
    cast()
    now = timezone.now()
    mine, theirs = register.registered(at=now, key="a"), register.registered(at=now, key="b")
    pk = asking.brought(mine, at=now)

    assert client.get(f"/perkara/{mine.code}/berkas/{pk}/").status_code == 200
    assert client.get(f"/perkara/{theirs.code}/berkas/{pk}/").status_code == 404
