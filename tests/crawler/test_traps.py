"""Loops and lists without end are known by their addresses."""

import pytest

from terbuka.crawler.traps import LIST_PAGES, Patience, is_login, leads_nowhere, page_number

SITE = "https://kab-jombang.kpu.go.id"


@pytest.mark.parametrize(
    "path",
    [
        "/a/b/a/b/a/b",
        "/berita/berita/berita/x",
        "/" + "/".join(str(n) for n in range(20)),
        "/feed",
        "/wp-login.php",
        "/login",
        "/style.css",
        "/wp-json/wp/v2/posts",
        "/x?share=facebook",
        "/berita?page=90000",
    ],
)
def test_addresses_that_lead_nowhere_are_left(path):
    assert leads_nowhere(SITE + path)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/page/read/visi-misi",
        "/index.php/blog/category/104?page=3",
        "/?page=profil_detail&id=7",
        "/2024/11/11/hasil",
        "/2011/11/11/pelantikan",
        "/regulasi/25354/undefined",
        "/informasi-publik/informasi-berkala",
        "/dokumen/laporan.pdf",
    ],
)
def test_addresses_of_real_sites_are_opened(path):
    assert not leads_nowhere(SITE + path)


def test_a_login_door_is_known():
    assert is_login("https://accounts.google.com/ServiceLogin?continue=x")
    assert is_login(f"{SITE}/login?next=/dip.pdf")
    assert not is_login(f"{SITE}/blog/read/loginet")


def test_page_numbers_are_read_in_query_and_path():
    assert page_number(f"{SITE}/blog/category/1?page=3") == 3
    assert page_number(f"{SITE}/berita/page/12/") == 12
    assert page_number(f"{SITE}/?page=profil_detail") is None
    assert page_number(f"{SITE}/page/read/7") is None


def test_a_list_is_read_for_some_pages_and_a_calendar_for_fewer():
    patience = Patience()
    pages = [f"{SITE}/berita?page={n}" for n in range(1, 100)]
    assert sum(map(patience.allows, pages)) == LIST_PAGES
    months = [f"{SITE}/kalender/{year}/{month}" for year in range(2000, 2030) for month in range(1, 13)]
    assert sum(map(patience.allows, months)) < 15
    assert patience.allows(f"{SITE}/regulasi?page=1"), "another list has its own count"
