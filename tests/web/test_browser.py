"""A citizen's way to a unit in a real browser, on a phone and on a desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SCREENS = {"phone": (390, "light"), "desk": (1280, "dark")}


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = SCREENS[request.param]
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def test_a_unit_is_found_by_keyboard_alone(screen: Page, live_site: str) -> None:
    screen.goto(live_site)
    screen.keyboard.press("Tab")
    expect(screen.locator(".skip")).to_be_focused()
    screen.keyboard.press("Enter")
    expect(screen.locator("main")).to_be_focused()
    screen.keyboard.press("Tab")
    screen.keyboard.type("jombang")
    screen.keyboard.press("Enter")

    screen.wait_for_url("**/cari/?q=jombang*")
    screen.get_by_role("link", name="Bawaslu Kabupaten Jombang").click()

    expect(screen.get_by_role("heading", level=1)).to_have_text("Bawaslu Kabupaten Jombang")
