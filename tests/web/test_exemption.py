"""Exempt information as its people see it: from a proposal to the public list, and shut to everybody else."""

import csv
import io
import json
from datetime import timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from terbuka.models import ConsequenceTest
from terbuka.services.catalogue import exemptdeciding
from tests.make import exemption as made
from tests.make.cast import JOMBANG, Cast, cast, unit
from tests.web.test_scope import BACKEND

pytestmark = pytest.mark.django_db
HERE, ABOVE = f"/kerja/{JOMBANG}/uji/", f"/kerja/{made.PROVINCE}/uji/"
PUBLIC = f"/satker/{JOMBANG}/dikecualikan/"


@pytest.fixture
def people() -> Cast:
    return cast()


def _browser(person: object) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)  # type: ignore[arg-type]
    return client


def _head() -> dict[str, str]:
    typed = made.head(held_on="2026-01-02", received_on="")
    return {name: value for name, value in typed.items() if isinstance(value, str)} | {"version": "0"}


def _document(**more: str) -> dict[str, str]:
    typed = {name: value for name, value in made.REASONS.items() if isinstance(value, str)}
    return {"title": made.DIPLOMA, **typed, "term": "tetap", "until": "", "version": "0", **more}


def _public() -> str:
    return Client().get(PUBLIC).content.decode()


def test_from_the_proposal_to_the_public_list_by_plain_forms(people: Cast) -> None:
    ani, fajar, lina = _browser(people.ani), _browser(people.fajar), _browser(made.supervisor())
    assert "Tidak ada yang dikecualikan di sini" in _public()

    begun = ani.post(f"{HERE}baru/", _head())
    test = ConsequenceTest.objects.get()
    assert begun.headers["Location"] == f"{HERE}{test.pk}/dokumen/baru/"
    own, above = f"{HERE}{test.pk}/", f"{ABOVE}{test.pk}/"

    ani.post(f"{own}dokumen/baru/", _document(harm=""))
    page = ani.get(own).content.decode()
    assert "Belum dapat diusulkan" in page
    assert "tulis akibat bila dibuka bagi dokumen ini" in page
    refused = ani.post(f"{own}usulkan/", {"version": "1"})
    assert refused.status_code == 400

    one = test.documents.get()
    ani.post(f"{own}dokumen/{one.pk}/", _document(version="1"))
    assert ani.post(f"{own}usulkan/", {"version": "1"}).status_code == 302
    assert f"Naikkan ke {unit(made.PROVINCE).short_name}" in fajar.get(own).content.decode()
    assert lina.get(above).status_code == 404

    fajar.post(f"{own}naikkan/", {"version": "2"})
    assert "1 menunggu Anda" in lina.get(ABOVE).content.decode()
    wrong = lina.post(f"{above}putuskan/", {"version": "3", f"result-{one.pk}": "exempt"})
    assert wrong.status_code == 400
    assert "Tulis nomor keputusannya." in wrong.content.decode()
    decree = {"decree_number": "12/PPID/2026", "decree_on": "2026-01-02"}
    done = lina.post(f"{above}putuskan/", {"version": "3", f"result-{one.pk}": "exempt", **decree})
    assert done.status_code == 302

    listed = _public()
    assert "<strong>1 dokumen</strong> tidak dibuka" in listed
    for told in (made.DIPLOMA, "Pasal 17 huruf h", "Pasal 4 ayat (2)", "12/PPID/2026", "Nomor ijazah"):
        assert told in listed
    # What only officers write for one another, and who they are, stays inside.
    for kept in (one.description, "Rina Dewi", "Ani", "Lina"):
        assert kept not in listed


