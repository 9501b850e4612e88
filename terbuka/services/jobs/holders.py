"""Names of worker processes in leases, and whether the process behind a name still lives.

A lease of a process that was killed would stand until it lapses. On the same
machine its end can be seen, so what it left behind is taken up at once.
"""

import os
import platform
from datetime import datetime, timedelta
from pathlib import Path

from terbuka.models import Job, OutboxChat, OutboxMail, Worker
from terbuka.models.jobs import JobState
from terbuka.models.notify import MailState
from terbuka.rules.whatsapp import ChatState
from terbuka.services.jobs import outbox, queue

ALIVE = timedelta(seconds=60)
_PROC = Path("/proc")


def _place() -> str:
    """This machine and this space of process numbers: two containers may bear the same host name."""
    try:
        space = os.stat(_PROC / "self" / "ns" / "pid").st_ino
    except OSError:
        space = 0
    return f"{platform.node()[:40]}/{space}/"


def _birth(process: int) -> str:
    """When a process was born, in the kernel's ticks, for numbers are used again; "" where that is not told.

    Raises ProcessLookupError when there is no such process.
    """
    try:
        told = (_PROC / str(process) / "stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        if _PROC.joinpath("self").exists():
            raise ProcessLookupError from None
        os.kill(process, 0)
        return ""
    if told[0] in "ZX":
        raise ProcessLookupError
    return told[19]


def holder() -> str:
    """The name of this process in leases: machine, process, birth; at most 80 characters."""
    return f"{_place()}{os.getpid()}/{_birth(os.getpid())}"


def is_gone(name: str) -> bool:
    """Has the process of this name certainly ended? False for those of other machines."""
    place, _, own = name.rpartition("/")[0].rpartition("/")
    if f"{place}/" != _place() or not own.isdecimal():
        return False
    try:
        return _birth(int(own)) != name.rpartition("/")[2]
    except ProcessLookupError:
        return True
    except PermissionError:  # Another user's process lives under the number.
        return False


def living_workers(*, at: datetime) -> list[str]:
    """Names of workers that gave a sign of life within a minute and have not been seen to end."""
    seen = Worker.objects.filter(seen_at__gte=at - ALIVE, seen_at__lte=at + ALIVE)
    return [name for name in seen.values_list("holder", flat=True) if not is_gone(name)]


def release_gone(*, at: datetime) -> int:
    """Take from the dead: what processes of this machine left behind waits again. How many rows."""
    jobs = Job.objects.filter(state=JobState.RUNNING.value).values_list("lease_holder", flat=True)
    letters = OutboxMail.objects.filter(state=MailState.SENDING.value).values_list("lease_holder", flat=True)
    chats = OutboxChat.objects.filter(state=ChatState.SENDING.value).values_list("lease_holder", flat=True)
    silent = {name for name in {*jobs, *letters, *chats} if name and is_gone(name)}
    for name in Worker.objects.values_list("holder", flat=True):
        if is_gone(name):
            Worker.objects.filter(holder=name).delete()
    return sum(queue.release(name, at=at) + outbox.release_letters(name, at=at) for name in silent)
