"""At most so many pieces of heavy work at once on this machine, over all its workers.

Each slot is a lock on a small file of the data folder: whoever holds it works, and the
system frees it when its holder ends, however that ends. Without such locks the threads
of one worker are counted alone.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

_BETWEEN = 0.05
type LetGo = Callable[[], None]


class Busy(BadInput):
    """All slots are taken: nothing is wrong with what was asked; try again in a moment."""


@contextlib.contextmanager
def slot(name: str, many: int, *, patience: float) -> Iterator[None]:
    """Hold one of the `many` slots called `name`; wait at most `patience` seconds for it. Raises Busy."""
    ends = time.monotonic() + patience
    while (let_go := _free(name, many)) is None:
        if time.monotonic() >= ends:
            raise Busy(say("Server sedang sibuk mengolah berkas lain. Tunggu sebentar, lalu coba lagi."))
        time.sleep(_BETWEEN)
    try:
        yield
    finally:
        let_go()


def _free(name: str, many: int) -> LetGo | None:
    """One slot taken, and how to give it back; None where all are taken."""
    if fcntl is None:
        lock = _within(name, many)
        return lock.release if lock.acquire(blocking=False) else None
    return next((taken for number in range(many) if (taken := _locked(name, number))), None)


def _locked(name: str, number: int) -> LetGo | None:
    folder = Path(settings.DATA) / "slots"
    folder.mkdir(parents=True, exist_ok=True)
    # A lock of this opening of the file alone: two threads of one process do not share it.
    file = os.open(folder / f"{name}-{number}", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None

    def let_go() -> None:
        # In so many words, for a process that was forked meanwhile holds the file open.
        fcntl.flock(file, fcntl.LOCK_UN)
        os.close(file)

    return let_go


@cache
def _within(_name: str, many: int) -> threading.BoundedSemaphore:
    return threading.BoundedSemaphore(many)
