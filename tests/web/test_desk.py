"""Where people land: an officer at home, who stands above at what waits below."""

import gzip
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from terbuka.services import followup
from terbuka.services.jobs.mainjob import after_audit
from tests import make
from tests.make import assessment, siteaudit
from tests.make import followup as items
from tests.make.cast import Cast, cast

pytestmark = pytest.mark.django_db
HOME = "/kerja/kpu-kab-jombang/"
LIGHT = 60 * 1024
STATIC = Path(__file__).parents[2] / "terbuka" / "static"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ani(people: Cast, client: Client) -> Client:
    client.force_login(people.ani, BACKEND)
    return client


def test_an_officer_of_one_unit_lands_at_its_home(ani: Client) -> None:
    assert ani.get("/meja/").headers["Location"] == HOME


def test_a_new_unit_is_told_how_to_begin(ani: Client) -> None:
    page = ani.get(HOME).content.decode()

    assert "belum pernah diperiksa" in page
    assert "Periksa situs sekarang" in page


def test_home_shows_readiness_what_is_due_and_what_wins_points(people: Cast, ani: Client) -> None:
    after_audit(siteaudit.running(), siteaudit.example_report(), at=timezone.now())
    assessment.opened(people.eka, steps=assessment.steps_around(timezone.localdate()), at=timezone.now())

    page = ani.get(HOME).content.decode()

    assert "Kesiapan hari ini" in page
    assert "Lanjutkan kuesioner" in page
    assert "39 jawaban menunggu Anda" in page
    assert "Cepat menambah nilai" in page


def test_home_is_light_enough_for_a_weak_line(ani: Client) -> None:
    after_audit(siteaudit.running(), siteaudit.example_report(), at=timezone.now())

    page = gzip.compress(ani.get(HOME).content)
    parts = ("css/site.css", "css/tokens.css", "icon/sprite.svg", "icon/mark.svg")
    beside = sum(len(gzip.compress((STATIC / part).read_bytes())) for part in parts)
    font = (STATIC / "font" / "plus-jakarta-sans.woff2").stat().st_size

    assert len(page) + beside + font < LIGHT


def test_home_asks_the_database_a_bounded_number_of_times(
    people: Cast, ani: Client, django_assert_max_num_queries: object
) -> None:
    after_audit(siteaudit.running(), siteaudit.example_report(), at=timezone.now())
    ani.get(HOME)

    with django_assert_max_num_queries(30):  # type: ignore[operator]
        ani.get(HOME)


def test_what_is_overdue_is_seen_by_the_level_above(people: Cast, client: Client) -> None:
    today = timezone.localdate()
    then = timezone.now() - timedelta(days=30)
    due = today - timedelta(days=5)
    followup.accept(items.item(), owner=people.ani, due_on=due, today=then.date(), by=people.ani, at=then)
    client.force_login(people.budi, BACKEND)

    page = client.get("/meja/").content.decode()

    assert "1 satker lewat tanggal tindak lanjut" in page
    assert f'href="{HOME}tindak-lanjut/?tampil=lewat"' in page


def test_who_keeps_the_installation_lands_there(people: Cast, client: Client) -> None:
    client.force_login(people.hasan, BACKEND)

    assert client.get("/meja/").headers["Location"] == "/pemasangan/"


def test_without_a_role_one_is_told_whom_to_ask(people: Cast, client: Client) -> None:
    client.force_login(make.account("Lina", "lina@contoh.example"), BACKEND)

    assert "Akun Anda belum punya peran" in client.get("/meja/").content.decode()
