"""Who asks for very much waits, so that others need not."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from terbuka.services.pace import counter
from terbuka.services.slots import slot
from terbuka.web.bodies import Bodies
from tests import make
from tests.documents import made
from tests.make import guard as files
from tests.make.cast import cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HERE, THERE = "36.66.1.1", "36.66.1.2"


@pytest.fixture(autouse=True)
def _nobody_counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    counter().forget()
    clock = SimpleNamespace(now=lambda: make.NOON.replace(second=12))
    monkeypatch.setattr("terbuka.web.pace.timezone", clock)
    yield
    counter().forget()


@pytest.mark.django_db
def test_an_address_at_full_speed_waits_and_others_do_not(client: Client, settings: Any) -> None:
    settings.PAGE_RATE = 18  # three in ten seconds
    searches = [client.get(f"/cari/?q=laporan+{n}", REMOTE_ADDR=HERE) for n in range(5)]
    other = client.get("/cari/?q=laporan", REMOTE_ADDR=THERE)
    office = [client.get("/cari/?q=laporan", REMOTE_ADDR="10.0.0.5").status_code for _ in range(5)]

    assert [one.status_code for one in searches] == [200, 200, 200, 429, 429]
    assert searches[3].headers["Retry-After"] == "8"
    assert "Tunggu" in searches[3].content.decode()
    assert (other.status_code, set(office)) == (200, {200})


@pytest.mark.django_db
def test_a_crowd_behind_one_address_reads_the_same_page_freely(client: Client, settings: Any) -> None:
    settings.PAGE_RATE = 12

    seen = {client.get("/satker/kpu-kab-jombang/", REMOTE_ADDR=HERE).status_code for _ in range(20)}

    assert seen == {200}


@pytest.mark.django_db
def test_who_is_signed_in_is_not_counted(client: Client, settings: Any) -> None:
    settings.PAGE_RATE = 6
    client.force_login(cast().ani, backend=BACKEND)

    assert {client.get("/cari/?q=laporan", REMOTE_ADDR=HERE).status_code for _ in range(3)} == {200}


@pytest.mark.django_db
def test_a_form_of_two_gigabytes_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.generic("POST", "/cari/", b"", CONTENT_LENGTH=str(2 * 10**9))

    assert answer.status_code == 413
    assert "lebih dari 250 MB" in answer.content.decode()


@pytest.mark.django_db
def test_while_all_slots_are_taken_the_picture_of_a_page_says_to_come_again(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("terbuka.web.catalogue.guard.PATIENCE", 0.0)
    people = cast()
    version = files.inspected(people, made.pdf("Laporan kinerja"))
    client.force_login(people.ani, backend=BACKEND)
    address = f"/kerja/kpu-kab-jombang/informasi/{version.publication_id}/penjaga/halaman-1.png"

    with slot("drawn", settings.DRAWN_AT_ONCE, patience=1), slot("drawn", settings.DRAWN_AT_ONCE, patience=1):
        busy = client.get(address)
    free = client.get(address)

    assert (busy.status_code, busy.headers["Retry-After"], free.status_code) == (503, "5", 200)
    assert "sedang sibuk" in busy.content.decode()


def test_stalled_forms_of_one_address_leave_room_for_others() -> None:
    told: list[str] = []
    inside: list[Any] = []

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        # While this form comes in, its sender begins another, and so do others.
        if environ["deep"]:
            form = {**environ, "deep": environ["deep"] - 1}
            inside.append(bodies(form, lambda status, _headers: told.append(status)))
            inside.append(bodies({**form, "deep": 0, "REMOTE_ADDR": THERE}, lambda *_: None))
        start("200 OK", [])
        return [b"ok"]

    bodies = Bodies(application, most=4, each=2)
    bodies({"CONTENT_LENGTH": "9", "REMOTE_ADDR": HERE, "deep": 2}, lambda status, _: told.append(status))

    assert sorted(told) == ["200 OK", "200 OK", "503 Service Unavailable"]
    assert inside.count([b"ok"]) == 3
