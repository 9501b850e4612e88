"""A file is sent from a real Chromium over a connection that breaks; the pages around it are for everyone."""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect

from tests.installation import Installation, Workshop
from tests.make.cast import JOMBANG
from tests.make.units import photo
from tests.web.staging import served

pytestmark = pytest.mark.browser
ROOM = f"/kerja/{JOMBANG}/profil/sarana/room/"
PAGES = ("", "kontak/", "keputusan/", "pimpinan/", "situs/baru/", "petugas/baru/", "sarana/room/")
_PEOPLE = """
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from tests.make.cast import cast
ani = cast().ani
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(ani.pk), ani.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session.save()
print(session.session_key)
"""
SMALLER_THAN_A_FINGER = """() => [...document.querySelectorAll(
    ".button, main .field input:not([type=radio]), .check, .tabs a, .change, .back")]
    .map(one => [one.textContent.trim(), one.getBoundingClientRect()])
    .filter(([, box]) => box.height > 0 && (box.height < 44 || box.width < 44))
    .map(([text, box]) => `${text}: ${Math.round(box.width)}x${Math.round(box.height)}`)"""


# What stands there for a second only is noted as it comes.
NOTES_WHAT_IS_TOLD = """() => { window.told = []; new MutationObserver(changes => changes.forEach(
    change => window.told.push(change.target.textContent))).observe(
    document.querySelector(".upload [role=status]"), { childList: true }); }"""
PATIENCE = 20_000


@pytest.fixture(scope="module")
def office(workshop: Workshop) -> Iterator[tuple[Installation, str, str]]:
    """An installation that serves, its address, and the session of Ani."""
    installation = workshop.prepared()
    session = installation.script(_PEOPLE)
    with served(installation) as address:
        yield installation, address, session


@pytest.fixture
def ani(browser: Browser, office: tuple[Installation, str, str]) -> Iterator[Page]:
    _installation, address, session = office
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=address)
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    yield context.new_page()
    context.close()


def chosen(page: Page, folder: Path, content: bytes, name: str = "ruang.jpg") -> None:
    """Choose a file as a person does."""
    (folder / name).write_bytes(content)
    page.locator("#berkas").set_input_files(folder / name)


def status(page: Page) -> str:
    return page.locator(".upload [role=status]").inner_text()


def parts_sent(page: Page) -> list[int]:
    """The numbers of the parts as they leave the browser."""
    sent: list[int] = []

    def note(address: str) -> None:
        last = address.rstrip("/").rpartition("/")[2]
        if "/unggah/" in address and last.isdecimal():
            sent.append(int(last))

    page.on("request", lambda request: note(request.url))
    return sent


def test_a_photo_arrives_over_a_connection_that_breaks_once(ani: Page, tmp_path: Path) -> None:
    sent = parts_sent(ani)
    broken: list[str] = []

    def breaks_once(route: Route) -> None:
        if not broken:
            broken.append(route.request.url)
            return route.abort("connectionreset")
        return route.continue_()

    ani.goto(ROOM)
    ani.route("**/unggah/*/1/", breaks_once)
    ani.evaluate(NOTES_WHAT_IS_TOLD)
    chosen(ani, tmp_path, photo("2026:11:20 09:15:00", side=800))

    expect(ani.locator(".upload [role=status]")).to_contain_text("Tersimpan: ruang.jpg", timeout=PATIENCE)
    assert any("Sambungan terputus" in words for words in ani.evaluate("window.told"))
    ani.get_by_role("button", name="Simpan foto").click()

    expect(ani.get_by_text("Tanggal dari kamera", exact=True)).to_be_visible()
    assert ani.locator(".photos strong").inner_text() == "Jum, 20 Nov 2026"
    assert sent.count(1) == 2
    assert sent.count(0) == 1
    is_drawn = "() => [...document.querySelectorAll('.photos img')].every(one => one.naturalWidth > 0)"
    ani.wait_for_function(is_drawn)


def test_after_a_reload_only_the_missing_parts_are_sent(ani: Page, tmp_path: Path) -> None:
    content = photo("2026:11:19 09:15:00", side=801)
    ani.goto(ROOM)
    ani.route("**/unggah/*/2/", lambda route: route.abort("internetdisconnected"))
    chosen(ani, tmp_path, content)
    expect(ani.locator(".upload [role=status]")).to_contain_text("Sambungan terputus")

    ani.unroute_all(behavior="ignoreErrors")
    ani.reload()
    sent = parts_sent(ani)
    chosen(ani, tmp_path, content)

    expect(ani.locator(".upload [role=status]")).to_contain_text("Tersimpan", timeout=PATIENCE)
    assert 0 not in sent
    assert 2 in sent


