"""What takes long to make is made once for a whole run, by whichever of its processes asks first.

The store is a folder that the process which began the run makes and removes (tests/environment.py).
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_STORE = "TERBUKA_TEST_STORE"
_NAMED = "terbuka-run-"
_DONE = "done"


def begin() -> Path:
    """A store for the run that this process begins; the processes it starts find it in their environment.

    What runs that were killed left behind is removed.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{_NAMED}[0-9]*-*"):
        if not _is_going_on(left):
            shutil.rmtree(left, ignore_errors=True)
    os.environ[_STORE] = tempfile.mkdtemp(prefix=f"{_NAMED}{os.getpid()}-")
    return _store()


def is_running() -> bool:
    """Is the run still going on? It is over when its folder is gone, or the process that began it."""
    return _store().exists() and _is_going_on(_store())


def once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder of this name, filled by `make` the first time. Whoever asks meanwhile waits."""
    place = _store() / name
    with _alone(place.with_suffix(".lock")):
        if not (place / _DONE).exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            make(place)
            (place / _DONE).touch()
    return place


def _store() -> Path:
    return Path(os.environ[_STORE])


def _is_going_on(place: Path) -> bool:
    """Does the process that began this run, which the folder's name tells, still live?"""
    try:
        os.kill(int(place.name.removeprefix(_NAMED).partition("-")[0]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # of somebody else, and alive
    return True


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process after the other; the lock of one that dies is free again."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
