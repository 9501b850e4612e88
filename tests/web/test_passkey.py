"""A passkey in a real browser: added, asked for as the second step, and enough on its own."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.make.cast import PASSWORD
from tests.make.signin import passer_by

pytestmark = pytest.mark.browser
_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _with_device(page: Page) -> None:
    """A device with a fingerprint reader that always recognises its owner."""
    driver = page.context.new_cdp_session(page)
    driver.send("WebAuthn.enable")
    driver.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})


def _type_password(page: Page, site: str, email: str) -> None:
    page.goto(site + reverse("account_login"))
    page.get_by_label("Alamat surel").fill(email)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def _leave(page: Page, site: str) -> None:
    page.goto(site + reverse("account_logout"))
    page.get_by_role("button", name="Keluar dari perangkat ini").click()


def test_a_passkey_is_added_and_then_signs_in_without_a_password(page: Page, live_site: str) -> None:
    site = live_site.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    with passer_by() as indah:
        _with_device(page)
        _type_password(page, site, indah.email)
        page.goto(site + reverse("mfa_add_webauthn"))
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_role("button", name="Lanjutkan").click()
        page.get_by_role("button", name="Buat kunci sandi").click()
        page.wait_for_url(site + reverse("mfa_view_recovery_codes"))
        _leave(page, site)

        _type_password(page, site, indah.email)
        page.wait_for_url(site + reverse("mfa_authenticate"))
        page.get_by_role("button", name="Pakai kunci sandi").click()
        page.wait_for_url(lambda address: "langkah-kedua" not in address)
        _leave(page, site)

        page.goto(f"{site}{reverse('account_login')}?next={reverse('usersessions_list')}")
        page.get_by_role("button", name="Masuk dengan kunci sandi").click()
        page.wait_for_url(site + reverse("usersessions_list"))
