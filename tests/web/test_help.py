"""Help: guides say what the pages say, in both languages, and the paper says what the guide says."""

import re

import pytest
from babel.messages.catalog import Message
from django.test import Client
from django.utils.translation import override
from selectolax.lexbor import LexborHTMLParser

from terbuka.rules.people import Role
from terbuka.web.help.pages import GUIDES
from terbuka.web.help.texts import HELP, QUESTIONS
from tests.house import messages
from tests.make.cast import cast
from tests.papers import on_one_line, pages
from tests.web.test_verify import as_person

pytestmark = pytest.mark.django_db
LANGUAGES = ("id", "en")
_QUOTED = re.compile(r"“([^”]+)”")
_HOLE = re.compile(r"%\(\w+\)s|\{\w+\}")
# Words that follow their number: %(n:unit|units)s, of which help says the last.
_FORMS = re.compile(r"%\(\w+:[^|)]*\|([^)]*)\)s|\{\w+:[^|}]*\|([^}]*)\}")


def _said(language: str) -> list[str]:
    """All sentences of helps and guides."""
    with override(language):
        helps = [str(s) for one in HELP.values() for s in one.sentences]
        parts = [part for one in GUIDES.values() for part in one.parts]
        return [*helps, *(str(s) for part in parts for s in part.sentences)]


def _on_pages(message: Message) -> bool:
    """Do pages say it, and not help alone?"""
    return any("web/help/" not in place for place, _line in message.locations)


@pytest.fixture(scope="module")
def words_of_pages() -> dict[str, set[str]]:
    """The words that stand on pages, holes as "…"."""
    said = [one for one in messages.collected() if one.id and _on_pages(one)]
    english = messages.kept()

    def holes(text: object) -> str:
        words = _FORMS.sub(lambda hit: hit[1] or hit[2], str(text[0] if isinstance(text, tuple) else text))
        return _HOLE.sub("…", words)

    translated = [english.get(one.id, one.context) for one in said]
    return {
        "id": {holes(one.id) for one in said},
        "en": {holes(one.string) for one in translated if one},
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_that_help_names_stands_on_a_page(
    words_of_pages: dict[str, set[str]], language: str
) -> None:
    named = {word for sentence in _said(language) for word in _QUOTED.findall(sentence)}

    assert len(named) > 50
    assert named - words_of_pages[language] == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", GUIDES)
def test_the_paper_says_every_sentence_of_the_page(client: Client, slug: str, language: str) -> None:
    page = LexborHTMLParser(client.get(f"/bantuan/{slug}/?lang={language}").content)
    answer = client.get(f"/bantuan/{slug}.pdf?lang={language}")

    told = pages(answer.content)
    text = on_one_line(told)
    said = [
        node.text().strip() for node in page.css(".guide h1, .guide h2, .guide li, .guide p:not(.no-print)")
    ]
    assert len(said) > 12
    assert [one for one in said if one not in text] == []
    assert len(told) <= 2
    assert answer.headers["Content-Type"] == "application/pdf"


def test_every_role_has_its_guide(client: Client) -> None:
    for role in Role:
        answer = client.get(f"/bantuan/{role.value}/", follow=True)
        assert answer.status_code == 200

    assert client.get("/bantuan/raja/").status_code == 404
    assert client.get("/bantuan/raja.pdf").status_code == 404


def test_help_offers_the_guide_of_the_own_role_and_answers_first_questions(client: Client) -> None:
    ani = as_person(cast().ani).get("/bantuan/")
    stranger = client.get("/bantuan/")

    own = LexborHTMLParser(ani.content).css("main a.button")
    assert [one.attributes["href"] for one in own] == ["/bantuan/petugas/"]
    assert not LexborHTMLParser(stranger.content).css("main a.button")
    assert len(LexborHTMLParser(stranger.content).css("main details")) == len(QUESTIONS)


def test_every_help_text_is_placed_somewhere() -> None:
    root = messages.ROOT / "terbuka"
    places = [*root.glob("templates/**/*.html"), *root.glob("web/**/*.py")]
    used = "\n".join(path.read_text("utf-8") for path in places if path.name != "texts.py")

    assert [key for key in HELP if key not in QUESTIONS and f'"{key}"' not in used] == []
