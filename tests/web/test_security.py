"""Every public address closes the same doors."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.addresses import public_addresses, public_pages

pytestmark = pytest.mark.django_db
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
}


@pytest.mark.parametrize("address", [*public_addresses().values(), "/tidak-ada/"])
def test_it_sends_the_headers_that_close_the_doors(client: Client, address: str) -> None:
    response = client.get(address)

    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    policy = response.headers["Content-Security-Policy"]
    assert set(policy.split("; ")) >= POLICY
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert "camera=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize("address", public_pages().values())
def test_it_sets_no_cookie_of_its_own_accord(client: Client, address: str) -> None:
    assert not client.get(address).cookies


@pytest.mark.parametrize("address", public_pages().values())
def test_it_loads_nothing_from_elsewhere_and_holds_nothing_inline(client: Client, address: str) -> None:
    page = client.get(address).content.decode()

    named = r'<link rel="(?:canonical|alternate)"[^>]+>'
    loaded = re.findall(r'<(?:link|script|img|use)[^>]+(?:href|src)="([^"]+)"', re.sub(named, "", page))
    assert loaded
    assert [one for one in loaded if not one.startswith("/static/")] == []
    # A data block is read by search engines; no browser runs it.
    ours = r'<script(?! src="/static/| type="application/ld\+json">)'
    assert not re.search(rf"\sstyle=|<style|{ours}|\son\w+=", page)


def test_static_files_are_kept_by_the_browser_and_are_no_page(client: Client) -> None:
    page = client.get(reverse("home")).content.decode()
    stylesheet = re.search(r'href="(/static/css/site\.[0-9a-f]+\.css)"', page)
    assert stylesheet

    response = client.get(stylesheet[1])
    response.close()

    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_asks_for_no_password_over_a_foreign_host(client: Client) -> None:
    assert client.get("/", headers={"host": "jahat.example"}).status_code == 400


@pytest.mark.parametrize(
    "address", ["/satker/?q=%00", "/satker/?hal=99999999999999999999", "/satker/?provinsi='--"]
)
def test_a_hostile_query_is_an_ordinary_page(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_what_was_typed_comes_back_as_text(client: Client) -> None:
    page = client.get("/satker/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
