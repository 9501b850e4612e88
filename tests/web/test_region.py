"""A province and a nation in one look: who is silent and how to reach them, heat, required items, files."""

import csv
import gzip
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser, LexborNode

from terbuka.models import Account, AssessmentRound
from terbuka.rules.people import Role
from tests import make
from tests.make import region, siteaudit, verify
from tests.make.cast import JOMBANG, Cast, appoint, cast, unit

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
KEDIRI, EAST_JAVA = "kpu-kab-kediri", "kpu-provinsi-jawa-timur"
PAGE, NATION = f"/wilayah/{EAST_JAVA}/", "/wilayah/kpu-ri/"
LIGHT = 60 * 1024


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def the_round(people: Cast) -> AssessmentRound:
    """Opened ten days ago: Jombang has submitted, from Kediri nothing was heard since."""
    return verify.submitted(people, at=timezone.now() - timedelta(days=10), silent=[KEDIRI])


def as_person(account: Account) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def officer_of(slug: str) -> Account:
    """Somebody who works at a unit and has never come in."""
    account = make.account("Rini", "rini@kediri.example")
    appoint(account, Role.OFFICER, slug)
    return account


def main(response: Any) -> LexborNode:
    """The page's own part."""
    assert response.status_code == 200
    found = LexborHTMLParser(response.content).css_first("main")
    assert found
    return found


def words(response: Any) -> str:
    """Its words, on one line."""
    return " ".join(main(response).text(separator=" ").split())


def row(response: Any, name: str) -> list[str]:
    """The cells of the row that bears this name."""
    for one in main(response).css("tbody tr"):
        head = one.css_first("th")
        if head and head.text(strip=True) == name:
            return [cell.text(strip=True) for cell in one.css("td")]
    raise AssertionError(name)


def names(response: Any) -> list[str]:
    """The rows' names, in their order."""
    return [one.text(strip=True) for one in main(response).css("tbody th")]


def file_rows(response: Any) -> list[dict[str, str]]:
    """The lines of a CSV file."""
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_first_sentence_counts_units_silence_verification_and_lateness(
    the_round: AssessmentRound, people: Cast
) -> None:
    region.late(JOMBANG, owner=people.ani, on=timezone.localdate())

    said = words(as_person(people.budi).get(PAGE))

    assert (
        "38 satker : 1 tanpa kegiatan 7 hari terakhir, 1 menunggu verifikasi, 0 selesai diverifikasi." in said
    )
    assert "1 satker punya tindak lanjut yang lewat tanggal." in said
    assert "Verifikasi 1 kuesioner" in said
    assert "0 dari 78 jawaban sudah ditandai" in said


def test_a_silent_unit_comes_with_its_people_and_a_message_ready_to_send(
    the_round: AssessmentRound, people: Cast
) -> None:
    officer_of(KEDIRI)
    region.reachable(KEDIRI, "+6281234567890", "Pak Bagus")

    page = main(as_person(people.budi).get(PAGE))

    [link] = [
        one.attributes["href"] or "" for one in page.css("a") if "wa.me" in (one.attributes["href"] or "")
    ]
    assert link.startswith("https://wa.me/6281234567890?text=")
    [text] = parse_qs(urlsplit(link).query)["text"]
    assert text.startswith("Yth. Pak Bagus, KPU Kabupaten Kediri.")
    assert f"/kerja/{KEDIRI}/saq/{the_round.slug}/" in text
    assert "Rini (Petugas PPID)" in page.text()


def test_without_a_number_there_is_no_link(the_round: AssessmentRound, people: Cast) -> None:
    page = as_person(people.budi).get(PAGE)

    assert "wa.me" not in page.content.decode()
    assert "Nomor WhatsApp belum diisi di profil" in words(page)
    assert "Belum ada akun petugas di satker ini." in words(page)


def test_whoever_came_in_is_not_silent(the_round: AssessmentRound, people: Cast) -> None:
    region.came_in(officer_of(KEDIRI), timezone.now() - timedelta(days=1))

    said = words(as_person(people.budi).get(PAGE))

    assert "0 tanpa kegiatan 7 hari terakhir" in said
    assert "setiap satker yang masih mengisi terlihat bekerja" in said


