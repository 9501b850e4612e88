"""Uploads and stored files through the doors: in parts, whole, and only for those of the unit."""

import hashlib
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from terbuka.models import Appointment, Event, StoredFile, Upload
from terbuka.services import files
from tests import make
from tests.documents import made
from tests.make import catalogue
from tests.make.cast import JOMBANG, Cast, cast
from tests.make.units import photo, stored

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BEGIN = f"/kerja/{JOMBANG}/unggah/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ani(client: Client, people: Cast) -> Client:
    client.force_login(people.ani, BACKEND)
    return client


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def begin(client: Client, content: bytes, name: str = "ruang.jpg", **changes: Any) -> Any:
    fields = {"name": name, "size": len(content), "sha256": sha(content)}
    return client.post(BEGIN, fields | changes)


def send(client: Client, begun: Any, number: int, content: bytes, claimed: str = "") -> Any:
    return client.post(
        f"{BEGIN}{begun['id']}/{number}/",
        content,
        content_type="application/octet-stream",
        headers={"X-Part-SHA256": claimed or sha(content)},
    )


def test_a_photo_arrives_in_parts_and_opens(ani: Client) -> None:
    content = photo(side=500)
    begun = begin(ani, content).json()
    pieces = [content[at : at + begun["part"]] for at in range(0, len(content), begun["part"])]

    assert begun["missing"] == list(range(len(pieces)))
    for number, piece in enumerate(pieces):
        told = send(ani, begun, number, piece).json()
    end = ani.post(begun["finish"]).json()

    assert told["missing"] == []
    assert (end["name"], end["size"]) == ("ruang.jpg", len(content))
    assert ani.get(end["url"]).headers["Content-Type"] == "image/jpeg"


def test_the_browser_asks_which_parts_are_there_and_mends_a_broken_one(ani: Client) -> None:
    content = b"%PDF-" + b"x" * files.PART
    begun = begin(ani, content, "a.pdf").json()
    send(ani, begun, 1, content[files.PART :])

    broken = send(ani, begun, 0, content[: files.PART], sha(b"lain"))
    early = ani.post(begun["finish"])

    assert (broken.status_code, early.status_code) == (400, 409)
    assert "pengirimannya diulang" in broken.json()["fault"]
    assert early.json()["missing"] == begin(ani, content, "a.pdf").json()["missing"] == [0]


@pytest.mark.parametrize(
    ("size", "said"), [("0", "kosong"), ("-1", "kosong"), ("x", "kosong"), (str(21 << 20), "20 MB")]
)
def test_wrong_sizes_are_told_before_anything_is_sent(ani: Client, size: str, said: str) -> None:
    answer = begin(ani, b"", size=size)

    assert answer.status_code == 400
    assert said in answer.json()["fault"]


def test_a_full_disk_is_told_before_anything_is_sent(ani: Client, settings: Any, people: Cast) -> None:
    settings.DISK_RESERVE = 10**18

    assert begin(ani, photo()).status_code == 507
    page = ani.get(reverse("profile_facility", args=[JOMBANG, "room"])).content.decode()
    assert "Ruang simpan server penuh" in page
    assert 'type="file"' not in page


def test_a_wrong_kind_is_told_at_the_end_with_what_to_do(ani: Client) -> None:
    content = b"MZ" + b"\0" * 200
    begun = begin(ani, content, "laporan.pdf").json()
    send(ani, begun, 0, content)

    answer = ani.post(begun["finish"])

    assert answer.status_code == 400
    assert "program" in answer.json()["fault"]


@pytest.mark.parametrize("name", ["dedi", "gita", "hasan"])
def test_others_find_neither_uploads_nor_files(client: Client, people: Cast, name: str) -> None:
    file = stored(by=people.ani)
    client.force_login(getattr(people, name), BACKEND)

    assert begin(client, photo()).status_code == 404
    assert client.get(reverse("file", args=[JOMBANG, file.pk])).status_code == 404


def test_a_file_opens_only_under_its_own_unit(client: Client, people: Cast) -> None:
    file = stored(by=people.ani)
    client.force_login(people.dedi, BACKEND)

    assert client.get(reverse("file", args=["kpu-kab-sleman", file.pk])).status_code == 404


def test_who_may_only_see_opens_files_but_brings_none(client: Client, people: Cast) -> None:
    file = stored(by=people.ani)
    client.force_login(people.budi, BACKEND)

    assert client.get(reverse("file", args=[JOMBANG, file.pk])).status_code == 200
    assert begin(client, photo()).status_code == 403


def test_nobody_goes_on_with_the_upload_of_another(client: Client, people: Cast) -> None:
    client.force_login(people.ani, BACKEND)
    begun = begin(client, photo()).json()
    client.force_login(people.fajar, BACKEND)

    assert send(client, begun, 0, photo()).status_code == 404
    assert client.post(begun["finish"]).status_code == 404


