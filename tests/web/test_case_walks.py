"""More walks of cases in a real browser: a chat becomes a case, a dispute ends, a free day moves limits."""

import io
import re
import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.documents import made
from tests.make.cast import JOMBANG
from tests.make.units import photo
from tests.web import office as at_office
from tests.web.office import CaseOffice

pytestmark = [pytest.mark.browser, pytest.mark.drawn]
HERE = f"/kerja/{JOMBANG}/"
CHAT = """04/06/26 09.00 - Pesan dan panggilan dienkripsi secara end-to-end.
04/06/26 09.01 - Citra Lestari: Selamat pagi, saya minta salinan DPT Pemilu 2024.
04/06/26 09.02 - Citra Lestari: IMG-20260604-WA0001.jpg (file terlampir)
04/06/26 09.31 - PPID KPU Kab. Jombang: Baik, kami carikan.
"""


def _exported() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("WhatsApp Chat dengan Citra.txt", CHAT)
        archive.writestr("IMG-20260604-WA0001.jpg", photo())
    return out.getvalue()


def test_an_exported_chat_becomes_a_case_and_enters_the_register(case_office: CaseOffice) -> None:
    ani = case_office.window("ani")
    ani.goto(f"{HERE}permohonan/")
    ani.get_by_role("link", name="Dari percakapan WhatsApp").click()
    at_office.looked_at(ani)
    ani.get_by_role("button", name="Baca percakapan").click()
    expect(ani.get_by_role("alert")).to_contain_text("Pilih berkas hasil Ekspor chat")
    chat = {"name": "WhatsApp Chat.zip", "mimeType": "application/zip", "buffer": _exported()}
    ani.set_input_files("#ekspor", chat)  # type: ignore[arg-type]
    ani.get_by_role("button", name="Baca percakapan").click()
    ani.wait_for_url(re.compile(rf"{HERE}permohonan/\d+/$"))
    expect(ani.get_by_text("Jawaban pertama sesudah 30 menit jam layanan.")).to_be_visible()
    main = ani.locator("main")
    expect(main).to_contain_text("saya minta salinan DPT Pemilu 2024")
    expect(main).to_contain_text("Baik, kami carikan.")
    picture = ani.get_by_role("link", name="IMG-20260604-WA0001.jpg").first
    assert ani.request.get(str(picture.get_attribute("href"))).headers["content-type"] == "image/jpeg"
    at_office.looked_at(ani)

    ani.get_by_role("link", name="Isi atau perbaiki datanya").click()
    ani.fill("[name=purpose]", "Penelitian.")
    ani.fill("[name=address]", "Jalan Merdeka 7, Jombang")
    ani.fill("[name=phone]", "0812-3456-7890")
    ani.get_by_label(re.compile("[Dd]itunjukkan di meja")).check()
    at_office.looked_at(ani)
    ani.get_by_role("button", name="Simpan", exact=True).click()
    expect(main).to_contain_text(f"REG/{JOMBANG}/")
    at_office.looked_at(ani)


def _move(page: Page, to: str, **typed: str) -> None:
    """Take the dispute to its next state."""
    page.get_by_role("link", name=f"Catat: {to}", exact=True).first.click()
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    at_office.looked_at(page)
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url(re.compile(r"/sengketa/\d+/$"))


def _to_the_decision(page: Page, today: str) -> None:
    """Registered, a first hearing, mediation in vain, adjudication, the decision for the applicant."""
    _move(page, "teregistrasi", commission_number="012/X/KIProv-JTM-PS/2026", registered_on=today)
    _move(page, "pemeriksaan awal", on=today, hour="10.00", place="Surabaya")
    _move(page, "mediasi", on=today)
    page.get_by_role("link", name=re.compile("Ubah atau isi hasilnya ?: mediasi")).click()
    page.fill("[name=attended]", "Rina Dewi")
    page.fill("[name=result]", "Mediasi gagal: pemohon tetap meminta semuanya.")
    at_office.looked_at(page)
    page.get_by_role("button", name="Simpan acara").click()
    _move(page, "ajudikasi", on=today, hour="13.30")
    page.get_by_role("link", name="Catat: putusan Komisi Informasi", exact=True).first.click()
    page.get_by_label("permohonan pemohon dikabulkan", exact=True).check()
    for name in ("decided_on", "decision_received_on"):
        page.fill(f"[name={name}]", today)
    page.fill("[name=decision_number]", "012/XII/KIProv-JTM-PS-A/2026")
    page.fill("[name=decision]", "Mengabulkan permohonan.")
    page.fill("[name=order]", "Memberikan rincian perjalanan dinas.")
    at_office.looked_at(page)
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url(re.compile(r"/sengketa/\d+/$"))


