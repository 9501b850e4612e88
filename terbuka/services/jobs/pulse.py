"""The pulse of one worker: a thread that shows a sign of life and keeps the leases of the act at hand."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import DatabaseError, connections
from django.utils import timezone

from terbuka.models import Worker

BEAT = 10.0
LONGEST_ACT = 15 * 60.0
FORGOTTEN = timedelta(days=1)
Renewal = Callable[[datetime], object]


def show(holder: str, queue: str, *, at: datetime) -> None:
    """Write that the worker lives."""
    Worker.objects.update_or_create(
        holder=holder,
        defaults={"seen_at": at, "queue": queue},
        create_defaults={"seen_at": at, "queue": queue, "started_at": at},
    )


def forget(holder: str) -> None:
    """A worker that ends takes its name away."""
    Worker.objects.filter(holder=holder).delete()


def forget_silent(*, at: datetime) -> None:
    """Remove workers that have not been seen for a day."""
    Worker.objects.filter(seen_at__lt=at - FORGOTTEN).delete()


class Pulse:
    """Beats until stopped. An act that takes too long ends the process, so that another takes it up.

    `is_ending` asks whether the worker was told to end, `last_words` gives its leases
    back; both come from its loop. A worker has `grace` seconds to finish its act.
    """

    def __init__(
        self,
        holder: str,
        queue: str,
        *,
        is_ending: Callable[[], bool],
        last_words: Callable[[], None],
        grace: float,
    ) -> None:
        self.holder, self.queue = holder, queue
        self.is_ending, self.last_words, self.grace = is_ending, last_words, grace
        self._renewal: Renewal | None = None
        self._began = 0.0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="pulse", daemon=True)

    def start(self) -> None:
        """Show the first sign of life, then beat in the background."""
        show(self.holder, self.queue, at=timezone.now())
        self._thread.start()

    def stop(self) -> None:
        """Beat no more."""
        self._stopped.set()
        self._thread.join(timeout=5)

    @contextmanager
    def keeping(self, renewal: Renewal) -> Iterator[None]:
        """Call `renewal` with the moment at every beat while the block runs."""
        self._began = time.monotonic()
        self._renewal = renewal
        try:
            yield
        finally:
            self._renewal = None

    def _beat(self) -> None:
        asked_at: float | None = None
        next_beat = time.monotonic() + BEAT
        while not self._stopped.wait(0.5):
            now = time.monotonic()
            if self.is_ending():
                asked_at = asked_at or now
                if now > asked_at + self.grace:
                    self._end(0)
            if now >= next_beat:
                next_beat = now + BEAT
                self._tell()
        connections.close_all()

    def _tell(self) -> None:
        renewal = self._renewal
        if renewal and time.monotonic() > self._began + LONGEST_ACT:
            self._end(1)
        try:
            at = timezone.now()
            show(self.holder, self.queue, at=at)
            if renewal:
                renewal(at)
        except DatabaseError:  # The next beat comes soon.
            connections.close_all()

    def _end(self, code: int) -> None:
        try:
            self.last_words()
        except DatabaseError:
            pass  # The leases lapse by themselves.
        finally:
            os._exit(code)
