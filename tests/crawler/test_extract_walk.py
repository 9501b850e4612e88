"""Menus met before are not read again, and the facts about a page stay the same."""

from datetime import date

import pytest

from terbuka.crawler.extract import HtmlFacts, Menus, read_html
from terbuka.example.sites import build

HOST = "https://kab-sintang.kpu.go.id"
UNITS = {"kpu": "kpu-kab-jombang", "eppid": "kpu-kab-sintang", "bawaslu": "bawaslu-kab-kebumen"}


def both(markup: str, path: str, menus: Menus) -> tuple[HtmlFacts, HtmlFacts]:
    """The facts of a page read after others of its site, and read alone."""
    url = f"{HOST}{path}"
    return read_html(markup.encode(), url=url, menus=menus), read_html(markup.encode(), url=url)


@pytest.mark.parametrize("template", UNITS)
def test_every_page_of_a_site_says_the_same_after_other_pages_as_alone(template: str) -> None:
    site = build(template, unit_slug=UNITS[template], seed=3, as_of=date(2026, 11, 22))
    menus = Menus()
    pages = [(path, served.body) for path, served in site.files.items() if served.body[:1] == b"<"]
    assert len(pages) > 20
    for path, body in pages:
        url = f"{HOST}{path}"
        assert read_html(body, url=url, menus=menus) == read_html(body, url=url)


def test_pages_share_the_links_of_a_menu_as_objects() -> None:
    markup = '<nav><ul><li><a href="/ppid">PPID</a></li></ul></nav><p>{}</p>'
    menus = Menus()
    first, _ = both(markup.format("Laporan"), "/a", menus)
    second, _ = both(markup.format("Maklumat"), "/b/c", menus)
    assert first.links[0] is second.links[0]


def test_relative_links_of_a_menu_lead_from_the_page_they_stand_on() -> None:
    markup = (
        '<nav><ul><li><a href="ppid.html">PPID</a></li><li><a href="tel:0565">Telepon</a></li></ul></nav>'
    )
    menus = Menus()
    for path in ("/profil/a", "/layanan/b"):
        shared, alone = both(markup, path, menus)
        assert shared == alone
        assert shared.links[0].url == f"{HOST}{path[:-1]}ppid.html"


def test_an_entry_marked_as_active_costs_only_itself() -> None:
    entries = ['<li class="{}"><a href="/ppid">PPID</a></li>', '<li class="{}"><a href="/jdih">JDIH</a></li>']
    menus = Menus()
    seen = []
    for active in (0, 1):
        marked = "".join(one.format("active" if at == active else "") for at, one in enumerate(entries))
        shared, alone = both(f"<header><nav><ul>{marked}</ul></nav></header><p>Isi</p>", "/", menus)
        assert shared == alone
        seen.append(shared.links)
    third, _ = both(f"<header><ul>{entries[0].format('')}</ul></header>", "/", menus)
    assert third.links[0] is seen[1][0]


def test_marks_that_a_menu_leaves_on_its_page_are_not_lost_on_the_next() -> None:
    markup = (
        '<header><div id="app"></div><noscript>JavaScript</noscript></header><script src="/a.js"></script>'
    )
    menus = Menus()
    for path in ("/a", "/b"):
        shared, alone = both(markup, path, menus)
        assert shared == alone
        assert shared.needs_javascript
