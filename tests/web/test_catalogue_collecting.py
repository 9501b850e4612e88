"""Bringing much at once: files, a ZIP or a table become drafts; guesses are accepted; nothing is lost."""

import zipfile
from io import BytesIO
from itertools import islice

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from terbuka.documents.bundles import Member, unpacked
from terbuka.models import CollectionBatch, Job, Notification, PublicationVersion
from terbuka.services import catalogue as services
from terbuka.services.catalogue.batches import _take
from terbuka.services.files import store_file
from terbuka.services.jobs.collecting import guess_version, unpack_batch
from tests.documents import made as papers
from tests.make import catalogue as made
from tests.make.cast import JOMBANG, Cast, cast, unit

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HERE = f"/kerja/{JOMBANG}/informasi/kumpul/"
LKJIP = papers.pdf(
    "LAPORAN KINERJA INSTANSI PEMERINTAH\nKOMISI PEMILIHAN UMUM KABUPATEN JOMBANG\nTAHUN 2025",
    title="Laporan Kinerja Instansi Pemerintah KPU Kabupaten Jombang Tahun 2025",
)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ani(people: Cast) -> Client:
    client = Client()
    client.force_login(people.ani, BACKEND)
    return client


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _batch(people: Cast, *names: str) -> tuple[str, list[PublicationVersion]]:
    """A batch of Ani's with one report a name, each guessed already."""
    at = timezone.now()
    batch = services.begin_batch(unit(), origin="folder", total=len(names), by=people.ani, at=at)
    found = []
    for number, name in enumerate(names):
        content = LKJIP + b"\n%" + str(number).encode()
        file = store_file(unit=unit(), name=name, content=content, is_collected=True, by=people.ani, at=at)
        version = services.collect_file(batch, file, by=people.ani, at=at)
        guess_version(version.pk, at=at)
        version.refresh_from_db()
        found.append(version)
    return f"{HERE}{batch.pk}/", found


def _fields(version: PublicationVersion, **typed: str) -> dict[str, str]:
    values = {"title": "Laporan Kinerja 2025", "information_class": "periodic", "items": "KIN-05"}
    values |= {"period_from": "2025-01-01", "period_to": "2025-12-31", "version": str(version.version)}
    return {f"{version.pk}-{name}": value for name, value in (values | typed).items()}


def test_without_script_many_files_and_a_folder_become_drafts(ani: Client) -> None:
    sent = {
        "act": "berkas",
        "berkas": [_file("LKjIP 2025.pdf", LKJIP), _file("program.exe", b"MZ\x90\x00")],
        "folder": [_file("anggaran.csv", b"uraian,jumlah\nBelanja,12\n"), _file(".DS_Store", b"x")],
    }
    answer = ani.post(HERE, sent)
    batch = CollectionBatch.objects.get()
    assert answer.headers["Location"] == f"{HERE}{batch.pk}/"
    drafts = PublicationVersion.objects.filter(publication__batch=batch).order_by("pk")
    assert [one.title for one in drafts] == ["LKjIP 2025", "anggaran"]
    assert [one["name"] for one in batch.faults] == ["program.exe"]
    assert Job.objects.filter(kind="inspect_version").count() == 2
    page = ani.get(answer.headers["Location"]).content.decode()
    assert "1 berkas tidak dapat diambil" in page
    assert "Ini program, bukan dokumen" in page


def test_files_that_came_in_parts_are_taken_once(people: Cast, ani: Client) -> None:
    at = timezone.now()
    file = store_file(unit=unit(), name="a.pdf", content=LKJIP, is_collected=True, by=people.ani, at=at)
    foreign = store_file(unit=unit(), name="b.pdf", content=LKJIP, is_collected=True, by=people.fajar, at=at)
    sent = {"act": "berkas", "berkas_id": [file.pk, foreign.pk], "gagal": ["foto.heic"]}
    assert ani.post(HERE, sent).status_code == 302
    assert PublicationVersion.objects.count() == 1
    assert [one["name"] for one in CollectionBatch.objects.get().faults] == ["foto.heic"]
    again = ani.post(HERE, {"act": "berkas", "berkas_id": [file.pk]})
    assert again.status_code == 400
    assert "Pilih sedikitnya satu berkas" in again.content.decode()


