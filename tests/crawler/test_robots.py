"""robots.txt is obeyed as RFC 9309 says."""

import asyncio

import pytest

from tests.crawler.served import answer, failures_of, moved, page, paths_of, served, visit

PAGES = {"/": page("/ppid", "/rahasia/x"), "/ppid": page(title="PPID"), "/rahasia/x": page(title="X")}


def _visit(robots, pages=None, **how):
    pages = pages or {
        "/": page("/ppid", "/rahasia/x"),
        "/ppid": page(title="PPID"),
        "/rahasia/x": page(title="X"),
    }

    async def run():
        async with served({"/robots.txt": robots, **pages} if robots else pages) as site:
            found = await visit(site.url, **how)
            return paths_of(found, site.url), failures_of(found), site

    return asyncio.run(run())


def test_what_robots_txt_forbids_is_not_asked_for():
    opened, failures, site = _visit(answer("User-agent: *\nDisallow: /rahasia", kind="text/plain"))
    assert opened == ["/", "/ppid"]
    assert failures == {f"{site.url}/rahasia/x": "robots"}
    assert "/rahasia/x" not in site.paths


def test_rules_for_our_own_name_count_above_those_for_all():
    robots = "User-agent: *\nDisallow: /\n\nUser-agent: TerbukaBot\nDisallow: /rahasia"
    opened, *_ = _visit(answer(robots, kind="text/plain"))
    assert opened == ["/", "/ppid"]


def test_a_site_that_forbids_all_is_left_alone():
    opened, failures, site = _visit(answer("User-agent: *\nDisallow: /", kind="text/plain"))
    assert opened == []
    assert set(failures.values()) == {"robots"}
    assert set(site.paths) == {"/robots.txt"}


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_robots_txt_that_is_refused_leaves_all_open(status):
    opened, *_ = _visit(answer(status=status))
    assert opened == ["/", "/ppid", "/rahasia/x"]


@pytest.mark.parametrize("status", [500, 503])
def test_a_robots_txt_that_fails_closes_all(status):
    opened, failures, site = _visit(answer(status=status))
    assert opened == []
    assert set(failures.values()) == {"robots"}
    assert site.paths == ["/robots.txt", "/robots.txt"], "asked once more, and then left"


def test_a_robots_txt_that_never_comes_closes_all_in_bounded_time():
    async def silent(writer):
        await asyncio.sleep(30)

    opened, failures, _ = _visit(silent)
    assert opened == []
    assert set(failures.values()) == {"timeout"}


def test_a_web_page_in_place_of_robots_txt_forbids_nothing():
    opened, *_ = _visit(page(title="Tidak ditemukan"))
    assert len(opened) == 3


def test_robots_txt_is_found_behind_redirects():
    pages = {
        "/": page("/ppid"),
        "/ppid": page(),
        "/r": answer("User-agent: *\nDisallow: /ppid", kind="text/plain"),
    }
    opened, *_ = _visit(moved("/r"), pages)
    assert opened == ["/"]


def test_a_huge_robots_txt_is_read_in_part():
    huge = "User-agent: *\nDisallow: /rahasia\n" + "# isi\n" * 400_000
    opened, *_ = _visit(answer(huge, kind="text/plain"))
    assert opened == ["/", "/ppid"]
