"""The crawl queue: one worker drives the audits of up to 200 units in one event loop.

The event loop has a thread of its own (`crawler.fleet`); this thread alone
judges and writes, so a slow database never holds up a website, nor the reverse.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from terbuka.crawler.audit import STANDARD_BUDGET, judged
from terbuka.crawler.crawl import Budget
from terbuka.crawler.fleet import Errand, Fleet, Outcome
from terbuka.crawler.robots import CONTACT_PAGE
from terbuka.models import AuditRun
from terbuka.models.leases import LEASE
from terbuka.rules.language import Phrase, say
from terbuka.rules.pages import Visit
from terbuka.rules.ruling import BadInput
from terbuka.rules.siteaudit.causes import CAUSE_WORDS
from terbuka.rules.siteaudit.findings import AuditReport
from terbuka.services import siteaudit
from terbuka.services.jobs import holders
from terbuka.services.jobs.mainjob import after_audit
from terbuka.services.siteaudit import Progress
from terbuka.services.units.known import unit_known

MOST_AT_ONCE = 200
# Progress is told and leases are renewed this often, seconds.
BEAT = 2.0
# Names and robots.txt are looked up anew after so long: no more audits are added then.
LONGEST_SHIFT = 3600.0
_OUR_FAULT = say(
    "Pemeriksaan gagal karena kesalahan di Terbuka. Coba lagi; bila terulang, beri tahu administrator sistem."
)
_log = logging.getLogger(__name__)


class Turn(Protocol):
    """What a worker lends to its duties: its name in leases, and whether it was told to end."""

    @property
    def holder(self) -> str:
        """The worker's name."""

    @property
    def is_ending(self) -> Callable[[], bool]:
        """Asks whether the worker was told to end."""


def crawl_once(
    turn: Turn,
    *,
    limit: int = MOST_AT_ONCE,
    budget: Budget = STANDARD_BUDGET,
    lease: timedelta = LEASE,
    beat: float = BEAT,
    now: Callable[[], datetime] = timezone.now,
) -> int:
    """Work on all audits that wait, and on those that come meanwhile, until none is left; how many ended.

    Told to end, it gives back what is not finished, for the next worker.
    """
    _take_from_the_dead(now())
    first = siteaudit.take_runs(limit, holder=turn.holder, at=now(), lease=lease)
    if not first:
        return 0
    with Fleet(budget=budget, private=settings.ALLOW_PRIVATE_SITES, contact_page=_contact_page()) as fleet:
        return _Shift(turn, fleet, limit=limit, lease=lease, beat=beat, now=now).work(first)


def _take_from_the_dead(at: datetime) -> None:
    """Audits of workers of this machine that were killed need not wait for their lease to lapse."""
    for name in siteaudit.holders_of_leases():
        if holders.is_gone(name):
            siteaudit.let_lapse(name, at=at)


