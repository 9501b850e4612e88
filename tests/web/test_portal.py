"""What a citizen finds: the start page, the units, one unit."""

import csv
import gzip
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests import make

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
WEAK_LINE = 60 * 1024


def rows(client: Client, query: str) -> list[str]:
    """The regions that the list of units shows."""
    page = LexborHTMLParser(client.get(f"/satker/?{query}").content)
    return [heading.text(strip=True) for heading in page.css("tbody th")]


def text(client: Client, address: str) -> str:
    """A page's words, on one line."""
    main = LexborHTMLParser(client.get(address).content).css_first("main")
    return " ".join(main.text(separator=" ").split())


def test_the_start_page_says_in_numbers_what_this_is(
    client: Client, django_assert_num_queries: Queries
) -> None:
    with django_assert_num_queries(7):
        words = text(client, "/")

    assert "1.106 satuan kerja" in words
    assert "109 butir informasi" in words
    assert "provinsi 38" in words


def test_the_start_page_leads_to_all_38_provinces(client: Client) -> None:
    page = LexborHTMLParser(client.get("/").content)

    assert len(page.css("svg a")) == 38


def test_without_a_wish_the_provinces_are_listed_with_both_bodies(
    client: Client, django_assert_num_queries: Queries
) -> None:
    with django_assert_num_queries(5):
        found = rows(client, "")

    assert len(found) == 39
    assert found[:2] == ["Republik Indonesia", "Aceh"]
    assert "38 kabupaten/kota" in text(client, "/satker/")


def test_a_province_shows_its_regencies_side_by_side(
    client: Client, django_assert_num_queries: Queries
) -> None:
    with django_assert_num_queries(6):
        found = rows(client, "provinsi=35")

    assert len(found) == 39
    assert "Kabupaten Jombang" in found
    words = text(client, "/satker/?provinsi=35")
    assert "KPU Jombang" in words
    assert "Bawaslu Jombang" in words
    assert "Satuan kerja di Jawa Timur" in words


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=jombang", ["Kabupaten Jombang"]),
        ("q=Papua+Selatan", ["Provinsi Papua Selatan"]),
        ("lembaga=Bawaslu&q=banda+aceh", ["Kota Banda Aceh"]),
        ("tingkat=nasional", ["Republik Indonesia"]),
        ("tingkat=kabkota&provinsi=34&q=kota", ["Kota Yogyakarta"]),
        ("q=atlantis", []),
        ("provinsi=99", []),
        ("tingkat=desa", []),
    ],
)
def test_filters_narrow_the_list(client: Client, query: str, expected: list[str]) -> None:
    assert rows(client, query) == expected


def test_one_body_alone_is_one_column(client: Client) -> None:
    page = LexborHTMLParser(client.get("/satker/?lembaga=Bawaslu&provinsi=35").content)

    assert [head.text() for head in page.css("thead th")] == ["Wilayah", "Bawaslu"]
    assert not page.css('tbody a[href*="/kpu-"]')


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    words = text(client, "/satker/?q=atlantis")

    assert "Tidak ada satker yang cocok" in words
    assert "Tampilkan semua provinsi" in words


def test_the_list_is_paged_and_paging_keeps_the_filters(client: Client) -> None:
    first = LexborHTMLParser(client.get("/satker/?tingkat=kabkota").content)
    following = first.css_first('a[rel="next"]').attributes["href"] or ""

    assert len(first.css("tbody tr")) == 40
    assert "tingkat=kabkota" in following
    second = LexborHTMLParser(client.get(f"/satker/{following}").content)
    assert not {a.text() for a in first.css("tbody th")} & {a.text() for a in second.css("tbody th")}


def test_all_514_regencies_are_reached_by_paging(client: Client) -> None:
    seen = [name for page in range(1, 14) for name in rows(client, f"tingkat=kabkota&hal={page}")]

    assert len(seen) == len(set(seen)) == 514


def test_the_list_goes_out_as_a_file(client: Client) -> None:
    answer = client.get("/satker.csv?provinsi=35").content.decode()

    entries = list(csv.DictReader(io.StringIO(answer)))
    assert len(entries) == 78
    jombang = next(entry for entry in entries if entry["slug"] == "kpu-kab-jombang")
    assert (jombang["zona"], jombang["dasar_situs"]) == ("WIB", "seen")


def test_a_unit_says_who_it_is_and_what_it_owes(client: Client, django_assert_num_queries: Queries) -> None:
    with django_assert_num_queries(11):
        words = text(client, "/satker/kpu-kab-jombang/")

    assert "KPU Provinsi Jawa Timur" in words
    assert "Bawaslu Kabupaten Jombang" in words
    assert "Situs utama: kab-jombang.kpu.go.id Pernah terlihat" in words
    assert "Informasi serta-merta" in words
    assert "39 pertanyaan dalam 5 kelompok" in words
    assert "Usulan: pertanyaan, bobot" in words


def test_an_address_that_is_only_a_guess_is_called_so(client: Client) -> None:
    words = text(client, "/satker/kip-kab-aceh-selatan/")

    assert "Dugaan" in words
    assert "belum dipastikan" in words
    assert "KPU Kabupaten Aceh Selatan" in words


def test_an_address_that_the_unit_confirmed_is_called_so(client: Client) -> None:
    make.confirm_website("kpu-kab-jombang", "https://kab-jombang.kpu.go.id")

    assert "Dipastikan" in text(client, "/satker/kpu-kab-jombang/")


def test_a_province_lists_those_below_it_and_when_it_was_founded(client: Client) -> None:
    words = text(client, "/satker/kpu-provinsi-papua-selatan/")

    assert "Sen, 25 Jul 2022 (UU 14/2022)" in words
    assert "4 satker" in words
    assert "KPU Merauke" in words


def test_duties_follow_institution_and_level(client: Client) -> None:
    kpu = text(client, "/satker/kpu-kab-jombang/")
    bawaslu = text(client, "/satker/bawaslu-kab-jombang/")

    assert kpu.split(" butir informasi")[0].split()[-1] != bawaslu.split(" butir informasi")[0].split()[-1]


@pytest.mark.parametrize("slug", ["kpu-ri", "kpu-kab-jombang", "bawaslu-kab-jombang"])
def test_a_packed_page_is_the_same_page(client: Client, slug: str) -> None:
    plain = client.get(f"/satker/{slug}/")
    packed = client.get(f"/satker/{slug}/", headers={"accept-encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content


@pytest.mark.parametrize("address", ["/", "/satker/", "/satker/?tingkat=kabkota", "/satker/kpu-ri/"])
def test_pages_are_light_enough_for_a_weak_line(client: Client, address: str) -> None:
    answer = client.get(address, headers={"accept-encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) < WEAK_LINE
