"""One case from the citizen's phone to the end, in a real browser, each person at the own window.

A citizen asks without a script; the office extends and gives a part, the names blacked out; the
citizen objects; the supervisor orders; it is handed over, confirmed and rated.
"""

import re
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from terbuka.documents.opening import open_document
from tests.documents import made
from tests.make.cast import JOMBANG
from tests.make.guard import NIK
from tests.web import office as at_office
from tests.web.office import CaseOffice

pytestmark = [pytest.mark.browser, pytest.mark.databases]
HERE = f"/kerja/{JOMBANG}/"
LIST, WHOLE = "Daftar penerima honor", "DAFTAR PENERIMA HONOR"
# What the timeline says at the end.
STEPS = (
    *("Terdaftar", "Mulai diproses", "Jawaban diperpanjang", "Dijawab", "Keberatan diajukan"),
    *("Perintah atasan PPID dilaksanakan", "Pemohon menyatakan sudah menerima", "Pemohon menilai layanan"),
)
_NUMBERS = ("dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan")


def add_up(page: Page) -> None:
    """Answer the plain question in place of the puzzle."""
    words = re.findall(r"[a-z]+", page.locator("label[for=jumlah]").inner_text().lower())
    page.fill("#jumlah", str(sum(2 + _NUMBERS.index(word) for word in words if word in _NUMBERS)))


def ask(page: Page) -> str:
    """Search first, fill in, answer the question, read over, send with a letter: the code of the case."""
    page.goto("/permohonan/")
    page.get_by_role("searchbox").fill("daftar penerima honor kpu jombang")
    page.get_by_role("button", name="Lihat yang sudah tersedia").click()
    at_office.looked_at(page, has_scripts=False)
    page.get_by_role("link", name="Ajukan kepada KPU Kabupaten Jombang").click()
    page.get_by_label("Informasi yang Anda minta").fill("Daftar penerima honor badan ad hoc tahun 2025.")
    page.get_by_label("Untuk apa informasinya").fill("Penelitian tentang anggaran pemilu.")
    page.get_by_role("button", name="Lanjut: periksa isian Anda").click()
    expect(page.get_by_role("alert")).to_contain_text("isian Anda tetap ada")
    at_office.looked_at(page, has_scripts=False)
    page.get_by_label("Nama lengkap").fill("Citra Lestari")
    page.get_by_label("Saya tunjukkan di meja layanan").check()
    page.get_by_label("Alamat").fill("Jalan Merdeka 7, Jombang")
    page.get_by_label("Surel", exact=True).last.fill("citra@warga.example")
    if page.locator("#jumlah").count():
        add_up(page)
    page.get_by_role("button", name="Lanjut: periksa isian Anda").click()
    expect(page.get_by_text("Belum terkirim.")).to_be_visible()
    at_office.looked_at(page, has_scripts=False)
    letter = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": made.pdf("Surat pengantar")}
    page.get_by_label("Lampiran").set_input_files(letter)  # type: ignore[arg-type]
    page.get_by_role("button", name="Kirim permohonan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Permohonan REG/{JOMBANG}/")
    expect(page.locator("main .facts").first).to_contain_text("Jawaban paling lambat")
    at_office.looked_at(page, has_scripts=False)
    return page.locator(".secret-code").first.inner_text()


def _step(page: Page, link: str, button: str, **typed: str) -> None:
    """Open a step of the case, fill its fields by name, take it: back on the page of the case."""
    page.get_by_role("link", name=link, exact=True).first.click()
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    at_office.looked_at(page)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url(re.compile(r"/(permohonan|keberatan)/\d+/$"))


def take_up(page: Page) -> str:
    """Ani finds the case in her list, begins, extends once; a second time is refused with its article."""
    page.goto(f"{HERE}permohonan/")
    page.get_by_role("link", name=re.compile(LIST)).click()
    at_office.looked_at(page)
    _step(page, "Mulai proses", "Mulai proses")
    _step(
        page, "Perpanjang jawaban", "Perpanjang dan beri tahu pemohon", reason="Masih dikumpulkan dari PPK."
    )
    expect(page.locator("main")).to_contain_text("Diperpanjang")
    page.locator("summary", has_text="Tindakan lain").click()
    expect(page.locator("details .inside").first).to_contain_text("Perpanjang jawaban:")
    return page.url


