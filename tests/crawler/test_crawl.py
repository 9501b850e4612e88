"""A visit brings home what is there, what is not there, and where it could not look."""

import asyncio
from dataclasses import replace

from terbuka.crawler.crawl import Budget, Crawl
from tests.crawler.served import (
    QUICK,
    answer,
    failures_of,
    fetching,
    moved,
    page,
    paths_of,
    served,
    visit,
)

PDF = answer(b"%PDF-1.4\n%%EOF", kind="application/pdf")


def _visit(pages, *, start="", **how):
    async def run():
        async with served(pages) as site:
            found = await visit(site.url + start, **how)
            return found, site

    return asyncio.run(run())


def test_pages_documents_and_dead_links_are_told_apart():
    pages = {"/": page("/ppid", "/dip.pdf", "/hilang"), "/ppid": page("/", title="PPID"), "/dip.pdf": PDF}
    found, site = _visit(pages)
    assert paths_of(found, site.url) == ["/", "/dip.pdf", "/ppid"]
    [dead] = found.dead_links
    assert (dead.url, dead.status, dead.seen_on) == (f"{site.url}/hilang", 404, (f"{site.url}/",))
    assert dead.anchors == ("/hilang",)
    assert found.sites[0].pages_fetched == 3
    assert found.not_looked == ()


def test_what_one_bad_address_does_leaves_the_others_alone():
    pages = {
        "/": page("/baik", "/rusak", "/besar", "/masuk-dulu", "/putar", "/json"),
        "/baik": page(title="Baik"),
        "/rusak": answer(status=500),
        "/besar": answer(b"x" * 11_000_000, kind="application/pdf"),
        "/masuk-dulu": moved("/login"),
        "/putar": moved("/putar"),
        "/json": answer("{}", kind="application/json"),
    }
    found, site = _visit(pages, limits=replace(QUICK, total=5))
    assert paths_of(found, site.url) == ["/", "/baik"]
    assert {url.removeprefix(site.url): cause for url, cause in failures_of(found).items()} == {
        "/rusak": "server_error",
        "/besar": "too_large",
        "/masuk-dulu": "login",
        "/putar": "redirect_loop",
        "/json": "not_html",
    }


def test_a_web_page_under_the_name_of_a_document_is_a_document_gone_wrong():
    found, _ = _visit({"/": page("/dip.pdf"), "/dip.pdf": page(title="Tidak ditemukan")})
    [document] = [one for one in found.pages if one.file is not None]
    assert document.file.wrong_type == "html"


def test_a_shell_that_only_scripts_fill_could_not_be_looked_at():
    shell = answer('<title>PPID</title><body><div id="app"></div><script src="/app.js"></script></body>')
    found, site = _visit({"/": shell})
    assert failures_of(found) == {f"{site.url}/": "needs_javascript"}


def test_the_budget_of_pages_is_kept_and_what_is_left_is_named():
    names = [f"/halaman-{n}" for n in range(30)]
    pages = {"/": page(*names), **{name: page(title=name) for name in names}}
    found, _ = _visit(pages, budget=Budget(pages=10, seconds=20))
    assert len(found.pages) == 10
    failures = failures_of(found)
    assert set(failures.values()) == {"budget"}
    assert len(failures) == 21
    assert all(failure.anchors for failure in found.not_looked)


def test_one_page_is_a_budget_too():
    found, site = _visit({"/": page("/a"), "/a": page()}, budget=Budget(pages=1, seconds=20))
    assert paths_of(found, site.url) == ["/"]


def test_the_budget_of_time_is_kept():
    async def slow(writer):
        await asyncio.sleep(0.3)
        writer.write(page(*(f"/{n}" for n in range(50))))

    async def run():
        async with served(lambda path: answer(status=404) if "." in path else slow) as site:
            began = asyncio.get_running_loop().time()
            found = await visit(site.url, budget=Budget(seconds=1.5, at_once=2))
            return found, asyncio.get_running_loop().time() - began

    found, seconds = asyncio.run(run())
    assert seconds < 2
    assert 1 < len(found.pages) < 20
    assert "budget" in failures_of(found).values()


def test_the_budget_of_depth_is_kept():
    found, site = _visit(
        lambda path: page(f"{path}x") if "." not in path else answer(status=404),
        budget=Budget(depth=3, seconds=20),
    )
    assert paths_of(found, site.url) == ["/", "/x", "/xx", "/xxx"]


def test_a_growing_path_and_a_list_without_end_come_to_an_end():
    def endless(path):
        if "." in path:
            return answer(status=404)
        number = int(path.partition("page=")[2] or 1)
        return page(
            path.partition("?")[0].rstrip("/") + "/lagi/dan", f"/daftar?page={number + 1}", title=path
        )

    found, _ = _visit(endless, budget=Budget(pages=300, seconds=20))
    assert len(found.pages) < 60
    assert "budget" not in failures_of(found).values()


def test_a_list_that_shows_the_same_page_again_is_left():
    def repeating(path):
        if "." in path:
            return answer(status=404)
        number = int(path.partition("page=")[2] or 0)
        return page("/daftar?page=1", "/daftar?page=2", f"/daftar?page={number + 1}", title="Daftar")

    _, site = _visit(repeating)
    assert len([path for path in site.paths if "page=" in path]) <= 6


def test_two_spellings_of_one_page_are_one_page():
    names = [f"/page/read/{n}" for n in range(8)]
    pages = {"/": page(*names, *(f"/index.php{name}" for name in names))}
    for name in names:
        pages[name] = pages[f"/index.php{name}"] = page(title=name)
    found, site = _visit(pages, budget=Budget(at_once=1, seconds=20))
    assert paths_of(found, site.url) == ["/", *names]
    assert sum("index.php" in path for path in site.paths) == 2, "two pairs suffice to believe the rest"
    last = next(one for one in found.pages if one.url == f"{site.url}/page/read/7")
    assert last.anchors == ("/page/read/7", "/index.php/page/read/7")


