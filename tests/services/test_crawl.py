"""One worker audits many units at once; what goes wrong with one touches no other."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.utils import timezone

from terbuka.crawler.crawl import Budget
from terbuka.example.server import ExampleServer
from terbuka.example.sites import ExampleSite, demo_site
from terbuka.models import AuditRun, Event
from terbuka.services import siteaudit
from terbuka.services.jobs import crawl
from tests import make
from tests.crawler.threaded import open_site
from tests.make import siteaudit as audits
from tests.make.cast import cast

pytestmark = pytest.mark.django_db
QUICK = Budget(pages=30, seconds=20)
DIP = "Daftar Informasi Publik KPU Kabupaten Jombang Tahun 2026 memuat ringkasan isi informasi. " * 10
PAGES: dict[str, Any] = {
    "/": '<title>KPU Kabupaten Jombang</title><main><a href="/ppid/dip">Daftar Informasi Publik</a></main>',
    "/ppid/dip": f"<title>Daftar Informasi Publik KPU Kabupaten Jombang 2026</title><main><p>{DIP}</main>",
    "/tersembunyi": f"<title>Daftar Informasi Publik KPU Kabupaten Jombang 2026</title><main><p>{DIP}</main>",
}


@dataclass
class Turn:
    """A worker's turn, in tests: ends when told."""

    holder: str = "satu"
    told_to_end: Callable[[], bool] = field(default=lambda: False)

    def is_ending(self) -> bool:
        return self.told_to_end()


@pytest.fixture
def near(settings: Any) -> Callable[[str], str]:
    """Lets audits visit a site on loopback."""

    def allow(url: str) -> str:
        host, _, port = url.partition("://")[2].strip("/").rpartition(":")
        settings.ALLOW_PRIVATE_SITES = settings.ALLOW_PRIVATE_SITES | {(host, int(port))}
        return url

    return allow


def work(turn: Turn | None = None, **more: Any) -> int:
    return crawl.crawl_once(turn or Turn(), budget=QUICK, beat=0.05, **more)


def ask(url: str, slug: str = "kpu-kab-jombang") -> AuditRun:
    return siteaudit.ask_audit(audits.websites(url, slug=slug), by=None, at=timezone.now())


def test_an_audit_that_was_asked_for_ends_with_its_findings(near: Callable[[str], str]) -> None:
    with open_site(PAGES) as url:
        run = ask(near(url))
        ended = work()

    run.refresh_from_db()
    assert (ended, run.state, run.pages_fetched, run.attempts) == (1, "done", 2, 1)
    assert run.findings.get(code="PPD-14").evidence[0]["url"] == f"{url}/ppid/dip"
    verbs = [event.verb for event in Event.objects.about("audit_run", run.pk)]
    assert verbs == ["ask", "take", "finish"]
    assert work() == 0


