"""From a folder of thirty files to what the public reads: one walk through a real browser.

An officer drops the folder and accepts the guesses; the guard stops three; she blacks one out, lets
one stay open and throws one away; a second person publishes all; the public searches, downloads, and
sees the history after a second version; another unit's officer finds no draft at any address.
"""

import hashlib
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from terbuka.documents.opening import open_document
from terbuka.documents.preview import ocr
from tests.documents.test_videos import mp4
from tests.installation import Workshop
from tests.make import folder
from tests.make.cast import JOMBANG
from tests.make.folder import ALL, FILM, HIDDEN, NUMBER, PERSON, REFUSED, Folder
from tests.web.office import PATIENCE, Office, cast_in
from tests.web.staging import served

pytestmark = [pytest.mark.browser, pytest.mark.databases]
HERE = f"/kerja/{JOMBANG}/informasi/"
# Thirty files are opened, guarded and guessed by one worker, perhaps on a busy machine.
READING = 300_000
FOUND_WITHIN = 10.0
# Without OCR a person has to look at pictures too.
UNREAD = () if ocr.is_installed() else ("Foto papan pengumuman", "Hasil pindai berita acara")
READY = ALL - 3 - len(UNREAD)


@pytest.fixture
def office(browser: Browser, workshop: Workshop) -> Iterator[Office]:
    """Web and workers of an installation of its own."""
    installation = workshop.prepared()
    sessions, _told = cast_in(installation)
    with served(installation) as address:
        yield Office(browser, address, sessions)


def drop(page: Page, laid: Folder) -> None:
    """Every file arrives, what is not taken in says why, and all are read."""
    page.goto(f"{HERE}kumpul/")
    page.set_input_files("#folder", laid.place)
    refused = page.locator(".collect .sent > li", has_text=REFUSED)
    expect(refused.locator(".fault")).to_contain_text("Ini teks polos. Simpan sebagai PDF atau DOCX")
    page.get_by_role("button", name="Jadikan konsep").click()
    page.wait_for_url(re.compile(r"/kumpul/\d+/"))
    expect(page.get_by_role("heading", name="1 berkas tidak dapat diambil")).to_be_visible()
    ready = page.locator("#kemajuan:not([hx-get])")
    expect(ready).to_contain_text(f"{ALL} konsep: {ALL} menunggu Anda tegaskan", timeout=READING)
    expect(page.locator(".batch-row")).to_have_count(ALL)


def accept(page: Page) -> None:
    """Sure guesses at once, the others after a look; then what is ready is handed in."""
    page.get_by_role("button", name=re.compile(r"Terima semua tebakan yang yakin \(\d+\)")).click()
    expect(page.get_by_role("heading", name="Tersimpan")).to_be_visible()
    page.get_by_role("button", name="Centang semua").click()
    page.get_by_role("button", name="Tegaskan yang dicentang").first.click()
    expect(page.get_by_role("checkbox", name="Sudah benar")).to_have_count(0)
    page.get_by_role("button", name=f"Kirim semua yang siap ({READY})").click()
    expect(page.get_by_role("heading", name=f"{READY} konsep terkirim untuk diperiksa")).to_be_visible()
    expect(page.locator("#kemajuan")).to_contain_text(f"{ALL - READY} ditahan penjaga, {READY} sudah dikirim")


def held(page: Page) -> dict[str, str]:
    """Where each draft is decided that the guard holds back, by its title, and that each says why."""
    links = page.locator("#kemajuan .notice li")
    told = {one.get_by_role("link").inner_text().capitalize(): one for one in links.all()}
    assert sorted(told) == sorted((NUMBER, HIDDEN, FILM, *UNREAD))
    assert "1 NIK" in told[NUMBER].inner_text()
    assert "lembar tersembunyi" in told[HIDDEN].inner_text()
    assert "tidak terbaca mesin" in told[FILM].inner_text()
    return {title: str(one.get_by_role("link").get_attribute("href")) for title, one in told.items()}


def nobody_else_sees(dedi: Page, drafts: dict[str, str]) -> None:
    """Another unit's officer finds nothing, at their address and at the one of her own unit."""
    guarded = list(drafts.values())
    work = [address.removesuffix("penjaga/") for address in guarded]
    more = ("ubah/", "kirim/", "setujui/", "umumkan/", "banding/", "paket/", "bagikan/", "tarik/")
    asked = [*guarded, *work, *(f"{one}halaman-1.png" for one in guarded)]
    asked += [f"{work[0]}{part}" for part in more] + [HERE, f"{HERE}antrean/", f"{HERE}kumpul/1/"]
    asked += [one.replace(JOMBANG, "kpu-kab-sleman") for one in (*guarded, *work)]
    for address in asked:
        assert dedi.request.get(address).status == 404, address
    for address in work:
        public = "/informasi/" + address.rstrip("/").rpartition("/")[2] + "/"
        assert dedi.request.get(public).status == 404, public


def black_out(page: Page, address: str) -> None:
    """She draws a box over the name with the pointer, blacks out what was found, and sees the result."""
    page.goto(address)
    expect(page.locator("#lembar img")).to_have_js_property("naturalWidth", 1000)
    sheet = page.locator("#lembar")
    sheet.scroll_into_view_if_needed()
    around = sheet.bounding_box()
    assert around
    left, top = around["x"] + around["width"] * 0.15, around["y"] + 30
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + around["width"] * 0.3, top + 30, steps=4)
    page.mouse.up()
    page.get_by_role("button", name="Hitamkan kotak ini").click()
    expect(page.get_by_role("heading", name="1 bagian dihitamkan")).to_be_visible()
    page.get_by_role("button", name="Hitamkan semua temuan").click()
    page.get_by_role("button", name="Buat salinan untuk umum").click()
    expect(page.locator("#kemajuan")).to_contain_text("tidak ada lagi teks di bawahnya", timeout=PATIENCE)


