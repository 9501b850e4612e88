"""Does a stored film play? Its container is read, box by box, within bounds; no picture is decoded.

What is told: it is whole, it has pictures in a coding that browsers show, it is so long.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

from terbuka.documents.boxes import BROKEN, Reader
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput

_NO_PICTURES = say("Berkas ini tidak berisi gambar bergerak.")
_NOT_FILM = say("Ini bukan video MP4 atau WebM. Ekspor sebagai MP4 (H.264), lalu unggah lagi.")

_SHOWN = {
    "avc1": "H.264",
    "avc3": "H.264",
    "vp08": "VP8",
    "vp09": "VP9",
    "av01": "AV1",
    "V_MPEG4/ISO/AVC": "H.264",
    "V_VP8": "VP8",
    "V_VP9": "VP9",
    "V_AV1": "AV1",
}
_INSIDE = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"mvex"))
_SEGMENT, _INFO, _TRACKS, _CLUSTER, _ENTRY, _VIDEO = (
    0x18538067,
    0x1549A966,
    0x1654AE6B,
    0x1F43B675,
    0xAE,
    0xE0,
)
_SCALE, _DURATION, _DOC_TYPE, _HEAD = 0x2AD7B1, 0x4489, 0x4282, 0x1A45DFA3
_TRACK_TYPE, _CODEC, _WIDTH, _HEIGHT = 0x83, 0x86, 0xB0, 0xBA


@dataclass(frozen=True, slots=True)
class Video:
    """A film that plays: media type, coding, seconds (None where the file does not say), dots, sound."""

    kind: str
    coding: str
    seconds: float | None
    width: int
    height: int
    has_sound: bool


def check_video(file: BinaryIO) -> Video:
    """What a stored film is; reads only its tables, however large it is.

    Raises BadInput for what is no MP4 or WebM, for a cut file, one without
    pictures, and one that browsers do not show, with what to do instead.
    """
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(12)
    try:
        if head[4:8] == b"ftyp":
            return _Mp4(file, size).video()
        if head.startswith(b"\x1a\x45\xdf\xa3"):
            return _WebM(file, size).video()
    except (IndexError, ValueError, OverflowError) as fault:
        if isinstance(fault, BadInput):
            raise
        raise BadInput(BROKEN) from None
    raise BadInput(_NOT_FILM)


def _coding(name: str) -> str:
    """The coding as people know it. Raises BadInput for one that browsers do not show."""
    if name in _SHOWN:
        return _SHOWN[name]
    if name in ("hvc1", "hev1", "V_MPEGH/ISO/HEVC"):
        advice: Phrase = say(
            "Video ini HEVC (H.265), yang tidak diputar di banyak peramban. Ekspor sebagai MP4 (H.264)."
        )
        raise BadInput(advice)
    raise BadInput(
        say("Peramban tidak memutar video {coding}. Ekspor sebagai MP4 (H.264).", coding=name[:12])
    )


@dataclass(slots=True)
class _Track:
    """One track as its boxes tell it."""

    kind: bytes = b""
    coding: str = ""
    samples: int = 0
    last_chunk: int = 0
    width: int = 0
    height: int = 0


class _Mp4(Reader):
    """Boxes: length, name, content."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        super().__init__(file, size)
        self._tracks: list[_Track] = []
        self._seconds: float | None = None
        self._has_data = self._has_pieces = False

    def video(self) -> Video:
        self._walk(0, self.size, 0)
        shown = [track for track in self._tracks if track.kind == b"vide"]
        if not shown:
            raise BadInput(_NO_PICTURES if self._tracks else BROKEN)
        track = shown[0]
        if not self._has_data or (not track.samples and not self._has_pieces):
            raise BadInput(BROKEN)
        if any(track.last_chunk >= self.size for track in self._tracks):
            raise BadInput(BROKEN)
        has_sound = any(track.kind == b"soun" for track in self._tracks)
        return Video("video/mp4", _coding(track.coding), self._seconds, track.width, track.height, has_sound)

    def _walk(self, at: int, end: int, depth: int) -> None:
        for box in self.boxes(at, end, depth):
            name, start, stop = box.name, box.start, box.stop
            if name == b"trak":
                self._tracks.append(_Track())
            if name in _INSIDE:
                self._walk(start, stop, depth + 1)
            elif name == b"mdat":
                self._has_data = self._has_data or stop > start
            elif name == b"moof":
                self._has_pieces = True
            elif name == b"mvhd":
                self._seconds = self._length(start)
            elif self._tracks and depth:
                self._tell(self._tracks[-1], name, start, stop)

    def _length(self, at: int) -> float | None:
        is_long = self.number_at(at, 1) == 1
        scale = self.number_at(at + (20 if is_long else 12), 4)
        length = self.number_at(at + (24 if is_long else 16), 8 if is_long else 4)
        is_known = 0 < length < (1 << (64 if is_long else 32)) - 1
        return round(length / scale, 3) if scale and is_known else None

    def _tell(self, track: _Track, name: bytes, at: int, end: int) -> None:
        if name == b"hdlr":
            track.kind = self.bytes_at(at + 8, 4)
        elif name == b"stsd" and self.number_at(at + 4, 4):
            track.coding = self.bytes_at(at + 12, 4).decode("latin-1")
            if track.kind == b"vide":
                track.width, track.height = self.number_at(at + 40, 2), self.number_at(at + 42, 2)
        elif name in (b"stsz", b"stz2"):
            track.samples = self.number_at(at + 8, 4)
        elif name in (b"stco", b"co64"):
            wide, count = (4, 8)[name == b"co64"], self.number_at(at + 4, 4)
            if at + 8 + wide * count > end:
                raise BadInput(BROKEN)
            track.last_chunk = self.number_at(at + 8 + wide * (count - 1), wide) if count else 0


