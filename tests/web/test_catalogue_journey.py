"""An officer drops thirty files, a second person publishes, the public finds: in a real browser."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.documents import made as papers
from tests.installation import Installation, Workshop, ending, free_port, get
from tests.make.cast import JOMBANG

pytestmark = pytest.mark.browser
HERE = f"/kerja/{JOMBANG}/informasi/"
PATIENCE = 120_000
# Thirty files are opened, guarded and guessed by one worker, perhaps on a busy machine.
READING = 300_000
_PEOPLE = """
import json
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from tests.make.cast import cast
people = cast()
def session_of(account):
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(account.pk), account.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session.save()
    return session.session_key
print(json.dumps({name: session_of(getattr(people, name)) for name in ("ani", "fajar")}))
"""
# What offices hand in; the name and the first page say what it is.
_PAPERS = (
    "Laporan Kinerja Instansi Pemerintah Tahun 2025",
    "Perjanjian Kinerja Tahun 2026",
    "Rencana Kerja Tahunan 2026",
    "DIPA Tahun Anggaran 2026",
    "Neraca Tahun 2025",
    "Laporan Layanan Informasi Publik Tahun 2025",
    "Maklumat Pelayanan Informasi Publik",
    "Struktur Organisasi",
    "Daftar Informasi Publik Tahun 2026",
    "Survei Kepuasan Masyarakat Tahun 2025",
    "Rencana Umum Pengadaan Tahun 2026",
    "Standar Operasional Prosedur Pelayanan Informasi",
    "Catatan atas Laporan Keuangan Tahun 2025",
    "Laporan Barang Milik Negara Tahun 2025",
)
HELD = 3
ALL = 30


def lay_folder(place: Path) -> Path:
    """Thirty files of six kinds; three of them hold a person's number."""
    place.mkdir()
    office = "KOMISI PEMILIHAN UMUM KABUPATEN JOMBANG"
    for number, title in enumerate(_PAPERS):
        body = papers.pdf(f"{title.upper()}\n\n{office}", f"Lembar kedua dari {title}.", title=title)
        (place / f"{number:02} {title}.pdf").write_bytes(body)
    for number in range(5):
        body = papers.letter(f"NOTULA RAPAT PLENO NOMOR {number}", office, "Membahas tahapan.")
        (place / f"Notula rapat {number}.docx").write_bytes(body)
    for number in range(4):
        rows: list[tuple[object, ...]] = [("uraian", "jumlah"), ("Belanja barang", 12 + number)]
        body = papers.workbook({"Data": rows})
        (place / f"Realisasi anggaran triwulan {number + 1}.xlsx").write_bytes(body)
    for number in range(3):
        table = f"kecamatan,tps\nPloso,{10 + number}\n"
        (place / f"Jumlah TPS kecamatan {number}.csv").write_text(table, "utf-8")
    (place / "Foto papan pengumuman.png").write_bytes(papers.png())
    for number in range(HELD):
        person = f"Nama: Sri Wahyuni\nNIK: 351704{41 + number}0190000{1 + number}"
        words = f"DAFTAR PENERIMA HONOR {number}\n\n{person}"
        (place / f"Daftar honor {number}.pdf").write_bytes(papers.pdf(words))
    assert len(list(place.iterdir())) == ALL
    return place


@pytest.fixture(scope="module")
def office(workshop: Workshop) -> Iterator[tuple[Installation, str, dict[str, str]]]:
    """An installation that serves and works, its address, and the sessions of Ani and Fajar."""
    installation = workshop.prepared()
    sessions = json.loads(installation.script(_PEOPLE))
    port = free_port()
    with ending(installation.start("serve", "--port", str(port))):
        address = f"http://127.0.0.1:{port}"
        get(f"{address}/healthz")
        yield installation, address, sessions


def window(browser: Browser, address: str, session: str, width: int = 1280) -> BrowserContext:
    """A browser of one person's own."""
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=address)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    context.set_default_timeout(PATIENCE)
    return context


def drop(page: Page, folder: Path) -> None:
    """Part one: the folder is chosen, every file arrives, the batch is made."""
    page.goto(f"{HERE}kumpul/")
    page.set_input_files("#folder", folder)
    expect(page.locator(".collect .sent > li")).to_have_count(ALL)
    page.get_by_role("button", name="Jadikan konsep").click()
    page.wait_for_url(re.compile(r"/kumpul/\d+/"))
    expect(page.locator("#kemajuan")).to_contain_text(f"{ALL} konsep: {ALL} sudah dibaca", timeout=READING)
    expect(page.locator(".batch-row")).to_have_count(ALL)


def confirm_all(page: Page) -> None:
    """Part two: sure guesses at once, the others one by one; then what is ready is handed in."""
    page.reload()
    page.get_by_role("button", name=re.compile("Terima semua tebakan yang yakin")).click()
    expect(page.get_by_role("heading", name="Tersimpan")).to_be_visible()
    for row in page.locator("input[name=ok]").all():
        row.check()
    page.get_by_role("button", name="Tegaskan yang dicentang").first.click()
    expect(page.locator("input[name=ok]")).to_have_count(0)


def hand_in(page: Page) -> None:
    """Part three: what the guard lets through is handed in, what it holds is named."""
    expect(page.locator("#kemajuan")).not_to_have_attribute("hx-get", re.compile("."), timeout=READING)
    page.get_by_role("button", name="Kirim semua yang siap").first.click()
    expect(page.get_by_text(re.compile(r"\d+ konsep terkirim untuk diperiksa"))).to_be_visible()


def publish_all(page: Page) -> None:
    """Part four: a second person checks and publishes all that waits."""
    for act in ("Setujui yang dicentang", "Umumkan yang dicentang"):
        page.goto(f"{HERE}antrean/")
        form = page.locator("form", has=page.get_by_role("button", name=act))
        for box in form.get_by_role("checkbox").all():
            box.check()
        form.get_by_role("button", name=act).click()
        expect(page.get_by_role("heading", name=re.compile(r"\d+ berhasil, 0 belum"))).to_be_visible()


def test_a_dropped_folder_is_checked_by_a_second_person_and_found_by_the_public(
    browser: Browser, office: tuple[Installation, str, dict[str, str]], tmp_path: Path
) -> None:
    _installation, address, sessions = office
    ani = window(browser, address, sessions["ani"]).new_page()
    drop(ani, lay_folder(tmp_path / "berkas"))
    confirm_all(ani)
    hand_in(ani)
    expect(ani.get_by_text(re.compile("Penjaga menemukan")).first).to_be_visible()
    fajar = window(browser, address, sessions["fajar"]).new_page()
    publish_all(fajar)
    citra = window(browser, address, "").new_page()
    citra.goto("/cari/?q=perjanjian+kinerja+2026")
    expect(citra.get_by_role("link", name=re.compile("Perjanjian Kinerja Tahun 2026")).first).to_be_visible()