def test_a_form_sent_in_the_middle_waits_for_its_file(ani: Page, tmp_path: Path) -> None:
    ani.goto(ROOM)

    def slow(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    ani.route("**/unggah/*/0/", slow)
    chosen(ani, tmp_path, photo("2026:11:18 09:15:00", side=300))
    ani.get_by_role("button", name="Simpan foto").click()

    expect(ani.locator(".photos")).to_contain_text("Rab, 18 Nov 2026")


def test_faults_stand_beside_the_field_and_the_upload_can_be_cancelled(ani: Page, tmp_path: Path) -> None:
    ani.goto(ROOM)
    asked = parts_sent(ani)
    chosen(ani, tmp_path, b"x" * (21 << 20))
    expect(ani.locator("#berkas-fault")).to_contain_text("lebih dari 20 MB")
    chosen(ani, tmp_path, b"", "kosong.pdf")
    expect(ani.locator("#berkas-fault")).to_contain_text("kosong")
    assert asked == []

    chosen(ani, tmp_path, b"MZ" + b"\0" * 900, "laporan.pdf")
    expect(ani.locator("#berkas-fault")).to_contain_text("program")
    assert ani.evaluate("document.activeElement.id") == "berkas"

    ani.route("**/unggah/*/0/", lambda route: route.abort("connectionreset"))
    chosen(ani, tmp_path, photo(side=302))
    ani.get_by_role("button", name="Batalkan").press("Enter")
    expect(ani.locator(".upload [role=status]")).to_have_text("Dibatalkan.")
    assert ani.evaluate("document.activeElement.id") == "berkas"


def test_an_upload_cancelled_while_the_file_is_read_sends_nothing_more(ani: Page, tmp_path: Path) -> None:
    ani.goto(ROOM)
    ani.evaluate(
        """() => {
            const digest = crypto.subtle.digest.bind(crypto.subtle);
            crypto.subtle.digest = (...given) =>
                new Promise((go) => { window.goOnReading = go; }).then(() => digest(...given));
        }"""
    )
    asked: list[str] = []
    ani.on("request", lambda request: asked.append(request.url))
    chosen(ani, tmp_path, photo(side=304))
    ani.wait_for_function("() => window.goOnReading")
    ani.get_by_role("button", name="Batalkan").press("Enter")
    ani.evaluate("() => new Promise((done) => { window.goOnReading(); setTimeout(done, 400); })")

    expect(ani.locator(".upload [role=status]")).to_have_text("Dibatalkan.")
    assert asked == []


def test_a_session_that_ended_is_told_and_the_upload_goes_on(
    ani: Page, office: tuple[Installation, str, str], tmp_path: Path
) -> None:
    _installation, address, session = office
    ani.goto(ROOM)
    ani.context.clear_cookies(name="sessionid")
    chosen(ani, tmp_path, photo(side=303))
    expect(ani.locator(".upload [role=status]")).to_contain_text("Anda sudah keluar")

    ani.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    ani.get_by_role("button", name="Coba lagi").click()

    expect(ani.locator(".upload [role=status]")).to_contain_text("Tersimpan", timeout=PATIENCE)


def _note(complaints: list[str], message: ConsoleMessage) -> None:
    complaints.append(message.text)


def _screens(browser: Browser, address: str, session: str) -> Iterator[BrowserContext]:
    for width, scheme in ((390, "light"), (1280, "dark")):
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme=scheme,  # type: ignore[arg-type]
            base_url=address,
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        yield context
        context.close()


@pytest.mark.parametrize("place", PAGES)
def test_a_page_of_the_profile_is_for_everyone(
    browser: Browser, office: tuple[Installation, str, str], place: str
) -> None:
    _installation, address, session = office
    for context in _screens(browser, address, session):
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", partial(_note, complaints))
        page.goto(f"/kerja/{JOMBANG}/profil/{place}")

        found = Axe().run(page, options={"resultTypes": ["violations"]})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

        assert page.evaluate(SMALLER_THAN_A_FINGER) == []
        assert found.violations_count == 0, found.generate_report()
        assert wide <= 0, f"scrolls sideways by {wide} px"
        assert complaints == []
