"""Reads the boxes of an MP4 and the elements of a WebM at their places, never beyond the end, within bounds.

MP4 as ISO/IEC 14496-12, WebM as RFC 9559 (Matroska) over RFC 8794 (EBML).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

MOST_BOXES = 20_000
BROKEN = say("Video ini rusak atau terpotong. Putar di komputer Anda, ekspor lagi, lalu unggah yang baru.")
_DEEPEST = 12
_LARGEST_READ = 1_000_000


@dataclass(frozen=True, slots=True)
class Box:
    """A box of an MP4: it begins at `at`, its content at `start`, both before `stop`."""

    name: bytes
    at: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a WebM, placed as a box; `is_open`: recorded live, its end was not known."""

    name: int
    at: int
    start: int
    stop: int
    is_open: bool


class Reader:
    """Reads numbers at places of a file and counts what it has looked at. Raises BadInput beyond the end."""

    def __init__(self, file: BinaryIO, size: int, *, most: int = MOST_BOXES) -> None:
        self._file, self.size, self._left = file, size, most

    def bytes_at(self, at: int, length: int) -> bytes:
        """So many bytes."""
        if at < 0 or length > _LARGEST_READ or at + length > self.size:
            raise BadInput(BROKEN)
        self._file.seek(at)
        return self._file.read(length)

    def number_at(self, at: int, length: int) -> int:
        """A number of so many bytes, the greatest first."""
        return int.from_bytes(self.bytes_at(at, length))

    def boxes(self, at: int, end: int, depth: int = 0) -> Iterator[Box]:
        """The boxes of an MP4 between two places; fewer than 8 bytes at the end are none."""
        while at + 8 <= end:
            self._count(depth)
            length, name, head = self.number_at(at, 4), self.bytes_at(at + 4, 4), 8
            if length == 1:
                length, head = self.number_at(at + 8, 8), 16
            elif length == 0:
                length = end - at
            if length < head or at + length > end:
                raise BadInput(BROKEN)
            yield Box(name, at, at + head, at + length)
            at += length

    def elements(self, at: int, end: int, depth: int = 0) -> Iterator[Element]:
        """The elements of a WebM between two places; one with an open end goes as far as what holds it."""
        while at + 2 <= end:
            self._count(depth)
            name, one = self._sized(at, keeps_mark=True)
            length, two = self._sized(at + one, keeps_mark=False)
            start = at + one + two
            is_open = length == (1 << 7 * two) - 1
            stop = end if is_open else start + length
            if stop > end:
                raise BadInput(BROKEN)
            yield Element(name, at, start, stop, is_open)
            at = stop

    def _sized(self, at: int, *, keeps_mark: bool) -> tuple[int, int]:
        """A number that tells its own length in its first bits, and that length."""
        first = self.number_at(at, 1)
        length = 9 - first.bit_length()
        if not 1 <= length <= 8:
            raise BadInput(BROKEN)
        value = self.number_at(at, length)
        return (value if keeps_mark else value & ((1 << 7 * length) - 1)), length

    def _count(self, depth: int) -> None:
        self._left -= 1
        if self._left < 0 or depth > _DEEPEST:
            raise BadInput(BROKEN)
