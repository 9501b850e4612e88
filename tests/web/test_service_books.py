"""Registers and reports as pages: names for the office alone, totals for those above and for all."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from terbuka.models import Event
from tests.make import registers
from tests.make.cast import JOMBANG, Cast, cast
from tests.web.test_scope import BACKEND

pytestmark = pytest.mark.django_db
HERE, PUBLIC = f"/kerja/{JOMBANG}/register/", f"/satker/{JOMBANG}/layanan"
SUMMARY = "Berkas pencalonan bupati 2024, tanpa nomor ijazah"


@pytest.fixture
def people() -> Cast:
    return cast()


def _browser(person: object) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)  # type: ignore[arg-type]
    return client


def test_the_public_register_tells_nothing_that_an_applicant_wrote(people: Cast) -> None:
    told = {"is_public": True, "public_summary": SUMMARY}
    registers.answered(people.ani, 1)
    registers.answered(people.ani, 2, result="refused", notice=told)

    pages = [Client().get(f"{PUBLIC}{end}").content.decode() for end in ("/", ".csv", ".json", "/?lang=en")]

    for page in pages:
        assert "REG/kpu-kab-jombang/2026/2" in page
        assert SUMMARY in page
        for private in (
            "Citra",
            "Merdeka",
            "0812",
            "contoh.example",
            "Diwek",
            "partisipasi",
            "Guru",
            "ijazah c",
        ):
            assert private not in page
    rows = json.loads(pages[2])
    assert rows[1] == {
        "nomor": "REG/kpu-kab-jombang/2026/1",
        "tanggal": "2026-03-02",
        "pokok": "Informasi kelembagaan",
        "hasil": "dikabulkan",
        "tanggal_jawaban": "2026-03-06",
        "hari_kerja": 4,
    }


def test_the_office_takes_its_register_and_that_is_recorded_those_above_see_totals(people: Cast) -> None:
    registers.answered(people.ani, 1)
    file = f"{HERE}permohonan.csv?tahun=2026"

    assert "Citra Lestari" in _browser(people.ani).get(file).content.decode()
    assert Event.objects.filter(subject_kind="register", verb="export", by_id=people.ani.pk).count() == 1
    above = _browser(people.budi)
    page = above.get(f"{HERE}?tahun=2026").content.decode()

    assert "<strong>1 permohonan</strong>" in page
    assert "Citra" not in page
    assert "permohonan.csv" not in page
    assert above.get(file).status_code == 404
    assert _browser(people.gita).get(HERE).status_code == 404


def test_a_report_is_written_published_and_read_by_anybody(people: Cast) -> None:
    year = timezone.localdate().year - 1
    registers.answered(people.ani, 1, at=registers.MONDAY - timedelta(days=365 * (2026 - year)))
    ani, fajar, here = _browser(people.ani), _browser(people.fajar), f"{HERE}laporan/{year}/"
    public = f"/satker/{JOMBANG}/laporan-layanan/{year}"
    assert Client().get(f"{public}.json").status_code == 404

    typed = dict.fromkeys(
        ("policy", "means", "staff", "obstacles_inside", "obstacles_outside", "recommendations"), "Ada."
    )
    wrong = ani.post(here, typed | {"budget": "banyak", "budget_spent": "", "version": "0"})
    assert wrong.status_code == 400
    assert "12.500.000" in wrong.content.decode()
    assert (
        ani.post(here, typed | {"budget": "5.000.000", "budget_spent": "", "version": "0"}).status_code == 302
    )
    assert ani.post(f"{here}umumkan/", {"version": "1"}).status_code == 403
    assert fajar.post(f"{here}umumkan/", {"version": "1"}).status_code == 302

    told = json.loads(Client().get(f"{public}.json").content)
    assert (told["budget"], told["own"]["requests"]["received"]) == (5_000_000, 1)
    assert Client().get(f"{public}.pdf").content.startswith(b"%PDF")
    assert f"laporan-layanan/{year}.pdf" in Client().get(f"{PUBLIC}/").content.decode()


def test_words_of_a_paper_are_refused_with_the_typed_text_kept_then_saved_and_dropped(people: Cast) -> None:
    fajar, here = _browser(people.fajar), f"{HERE}naskah/tanda-bukti/"

    wrong = fajar.post(here, {"opening": "Yth. {nik}", "closing": "", "version": "0"})
    assert wrong.status_code == 400
    assert "Yth. {nik}" in wrong.content.decode()
    assert fajar.post(here, {"opening": "Yth. {pemohon}", "closing": "", "version": "0"}).status_code == 302
    assert "Yth. {pemohon}" in _browser(people.budi).get(f"{HERE}naskah/").content.decode()
    assert _browser(people.ani).get(here).status_code == 403
    fajar.post(here, {"act": "drop"})
    assert "Yth. {pemohon}" not in fajar.get(f"{HERE}naskah/").content.decode()
