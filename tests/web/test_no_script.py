"""Without JavaScript everything still works, from the citizen's pages to verification and result."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.staging import ROUND, UNIT, Stage, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PUBLIC = {
    "/": "KPU dan Bawaslu",
    "/satker/?q=jombang": "Jombang",
    f"/satker/{UNIT}/": "KPU Kabupaten Jombang",
    "/nasional/": "Jawa Timur",
    "/bantuan/": "Panduan",
    "/aksesibilitas/": "WCAG 2.2",
}


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser that runs no script."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def _without_script(stage: Stage, browser: Browser, who: str, where: str) -> Page:
    return signed_in(stage, browser, who, 1280, where, java_script_enabled=False)


def test_a_citizen_reads_everything(shared_stage: Stage, plain: Page) -> None:
    for path, words in PUBLIC.items():
        answer = plain.goto(shared_stage.site + path)
        assert answer
        assert answer.status == 200, path
        expect(plain.locator("main")).to_contain_text(words)


def test_a_citizen_finds_a_unit_by_its_name(shared_stage: Stage, plain: Page) -> None:
    plain.goto(shared_stage.site)
    plain.get_by_role("searchbox").or_(plain.locator("main input[name=q]")).first.fill("jombang")
    plain.locator("main form").first.get_by_role("button").click()

    plain.get_by_role("link", name="KPU Kabupaten Jombang", exact=True).first.click()

    expect(plain.get_by_role("heading", level=1)).to_have_text("KPU Kabupaten Jombang")


def _submit(stage: Stage, browser: Browser) -> None:
    """Ani answers one question, confirms what is drafted, adds a link as proof, submits."""
    ani = _without_script(stage, browser, "ani", f"/kerja/{UNIT}/saq/{ROUND}/A05/")
    ani.get_by_role("radio").first.check()
    ani.get_by_role("button", name=re.compile("^Simpan")).first.click()
    expect(ani.get_by_role("radio").first).to_be_checked()
    ani.goto(f"{stage.site}/kerja/{UNIT}/saq/{ROUND}/")
    while (button := ani.get_by_role("button", name=re.compile(r"^Setujui \d+ jawaban"))).count():
        button.first.click()
    ani.goto(f"{stage.site}/kerja/{UNIT}/saq/{ROUND}/kirim/")
    ani.get_by_role("button", name="Kirim kuesioner").click()
    expect(ani.get_by_text(re.compile(r"[0-9a-f]{16}")).first).to_be_visible()


def _verify(stage: Stage, browser: Browser) -> None:
    """Budi gives one answer nothing and says why, accepts the rest, finishes."""
    budi = _without_script(stage, browser, "budi", f"/verifikasi/{ROUND}/{UNIT}/A01/")
    budi.fill("#catatan", "Fotonya tidak memperlihatkan ruang layanan.")
    budi.locator("button[data-key='0']").click()
    budi.goto(f"{stage.site}/verifikasi/{ROUND}/{UNIT}/")
    budi.locator("details:has([name=sudah]) > summary").click()
    budi.check("[name=sudah]")
    budi.get_by_role("button", name="Terima semuanya").click()
    budi.get_by_role("button", name="Selesaikan verifikasi").click()
    expect(budi.get_by_text("Informatif").first).to_be_visible()


def test_from_answer_to_result(stage: Stage, browser: Browser) -> None:
    _submit(stage, browser)
    _verify(stage, browser)

    ani = _without_script(stage, browser, "ani", f"/kerja/{UNIT}/saq/{ROUND}/hasil/")

    expect(ani.locator("main")).to_contain_text("Fotonya tidak memperlihatkan ruang layanan.")


def test_a_citizen_asks_and_follows_the_own_request(shared_stage: Stage, plain: Page) -> None:
    plain.goto(f"{shared_stage.site}/permohonan/?q=daftar+pemilih+kpu+jombang")
    plain.get_by_role("link", name="Ajukan kepada KPU Kabupaten Jombang").click()
    plain.fill("[name=purpose]", "Penelitian.")
    plain.fill("[name=name]", "Citra Lestari")
    plain.get_by_label("Saya tunjukkan di meja layanan, tanpa difotokopi").check()
    plain.fill("[name=address]", "Jalan Merdeka 7, Jombang")
    plain.fill("[name=phone]", "0812-3456-7890")
    first, second = _numbers(plain.locator("label[for=jumlah]").inner_text())
    plain.fill("[name=jumlah]", str(first + second))
    plain.get_by_role("button", name="Lanjut: periksa isian Anda").click()

    expect(plain.get_by_text("Belum terkirim.")).to_be_visible()
    plain.get_by_role("button", name="Kirim permohonan").click()

    expect(plain.get_by_role("heading", level=1)).to_contain_text("Permohonan REG/")
    code = plain.locator(".secret-code").first.inner_text()
    plain.get_by_text("Bagaimana tanggal ini dihitung").click()
    expect(plain.get_by_text("Hari ke-0")).to_be_visible()

    plain.goto(f"{shared_stage.site}/permohonan/kode/")
    plain.fill("[name=kode]", code.lower())
    plain.get_by_role("button", name="Buka").click()
    expect(plain.get_by_text("Permohonan Anda terdaftar.")).to_be_visible()


def _numbers(question: str) -> list[int]:
    spoken = ("dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan")
    return [2 + spoken.index(word) for word in re.findall(r"[a-z]+", question.lower()) if word in spoken]
