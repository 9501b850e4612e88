"""Audit reports made by hand, for the tests of what is drawn from them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from terbuka.rules.catalogue import required_items
from terbuka.rules.pages import Cause, DeadLink, Link, NotLooked, Page, SiteVisit, Visit
from terbuka.rules.siteaudit.findings import AuditReport, Evidence, ItemFinding, Verdict
from terbuka.rules.units import Institution, Level

TODAY = date(2026, 11, 22)
SITE = "https://jombang.bawaslu.go.id/"
UNIT = "bawaslu-kab-jombang"
MORNING = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
_ITEMS = {item.code: item for item in required_items()}


def found(code: str, verdict: Verdict, *titles: str, period: str = "") -> ItemFinding:
    """A finding whose proof are pages named `titles`, at addresses made from code and place."""
    item = _ITEMS[code]
    evidence = tuple(
        Evidence(f"{SITE}{code.lower()}/{n}", title, period, 0.9, verdict=verdict)
        for n, title in enumerate(titles or ((item.name,) if verdict is not Verdict.MISSING else ()))
    )
    return ItemFinding(code, item.name, item.information_class, verdict, 0.9, evidence)


def page(path: str, title: str = "", **facts: object) -> Page:
    """A page of the site."""
    return Page(url=SITE + path, title=title, **facts)  # type: ignore[arg-type]


def links(*names: str, in_menu: bool = False) -> tuple[Link, ...]:
    """Links of the site: the last part of the address is the name in lower case with hyphens."""
    return tuple(Link(SITE + name.lower().replace(" ", "-"), name, in_menu) for name in names)


def report(
    findings: Iterable[ItemFinding] = (),
    pages: Iterable[Page] = (),
    *,
    rest: Verdict = Verdict.MISSING,
    unit: str = UNIT,
    dead: Iterable[str] = (),
    unseen: Mapping[str, Cause] | None = None,
    pages_fetched: int | None = None,
    started_at: datetime = MORNING,
) -> AuditReport:
    """An audit in which every item not named in `findings` has the verdict `rest`."""
    body = Institution.BAWASLU if "bawaslu" in unit else Institution.KPU
    named = {finding.code: finding for finding in findings}
    items = tuple(
        named.get(item.code, found(item.code, rest))
        for item in _ITEMS.values()
        if item.applies_to(body, Level.REGENCY)
    )
    opened = tuple(pages) or (page("", "Beranda"),)
    failures = tuple(NotLooked(SITE + path, cause) for path, cause in (unseen or {}).items())
    counted = len(opened) if pages_fetched is None else pages_fetched
    visit = Visit(
        started_at,
        started_at,
        (SiteVisit(SITE, counted, failures),),
        opened,
        tuple(DeadLink(SITE + path, 404) for path in dead),
    )
    return AuditReport(unit, TODAY, visit, items, (), ())