def test_the_public_list_as_a_file_has_the_fields_of_the_law(people: Cast) -> None:
    made.decided(made.escalated(people, at=timezone.now()), made.supervisor(), at=timezone.now())

    text = Client().get(f"/satker/{JOMBANG}/dikecualikan.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    told = json.loads(Client().get(f"/satker/{JOMBANG}/dikecualikan.json?lang=en").content)

    assert [row["informasi"] for row in rows] == [made.DIPLOMA]
    assert rows[0]["nomor_sk"] == "12/PPID/2026"
    assert rows[0]["konsekuensi"] == made.REASONS["harm"]
    assert rows[0]["jangka_waktu"] == told[0]["jangka_waktu"]
    assert made.REASONS["description"] not in text


def test_other_units_find_nothing_and_the_level_above_only_what_was_handed_up(people: Cast) -> None:
    laid = made.desk(people, at=timezone.now())
    for stranger in (people.dedi, people.gita):
        browser = _browser(stranger)
        for test in (laid.draft, laid.proposed, laid.escalated, laid.approved):
            for end in ("", "putuskan/", "lembar.pdf", "keputusan.pdf"):
                assert browser.get(f"{HERE}{test.pk}/{end}").status_code == 404
    maya = _browser(made.supervisor(name="Maya"))
    everything = (laid.draft, laid.proposed, laid.escalated, laid.approved)
    seen = {test.pk: maya.get(f"{ABOVE}{test.pk}/").status_code for test in everything}
    assert seen == {
        laid.draft.pk: 404,
        laid.proposed.pk: 404,
        laid.escalated.pk: 200,
        laid.approved.pk: 200,
    }
    # Under the address of another unit a test of Jombang is not there.
    gita = _browser(people.gita)
    assert gita.get(f"/kerja/bawaslu-kab-jombang/uji/{laid.approved.pk}/").status_code == 404


def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(people: Cast) -> None:
    ani = _browser(people.ani)
    test = made.begun(people)
    where = f"{HERE}{test.pk}/dokumen/baru/"

    far = (timezone.localdate() + timedelta(days=40 * 365)).isoformat()
    answer = ani.post(where, _document(letter="a", term="tanggal", until=far))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="until-fault"' in page
    assert "paling lama 30 tahun" in page
    assert made.REASONS["public_interest"] in page
    assert f'value="{far}"' in page


def test_who_saves_second_sees_both_texts(people: Cast) -> None:
    ani = _browser(people.ani)
    one = made.document(made.begun(people), people)
    where = f"{HERE}{one.test_id}/dokumen/{one.pk}/"
    ani.post(where, _document(version="1", harm="Yang lebih dahulu disimpan orang lain."))

    answer = ani.post(where, _document(version="1", harm="Yang saya ketik belakangan di sini."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Yang lebih dahulu disimpan orang lain." in page
    assert "Yang saya ketik belakangan di sini." in page


def test_the_clock_of_a_request_is_shown_with_how_it_was_counted(people: Cast) -> None:
    today = timezone.localdate()
    test = made.begun(
        people,
        at=timezone.now(),
        moment="at_request",
        received_on=today,
        regime="umum",
        request_number="REG/kpu-kab-jombang/2026/12",
    )
    page = _browser(people.ani).get(f"{HERE}{test.pk}/").content.decode()
    assert "(10 hari kerja)" in page
    assert "(tambah 7 hari kerja)" in page
    assert "Cara menghitung" in page


def _words(pdf: bytes) -> str:
    """All words of a PDF, with single blanks."""
    with pypdfium2.PdfDocument(pdf) as paper:
        pages = [paper[number].get_textpage().get_text_range() for number in range(len(paper))]
    return " ".join(" ".join(pages).split())


def test_the_three_papers_carry_the_fields_of_the_law(people: Cast) -> None:
    test = made.decided(made.escalated(people), made.supervisor())
    fajar = _browser(people.fajar)
    expected = {
        "lembar.pdf": ("Konsekuensi bila dibuka", "Kepentingan publik", test.number, "Penyetuju", "Lina"),
        "berita-acara.pdf": ("Jumat, 2 Januari 2026", "Rina Dewi", "sependapat", "Hasil", made.DIPLOMA),
        "keputusan.pdf": ("12/PPID/2026", "Menimbang", "Peraturan Pemerintah Nomor 61", "Jangka waktu"),
    }
    for name, words in expected.items():
        answer = fajar.get(f"{HERE}{test.pk}/{name}")
        assert answer.headers["Content-Type"] == "application/pdf"
        told = _words(answer.content)
        assert [one for one in words if one not in told] == []
        assert "KONSEP" not in told


def test_a_decree_is_not_there_before_it_is_proposed(people: Cast) -> None:
    draft = made.begun(people)
    made.document(draft, people)
    assert _browser(people.ani).get(f"{HERE}{draft.pk}/keputusan.pdf").status_code == 404


def test_lists_cost_the_same_however_many_there_are(people: Cast) -> None:
    ani = _browser(people.ani)
    ani.get(HERE)  # what is read once for all pages
    counts = []
    for number in range(2):
        for _again in range(3 * number + 1):
            made.decided(made.escalated(people), made.supervisor(name=f"Lina{_again}{number}"))
        pages = (f"{HERE}", f"{HERE}{ConsequenceTest.objects.latest('pk').pk}/", f"{PUBLIC}?n={number}")
        counts.append([_queries(ani, page) for page in pages])
    assert counts[0] == counts[1]


def _queries(browser: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(page).status_code == 200
    return len(seen)


def test_a_withheld_document_is_opened_by_its_supervisor_with_the_consent(people: Cast) -> None:
    test = made.decided(made.escalated(people), made.supervisor())
    one, fajar = test.documents.get(), _browser(people.fajar)
    where = f"{HERE}{test.pk}/dokumen/{one.pk}/buka/"

    empty = fajar.post(where, {"version": str(one.version), "note": ""})
    assert empty.status_code == 400
    assert "persetujuan tertulis" in empty.content.decode()
    fajar.post(where, {"version": str(one.version), "note": "Persetujuan tertulis calon, 2 Maret 2026."})

    assert "Tidak ada yang dikecualikan di sini" in _public()
    assert exemptdeciding.expire(at=timezone.now()) == 0
