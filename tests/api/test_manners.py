"""How the API answers: copies, rates, keys, languages, and faults that say what to mend."""

import subprocess
import sys
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from terbuka.models import ApiKey, Event
from terbuka.services.keys import make_key, revoke_key
from tests import make
from tests.make import catalogue
from tests.make.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_who_has_the_answer_already_is_told_so_until_something_is_published(
    client: Client, people: Cast
) -> None:
    first = client.get("/api/v1/publications")
    seen = {"If-None-Match": first.headers["ETag"]}

    again = client.get("/api/v1/publications", headers=seen)
    by_day = client.get("/api/v1/publications", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    catalogue.published(people, at=timezone.now())
    after = client.get("/api/v1/publications", headers=seen)

    assert (again.status_code, again.content, by_day.status_code) == (304, b"", 304)
    assert (after.status_code, len(after.json()["data"])) == (200, 1)
    assert first.headers["Cache-Control"] == "public, no-cache"


def test_what_people_do_with_their_accounts_changes_no_answer(
    client: Client, people: Cast, django_assert_num_queries: Any
) -> None:
    first = client.get("/api/v1/statistics")
    make_key(name="Peta", by=people.ani, at=timezone.now() + timedelta(seconds=5))

    with django_assert_num_queries(1):
        again = client.get("/api/v1/statistics")

    assert again.headers["Last-Modified"] == first.headers["Last-Modified"]


def test_any_page_of_the_world_may_read_without_credentials(client: Client) -> None:
    before = client.options("/api/v1/units", headers={"Origin": "https://peta.example"})
    read = client.get("/api/v1/units?limit=1&lang=en", headers={"Origin": "https://peta.example"})

    assert (before.status_code, before.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert "X-API-Key" in before.headers["Access-Control-Allow-Headers"]
    assert read.headers["Access-Control-Allow-Origin"] == "*"
    assert read.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in read.headers
    assert not read.cookies


def test_a_head_has_the_headers_of_the_answer_and_no_body(client: Client) -> None:
    whole, head = client.get("/api/v1/units"), client.head("/api/v1/units")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert int(head.headers["Content-Length"]) == len(whole.content)


@pytest.mark.parametrize(
    ("path", "headers", "status", "field"),
    [
        ("tidak-ada", {}, 404, None),
        ("units/atlantis", {}, 404, None),
        ("publications/99999999999999999999", {}, 404, None),
        ("publications/1%00", {}, 404, None),
        ("units", {"Accept": "application/xml"}, 406, None),
        ("units?limit=0", {}, 422, "limit"),
        ("units?limit=201", {}, 422, "limit"),
        ("units?limit=banyak", {}, 422, "limit"),
        ("units?cursor=bukan", {}, 422, "cursor"),
        ("units?cursor=WzEsMl0", {}, 422, "cursor"),
        ("units?q=%00", {}, 422, "q"),
        ("units?provinsi=35", {}, 422, "provinsi"),
        ("units?limit=1&limit=2", {}, 422, "limit"),
        ("units?lang=fr", {}, 422, "lang"),
        ("publications?class=rahasia", {}, 422, "class"),
        ("publications?year=1", {}, 422, "year"),
        ("units", {"X-API-Key": "tbk_salah"}, 401, None),
        ("units", {"Authorization": "Bearer "}, 401, None),
    ],
)
def test_a_fault_says_what_to_mend_in_both_languages(
    client: Client, path: str, headers: dict[str, str], status: int, field: str | None
) -> None:
    own = client.get(f"/api/v1/{path}", headers=headers)
    english = client.get(f"/api/v1/{path}", headers={**headers, "Accept-Language": "en-GB,en;q=0.8"})

    assert (own.status_code, own.json()["field"]) == (status, field)
    assert own.headers["Content-Type"].startswith("application/json")
    assert own.headers["Content-Language"] == "id"
    assert english.headers["Content-Language"] == "en"
    assert own.json()["detail"].strip()
    assert english.json()["detail"] != own.json()["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client: Client, method: str) -> None:
    answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/units")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["field"] is None


def test_who_asks_too_often_waits_and_others_do_not(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_RATE = 3
    clock = SimpleNamespace(now=lambda: make.NOON.replace(second=20))
    monkeypatch.setattr("terbuka.api.door.timezone", clock)

    answers = [client.get("/api/v1/units?limit=1") for _time in range(4)]
    other = client.get("/api/v1/units?limit=1", REMOTE_ADDR="192.0.2.7")
    pretended = client.get("/api/v1/units?limit=1", headers={"X-Forwarded-For": "192.0.2.9"})

    assert [one.headers["RateLimit-Remaining"] for one in answers] == ["2", "1", "0", "0"]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[3].headers["Retry-After"] == answers[3].headers["RateLimit-Reset"] == "40"
    assert other.status_code == 200
    assert pretended.status_code == 429


def test_behind_a_named_proxy_each_reader_is_counted_alone(client: Client, settings: Any) -> None:
    settings.API_RATE, settings.PROXIES = 1, frozenset({"127.0.0.1"})
    ask = [
        client.get("/api/v1/units?limit=1", headers={"X-Forwarded-For": name}).status_code
        for name in ("192.0.2.1", "192.0.2.2", "192.0.2.1", "2001:db8::1", "2001:db8::2")
    ]

    assert ask == [200, 200, 429, 200, 429]


def test_a_key_asks_more_often_until_it_is_revoked(client: Client, people: Cast, settings: Any) -> None:
    settings.API_RATE, settings.API_KEY_RATE = 1, 50
    key, secret = make_key(name="Peta", by=people.ani, at=timezone.now())

    bearer = client.get("/api/v1/units?limit=1", headers={"Authorization": f"Bearer {secret}"})
    own = client.get("/api/v1/units?limit=1", headers={"X-API-Key": secret})
    revoke_key(key, by=people.ani, at=timezone.now())
    after = client.get("/api/v1/units?limit=1", headers={"X-API-Key": secret})

    assert (bearer.headers["RateLimit-Limit"], own.headers["RateLimit-Remaining"]) == ("50", "48")
    assert after.status_code == 401
    assert Event.objects.filter(subject_kind="api_key", verb="key_used").count() == 1


def test_of_a_key_only_the_fingerprint_is_stored(people: Cast) -> None:
    key, secret = make_key(name="Peta", by=people.ani, at=timezone.now())

    stored = ApiKey.objects.filter(pk=key.pk).values().get()
    assert secret not in str(stored)
    assert secret.startswith(stored["prefix"])


def test_a_key_of_who_has_left_opens_nothing(client: Client, people: Cast) -> None:
    _key, secret = make_key(name="Peta", by=people.ani, at=timezone.now())
    people.ani.is_active = False
    make.store(people.ani)

    assert client.get("/api/v1/units", headers={"X-API-Key": secret}).status_code == 401


def test_keys_are_made_shown_once_and_revoked_on_a_page(
    client: Client, people: Cast, static_files: None
) -> None:
    client.force_login(people.ani)
    nameless = client.post("/akun/kunci/", {"name": "  "})
    made = client.post("/akun/kunci/", {"name": "Peta Jawa Timur"})
    listed = client.get("/akun/kunci/")
    key = ApiKey.objects.get()
    other = Client()
    other.force_login(people.dedi)
    stolen = other.post("/akun/kunci/", {"act": "cabut", "key": key.pk})
    client.post("/akun/kunci/", {"act": "cabut", "key": key.pk})
    ended = client.get("/akun/kunci/")

    assert nameless.status_code == 422
    assert f"{key.prefix}_" in made.content.decode()
    assert f"{key.prefix}_" not in listed.content.decode()
    assert "no-store" in made.headers["Cache-Control"]
    assert stolen.status_code == 404
    assert "Sudah dicabut" in ended.content.decode()


def test_a_person_holds_five_keys_at_most(client: Client, people: Cast, static_files: None) -> None:
    client.force_login(people.ani)
    answers = [client.post("/akun/kunci/", {"name": f"Program {n}"}).status_code for n in range(6)]

    assert answers == [200] * 5 + [422]
    assert ApiKey.objects.filter(account=people.ani).count() == 5


def test_the_documentation_lists_every_endpoint_with_an_example(client: Client, static_files: None) -> None:
    page = client.get("/api/").content.decode()
    schema = client.get("/api/v1/openapi.json").json()

    for path in schema["paths"]:
        assert f"GET {path}" in page
    assert page.count("curl ") == len(schema["paths"]) == 10
    assert "<script>" not in page
    etag = client.get("/api/").headers["ETag"]
    assert client.get("/api/", headers={"If-None-Match": etag}).status_code == 304


def test_commands_that_need_the_addresses_alone_start_without_the_library() -> None:
    program = "import django; django.setup(); import terbuka.urls, sys; sys.exit('ninja' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], check=False, timeout=120)

    assert done.returncode == 0
