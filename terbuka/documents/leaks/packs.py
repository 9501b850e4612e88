"""Opens the archives that office files are, and reads their XML in steps: never more than was allowed.

What an archive declares about its sizes is not believed; what is really unpacked is counted.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from terbuka.documents.leaks.gathering import Gathering
from terbuka.documents.reading import BrokenError, EncryptedError
from terbuka.rules.language import say

_STEP = 1 << 20
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LONGEST_PART = 8_000_000


class TooLargeError(Exception):
    """More would be unpacked than is allowed."""


class _Counted:
    """A member read in steps, each step counted."""

    def __init__(self, stream: Any, pack: "Pack") -> None:
        self._stream, self._pack, self._is_first = stream, pack, True

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises `TooLargeError` or `BrokenError`."""
        piece = bytes(self._stream.read(_STEP if size < 0 else min(size, _STEP)))
        self._pack.count(len(piece))
        if self._is_first and _DECLARES.search(piece[:4_000]):
            raise BrokenError
        self._is_first = False
        return piece


class Pack:
    """An archive and how much of it was unpacked so far."""

    def __init__(self, body: bytes, gathering: Gathering) -> None:
        """Raises `BrokenError` for what is no archive, `EncryptedError` where a password is asked."""
        self.gathering = gathering
        self.unpacked = 0
        try:
            self._archive = zipfile.ZipFile(BytesIO(body))
            members = self._archive.infolist()
        except Exception as fault:  # the standard library lets many kinds out of a crafted archive
            raise BrokenError from fault
        if members and all(member.flag_bits & 1 for member in members if not member.is_dir()):
            raise EncryptedError
        self.names = [member.filename for member in members][: gathering.bounds.members]
        self.is_cut = len(members) > len(self.names)
        self.locked = {member.filename for member in members if member.flag_bits & 1}
        self._lower = {name.lower(): name for name in self.names}

    def count(self, size: int) -> None:
        """Count unpacked bytes. Raises `TooLargeError` past the bound of bytes or of time."""
        self.unpacked += size
        if self.unpacked > self.gathering.bounds.unpacked or self.gathering.is_late:
            raise TooLargeError

    def has(self, name: str) -> bool:
        """Is there such a member? Upper and lower case are one."""
        return name.lower() in self._lower

    def matching(self, pattern: str) -> list[str]:
        """Members whose whole name fits a pattern, in the order of their numbers."""
        found = [name for name in self.names if re.fullmatch(pattern, name, re.IGNORECASE)]
        return sorted(found, key=lambda name: (len(name), name))

    def bytes_of(self, name: str, most: int = _LONGEST_PART) -> bytes:
        """The bytes of a member, at most `most`; empty where there is none."""
        real = self._lower.get(name.lower())
        if real is None:
            return b""
        pieces: list[bytes] = []
        size = 0
        try:
            with self._archive.open(real) as stream:
                while size < most and (piece := stream.read(_STEP)):
                    self.count(len(piece))
                    pieces.append(piece)
                    size += len(piece)
        except TooLargeError:
            raise
        except Exception as fault:
            raise BrokenError from fault
        return b"".join(pieces)[:most]

    def elements(self, name: str, *tags: str) -> Iterator[Any]:
        """The ended elements of a member whose local name is among `tags` (all, when none is named).

        Each is emptied once the reader asks for the next. Raises `BrokenError` or `TooLargeError`.
        """
        real = self._lower.get(name.lower())
        if real is None:
            return
        wanted = [f"{{*}}{tag}" for tag in tags] or None
        try:
            with self._archive.open(real) as stream:
                counted = _Counted(stream, self)
                for _event, element in etree.iterparse(
                    counted,
                    tag=wanted,
                    resolve_entities=False,
                    no_network=True,
                    load_dtd=False,
                ):
                    yield element
                    element.clear(keep_tail=True)
                    parent = element.getparent()
                    while parent is not None and element.getprevious() is not None and len(parent) > 64:
                        del parent[0]
        except (TooLargeError, BrokenError):
            raise
        except Exception as fault:
            raise BrokenError from fault

    def tree(self, name: str, most: int = 60_000_000) -> Any:
        """The root of a whole member; None where there is none. Raises `BrokenError` or `TooLargeError`."""
        content = self.bytes_of(name, most + 1)
        if not content:
            return None
        if len(content) > most:
            raise TooLargeError
        if _DECLARES.search(content[:4_000]):
            raise BrokenError
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
            return etree.fromstring(content, parser)
        except Exception as fault:
            raise BrokenError from fault

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a member refers to: id -> (last word of the kind, name of the member or address)."""
        folder, _, last = name.rpartition("/")
        found: dict[str, tuple[str, str]] = {}
        for one in self.elements(f"{folder}/_rels/{last}.rels".lstrip("/"), "Relationship"):
            target = str(one.get("Target", ""))
            if one.get("TargetMode") != "External":
                target = target[1:] if target.startswith("/") else _joined(folder, target)
            found[str(one.get("Id"))] = (str(one.get("Type", "")).rpartition("/")[2], target)
        return found


def _joined(folder: str, target: str) -> str:
    parts = [part for part in folder.split("/") if part]
    for part in target.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def local(element: Any) -> str:
    """The name of an element without its space; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def own(element: Any, name: str) -> str:
    """An attribute by its local name, whatever its space; "" where there is none."""
    for key, value in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return str(value)
    return ""


def said(element: Any) -> str:
    """All words within an element."""
    return "".join(element.itertext())


def too_much(gathering: Gathering, what: str) -> None:
    """Say that the rest of a part was not unpacked."""
    gathering.not_read(say("{what}: terlalu besar, hanya sebagian dibaca", what=what))
