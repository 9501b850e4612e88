"""Items over all units, units side by side, what Terbuka tells of itself, and what programs follow."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from terbuka.models import RequiredItem
from terbuka.web.sharing import SHARED
from tests.make import catalogue
from tests.make.cast import Cast, cast
from tests.web.addresses import public_pages

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
HERE = "http://127.0.0.1:8000"


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def words(client: Client, address: str) -> str:
    main = LexborHTMLParser(client.get(address).content).css_first("main")
    return " ".join(main.text(separator=" ").split())


def rows(client: Client, query: str) -> list[str]:
    found = LexborHTMLParser(client.get(f"/butir/KIN-05/?{query}").content)
    return [one.text(strip=True) for one in found.css("tbody th")]


def test_everybodys_report_is_one_page(
    client: Client, people: Cast, django_assert_num_queries: Queries
) -> None:
    catalogue.published(people)
    with django_assert_num_queries(8):
        told = words(client, "/butir/KIN-05/?provinsi=35&lembaga=KPU")

    assert "1 dari 39 satker sudah menunjukkannya; 38 belum" in told
    assert catalogue.TITLE in told


def test_who_has_it_and_who_has_not_are_told_apart_by_year_too(client: Client, people: Cast) -> None:
    catalogue.published(people)

    assert rows(client, "provinsi=35&keadaan=ada") == ["KPU Jombang"]
    assert "KPU Jombang" not in rows(client, "provinsi=35&lembaga=KPU&keadaan=belum")
    assert rows(client, "keadaan=ada&tahun=2025") == ["KPU Jombang"]
    assert rows(client, "keadaan=ada&tahun=2019") == []


def test_the_item_goes_out_whole_as_a_file(client: Client, people: Cast) -> None:
    catalogue.published(people)
    sheet = client.get("/butir/KIN-05.csv?provinsi=35").content.decode("utf-8-sig")

    found = {row["satker"]: row for row in csv.DictReader(io.StringIO(sheet))}

    assert len(found) == 78
    assert found["KPU Kabupaten Jombang"]["judul"] == catalogue.TITLE
    assert found["Bawaslu Kabupaten Jombang"]["keadaan"] == "belum ada"


def test_all_items_stand_by_class_with_how_many_units_show_them(client: Client, people: Cast) -> None:
    catalogue.published(people)

    assert "109 butir" in words(client, "/butir/")
    told = json.loads(client.get("/butir.json?lembaga=KPU").content)
    assert next(row for row in told if row["kode"] == "KIN-05")["satker_yang_punya"] == 1
    assert client.get("/butir/XXX-99/").status_code == 404


def test_four_units_cost_as_much_as_one(
    client: Client, people: Cast, django_assert_num_queries: Queries
) -> None:
    catalogue.published(people)
    four = "&".join(
        f"satker={slug}" for slug in ("kpu-ri", "kpu-kab-jombang", "kpu-kab-sleman", "bawaslu-ri")
    )
    with django_assert_num_queries(6):
        client.get("/bandingkan/?satker=kpu-kab-jombang")
    with django_assert_num_queries(6):
        told = words(client, f"/bandingkan/?{four}")

    assert "4 satker berdampingan" in told
    assert "KPU Jombang" in told
    assert "1 dari" in told


def test_a_unit_is_added_by_its_name_and_a_fifth_is_not_shown(client: Client) -> None:
    offered = client.get("/bandingkan/?satker=kpu-kab-jombang&tambah=sleman").content.decode()
    five = "&".join(f"satker=kpu-kab-{one}" for one in ("jombang", "sleman", "bantul", "kediri", "malang"))

    assert "satker=kpu-kab-jombang&amp;satker=kpu-kab-sleman" in offered
    assert "hanya 4 satker pertama" in words(client, f"/bandingkan/?{five}")
    assert "Tidak ada satker bernama" in words(client, "/bandingkan/?tambah=atlantis")


def test_how_it_scores_is_told_from_the_data(client: Client) -> None:
    told = words(client, "/cara-menilai/")

    assert f"{RequiredItem.objects.count()} butir informasi" in told
    assert "39 pertanyaan dalam 5 kelompok" in told
    assert "dibulatkan ke bawah" in told


def test_the_privacy_notice_names_law_terms_and_rights(client: Client) -> None:
    told = words(client, "/privasi/")

    for one in ("UU 27/2022", "60 menit", "14 hari", "membetulkannya", "berkas asalnya tetap tertutup"):
        assert one in told


@pytest.mark.parametrize("address", ["/umpan.xml", "/satker/kpu-kab-jombang/umpan.xml"])
def test_feeds_tell_what_is_new(client: Client, people: Cast, address: str) -> None:
    row = catalogue.published(people)

    answer = client.get(address)
    feed = ET.fromstring(answer.content)

    atom = "{http://www.w3.org/2005/Atom}"
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert [one.findtext(f"{atom}title") for one in feed.iter(f"{atom}entry")] == [catalogue.TITLE]
    assert [one.findtext(f"{atom}id") for one in feed.iter(f"{atom}entry")] == [f"{HERE}/informasi/{row.pk}/"]


def test_the_map_leads_to_every_thing_that_has_an_address(client: Client, people: Cast) -> None:
    row = catalogue.published(people)
    index = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())

    listed = [
        place
        for part in index
        for place in re.findall(r"<loc>(.*?)</loc>", client.get(part.removeprefix(HERE)).content.decode())
    ]

    assert len(listed) == len(set(listed)) > 1106 + 109
    assert {f"{HERE}/informasi/{row.pk}/", f"{HERE}/butir/KIN-05/", f"{HERE}/satker/kpu-ri/"} <= set(listed)
    assert client.get("/sitemap-lain.xml").status_code == 404


def test_robots_are_welcome_and_shown_the_map(client: Client) -> None:
    told = client.get("/robots.txt").content.decode()

    assert f"Sitemap: {HERE}/sitemap.xml" in told
    assert "Disallow: /kerja/" in told
    assert "Disallow: /\n" not in told


@pytest.mark.parametrize("name", sorted(SHARED & set(public_pages())))
def test_every_public_page_can_be_shared_in_both_languages(client: Client, name: str) -> None:
    for language in ("id", "en"):
        found = LexborHTMLParser(client.get(public_pages()[name] + f"?lang={language}").content)
        told = {
            one.attributes.get("property") or one.attributes.get("name"): one.attributes.get("content")
            for one in found.css("meta[content]")
        }
        canonical = found.css_first('link[rel="canonical"]').attributes["href"] or ""

        assert told["description"]
        assert told["og:title"]
        assert told["og:url"] == canonical
        assert ("lang=en" in canonical) is (language == "en")
        assert (told["og:image"] or "").endswith(".png")
        assert len(found.css('link[rel="alternate"][hreflang]')) == 2


def test_a_page_that_is_not_there_names_no_address_of_its_own(client: Client) -> None:
    assert b"canonical" not in client.get("/satker/tidak-ada/").content


@pytest.mark.parametrize("path", ["umum/terbuka", "satker/kpu-kab-jombang", "butir/KIN-05"])
def test_a_shared_link_has_a_picture_that_is_drawn_once(client: Client, path: str) -> None:
    first = client.get(f"/gambar/{path}.png")
    again = client.get(f"/gambar/{path}.png", headers={"if-none-match": first.headers["ETag"]})

    assert first.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(first.content[16:20]) == 1200
    assert again.status_code == 304
    assert client.get("/gambar/lain/terbuka.png").status_code == 404


def test_public_pages_tell_caches_how_long_and_for_whom(client: Client, people: Cast) -> None:
    strangers = client.get("/informasi/")
    reader = Client()
    reader.force_login(people.ani, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert {"public", "must-revalidate"} <= set(strangers.headers["Cache-Control"].split(", "))
    assert "Cookie" in strangers.headers["Vary"]
    assert client.get("/informasi/", headers={"if-none-match": strangers.headers["ETag"]}).status_code == 304
    assert "private" in reader.get("/informasi/").headers["Cache-Control"]
    english = Client(headers={"cookie": "bahasa=en"}).get("/informasi/")
    assert english.headers["ETag"] != strangers.headers["ETag"]
    catalogue.published(people)
    assert client.get("/informasi/").headers["ETag"] != strangers.headers["ETag"]