class _Shift:
    """One stretch of work with one fleet: which audits are out, and what becomes of them."""

    def __init__(
        self,
        turn: Turn,
        fleet: Fleet,
        *,
        limit: int,
        lease: timedelta,
        beat: float,
        now: Callable[[], datetime],
    ) -> None:
        self._turn, self._fleet = turn, fleet
        self._limit, self._lease, self._beat, self._now = limit, lease, beat, now
        self._out: dict[int, AuditRun] = {}
        self._began = self._beaten = time.monotonic()
        self._ended = 0

    def work(self, first: list[AuditRun]) -> int:
        """Until everything is done, or the worker is told to end; how many audits ended."""
        try:
            self._send(first)
            while self._out and not self._turn.is_ending():
                for outcome in self._fleet.returned(wait=min(self._beat, 0.2)):
                    self._finish(outcome)
                    self._keep()
                self._keep()
        finally:
            if self._out:
                siteaudit.release_runs(self._out, holder=self._turn.holder, at=self._now())
        return self._ended

    def _send(self, runs: list[AuditRun]) -> None:
        for run in runs:
            named = tuple(place["url"] for place in siteaudit.named_places(run.unit))
            self._out[run.pk] = run
            self._fleet.send(Errand(run.pk, tuple(run.addresses), named))

    def _keep(self) -> None:
        """Every beat: renew leases, tell progress, call back what was stopped, take up what came."""
        if time.monotonic() - self._beaten < self._beat:
            return
        self._beaten = time.monotonic()
        at = self._now()
        try:
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            told = self._fleet.progress()
            progress = {key: _progress(*told.get(key, (0, 0))) for key in self._out}
            ours = siteaudit.renew(progress, holder=self._turn.holder, at=at, lease=self._lease)
            for key in self._out.keys() - ours:
                self._fleet.call_back(key)
                del self._out[key]
            self._fleet.share_caps(max(1, siteaudit.workers_alive(at)))
            room = self._limit - len(self._out)
            if room and self._out and self._beaten - self._began < LONGEST_SHIFT:
                _take_from_the_dead(at)
                self._send(siteaudit.take_runs(room, holder=self._turn.holder, at=at, lease=self._lease))
        except DatabaseError:
            # The lease outlives several beats; the next one tries again.
            _log.exception("audits could not be renewed")

    def _finish(self, outcome: Outcome) -> None:
        """Judge and record one visit. What goes wrong with it touches no other."""
        run = self._out.pop(outcome.key, None)
        if run is None:
            return
        try:
            if self._conclude(run, outcome):
                self._ended += 1
        except DatabaseError:
            # Left to its lease: the audit is taken up again.
            _log.exception("audit %s could not be recorded", run.pk)

    def _conclude(self, run: AuditRun, outcome: Outcome) -> AuditRun | None:
        try:
            if outcome.visit is None:
                raise outcome.fault or RuntimeError("no visit")
            if not any(page.depth == 0 for page in outcome.visit.pages):
                return siteaudit.fail_run(run, fault=_closed(outcome.visit), at=self._now())
            report = _judge(run, outcome.visit)
            return after_audit(run, report, at=self._now())
        except BadInput as fault:
            return siteaudit.fail_run(run, fault=fault.phrase, at=self._now())
        except DatabaseError:
            raise
        except Exception:
            _log.exception("audit %s of %s", run.pk, run.unit.slug)
            return siteaudit.fail_run(run, fault=_OUR_FAULT, at=self._now())


def _progress(opened: int, known: int) -> Progress:
    return Progress(opened, max(0, known - opened))


def _judge(run: AuditRun, visit: Visit) -> AuditReport:
    errand = Errand(run.pk, tuple(run.addresses))
    near = [host for host, port in errand.endpoints if (host, port) in settings.ALLOW_PRIVATE_SITES]
    return judged(visit, run.addresses, unit=unit_known(run.unit), as_of=run.as_of, allowed_hosts=near)


def _closed(visit: Visit) -> Phrase:
    """Why no start address could be opened, in one sentence."""
    for site in visit.sites:
        if site.could_not_look:
            why = CAUSE_WORDS[site.could_not_look[0].cause]
            return say(
                "Situs {url} tidak dapat dibuka: {why}. Hasil lama tetap berlaku; coba lagi nanti.",
                url=site.url,
                why=why,
            )
    gone = visit.dead_links[0] if visit.dead_links else None
    return say(
        "Situs {url} tidak menampilkan halaman awal (jawaban server {status}). Periksa alamatnya di Profil.",
        url=gone.url if gone else (visit.sites[0].url if visit.sites else "?"),
        status=gone.status if gone else "?",
    )


def _contact_page() -> str:
    """Where site owners can read who asks: on this installation where it has an address of its own."""
    site = settings.SITE
    return f"{site.scheme}://{site.netloc}/robot/" if site.scheme == "https" else CONTACT_PAGE
