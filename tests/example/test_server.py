"""The example server answers as the site says, on loopback, and stops when asked."""

import urllib.error
import urllib.request
from dataclasses import replace
from datetime import date

import pytest

from terbuka.example.assembly import Served
from terbuka.example.server import ExampleServer
from terbuka.example.sites import build


@pytest.fixture(scope="module")
def site():
    made = build("bawaslu", unit_slug="bawaslu-kab-jombang", seed=5, as_of=date(2026, 11, 22))
    slow = {"/lambat": Served(b"akhirnya", delay=0.2), "/putus": Served(b"", status=503)}
    return replace(made, files={**made.files, **slow})


def test_pages_are_told_apart_by_their_query_and_unknown_paths_are_gone(site):
    with ExampleServer(site) as server:
        origin = server.url.rstrip("/")
        queried = next(path for path in site.files if path.startswith("/?page="))
        with urllib.request.urlopen(origin + queried) as answer:
            assert answer.read() == site.files[queried].body
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(origin + "/tidak-ada")
        assert server.asked == [queried, "/tidak-ada"]


def test_a_head_request_gets_no_body(site):
    with (
        ExampleServer(site) as server,
        urllib.request.urlopen(urllib.request.Request(server.url, method="HEAD")) as answer,
    ):
        assert answer.read() == b""
        assert int(answer.headers["Content-Length"]) == len(site.files["/"].body)


def test_status_and_delay_are_kept(site):
    with ExampleServer(site) as server:
        with pytest.raises(urllib.error.HTTPError, match="503"):
            urllib.request.urlopen(server.url + "putus")
        with urllib.request.urlopen(server.url + "lambat") as answer:
            assert answer.read() == b"akhirnya"


def test_another_site_can_take_the_place_of_the_first(site):
    with ExampleServer(site) as server:
        server.show(replace(site, files={"/": Served(b"baru")}))
        with urllib.request.urlopen(server.url) as answer:
            assert answer.read() == b"baru"
