"""Every address of one's own account and of the way in, in both languages, for who comes and who is in."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pytest_django import Settings

from terbuka.models import Account, Event
from terbuka.services import people as people_service
from terbuka.services import signin
from terbuka.web.account import ADDRESSES
from terbuka.web.tags import day
from tests.make.cast import PASSWORD, Cast, cast
from tests.web.entering import enter, fail, is_in, with_app

pytestmark = pytest.mark.django_db
ANI, PASSKEY, NEW = "ani@contoh.example", 7001, "kata sandi lain yang panjang"
NAMES = sorted(str(one.name) for one in ADDRESSES)
SAMPLES: dict[str, dict[str, Any]] = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "salah"},
    "mfa_remove_webauthn": {"pk": PASSKEY},
    "mfa_edit_webauthn": {"pk": PASSKEY},
}
INLINE = re.compile(r"""\sstyle=|<style|<script(?![^>]*(?:\bsrc=|type="application/json"))|\son\w+=""")


@pytest.fixture
def people(settings: Settings) -> Cast:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return cast()


def _address(name: str) -> str:
    return reverse(name, kwargs=SAMPLES.get(name))


def _with_passkey(account: Account) -> None:
    data = {"name": "Laptop kantor", "credential": {}}
    Authenticator.objects.create(pk=PASSKEY, user=account, type=Authenticator.Type.WEBAUTHN, data=data)


def _just_proven(client: Client) -> None:
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [
        one | {"reauthenticated": True, "at": time.time()} for one in records
    ]
    session.save()


def _ani(people: Cast, *, factors: bool) -> Client:
    """Ani, signed in, who has just confirmed it; with all factors or with none."""
    client = Client()
    enter(client, ANI)
    _just_proven(client)
    if factors:
        with_app(people.ani)
        RecoveryCodes.activate(people.ani)
    return client


def _half_way(people: Cast) -> Client:
    """Ani, whose password was taken and whose code is awaited."""
    with_app(people.ani)
    client = Client()
    enter(client, ANI)
    return client


def _check(client: Client, name: str, language: str) -> int:
    answer = client.get(_address(name), {"lang": language})
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert answer.status_code in (200, 302, 404), name
    page = answer.content.decode()
    if page and "html" in answer.headers["Content-Type"]:
        assert f'<html lang="{language}">' in page
        assert INLINE.search(page) is None, name
        assert page.count("<h1>") == 1
    return answer.status_code


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_for_strangers_holds_under_the_strict_policy(people: Cast, language: str) -> None:
    shown = {name: _check(Client(), name, language) for name in NAMES}

    assert {name for name, status in shown.items() if status == 200} == {
        "account_inactive",
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
    assert {name for name, status in shown.items() if status == 404} == {"account_signup"}


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_for_who_is_in_holds_under_the_strict_policy(people: Cast, language: str) -> None:
    bare = _ani(people, factors=False)
    shown = {name for name in NAMES if _check(bare, name, language) == 200}
    full = _ani(people, factors=True)
    shown |= {name for name in NAMES if _check(full, name, language) == 200}
    _with_passkey(people.ani)
    shown |= {
        name
        for name in ("mfa_index", "mfa_remove_webauthn", "mfa_edit_webauthn", "account_reauthenticate")
        if _check(full, name, language) == 200
    }
    Authenticator.objects.all().delete()
    shown |= {name for name in ("mfa_authenticate",) if _check(_half_way(people), name, language) == 200}

    redirects = {"account_login", "mfa_list_webauthn", "mfa_login_webauthn"}
    in_a_real_browser = {"mfa_reauthenticate_webauthn"}
    assert set(NAMES) - shown == redirects | in_a_real_browser | {"account_signup"}


@pytest.mark.parametrize(
    "name", ["account_email", "account_confirm_email", "account_set_password", "socialaccount_connections"]
)
def test_what_is_not_offered_has_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_an_account_page_is_never_kept_by_a_shared_cache(people: Cast) -> None:
    answer = _ani(people, factors=False).get(reverse("account"))

    assert "Cookie" in answer.headers["Vary"]
    assert "private" in answer.headers.get("Cache-Control", "")


# The own activity

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


def _activity(client: Client, **query: str) -> str:
    return str(client.get(reverse("account_activity"), query).content.decode())


def test_one_sees_the_own_sign_ins_and_failures_with_browser_and_system(people: Cast) -> None:
    client = Client(headers={"user-agent": FIREFOX})
    fail(client, ANI, 2)
    enter(client, ANI)

    page = _activity(client)

    assert "<strong>2 kali gagal masuk</strong>" in page
    assert page.count("Gagal masuk: kata sandi tidak cocok") == 2
    assert "Masuk dengan kata sandi" in page
    assert page.count("Firefox, Windows") == 3
    assert "127.0.0.1" not in page
    kept = Event.objects.about("account", people.ani.pk).values_list("payload", flat=True)
    assert {one["device"] for one in kept} == {"Firefox, Windows"}


def test_nothing_of_another_person_is_ever_shown(people: Cast) -> None:
    fail(Client(headers={"user-agent": FIREFOX}), "budi@contoh.example", 3)
    enter(Client(headers={"user-agent": FIREFOX}), "budi@contoh.example")
    people_service.give_reset(people.budi, by=people.eka, at=timezone.now())
    client = Client()
    enter(client, ANI)

    page = _activity(client)

    assert "Tidak ada yang gagal masuk dalam 30 hari terakhir; 1 kejadian tercatat" in page
    for word in ("Firefox", "Budi", "budi@", "Eka"):
        assert word not in page


def test_what_the_level_above_did_to_the_account_names_who_did_it(people: Cast) -> None:
    client = Client()
    enter(client, ANI)
    people_service.give_reset(people.ani, by=people.fajar, at=timezone.now())

    page = _activity(client)

    assert "Tautan kata sandi baru dibuatkan untuk Anda" in page
    assert "oleh Fajar" in page


def test_not_me_ends_every_other_session_and_leads_to_a_new_password(people: Cast) -> None:
    stranger, client = Client(), Client()
    enter(stranger, ANI)
    enter(client, ANI)

    answer = client.post(reverse("account_activity"), follow=True)

    assert answer.redirect_chain == [(reverse("account_change_password"), 302)]
    assert "1 perangkat lain dikeluarkan" in answer.content.decode()
    assert (is_in(client), is_in(stranger)) == (True, False)
    assert "Perangkat lain dikeluarkan" in _activity(client)


def test_a_long_trail_comes_in_pages_with_a_bounded_number_of_questions(
    people: Cast, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    enter(client, ANI)
    for number in range(40):
        signin.record_failure(people.ani, reason="password", by=None, at=timezone.now())
        if number == 20:
            people_service.give_reset(people.ani, by=people.fajar, at=timezone.now())

    assert _activity(client).count('class="badge tone-warning"') < 31
    with django_assert_max_num_queries(6):
        last = _activity(client, hal="2")

    assert "Halaman 2 dari 2" in last
    assert "Masuk dengan kata sandi" in last


# The overview


def test_the_account_says_first_how_safe_it_is_and_what_to_do(people: Cast) -> None:
    client = Client()
    enter(client, ANI)

    bare = client.get(reverse("account")).content.decode()

    assert "Kata sandi belum pernah diganti" in bare
    assert "langkah kedua belum aktif" in bare
    assert "1 perangkat sedang masuk" in bare
    assert f'<a class="button" href="{reverse("mfa_index")}">Pasang langkah kedua</a>' in bare


def test_with_a_factor_the_next_step_is_another(people: Cast) -> None:
    client = _ani(people, factors=True)
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), typed)

    page = client.get(reverse("account")).content.decode()

    assert f"Kata sandi terakhir diganti {day(timezone.now())}" in page
    assert "langkah kedua aktif" in page
    assert f'<a class="button" href="{reverse("account_activity")}">Lihat kegiatan akun</a>' in page
