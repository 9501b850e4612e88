"""What is sent to harm, or by mistake, at the real doors: one clear sentence each, and nothing is kept."""

import socket
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from terbuka.models import CollectionBatch, Publication, PublicationVersion
from terbuka.services.files import open_blob
from terbuka.services.jobs.collecting import guess_version, unpack_batch
from terbuka.services.jobs.guard import inspect_version
from tests.documents import made as papers
from tests.installation import SOAK, Workshop, ending, free_port, get
from tests.make.cast import JOMBANG, cast
from tests.make.units import photo

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HERE = f"/kerja/{JOMBANG}/informasi/kumpul/"
PAPER = papers.pdf("Laporan Kinerja 2025 KPU Kabupaten Jombang")
MACRO = b'<Types><Override ContentType="%s"/><Default ContentType="application/vnd.ms-office.vbaProject"/>'
DOCX = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# name, bytes, what the officer is told to do
REFUSED = (
    ("laporan.pdf", b"<!DOCTYPE html><script>alert(1)</script>", "Ini halaman web"),
    ("program.pdf", b"MZ\x90\x00" + b"\0" * 99, "Ini program"),
    ("halaman-lalu.pdf", b"<html><script>alert(1)</script>\n" + PAPER, "Ini halaman web"),
    ("arsip.pdf", papers.archive({"a.txt": b"x"}), "Ini arsip"),
    ("foto.jpg", b"\xff\xd8\xff\xe0<?php system($_GET[1]); ?>", "rusak atau terpotong"),
    ("data.csv", b"<html><script>alert(1)</script>", "Ini halaman web"),
    ("makro.docx", papers.archive({"[Content_Types].xml": MACRO % DOCX}), "berisi makro"),
    ("lama.xls", papers.old_office("Workbook"), "Office lama"),
    ("bom.docx", papers.bomb("word/document.xml", 60), "terlalu banyak setelah dibuka"),
    ("dusta.xlsx", papers.lying_bomb("xl/workbook.xml"), "rusak atau terpotong"),
    ("kosong.pdf", b"", "Berkas ini kosong"),
)
OPERATORS = (
    'laporan AND OR NOT NEAR(kinerja, 5) title:x ^a* "',
    "- * ^ + ( ) \" ' {a} : b",
    "laporan & !kinerja | (a <-> b):*A \\ ' ::",
    "'; DROP TABLE terbuka_searchentry; --",
    "%_\\%\x00\u202e🗳️",
    "l" + "\u0301" * 5_000,
    "laporan kinerja " * 625,
    "9" * 10_000,
)


@pytest.fixture
def ani(db: None) -> Client:
    client = Client()
    client.force_login(cast().ani, BACKEND)
    return client


def _sent(ani: Client, *files: tuple[str, bytes]) -> tuple[str, CollectionBatch]:
    """The files, as one form brings them; the page of their batch."""
    whole = [SimpleUploadedFile(name, content) for name, content in files]
    answer = ani.post(HERE, {"act": "berkas", "berkas": whole})
    assert answer.status_code == 302
    return ani.get(answer.headers["Location"]).content.decode(), CollectionBatch.objects.latest("pk")


def test_files_that_are_not_what_they_say_are_each_refused_with_what_to_do(ani: Client) -> None:
    page, batch = _sent(ani, *((name, content) for name, content, _said in REFUSED))

    told = {one["name"]: one["fault"]["id"] for one in batch.faults}
    assert [name for name, _content, said in REFUSED if said not in told[name]] == []
    assert not Publication.objects.exists()
    assert "11 berkas tidak dapat diambil" in page


def test_what_cannot_be_read_stays_closed_and_the_batch_says_why(ani: Client) -> None:
    many = pikepdf.new()
    for _ in range(2_001):
        many.add_blank_page()
    thick = BytesIO()
    many.save(thick)
    _sent(
        ani,
        ("kunci.pdf", papers.encrypted_pdf()),
        ("putus.pdf", PAPER[:900]),
        ("tebal.pdf", thick.getvalue()),
    )
    for version in PublicationVersion.objects.all():
        guess_version(version.pk, at=timezone.now())
        inspect_version(version.pk, at=timezone.now())

    page = ani.get(f"{HERE}{CollectionBatch.objects.get().pk}/").content.decode()
    for said in ("terkunci kata sandi", "rusak atau terpotong", "berisi 2001 halaman; paling banyak 2000"):
        assert said in page
    assert not PublicationVersion.objects.exclude(released=None).exists()


