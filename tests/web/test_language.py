"""Indonesian unless the reader says otherwise; what was chosen stays chosen."""

import pytest
from django.test import Client

from terbuka.rules import language
from terbuka.web.tags import day, number

pytestmark = pytest.mark.django_db


def test_an_english_browser_still_gets_indonesian(client: Client) -> None:
    answer = client.get("/", headers={"accept-language": "en-US"})

    assert '<html lang="id">' in answer.content.decode()
    assert answer.headers["Content-Language"] == "id"


def test_the_choice_is_kept_for_the_next_page(client: Client) -> None:
    client.get("/?lang=en")

    answer = client.get("/satker/")

    assert '<html lang="en">' in answer.content.decode()
    assert "1,106" in answer.content.decode()


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    answer = client.get("/?lang=xx")

    assert '<html lang="id">' in answer.content.decode()
    assert not answer.cookies


def test_the_switch_keeps_the_filters(client: Client) -> None:
    page = client.get("/satker/?provinsi=35&q=kota").content.decode()

    assert 'href="?provinsi=35&amp;q=kota&amp;lang=en"' in page


def test_after_a_page_the_rules_speak_as_before(client: Client) -> None:
    client.get("/?lang=en")

    assert language.language() == "id"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2026-03-13", "Jum, 13 Mar 2026"),
        ("2026-11-22T23:30:00+00:00", "Sen, 23 Nov 2026"),
        ("", ""),
        ("kelak", "kelak"),
    ],
)
def test_a_day_is_shown_with_its_weekday(value: str, shown: str) -> None:
    assert day(value) == shown


def test_numbers_are_written_as_readers_write_them() -> None:
    assert number(1106) == "1.106"
