"""Results: provisional for the unit, public after the announcement, with reasons and without people."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from terbuka.models import AssessmentRound, WorkUnit
from terbuka.rules.scoring import Category
from terbuka.services.assessment.results import announce
from tests.make import assessment, nation, verify
from tests.make.cast import JOMBANG, Cast, cast
from tests.web.test_verify import as_person, words

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
KEDIRI = "kpu-kab-kediri"
PUBLIC = ("/hasil/monev-2026/", "/hasil/monev-2026.csv", f"/satker/{JOMBANG}/hasil/monev-2026/")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def announced(people: Cast) -> AssessmentRound:
    return verify.announced(people, at=timezone.now(), silent=[KEDIRI])


def test_before_the_announcement_only_the_unit_and_those_above_see_the_result(people: Cast) -> None:
    found = verify.submitted(people, at=timezone.now())
    provisional = f"/kerja/{JOMBANG}/saq/{found.slug}/hasil/"
    assert as_person(people.ani).get(provisional).status_code == 404
    verify.verified(found, people, at=timezone.now())

    assert [Client().get(page).status_code for page in PUBLIC] == [404, 404, 404]
    said = words(as_person(people.ani).get(provisional))
    assert "Nilai 5,00 dari 100" in said
    assert "Hasil sementara" in said
    assert as_person(people.budi).get(provisional).status_code == 200
    for stranger in (people.dedi, people.gita, people.hasan):
        assert as_person(stranger).get(provisional).status_code == 404


def test_the_public_reads_every_unit_with_its_place(announced: AssessmentRound, client: Client) -> None:
    said = words(client.get(PUBLIC[0]))

    assert "0 dari 2 satker Informatif; 1 satker dinilai." in said
    assert "KPU Jombang 1 5,00 Tidak Informatif" in said
    assert "KPU Kab. Kediri – – Tidak Partisipatif" in said
    assert "Kediri" not in words(client.get(f"{PUBLIC[0]}?q=jombang")).partition("Peringkat Nilai")[2]
    assert "Tidak ada satker yang cocok" in words(client.get(f"{PUBLIC[0]}?kategori=Informatif"))


def test_the_reason_of_every_point_is_public_but_no_person_and_no_file(people: Cast, client: Client) -> None:
    found = verify.submitted(people, at=timezone.now(), to_announce=True)
    verify.verified(found, people, at=timezone.now() - timedelta(days=5))
    announce(found, by=people.eka, at=timezone.now())

    said = words(client.get(PUBLIC[2]))

    assert "Peringkat 1 dari 1 satker yang dinilai" in said
    assert "Nilai verifikator 0,50 × 3 = 1,50" in said
    assert "Foto tidak bertanggal." in said
    page = client.get(PUBLIC[2]).content.decode()
    assert not [name for name in ("Ani", "Budi", "Eka", "berkas/", "@contoh") if name in page]


def test_the_list_as_a_file(announced: AssessmentRound, client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(PUBLIC[1]).content.decode("utf-8-sig"))))

    assert [(row["satker"], row["nilai"], row["peringkat"]) for row in rows] == [
        ("KPU Kabupaten Jombang", "5.00", "1"),
        ("KPU Kabupaten Kediri", "", ""),
    ]


def test_the_result_is_found_from_the_start_page_and_the_unit(
    announced: AssessmentRound, client: Client
) -> None:
    assert PUBLIC[0] in client.get("/").content.decode()
    assert PUBLIC[2] in client.get(f"/satker/{JOMBANG}/").content.decode()


def test_a_page_is_kept_until_something_changes(
    announced: AssessmentRound, people: Cast, django_assert_num_queries: Queries
) -> None:
    first = Client().get(PUBLIC[0])
    with django_assert_num_queries(1):
        assert Client().get(PUBLIC[0]).content == first.content
    same = Client().get(PUBLIC[0], headers={"If-None-Match": first.headers["ETag"]})
    assert same.status_code == 304
    assert "Hasil" in words(Client().get(PUBLIC[0], query_params={"lang": "id"}))

    packed = Client().get(PUBLIC[0], headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    signed_in = as_person(people.ani).get(PUBLIC[0])
    assert "Ani" in signed_in.content.decode()
    assert "Ani" not in Client().get(PUBLIC[0]).content.decode()


def test_who_runs_the_round_reads_what_becomes_public_and_announces_it(people: Cast) -> None:
    found = verify.submitted(people, at=timezone.now(), silent=[KEDIRI], to_announce=True)
    verify.verified(found, people, at=timezone.now() - timedelta(days=5))
    page = f"/putaran/{found.slug}/umumkan/"
    assert as_person(people.budi).post(page).status_code == 404
    client = as_person(people.eka)

    said = words(client.get(page))
    assert "1 dari 2 satker selesai diverifikasi" in said
    assert "1 satker tidak mengirim: Tidak Partisipatif" in said

    assert client.post(page).headers["Location"] == PUBLIC[0]
    assert "sudah diumumkan" in words(client.post(page))


def test_an_announcement_too_early_is_refused_with_its_day(people: Cast) -> None:
    found = verify.submitted(people, at=timezone.now())

    answer = as_person(people.eka).post(f"/putaran/{found.slug}/umumkan/")

    assert answer.status_code == 422
    assert "Pengumuman paling cepat" in words(answer)


def test_the_recap_is_cut_to_the_own_reach(people: Cast) -> None:
    found = verify.submitted(people, at=timezone.now(), silent=["kpu-kab-sleman"])
    page = f"/putaran/{found.slug}/rekap.csv"

    def units(who: Any) -> list[str]:
        text = as_person(who).get(page).content.decode("utf-8-sig")
        return [row["satker"] for row in csv.DictReader(io.StringIO(text))]

    assert units(people.budi) == ["KPU Kabupaten Jombang"]
    assert units(people.eka) == ["KPU Kabupaten Sleman", "KPU Kabupaten Jombang"]
    for stranger in (people.ani, people.dedi, people.gita, people.hasan):
        assert as_person(stranger).get(page).status_code == 404


def test_the_recap_holds_groups_and_questions_rounded_down(people: Cast) -> None:
    found = verify.submitted(people, at=timezone.now(), values={"A09": "2/3", "B01": "1"})
    client = as_person(people.eka)
    text = client.get(f"/putaran/{found.slug}/rekap.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))

    assert (row["A09"], row["B01"], row["kelompok_A"], row["nilai"]) == ("1.33", "3.00", "1.33", "6.33")
    assert row["kategori"] == ""
    assert client.get(f"/putaran/{found.slug}/rekap.xlsx").content[:2] == b"PK"
    assert assessment.saq(found).status == "submitted"


def test_a_public_result_says_why_and_what_would_lift_it(announced: AssessmentRound, client: Client) -> None:
    page = client.get(PUBLIC[2])
    said = words(page)

    assert "Mengapa Tidak Informatif" in said
    assert "Kurang 35 poin lagi untuk Kurang Informatif." in said
    assert "Paling sedikit 12 pertanyaan yang dijawab penuh membawanya ke 42,00, Kurang Informatif" in said
    assert b'href="#p-D02"' in page.content
    assert b'id="p-D02"' in page.content


def test_results_of_several_years_are_drawn_and_told(people: Cast, client: Client) -> None:
    unit = WorkUnit.objects.get(slug=JOMBANG)
    for year, score in ((2024, Fraction(50)), (2025, Fraction(130, 2))):
        nation.announced(year, {unit: score}, by=people.eka)
    nation.announced(2026, {unit: Category.NOT_PARTICIPATING}, by=people.eka)

    page = client.get(f"/satker/{JOMBANG}/")
    said = words(page)

    assert "Monev 2025 65,00 naik 15,00 Cukup Informatif" in said
    assert "Monev 2024 50,00 – Kurang Informatif" in said
    assert "Monev 2026 – – Tidak Partisipatif" in said
    drawn = "2024, 50,00; 2025, 65,00; 2026, Tidak Partisipatif"
    assert drawn in page.content.decode()


def test_one_result_alone_is_told_without_a_drawing(announced: AssessmentRound, client: Client) -> None:
    page = client.get(f"/satker/{JOMBANG}/")

    assert "Monev 2026 5,00 – Tidak Informatif" in words(page)
    assert b"Nilai menurut putaran" not in page.content


def test_the_ranking_goes_out_as_data_too(announced: AssessmentRound, client: Client) -> None:
    rows = json.loads(client.get("/hasil/monev-2026.json").content)

    assert [(row["peringkat"], row["nilai"], row["kategori"]) for row in rows] == [
        (1, "5.00", "Tidak Informatif"),
        (None, None, "Tidak Partisipatif"),
    ]
