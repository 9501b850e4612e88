"""What the processes of `confined` do: their own limits first, then one task, then they end.

Run by `page_work` and `office_work`, never imported by a server: the libraries behind the tasks
are written in C, keep threads and give memory back only when a process ends.
"""

import contextlib
import json
import os
import struct
import sys
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from terbuka.documents.confined import Done, Limits
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput

try:
    import resource
except ImportError:  # a system without such limits; time is still bound by the caller
    resource = None  # type: ignore[assignment]

type Task = Callable[[bytes, dict[str, Any], Limits], Done]

_HEAD = struct.Struct(">I")
# How far this work stands back behind what people wait for, as systems count it: 19 is furthest.
_YIELDS = 5
_HEAVY = say("Berkas ini meminta terlalu banyak memori: pecah atau perkecil, lalu unggah lagi.")


def _bind(limits: Limits) -> None:
    """No more memory and time than allowed, no file written, no image of memory left; pages go first."""
    if hasattr(os, "nice"):
        os.nice(_YIELDS)
    if resource is None:
        return
    seconds = int(limits.seconds) + 5
    for what, most in (
        (resource.RLIMIT_AS, limits.megabytes * 1_000_000),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        # Some systems know a limit but do not let it be set.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _say(out: BinaryIO, told: dict[str, Any], files: tuple[bytes, ...] = ()) -> None:
    head = json.dumps(told).encode()
    out.write(_HEAD.pack(len(head)) + head)
    for file in files:
        out.write(file)
    out.flush()


def _fault(phrase: Phrase) -> dict[str, Any]:
    return {"fault": phrase.source, "values": dict(phrase.values)}


def serve(tasks: Mapping[str, Task]) -> None:
    """One task from standard input to standard output. Ends with a status above 0 where it cannot."""
    out = sys.stdout.buffer
    # What libraries print must not stand among the answer.
    sys.stdout = sys.stderr
    asked = sys.stdin.buffer.read(_HEAD.unpack(sys.stdin.buffer.read(_HEAD.size))[0])
    order = json.loads(asked)
    limits = Limits(**order["limits"])
    _bind(limits)
    try:
        done = tasks[order["task"]](sys.stdin.buffer.read(), order["wish"], limits)
        if sum(map(len, done.files)) > limits.answer_megabytes * 1_000_000:
            raise MemoryError
    except BadInput as fault:
        _say(out, _fault(fault.phrase))
    except (MemoryError, RecursionError):
        _say(out, _fault(_HEAVY))
    else:
        _say(out, {"told": done.told, "sizes": [len(file) for file in done.files]}, done.files)
