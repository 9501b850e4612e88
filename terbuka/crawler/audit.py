"""Audits one unit's websites: visit, match, judge."""

import asyncio
import gc
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date

from terbuka.crawler import whose
from terbuka.crawler.addresses import endpoint_of, host_of, normalise
from terbuka.crawler.archive import Archive
from terbuka.crawler.crawl import Budget, Crawl
from terbuka.crawler.fetch import Fetcher, web
from terbuka.crawler.guard import Guard, is_public, literal_address
from terbuka.crawler.politeness import Caps, Politeness
from terbuka.crawler.robots import CONTACT_PAGE
from terbuka.rules.language import say
from terbuka.rules.matching.decide import Context, match
from terbuka.rules.pages import Visit
from terbuka.rules.ruling import BadInput
from terbuka.rules.siteaudit.findings import AuditReport, Evidence, ItemFinding
from terbuka.rules.siteaudit.verdicts import judge
from terbuka.rules.units import Level, Unit
from terbuka.rules.wording import quoted

STANDARD_BUDGET = Budget()
_LOCAL_NAMES = (".local", ".localhost", ".internal", ".lan", ".home.arpa")


# Pages are kept to the end and hold no cycles: to look through them again and again finds nothing.
_OBJECTS_BETWEEN_COLLECTIONS = 500_000


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Garbage is collected less often inside; what was loaded before is not looked at."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


@dataclass(frozen=True, slots=True)
class Manner:
    """How an audit goes about: requests a second per host (0: no limit), who asks, and where it may.

    `private_hosts_allowed` opens exactly the hosts and ports of the start addresses.
    """

    rate: float = 1.0
    private_hosts_allowed: bool = False
    contact_page: str = CONTACT_PAGE


def checked_addresses(addresses: Sequence[str], *, private_hosts_allowed: bool) -> tuple[str, ...]:
    """The start addresses, once each, as typed. Raises BadInput naming the first that cannot be audited."""
    for address in addresses:
        if "@" in address.partition("://")[2].partition("/")[0]:
            raise BadInput(say("Alamat situs ditulis tanpa nama pengguna dan kata sandi (bagian sebelum @)."))
        if not normalise(address):
            raise BadInput(
                say(
                    "Alamat {url} tidak dapat dibuka: tulis lengkap, misalnya https://kab-jombang.kpu.go.id.",
                    url=quoted(address),
                )
            )
        if not private_hosts_allowed and _is_plainly_private(host_of(normalise(address))):
            raise BadInput(
                say(
                    "Alamat {url} berada di jaringan pribadi; tambahkan --allow-private-hosts"
                    " bila memang dimaksud.",
                    url=quoted(address),
                )
            )
    return tuple(dict.fromkeys(addresses))


def _is_plainly_private(host: str) -> bool:
    """Does the address itself, without asking a name server, say that it is private?"""
    literal = literal_address(host)
    if literal is not None:
        return not is_public(literal)
    return host == "localhost" or "." not in host or host.endswith(_LOCAL_NAMES)


async def visit_and_judge(
    crawl: Crawl,
    addresses: Sequence[str],
    *,
    unit: Unit | None,
    as_of: date,
    allowed_hosts: Sequence[str] = (),
) -> AuditReport:
    """Run `crawl` over the websites of one unit and judge what it brought home, as of one day.

    Without `unit` the register is asked for the hosts; where it does not know
    them, the duties are those of a regency's body of the institution that the
    hosts, else the pages, name.
    """
    visit = await crawl.run()
    return judged(visit, addresses, unit=unit, as_of=as_of, allowed_hosts=allowed_hosts)


