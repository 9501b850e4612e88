"""The list as a decree's annex, the pledge, board and banner: what stands on them is what is public now."""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from terbuka.services import catalogue as services
from terbuka.services.catalogue.pledges import pledge_draft, pledge_in_force
from tests import make
from tests.make import catalogue, exemption, outreach, units
from tests.make.cast import Cast, cast, unit
from tests.papers import on_one_line, pages
from tests.web.test_verify import as_person

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
WORK = "/kerja/kpu-kab-jombang/"


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def ani(people: Cast) -> Client:
    return as_person(people.ani)


def rows(client: Client) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(client.get(f"{WORK}daftar/dip.json").content)
    return told


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/pdf", answer.status_code
    return on_one_line(pages(answer.content))


def test_the_list_has_the_columns_of_the_decree_for_what_is_public_and_nothing_else(
    people: Cast, ani: Client
) -> None:
    row = catalogue.published_file(people, holder="Subbagian Teknis", retention="5 tahun", made_in="Jombang")
    catalogue.draft(people, title="Konsep rahasia")
    gone = catalogue.published(people, title="Angka yang keliru")
    services.withdraw(gone, reason="Keliru.", by=people.fajar, at=make.NOON)

    (only,) = rows(ani)

    assert row.public
    assert only["ringkasan_isi_informasi"].startswith(catalogue.TITLE)
    assert only["pejabat_yang_menguasai"] == "Subbagian Teknis"
    assert only["waktu_dan_tempat_pembuatan"] == "Jombang"
    assert only["jangka_waktu_penyimpanan"] == "5 tahun"
    assert only["sha256"] == row.public.released_id
    assert only["alamat"].endswith(f"/informasi/{row.pk}/")
    assert only["satker"] == "KPU Kabupaten Jombang"


def test_the_list_as_a_sheet_says_the_same(people: Cast, ani: Client) -> None:
    catalogue.published(people)

    sheet = zipfile.ZipFile(io.BytesIO(ani.get(f"{WORK}daftar/dip.xlsx").content))

    assert rows(ani)[0]["alamat"] in sheet.read("xl/sharedStrings.xml").decode()
    assert ani.get(f"{WORK}daftar/dip.csv").content.startswith(b"\xef\xbb\xbfno,")
    assert ani.get(f"{WORK}daftar/dip.docx").status_code == 404


def test_the_annex_on_paper_groups_by_class_and_leaves_room_for_the_decree(people: Cast, ani: Client) -> None:
    catalogue.published(people)
    catalogue.published(people, title="Peta rawan bencana", information_class="immediate", items=())

    paper = text(ani, f"{WORK}daftar/dip.pdf?lang=en")

    told = ("Informasi berkala", catalogue.TITLE, "Informasi serta-merta", "Peta rawan bencana")
    places = [paper.index(words) for words in told]
    assert places == sorted(places)
    assert "Lampiran Keputusan PPID KPU Kabupaten Jombang" in paper
    assert "2 informasi yang diumumkan" in paper


def test_the_exempt_list_is_an_annex_too_with_the_reasons_of_each_document(people: Cast, ani: Client) -> None:
    assert "Tidak ada informasi yang dikecualikan" in text(ani, f"{WORK}daftar/dik.pdf")
    assert "Tidak ada yang dikecualikan" in ani.get(f"{WORK}daftar/").content.decode()
    exemption.decided(exemption.escalated(people), exemption.supervisor())

    paper = text(ani, f"{WORK}daftar/dik.pdf?lang=en")
    told = ("Keputusan 12/PPID/2026", exemption.DIPLOMA, "huruf h", "memalsukan identitasnya")
    places = [paper.index(words) for words in told]
    assert places == sorted(places)
    (only,) = json.loads(ani.get(f"{WORK}daftar/dik.json").content)
    assert only["informasi"] == exemption.DIPLOMA
    assert exemption.DIPLOMA in ani.get(f"{WORK}daftar/dik.csv").content.decode()
    assert "1 dokumen" in ani.get(f"{WORK}daftar/?lang=id").content.decode()
    assert ani.get(f"{WORK}daftar/dik.docx").status_code == 404


