"""The main job from the officer's desk to the public result: a real browser, a real installation."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from tests.web.addresses import patterns
from tests.web.doors import DOORS
from tests.web.knocking import IN_SIGHT
from tests.web.office import looked_at as _looked_at
from tests.web.staging import PATIENCE, ROUND, UNIT, Stage, signed_in

pytestmark = pytest.mark.browser
# A gap of the example site that its second version has mended.
MENDED = re.compile("Laporan tahunan layanan informasi publik")


def _confirm_drafts(page: Page) -> None:
    while (button := page.get_by_role("button", name=re.compile(r"^Setujui \d+ jawaban"))).count():
        left = button.count()
        button.first.click()
        expect(button).to_have_count(left - 1)


def _upload_over_a_bad_line(page: Page, photo: Path) -> None:
    """The line breaks once, in the middle of the file."""
    broken = []

    def break_once(route: Route) -> None:
        if not broken:
            broken.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(re.compile(r"/unggah/[^/]+/1/$"), break_once)
    page.set_input_files("input[type=file]", photo)
    if (send := page.get_by_role("button", name="Lampirkan berkas")).is_visible():
        send.click()
    expect(page.locator("#bukti a.proof", has_text="maklumat")).to_have_count(1, timeout=PATIENCE)
    assert broken


def _photo(folder: Path) -> Path:
    place = folder / "maklumat.jpg"
    noise = Image.effect_noise((900, 700), 90)
    noise.convert("RGB").save(place, quality=95)
    assert place.stat().st_size > 300_000
    return place


def _submit(stage: Stage, browser: Browser, width: int, photo: Path) -> Page:
    """Ani sees the audit, confirms drafts, adds a photo, submits."""
    page = signed_in(stage, browser, "ani", width, f"/kerja/{UNIT}/")
    expect(page.get_by_role("heading", name="Kesiapan hari ini")).to_be_visible()
    _looked_at(page)
    page.get_by_role("link", name="Situs", exact=True).click()
    _looked_at(page)
    page.locator("main a[href*='/situs/']").filter(has_text=re.compile("20")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hasil pemeriksaan situs")
    _looked_at(page)
    page.goto(f"{stage.site}/kerja/{UNIT}/saq/{ROUND}/")
    _looked_at(page)
    _confirm_drafts(page)
    page.goto(f"{stage.site}/kerja/{UNIT}/saq/{ROUND}/A05/")
    page.get_by_role("radio").first.check()
    expect(page.get_by_text(re.compile("Tersimpan", re.IGNORECASE)).first).to_be_visible()
    page.goto(f"{stage.site}/kerja/{UNIT}/saq/{ROUND}/A06/")
    page.go_back()
    expect(page.get_by_role("radio").first).to_be_checked()
    _upload_over_a_bad_line(page, photo)
    _looked_at(page)
    page.goto(f"{stage.site}/kerja/{UNIT}/saq/{ROUND}/kirim/")
    _looked_at(page)
    page.get_by_role("button", name="Kirim kuesioner").click()
    page.wait_for_url("**/tanda-terima/")
    expect(page.get_by_text(re.compile(r"[0-9a-f]{16}")).first).to_be_visible()
    _looked_at(page)
    return page


def _verify(stage: Stage, browser: Browser, width: int) -> None:
    """Budi lowers one answer with a note and accepts the rest."""
    page = signed_in(stage, browser, "budi", width, "/verifikasi/")
    _looked_at(page)
    page.goto(f"{stage.site}/verifikasi/{ROUND}/{UNIT}/A01/")
    page.fill("#catatan", "Fotonya tidak memperlihatkan ruang layanan.")
    expect(page.locator("#tersimpan")).to_contain_text("tersimpan")
    _looked_at(page)
    page.locator("button[data-key='0']").click()
    page.goto(f"{stage.site}/verifikasi/{ROUND}/{UNIT}/")
    _looked_at(page)
    page.locator("details:has([name=sudah]) > summary").click()
    page.check("[name=sudah]")
    page.get_by_role("button", name="Terima semuanya").click()
    page.get_by_role("button", name="Selesaikan verifikasi").click()
    expect(page.get_by_text(re.compile("Informatif")).first).to_be_visible()


def _announce(stage: Stage, browser: Browser, width: int) -> None:
    """Eka brings the dates forward, since everything is marked, and announces."""
    page = signed_in(stage, browser, "eka", width, f"/putaran/{ROUND}/")
    _looked_at(page)
    today = datetime.now(ZoneInfo("Asia/Jakarta")).date()
    for step, days in {"fill": (9, 7), "verify": (6, 4), "announce": (3, -20)}.items():
        for end, ago in zip(("from", "to"), days, strict=True):
            if not page.locator(f"#{step}_{end}").is_visible():
                page.locator("details:has([name=fill_from]) > summary").click()
            page.fill(f"#{step}_{end}", (today - timedelta(days=ago)).isoformat())
    page.fill("#reason", "Semua sudah diverifikasi")
    page.get_by_role("button", name="Simpan tanggal").click()
    page.goto(f"{stage.site}/putaran/{ROUND}/umumkan/")
    _looked_at(page)
    page.get_by_role("button", name="Umumkan sekarang").click()
    page.wait_for_load_state()


def _audit_again(stage: Stage, page: Page) -> None:
    """The site was mended meanwhile: the new audit closes items by its proof."""
    page.goto(f"{stage.site}/kerja/{UNIT}/situs/")
    page.get_by_role("button", name="Periksa situs sekarang").first.click()
    expect(page.get_by_text("Yang berubah sejak")).to_be_visible(timeout=120_000)
    closed = page.get_by_role("link", name=MENDED)
    for _ in range(60):  # what rests on an audit is brought up to date a moment after it
        page.goto(f"{stage.site}/kerja/{UNIT}/tindak-lanjut/?tampil=selesai")
        if closed.count():
            break
        page.wait_for_timeout(500)
    closed.first.click()
    expect(page.get_by_text(re.compile("^pemeriksaan situs"))).to_be_visible()
    _looked_at(page)


@pytest.mark.parametrize("width", [pytest.param(390, marks=pytest.mark.databases), 1280])
def test_from_the_officers_desk_to_the_public_result(
    stage: Stage, browser: Browser, width: int, tmp_path: Path
) -> None:
    ani = _submit(stage, browser, width, _photo(tmp_path))
    _verify(stage, browser, width)

    ani.goto(f"{stage.site}/kerja/{UNIT}/saq/{ROUND}/hasil/")
    expect(ani.locator("main")).to_contain_text("Fotonya tidak memperlihatkan ruang layanan.")
    expect(ani.get_by_text(re.compile("Informatif")).first).to_be_visible()
    _looked_at(ani)

    public = browser.new_context(viewport={"width": width, "height": 844}).new_page()
    assert (answer := public.goto(f"{stage.site}/hasil/{ROUND}/"))
    assert answer.status == 404
    _announce(stage, browser, width)
    public.goto(f"{stage.site}/hasil/{ROUND}/")
    expect(public.get_by_role("link", name=re.compile("Jombang")).first).to_be_visible()
    _looked_at(public)
    public.goto(f"{stage.site}/satker/{UNIT}/hasil/{ROUND}/")
    _looked_at(public)

    _audit_again(stage, ani)


def test_at_least_fifteen_questions_are_drafted_with_a_proof_that_opens(
    shared_stage: Stage, browser: Browser
) -> None:
    page = signed_in(shared_stage, browser, "ani", 1280, f"/kerja/{UNIT}/saq/{ROUND}/")
    questions = page.locator("main").get_by_role("link").evaluate_all("links => links.map(link => link.href)")
    opened = set()
    for address in {one for one in questions if re.search(r"/[A-E]\d\d/$", one)}:
        page.goto(address)
        if page.locator("#otomatis").inner_text().startswith("Jawaban otomatis"):
            for proof in page.locator("section:has(> #otomatis) a.proof").all():
                where = urljoin(address, proof.get_attribute("href") or "")
                assert page.request.get(where).status == 200, where
                opened.add(address)
    assert len(opened) >= 15


def _shut_addresses() -> list[str]:
    """Every page about the work of the unit whose address needs no number."""
    parts = {"slug": UNIT, "round_slug": ROUND, "code": "A01", "kind": "room"}
    found = []
    for pattern in patterns():
        door, needed = DOORS[str(pattern.name)], pattern.pattern.converters
        if door.seen_by == IN_SIGHT and door.get is not None and set(needed) <= set(parts):
            found.append(reverse(str(pattern.name), kwargs={name: parts[name] for name in needed}))
    assert len(found) > 15
    return found


def test_strangers_of_both_bodies_find_nothing(shared_stage: Stage, browser: Browser) -> None:
    invited = shared_stage.installation.run(
        "invite", "gita@contoh.example", "--role", "officer", "--unit", "bawaslu-kab-jombang"
    )
    link = re.search(r"/undangan/\S+", invited.stdout)
    assert link, invited.stderr
    gita = browser.new_context().new_page()
    gita.goto(shared_stage.site + link[0])
    gita.fill("[name=name]", "Gita Permata")
    for field in gita.locator("[type=password]").all():
        field.fill("kata sandi yang panjang")
    gita.get_by_role("button", name="Buat akun dan masuk").click()
    gita.wait_for_url(re.compile("/(kerja|meja)/"))
    joko = signed_in(shared_stage, browser, "joko", 1280, "/kerja/kpu-kab-kediri/")
    for stranger in (gita, joko):
        for address in _shut_addresses():
            answer = stranger.request.get(shared_stage.site + address)
            assert answer.status == 404, address
