"""Where a second factor is demanded: who is led to set one up, and comes back with all that was typed."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from terbuka.models import Account
from terbuka.rules.people import Role
from terbuka.services import people as service
from tests.make.cast import JOMBANG, PASSWORD, Cast, appoint, cast, unit
from tests.web.entering import code_of, enter, is_in, with_app

pytestmark = pytest.mark.django_db
ANI, BUDI = "ani@contoh.example", "budi@contoh.example"
SETTING_UP, QUEUE = "/akun/langkah-kedua/", "/verifikasi/"


@pytest.fixture
def people(settings: Settings) -> Cast:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECOND_FACTOR = "overseers"
    return cast()


@pytest.fixture
def budi(client: Client, people: Cast) -> Client:
    """The verifier's browser, signed in by password alone."""
    enter(client, BUDI)
    return client


def set_up(client: Client, then: Any) -> str:
    """Put an app on, as the page asks for; the page that shows the spare codes."""
    _confirmed(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    with then(execute=True):
        done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return str(client.get(done.headers["Location"]).content.decode())


@pytest.mark.parametrize(
    ("setting", "led"),
    [
        ("none", set()),
        ("overseers", {"budi", "eka", "hasan"}),
        ("everyone", {"ani", "fajar", "budi", "eka", "hasan"}),
    ],
)
def test_the_setting_says_who_is_led_to_set_one_up(
    people: Cast, settings: Settings, setting: str, led: set[str]
) -> None:
    settings.SECOND_FACTOR = setting
    found = set()
    for name in ("ani", "fajar", "budi", "eka", "hasan"):
        browser = Client()
        enter(browser, f"{name}@contoh.example")
        if browser.get("/satker/").headers.get("Location") == SETTING_UP:
            found.add(name)

    assert found == led


def test_the_page_says_why_and_what_happens_then(budi: Client) -> None:
    budi.get(QUEUE)

    page = budi.get(SETTING_UP).content.decode()

    assert "Peran Anda, Verifikator, mewajibkan langkah kedua." in page
    assert "Anda kembali ke halaman tadi" in page


def test_with_the_factor_in_place_one_goes_on_to_where_one_was_going(
    budi: Client, django_capture_on_commit_callbacks: Any
) -> None:
    budi.get(f"{QUEUE}?q=jombang")

    codes = set_up(budi, django_capture_on_commit_callbacks)

    assert f'<a class="button" href="{QUEUE}?q=jombang">Sudah saya simpan, lanjutkan</a>' in codes
    assert budi.get(f"{QUEUE}?q=jombang").status_code == 200
    assert "Sudah saya simpan" not in budi.get(reverse("mfa_view_recovery_codes")).content.decode()


def test_what_was_typed_on_the_way_is_back_afterwards(
    budi: Client, people: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    address = reverse("people", args=[JOMBANG])
    typed = {"email": "lina@jombang.example", "role": "officer", "from_on": "bukan hari"}

    answer = budi.post(address, typed)
    set_up(budi, django_capture_on_commit_callbacks)

    assert answer.headers["Location"] == SETTING_UP
    assert "lina@jombang.example" in budi.get(address).content.decode()


def test_parts_of_a_page_and_programs_are_led_in_their_own_language(budi: Client) -> None:
    part = budi.get(QUEUE, headers={"HX-Request": "true"})
    polling = budi.get(QUEUE, headers={"HX-Request": "true", "HX-Polling": "true"})
    program = budi.post(QUEUE, {"a": "b"}, headers={"Accept": "application/json"})

    assert part.headers["HX-Redirect"] == SETTING_UP
    assert (polling.status_code, polling.content) == (286, b"")
    assert (program.status_code, program.json()) == (401, {"sign_in": SETTING_UP})


def test_a_form_without_its_token_is_refused_before_anything_is_kept(people: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get(reverse("account_login"))
    enter(browser, BUDI, headers={"X-CSRFToken": browser.cookies["csrftoken"].value})

    assert browser.post(QUEUE, {"text": "dari tempat lain"}).status_code == 403
    assert not browser.session["held"]


@pytest.mark.parametrize("name", ["account", "account_activity", "mfa_activate_totp", "account_logout"])
def test_the_own_account_stays_open(budi: Client, name: str) -> None:
    assert budi.get(reverse(name)).headers.get("Location") != SETTING_UP


def test_a_role_given_later_asks_for_it_and_an_ended_one_no_more(people: Cast, client: Client) -> None:
    enter(client, ANI)
    assert client.get("/satker/").status_code == 200
    province = unit().parent
    assert province
    row = appoint(people.ani, Role.VERIFIER, province.slug)
    _a_minute_later(client)
    assert client.get("/satker/").headers["Location"] == SETTING_UP

    service.end_appointment(row, by=people.eka, at=timezone.now())

    assert client.get("/satker/").status_code == 200


def _a_minute_later(client: Client) -> None:
    session = client.session
    session["factor_met"] -= 61
    session.save()


def _asked(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get("/robot/")
    return len(asked)


def test_it_costs_others_no_question_to_the_database(
    people: Cast, client: Client, settings: Settings
) -> None:
    enter(client, ANI)
    client.get("/robot/")

    demanded = _asked(client)

    settings.SECOND_FACTOR = "none"
    assert demanded == _asked(client)


# Taking off


def _confirmed(client: Client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def _passkey(account: Account) -> Authenticator:
    data = {"name": "Laptop kantor", "credential": {}}
    return Authenticator.objects.create(user=account, type=Authenticator.Type.WEBAUTHN, data=data)


def test_the_last_factor_stays_while_it_is_demanded(budi: Client, people: Cast, settings: Settings) -> None:
    _confirmed(budi)
    with_app(people.budi)
    address = reverse("mfa_deactivate_totp")

    page = budi.get(address).content.decode()
    budi.post(address)

    assert "Ini langkah kedua Anda yang terakhir" in page
    assert Authenticator.objects.filter(user=people.budi).count() == 1
    settings.SECOND_FACTOR = "none"
    budi.post(address)
    assert not Authenticator.objects.filter(user=people.budi).exists()


def test_the_last_passkey_stays_too_and_goes_when_an_app_is_there(budi: Client, people: Cast) -> None:
    _confirmed(budi)
    address = reverse("mfa_remove_webauthn", args=[_passkey(people.budi).pk])

    refused = budi.post(address)
    with_app(people.budi)
    budi.post(address)

    assert (refused.status_code, "yang terakhir" in refused.content.decode()) == (422, True)
    assert [one.type for one in Authenticator.objects.filter(user=people.budi)] == ["totp"]


def test_who_lost_it_is_helped_by_the_level_above_and_sets_up_a_new_one(
    budi: Client, people: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with_app(people.budi)
    service.clear_factors(people.budi, by=people.eka, at=timezone.now())
    assert not is_in(budi)

    enter(budi, BUDI)

    assert budi.get(QUEUE).headers["Location"] == SETTING_UP
    set_up(budi, django_capture_on_commit_callbacks)
    assert budi.get(QUEUE).status_code == 200