def test_a_zip_is_a_batch_that_a_worker_opens(ani: Client) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("LKjIP 2025.pdf", LKJIP)
    answer = ani.post(HERE, {"act": "berkas", "berkas": [_file("kumpulan.zip", out.getvalue())]})
    batch = CollectionBatch.objects.get()
    assert batch.origin == "zip"
    assert Job.objects.get(kind="unpack_batch").subject_id == batch.pk
    assert "Arsip sedang dibuka." in ani.get(answer.headers["Location"]).content.decode()


def test_a_zip_among_other_files_joins_their_batch_and_goes_on_where_it_was_broken_off(ani: Client) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(3):
            archive.writestr(f"LKjIP {number}.pdf", LKJIP + b"%%%d" % number)
    sent = [_file("a.pdf", LKJIP), _file("kumpulan.zip", out.getvalue()), _file("program.exe", b"MZ\x90\x00")]
    answer = ani.post(HERE, {"act": "berkas", "berkas": sent})
    batch = CollectionBatch.objects.get()
    assert answer.headers["Location"] == f"{HERE}{batch.pk}/"
    assert "Arsip sedang dibuka." in ani.get(answer.headers["Location"]).content.decode()
    for member in islice(unpacked(out.getvalue()), 1):
        assert isinstance(member, Member)
        _take(batch, member, at=timezone.now())

    unpack_batch(batch.pk, at=timezone.now())

    batch.refresh_from_db()
    drafts = PublicationVersion.objects.filter(publication__batch=batch).order_by("pk")
    assert [one.title for one in drafts] == ["a", "LKjIP 0", "LKjIP 1", "LKjIP 2"]
    assert (batch.done, batch.finished_at is None) == (5, False)


def test_a_table_is_loaded_whole_or_its_faults_are_named_by_row(ani: Client) -> None:
    head = "judul,ringkasan,butir,kelas,alamat\n"
    wrong = head + "Laporan,,KIN-05,berkala,https://a.go.id/l.pdf\n,,XXX-99,rahasia,https://a.go.id/m.pdf\n"
    answer = ani.post(HERE, {"act": "tabel", "tabel": _file("daftar.csv", wrong.encode())})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "baris 3, kolom judul: wajib diisi" in page
    assert "di daftar.csv; belum ada yang dimuat" in page
    assert not CollectionBatch.objects.exists()
    right = head + "Laporan,,KIN-05,berkala,https://a.go.id/l.pdf\n"
    assert ani.post(HERE, {"act": "tabel", "tabel": _file("daftar.csv", right.encode())}).status_code == 302
    assert PublicationVersion.objects.get().url == "https://a.go.id/l.pdf"


def test_the_template_of_the_table_can_be_loaded_as_it_is(ani: Client) -> None:
    for kind in ("xlsx", "csv"):
        table = ani.get(f"{HERE}contoh.{kind}").content
        answer = ani.post(HERE, {"act": "tabel", "tabel": _file(f"contoh.{kind}", table)})
        page = answer.content.decode()
        assert answer.status_code == 302 or "sudah ada di katalog" in page, page
    assert [item.code for item in PublicationVersion.objects.get().items.all()] == ["PPD-16"]


def test_guesses_are_shown_with_their_reasons_and_sure_ones_accepted_at_once(
    people: Cast, ani: Client
) -> None:
    address, (first, second) = _batch(people, "LKjIP 2025.pdf", "LKjIP 2025 salinan.pdf")
    page = ani.get(address).content.decode()
    assert "KIN-05" in page
    assert "judul memuat" in page
    assert "Terima semua tebakan yang yakin (2)" in page
    sent = _fields(first) | _fields(second, title="Judul saya sendiri") | {"act": "yakin"}
    assert ani.post(address, sent).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.is_confirmed
    assert second.title == "Judul saya sendiri"
    assert [item.code for item in first.items.all()] == ["KIN-05"]