def test_links_to_another_spelling_point_at_the_page_that_was_opened():
    pages = {"/": page("/lama"), "/lama": moved("/baru"), "/baru": page("/lama", title="Baru")}
    found, site = _visit(pages)
    assert paths_of(found, site.url) == ["/", "/lama"]
    assert found.pages[1].final_url == f"{site.url}/baru"


def test_duties_come_before_news_when_pages_are_few():
    news = [f"/berita/kegiatan-{n}" for n in range(20)]
    duties = ["/ppid/laporan-layanan-informasi", "/ppid/daftar-informasi-publik", "/dip.pdf"]
    pages = {"/": page(*news, *duties), **{name: page(title=name) for name in news + duties}, "/dip.pdf": PDF}
    found, site = _visit(pages, budget=Budget(pages=4, seconds=20))
    assert set(duties) < set(paths_of(found, site.url))


def test_the_map_of_the_site_names_pages_that_no_link_leads_to():
    async def run():
        pages = {"/": page(), "/yatim": page(title="Yatim"), "/dalam": page(title="Dalam")}
        async with served(pages) as site:
            index = f"<sitemapindex><sitemap><loc>{site.url}/peta.xml</loc></sitemap></sitemapindex>"
            pages["/sitemap.xml"] = answer(index, kind="text/xml")
            urls = f"<urlset><url><loc>{site.url}/yatim</loc></url><url><loc>http://lain.id/x</loc></url></urlset>"
            pages["/peta.xml"] = answer(urls, kind="text/xml")
            return paths_of(await visit(site.url), site.url)

    assert asyncio.run(run()) == ["/", "/yatim"]


def test_a_server_that_asks_for_a_pause_is_asked_again_after_it():
    asked = []

    async def busy_once(writer):
        asked.append(asyncio.get_running_loop().time())
        writer.write(page(title="PPID") if len(asked) > 1 else answer(status=429, Retry_After="1"))

    found, site = _visit({"/": page("/ppid"), "/ppid": busy_once})
    assert paths_of(found, site.url) == ["/", "/ppid"]
    assert asked[1] - asked[0] >= 0.95


def test_a_pause_longer_than_the_budget_is_not_waited_for():
    pages = {"/": page("/a", "/b"), "/a": answer(status=429, Retry_After="3600"), "/b": answer(status=429)}
    found, site = _visit(pages, budget=Budget(seconds=5))
    assert set(failures_of(found).values()) == {"rate_limited"}
    assert len(site.paths) < 8


def test_a_host_that_has_died_is_left_soon():
    async def silent(writer):
        await asyncio.sleep(30)

    names = [f"/{n}" for n in range(40)]
    found, site = _visit(
        {"/": page(*names), **dict.fromkeys(names, silent)}, budget=Budget(at_once=2, seconds=30)
    )
    assert len(failures_of(found)) == 40
    assert len(site.paths) < 30


def test_several_start_addresses_are_told_apart():
    async def run():
        async with served({"/": page("/a"), "/a": page()}) as one, served({"/": page()}) as two:
            closed = "http://127.0.0.1:9"
            found = await visit(one.url, two.url, closed)
            return [
                (site.pages_fetched, [failure.cause.value for failure in site.could_not_look])
                for site in found.sites
            ]

    assert asyncio.run(run()) == [(2, []), (1, []), (0, ["refused"])]


def test_a_document_on_another_host_is_opened_and_its_links_are_not_followed():
    async def run():
        async with served(
            {"/files/laporan.pdf": PDF, "/": page("/x"), "/halaman/ppid": page("/lain")}
        ) as other:
            pages = {
                "/": page(
                    f"{other.url}/files/laporan.pdf",
                    f"{other.url}/",
                    f"{other.url}/halaman/ppid",
                    f"{other.url}/hilang.pdf",
                )
            }
            async with served(pages) as site, fetching(site.url, other.url) as fetcher:
                found = await Crawl([site.url], fetcher, budget=Budget(seconds=20)).run()
            return [one.url.removeprefix(other.url) for one in found.pages[1:]], other.paths, found.dead_links

    opened, asked, dead = asyncio.run(run())
    assert sorted(opened) == ["/files/laporan.pdf", "/halaman/ppid"]
    assert sorted(asked) == ["/files/laporan.pdf", "/halaman/ppid", "/hilang.pdf", "/robots.txt"]
    assert [one.status for one in dead] == [404]


def test_a_visit_that_is_stopped_tells_what_it_found():
    async def run():
        async def slow(writer):
            await asyncio.sleep(20)

        async with (
            served({"/": page("/a", "/b"), "/a": slow, "/b": slow}) as site,
            fetching(site.url, limits=replace(QUICK, stall=30, total=30)) as fetcher,
        ):
            crawl = Crawl([site.url], fetcher, budget=Budget(seconds=30))
            asyncio.get_running_loop().call_later(0.5, crawl.stop)
            return await crawl.run()

    found = asyncio.run(run())
    assert len(found.pages) == 1
    assert set(failures_of(found).values()) == {"budget"}


def test_requests_to_one_host_keep_their_distance():
    async def run():
        pages = {"/": page("/a", "/b", "/c"), "/a": page(), "/b": page(), "/c": page()}
        async with served(pages) as site, fetching(site.url, rate=10) as fetcher:
            await Crawl([site.url], fetcher, budget=Budget(seconds=20)).run()
            return [moment for moment, _ in site.asked]

    moments = asyncio.run(run())
    assert len(moments) == 6
    assert moments[-1] - moments[0] > 0.4, "five pauses of a tenth of a second"
