"""Every page there is, for everybody: axe over all addresses, languages, colour schemes and widths.

Pages are found in urls.py, so that no new one can be forgotten. One visit looks at a page on a desk
and on a phone, light and dark; the rules of WCAG 2.2 AA that axe knows, and beside them what look.md
asks of every page.
"""

import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from tests.web.shown import LANGUAGES, NO_PAGE, Shown, names, served, visits

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PHONE, DESK = 390, 1280
# 1280 px at 400 %: the width at which WCAG 1.4.10 wants no scrolling sideways.
NARROWEST = 320
# No rule that is asked looks into style sheets or films, so axe need not fetch them first.
_ALL = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
# Filed on paper, and Indonesian whatever language the reader speaks.
PAPERS = {"saq_receipt"}
# What another colour scheme can change.
_COLOURS = {
    "resultTypes": ["violations"],
    "preload": False,
    "runOnly": ["color-contrast", "link-in-text-block"],
}
_SIDEWAYS = """() => {
    const root = document.documentElement, over = root.scrollWidth - root.clientWidth;
    const scrolls = one => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1
        && /auto|scroll/.test(getComputedStyle(one).overflowX);
    const strange = [...document.querySelectorAll('body *')]
        .filter(one => !one.matches('.sideways, svg, svg *') && scrolls(one));
    return [...(over > 0 ? [`page by ${over}`] : []), ...strange.map(one => one.outerHTML.slice(0, 80))];
}"""
# In a line of text a link is as high as its line, and a table that scrolls is dense: axe holds
# those to 24 px.
_SMALL = """() => [...document.querySelectorAll(
        'a[href], button, summary, select, textarea, input:not([type=hidden]), [role=button]')]
    .filter(one => getComputedStyle(one).display !== 'inline' && !one.closest('.sideways'))
    .map(one => [one, (one.matches('[type=radio], [type=checkbox]') && one.closest('label') || one)
        .getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && box.height > 1 && (box.height < 43.5 || box.width < 43.5))
    .map(([one, box]) => `${one.outerHTML.slice(0, 90)}: ${box.width | 0}x${box.height | 0}`)"""
_OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"


@pytest.fixture(scope="module")
def seen(django_db_setup: None, django_db_blocker: Any, static_files: None) -> dict[tuple[str, str], Shown]:
    """What each address gave, by its name and the language."""
    with django_db_blocker.unblock():
        return {(one.name, one.language): one for one in visits()}


@pytest.fixture(scope="module")
def desk(seen: dict[tuple[str, str], Shown]) -> Iterator[str]:
    with served(list(seen.values())) as address:
        yield address


@pytest.fixture(scope="module")
def window(desk: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _axe(page: Page, options: dict[str, Any]) -> list[str]:
    found = AxeResults(page.evaluate("options => axe.run(options)", options))
    return [found.generate_report()] if found.violations_count else []


def _faults(page: Page, width: int) -> list[str]:
    """What is wrong with the page that stands open, at this width, light and dark."""
    page.set_viewport_size({"width": width, "height": 844})
    scheme: Literal["light", "dark"]
    found = []
    for scheme, options in (("light", _ALL), ("dark", _COLOURS)):
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} px, {scheme}: {told}" for told in _axe(page, options)]
    found += [f"{width} px, scrolls sideways: {told}" for told in page.evaluate(_SIDEWAYS)]
    return found + [f"{width} px, smaller than a finger: {told}" for told in page.evaluate(_SMALL)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", names())
def test_a_page_is_for_everybody(
    seen: dict[tuple[str, str], Shown], desk: str, window: Page, name: str, language: str
) -> None:
    assert (name, language) in seen, f"{name} has no line in DOORS"
    assert seen[name, language].is_page, f"{name} answers {seen[name, language].status}"
    complaints: list[str] = []
    window.on("console", lambda told: complaints.append(told.text) if told.type != "info" else None)
    window.on("pageerror", lambda told: complaints.append(str(told)))

    window.set_viewport_size({"width": DESK, "height": 844})
    window.goto(f"{desk}/{language}/{name}")
    window.evaluate(_OPEN_ALL)
    window.evaluate(AXE_SCRIPT)
    found = _faults(window, DESK) + _faults(window, PHONE)
    window.set_viewport_size({"width": NARROWEST, "height": 844})
    found += [f"{NARROWEST} px, scrolls sideways: {told}" for told in window.evaluate(_SIDEWAYS)]

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
