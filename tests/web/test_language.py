"""Indonesian unless the reader says otherwise; what was chosen stays chosen; numbers and days follow."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import Settings
from selectolax.lexbor import LexborHTMLParser, LexborNode

from terbuka.models import Account, AssessmentRound, Event
from terbuka.rules import language
from terbuka.rules.catalogue import required_items
from terbuka.web.tags import day, moment, number, points
from tests.make import verify
from tests.make.cast import JOMBANG, Cast, cast
from tests.make.scene import scene
from tests.web.addresses import NOT_PAGES
from tests.web.entering import enter
from tests.web.shown import Shown
from tests.web.test_scope import browsers, doors

pytestmark = pytest.mark.django_db
ANI = "ani@contoh.example"
CHOOSING = "/akun/bahasa/"


@pytest.fixture
def people(settings: Settings) -> Cast:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return cast()


def spoken(client: Client, address: str = "/satker/", **query: str) -> str:
    return str(client.get(address, query).headers["Content-Language"])


def test_an_english_browser_still_gets_indonesian(client: Client) -> None:
    answer = client.get("/", headers={"accept-language": "en-US"})

    assert '<html lang="id">' in answer.content.decode()
    assert answer.headers["Content-Language"] == "id"


def test_the_choice_is_kept_for_the_next_page(client: Client) -> None:
    client.get("/?lang=en")

    answer = client.get("/satker/")

    assert '<html lang="en">' in answer.content.decode()
    assert "1,106" in answer.content.decode()


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    answer = client.get("/?lang=xx")

    assert '<html lang="id">' in answer.content.decode()
    assert not answer.cookies


def test_the_switch_keeps_the_filters(client: Client) -> None:
    page = client.get("/satker/?provinsi=35&q=kota").content.decode()

    assert 'href="?provinsi=35&amp;q=kota&amp;lang=en"' in page


def test_after_a_page_the_rules_speak_as_before(client: Client) -> None:
    client.get("/?lang=en")

    assert language.language() == "id"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2026-03-13", "Jum, 13 Mar 2026"),
        ("2026-11-22T23:30:00+00:00", "Sen, 23 Nov 2026"),
        ("", ""),
        ("kelak", "kelak"),
    ],
)
def test_a_day_is_shown_with_its_weekday(value: str, shown: str) -> None:
    assert day(value) == shown


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("id", ["1.106", "57,25", "Jum, 13 Mar 2026", "Jum, 13 Mar 2026 09.30 WIB"]),
        ("en", ["1,106", "57.25", "Fri, 13 Mar 2026", "Fri, 13 Mar 2026 09:30 WIB"]),
    ],
)
def test_numbers_days_and_moments_are_written_as_readers_write_them(code: str, written: list[str]) -> None:
    at = datetime(2026, 3, 13, 2, 30, tzinfo=UTC)
    with translation.override(code), language.speaking(code):
        assert [number(1106), points(Fraction(229, 4)), day(at), moment(at)] == written


# An hour as Indonesians write it, the code of a region and the version of a thing look like decimals.
_NO_DECIMALS = re.compile(
    r"\b[0-2]\d\.[0-5]\d\b|(?:Kode wilayah|Region code|WCAG|SQLite|PostgreSQL)\s+[\d.]+"
)
_FOREIGN = {
    "id": re.compile(r"(?<![\d.])\d+\.\d{1,2}(?![\d.])"),
    "en": re.compile(r"(?<![\d,])\d+,\d{1,2}(?!\d)"),
}


def _readable(html: str) -> str:
    """What people read or are read aloud: text and labels, without code and what they typed."""
    main = LexborHTMLParser(html).css_first("main")
    if main is None:
        return ""
    labels = " ".join(node.attributes.get("aria-label") or "" for node in main.css("[aria-label]"))
    for node in main.css("code, script, input, textarea, select"):
        node.decompose()
    return f"{main.text(separator=' ')} {labels}"


@pytest.mark.drawn
def test_no_page_writes_a_decimal_the_way_of_the_other_language(seen: dict[tuple[str, str], Shown]) -> None:
    wrong = []
    for (name, code), one in seen.items():
        if one.is_page and name not in NOT_PAGES:
            text = _NO_DECIMALS.sub("", _readable(one.text))
            shown = one.headers["Content-Language"]
            wrong += [f"{name} {code}: {found}" for found in _FOREIGN[shown].findall(text)]

    assert not wrong


# English chooses its words by a number, and says which words are Indonesian


@pytest.mark.parametrize(
    ("code", "n", "read"),
    [("en", "1", "1 unit"), ("en", "1,106", "1,106 units"), ("id", "1", "1 satker")],
)
def test_a_page_in_english_says_one_unit_and_many_units(code: str, n: str, read: str) -> None:
    page = Template("{% blocktranslate with n=number %}{{ n }} satker{% endblocktranslate %}")

    with translation.override(code):
        assert page.render(Context({"number": n})) == read


def test_what_people_typed_is_no_form_and_no_markup() -> None:
    page = Template(
        "{% blocktranslate with n=typed asvar kept %}{{ n }} satker{% endblocktranslate %}{{ kept }}"
    )

    with translation.override("en"):
        assert page.render(Context({"typed": "<b>%(n:a|b)s"})) == "&lt;b&gt;%(n:a|b)s units"


def test_a_count_in_a_template_is_refused_for_the_english_chooses_its_form() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% blocktranslate count n=1 %}a{% plural %}b{% endblocktranslate %}")


# How the pages begin that show names of required items and of rounds.
_NAMING = (
    "home",
    "unit",
    "work",
    "audit",
    "region",
    "queue",
    "verify",
    "round",
    "saq",
    "answer",
    "result",
    "nation",
)


def _is_in_indonesian(node: LexborNode) -> bool:
    above: LexborNode | None = node
    while above is not None:
        if above.attributes.get("lang"):
            return above.attributes["lang"] == "id"
        above = above.parent
    return False


def _unmarked(html: str, names: set[str]) -> list[str]:
    """Texts that hold one of the names outside of an element in Indonesian."""
    main = LexborHTMLParser(html).css_first("main")
    found = []
    for text in main.traverse(include_text=True) if main else ():
        words = (text.text_content or "").strip() if text.tag == "-text" else ""
        if text.parent and any(name in words for name in names) and not _is_in_indonesian(text.parent):
            found.append(words)
    return found


def _pages() -> Iterator[tuple[str, Client, str]]:
    laid = scene()
    clients = browsers(laid.people)
    for name, parts, door in doors():
        who = next((one for one in ("hasan", "eka", "budi", "ani", "") if one in (door.get or ())), None)
        if name.startswith(_NAMING) and name not in NOT_PAGES and (who is not None or door.is_own):
            address = reverse(name, kwargs=laid.parts_of(name, parts))
            yield name, clients["ani" if door.is_own else who or ""], address


def test_names_that_are_indonesian_say_so_on_pages_in_english() -> None:
    wrong, shown = [], 0
    pages = list(_pages())
    rounds = AssessmentRound.objects.values_list("name", flat=True)
    names = {item.name for item in required_items()} | set(rounds)
    for name, client, address in pages:
        response = client.get(address, {"lang": "en"})
        if response.headers.get("Content-Language") == "en" and "html" in response.headers["Content-Type"]:
            html = response.content.decode()
            shown += html.count('<span lang="id">')
            wrong += [f"{name}: {words}" for words in _unmarked(html, names)]

    assert not wrong
    assert shown > 50


# An account keeps a language of its own


def test_signing_in_speaks_the_language_of_the_account_whatever_the_browser_spoke(people: Cast) -> None:
    elsewhere, client = Client(), Client()
    enter(elsewhere, ANI)
    elsewhere.post(CHOOSING, {"language": "en"})
    client.get("/?lang=id")

    enter(client, ANI)

    assert (spoken(elsewhere), spoken(client)) == ("en", "en")
    assert Event.objects.get(verb="language_chosen").payload == {"language": "en"}


def test_the_switch_of_the_header_changes_this_browser_alone_until_the_next_sign_in(people: Cast) -> None:
    client = Client()
    enter(client, ANI)

    page = client.get(CHOOSING, {"lang": "en"}).content.decode()

    assert spoken(client) == "en"
    assert "English" in page
    assert Account.objects.get(email=ANI).language == "id"
    client.post(reverse("account_logout"))
    assert spoken(client) == "en"
    enter(client, ANI)
    assert spoken(client) == "id"


def test_an_address_with_a_language_is_shown_in_it_whatever_the_account_says(people: Cast) -> None:
    client = Client()
    enter(client, ANI)
    client.post(CHOOSING, {"language": "en"})

    assert spoken(client, "/satker/", lang="id") == "id"


def test_an_unknown_language_is_refused_with_a_sentence(people: Cast) -> None:
    client = Client()
    enter(client, ANI)

    answer = client.post(CHOOSING, {"language": "xx"})

    assert answer.status_code == 422
    assert "Pilih bahasa Indonesia atau Inggris." in answer.content.decode()
    assert Account.objects.get(email=ANI).language == "id"


def test_a_receipt_is_indonesian_whatever_its_reader_speaks(people: Cast) -> None:
    round_ = verify.submitted(people, at=timezone.now())
    client = Client()
    enter(client, ANI)
    address = f"/kerja/{JOMBANG}/saq/{round_.slug}/tanda-terima/"

    answer = client.get(address, {"lang": "en"})

    assert answer.headers["Content-Language"] == "id"
    assert '<html lang="id">' in answer.content.decode()
    assert "Tanda terima kuesioner" in answer.content.decode()
    assert spoken(client) == "en"
