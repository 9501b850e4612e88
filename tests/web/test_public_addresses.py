"""Every public address says what it is: to readers, to who shares it, to programs, to who asks again."""

import json
from collections import Counter
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from terbuka.rules.language import LANGUAGES
from terbuka.web.sharing import SHARED
from tests import make
from tests.make import catalogue
from tests.make.cast import cast
from tests.make.scene import Scene, scene
from tests.web.addresses import SAMPLES, patterns
from tests.web.doors import DOORS
from tests.web.knocking import PUBLIC, PUBLIC_READ

pytestmark = pytest.mark.django_db
GENERAL = "Terbuka memeriksa apakah situs"
# Read by people but nothing to list or share: searches, errors, what belongs to one person, pieces.
UNSHARED = {"search", "search_suggest", "components", "embed", "healthz", "short"}
# What somebody types and asks, and the own case.
ASKED = {"ask_suggest", "track", "request_unit", "request_new", "objection_start"}
ASKED |= {"case_page", "case_file", "case_paper", "due_feed_ics"}
UNSHARED |= ASKED
# Answered anew each time: a search, what somebody signs in by, the state of the machine, and papers
# set when they are asked for.
ANEW = {"search", "search_suggest", "search_export", "components", "healthz", "guide_pdf", "short"}
ANEW |= ASKED | {"ask"}
OF_SIGNING_IN = ("account_", "mfa_", "invitation", "unsubscribe")


def addresses(laid: Scene) -> dict[str, str]:
    """Each public address by its name."""
    found = {}
    for pattern in patterns():
        name, needed = str(pattern.name), list(pattern.pattern.converters)
        if DOORS[name] in (PUBLIC, PUBLIC_READ) and not name.startswith(OF_SIGNING_IN):
            found[name] = reverse(name, kwargs=SAMPLES.get(name) or laid.parts_of(name, needed))
    return found


def content(tree: LexborHTMLParser, selector: str, attribute: str = "content") -> str:
    """The value of the one element there is; fails for none and for two."""
    found = tree.css(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return str(found[0].attributes[attribute] or "")


def told_by(tree: LexborHTMLParser, address: str, language: str) -> str:
    """The title of a page that says all of itself. Raises AssertionError for what it does not say."""
    heading = tree.css_first("title")
    title, about = heading.text() if heading else "", content(tree, 'meta[name="description"]')
    assert title.endswith("– Terbuka")
    assert len(title) > len("x – Terbuka")
    assert 30 < len(about) < 320, about
    assert not about.startswith(GENERAL)
    assert content(tree, 'link[rel="canonical"]', "href").partition("?lang=")[0].endswith(address)
    assert content(tree, 'meta[property="og:title"]')
    assert content(tree, 'meta[property="og:description"]') == about
    assert content(tree, 'meta[property="og:image"]').endswith(".png")
    assert content(tree, 'meta[property="og:locale"]') == {"id": "id_ID", "en": "en_GB"}[language]
    assert {link.attributes["hreflang"] for link in tree.css('link[rel="alternate"][hreflang]')} == set(
        LANGUAGES
    )
    things = [json.loads(one.text()) for one in tree.css('script[type="application/ld+json"]')]
    assert things
    for thing in things:
        assert thing["@context"] == "https://schema.org"
        assert thing["@type"]
        if thing["@type"] != "BreadcrumbList":
            assert thing["name"]
            assert thing["url"].startswith("http")
        if thing["@type"] == "Dataset":
            assert thing["description"]
    return title


def test_every_public_page_says_what_it_is(client: Client) -> None:
    places = addresses(scene())
    told: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}

    for name in sorted(SHARED):
        for language in LANGUAGES:
            answer = client.get(places[name], {"lang": language})
            assert answer.status_code == 200, name
            try:
                told[language][name] = told_by(LexborHTMLParser(answer.content), places[name], language)
            except AssertionError as fault:
                raise AssertionError(f"{name} ({language}): {fault}") from fault

    for titles in told.values():
        assert [title for title, n in Counter(titles.values()).items() if n > 1] == []


def ask(client: Client, address: str, **headers: str) -> tuple[Any, bytes]:
    """The answer with its body, read to the end."""
    answer = client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    body = b"".join(answer) if answer.streaming else answer.content
    return answer, body


def test_who_has_a_public_answer_already_is_told_so_by_fingerprint_and_by_day(client: Client) -> None:
    for name, address in addresses(scene()).items():
        first, _body = ask(client, address)
        if first.headers.get("Content-Type", "").startswith("text/html"):
            assert name in SHARED | UNSHARED, "a public page that nobody may list or share?"
        if name in ANEW or name.startswith("api") or first.status_code != 200:
            continue
        again, body = ask(client, address, If_None_Match=first.headers["ETag"])
        assert (name, again.status_code, body) == (name, 304, b"")
        if name != "share_picture":
            by_day, _body = ask(client, address, If_Modified_Since=first.headers["Last-Modified"])
            assert (name, by_day.status_code) == (name, 304)


def test_what_happens_elsewhere_does_not_make_a_page_younger(client: Client) -> None:
    people, address = cast(), "/satker/bawaslu-kab-sleman/"
    first = client.get(address)

    catalogue.published(people, at=timezone.now())
    after = client.get(address)

    assert after.headers["Last-Modified"] == first.headers["Last-Modified"]
    assert after.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("units", {}),
        ("publications", {}),
        ("items", {}),
        ("item", {"code": "KIN-05"}),
        ("compare", {}),
        ("nation", {}),
        ("nation_province", {"province": "jawa-timur"}),
    ],
)
def test_every_list_is_offered_as_csv_and_as_json(client: Client, name: str, parts: dict[str, Any]) -> None:
    catalogue.published(cast(), at=make.NOON)
    asked = {"satker": ["kpu-kab-jombang"]} if name == "compare" else {}
    tree = LexborHTMLParser(client.get(reverse(name, kwargs=parts), asked).content)
    links = [str(link.attributes["href"]) for link in tree.css("main a[href]")]

    for ending, kind in ((".csv", "text/csv"), (".json", "application/json")):
        offered = next(link for link in links if ending in link)
        assert client.get(offered).headers["Content-Type"].startswith(kind)