def black_out(page: Page) -> None:
    """She collects the list, blacks out by word and what the guard found, and has the copy made."""
    page.goto(f"{HERE}informasi/kumpul/")
    listed = made.pdf(f"{WHOLE}\n\nNIK: {NIK}\n\nNama: Budi Santoso\n\nHonor: 1.200.000", title=LIST)
    file = {"name": f"{LIST}.pdf", "mimeType": "application/pdf", "buffer": listed}
    page.set_input_files("#berkas", file)  # type: ignore[arg-type]
    expect(page.get_by_text("1 dari 1 berkas tersimpan")).to_be_visible()
    page.get_by_role("button", name="Jadikan konsep").click()
    page.locator("#kemajuan .notice li").get_by_role("link").click()
    page.locator("summary", has_text="Hitamkan bagian lain").click()
    page.fill("#kata", "Budi Santoso")
    page.get_by_role("button", name="Hitamkan di semua halaman").click()
    page.get_by_role("button", name="Hitamkan semua temuan").click()
    page.get_by_role("button", name="Buat salinan untuk umum").click()
    expect(page.locator("#kemajuan")).to_contain_text("tidak ada lagi teks di bawahnya")


def link_test(page: Page, case: str) -> None:
    """What is withheld was tested before: she hangs the case on that test."""
    page.goto(f"{case}uji/")
    at_office.looked_at(page)
    page.get_by_label(re.compile("Berkas pencalonan")).check()
    page.get_by_role("button", name="Kaitkan").click()
    page.wait_for_url(case)


def grant_partly(page: Page, case: str) -> None:
    """Maya gives the blacked-out copy, says what is withheld and why, looks it over, sends it."""
    page.goto(f"{case}jawab/")
    at_office.looked_at(page)
    page.get_by_label("dikabulkan sebagian").or_(page.get_by_label("diberikan sebagian")).check()
    page.fill("[name=answer]", "Daftar honor terlampir; nama dan NIK penerimanya dihitamkan.")
    page.get_by_label(LIST).check()
    page.locator("summary", has_text="Yang tidak diberikan").click()
    page.get_by_label("dikecualikan menurut Pasal 17").check()
    page.fill("[name=ground_reason]", "Nama dan NIK dapat disalahgunakan untuk memalsukan identitas.")
    page.fill("[name=black_out_note]", "Nama dan NIK penerima.")
    page.get_by_role("button", name="Periksa sebelum mengirim").click()
    expect(page.get_by_role("heading", name="Berkas yang diserahkan")).to_be_visible()
    at_office.looked_at(page)
    page.get_by_role("button", name="Kirim jawaban").click()
    page.wait_for_url(case)
    at_office.looked_at(page)


def read_answer(page: Page, code: str) -> None:
    """Citra opens her case by its code; what she gets has no text under the black."""
    page.goto("/permohonan/kode/")
    page.get_by_label("Kode perkara").fill(code.lower())
    page.get_by_role("button", name="Buka").click()
    expect(page.get_by_role("heading", name="Jawaban", exact=True)).to_be_visible()
    at_office.looked_at(page, has_scripts=False)
    office = page.locator("#berkas ~ ul li", has_text="dari kantor")
    given = page.request.get(str(office.get_by_role("link").get_attribute("href"))).body()
    read = open_document(given, name="daftar.pdf")
    assert WHOLE in f"{read.first_page}\n{read.text}"
    for words in (given.decode("latin-1"), read.text, read.first_page):
        assert NIK not in words
        assert "Budi Santoso" not in words
    for link in page.locator("#surat ~ ul a").all():
        letter = page.request.get(str(link.get_attribute("href"))).body()
        with pikepdf.Pdf.open(BytesIO(letter)) as paper:
            assert paper.pages


