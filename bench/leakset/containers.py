"""Archives, old Office containers, and files that are closed, broken or not what their name says."""

import random
import struct

from bench.leakset import package

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _entry(name: str, sort: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le") if name else b""
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), sort, 1, _FREE, right, child)
    return head + bytes(16 + 4 + 16) + struct.pack("<IQ", start, size)


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file, version 3, its streams at the root, none under 4096 bytes ([MS-CFB] 2)."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    sectors: list[bytes] = []
    fat: list[int] = []

    def put(data: bytes) -> int:
        start, count = len(sectors), max(1, -(-len(data) // 512))
        sectors.extend(data[n * 512 : n * 512 + 512].ljust(512, b"\0") for n in range(count))
        fat.extend([*range(start + 1, start + count), _END])
        return start

    entries = [b""]
    for n, name in enumerate(names, 1):
        data = streams[name].ljust(4096, b"\0")
        entries.append(_entry(name, 2, n + 1 if n < len(names) else _FREE, _FREE, put(data), len(data)))
    entries[0] = _entry("Root Entry", 5, _FREE, 1, _END, 0)
    while len(entries) % 4:
        entries.append(_entry("", 0, _FREE, _FREE, 0, 0))
    directory = put(b"".join(entries))
    table = len(sectors)
    fat.append(_FAT)
    assert len(fat) <= 128
    sectors.append(struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat))))
    shape = struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    where = struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, _END, 0, _END, 0)
    return OLE + bytes(16) + shape + where + struct.pack("<109I", table, *[_FREE] * 108) + b"".join(sectors)


def locked_office(dice: random.Random) -> bytes:
    """A modern Office file under a password: two streams in OLE ([MS-OFFCRYPTO] 2.3)."""
    info = (
        struct.pack("<HHI", 4, 4, 0x40)
        + b'<?xml version="1.0"?><encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"/>'
    )
    return compound(
        {"EncryptionInfo": info, "EncryptedPackage": struct.pack("<Q", 4000) + dice.randbytes(4400)}
    )


def locked_old_sheet(dice: random.Random) -> bytes:
    """A BIFF8 workbook whose first record after BOF is FILEPASS ([MS-XLS] 2.4.117)."""
    bof = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0x0DBB, 0x07CC, 0, 6)
    return compound({"Workbook": bof + struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + dice.randbytes(4600)})


def locked_old_text(dice: random.Random) -> bytes:
    """A Word 97 file with fEncrypted set in its FIB ([MS-DOC] 2.5.1)."""
    fib = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x421, 0, 0x0100 | 0x1000)
    return compound({"WordDocument": fib + dice.randbytes(4600), "1Table": dice.randbytes(4200)})


def broken_old(dice: random.Random) -> bytes:
    """The first bytes of an OLE file and then noise."""
    return OLE + dice.randbytes(dice.randrange(300, 3000))


def archive(files: dict[str, bytes]) -> bytes:
    """A ZIP."""
    return package.packed(files)


def locked_archive(files: dict[str, bytes], dice: random.Random) -> bytes:
    """A ZIP whose entries are marked as encrypted; the content is noise, as it is without the password."""
    data = bytearray(package.packed({name: dice.randbytes(len(old)) for name, old in files.items()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def cut(data: bytes, share: float) -> bytes:
    """The beginning only, as after a broken download."""
    return data[: int(len(data) * share)]


def web_table(rows: list[list[str]]) -> bytes:
    """What many applications export as Excel: a table in HTML."""
    cells = "".join("<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>" for row in rows)
    page = f"<html><head><title>Export</title></head><body><table border=1>{cells}</table></body></html>"
    return page.encode()


def program() -> bytes:
    """The beginning of a program for Windows."""
    return (
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"
        + bytes(46)
        + struct.pack("<I", 128)
        + bytes(64)
        + b"PE\0\0L\x01"
        + bytes(800)
    )
