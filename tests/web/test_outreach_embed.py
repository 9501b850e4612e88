"""The list within a unit's own site: framed by anybody, cookieless, small; the same for programs."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from tests.make import catalogue
from tests.make.cast import Cast, cast

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
FRAME, DATA = "/sematan/kpu-kab-jombang/", "/sematan/kpu-kab-jombang.json"


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def test_it_may_stand_in_any_frame_and_leaves_no_cookie(client: Client, people: Cast) -> None:
    answer = client.get(FRAME)

    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert not answer.cookies
    assert b"<script" not in answer.content


def test_it_shows_what_is_public_and_opens_it_outside_the_frame(client: Client, people: Cast) -> None:
    row = catalogue.published(people)
    catalogue.draft(people, title="Konsep rahasia")

    page = client.get(FRAME).content.decode()

    assert f'href="/informasi/{row.pk}/" target="_blank" rel="noopener"' in page
    assert "Konsep rahasia" not in page
    assert "Semua 1 informasi" in page


def test_it_is_small_and_a_longer_list_costs_no_more_questions(
    client: Client, people: Cast, django_assert_max_num_queries: Queries
) -> None:
    for number in range(12):
        catalogue.published(people, title=f"Laporan Kinerja ke-{number}")

    with django_assert_max_num_queries(4):
        answer = client.get(FRAME)

    assert len(answer.content) < 8_000
    assert answer.content.count(b"<li>") == 10


def test_scripts_of_other_sites_may_read_the_same_as_data(client: Client, people: Cast) -> None:
    row = catalogue.published_file(people)
    assert row.public

    answer = client.get(DATA)

    told = json.loads(answer.content)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert told["jumlah"] == 1
    assert told["informasi"][0]["judul"] == catalogue.TITLE
    assert told["informasi"][0]["sha256"] == row.public.released_id
    assert client.get("/sematan/tidak-ada.json").status_code == 404
