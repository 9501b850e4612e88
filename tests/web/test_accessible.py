"""Every page there is, for everybody: axe over all addresses, languages, colour schemes and widths.

Pages are found in urls.py, so that no new one can be forgotten. One visit looks at a page on a desk
and on a phone, light and dark; the rules of WCAG 2.2 AA that axe knows, and beside them what look.md
asks of every page. Sizes are measured on the whole page; for axe, which takes a second for a long
table, what repeats itself is then taken out.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.conf import settings
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from tests.installation import SOAK
from tests.web.shown import LANGUAGES, NO_PAGE, Shown, names, served

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.drawn]
PHONE, DESK = 390, 1280
# 1280 px at 400 %: the width at which WCAG 1.4.10 wants no scrolling sideways.
NARROWEST = 320
# All rules at each width in each language; every pair of language, width and colour scheme.
LOOKS: dict[str, tuple[tuple[int, Literal["light", "dark"]], ...]] = {
    "id": ((DESK, "light"), (PHONE, "dark")),
    "en": ((DESK, "dark"), (PHONE, "light")),
}
# No rule that is asked looks into style sheets or films, so axe need not fetch them first.
_ASKED = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
# Filed on paper, or part of an Indonesian site: Indonesian whatever language the reader speaks.
PAPERS = {"saq_receipt", "embed"}
_SIDEWAYS = """() => {
    const root = document.documentElement, over = root.scrollWidth - root.clientWidth;
    const scrolls = one => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1
        && /auto|scroll/.test(getComputedStyle(one).overflowX);
    const strange = [...document.querySelectorAll('body *')]
        .filter(one => !one.matches('.sideways, svg, svg *') && scrolls(one));
    return [...(over > 0 ? [`page by ${over}`] : []), ...strange.map(one => one.outerHTML.slice(0, 80))];
}"""
# In a line of text a link is as high as its line, and a table that scrolls is dense: axe holds
# those to 24 px, but for what is made to be hit.
_SMALL = """() => [...document.querySelectorAll(
        'a[href], button, summary, select, textarea, input:not([type=hidden]), [role=button]')]
    .filter(one => one.matches('.button, .top a, .tiles a, .table a.target, .skip')
        || getComputedStyle(one).display !== 'inline' && !one.closest('.sideways'))
    .map(one => [one, (one.matches('[type=radio], [type=checkbox]') && one.closest('label') || one)
        .getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && box.height > 1 && (box.height < 43.5 || box.width < 43.5))
    .map(([one, box]) => `${one.outerHTML.slice(0, 90)}: ${box.width | 0}x${box.height | 0}`)"""
# Rows built like two before them, but for words, numbers and addresses, would tell axe the same again.
_THIN = """() => {
    const told = ({name, value}) =>
        /^(class|role|type|lang|aria-current)$/.test(name) ? `${name}=${value}` : `${name} ${!value}`;
    const built = one => [one, ...one.querySelectorAll('*')].map(part => [
        part.localName, ...[...part.attributes].map(told), part.childElementCount,
        [...part.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()),
    ].join()).join(';');
    const seen = new Map();
    for (const one of document.querySelectorAll('tbody > tr, li, option, details, svg > *')) {
        const kin = seen.get(one.parentNode) ?? new Map(), how = built(one), times = kin.get(how) ?? 0;
        seen.set(one.parentNode, kin.set(how, times + 1));
        if (times > 1) one.remove();
    }
}"""
_RUN = "async options => { const { violations } = await axe.run(options); return { violations }; }"
AXE = "axe.js"
_OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"


@pytest.fixture(scope="module")
def desk(seen: dict[tuple[str, str], Shown]) -> Iterator[str]:
    # A file of the site is compiled once and kept; a text that is evaluated, with each page again.
    (Path(settings.STATIC_ROOT) / AXE).write_text(AXE_SCRIPT, "utf-8")
    with served(list(seen.values())) as address:
        yield address


@pytest.fixture(scope="module")
def window(desk: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _sizes(page: Page) -> list[str]:
    """What does not fit, and what a finger misses, on the whole page that stands open."""
    found = []
    for width in (NARROWEST, PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 844})
        found += [f"{width} px, scrolls sideways: {told}" for told in page.evaluate(_SIDEWAYS)]
        if width != NARROWEST:
            found += [f"{width} px, smaller than a finger: {told}" for told in page.evaluate(_SMALL)]
    return found


def _axe(page: Page, language: str) -> list[str]:
    """What axe says of the page that stands open; it is shorter afterwards."""
    page.evaluate(_THIN)
    page.add_script_tag(url=f"/static/{AXE}")
    found = []
    for width, scheme in LOOKS[language]:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        told = AxeResults(page.evaluate(_RUN, _ASKED))
        found += [f"{width} px, {scheme}: {told.generate_report()}"] if told.violations_count else []
    return found


def _turns() -> list[tuple[str, str]]:
    """Each page in one language, in turn; the long form takes all pages in all languages."""
    if SOAK:
        return [(name, language) for name in names() for language in LANGUAGES]
    return [(name, LANGUAGES[place % len(LANGUAGES)]) for place, name in enumerate(names())]


@pytest.mark.parametrize(("name", "language"), _turns())
def test_a_page_is_for_everybody(
    seen: dict[tuple[str, str], Shown], desk: str, window: Page, name: str, language: str
) -> None:
    assert (name, language) in seen, f"{name} has no line in DOORS"
    assert seen[name, language].is_page, f"{name} answers {seen[name, language].status}"
    complaints: list[str] = []
    window.on("console", lambda told: complaints.append(told.text) if told.type != "info" else None)
    window.on("pageerror", lambda told: complaints.append(str(told)))

    window.goto(f"{desk}/{language}/{name}")
    window.evaluate(_OPEN_ALL)
    found = _sizes(window) + _axe(window, language)

    assert found + complaints == []


def test_what_is_left_out_is_no_page(seen: dict[tuple[str, str], Shown]) -> None:
    assert [name for name in NO_PAGE if seen[name, "id"].is_page] == []


def test_each_page_says_its_language_and_has_one_heading_and_a_title_of_its_own(
    seen: dict[tuple[str, str], Shown],
) -> None:
    wrong: list[str] = []
    titles: dict[tuple[str, str], str] = {}
    for (name, language), one in seen.items():
        if one.is_page:
            due = "id" if name in PAPERS else language
            tree = LexborHTMLParser(one.body)
            title = re.sub(r"\s+", " ", "".join(node.text() for node in tree.css("title"))).strip()
            other = titles.setdefault((language, title), one.address)
            wrong += [] if tree.css(f"html[lang={due}]") else [f"{one.address} does not say that it is {due}"]
            wrong += [f"{one.address} has {len(tree.css('h1'))} h1"] if len(tree.css("h1")) != 1 else []
            wrong += [f"{one.address} and {other}: {title}"] if other != one.address else []

    assert wrong == [], "\n".join(wrong)