def test_common_gaps_tell_units_and_points_and_lead_to_the_list(
    the_round: AssessmentRound, people: Cast
) -> None:
    siteaudit.done()
    siteaudit.done(siteaudit.report({"PPD-12": "missing", "PPD-05": "could_not_look"}), slug=KEDIRI)
    region.late(JOMBANG, owner=people.ani, on=timezone.localdate())
    budi = as_person(people.budi)

    page = main(budi.get(PAGE))

    assert "2 satker, 1,50 poin" in " ".join(page.text().split())
    [link] = [a for a in page.css("a") if (a.attributes["href"] or "").endswith("?butir=PPD-12")]
    listed = budi.get(link.attributes["href"] or "")
    assert "2 dari 2 satker yang situsnya diperiksa belum memenuhi butir ini; 0 sudah." in words(listed)
    assert row(listed, "KPU Jombang") == ["Tidak ada"]
    # What could not be looked at is no gap.
    assert not [a for a in page.css("a") if (a.attributes["href"] or "").endswith("?butir=PPD-05")]


def test_a_lost_question_leads_to_the_table_sorted_by_it(the_round: AssessmentRound, people: Cast) -> None:
    budi = as_person(people.budi)

    links = [a.attributes["href"] or "" for a in main(budi.get(PAGE)).css("a")]
    [link] = [one for one in links if one.endswith("kelompok=B&urut=B01")]

    assert row(budi.get(link), "KPU Jombang")[2] == "50%"


def test_every_cell_of_the_heat_table_holds_a_number_and_a_way(
    the_round: AssessmentRound, people: Cast, django_assert_max_num_queries: Queries
) -> None:
    budi = as_person(people.budi)
    budi.get(f"{PAGE}kelompok/")
    with django_assert_max_num_queries(14):
        page = budi.get(f"{PAGE}kelompok/")

    cells = row(page, "KPU Jombang")
    assert cells[0] == "Menunggu verifikasi"
    assert cells[2].endswith("%")
    assert cells[4] == "belum ada nilainya–"
    ways = [a.attributes["href"] for a in main(page).css("tbody td a")]
    assert f"/verifikasi/{the_round.slug}/{JOMBANG}/#k-1" in ways


def test_a_reader_is_led_to_the_questionnaire_and_not_to_verifying(
    the_round: AssessmentRound, people: Cast
) -> None:
    ira = make.account("Ira", "ira@contoh.example")
    appoint(ira, Role.READ_ONLY, EAST_JAVA)

    page = as_person(ira).get(f"{PAGE}kelompok/")

    ways = [a.attributes["href"] for a in main(page).css("tbody td a")]
    assert f"/kerja/{JOMBANG}/saq/{the_round.slug}/#kelompok-A" in ways
    assert not [way for way in ways if way and way.startswith("/verifikasi/")]


def test_filters_and_order_live_in_the_address_and_unknown_ones_count_for_nothing(
    the_round: AssessmentRound, people: Cast
) -> None:
    budi, table = as_person(people.budi), f"{PAGE}kelompok/"

    assert names(budi.get(f"{table}?keadaan=quiet")) == ["KPU Kab. Kediri"]
    assert names(budi.get(f"{table}?q=jombang")) == ["KPU Jombang"]
    assert names(budi.get(f"{table}?urut=-A"))[0] == "KPU Jombang"
    assert names(budi.get(f"{table}?urut=-keadaan"))[0] != "KPU Kab. Kediri"
    assert names(budi.get(f"{table}?urut=keadaan"))[0] == "KPU Kab. Kediri"
    odd = budi.get(f"{table}?urut=--A&keadaan=-quiet&nilai=-&kelompok=Z&putaran=tidak-ada&q=%00")
    assert len(names(odd)) == 38
    assert "Tidak ada satker yang cocok" in words(budi.get(f"{table}?q=tidakadasatkerini"))


