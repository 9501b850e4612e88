"""Every address of one's own account and of the way in, in both languages, for who comes and who is in."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from terbuka.models import Account
from terbuka.web.account import ADDRESSES
from tests.make.cast import Cast, cast
from tests.web.entering import enter, with_app

pytestmark = pytest.mark.django_db
ANI, PASSKEY = "ani@contoh.example", 7001
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
