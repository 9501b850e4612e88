"""The program that waits for `standby`: libraries loaded once, then a child for each file.

It reads no file itself and has no thread, so that a child begins as a new process would.
"""

import contextlib
import gc
import os
import signal
import socket
import traceback
from collections.abc import Mapping

from terbuka.documents.confined_program import Task, serve
from terbuka.documents.standby import IDLE, TAKEN, WHOLE


def stand_by(tasks: Mapping[str, Task], control: int) -> None:
    """Fork a child for each order, until nothing is asked for a while or whoever asks has gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # The system buries the children.
    gc.freeze()
    with socket.socket(fileno=control) as channel:
        channel.settimeout(IDLE)
        while True:
            try:
                order, handles, _flags, _sender = socket.recv_fds(channel, 64, 2)
            except TimeoutError:
                return
            if not order:
                return
            if os.fork() == 0:
                channel.close()
                _one(tasks, float(order), handles)
            for handle in handles:
                os.close(handle)


def _one(tasks: Mapping[str, Task], seconds: float, handles: list[int]) -> None:
    """The one task of a child, over its own lines; its alarm ends it even within a library."""
    talking, complaining = handles
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
    for handle, place in ((talking, 0), (talking, 1), (complaining, 2)):
        os.dup2(handle, place)
    for handle in handles:
        os.close(handle)
    status = 1
    try:
        os.write(1, TAKEN)
        serve(tasks)
        os.write(1, WHOLE)
        status = 0
    except BaseException:
        with contextlib.suppress(Exception):
            traceback.print_exc()
    finally:
        os._exit(status)