def test_an_ended_appointment_ends_the_upload(ani: Client, people: Cast) -> None:
    begun = begin(ani, photo()).json()
    make.change(Appointment, {"account": people.ani}, to_on=date(2026, 1, 3))

    assert send(ani, begun, 0, photo()).status_code == 404
    assert Upload.objects.count() == 1


def test_a_session_that_ended_answers_with_the_way_to_sign_in(client: Client) -> None:
    answer = begin(client, photo())

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/akun/")


def test_what_is_served_is_private_named_and_never_guessed(ani: Client, people: Cast) -> None:
    file = stored(by=people.ani)
    address = reverse("file", args=[JOMBANG, file.pk])

    answer = ani.get(address)

    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == 'inline; filename="ruang.jpg"'
    again = ani.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_photo_is_shown_without_its_place_but_kept_whole(ani: Client, people: Cast) -> None:
    file = stored(by=people.ani)
    shown = ani.get(reverse("file", args=[JOMBANG, file.pk])).content

    assert b"Ponsel Ani" in files.blob_path(file.blob).read_bytes()
    assert b"Ponsel Ani" not in shown
    little = ani.get(reverse("file", args=[JOMBANG, file.pk]) + "?kecil")
    assert little.content.startswith(b"\xff\xd8\xff")
    assert little.headers["ETag"] != ani.get(reverse("file", args=[JOMBANG, file.pk])).headers["ETag"]


def test_papers_of_an_office_program_are_downloaded(ani: Client, people: Cast) -> None:
    file = stored(made.workbook({"DIP": [["Judul"]]}), by=people.ani)

    answer = ani.get(reverse("file", args=[JOMBANG, file.pk]))

    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")


def facility(client: Client, file: SimpleUploadedFile, **fields: str) -> Any:
    """The form as a browser without scripts sends it."""
    address = reverse("profile_facility", args=[JOMBANG, "room"])
    return client.post(address, {"act": "photo", "berkas": file, **fields})


def test_without_scripts_the_file_comes_with_its_form(ani: Client) -> None:
    answer = facility(ani, SimpleUploadedFile("a.jpg", photo(), "text/html"))

    assert answer.status_code == 302
    assert StoredFile.objects.get().blob.mime == "image/jpeg"


def test_a_form_with_21_mb_is_refused_and_keeps_its_words(ani: Client) -> None:
    answer = facility(ani, SimpleUploadedFile("a.jpg", b"\xff" * (21 << 20)), taken_on="2026-11-02")

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "lebih dari 20 MB" in page
    assert 'value="2026-11-02"' in page
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "kosong"), (b"<html>", "halaman web"), (b"%PDF-1.7", "bukan foto")]
)
def test_a_form_with_a_wrong_file_says_so_beside_the_field(ani: Client, content: bytes, said: str) -> None:
    answer = facility(ani, SimpleUploadedFile("a.jpg", content))

    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_a_photo_without_a_day_is_kept_while_its_day_is_typed(ani: Client) -> None:
    first = facility(ani, SimpleUploadedFile("a.jpg", photo("")))
    file = StoredFile.objects.get()
    assert f'name="berkas_id" value="{file.pk}"' in first.content.decode()

    address = reverse("profile_facility", args=[JOMBANG, "room"])
    fields = {"act": "photo", "berkas_id": file.pk, "taken_on": "2026-11-02"}
    assert ani.post(address, fields).status_code == 302

    assert file.pk == StoredFile.objects.get().pk
    assert Event.objects.filter(verb="photo_added").count() == 1


def test_nobody_gives_a_file_of_another_unit_as_the_own(ani: Client, people: Cast) -> None:
    foreign = stored(by=people.dedi, slug="kpu-kab-sleman")
    address = reverse("profile_facility", args=[JOMBANG, "room"])

    answer = ani.post(address, {"act": "photo", "berkas_id": foreign.pk, "taken_on": "2026-11-02"})

    assert answer.status_code == 400
    assert "Pilih fotonya" in answer.content.decode()


def test_a_file_that_came_to_be_published_opens_only_for_those_who_handle_it(
    client: Client, people: Cast
) -> None:
    """It may hold what the public copy has blacked out: those above read the public copy."""
    source = catalogue.published_file(people).public.source  # type: ignore[union-attr]
    assert source
    address = reverse("file", args=[JOMBANG, source.pk])
    for one, status in ((people.ani, 200), (people.fajar, 200), (people.budi, 404), (people.dedi, 404)):
        client.force_login(one, BACKEND)
        assert client.get(address).status_code == status


def test_an_archive_to_be_published_is_taken_in_by_its_own_door(ani: Client) -> None:
    content = made.archive({"laporan.pdf": made.pdf("Laporan")})
    begun = begin(ani, content, "kumpulan.zip").json()
    send(ani, begun, 0, content)
    assert ani.post(begun["finish"]).status_code == 400
    begun = begin(ani, content + b"\n", "kumpulan.zip", informasi="1").json()
    send(ani, begun, 0, content + b"\n")
    assert ani.post(begun["finish"]).status_code == 200