def _to_the_end(page: Page, today: str) -> None:
    """No suit follows; what was decided is carried out, with its proof."""
    _move(page, "berkekuatan hukum tetap")
    _move(page, "pelaksanaan putusan")
    page.locator("summary", has_text="Tindakan lain").click()
    page.get_by_role("link", name="Tambah berkas", exact=True).click()
    page.fill("[name=title]", "Tanda terima rincian")
    page.get_by_label("bukti pelaksanaan atau kesepakatan").check()
    proof = {"name": "terima.pdf", "mimeType": "application/pdf", "buffer": made.pdf("Tanda terima")}
    page.set_input_files("#berkas", proof)  # type: ignore[arg-type]
    expect(page.get_by_text(re.compile("Tersimpan: "))).to_be_visible()
    page.get_by_role("button", name="Simpan berkas").click()
    _move(page, "selesai", obeyed_on=today)


def _bundle(page: Page) -> None:
    """One PDF with an index that names the papers of the case."""
    page.get_by_role("button", name="Susun bundel bukti").click()
    link = page.locator("#bundel a.proof")
    expect(link).to_be_visible(timeout=at_office.PATIENCE)
    content = page.request.get(str(link.get_attribute("href"))).body()
    with pikepdf.Pdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[0] == "Daftar bukti"
    assert any("Tanggapan atasan PPID" in title for title in titles)
    assert any("Tanda terima rincian" in title for title in titles)


def test_a_dispute_goes_from_an_answer_of_no_to_its_execution(case_office: CaseOffice) -> None:
    maya, today = case_office.window("maya"), datetime.now(ZoneInfo("Asia/Jakarta")).date().isoformat()
    maya.goto(f"{HERE}keberatan/{case_office.told['objection']}/")
    maya.get_by_role("link", name="Buka berkas sengketa").click()
    maya.fill("[name=commission]", "Komisi Informasi Provinsi Jawa Timur")
    maya.fill("[name=filed_on]", today)
    maya.get_by_role("button", name="Buka berkas").click()
    maya.wait_for_url(re.compile(r"/sengketa/\d+/$"))
    at_office.looked_at(maya)
    _to_the_decision(maya, today)
    at_office.looked_at(maya)
    _to_the_end(maya, today)
    _bundle(maya)

    history = maya.locator("#riwayat ~ ul")
    for told in ("Mediasi, ", "ajudikasi", "putusan Komisi Informasi", "pelaksanaan putusan", "selesai"):
        expect(history).to_contain_text(re.compile(told, re.IGNORECASE))
    expect(maya.locator("main")).to_contain_text("Mediasi gagal")
    at_office.looked_at(maya)
    maya.goto(f"{HERE}keberatan/{case_office.told['objection']}/")
    expect(maya.locator(".lead .badge")).to_have_text("Selesai")


def test_a_new_joint_leave_shows_what_it_moves_then_moves_and_tells(case_office: CaseOffice) -> None:
    eka, ani, told = case_office.window("eka"), case_office.window("ani"), case_office.told
    eka.goto("/kalender/")
    eka.get_by_role("link", name=re.compile("Tambah hari libur")).click()
    eka.fill("[name=day]", told["due"])
    eka.get_by_label(re.compile("[Cc]uti bersama")).check()
    eka.fill("[name=name]", "Cuti Bersama Pilkada")
    eka.fill("[name=decree]", "SKB 3 Menteri 9/2026")
    eka.get_by_role("button", name="Simpan", exact=True).click()
    foreseen = eka.get_by_role("alert")
    for number in told["cases"]:
        expect(foreseen).to_contain_text(number)
    at_office.looked_at(eka)
    eka.get_by_role("button", name="Simpan dan geser tenggatnya").click()
    expect(eka.get_by_text("Tersimpan. Tenggat perkara yang masih berjalan dihitung ulang.")).to_be_visible()
    at_office.looked_at(eka)

    moved = ani.get_by_text(re.compile("Tenggat bergeser"))
    for n in range(len(told["cases"])):
        ani.goto(f"{HERE}permohonan/")
        ani.get_by_role("link", name=("Laporan realisasi anggaran", "Peta TPS")[n]).first.click()
        address = ani.url
        for _try in range(60):
            if moved.count():
                break
            ani.wait_for_timeout(500)
            ani.goto(address)
        expect(moved).to_have_count(1)
        ani.locator("summary", has_text="Cara menghitung").click()
        expect(ani.locator("main")).to_contain_text("Cuti Bersama Pilkada")
    at_office.looked_at(ani)
    ani.goto("/kotak-masuk/")
    expect(ani.locator("main")).to_contain_text(re.compile("bergeser"))
    at_office.looked_at(ani)
    until = datetime.now(ZoneInfo("UTC")) + timedelta(seconds=60)
    while not (letters := _moved_letters(case_office)) and datetime.now(ZoneInfo("UTC")) < until:
        ani.wait_for_timeout(200)
    assert letters == ["citra@contoh.example"]


def _moved_letters(office: CaseOffice) -> list[str]:
    """Who was written that the limit moved."""
    return [str(one["To"]) for one in office.mailbox.letters if "berubah" in str(one["Subject"])]
