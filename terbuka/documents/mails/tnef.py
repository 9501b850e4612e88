"""winmail.dat: Outlook's own package of a letter (TNEF), its files and its text taken out.

Source: Microsoft [MS-OXTNEF] sections 2.1.3 (attributes) and 2.1.3.4 (properties),
[MS-OXCDATA] 2.11 (types of values). Only what a reader needs is read; the rest is
skipped by its length. Nothing here trusts a length that the package tells.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from terbuka.documents.mails.charsets import decoded

SIGNATURE = b"\x78\x9f\x3e\x22"
MOST_FILES = 100
_HEADER = struct.Struct("<BII")
# Attributes of the package.
_BODY, _PROPERTIES, _CODEPAGE = 0x0002800C, 0x00069003, 0x00069007
_FILE_BEGINS, _FILE_NAME, _FILE_DATA, _FILE_PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
# Properties of a letter and of a file.
_TEXT, _HTML = 0x1000, 0x1013
_LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _OBJECT = 0x3707, 0x3704, 0x3001, 0x3701
# Types of values: their fixed length, or a length of their own.
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_STRING8, _UNICODE, _OBJECT_TYPE, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
_COUNTED = (_STRING8, _UNICODE, _OBJECT_TYPE, _BINARY)
_SEVERAL = 0x1000


class BrokenTnef(ValueError):
    """This is no package that can be read."""


@dataclass(slots=True)
class Package:
    """What it holds; `is_cut`: it ends before its end, or has more files than are taken."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    text: str = ""
    html: str = ""
    is_cut: bool = False


@dataclass(slots=True)
class _File:
    title: str = ""
    name: str = ""
    content: bytes = b""


def is_tnef(content: bytes) -> bool:
    """Does it begin as such a package does?"""
    return content.startswith(SIGNATURE)


def unpack(content: bytes) -> Package:
    """Files and text of a package. Raises BrokenTnef where there is nothing to be read."""
    if not is_tnef(content) or len(content) < 6:
        raise BrokenTnef
    package, files, codepage = Package(), [], "cp1252"
    for attribute, data in _attributes(content, package):
        if attribute == _CODEPAGE and len(data) >= 4:
            codepage = f"cp{struct.unpack_from('<I', data)[0]}"
        elif attribute == _BODY:
            package.text = decoded(data.rstrip(b"\0"), codepage)
        elif attribute == _PROPERTIES:
            _read_letter(data, package, codepage)
        elif attribute == _FILE_BEGINS:
            files.append(_File())
        elif files:
            _read_file(attribute, data, files[-1], codepage)
    package.is_cut = package.is_cut or len(files) > MOST_FILES
    package.files = [(one.name or one.title, one.content) for one in files[:MOST_FILES] if one.content]
    if not (package.files or package.text or package.html):
        raise BrokenTnef
    return package


def _attributes(content: bytes, package: Package) -> Iterator[tuple[int, bytes]]:
    place = 6  # After the signature and the package's key.
    while place + _HEADER.size <= len(content):
        level, attribute, length = _HEADER.unpack_from(content, place)
        place += _HEADER.size
        if level not in (1, 2) or place + length > len(content):
            package.is_cut = True
            return
        yield attribute, content[place : place + length]
        place += length + 2  # The sum at its end is not asked: Outlook itself gets it wrong.


def _read_letter(data: bytes, package: Package, codepage: str) -> None:
    for name, kind, value in _properties(data):
        if name == _TEXT and not package.text:
            package.text = _string(kind, value, codepage)
        elif name == _HTML:
            package.html = _string(kind, value, "utf-8")


def _read_file(attribute: int, data: bytes, file: _File, codepage: str) -> None:
    if attribute == _FILE_NAME:
        file.title = decoded(data.rstrip(b"\0"), codepage)
    elif attribute == _FILE_DATA:
        file.content = data
    elif attribute == _FILE_PROPERTIES:
        names: dict[int, str] = {}
        for name, kind, value in _properties(data):
            if name in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME):
                names[name] = _string(kind, value, codepage)
            elif name == _OBJECT and not file.content:
                # Another letter or an object; the first 16 bytes name its kind.
                file.content = value[16:] if kind == _OBJECT_TYPE else value
        order = (_LONG_NAME, _SHOWN_NAME, _SHORT_NAME)
        file.name = next((names[one] for one in order if names.get(one)), file.name)


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Number, type and value of each property, as far as they can be read; of several values the first."""
    if len(data) < 4:
        return
    (count,), place = struct.unpack_from("<I", data), 4
    try:
        for _number in range(min(count, 10_000)):
            kind, name = struct.unpack_from("<HH", data, place)
            place = _after_name(data, place + 4, name)
            base = kind & ~_SEVERAL
            values = 1
            if kind & _SEVERAL or base in _COUNTED:
                (values,) = struct.unpack_from("<I", data, place)
                place += 4
            first, place = _values(data, place, base, min(values, 10_000))
            yield name, base, first
    except (struct.error, ValueError):
        return


def _after_name(data: bytes, place: int, name: int) -> int:
    """Where a property's value begins: names given by programs stand before it."""
    if name < 0x8000:
        return place
    (is_string,) = struct.unpack_from("<I", data, place + 16)
    if not is_string:
        return place + 24
    (length,) = struct.unpack_from("<I", data, place + 20)
    return place + 24 + _padded(length)


def _values(data: bytes, place: int, base: int, values: int) -> tuple[bytes, int]:
    first = b""
    for number in range(values):
        if base in _FIXED:
            length = _FIXED[base]
            value, place = data[place : place + length], place + length
        elif base in _COUNTED:
            (length,) = struct.unpack_from("<I", data, place)
            value, place = data[place + 4 : place + 4 + length], place + 4 + _padded(length)
        else:
            raise ValueError(base)
        if place > len(data) + 3:
            raise ValueError(place)
        first = first if number else value
    return first, place


def _padded(length: int) -> int:
    return (length + 3) & ~3


def _string(kind: int, value: bytes, codepage: str) -> str:
    if kind == _UNICODE:
        return value.decode("utf-16-le", "replace").rstrip("\0")
    return decoded(value.rstrip(b"\0"), codepage)
