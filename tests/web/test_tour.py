"""The tour of the first day: offered once, fits the role, opens again, and never stands in the way."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from terbuka.models import Account, Event
from tests.make.cast import Cast, cast

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOME, DESK, TOUR = "/kerja/kpu-kab-jombang/", "/meja/", "/tur/"
OFFERED = "Mulai tur"


@pytest.fixture
def people() -> Cast:
    return cast()


def of(account: Account) -> Client:
    """The browser of somebody who has signed in."""
    client = Client()
    client.force_login(account, BACKEND)
    return client


def page(client: Client, address: str, **query: str) -> str:
    return str(client.get(address, query).content.decode())


def heading(client: Client, step: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page(client, TOUR, langkah=step))
    assert found
    return found[1]


@pytest.mark.parametrize(("name", "place"), [("ani", HOME), ("budi", DESK), ("eka", DESK)])
def test_it_is_offered_where_one_works(people: Cast, name: str, place: str) -> None:
    assert OFFERED in page(of(getattr(people, name)), place)


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("ani", ["Lihat kesiapan", "Setujui jawaban", "Kirim, lalu"]),
        ("fajar", ["Lihat kesiapan", "Setujui jawaban", "Kirim, lalu"]),
        ("budi", ["Mulai dari antrean", "Tandai setiap", "Lihat hasil"]),
        ("eka", ["Buka putaran", "Pantau antrean", "Umumkan"]),
        ("hasan", ["Lihat apakah server", "Undang administrator", "Bantu yang"]),
    ],
)
def test_its_three_steps_fit_the_role(people: Cast, name: str, headings: list[str]) -> None:
    browser = of(getattr(people, name))

    assert [
        heading(browser, step).startswith(start) for step, start in zip("123", headings, strict=True)
    ] == [
        True,
        True,
        True,
    ]


@pytest.mark.parametrize("step", ["0", "4", "xx", "", "²"])
def test_an_unknown_step_is_the_first(people: Cast, step: str) -> None:
    assert heading(of(people.ani), step).startswith("Lihat kesiapan")


@pytest.mark.parametrize(("act", "is_skipped"), [("selesai", False), ("lewati", True)])
def test_ended_or_waved_away_it_is_offered_no_more_and_the_trail_knows(
    people: Cast, act: str, is_skipped: bool
) -> None:
    browser = of(people.ani)

    answer = browser.post(TOUR, {"act": act})

    assert answer.headers["Location"] == DESK
    assert OFFERED not in page(browser, HOME)
    told = Event.objects.get(verb="tour_ended")
    assert (told.subject_id, told.payload) == (people.ani.pk, {"is_skipped": is_skipped})


def test_it_opens_again_from_the_account_and_ends_without_a_second_mark(people: Cast) -> None:
    browser = of(people.ani)
    browser.post(TOUR, {"act": "lewati"})

    assert f'href="{TOUR}"' in page(browser, reverse("account"))
    assert browser.get(TOUR).status_code == 200
    browser.post(TOUR, {"act": "selesai"})
    assert Event.objects.filter(verb="tour_ended").count() == 1


def test_reading_it_does_not_end_it(people: Cast) -> None:
    browser = of(people.ani)

    for step in "123":
        page(browser, TOUR, langkah=step)

    assert OFFERED in page(browser, HOME)


def test_what_is_shown_as_an_example_cannot_be_pressed(people: Cast) -> None:
    for name in ("ani", "budi", "eka", "hasan"):
        for step in "123":
            shown = page(of(getattr(people, name)), TOUR, langkah=step)
            example = shown[shown.index('<div class="card picture" inert>') : shown.index("</figure>")]
            assert not re.search(r"<(a|button|input)\b", example)
