"""The portal's copy in a real browser, carried by Python's own file server under a folder of its own."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.make import catalogue, portal, verify
from tests.make.cast import cast
from tests.make.copied import copied, without_provinces

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
TITLE = "Rekapitulasi pemutakhiran data pemilih"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_told: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: Any,
    static_files: None,
) -> Iterator[str]:
    """A copy as any server carries it: below a folder, without a word about it."""
    top = tmp_path_factory.mktemp("server")
    with django_db_blocker.unblock(), without_provinces(), transaction.atomic():
        people = cast()
        verify.announced(people, at=make.NOON)
        portal.small_country()
        catalogue.published_file(people, title=TITLE)
        catalogue.published(people, title="Laporan kinerja instansi", items=("KIN-01",))
        copied(top / "pemilu" / "terbuka")
        transaction.set_rollback(True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(top)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/pemilu/terbuka/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone that tells of every fault of a script or the security policy."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    yield opened
    assert faults == []
    context.close()


def test_a_citizen_finds_opens_and_downloads_without_any_server(
    site: str, page: Page, tmp_path: Path
) -> None:
    page.goto(site)
    page.get_by_label("Cari informasi, satker").fill("data pemilihan")
    page.keyboard.press("Enter")

    expect(page.locator("#keadaan")).to_contain_text("hasil")
    first = page.locator("#hasil li").first
    expect(first.get_by_role("link")).to_have_text(TITLE)
    expect(first.locator("mark").first).to_be_visible()
    first.get_by_role("link").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    with page.expect_download() as got:
        page.get_by_role("link", name="Unduh").first.evaluate("link => { link.download = ''; link.click() }")
    got.value.save_as(tmp_path / "laporan.pdf")
    assert (tmp_path / "laporan.pdf").read_bytes() == catalogue.PDF


def test_the_search_narrows_forgives_and_speaks(site: str, page: Page) -> None:
    state, hits = page.locator("#keadaan"), page.locator("#hasil li")
    page.goto(f"{site}cari/?q=rekapitulsi")
    expect(state).to_contain_text("Maksud Anda rekapitulasi?")
    expect(hits).to_have_count(1)

    page.goto(f"{site}cari/?q=jombang&jenis=satker")
    expect(hits.first).to_be_visible()
    for title in hits.locator("h2").all_text_contents():
        assert "Jombang" in title

    page.get_by_role("searchbox").fill("rekapit")
    page.select_option("#jenis", "")
    page.get_by_role("searchbox").press("Enter")
    expect(hits).to_have_count(1)

    page.goto(f"{site}cari/?q=xyzzyx")
    expect(state).to_contain_text("tidak ada di mana pun: xyzzyx")
    page.goto(f"{site}en/cari/?q=laporan")
    expect(hits.first).to_be_visible()
    assert "/en/informasi/" in (hits.first.get_by_role("link").get_attribute("href") or "")


def test_without_script_the_lists_lead_everywhere(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}cari/?q=laporan")
    expect(page.get_by_text("memerlukan JavaScript")).to_be_visible()
    page.get_by_role("link", name="Semua informasi yang diumumkan").click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_stands_in_the_way_of_anybody(site: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("", "cari/?q=laporan", "informasi/", "en/salinan/", "nasional/"):
        page.goto(site + address)
        if address.startswith("cari"):
            expect(page.locator("#hasil li").first).to_be_visible()
        found = Axe().run(page, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
