"""The search as a citizen meets it: one box, filters in the address, marked words, help if nothing fits."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from terbuka.services.jobs.indexing import index_public
from tests import make
from tests.make import catalogue
from tests.make.cast import cast

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
TITLE = "Laporan Kinerja Instansi Pemerintah Tahun 2025"


@pytest.fixture(autouse=True)
def _published(db: None) -> None:
    people = cast()
    catalogue.published(people, title=TITLE)
    catalogue.published(people, title="Rencana Kerja Tahunan", items=("KIN-01",))
    catalogue.draft(people, title="Konsep rahasia laporan kinerja")


def page(client: Client, query: str) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(f"/cari/?{query}").content)


def titles(client: Client, query: str) -> list[str]:
    return [one.text().strip() for one in page(client, query).css(".hits h2")]


def words(client: Client, query: str) -> str:
    main = page(client, query).css_first("main")
    return " ".join(main.text(separator=" ").split())


def test_what_was_published_a_moment_ago_is_found_with_its_words_marked(client: Client) -> None:
    found = page(client, "q=laporan+kinerja")

    assert TITLE in [one.text().strip() for one in found.css(".hits h2")]
    assert {mark.text().lower() for mark in found.css(".hits h2 mark")} >= {"laporan", "kinerja"}
    assert found.css_first(".hits .badge").text(strip=True) == "Informasi"


def test_a_draft_is_never_found(client: Client) -> None:
    assert "rahasia" not in words(client, "q=konsep+laporan+kinerja")
    assert titles(client, "q=rahasia") == []


@pytest.mark.parametrize(
    ("filters", "is_there"),
    [
        ("jenis=informasi&provinsi=35&lembaga=KPU&kelas=berkala&tahun=2025&media=halaman", True),
        ("satker=kpu-kab-jombang", True),
        ("jenis=satker", False),
        ("provinsi=11", False),
        ("lembaga=Bawaslu", False),
        ("kelas=setiap-saat", False),
        ("tahun=2019", False),
        ("media=video", False),
        ("satker=kpu-kab-sleman", False),
        ("jenis=ngawur&tahun=abc&provinsi=zz&kelas=%00", True),
    ],
)
def test_filters_live_in_the_address(client: Client, filters: str, is_there: bool) -> None:
    assert (TITLE in titles(client, f"q=laporan+kinerja&{filters}")) is is_there


def test_a_slip_is_mended_and_said(client: Client) -> None:
    told = words(client, "q=laporan+kinrja")

    assert "Maksud Anda laporan kinerja" in told
    assert TITLE in told


def test_where_nothing_fits_the_page_says_what_to_do(client: Client) -> None:
    told = words(client, "q=xyzzyx+laporan")

    assert "Kata ini tidak ada di mana pun: xyzzyx" in told
    assert "Cari “laporan” saja" in told
    assert "Cari PPID satker" in told


def test_a_text_of_any_length_is_cut_and_says_so(client: Client) -> None:
    told = words(client, f"q={'laporan+kinerja+' * 700}")

    assert "Teksnya panjang" in told


@pytest.mark.parametrize("typed", ["%22%3E%3Cscript%3E", "a%00b", "NEAR(laporan*)", "%27--", "AND+OR+NOT"])
def test_operators_and_markup_are_words_like_others(client: Client, typed: str) -> None:
    answer = client.get(f"/cari/?q={typed}")

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_without_a_wish_it_shows_where_to_begin(client: Client) -> None:
    assert "Mulai dari sini" in words(client, "")


def test_a_search_costs_the_same_for_few_and_many_hits(
    client: Client, django_assert_max_num_queries: Queries
) -> None:
    index_public(at=make.NOON)
    # PostgreSQL is told how to ask its index, within a savepoint, at two of the questions.
    most = 6 if connection.vendor == "sqlite" else 12
    with django_assert_max_num_queries(most):
        client.get("/cari/?q=laporan&provinsi=35")
    with django_assert_max_num_queries(most):
        client.get("/cari/?q=kpu")


def test_units_and_items_are_found_beside_publications(client: Client) -> None:
    index_public(at=make.NOON)

    assert "KPU Kabupaten Jombang" in titles(client, "q=kpu+jombang&jenis=satker")
    assert titles(client, "q=maklumat+pelayanan&jenis=butir")
    assert "Halaman 1 dari" in words(client, "q=kpu")


def test_hits_go_out_as_files_with_their_filters(client: Client) -> None:
    rows = list(
        csv.DictReader(io.StringIO(client.get("/cari.csv?q=laporan+instansi").content.decode("utf-8-sig")))
    )
    told = json.loads(client.get("/cari.json?q=laporan&lembaga=Bawaslu").content)

    assert [row["judul"] for row in rows] == [TITLE]
    assert rows[0]["alamat"].startswith("http://testserver/informasi/")
    assert told == []
    assert client.get("/cari.exe?q=laporan").status_code == 404


def test_typing_offers_how_the_line_may_go_on(client: Client) -> None:
    part = client.get("/cari/saran/?q=laporan+kin").content.decode()

    assert "laporan kinerja" in part
    assert "<html" not in part


def test_a_search_stays_out_of_caches_and_lists(client: Client) -> None:
    answer = client.get("/cari/?q=laporan")

    assert "private" in answer.headers["Cache-Control"]
    assert 'name="robots" content="noindex"' in answer.content.decode()
