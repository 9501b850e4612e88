"""Child processes that end with the one that started them, and are started again when they die.

Run as a program it is such a child: it ties itself before anything slow is imported.
"""

import ctypes
import os
import runpy
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass

PARENT = "TERBUKA_SERVER_PROCESS"
_PR_SET_PDEATHSIG = 1
_CALM = 30.0
_LONGEST_PAUSE = 30.0
_GRACE = 25.0


def tie_to_parent() -> None:
    """End this process with the one named in TERBUKA_SERVER_PROCESS, however that ends; unless none is named.

    Only Linux sends a signal at a parent's death; elsewhere a worker looks for itself.
    """
    parent = os.environ.get(PARENT)
    if parent is None:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != int(parent):
        # The parent went before the tie was made.
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass(slots=True)
class _Child:
    arguments: tuple[str, ...]
    process: subprocess.Popen[bytes]
    born: float
    pause: float = 1.0
    again_at: float = 0.0


class Children:
    """One worker process for each queue, and one for each of the `others`, commands with their arguments.

    They are begun in the thread that calls `start` or `keep`: to its children a thread's end is their
    parent's death, and a fork beside it (granian makes its workers so) could hold up a birth.
    """

    def __init__(self, queues: Iterable[str], others: Iterable[tuple[str, ...]] = ()) -> None:
        self._wanted = (*(("work", "--queue", queue) for queue in queues), *others)
        self._children: list[_Child] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="children", daemon=True)

    def start(self) -> None:
        """Start the children now and watch them in the background."""
        self._children = [_begin(arguments) for arguments in self._wanted]
        self._thread.start()

    def keep(self) -> None:
        """Start the children and watch them until `ask_to_stop`."""
        self._children = [_begin(arguments) for arguments in self._wanted]
        self._keep()

    def _keep(self) -> None:
        while not self._stopping.wait(0.2):
            for child in self._children:
                self._watch(child)
        self._end_all()

    def stop(self) -> None:
        """End the children: each may finish its act, then is killed. Returns when all are gone."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def ask_to_stop(self) -> None:
        """Let `keep` end, which ends the children."""
        self._stopping.set()

    def _watch(self, child: _Child) -> None:
        if child.process.poll() is None:
            return
        now = time.monotonic()
        if not child.again_at:
            # One that dies soon after its birth waits longer each time.
            lived_long = now - child.born > _CALM
            child.pause = 1.0 if lived_long else min(child.pause * 2, _LONGEST_PAUSE)
            child.again_at = now if lived_long else now + child.pause / 2
        if now >= child.again_at:
            fresh = _begin(child.arguments)
            child.process, child.born, child.again_at = fresh.process, fresh.born, 0.0

    def _end_all(self) -> None:
        for child in self._children:
            child.process.terminate()
        until = time.monotonic() + _GRACE
        for child in self._children:
            try:
                child.process.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()


def _begin(arguments: tuple[str, ...]) -> _Child:
    command = [sys.executable, "-m", __name__, *arguments]
    environment = {**os.environ, PARENT: str(os.getpid())}
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)  # noqa: S603
    return _Child(arguments, process, time.monotonic())


if __name__ == "__main__":
    tie_to_parent()
    runpy.run_module("terbuka", run_name="__main__", alter_sys=True)
