"""What of a WebM is neither picture nor sound, and how it is blanked so that every place stays true.

Tags, attachments, titles, names and days become Void elements of the same size (RFC 9559, RFC 8794
section 11.3.2). Names of programs must be there and are emptied.
"""

from typing import BinaryIO

from terbuka.documents.boxes import BROKEN, Element, Reader
from terbuka.documents.safecopy.patches import FOREIGN, MOST_READ, Patch, Trace
from terbuka.rules.ruling import BadInput

# A long film recorded live has every block as an element.
MOST_ELEMENTS = 2_000_000
_SEGMENT, _INFO, _TRACKS, _ENTRY, _CLUSTER, _SEEKS, _SEEK = (
    0x18538067,
    0x1549A966,
    0x1654AE6B,
    0xAE,
    0x1F43B675,
    0x114D9B74,
    0x4DBB,
)
_TAGS, _ATTACHMENTS, _CUES, _CHAPTERS, _HEAD = 0x1254C367, 0x1941A469, 0x1C53BB6B, 0x1043A770, 0x1A45DFA3
_VOID, _CRC, _TRACK_TYPE, _SEEK_ID = 0xEC, 0xBF, 0x83, 0x53AB
_OF_SEGMENT = frozenset((_INFO, _TRACKS, _CLUSTER, _SEEKS, _TAGS, _ATTACHMENTS, _CUES, _CHAPTERS))
_HOLDERS = frozenset((_SEGMENT, _INFO, _TRACKS, _ENTRY, _SEEKS, _SEEK))
# Title, day, names of the file and of those before and after it; the name of a track.
_TOLD = {_INFO: frozenset((0x7BA9, 0x4461, 0x7384, 0x3C83AB, 0x3E83BB)), _ENTRY: frozenset((0x536E,))}
_PROGRAMS = frozenset((0x4D80, 0x5741))
_SHOWN = (1, 2, 17)


class WebM(Reader):
    """One film; `patches` blanks it, `traces` tells what it told."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        super().__init__(file, size, most=MOST_ELEMENTS)
        self.patches: list[Patch] = []
        self.traces: set[Trace] = set()

    def read(self) -> None:
        """Fill both. Raises BadInput for a broken film, and one with tracks of other things."""
        last = 0
        for one in self.elements(0, self.size):
            if one.name not in (_HEAD, _SEGMENT, _VOID):
                raise BadInput(BROKEN)
            last = one.stop
            if one.name == _SEGMENT:
                self._walk(one, 1)
            elif one.name == _VOID:
                self._drop(one)
        if last != self.size:
            raise BadInput(BROKEN)

    def _walk(self, holder: Element, depth: int) -> None:
        at = holder.start
        while at < holder.stop:
            one = next(self.elements(at, holder.stop, depth), None)
            if one is None:
                raise BadInput(BROKEN)
            at = self._end_of(one, depth) if one.is_open else one.stop
            self._one(holder, one, depth)

    def _end_of(self, cluster: Element, depth: int) -> int:
        """Where a cluster that was recorded live ends: before the next element of its segment."""
        if cluster.name != _CLUSTER:
            raise BadInput(BROKEN)
        for one in self.elements(cluster.start, cluster.stop, depth + 1):
            if one.name in _OF_SEGMENT:
                return one.at
        return cluster.stop

    def _one(self, holder: Element, one: Element, depth: int) -> None:
        if one.name in (_TAGS, _ATTACHMENTS):
            self.traces |= Trace.all_in(self.bytes_at(one.start, min(one.stop - one.start, MOST_READ)))
            self._drop(one)
        elif one.name in (_VOID, _CRC) or one.name in _TOLD.get(holder.name, ()):
            # A sum over what is changed here would be wrong.
            self._drop(one)
        elif holder.name == _INFO and one.name in _PROGRAMS:
            self._blank(one.start, one.stop)
        elif one.name == _SEEK:
            self._seek(holder, one, depth)
        elif holder.name == _ENTRY and one.name == _TRACK_TYPE:
            if self.number_at(one.start, min(one.stop - one.start, 8)) not in _SHOWN:
                raise BadInput(FOREIGN)
        elif one.name in _HOLDERS:
            self._walk(one, depth + 1)

    def _seek(self, holder: Element, one: Element, depth: int) -> None:
        """A signpost to what is not there any more goes too."""
        for part in self.elements(one.start, one.stop, depth + 1):
            if part.name == _SEEK_ID and part.stop - part.start <= 4:
                wanted = int.from_bytes(self.bytes_at(part.start, part.stop - part.start))
                if wanted in (_TAGS, _ATTACHMENTS):
                    self._drop(one)
                    return

    def _blank(self, at: int, end: int) -> None:
        if at < end:
            self.patches.append(Patch(at, bytes(1), end - at))

    def _drop(self, one: Element) -> None:
        """The element becomes a Void of the same size."""
        whole = one.stop - one.at
        for wide in range(1, 9):
            rest = whole - 1 - wide
            if 0 <= rest < (1 << 7 * wide) - 1:
                head = bytes((_VOID,)) + (rest | 1 << 7 * wide).to_bytes(wide)
                self.patches.append(Patch(one.at, head))
                self._blank(one.at + len(head), one.stop)
                return
        raise BadInput(BROKEN)
