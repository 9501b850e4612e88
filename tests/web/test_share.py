"""Sharing a publication: texts that fit, pictures of the right size, a short link; only of what is public."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from tests.make import catalogue
from tests.make.cast import Cast, cast
from tests.web.test_verify import as_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def ani(people: Cast) -> Client:
    return as_person(people.ani)


def place(pk: int, ending: str = "/") -> str:
    return f"/kerja/kpu-kab-jombang/informasi/{pk}/bagikan{ending}"


def test_the_texts_stand_ready_with_the_short_link_that_leads_there(
    people: Cast, ani: Client, client: Client
) -> None:
    row = catalogue.published(people, summary="Capaian kinerja setahun.")

    page = ani.get(place(row.pk)).content.decode()

    assert page.count(f"/i/{row.pk}/") >= 5
    assert 'href="https://wa.me/?text=%2ALaporan%20Kinerja' in page
    assert "#InformasiPublik #KPU" in page
    assert page.count("data-copy=") >= 5
    assert client.get(f"/i/{row.pk}/", follow=True).redirect_chain == [(f"/informasi/{row.pk}/", 301)]


def test_a_changed_text_is_counted_anew_and_kept_where_it_is_too_long(people: Cast, ani: Client) -> None:
    row = catalogue.published(people)

    answer = ani.post(place(row.pk), {"x": "a" * 300, "whatsapp": "Halo warga & semua"})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Terlalu panjang: buang 20 huruf lagi." in page
    assert "a" * 300 in page
    assert "https://x.com/intent" not in page
    assert "https://wa.me/?text=Halo%20warga%20%26%20semua" in page


@pytest.mark.parametrize(("shape", "size"), [("persegi", (1080, 1080)), ("lebar", (1200, 630))])
def test_the_pictures_have_the_size_that_networks_ask_for(
    people: Cast, ani: Client, shape: str, size: tuple[int, int]
) -> None:
    row = catalogue.published(people)

    answer = ani.get(f"{place(row.pk, '.png')}?bentuk={shape}")

    assert Image.open(BytesIO(answer.content)).size == size


def test_what_is_not_public_is_not_shared(people: Cast, ani: Client) -> None:
    version = catalogue.draft(people, title="Konsep rahasia")

    page = ani.get(place(version.publication_id))

    assert "belum ada yang dibagikan" in page.content.decode()
    assert b"wa.me" not in page.content
    assert ani.get(place(version.publication_id, ".png")).status_code == 404
    row = catalogue.published(people)
    assert ani.get(f"{place(row.pk, '.png')}?bentuk=lonjong").status_code == 404
