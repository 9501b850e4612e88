"""On paper: no navigation, nothing left folded, the addresses of proof written out."""

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
UNIT = "/satker/kpu-kab-jombang/"
_AFTER = "one => getComputedStyle(one, '::after').content"


def test_a_printed_page_is_black_on_white_without_navigation_and_with_all_that_is_folded(
    page: Page, live_site: str
) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(live_site + UNIT)

    assert not page.locator(".top").is_visible()
    assert not page.locator(".foot").is_visible()
    assert not page.locator("a.button").first.is_visible()
    assert page.locator("details.fold .inside li").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_address_of_proof_is_written_beside_its_title(page: Page, live_site: str) -> None:
    page.emulate_media(media="print")
    page.goto(live_site + UNIT)

    proof = page.locator("a.proof[href^=http]").first
    address = proof.get_attribute("href")
    assert address
    assert address in proof.evaluate(_AFTER)