def judged(
    visit: Visit,
    addresses: Sequence[str],
    *,
    unit: Unit | None,
    as_of: date,
    allowed_hosts: Sequence[str] = (),
) -> AuditReport:
    """The report on what a visit brought home; see `visit_and_judge`."""
    unit = unit or whose.unit_of(addresses)
    institution = unit.institution if unit else whose.institution_of(addresses, visit.pages)
    hosts = whose.official_hosts(unit, addresses, institution=institution, allowed=allowed_hosts)
    context = Context(institution, unit, hosts)
    matches = {page.url: found for page in visit.pages if (found := match(page, context))}
    return judge(
        visit,
        matches,
        unit=unit,
        institution=institution,
        level=unit.level if unit else Level.REGENCY,
        as_of=as_of,
        official_hosts=hosts,
    )


@_collecting_seldom()
def audit(
    addresses: Sequence[str],
    unit: Unit | None,
    as_of: date,
    budget: Budget = STANDARD_BUDGET,
    *,
    manner: Manner = Manner(),
    archive: Archive | None = None,
    progress: Callable[[int, int], None] | None = None,
    interrupted: Callable[[], None] | None = None,
) -> AuditReport:
    """Audit one unit's websites in an event loop of its own; see `visit_and_judge`.

    `interrupted` is called when the person at the terminal ends the visit
    early (SIGINT): the report then tells what was found until then. Raises
    BadInput for addresses that cannot be audited and an archive that cannot be written.
    """
    addresses = checked_addresses(addresses, private_hosts_allowed=manner.private_hosts_allowed)
    endpoints = [endpoint_of(normalise(address)) for address in addresses]

    async def run() -> AuditReport:
        guard = Guard(endpoints, private_allowed=manner.private_hosts_allowed)
        async with web(guard, contact_page=manner.contact_page) as session:
            fetcher = Fetcher(session, guard, Politeness(Caps.at_rate(manner.rate)))
            keep = archive.keep if archive is not None else None
            crawl = Crawl(addresses, fetcher, budget=budget, keep=keep, progress=progress)
            _stop_on_interrupt(crawl, interrupted)
            private = [host for host, port in endpoints if await _is_private(guard, host, port)]
            return await visit_and_judge(crawl, addresses, unit=unit, as_of=as_of, allowed_hosts=private)

    try:
        report = asyncio.run(run())
    except ExceptionGroup as group:
        # The workers of a crawl raise in a group; the one sentence in it is what a person can mend.
        faults, others = group.split(BadInput)
        if faults is None or others is not None:
            raise
        raise faults.exceptions[0] from None
    return _with_copies(report, archive.kept) if archive is not None else report


async def _is_private(guard: Guard, host: str, port: int) -> bool:
    """Does a start address lie in a private network (and was it allowed to)?"""
    try:
        return not all(map(is_public, await guard.addresses(host, port)))
    except OSError:
        return False


def _stop_on_interrupt(crawl: Crawl, interrupted: Callable[[], None] | None) -> None:
    """The first SIGINT ends the visit with what was found; a second one ends the program."""
    if interrupted is None:
        return
    loop = asyncio.get_running_loop()

    def stop() -> None:
        loop.remove_signal_handler(signal.SIGINT)
        interrupted()
        crawl.stop()

    # Only the main thread of a Unix system can do this; elsewhere SIGINT ends the program.
    with suppress(NotImplementedError, RuntimeError, ValueError):
        loop.add_signal_handler(signal.SIGINT, stop)


def _with_copies(report: AuditReport, kept: set[str]) -> AuditReport:
    """The report with each piece of evidence naming its copy in the archive."""
    copies: dict[str, str] = {}
    for page in report.visit.pages:
        if page.sha256 in kept:
            copies[page.url] = copies[page.address] = f"sha256:{page.sha256}"

    def copied(evidence: Evidence) -> Evidence:
        return replace(evidence, archived=copies.get(evidence.url, evidence.archived))

    def item(finding: ItemFinding) -> ItemFinding:
        return replace(finding, evidence=tuple(map(copied, finding.evidence)))

    return replace(report, items=tuple(map(item, report.items)))
