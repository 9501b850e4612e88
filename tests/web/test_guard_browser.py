"""Blacking out in a real Chromium: by pointer, by keyboard, and the result is shown as it was read back."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.installation import Workshop
from tests.make.cast import JOMBANG
from tests.web.staging import served

pytestmark = pytest.mark.browser
# Two processes read the file; on a busy machine that takes its time.
PATIENCE = 120_000
_FILE = """
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from terbuka.services.jobs.collecting import read_later
from tests.make import guard
from tests.make.cast import cast
people = cast()
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(people.ani.pk), people.ani.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session.save()
version = guard.collected(people, guard.letter())
read_later(version, at=timezone.now())
print(session.session_key, version.publication_id)
"""


@pytest.fixture
def ani(browser: Browser, workshop: Workshop) -> Iterator[tuple[Page, str]]:
    """Ani at the guard's page of a file that the workers of this installation read."""
    installation = workshop.prepared()
    session, publication = installation.script(_FILE).split()
    with served(installation) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        yield page, f"/kerja/{JOMBANG}/informasi/{publication}/penjaga/"
        context.close()


def _is_shown(page: Page) -> None:
    """A box is drawn on a page that is seen, no sooner."""
    expect(page.locator("#lembar img")).to_have_js_property("naturalWidth", 1000, timeout=PATIENCE)


def _by_pointer(page: Page) -> None:
    _is_shown(page)
    sheet = page.locator("#lembar")
    sheet.scroll_into_view_if_needed()
    around = sheet.bounding_box()
    assert around
    page.mouse.move(around["x"] + around["width"] * 0.2, around["y"] + 40)
    page.mouse.down()
    page.mouse.move(around["x"] + around["width"] * 0.5, around["y"] + 80, steps=4)
    page.mouse.up()
    expect(page.locator("#kiri")).to_have_value("20.00")
    page.get_by_role("button", name="Hitamkan kotak ini").click()
    expect(page.get_by_role("heading", name="1 bagian dihitamkan")).to_be_visible()


def _by_keyboard(page: Page) -> None:
    _is_shown(page)
    page.locator("#lembar").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#kiri")).to_have_value("40.00")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("#kiri")).to_have_value("41.00")
    expect(page.locator("#tinggi")).to_have_value("5.00")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 bagian dihitamkan")).to_be_visible()


def test_parts_are_drawn_undone_and_the_copy_is_read_back(ani: tuple[Page, str]) -> None:
    page, address = ani
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(address)
    # The page waits for the guard by itself.
    expect(page.locator("#kemajuan")).to_contain_text("Penjaga menemukan 1 NIK", timeout=PATIENCE)
    _is_shown(page)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()

    _by_pointer(page)
    _by_keyboard(page)
    page.get_by_role("button", name="Urungkan kotak 2").click()
    expect(page.get_by_role("heading", name="1 bagian dihitamkan")).to_be_visible()
    page.get_by_role("button", name="Hitamkan semua temuan").click()
    page.get_by_role("button", name="Buat salinan untuk umum").click()
    expect(page.locator("#kemajuan")).to_contain_text("tidak ada lagi teks di bawahnya", timeout=PATIENCE)
    expect(page.get_by_role("link", name="Lanjut: kirim untuk diperiksa")).to_be_visible()
    assert complaints == []
