"""Heavy and dangerous work on files is done by a process of its own, bound in time and memory.

Whatever a crafted file does there, the caller lives on and says one sentence.
The limits are arguments; `LIMITS` are those of the house.
"""

import json
import logging
import struct
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from terbuka.documents import standby
from terbuka.documents.bounds import BOUNDS
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput

_PROGRAM = "import sys; sys.path.insert(0, {root!r}); from terbuka.documents.{work} import main; main()"
# Each program loads only the libraries it needs: half of a small task is loading.
_OF_OFFICE = frozenset(("copy_docx", "copy_xlsx", "words_of_office"))
_OF_GUARD = frozenset(("opened", "look_at", "words_under", "places_of"))
_ROOT = str(Path(__file__).parents[2])
_HEAD = struct.Struct(">I")
_TOO_LARGE = say("Berkas lebih besar dari {most} MB: pecah atau perkecil, lalu unggah lagi.")
_TOO_HEAVY = say("Berkas ini terlalu berat atau rusak: cetak ke PDF dari aplikasi asalnya, lalu unggah lagi.")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may take.

    `seconds` of time, `megabytes` of memory and of answer, a file of at most
    `file_megabytes`, `pages` of a PDF, `pixels` of a picture that is opened and
    `page_pixels` of a page that is drawn; `dots` an inch is how finely.
    """

    seconds: float = float(BOUNDS.seconds)
    megabytes: int = BOUNDS.megabytes
    file_megabytes: int = 100
    answer_megabytes: int = 300
    pages: int = BOUNDS.pages
    pixels: int = BOUNDS.pixels
    page_pixels: int = 12_000_000
    dots: int = 200


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Done:
    """What the work gave back: what it tells, as plain JSON, and the files it made."""

    told: dict[str, Any] = field(default_factory=dict)
    files: tuple[bytes, ...] = ()


def confined(task: str, content: bytes, wish: Mapping[str, Any], *, limits: Limits = LIMITS) -> Done:
    """Do the `task` of `page_work`, `office_work` or `guard_work` on `content` in a process of its own.

    `wish` is what JSON can say. Raises BadInput with one sentence where the file
    is too large, broken, locked, or takes more than the limits give.
    """
    if len(content) > limits.file_megabytes * 1_000_000:
        raise BadInput(Phrase(_TOO_LARGE.source, (("most", limits.file_megabytes),)))
    asked = json.dumps({"task": task, "wish": dict(wish), "limits": asdict(limits)}).encode()
    work = "office_work" if task in _OF_OFFICE else "guard_work" if task in _OF_GUARD else "page_work"
    request = _HEAD.pack(len(asked)) + asked + content
    said = standby.ask(work, request, seconds=limits.seconds) or _alone(work, request, limits.seconds)
    if said.is_late:
        raise BadInput(
            say(
                "Berkas ini tidak selesai diolah dalam {seconds} detik: pecah atau perkecil dahulu.",
                seconds=round(limits.seconds),
            )
        )
    if not said.is_whole:
        # The last line names the fault; lines above may hold words of the file.
        last = said.complaint.decode("utf-8", "replace").strip().rpartition("\n")[2].partition(":")[0]
        logging.getLogger(__name__).warning("%s was broken off: %s", task, last[:80])
        raise BadInput(_TOO_HEAVY)
    return _answer(said.answer)


def _alone(work: str, request: bytes, seconds: float) -> standby.Said:
    """The same by a program started for it, where none stands by."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", "-c", _PROGRAM.format(root=_ROOT, work=work)],
            input=request,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return standby.Said(False, b"", b"", is_late=True)
    return standby.Said(not done.returncode, done.stdout, done.stderr, is_late=False)


def _answer(said: bytes) -> Done:
    """The answer, taken apart. Raises BadInput where the work found a fault of the file."""
    (length,) = _HEAD.unpack_from(said)
    at = _HEAD.size + length
    told = json.loads(said[_HEAD.size : at])
    if "fault" in told:
        raise BadInput(Phrase(told["fault"], tuple(told["values"].items())))
    files = []
    for size in told["sizes"]:
        files.append(said[at : at + size])
        at += size
    return Done(told["told"], tuple(files))
