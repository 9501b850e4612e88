"""Answers already given are found before one asks, as long as their PPID lets everybody read them."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from terbuka.models import InformationRequest, SearchEntry
from terbuka.models.search import EntryKind
from terbuka.rules.ruling import Refused
from terbuka.services.jobs.indexing import index_public
from terbuka.services.register.finding import withdraw_release
from terbuka.services.search import find
from tests.make import register
from tests.make.cast import Cast, cast

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 6, 4, 3, 0, tzinfo=UTC)
WORDS = "Daftar kotak suara rusak di gudang Diwek beserta berita acaranya."


@pytest.fixture
def people() -> Cast:
    return cast()


def found() -> list[str]:
    """What the search finds among answers."""
    filters: dict[str, str | int] = {"kind": EntryKind.ANSWER.value}
    return [hit.entry.key for hit in find("kotak suara rusak", filters, size=5).hits]


def answered(people: Cast, **values: object) -> InformationRequest:
    case = register.in_process(at=MORNING, by=people.ani)
    return register.released(case, at=MORNING, summary=WORDS, **values)


def test_a_released_answer_is_found_read_and_counted_as_service(people: Cast, client: Client) -> None:
    case = answered(people)
    assert found() == [f"answer:{case.pk}"]
    entry = SearchEntry.objects.get(key=f"answer:{case.pk}")
    offered = client.get("/permohonan/usul/", {"q": "kotak suara rusak"}).text
    assert entry.path in offered
    page = client.get(entry.path)
    assert WORDS in page.text
    assert "Citra" not in page.text
    assert case.details not in f"{page.text} {entry.body} {entry.also} {entry.title}"
    assert client.post("/permohonan/terjawab/", {"jawaban": entry.key}).status_code == 200


def test_what_is_withdrawn_is_found_nowhere_and_stays_so(people: Cast, client: Client) -> None:
    case = answered(people)
    path = SearchEntry.objects.get(key=f"answer:{case.pk}").path
    withdraw_release(case, by=register.ppid(), at=MORNING)
    assert found() == []
    assert client.get(path).status_code == 404
    assert WORDS not in client.get("/satker/kpu-kab-jombang/layanan/").text
    index_public(at=MORNING)
    assert found() == []
    with pytest.raises(Refused):
        withdraw_release(case, by=register.ppid(), at=MORNING)


def test_an_answer_that_was_not_released_is_never_found(people: Cast, client: Client) -> None:
    case = answered(people, is_public=False)
    index_public(at=MORNING)
    assert found() == []
    assert client.get(f"/satker/kpu-kab-jombang/layanan/{case.pk}/").status_code == 404
