"""What is written over a film so that it tells nothing beside its pictures and sound, and what it told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from terbuka.rules.language import say

MOST_READ = 1_000_000
FOREIGN = say(
    "Video ini membawa data lain di samping gambar dan suara, yang tidak dapat dibuang. "
    "Ekspor sebagai MP4 (H.264), lalu unggah lagi."
)
_XMP_PLACE = rb"exif:GPSL(?:atitude|ongitude)\b"


class Trace(StrEnum):
    """What a film may tell: where it was taken, by whom, with what device."""

    PLACE = "place"
    PERSON = "person"
    DEVICE = "device"

    @classmethod
    def all_in(cls, told: bytes) -> set["Trace"]:
        """Those whose fields stand in the bytes that hold the properties of a film."""
        return {trace for trace, fields in _FIELDS.items() if fields.search(told)}


# Names of fields: QuickTime user data and metadata keys, 3GPP TS 26.244 section 8, Matroska tags, XMP.
_FIELDS = {
    Trace.PLACE: re.compile(
        rb"\xa9xyz|\xa9gpt|loci\0|location\.ISO6709|location\.name|LOCATION|RECORDING_LOCATION|" + _XMP_PLACE
    ),
    Trace.PERSON: re.compile(
        rb"\xa9(?:ART|aut|dir|prd|wrt|prf|cpy|own)|auth\0|perf\0|quicktime\.(?:author|artist|director|producer)"
        rb"|ARTIST|DIRECTOR|PRODUCER|AUTHOR|ACTOR|dc:creator"
    ),
    Trace.DEVICE: re.compile(
        rb"\xa9(?:mak|mod)|quicktime\.(?:make|model)|android\.(?:manufacturer|model)|GoPro|DJI|tiff:Model"
    ),
}


@dataclass(frozen=True, slots=True)
class Patch:
    """At a place of the file: `content`, written so many `times`."""

    at: int
    content: bytes
    times: int = 1

    @property
    def end(self) -> int:
        """The place behind it."""
        return self.at + len(self.content) * self.times


def patched(content: bytes, patches: Iterable[Patch]) -> bytes:
    """The same bytes with the patches laid on; as long as before."""
    made = bytearray(content)
    for patch in patches:
        made[patch.at : patch.end] = patch.content * patch.times
    return bytes(made)