def let_stay_open(page: Page, address: str) -> None:
    """Nobody but a person can watch the film; she says why it may be public."""
    page.goto(address)
    page.get_by_label("Alasannya").fill("Saya menontonnya: hanya pimpinan yang berbicara.")
    page.get_by_role("button", name="Boleh terbuka").click()
    page.get_by_role("button", name="Buat salinan untuk umum").click()
    done = page.get_by_role("link", name="Lanjut: kirim untuk diperiksa")
    expect(done).to_be_visible(timeout=PATIENCE)


def throw_away(page: Page, address: str) -> None:
    """What has a hidden sheet does not go out at all."""
    page.goto(address.removesuffix("penjaga/"))
    page.locator("summary", has_text="Buang versi ini").click()
    page.get_by_role("button", name="Buang versi ini").click()
    page.wait_for_url(re.compile(f"{HERE}$"))


def publish(page: Page, n: int) -> None:
    """A second person checks and publishes all that waits, in one act."""
    page.goto(f"{HERE}antrean/")
    if n > 1:
        page.get_by_role("button", name="Centang semua").first.click()
    else:
        page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Setujui dan umumkan yang dicentang").click()
    expect(page.get_by_role("heading", name=f"{n} berhasil, 0 belum")).to_be_visible()


def find(page: Page, titles: tuple[str, ...]) -> None:
    """Each is found by its own title, all of them within seconds."""
    until = time.monotonic() + FOUND_WITHIN
    missing = set(titles)
    while missing and time.monotonic() < until:
        for title in sorted(missing):
            found = page.request.get(f"/cari/?q={quote(title)}").text()
            hits = re.findall(r'href="/informasi/\d+/">(.*?)</a>', found, re.DOTALL)
            if any(title.casefold() in re.sub(r"<[^>]+>", "", hit).casefold() for hit in hits):
                missing.discard(title)
    assert not missing


def open_found(page: Page, words: str) -> None:
    """Search as people do, and open the hit."""
    page.goto("/cari/")
    page.get_by_role("searchbox").first.fill(words)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile(words, re.IGNORECASE)).first.click()
    page.wait_for_url(re.compile(r"/informasi/\d+/"))


def download(page: Page) -> None:
    """The file is the one whose hash is shown, and names nobody."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=re.compile("^Unduh ")).first.click()
    content = coming.value.path().read_bytes()
    assert hashlib.sha256(content).hexdigest() == page.locator("dd.hash").inner_text().strip()
    opened = open_document(content, name=coming.value.suggested_filename)
    assert "DAFTAR PENERIMA HONOR" in f"{opened.first_page}\n{opened.text}" or not opened.text
    for words in (content.decode("latin-1"), opened.text, opened.first_page):
        assert PERSON not in words


def renew(page: Page, public: str, file: bytes) -> None:
    """Ani brings a second version with another file, and hands it in once the guard has read it."""
    page.goto(f"{HERE}{public.rstrip('/').rpartition('/')[2]}/versi-baru/")
    page.get_by_label("Apa yang akan berubah?").fill("Angka triwulan IV ditambahkan.")
    page.get_by_role("button", name="Buat versi baru").click()
    upload = {"name": "laporan.pdf", "mimeType": "application/pdf", "buffer": file}
    page.set_input_files("input[type=file]", upload)  # type: ignore[arg-type]
    expect(page.get_by_text(re.compile("Tersimpan: |laporan.pdf")).first).to_be_visible()
    page.get_by_role("button", name="Simpan konsep").click()
    page.wait_for_url(re.compile(rf"{HERE}\d+/$"))
    until = time.monotonic() + PATIENCE / 1000
    while not page.get_by_role("link", name="Kirim untuk diperiksa").count() and time.monotonic() < until:
        page.wait_for_timeout(500)
        page.reload()
    page.get_by_role("link", name="Kirim untuk diperiksa").click()
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_url(re.compile(rf"{HERE}\d+/$"))


def test_a_dropped_folder_reaches_the_public_and_nothing_personal_does(
    office: Office, tmp_path: Path
) -> None:
    laid = folder.lay(tmp_path / "berkas", mp4())
    ani, fajar, citra = office.window("ani"), office.window("fajar"), office.window()
    drop(ani, laid)
    accept(ani)
    decide = held(ani)
    nobody_else_sees(office.window("dedi"), decide)

    publish(fajar, READY)
    black_out(ani, decide[NUMBER])
    for title in (FILM, *UNREAD):
        let_stay_open(ani, decide[title])
    throw_away(ani, decide[HIDDEN])
    ani.goto(f"{HERE}kumpul/1/")
    rest = ALL - READY - 1
    ani.get_by_role("button", name=f"Kirim semua yang siap ({rest})").click()
    expect(ani.get_by_role("heading", name=f"{rest} konsep terkirim untuk diperiksa")).to_be_visible()
    publish(fajar, rest)

    find(citra, laid.titles)
    open_found(citra, NUMBER)
    download(citra)
    open_found(citra, "Laporan Kinerja Instansi Pemerintah Tahun 2025")
    public = citra.url
    renew(ani, public, folder.second_version())
    publish(fajar, 1)
    citra.goto(public)
    citra.get_by_role("link", name="Riwayat: 2 versi").click()
    expect(citra.locator("main")).to_contain_text("Angka triwulan IV ditambahkan.")
    expect(citra.locator(".hash")).to_have_count(2)
