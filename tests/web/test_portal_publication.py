"""A publication as the public has it: page, safe copy, history, and nothing of what lies behind."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from terbuka.models import Publication, PublicationVersion
from terbuka.rules.publishing import GuardState
from terbuka.services import catalogue as services
from terbuka.services.files import put_blob
from tests import make
from tests.make import catalogue
from tests.make.cast import Cast, cast

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]
RELEASED = b"%PDF-1.4\n%salinan aman\n"


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def page(client: Client, address: str) -> str:
    main = LexborHTMLParser(client.get(address).content).css_first("main")
    return " ".join(main.text(separator=" ").split())


def body(answer: HttpResponse) -> bytes:
    return answer.getvalue()


def with_safe_copy(publication: Publication) -> str:
    """Give the public version a safe copy that differs from its source; the address of the file."""
    assert publication.public
    blob = put_blob(RELEASED, "application/pdf", at=make.NOON)
    make.change(PublicationVersion, {"pk": publication.public.pk}, released=blob)
    return f"/informasi/{publication.pk}/berkas/{publication.public.number}/"


def test_its_page_says_what_it_is_of_when_and_until_when(client: Client, people: Cast) -> None:
    row = catalogue.published_file(people, holder="Subbagian Teknis", summary="Capaian tahun 2025.")

    told = page(client, f"/informasi/{row.pk}/")

    for words in (
        catalogue.TITLE,
        "KPU Kabupaten Jombang",
        "Capaian tahun 2025.",
        "Subbagian Teknis",
        "Rab, 1 Jan 2025 sampai Rab, 31 Des 2025",
        "Berlaku",
        "Riwayat: 1 versi",
    ):
        assert words in told
    assert row.public
    assert row.public.released_id in told


def test_its_page_and_lists_cost_the_same_for_one_and_many(
    client: Client, people: Cast, django_assert_num_queries: Queries
) -> None:
    one = catalogue.published_file(people)
    with django_assert_num_queries(4):
        client.get(f"/informasi/{one.pk}/")
    with django_assert_num_queries(4):
        client.get("/informasi/")
    for number in range(3):
        catalogue.published(people, title=f"Keputusan nomor {number}", items=("KIN-05", "PPD-04"))
    with django_assert_num_queries(4):
        client.get("/informasi/?provinsi=35")


def test_the_safe_copy_goes_out_and_never_the_source(client: Client, people: Cast) -> None:
    address = with_safe_copy(catalogue.published_file(people))

    answer = client.get(address)

    assert body(answer) == RELEASED
    assert catalogue.PDF not in RELEASED
    headers = answer.headers
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(address, headers={"if-none-match": headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("asked", "status", "expected"),
    [
        ("bytes=0-3", 206, RELEASED[:4]),
        ("bytes=9-", 206, RELEASED[9:]),
        ("bytes=-5", 206, RELEASED[-5:]),
        ("bytes=5-2", 200, RELEASED),
        ("bytes=0-1,4-5", 200, RELEASED),
        ("bytes=9999-", 416, b""),
        ("kata=1-2", 200, RELEASED),
    ],
)
def test_a_part_of_the_file_may_be_asked_for(
    client: Client, people: Cast, asked: str, status: int, expected: bytes
) -> None:
    address = with_safe_copy(catalogue.published_file(people))

    answer = client.get(address, headers={"range": asked})

    assert (answer.status_code, body(answer)) == (status, expected)
    answer.close()


def test_drafts_are_nowhere(client: Client, people: Cast) -> None:
    draft = catalogue.file_draft(people, title="Konsep yang belum diperiksa")
    pk = draft.publication_id

    for address in ("", "riwayat/", "berkas/1/", "halaman-1.png"):
        assert client.get(f"/informasi/{pk}/{address}").status_code == 404
    for address in (
        "/",
        "/informasi/",
        "/informasi.csv",
        "/satker/kpu-kab-jombang/",
        "/umpan.xml",
        "/butir/KIN-05/",
    ):
        assert "Konsep yang belum" not in client.get(address).content.decode()
    assert client.get(f"/gambar/informasi/{pk}.png").status_code == 404


def test_a_version_on_its_way_changes_nothing_for_the_public(client: Client, people: Cast) -> None:
    row = catalogue.published(people)
    before = client.get(f"/informasi/{row.pk}/")
    fresh = services.begin_version(row, by=people.ani, at=make.NOON)
    values = {"title": "Judul baru yang rahasia"}
    services.save_version(fresh, values, expected=fresh.version, by=people.ani, at=make.NOON)

    after = client.get(f"/informasi/{row.pk}/")

    assert after.headers["ETag"] == before.headers["ETag"]
    assert "rahasia" not in page(client, f"/informasi/{row.pk}/riwayat/")
    assert client.get(f"/informasi/{row.pk}/berkas/2/").status_code == 404


def test_a_withdrawn_one_says_why_and_since_when_and_gives_nothing_out(client: Client, people: Cast) -> None:
    row = catalogue.published_file(people, summary="Isi yang keliru")
    services.withdraw(row, reason="Angkanya keliru.", by=people.fajar, at=make.NOON)

    for address in ("", "riwayat/", "berkas/1/"):
        answer = client.get(f"/informasi/{row.pk}/{address}")
        assert answer.status_code == 410
        assert "Angkanya keliru." in answer.content.decode()
        assert "Isi yang keliru" not in answer.content.decode()
    assert "Min, 22 Nov 2026" in page(client, f"/informasi/{row.pk}/")
    assert client.get(f"/informasi/{row.pk}/halaman-1.png").status_code == 404
    assert client.get(f"/gambar/informasi/{row.pk}.png").status_code == 404


def test_a_superseded_one_leads_on(client: Client, people: Cast) -> None:
    follower = catalogue.published(people, title="Laporan yang diperbaiki")
    row = catalogue.published(people)
    services.supersede(row, by_publication=follower, by=people.fajar, at=make.NOON)

    answer = client.get(f"/informasi/{row.pk}/").content.decode()

    assert "Digantikan pada" in answer
    assert f'href="/informasi/{follower.pk}/"' in answer


def test_an_archived_one_says_so_and_keeps_its_fingerprint_to_itself(client: Client, people: Cast) -> None:
    row = catalogue.published_file(people)
    services.archive(row, by=None, at=make.NOON)

    assert "Diarsipkan pada" in page(client, f"/informasi/{row.pk}/")
    assert client.get(f"/informasi/{row.pk}/berkas/1/").status_code == 410


def test_the_history_tells_what_changed_and_the_older_file_is_gone(client: Client, people: Cast) -> None:
    row = catalogue.published_file(people)
    fresh = services.begin_version(row, by=people.ani, at=make.NOON)
    values = {"title": "Laporan Kinerja 2025 (perbaikan)", "change_note": "Tabel 3 dibetulkan."}
    fresh = services.save_version(fresh, values, expected=fresh.version, by=people.ani, at=make.NOON)
    fresh = catalogue.looked_at(fresh, GuardState.CLEAN)
    fresh = services.confirm_guess(fresh, {}, expected=fresh.version, by=people.ani, at=make.NOON)
    catalogue.out(services.submit_version(fresh, by=people.ani, at=make.NOON), people)

    told = page(client, f"/informasi/{row.pk}/riwayat/")

    assert "2 versi" in told
    assert "Tabel 3 dibetulkan." in told
    assert f"{catalogue.TITLE} Laporan Kinerja 2025 (perbaikan)" in told
    assert "laporan.pdf" not in told
    lines = client.get(f"/informasi/{row.pk}/riwayat.csv").content.decode().splitlines()
    assert [line.partition(",")[0] for line in lines] == ["\ufeffversi", "2", "1"]
    assert "Tabel 3 dibetulkan." in lines[1]
    assert client.get(f"/informasi/{row.pk}/berkas/1/").status_code == 410
    assert body(client.get(f"/informasi/{row.pk}/berkas/2/")) == catalogue.PDF


def test_nobody_who_worked_on_it_is_named(client: Client, people: Cast) -> None:
    make.change(type(people.ani), {"pk": people.ani.pk}, name="Ani Zubaidah-Petugas")
    make.change(type(people.fajar), {"pk": people.fajar.pk}, name="Fajar Zulkarnain-Atasan")
    row = catalogue.published_file(people)

    for address in (
        *(
            f"/informasi/{row.pk}/",
            f"/informasi/{row.pk}/riwayat/",
            "/informasi.json",
            "/umpan.xml",
            f"/informasi/{row.pk}/riwayat.json",
        ),
        *("/satker/kpu-kab-jombang/", "/cari/?q=laporan+kinerja", "/butir/KIN-05.csv", "/"),
    ):
        told = client.get(address).content.decode()
        assert not re.search(r"Zubaidah|Zulkarnain|contoh\.example", told), address


def test_it_speaks_to_programs_in_data_that_cannot_end_its_element(client: Client, people: Cast) -> None:
    row = catalogue.published_file(people, title="Laporan </script><script>alert(1)</script> 2025")

    answer = client.get(f"/informasi/{row.pk}/").content.decode()

    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer)
    told = [json.loads(block) for block in blocks]
    assert told[0]["name"].startswith("Laporan </script>")
    assert told[0]["encoding"]["sha256"] == row.public.released_id  # type: ignore[union-attr]
    assert "<script>alert" not in answer
    assert f'<link rel="canonical" href="http://127.0.0.1:8000/informasi/{row.pk}/">' in answer
    assert f'content="http://127.0.0.1:8000/gambar/informasi/{row.pk}.png"' in answer


def test_the_list_of_a_unit_goes_out_with_its_fields_and_fingerprints(client: Client, people: Cast) -> None:
    row = catalogue.published_file(people, holder="Subbagian Teknis")

    told = json.loads(client.get("/satker/kpu-kab-jombang/informasi.json").content)

    assert [one["nomor"] for one in told] == [row.pk]
    assert told[0]["pejabat_yang_menguasai"] == "Subbagian Teknis"
    assert told[0]["alamat_berkas"].endswith(f"/informasi/{row.pk}/berkas/1/")
    assert len(told[0]["sha256"]) == 64
    assert json.loads(client.get("/satker/kpu-kab-sleman/informasi.json").content) == []


def test_the_unit_shows_it_at_once_under_its_class(client: Client, people: Cast) -> None:
    before = page(client, "/satker/kpu-kab-jombang/")
    assert "belum mengumumkan informasi di sini" in before
    catalogue.published_file(people)

    told = page(client, "/satker/kpu-kab-jombang/")

    assert f"Informasi berkala {catalogue.TITLE}" in told
    assert "1 dari" in told


def test_the_picture_of_its_first_page_is_shown(client: Client, people: Cast) -> None:
    row = catalogue.published_file(people)

    picture = client.get(f"/informasi/{row.pk}/halaman-1.png")

    assert picture.headers["Content-Type"] == "image/png"
    assert body(picture).startswith(b"\x89PNG")
    assert client.get(f"/informasi/{row.pk}/halaman-2.png").status_code == 404
