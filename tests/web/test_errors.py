"""When something goes wrong, the page says what happened and what to do."""

from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.test import Client, RequestFactory

from terbuka.web import errors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/tidak-ada/", "/satker/kpu-kab-atlantis/"])
def test_what_is_not_there_offers_the_search(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert "Halaman ini tidak ada" in answer.content.decode()
    assert 'action="/satker/"' in answer.content.decode()


@pytest.mark.parametrize(
    ("fault", "status", "sentence"),
    [
        (Http404(), 404, "Halaman ini tidak ada"),
        (PermissionDenied(), 403, "tidak boleh Anda buka"),
        (SuspiciousOperation(), 400, "tidak dapat dibaca"),
        (RuntimeError("rahasia dalam"), 500, "Ada yang salah di pihak kami"),
    ],
)
def test_a_fault_is_a_page_of_the_house(fault: Exception, status: int, sentence: str) -> None:
    client = Client(raise_request_exception=False)
    with patch("terbuka.web.portal.front.tile_map", side_effect=fault):
        answer = client.get("/")

    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert "rahasia" not in answer.content.decode()
    assert "Content-Security-Policy" in answer.headers


def test_a_form_without_its_token_says_to_send_it_again(rf: RequestFactory) -> None:
    answer = errors.form_refused(rf.post("/"), REASON_NO_CSRF_COOKIE)

    assert answer.status_code == 403
    assert "kirim lagi" in answer.content.decode()