def test_the_values_that_count_can_be_chosen(the_round: AssessmentRound, people: Cast) -> None:
    budi, table = as_person(people.budi), f"{PAGE}kelompok/?kelompok=A&urut=-A01"

    assert row(budi.get(table), "KPU Jombang")[2] == "100%"
    assert row(budi.get(f"{table}&nilai=satker"), "KPU Jombang")[2] == "100%"
    assert row(budi.get(f"{table}&nilai=verifikator"), "KPU Jombang")[2].endswith("–")


def test_the_matrix_says_each_verdict_in_words_and_marks_who_was_never_audited(
    people: Cast, django_assert_max_num_queries: Queries
) -> None:
    siteaudit.done()
    budi = as_person(people.budi)
    budi.get(f"{PAGE}butir/")
    with django_assert_max_num_queries(12):
        page = budi.get(f"{PAGE}butir/")

    heads = [one.text(strip=True) for one in main(page).css("thead th")]
    cells = dict(zip(heads[1:], row(page, "KPU Jombang"), strict=True))
    assert (cells["PPD-05"], cells["PPD-12"], cells["KIN-05"]) == ("ada", "tidak ada", "usang")
    assert row(page, "KPU Kab. Kediri") == ["–", "belum pernah diperiksa"]
    assert "Situs 1 dari 38 satker sudah diperiksa." in words(page)


def test_the_matrix_is_narrowed_by_class_verdict_and_item(people: Cast) -> None:
    siteaudit.done()
    budi = as_person(people.budi)

    def heads(query: str) -> list[str]:
        return [one.text(strip=True) for one in main(budi.get(f"{PAGE}butir/?{query}")).css("thead th")][2:]

    assert heads("putusan=missing") == ["PPD-12"]
    assert "PPD-12" not in heads("kelas=immediate")
    assert names(budi.get(f"{PAGE}butir/?putusan=missing")) == ["KPU Jombang"]
    one = main(budi.get(f"{PAGE}butir/?butir=PPD-12"))
    first = one.css_first("tbody th a")
    assert first
    assert (first.attributes["href"] or "").endswith("/butir/PPD-12/")
    assert names(budi.get(f"{PAGE}butir/?butir=TIDAK-01"))[0] == "KPU Pacitan"


def test_a_whole_province_is_light_and_asks_no_more_of_the_database(
    the_round: AssessmentRound, people: Cast, django_assert_max_num_queries: Queries
) -> None:
    items = region.audited_everywhere(unit(EAST_JAVA), but=KEDIRI, at=timezone.now())
    budi = as_person(people.budi)
    budi.get(f"{PAGE}butir/")
    with django_assert_max_num_queries(12):
        matrix = budi.get(f"{PAGE}butir/")
    with django_assert_max_num_queries(20):
        overview = budi.get(PAGE)

    assert items > 90
    assert len(main(matrix).css("tbody tr:first-child td")) == items + 1
    assert len(gzip.compress(matrix.content)) < LIGHT
    assert len(gzip.compress(overview.content)) < LIGHT


def test_files_hold_what_the_page_shows(the_round: AssessmentRound, people: Cast) -> None:
    siteaudit.done()
    region.reachable(KEDIRI, "+6281234567890", "Pak Bagus")
    budi = as_person(people.budi)

    quiet = file_rows(budi.get(f"{PAGE}kelompok.csv?keadaan=quiet"))
    assert [one["satker"] for one in quiet] == ["KPU Kabupaten Kediri"]
    missing = file_rows(budi.get(f"{PAGE}butir.csv?putusan=missing"))
    assert [(one["satker"], one["PPD-12"]) for one in missing] == [("KPU Kabupaten Jombang", "tidak ada")]
    summary = {one["satker"]: one for one in file_rows(budi.get(f"{PAGE}ringkasan.csv"))}
    assert summary["KPU Kabupaten Kediri"]["whatsapp"] == "0812-3456-7890"
    assert summary["KPU Kabupaten Kediri"]["hari_tanpa_kegiatan"] == "10"
    assert budi.get(f"{PAGE}butir.xlsx").content[:2] == b"PK"
    assert budi.get(f"{PAGE}butir.pdf").status_code == 404
    assert budi.get(f"{PAGE}lain.csv").status_code == 404


