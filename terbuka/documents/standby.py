"""A program that has loaded its libraries and waits, so that each file costs one fork and not a whole start.

Every file still has a process of its own that ends with it: what waits never sees a word of a file.
It ends by itself when nothing is asked for a while, and with the process that asks. On systems
where this is not known to be safe `ask` gives None, and the caller starts a program as before.
"""

import atexit
import contextlib
import os
import selectors
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

# Marks around an answer: the work was taken up, and it was done to its end.
TAKEN, WHOLE = b"\x05", b"\x06"
IDLE = 60.0
# What the child's own alarm needs to be heard.
_GRACE = 5.0
_CHUNK = 1 << 20
_MOST_COMPLAINT = 100_000
_ROOT = str(Path(__file__).parents[2])
_PROGRAM = (
    "import sys; sys.path.insert(0, {root!r}); from terbuka.documents.{work} import TASKS;"
    " from terbuka.documents.standby_program import stand_by; stand_by(TASKS, {handle})"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What came back; `is_whole` unless the work was broken off, `is_late` when its time was over."""

    is_whole: bool
    answer: bytes
    complaint: bytes
    is_late: bool


@dataclass
class _Standby:
    """One waiting program, started when it is first needed and again when it has gone."""

    work: str
    lock: threading.Lock = field(default_factory=threading.Lock)
    channel: socket.socket | None = None
    process: subprocess.Popen[bytes] | None = None

    def hand(self, order: bytes, handles: list[int]) -> bool:
        """Give it the ends of two lines to talk over. False where it cannot be started."""
        with self.lock:
            for _ in range(2):
                if self.channel is None:
                    self._start()
                assert self.channel
                try:
                    socket.send_fds(self.channel, [order], handles)
                except OSError:
                    self._stop()
                else:
                    return True
        return False

    def _start(self) -> None:
        self.channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            program = _PROGRAM.format(root=_ROOT, work=self.work, handle=theirs.fileno())
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-I", "-c", program],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )

    def _stop(self) -> None:
        if self.channel is not None:
            self.channel.close()
        if self.process is not None:
            # It ends when its line is closed; in the middle of loading it need not be waited for.
            self.process.kill()
            self.process.wait()
        self.channel = self.process = None

    def end(self) -> None:
        """Let it go."""
        with self.lock:
            self._stop()


_waiting: dict[str, _Standby] = {}
_guard = threading.Lock()


@atexit.register
def end_all() -> None:
    """Let all waiting programs go."""
    for one in list(_waiting.values()):
        one.end()


def ask(work: str, request: bytes, *, seconds: float) -> Said | None:
    """Have one child of the program `work` do the `request`; None where nobody took it up."""
    if sys.platform != "linux":
        return None
    with _guard:
        program = _waiting.setdefault(work, _Standby(work))
    mine, theirs = socket.socketpair()
    complaints, complaining = os.pipe()
    try:
        with theirs, mine:
            try:
                handed = program.hand(f"{seconds}".encode(), [theirs.fileno(), complaining])
            finally:
                os.close(complaining)
            theirs.close()
            return _talk(mine, complaints, request, seconds) if handed else None
    finally:
        os.close(complaints)


def _talk(line: socket.socket, complaints: int, request: bytes, seconds: float) -> Said | None:
    """Send the request while listening, until the child has ended or its time is over."""
    began, left = time.monotonic(), memoryview(request)
    heard: dict[int, bytearray] = {line.fileno(): bytearray(), complaints: bytearray()}
    line.setblocking(False)
    with selectors.DefaultSelector() as listening:
        listening.register(line, selectors.EVENT_READ | selectors.EVENT_WRITE)
        listening.register(complaints, selectors.EVENT_READ)
        while listening.get_map() and (rest := began + seconds + _GRACE - time.monotonic()) > 0:
            for key, events in listening.select(rest):
                if events & selectors.EVENT_WRITE:
                    left = left[_sent(line, left) :]
                    if not left:
                        with contextlib.suppress(OSError):  # It has gone already.
                            line.shutdown(socket.SHUT_WR)
                        listening.modify(line, selectors.EVENT_READ)
                if events & selectors.EVENT_READ and not _heard(key.fd, heard[key.fd]):
                    listening.unregister(key.fileobj)
    answer, complaint = bytes(heard[line.fileno()]), bytes(heard[complaints][-_MOST_COMPLAINT:])
    if not answer.startswith(TAKEN) and time.monotonic() < began + seconds:
        return None
    is_whole = answer.startswith(TAKEN) and answer.endswith(WHOLE) and len(answer) > 1
    is_late = not is_whole and time.monotonic() >= began + seconds
    return Said(is_whole, answer[1:-1] if is_whole else b"", complaint, is_late)


def _sent(line: socket.socket, left: memoryview) -> int:
    """How much of it went; all of it where nobody listens any more."""
    try:
        return line.send(left[:_CHUNK])
    except BlockingIOError:
        return 0
    except OSError:
        return len(left)


def _heard(handle: int, so_far: bytearray) -> bool:
    """Keep what came; False at the end."""
    try:
        more = os.read(handle, _CHUNK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    so_far += more
    return bool(more)
