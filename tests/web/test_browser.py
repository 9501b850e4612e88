"""Every public page in a real browser: readable by all, on a phone and on a desk, light and dark."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.web.addresses import public_pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PAGES = [*public_pages().values(), "/satker/?provinsi=35", "/satker/?q=atlantis", "/tidak-ada/"]
SCREENS = {"phone": (390, "light"), "desk": (1280, "dark")}
TARGETS = ".button, .top a, .field input, .field select, .tiles a, summary, .table a.target, .skip"

SMALLER_THAN_A_FINGER = """selector => [...document.querySelectorAll(selector)]
    .map(one => [one.textContent.trim(), one.getBoundingClientRect()])
    .filter(([, box]) => box.height > 0 && (box.height < 44 || box.width < 44))
    .map(([text, box]) => `${text}: ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = SCREENS[request.param]
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_for_everyone(screen: Page, live_site: str, address: str) -> None:
    complaints: list[str] = []
    screen.on("console", lambda message: complaints.append(message.text))
    screen.goto(live_site + address)

    small = screen.evaluate(SMALLER_THAN_A_FINGER, TARGETS)
    screen.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(screen, options={"resultTypes": ["violations"]})
    wide = screen.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert small == []
    assert found.violations_count == 0, found.generate_report()
    assert wide <= 0, f"scrolls sideways by {wide} px"
    assert [one for one in complaints if "404" not in one] == []


def test_a_unit_is_found_by_keyboard_alone(screen: Page, live_site: str) -> None:
    screen.goto(live_site)
    screen.keyboard.press("Tab")
    expect(screen.locator(".skip")).to_be_focused()
    screen.keyboard.press("Enter")
    expect(screen.locator("main")).to_be_focused()
    screen.keyboard.press("Tab")
    screen.keyboard.type("jombang")
    screen.keyboard.press("Enter")

    screen.wait_for_url("**/satker/?q=jombang")
    screen.get_by_role("link", name="Bawaslu Jombang").click()

    expect(screen.get_by_role("heading", level=1)).to_have_text("Bawaslu Kabupaten Jombang")