def test_the_nation_has_a_row_for_each_province_and_leads_down(
    the_round: AssessmentRound, people: Cast, django_assert_max_num_queries: Queries
) -> None:
    siteaudit.done()
    eka = as_person(people.eka)
    eka.get(f"{NATION}kelompok/")
    with django_assert_max_num_queries(14):
        table = eka.get(f"{NATION}kelompok/")

    assert len(names(table)) == 38
    assert "1 tanpa kegiatan" in row(table, "KPU Jatim")[0]
    ways = [a.attributes["href"] for a in main(table).css("tbody td a")]
    assert f"{PAGE}kelompok/?putaran={the_round.slug}&kelompok=A" in ways
    matrix = eka.get(f"{NATION}butir/")
    heads = [one.text(strip=True) for one in main(matrix).css("thead th")]
    cells = dict(zip(heads[1:], row(matrix, "KPU Jatim"), strict=True))
    assert (cells["PPD-05"], cells["PPD-12"]) == ("100", "0")
    with django_assert_max_num_queries(20):
        assert "552 satker" in words(eka.get(NATION))
    alone = eka.get(f"{NATION}kelompok/?jajaran=provinsi")
    assert row(alone, "KPU Jatim")[0] == "Tidak ikut putaran ini"


@pytest.mark.parametrize("part", ["", "kelompok/", "butir/", "kelompok.csv", "butir.csv", "ringkasan.csv"])
def test_outside_ones_reach_there_is_nothing(the_round: AssessmentRound, people: Cast, part: str) -> None:
    for account in (people.ani, people.dedi, people.gita, people.hasan):
        assert as_person(account).get(f"{PAGE}{part}").status_code == 404
    assert as_person(people.budi).get(f"/wilayah/kpu-provinsi-jawa-tengah/{part}").status_code == 404


def test_a_unit_with_nothing_below_says_so_and_leads_to_its_own_work(people: Cast) -> None:
    budi, ani = as_person(people.budi), as_person(people.ani)

    for part in ("", "kelompok/", "butir/"):
        page = ani.get(f"/wilayah/{JOMBANG}/{part}")
        assert "Satker ini tidak membawahi satker lain" in words(page)
        assert f'href="/kerja/{JOMBANG}/"' in page.content.decode()
    assert budi.get(f"/wilayah/{JOMBANG}/ringkasan.csv").status_code == 404


def test_who_serves_a_province_alone_sees_none_of_its_units(the_round: AssessmentRound, people: Cast) -> None:
    officer = make.account("Lukman", "lukman@contoh.example")
    appoint(officer, Role.OFFICER, EAST_JAVA)

    page = as_person(officer).get(PAGE)

    assert "Satker di bawahnya tidak termasuk tugas Anda" in words(page)
    assert "Kediri" not in page.content.decode()


def test_before_any_round_the_region_still_shows_sites_and_what_is_late(people: Cast) -> None:
    siteaudit.done()
    budi = as_person(people.budi)

    assert "belum ada putaran penilaian yang dibuka untuk mereka" in words(budi.get(PAGE))
    assert "Belum ada putaran yang dibuka" in words(budi.get(f"{PAGE}kelompok/"))
    assert budi.get(f"{PAGE}kelompok.csv").status_code == 404
    assert len(file_rows(budi.get(f"{PAGE}ringkasan.csv"))) == 38


def test_the_desk_leads_to_the_region_and_to_what_waits(the_round: AssessmentRound, people: Cast) -> None:
    page = main(as_person(people.budi).get("/meja/"))

    ways = [a.attributes["href"] for a in page.css("a")]
    assert {PAGE, f"{PAGE}kelompok/", f"{PAGE}butir/", "/verifikasi/?keadaan=submitted"} <= set(ways)
    assert "Verifikasi 1 kuesioner" in page.text()
