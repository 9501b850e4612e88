"""Audits for tests: reports of few items, a real one of the example site, runs in every state."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from terbuka.crawler.audit import Manner, audit
from terbuka.crawler.crawl import Budget
from terbuka.example.server import ExampleServer
from terbuka.example.sites import demo_site
from terbuka.models import AuditRun, Website, WorkUnit
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.language import say
from terbuka.rules.pages import Cause, Link, NotLooked, Page, SiteVisit, Visit
from terbuka.rules.siteaudit.findings import (
    Advice,
    AdviceKind,
    AuditReport,
    Defect,
    DefectKind,
    Evidence,
    ItemFinding,
    Verdict,
)
from terbuka.services import siteaudit
from tests import make
from tests.make.cast import unit

SITE = "https://kab-jombang.kpu.go.id"
FEW = {"PPD-05": "present", "PPD-12": "missing", "KIN-05": "stale", "SRT-01": "not_applicable"}
TODAY = date(2026, 11, 22)


def websites(*addresses: str, slug: str = "kpu-kab-jombang") -> WorkUnit:
    """The unit, with these websites and no others."""
    place = unit(slug)
    Website.objects.filter(unit=place).delete()
    for number, address in enumerate(addresses):
        Website.objects.create(unit=place, kind="old" if number else "main", url=address, basis="confirmed")
    return place


def report(
    verdicts: dict[str, str] | None = None,
    *,
    broken: tuple[str, ...] = ("/rusak.pdf",),
    unseen: tuple[str, ...] = (),
    slug: str = "kpu-kab-jombang",
    title: str = "Maklumat Pelayanan",
) -> AuditReport:
    """A report of few items: verdicts by code, broken links and unseen places by path."""
    given = verdicts or {
        "PPD-05": "present",
        "PPD-12": "missing",
        "KIN-05": "stale",
        "SRT-01": "not_applicable",
    }
    began = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    failures = tuple(NotLooked(f"{SITE}{path}", Cause.TIMEOUT) for path in unseen)
    home = Page(url=f"{SITE}/", title="KPU Kabupaten Jombang", links=(Link(f"{SITE}/maklumat", "Maklumat"),))
    sites = (SiteVisit(SITE, 1, failures, tls_expires_on=date(2026, 12, 1)),)
    return AuditReport(
        unit=slug,
        as_of=TODAY,
        visit=Visit(began, began + timedelta(minutes=5), sites, (home,)),
        items=tuple(_item(code, Verdict(verdict), title) for code, verdict in given.items()),
        defects=tuple(
            Defect(DefectKind.BROKEN_LINK, f"{SITE}{path}", say("Tautan menjawab {n}.", n=404), f"{SITE}/")
            for path in broken
        ),
        advice=(Advice(AdviceKind.MISSING_TITLE, f"{SITE}/", say("Halaman ini tanpa judul.")),),
    )


def _item(code: str, verdict: Verdict, title: str) -> ItemFinding:
    kind = {"SRT": InformationClass.IMMEDIATE}.get(code[:3], InformationClass.PERIODIC)
    proof = Evidence(
        f"{SITE}/{code.lower()}", title, "2025", 0.9, (say("Judul menyebut {w}", w=title),), verdict
    )
    is_shown = verdict not in (Verdict.MISSING, Verdict.NOT_APPLICABLE)
    remedy = None if verdict in (Verdict.PRESENT, Verdict.NOT_APPLICABLE) else say("Unggah yang terbaru.")
    reasons = (say("Diterbitkan {year}", year=2025),) if is_shown else ()
    return ItemFinding(
        code, f"Butir {code}", kind, verdict, 0.9, (proof,) if is_shown else (), reasons, remedy
    )


@cache
def example_report() -> AuditReport:
    """A real audit of the demonstration's site, done once for all tests."""
    with ExampleServer(demo_site(TODAY)) as server:
        manner = Manner(rate=0, private_hosts_allowed=True)
        return audit([server.url], server.site.unit, TODAY, Budget(seconds=60), manner=manner)


def asked(slug: str = "kpu-kab-jombang", *, at: datetime = make.NOON) -> AuditRun:
    """An audit that waits."""
    return siteaudit.ask_audit(unit(slug), by=None, at=at)


def running(slug: str = "kpu-kab-jombang", *, holder: str = "satu", at: datetime = make.NOON) -> AuditRun:
    """An audit that a worker holds."""
    asked(slug, at=at)
    [run] = siteaudit.take_runs(1, holder=holder, at=at)
    return run


def done(
    told: AuditReport | None = None, *, slug: str = "kpu-kab-jombang", at: datetime = make.NOON
) -> AuditRun:
    """An audit that ended with a report; visits differ by their moment, as real ones do."""
    found = told or report(slug=slug)
    moved = replace(found, visit=replace(found.visit, finished_at=at))
    run = siteaudit.record_run(asked(slug, at=at - timedelta(minutes=6)), moved, at=at)
    assert run is not None
    return run