def test_two_files_in_one_are_taken_as_one_and_the_other_is_gone_from_the_copy(ani: Client) -> None:
    hidden = papers.archive({"jahat.exe": b"MZ"})
    _sent(ani, ("dua.zip", PAPER + hidden), ("gambar.jpg", photo() + b"<html><script>alert(1)</script>"))
    paper, picture = PublicationVersion.objects.order_by("pk")
    inspect_version(paper.pk, at=timezone.now())
    paper.refresh_from_db()

    assert paper.source
    assert paper.source.name == "dua.zip.pdf"
    assert paper.released
    with open_blob(paper.released) as public:
        assert b"PK\x03\x04" not in public.read()
    shown = ani.get(f"/kerja/{JOMBANG}/berkas/{picture.source_id}/")
    assert (shown.headers["Content-Type"], shown.headers["X-Content-Type-Options"]) == (
        "image/jpeg",
        "nosniff",
    )
    assert b"<script" not in shown.content


def test_names_in_an_archive_lead_nowhere_and_bombs_in_it_stop_no_other(ani: Client) -> None:
    names = ("../../../naik.pdf", "/etc/sandi.pdf", "C:\\Windows\\a.pdf", "\x00nol.pdf", "<b>tebal.pdf")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, name in enumerate(names):
            archive.writestr(name, PAPER + b"%%%d" % number)
        archive.writestr("bom.pdf", bytes(15_000_000))
        archive.writestr("dalam.zip", b"PK\x03\x04")
    _page, batch = _sent(ani, ("jalur.zip", packed.getvalue()))
    unpack_batch(batch.pk, at=timezone.now())

    batch.refresh_from_db()
    kept = [one.source.name for one in PublicationVersion.objects.order_by("pk") if one.source]
    assert kept == ["naik.pdf", "sandi.pdf", "a.pdf", "berkas.pdf", "<b>tebal.pdf"]
    assert [one["name"] for one in batch.faults] == ["bom.pdf", "dalam.zip"]


@pytest.mark.django_db
def test_what_a_form_may_bring_is_bounded_more_for_who_is_not_known(ani: Client, client: Client) -> None:
    sixty = str(60 * 1024 * 1024)
    statuses = [one.generic("POST", HERE, b"", CONTENT_LENGTH=sixty).status_code for one in (client, ani)]
    reader = Client(enforce_csrf_checks=True)
    reader.cookies["csrftoken"] = "a" * 32
    words = reader.post("/cari/", {"q": "laporan " * 300_000})
    endless = client.get("/cari/?" + "&".join(f"q{number}=1" for number in range(1_500)))

    assert statuses[0] == 413
    assert statuses[1] != 413
    assert (words.status_code, endless.status_code) == (413, 400)
    assert "lebih dari 2 MB" in words.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", OPERATORS)
def test_no_search_is_an_operator_or_too_long_for_a_clear_answer(client: Client, typed: str) -> None:
    for address in ("/cari/", "/cari.json", "/cari/saran/", "/satker/", "/informasi/", "/butir/"):
        assert client.get(address, {"q": typed}).status_code == 200, address
    for address in ("/api/v1/units", "/api/v1/publications"):
        assert client.get(address, {"q": typed}).status_code in (200, 422), address


@pytest.mark.django_db
def test_signs_without_a_word_ask_for_nothing(client: Client) -> None:
    page = client.get("/cari/", {"q": "%_🗳️"}).content.decode()
    assert "tidak ada kata yang dapat dicari" in page


@pytest.fixture
def port(workshop: Workshop) -> Iterator[int]:
    """Where an installation serves."""
    port = free_port()
    with ending(workshop.prepared().start("serve", "--port", str(port))):
        get(f"http://127.0.0.1:{port}/healthz")
        yield port


@pytest.mark.skipif(not SOAK, reason="streams two gigabytes to a real server: make soak")
@pytest.mark.parametrize("heading", [f"Content-Length: {2 * 10**9}", "Transfer-Encoding: chunked"])
def test_two_gigabytes_are_answered_before_they_have_come(port: int, heading: str) -> None:
    head = f"POST /cari/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: text/plain\r\n{heading}\r\n\r\n"
    sent, piece = 0, b"100000\r\n" + bytes(1 << 20) + b"\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(head.encode())
        with suppress(OSError):  # It hangs up on whoever goes on.
            for _ in range(2_000):
                line.sendall(piece)
                sent += len(piece)
        told = line.recv(100)
    assert sent < 100_000_000
    assert told.startswith((b"HTTP/1.1 413", b"HTTP/1.1 403"))