def test_a_longer_list_costs_no_more_questions(
    people: Cast, ani: Client, django_assert_num_queries: Queries
) -> None:
    catalogue.published(people)
    for number in range(4):
        catalogue.published(people, title=f"Laporan {number}")
    ani.get(f"{WORK}daftar/dip.csv")

    with django_assert_num_queries(5):
        ani.get(f"{WORK}daftar/dip.csv")


def typed(**other: str) -> dict[str, str]:
    told = outreach.values(signed_on="2026-11-20")
    return told | {"version": "0"} | other


def test_the_form_begins_with_words_that_ani_only_has_to_check(ani: Client) -> None:
    page = ani.get(f"{WORK}maklumat/").content.decode()

    assert "10 hari kerja" in page
    assert "Umumkan maklumat ini" not in page


def test_ani_saves_and_fajar_announces_and_everybody_reads_it(
    client: Client, people: Cast, ani: Client
) -> None:
    assert "Belum ada maklumat" in client.get("/satker/kpu-kab-jombang/maklumat/").content.decode()
    assert ani.post(f"{WORK}maklumat/", typed(guarantee="Kami jujur.")).status_code == 302
    draft = pledge_draft(unit())
    assert draft
    assert ani.post(f"{WORK}maklumat/umumkan/", {"version": draft.version}).status_code == 403

    as_person(people.fajar).post(f"{WORK}maklumat/umumkan/", {"version": draft.version})

    assert "Kami jujur." in client.get("/satker/kpu-kab-jombang/maklumat/").content.decode()


def test_a_fault_stands_at_its_field_and_nothing_typed_is_lost(ani: Client) -> None:
    answer = ani.post(f"{WORK}maklumat/", typed(signed_on="2026-13-40", cost="Kata yang panjang"))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Tanggal ini tidak ada" in page
    assert "Kata yang panjang" in page
    assert pledge_draft(unit()) is None


def test_who_saves_second_sees_both_texts(people: Cast, ani: Client) -> None:
    outreach.draft(people, cost="Kata Fajar.")

    answer = ani.post(f"{WORK}maklumat/", typed(cost="Kata Ani."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Kata Ani." in page
    assert "Kata Fajar." in page


def test_an_unfinished_pledge_is_sent_back_to_what_it_lacks(people: Cast) -> None:
    row = outreach.draft(people, signer="")

    answer = as_person(people.fajar).post(f"{WORK}maklumat/umumkan/", {"version": row.version})

    assert answer.status_code == 400
    assert "Tulis nama pimpinan" in answer.content.decode()
    assert pledge_in_force(unit()) is None


def test_the_pledge_fits_one_page_and_a_draft_of_it_says_so(people: Cast, ani: Client) -> None:
    outreach.announced(people)
    outreach.draft(people)

    answer = ani.get(f"{WORK}maklumat.pdf")
    paper = on_one_line(pages(answer.content))
    assert len(pages(answer.content)) == 1
    assert "20 November 2026" in paper
    assert "KONSEP" not in paper
    assert "KONSEP" in text(ani, f"{WORK}maklumat.pdf?konsep=1")
    assert "KONSEP" not in text(as_person(people.budi), f"{WORK}maklumat.pdf?konsep=1")


def test_the_board_tells_what_the_profile_and_the_law_say_today(people: Cast, ani: Client) -> None:
    units.profile(unit(), people.ani)
    catalogue.published(people)

    answer = ani.get(f"{WORK}papan.pdf")

    paper = on_one_line(pages(answer.content))
    assert len(pages(answer.content)) == 1
    for words in ("10 hari kerja", "3 hari kerja", catalogue.TITLE, "UU 14/2008"):
        assert words in paper
    assert f"{settings.SITE.geturl().rstrip('/')}/satker/kpu-kab-jombang/" in paper.replace(" ", "")


def test_board_and_banner_stand_even_where_the_profile_is_empty(ani: Client) -> None:
    for name in ("papan", "banner"):
        answer = ani.get(f"{WORK}{name}.pdf")
        assert len(pages(answer.content)) == 1
        assert "KPU Kabupaten Jombang" in on_one_line(pages(answer.content))


def test_what_can_be_printed_stands_on_one_page_with_what_is_missing(people: Cast, ani: Client) -> None:
    catalogue.published(people)

    page = ani.get(f"{WORK}daftar/").content.decode()

    assert "1 informasi" in page
    assert "jam layanan" in page
    assert "&lt;iframe src=" in page
