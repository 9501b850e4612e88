"""One worker process: takes what waits in its queue, act by act, until it is told to end."""

import importlib
import logging
import os
import signal
import time
import traceback
from collections.abc import Callable
from types import FrameType

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from terbuka.models import Job
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services.jobs import holders, outbox, pulse, queue

# Each act by name, called with the subject's id and `at=`. An act must bear to be done twice.
KINDS = {
    "nightly_copy": "terbuka.services.jobs.copies:nightly_copy",
    "tidy": "terbuka.services.jobs.timetable:tidy",
    "read_letters": "terbuka.services.register.post:read_waiting",
    "read_chat": "terbuka.services.jobs.chats:read_chat",
    "read_chats": "terbuka.services.jobs.chats:read_chats",
    "fetch_mail": "terbuka.services.jobs.fetching:fetch_mail",
    "reminders": "terbuka.services.jobs.reminders:remind",
    "digests": "terbuka.services.jobs.reminders:write_digests",
    "tell_opened": "terbuka.services.assessment:tell_opened",
    "tell_announced": "terbuka.services.assessment:tell_announced",
    "check_link": "terbuka.services.assessment:check_link",
    "draft_round": "terbuka.services.assessment:draft_round",
    "index_public": "terbuka.services.jobs.indexing:index_public",
    "archive_due": "terbuka.services.jobs.reminders:archive_ended",
    "end_exemptions": "terbuka.services.jobs.exemptions:end_exemptions",
    "watch_cases": "terbuka.services.jobs.cases:watch_cases",
    "recount_cases": "terbuka.services.jobs.cases:recount",
    "bind_bundle": "terbuka.services.register.bundling:bind_bundle",
    "ask_looks": "terbuka.services.jobs.social:ask_looks",
    "look_social": "terbuka.services.jobs.social:look_social",
    "bring_back": "terbuka.services.jobs.recovery:bring_back",
    "unpack_batch": "terbuka.services.jobs.collecting:unpack_batch",
    "inspect_version": "terbuka.services.jobs.guard:inspect_version",
    "clear_version": "terbuka.services.jobs.guard:clear_version",
    "guess_version": "terbuka.services.jobs.collecting:guess_version",
    "redraft": "terbuka.services.jobs.mainjob:redraft",
    "propose_gaps": "terbuka.services.jobs.mainjob:propose_gaps",
}
# What a worker of a queue does beside its acts: called with its `Turn`, True when there was work.
DUTIES: dict[str, tuple[str, ...]] = {
    "quick": (
        "terbuka.services.jobs.timetable:keep",
        "terbuka.services.jobs.mail:send_one",
        "terbuka.services.jobs.chats:send_one",
    ),
    "crawl": ("terbuka.services.jobs.crawl:crawl_once",),
}
IDLE = 0.5
GRACE = 20.0
FAULT_LENGTH = 4000
_log = logging.getLogger(__name__)


def resolve(place: str) -> Callable[..., object]:
    """The function named `module:function`; its module is imported only now."""
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


class Worker:
    """The loop of one process. `run` returns after SIGTERM or SIGINT, once the act at hand is done."""

    def __init__(self, queue_name: str, *, grace: float = GRACE) -> None:
        self.queue = queue_name
        self.holder = holders.holder()
        self.is_ending = False
        self.pulse = pulse.Pulse(
            self.holder, queue_name, is_ending=lambda: self.is_ending, last_words=self._let_go, grace=grace
        )
        self._parent = os.getppid()

    def run(self) -> None:
        """Work until told to end, or until the process that started this one is gone."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._end)
        self._until_it_works(self.pulse.start)
        duties = [resolve(place) for place in DUTIES[self.queue]]
        try:
            while self._goes_on():
                if not self._turn(duties):
                    self._rest(IDLE)
        finally:
            self.pulse.stop()
            self._let_go()

    def _turn(self, duties: list[Callable[..., object]]) -> bool:
        """Everything once; True when there was work. A database that does not answer is waited for."""
        close_old_connections()
        try:
            holders.release_gone(at=timezone.now())
            worked = [duty(self.pulse) for duty in duties if self._goes_on()]
            return any([*worked, self._goes_on() and self.do_one()])
        except DatabaseError:
            _log.exception("the database does not answer; trying again")
            connections.close_all()
            self._rest(2)
            return False

    def do_one(self) -> bool:
        """Do the next act of the queue. False when none waits."""
        job = queue.take(self.queue, holder=self.holder, at=timezone.now())
        if job is None:
            return False
        with self.pulse.keeping(lambda at: queue.renew(job, at=at)):
            fault, for_good = _perform(job)
        if fault:
            queue.fail(job, fault=fault, for_good=for_good, at=timezone.now())
        else:
            queue.done(job, at=timezone.now())
        return True

    def _goes_on(self) -> bool:
        return not self.is_ending and os.getppid() == self._parent

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while self._goes_on() and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.1))

    def _until_it_works(self, act: Callable[[], None]) -> None:
        while self._goes_on():
            try:
                return act()
            except DatabaseError:
                _log.warning("the database does not answer yet")
                connections.close_all()
                self._rest(2)
        return None

    def _let_go(self) -> None:
        at = timezone.now()
        queue.release(self.holder, at=at)
        outbox.release_letters(self.holder, at=at)
        pulse.forget(self.holder)

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_ending = True


def _perform(job: Job) -> tuple[str, bool]:
    """Do the act. What went wrong ("" for nothing), and whether trying again is in vain."""
    if job.kind not in KINDS:
        return f"unknown kind: {job.kind}", True
    try:
        resolve(KINDS[job.kind])(job.subject_id, at=timezone.now())
    except (BadInput, Refused) as refusal:
        return str(refusal), True
    except Exception:
        _log.exception("%s failed", job)
        return traceback.format_exc()[-FAULT_LENGTH:], False
    return "", False
