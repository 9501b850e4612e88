"""What of an MP4 or MOV is neither picture nor sound, and how it is blanked so that every place stays true.

Only boxes that a film needs are kept (ISO/IEC 14496-12); all others become `free` boxes of the same
size, so no table of places has to be written anew. Tracks of other things (the way that a camera went,
its sensors, the clock) are blanked with their samples.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from terbuka.documents.boxes import BROKEN, Box, Reader
from terbuka.documents.safecopy.patches import FOREIGN, MOST_READ, Patch, Trace
from terbuka.rules.ruling import BadInput

_FREE = frozenset((b"free", b"skip", b"wide"))
# What is needed, by what holds it; what is not named here tells something else.
_KEPT: dict[bytes, frozenset[bytes]] = {
    b"": frozenset((b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"ssix", b"pdin", *_FREE)),
    b"moov": frozenset((b"mvhd", b"trak", b"mvex", b"iods", *_FREE)),
    b"trak": frozenset((b"tkhd", b"edts", b"mdia", b"tapt", *_FREE)),
    b"mdia": frozenset((b"mdhd", b"hdlr", b"minf", b"elng", *_FREE)),
    b"minf": frozenset((b"vmhd", b"smhd", b"nmhd", b"sthd", b"gmhd", b"hdlr", b"dinf", b"stbl", *_FREE)),
    b"dinf": frozenset((b"dref", *_FREE)),
}
_OF_PIECES = frozenset((b"moof", b"traf"))
_DROPPED_OF_PIECES = frozenset((b"udta", b"meta"))
_SHOWN = frozenset((b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp"))
# Samples of the way that a camera went, as action cameras, drones and camcorders write them.
_MOVING = frozenset((b"gpmd", b"camm", b"rtmd", b"djmd"))
_LARGEST_TABLE = 4_000_000
_TIMED = (b"mvhd", b"tkhd", b"mdhd")


@dataclass(slots=True)
class _Track:
    """A track while it is read: what it holds, and where its tables lie."""

    box: Box
    kind: bytes = b""
    coding: bytes = b""
    tables: dict[bytes, Box] = field(default_factory=dict)


class Mp4(Reader):
    """One film; `patches` blanks it, `traces` tells what it told."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        super().__init__(file, size)
        self.patches: list[Patch] = []
        self.traces: set[Trace] = set()
        self._tracks: list[_Track] = []
        self._has_pieces = False

    def read(self) -> None:
        """Fill both. Raises BadInput for a broken film, and one whose other tracks cannot be taken out."""
        self._walk(b"", 0, self.size, 0)
        for track in self._tracks:
            self._encoder(track)
            if track.kind not in _SHOWN:
                self._drop_track(track)

    def _walk(self, holder: bytes, at: int, end: int, depth: int) -> None:
        last = at
        for box in self.boxes(at, end, depth):
            last = box.stop
            self._one(holder, box, depth)
        # What stands behind the last box is no box.
        self._blank(last, end)

    def _one(self, holder: bytes, box: Box, depth: int) -> None:
        if holder in _OF_PIECES:
            if box.name in _DROPPED_OF_PIECES:
                self._drop(box)
            elif box.name == b"traf":
                self._walk(b"traf", box.start, box.stop, depth + 1)
        elif box.name not in _KEPT[holder]:
            self._drop(box)
        elif box.name in _FREE:
            self._blank(box.start, box.stop)
        elif box.name in _KEPT or box.name in _OF_PIECES:
            if box.name == b"trak":
                self._tracks.append(_Track(box))
            self._has_pieces |= box.name == b"moof"
            self._walk(box.name, box.start, box.stop, depth + 1)
        elif box.name == b"stbl":
            for table in self.boxes(box.start, box.stop, depth + 1):
                if self._tracks:
                    self._tracks[-1].tables[table.name] = table
        else:
            self._neutral(holder, box)

    def _neutral(self, holder: bytes, box: Box) -> None:
        """A box that is needed, without the day it was made and the name of the device."""
        if box.name in _TIMED:
            is_long = self.number_at(box.start, 1) == 1
            self._blank(box.start + 4, min(box.start + 4 + (16 if is_long else 8), box.stop))
        elif box.name == b"hdlr":
            if holder == b"mdia" and self._tracks:
                self._tracks[-1].kind = self.bytes_at(box.start + 8, 4)
            self._blank(box.start + 12, box.stop)
        elif box.name == b"dref":
            for one in self.boxes(box.start + 8, box.stop):
                self._blank(one.start + 4, one.stop)

    def _encoder(self, track: _Track) -> None:
        """What a track is coded in, without the maker and name of the encoder (14496-12, section 12.1.3)."""
        table = track.tables.get(b"stsd")
        if table is None or table.stop - table.start < 16:
            return
        track.coding = self.bytes_at(table.start + 12, 4)
        if track.kind == b"vide":
            for entry in self.boxes(table.start + 8, table.stop):
                self._blank(min(entry.start + 12, entry.stop), min(entry.start + 16, entry.stop))
                self._blank(min(entry.start + 42, entry.stop), min(entry.start + 74, entry.stop))

    def _drop(self, box: Box) -> None:
        """The box becomes a free one."""
        told = self.bytes_at(box.start, min(box.stop - box.start, MOST_READ))
        self.traces |= Trace.all_in(told)
        self.patches.append(Patch(box.at + 4, b"free"))
        self._blank(box.start, box.stop)

    def _blank(self, at: int, end: int) -> None:
        if at < end:
            self.patches.append(Patch(at, bytes(1), end - at))

    def _drop_track(self, track: _Track) -> None:
        if self._has_pieces:
            # Its samples lie among pieces that are not written in its tables.
            raise BadInput(FOREIGN)
        if track.coding in _MOVING:
            self.traces.add(Trace.PLACE)
        for at, length in self._chunks(track):
            if not 0 <= at <= at + length <= self.size:
                raise BadInput(BROKEN)
            self._blank(at, at + length)
        self.patches.append(Patch(track.box.at + 4, b"free"))
        self._blank(track.box.start, track.box.stop)

    def _chunks(self, track: _Track) -> Iterator[tuple[int, int]]:
        """Place and length of each run of samples of a track (14496-12, sections 8.7.3 to 8.7.5)."""
        wide = 8 if b"co64" in track.tables else 4
        places = self._numbers(track, b"co64" if wide == 8 else b"stco", 4, wide)
        runs = self._numbers(track, b"stsc", 4, 4)
        sizes = self._sizes(track)
        counts = {runs[at]: runs[at + 1] for at in range(0, len(runs) - 2, 3)}
        count = done = 0
        for number, at in enumerate(places, start=1):
            count = counts.get(number, count)
            length = sum(sizes[done : done + count])
            done += count
            yield at, length

    def _sizes(self, track: _Track) -> list[int]:
        table = track.tables.get(b"stsz")
        if table is None:
            if b"stz2" in track.tables:
                raise BadInput(FOREIGN)
            return []
        every, count = self.number_at(table.start + 4, 4), self.number_at(table.start + 8, 4)
        if count > _LARGEST_TABLE:
            raise BadInput(BROKEN)
        return [every] * count if every else self._numbers(track, b"stsz", 8, 4)

    def _numbers(self, track: _Track, name: bytes, skipped: int, wide: int) -> list[int]:
        """The numbers of a table: `skipped` bytes, how many rows, then the rows."""
        table = track.tables.get(name)
        if table is None:
            return []
        first = table.start + skipped + 4
        if table.stop - first > _LARGEST_TABLE:
            raise BadInput(BROKEN)
        told = b"".join(
            self.bytes_at(at, min(MOST_READ, table.stop - at)) for at in range(first, table.stop, MOST_READ)
        )
        return [int.from_bytes(told[at : at + wide]) for at in range(0, len(told) - wide + 1, wide)]