def test_a_faulty_row_keeps_its_words_and_stops_no_other(people: Cast, ani: Client) -> None:
    address, (first, second) = _batch(people, "a 2025.pdf", "b 2025.pdf")
    sent = (
        _fields(first, title="", more="PPD-04")
        | _fields(second)
        | {"act": "pilih", "ok": [first.pk, second.pk]}
    )
    answer = ani.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "1 konsep belum tersimpan" in page
    assert "Tulis judulnya" in page
    assert 'value="PPD-04"' in page
    second.refresh_from_db()
    assert second.is_confirmed


def test_what_somebody_else_saved_stands_beside_what_was_typed(people: Cast, ani: Client) -> None:
    address, (first,) = _batch(people, "a 2025.pdf")
    services.save_version(
        first, {"title": "Kata lain"}, expected=first.version, by=people.ani, at=timezone.now()
    )
    answer = ani.post(address, _fields(first, title="Kata saya") | {"act": "pilih", "ok": [first.pk]})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Kata lain" in page
    assert 'value="Kata saya"' in page


def test_what_is_ready_is_handed_in_at_once_each_refusal_named(people: Cast, ani: Client) -> None:
    address, (first, second) = _batch(people, "a 2025.pdf", "b 2025.pdf")
    ani.post(address, _fields(first) | _fields(second) | {"act": "yakin"})
    first.refresh_from_db()
    made.looked_at(first, made.GuardState.CLEAN)
    page = ani.post(address, {"act": "kirim"}).content.decode()
    assert "1 konsep terkirim untuk diperiksa" in page
    assert "Penjaga masih membaca berkas ini" in page
    first.refresh_from_db()
    assert first.status == "submitted"


def test_whoever_checks_is_told_once_of_all_that_came_together(people: Cast, ani: Client) -> None:
    address, versions = _batch(people, "a 2025.pdf", "b 2025.pdf", "c 2025.pdf")
    for version in versions:
        made.looked_at(version, made.GuardState.CLEAN)
        version.refresh_from_db()
    typed = {name: value for one in versions for name, value in _fields(one).items()}
    ani.post(address, typed | {"act": "yakin"})
    ani.post(address, {"act": "kirim"})
    told = Notification.objects.filter(account=people.fajar)
    assert [(one.payload["many"], one.path) for one in told] == [(3, f"/kerja/{JOMBANG}/informasi/antrean/")]


def test_the_part_that_polls_brings_new_rows_and_leaves_those_that_are_there(
    people: Cast, ani: Client
) -> None:
    address, (first, second) = _batch(people, "a 2025.pdf", "b 2025.pdf")
    part = ani.get(f"{address}?bagian=1&ada={first.pk}").content.decode()
    assert f'id="baris-{second.pk}"' in part
    assert f'id="baris-{first.pk}"' not in part
    assert f'id="penjaga-{first.pk}"' in part
    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part


def test_a_batch_of_thirty_asks_no_more_often_than_one_of_two(people: Cast, ani: Client) -> None:
    counts = []
    for n in (2, 12):
        address, _versions = _batch(people, *(f"laporan {n} {one} 2025.pdf" for one in range(n)))
        ani.get(address)
        with CaptureQueriesContext(connection) as asked:
            ani.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_another_units_officer_finds_no_batch(people: Cast) -> None:
    address, _versions = _batch(people, "a 2025.pdf")
    client = Client()
    client.force_login(people.dedi, BACKEND)
    assert client.get(address).status_code == 404
    pk = CollectionBatch.objects.get().pk
    assert client.get(reverse("collection_batch", args=["kpu-kab-sleman", pk])).status_code == 404
