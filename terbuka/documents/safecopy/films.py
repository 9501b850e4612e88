"""The public copy of a stored film: the same pictures and sound, bit for bit, and nothing told beside them.

Nothing is coded anew: what tells of place, person, device and day is written over where it stands.
The copy is read back: it must play as before, and there must be nothing left to write over.
"""

from dataclasses import dataclass
from io import BytesIO

from terbuka.documents.boxes import BROKEN
from terbuka.documents.safecopy.mp4 import Mp4
from terbuka.documents.safecopy.patches import Patch, Trace, patched
from terbuka.documents.safecopy.webm import WebM
from terbuka.documents.videos import Video, check_video
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_STILL = say("Data di samping gambar video ini tidak dapat dibuang. Ekspor lagi, lalu unggah yang baru.")


@dataclass(frozen=True, slots=True)
class Film:
    """A film: what it is, what it tells beside its pictures, and what has to be written over."""

    video: Video
    traces: frozenset[Trace]
    patches: tuple[Patch, ...]


def read_film(content: bytes) -> Film:
    """What a film is and tells. Raises BadInput for one that is broken or that browsers do not play."""
    file = BytesIO(content)
    video = check_video(file)
    found = _read(content)
    return Film(video, frozenset(found.traces), tuple(found.patches))


def is_film(content: bytes) -> bool:
    """Do the bytes begin as an MP4, MOV, WebM or MKV does?"""
    return content[4:8] == b"ftyp" or content.startswith(b"\x1a\x45\xdf\xa3")


def traces_of(content: bytes) -> frozenset[Trace]:
    """What an MP4, MOV, WebM or MKV tells beside its pictures, whether browsers play it or not. BadInput."""
    return frozenset(_read(content).traces)


def _read(content: bytes) -> Mp4 | WebM:
    is_boxed = content[4:8] == b"ftyp"
    found = (Mp4 if is_boxed else WebM)(BytesIO(content), len(content))
    try:
        found.read()
    except (IndexError, ValueError, OverflowError) as fault:
        if isinstance(fault, BadInput):
            raise
        raise BadInput(BROKEN) from None
    return found


def copy_film(content: bytes) -> bytes:
    """The public copy. Raises BadInput where the film is broken or the copy, read back, tells anything."""
    film = read_film(content)
    made = patched(content, film.patches)
    again = read_film(made)
    is_same = again.video == film.video and len(made) == len(content)
    if not is_same or again.traces or patched(made, again.patches) != made:
        raise BadInput(_STILL)
    return made
