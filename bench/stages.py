"""Where the CPU of an audit goes: reading HTML, taking menus away, matching, judging.

In one process and without network, over the same pages that the crawlers fetch.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from terbuka.crawler.boilerplate import Fetched, clean
from terbuka.crawler.extract import Menus, read_html
from terbuka.rules.matching.decide import Context, match
from terbuka.rules.pages import SiteVisit, Visit
from terbuka.rules.siteaudit.verdicts import judge
from terbuka.rules.units import units_by_slug

HOST = "kab-jombang.kpu.go.id"
MOMENT = datetime(2026, 3, 13, tzinfo=UTC)


@dataclass(slots=True)
class _Clock:
    """CPU milliseconds a page of each stage."""

    pages: int
    rows: list[str] = field(default_factory=list)

    def time[Result](self, name: str, work: Callable[[], Result]) -> Result:
        """Do `work`, note what it took a page, and give its result."""
        begun = time.process_time()
        result = work()
        self.rows.append(f"| {name} | {1000 * (time.process_time() - begun) / self.pages:.2f} |")
        return result


def table(folder: Path) -> list[str]:
    """The rows of a table over the pages in `folder`."""
    unit = units_by_slug()["kpu-kab-jombang"]
    bodies = [(path.name, path.read_bytes()) for path in sorted(folder.glob("page-*.html"))]
    clock = _Clock(len(bodies))
    addresses = [f"https://{HOST}/{name}" for name, _ in bodies]
    menus = Menus()
    fetched = clock.time(
        "reading HTML",
        lambda: [
            Fetched(
                url=url,
                content=read_html(body, url=url, content_type="text/html", menus=menus),
                fetched_at=MOMENT,
            )
            for url, (_, body) in zip(addresses, bodies, strict=True)
        ],
    )
    pages = clock.time("taking menus away, finding dates", lambda: clean(fetched))
    context = Context(unit.institution, unit, frozenset({HOST}))
    matches = clock.time("matching", lambda: {page.url: match(page, context) for page in pages})
    visit = Visit(MOMENT, MOMENT, (SiteVisit(f"https://{HOST}/", len(pages)),), pages)
    hosts = frozenset({HOST})
    clock.time(
        "judging",
        lambda: judge(
            visit,
            matches,
            unit=unit,
            institution=unit.institution,
            level=unit.level,
            as_of=MOMENT.date(),
            official_hosts=hosts,
        ),
    )
    return ["| stage | CPU ms a page |", "|---|---|", *clock.rows]
