"""Steps of signing in that several tests take."""

import time
from collections.abc import Mapping
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from terbuka.models import Account
from tests.make.cast import PASSWORD

WRONG = "bukan kata sandinya"


def enter(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    """Send the sign-in form; `more` are headers of the request or `next`."""
    fields: Mapping[str, str] = {"login": email, "password": password}
    if "next" in more:
        fields = {**fields, "next": more.pop("next")}
    return client.post(reverse("account_login"), fields, **more)


def fail(client: Client, email: str, times: int, **more: Any) -> Any:
    """Guess wrong so many times; the last answer."""
    answers = [enter(client, email, WRONG, **more) for _ in range(times)]
    return answers[-1]


def is_in(client: Client) -> bool:
    """Has somebody signed in here?"""
    return bool(client.get(reverse("account")).status_code == 200)


def with_app(account: Account) -> str:
    """Give this person an app for codes; its secret."""
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(account, secret)
    return secret


def code_of(secret: str) -> str:
    """The six figures that the app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
