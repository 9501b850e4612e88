"""The demo's result as a page: clear that it is an example, clear what was found."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def result() -> Iterator[Path]:
    place = Path(settings.DATA) / "demo" / "result.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(make.demo_result()), "utf-8")
    yield place
    place.unlink()


def words(client: Client) -> str:
    main = LexborHTMLParser(client.get("/demo/").content).css_first("main")
    return " ".join(main.text(separator=" ").split())


def test_it_says_first_that_it_is_an_example_and_how_things_stand(client: Client, result: Path) -> None:
    said = words(client)

    assert said.startswith("Ini contoh, bukan penilaian sungguhan")
    assert "1 dari 4 butir informasi wajib ada dan masih berlaku" in said
    assert "1 usang, 1 tidak ada" in said


def test_the_score_stands_on_its_scale(client: Client, result: Path) -> None:
    page = LexborHTMLParser(client.get("/demo/").content)

    assert "57,25" in words(client)
    assert "Kurang 2,75 untuk Cukup Informatif" in words(client)
    drawn = page.css_first('svg[role="img"]').attributes["aria-label"] or ""
    assert drawn.strip() == "Nilai 57,25 dari 100, kategori Kurang Informatif."
    assert page.css_first("svg svg").attributes["x"] == "57.25%"


def test_each_item_has_its_verdict_its_proof_and_its_remedy(client: Client, result: Path) -> None:
    said = words(client)

    for part in ("Butir PPD-12 Tidak ada", "Unggah laporan 2025.", "Halaman PPD-05", "(2025)"):
        assert part in said


def test_what_asks_for_an_act_comes_first(client: Client, result: Path) -> None:
    said = words(client)

    assert said.index("PPD-12") < said.index("PPD-13") < said.index("PPD-05")


def test_the_questionnaire_shows_what_is_drafted_and_what_gaps_bring(client: Client, result: Path) -> None:
    said = words(client)

    assert "13 dari 39 pertanyaan" in said
    assert "Umumkan: Laporan kinerja 2025 +3,00" in said
    assert "1 dari 1 terjawab" in said


def test_an_address_no_browser_should_follow_is_no_link(client: Client, result: Path) -> None:
    page = client.get("/demo/").content.decode()

    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


def test_two_queries_suffice(client: Client, result: Path, django_assert_num_queries: Any) -> None:
    counted: AbstractContextManager[Any] = django_assert_num_queries(2)
    with counted:
        client.get("/demo/")


def test_without_a_demo_the_page_says_how_to_make_one(client: Client) -> None:
    assert "Jalankan terbuka demo" in words(client)
    assert "Contoh hasil" not in LexborHTMLParser(client.get("/").content).css_first("nav").text()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"report": 3}'])
def test_a_broken_result_is_as_none(client: Client, result: Path, content: str) -> None:
    result.write_text(content, "utf-8")

    assert "Belum ada contoh" in words(client)


def test_a_result_that_lacks_parts_still_shows_the_rest(client: Client, result: Path) -> None:
    report = {"items": [{"code": "X-1", "name": "Tanpa bukti", "class": "periodic", "verdict": "unheard_of"}]}
    result.write_text(
        json.dumps({"report": report, "score": {"value": "1e400", "scale": "ki-2022"}}), "utf-8"
    )

    assert "Tanpa bukti Unheard_of" in words(client)