def test_many_units_are_audited_side_by_side_and_one_that_fails_harms_no_other(
    near: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    slugs = ["kpu-kab-jombang", "kpu-kab-sleman", "bawaslu-kab-jombang", "kpu-kab-kediri"]
    usual = crawl._judge

    def judge(run: AuditRun, visit: Any) -> Any:
        if run.unit.slug == "kpu-kab-sleman":
            raise ArithmeticError("a page that nobody thought of")
        return usual(run, visit)

    monkeypatch.setattr(crawl, "_judge", judge)
    with open_site(PAGES) as one, open_site(PAGES) as two, open_site(PAGES) as three:
        sites = [near(one), near(two), near(three), "https://tidak-ada.invalid/"]
        runs = {slug: ask(url, slug) for slug, url in zip(slugs, sites, strict=True)}
        ended = work()

    states = {slug: AuditRun.objects.get(pk=run.pk) for slug, run in runs.items()}
    assert ended == 4
    assert {slug: run.state for slug, run in states.items()} == dict(
        zip(slugs, ["done", "failed", "done", "failed"], strict=True)
    )
    assert "kesalahan di Terbuka" in (states["kpu-kab-sleman"].fault or {})["id"]
    assert "nama situs tidak dikenal" in (states["kpu-kab-kediri"].fault or {})["id"]


def test_a_private_address_that_is_not_allowed_is_never_asked() -> None:
    asked: list[str] = []
    with open_site(PAGES, asked=asked) as url:
        run = audits.asked()
        make.change(AuditRun, {"pk": run.pk}, addresses=[url])
        work()

    run.refresh_from_db()
    assert run.state == "failed"
    assert asked == []


def test_a_place_that_an_officer_named_is_opened_in_the_next_audit(near: Callable[[str], str]) -> None:
    ani = cast().ani
    pages = {"/": PAGES["/"].replace("/ppid/dip", "/kontak"), "/tersembunyi": PAGES["/tersembunyi"]}
    with open_site(pages) as url:
        run = ask(near(url))
        siteaudit.name_place(run.unit, code="PPD-14", url=f"{url}/tersembunyi", by=ani, at=timezone.now())
        siteaudit.name_place(run.unit, code="PPD-15", url=f"{url}/salah-ketik", by=ani, at=timezone.now())
        work()

    found = run.findings.get(code="PPD-14")
    assert found.evidence[0]["url"] == f"{url}/tersembunyi"
    assert not run.defects.filter(url__endswith="salah-ketik").exists()


def slow(delay: float) -> ExampleSite:
    """The demonstration's site on a weak server."""
    site = demo_site(audits.TODAY)
    return replace(site, files={path: replace(one, delay=delay) for path, one in site.files.items()})


def test_an_audit_that_a_person_stops_ends_at_once(near: Callable[[str], str]) -> None:
    ani, beats = cast().ani, list[int]()
    with ExampleServer(slow(2)) as site:
        run = ask(near(site.url))

        def stops_on_the_second_look() -> bool:
            beats.append(1)
            if len(beats) == 2:
                siteaudit.stop_run(run, by=ani, at=timezone.now())
            return False

        ended = work(Turn(told_to_end=stops_on_the_second_look))

    run.refresh_from_db()
    assert (ended, run.state, run.findings.count()) == (0, "stopped", 0)


def test_a_worker_that_is_told_to_end_leaves_its_audits_to_the_next_one(near: Callable[[str], str]) -> None:
    until = time.monotonic() + 0.5
    with ExampleServer(slow(2)) as site:
        run = ask(near(site.url))
        ended = work(Turn(told_to_end=lambda: time.monotonic() > until))
        run.refresh_from_db()
        assert (ended, run.state, run.attempts) == (0, "queued", 0)
        site.show(demo_site(audits.TODAY))
        assert work(Turn("dua")) == 1

    run.refresh_from_db()
    assert run.state == "done"


def test_an_audit_that_is_asked_for_meanwhile_does_not_wait_for_the_first_to_end(
    near: Callable[[str], str],
) -> None:
    with ExampleServer(slow(5)) as site, open_site(PAGES) as url:
        first, second = ask(near(site.url)), list[AuditRun]()
        near(url)

        def ask_once() -> bool:
            if not second:
                second.append(ask(url, "kpu-kab-sleman"))
            second[0].refresh_from_db()
            return second[0].state == "done"

        work(Turn(told_to_end=ask_once))

    first.refresh_from_db()
    assert (first.state, second[0].state) == ("queued", "done")


def test_progress_is_told_while_an_audit_runs(near: Callable[[str], str]) -> None:
    seen: list[tuple[int, int]] = []
    with ExampleServer(slow(0.05)) as site:
        run = ask(near(site.url))

        def look() -> bool:
            run.refresh_from_db()
            seen.append((run.pages_fetched, run.pages_waiting))
            return False

        work(Turn(told_to_end=look))

    fetched = [pages for pages, _waiting in seen]
    assert fetched == sorted(fetched)
    assert any(0 < pages < run.pages_fetched + 30 and waiting for pages, waiting in seen)