def complain(page: Page) -> None:
    """She objects with a ground, on the page of the case."""
    page.get_by_label(re.compile("tidak ditanggapi sebagaimana|tidak dipenuhi")).first.check()
    page.get_by_label("Ceritakan apa yang terjadi").fill("Nama penerima honor bukan rahasia.")
    page.get_by_role("button", name="Ajukan keberatan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Keberatan")
    at_office.looked_at(page, has_scripts=False)


def order(page: Page) -> str:
    """Fajar takes the objection up and orders the PPID to give the names by a day."""
    page.goto(f"{HERE}keberatan/")
    at_office.looked_at(page)
    page.get_by_role("link", name=re.compile(LIST)).first.click()
    at_office.looked_at(page)
    _step(page, "Mulai membahas", "Mulai membahas")
    page.get_by_role("link", name="Jawab keberatan", exact=True).click()
    page.get_by_label("dikabulkan", exact=True).check()
    page.fill("[name=consideration]", "Nama penerima honor dari anggaran negara terbuka; NIK tidak.")
    page.fill("[name=order]", "Berikan daftar dengan nama penerimanya; NIK tetap dihitamkan.")
    due = datetime.now(ZoneInfo("Asia/Jakarta")).date() + timedelta(days=14)
    page.fill("[name=order_due_on]", due.isoformat())
    at_office.looked_at(page)
    page.get_by_role("button", name="Kirim tanggapan").click()
    page.wait_for_url(re.compile(r"/keberatan/\d+/$"))
    at_office.looked_at(page)
    return page.url


def carry_out(page: Page, objection: str) -> None:
    """Maya hands over what was ordered."""
    page.goto(objection)
    page.get_by_role("link", name="Catat pelaksanaan", exact=True).click()
    expect(page.locator("#perintah ~ p")).to_contain_text("Berikan daftar dengan nama")
    page.fill("[name=given]", "Daftar penerima honor dengan nama")
    page.fill("[name=count]", "1 berkas PDF")
    file = {"name": "daftar.pdf", "mimeType": "application/pdf", "buffer": made.pdf("Daftar dengan nama")}
    page.set_input_files("#berkas", file)  # type: ignore[arg-type]
    expect(page.get_by_text(re.compile("Tersimpan: "))).to_be_visible()
    at_office.looked_at(page)
    page.get_by_role("button", name="Simpan pelaksanaan").click()
    page.wait_for_url(objection)
    expect(page.locator("main")).to_contain_text("Dipenuhi")
    at_office.looked_at(page)


def receive(page: Page, code: str) -> None:
    """Citra sees that it was given, gets it, confirms and rates; nothing is left to object to."""
    page.goto(f"/perkara/{code}/")
    at_office.looked_at(page, has_scripts=False)
    page.get_by_role("link", name=re.compile("^KBR")).click()
    at_office.looked_at(page, has_scripts=False)
    given = page.get_by_role("link", name="daftar.pdf").first.get_attribute("href")
    assert page.request.get(str(given)).status == 200
    for link in page.locator("#surat ~ ul a").all():
        assert page.request.get(str(link.get_attribute("href"))).body().startswith(b"%PDF")
    page.goto(f"/perkara/{code}/")
    page.get_by_role("button", name="Ya, sudah saya terima").click()
    page.get_by_label("Puas", exact=True).check()
    page.get_by_label("Kesan atau saran").fill("Akhirnya jelas.")
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.get_by_label("Puas", exact=True)).to_be_checked()
    expect(page.get_by_role("heading", name="Tidak puas? Ajukan keberatan")).to_have_count(0)
    at_office.looked_at(page, has_scripts=False)


def test_from_a_phone_without_script_to_what_was_ordered_and_handed_over(case_office: CaseOffice) -> None:
    citra = case_office.window(width=390, java_script_enabled=False)
    ani, maya, fajar = case_office.window("ani"), case_office.window("maya"), case_office.window("fajar")
    code = ask(citra)
    case = take_up(ani)
    black_out(ani)
    link_test(ani, case)
    grant_partly(maya, case)
    read_answer(citra, code)
    complain(citra)
    carry_out(maya, order(fajar))
    receive(citra, code)
    maya.goto(case)
    at_office.looked_at(maya)
    history = maya.locator("#riwayat ~ ul")
    for told in STEPS:
        expect(history).to_contain_text(told)
