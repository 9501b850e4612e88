"""The scope matrix: every address found in urls.py, asked by everybody; a new page needs a line in DOORS."""

from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from terbuka.models import Account
from terbuka.web import errors
from tests.make.scene import Scene, scene
from tests.web.addresses import POSTED, patterns
from tests.web.doors import DOORS
from tests.web.knocking import Answer, Door
from tests.web.papers import set_once

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
STRANGERS_UNIT = "kpu-kab-sleman"


@pytest.fixture(autouse=True)
def _papers_set_once() -> Iterator[None]:
    with set_once():
        yield


@pytest.fixture(autouse=True)
def _bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """How a refusal looks is read elsewhere; a thousand of them need not be drawn to be counted."""

    def bare(_request: object, _template: str, *_context: object, status: int) -> HttpResponse:
        return HttpResponse(status=status)

    monkeypatch.setattr(errors, "render", bare)


def browsers(people: dict[str, Account]) -> dict[str, Client]:
    """A browser for each person, and one for a stranger under ""."""
    found = {"": Client()}
    for name, account in people.items():
        found[name] = Client()
        found[name].force_login(account, backend=BACKEND)
    return found


def ask(client: Client, method: str, address: str, posted: dict[str, str] | None = None) -> HttpResponse:
    """Knock, and leave everything as it was: rows by rolling back, the session by its cookies."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        response = client.get(address) if method == "GET" else client.post(address, posted or {})
        if response.streaming:
            b"".join(response.streaming_content)  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return response  # type: ignore[return-value]


def answer(response: HttpResponse) -> Answer:
    """How a page answered."""
    match response.status_code:
        case 403:
            return Answer.REFUSED
        case 404:
            return Answer.GONE
        case 405:
            return Answer.CLOSED
        case 302 if response.headers["Location"].startswith(reverse("account_login")):
            return Answer.SIGN_IN
    return Answer.IN


def doors() -> Iterator[tuple[str, list[str], Door]]:
    """Name, parts of the address, and door of every pattern."""
    for pattern in patterns():
        assert pattern.name
        yield pattern.name, list(pattern.pattern.converters), DOORS[pattern.name]


def test_every_address_has_its_line_and_every_line_its_address() -> None:
    assert sorted({pattern.name or "" for pattern in patterns()}) == sorted(DOORS)


def test_everybody_finds_what_the_table_says() -> None:
    laid = scene()
    clients = browsers(laid.people)
    wrong = []
    for name, parts, door in doors():
        address = reverse(name, kwargs=laid.parts_of(name, parts))
        for method in ("GET", "POST"):
            for who in sorted(door.knocking):
                found = answer(ask(clients[who], method, address, POSTED.get(name)))
                due = door.answer(method, who)
                if found is not due:
                    wrong.append(f"{method} {name}: {who or 'a stranger'} finds {found}, not {due}")
    assert not wrong, "\n".join(wrong)


def _at_sleman(laid: Scene) -> Iterator[tuple[str, str]]:
    """Addresses of Sleman that name a thing of Jombang."""
    for name, parts, _door in doors():
        if "slug" in parts and not {"pk", "upload", "round_slug"}.isdisjoint(parts) and name != "unit_result":
            yield name, reverse(name, kwargs=laid.parts_of(name, parts) | {"slug": STRANGERS_UNIT})


def test_nothing_of_another_unit_is_reached_through_ones_own_address() -> None:
    laid = scene()
    dedi = browsers({"dedi": laid.cast.dedi})["dedi"]
    let_in = [
        f"{method} {name}"
        for name, address in _at_sleman(laid)
        for method in ("GET", "POST")
        if answer(ask(dedi, method, address, POSTED.get(name))) is Answer.IN
    ]

    assert let_in == []


def test_what_the_public_reads_names_no_officers_address() -> None:
    laid = scene()
    stranger, told = Client(), []
    for name, parts, door in doors():
        if door.is_open:
            response = stranger.get(reverse(name, kwargs=laid.parts_of(name, parts)))
            page = response.getvalue().decode(errors="replace")
            told += [f"{name}: {one.email}" for one in laid.people.values() if one.email in page]

    assert told == []