class _WebM(Reader):
    """Elements: a name and a length that tell their own length, then content."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        super().__init__(file, size)
        self._kind, self._scale, self._ticks = "", 1_000_000, 0.0
        self._entries: list[dict[int, int | str]] = []
        self._has_data = False

    def video(self) -> Video:
        self._walk(0, self.size, 0)
        shown = [entry for entry in self._entries if entry.get(_TRACK_TYPE) == 1]
        if not shown:
            raise BadInput(_NO_PICTURES if self._entries else BROKEN)
        if not self._has_data:
            raise BadInput(BROKEN)
        if self._kind != "webm":
            raise BadInput(
                say("Ini video MKV, yang tidak diputar di banyak peramban. Ekspor sebagai MP4 (H.264).")
            )
        entry = shown[0]
        seconds = round(self._ticks * self._scale / 1e9, 3) if self._ticks > 0 else None
        has_sound = any(one.get(_TRACK_TYPE) == 2 for one in self._entries)
        width, height = int(entry.get(_WIDTH, 0)), int(entry.get(_HEIGHT, 0))
        return Video("video/webm", _coding(str(entry.get(_CODEC, ""))), seconds, width, height, has_sound)

    def _walk(self, at: int, end: int, depth: int) -> None:
        for one in self.elements(at, end, depth):
            name, start, stop = one.name, one.start, one.stop
            if name == _CLUSTER:
                self._has_data = self._has_data or stop > start
                if self._entries and stop == end:
                    return
            elif name == _ENTRY:
                self._entries.append({})
            if name in (_HEAD, _SEGMENT, _INFO, _TRACKS, _ENTRY, _VIDEO):
                self._walk(start, stop, depth + 1)
            else:
                self._tell(name, start, stop - start)

    def _tell(self, name: int, at: int, length: int) -> None:
        if name == _DOC_TYPE:
            self._kind = self.bytes_at(at, length).decode("latin-1").strip("\0")
        elif name == _SCALE:
            self._scale = self.number_at(at, min(length, 8))
        elif name == _DURATION:
            self._ticks = _real(self.bytes_at(at, length))
        elif name in (_TRACK_TYPE, _WIDTH, _HEIGHT) and self._entries:
            self._entries[-1][name] = self.number_at(at, min(length, 8))
        elif name == _CODEC and self._entries:
            self._entries[-1][name] = self.bytes_at(at, min(length, 60)).decode("latin-1")


def _real(content: bytes) -> float:
    return (
        float(struct.unpack(">f" if len(content) == 4 else ">d", content)[0])
        if len(content) in (4, 8)
        else 0.0
    )
