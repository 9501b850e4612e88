"""Small sites of KPU Kabupaten Jombang for judging, built in a line each."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from terbuka.rules.matching.decide import Match
from terbuka.rules.pages import DeadLink, File, Kind, Link, NotLooked, Page, SiteVisit, Visit
from terbuka.rules.siteaudit.findings import AuditReport, Defect, ItemFinding
from terbuka.rules.siteaudit.verdicts import judge
from terbuka.rules.units import Institution, Level, units_by_slug

HOME = "https://kab-jombang.kpu.go.id/"
TODAY = date(2026, 11, 22)
JOMBANG = units_by_slug()["kpu-kab-jombang"]
MOMENT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PROSE = (
    "KPU Kabupaten Jombang menyampaikan keterangan ini kepada masyarakat agar setiap orang dapat memahami "
    "layanan yang tersedia, cara menggunakannya, serta pihak yang dapat dihubungi bila ada yang belum jelas. "
)


def web(path: str, title: str, text: str = PROSE, **facts: Any) -> Page:
    """A web page of the unit."""
    facts.setdefault("language", "id")
    facts.setdefault("seen_on", (HOME,))
    return Page(_address(path), title=title, text=text, **facts)


def paper(path: str, cover: str = "", **facts: Any) -> Page:
    """A PDF of the unit; `cover` is its first page. Facts of `File` go to the file, others to the page."""
    own = {
        name: facts.pop(name) for name in ("opens", "encrypted", "has_text", "wrong_type") if name in facts
    }
    file = File(
        Kind.PDF, title=cover.splitlines()[0] if cover else "", first_page=cover, page_count=12, **own
    )
    facts.setdefault("text", cover * 3)
    facts.setdefault("seen_on", (HOME,))
    return Page(_address(path), kind=Kind.PDF, file=file, **facts)


def link(path: str, text: str = "Unduh", context: str = "", in_menu: bool = False) -> Link:
    """A link in the body of a page."""
    return Link(_address(path), text, in_menu, context)


def _address(path: str) -> str:
    return path if "://" in path else HOME + path


def audit(
    *pages: Page,
    says: Mapping[str, str] | None = None,
    dead: tuple[DeadLink, ...] = (),
    failed: tuple[NotLooked, ...] = (),
    **asked: Any,
) -> AuditReport:
    """Judge a site. `says` maps a path to the codes it speaks for: {"lkjip.pdf": "KIN-05"}."""
    matches = {
        _address(path): tuple(Match(code, 0.9) for code in codes.split())
        for path, codes in (says or {}).items()
    }
    site = SiteVisit(
        asked.pop("start", HOME), asked.pop("fetched", len(pages)), failed, asked.pop("tls", None)
    )
    visit = Visit(MOMENT, MOMENT, (site,), pages, dead)
    settings: dict[str, Any] = {
        "unit": JOMBANG,
        "institution": Institution.KPU,
        "level": Level.REGENCY,
        "as_of": TODAY,
        "official_hosts": frozenset({"kab-jombang.kpu.go.id"}),
    }
    return judge(visit, matches, **(settings | asked))


def finding(report: AuditReport, code: str) -> ItemFinding:
    """The finding on one item."""
    return next(item for item in report.items if item.code == code)


def verdict_on(code: str, *pages: Page, **asked: Any) -> str:
    """The verdict on `code` where every page given speaks for it, unless `says` tells otherwise."""
    asked.setdefault("says", {page.url: code for page in pages})
    return finding(audit(*pages, **asked), code).verdict.value


def defects_of(*pages: Page, **asked: Any) -> list[str]:
    """Kinds of defects of a site, in order."""
    return [defect.kind.value for defect in audit(*pages, **asked).defects]


def details(report: AuditReport, kind: str) -> list[Defect]:
    """Defects of one kind."""
    return [defect for defect in report.defects if defect.kind.value == kind]


def renamed(page: Page, **facts: Any) -> Page:
    """The same page with other facts."""
    return replace(page, **facts)
