"""Files of every kind, made on the spot: whole, scanned, encrypted, and made to harm."""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from functools import cache

import docx
import typst
import xlsxwriter

DECREE = "KEPUTUSAN KOMISI PEMILIHAN UMUM KABUPATEN JOMBANG NOMOR 12 TAHUN 2025"


@cache
def pdf(*pages: str, title: str = "") -> bytes:
    """A PDF with a text layer, a page for each text."""
    heading = f'#set document(title: "{title}")\n' if title else ""
    return typst.compile((heading + "\n#pagebreak()\n".join(pages)).encode())


def scan(pages: int = 2) -> bytes:
    """A PDF of pictures: nothing to copy, search or read aloud."""
    return pdf(*["#rect(width: 100%, height: 60%, fill: gray)"] * pages)


def png() -> bytes:
    """A picture of one grey dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\x80")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for sign in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(sign ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def _object_file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    tail = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(body))
    return body + head + tail


def encrypted_pdf(password: bytes = b"rahasia") -> bytes:
    """A PDF that asks for a password (standard handler, revision 2, RC4 with 40 bits)."""
    filler = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    padded = (password + filler)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    identity = b"0123456789abcdef"
    key = hashlib.md5(padded + owner + struct.pack("<i", -4) + identity).digest()[:5]
    user = _rc4(key, filler)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
        % (owner.hex().encode(), user.hex().encode()),
    )
    return _object_file(objects, b"/Encrypt 4 0 R /ID [<%s> <%s>]" % ((identity.hex().encode(),) * 2))


def workbook(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    """An XLSX with these rows."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


def far_cell() -> bytes:
    """A small XLSX whose two cells span seventeen thousand million."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Daftar Informasi Publik")
        sheet.write(1_048_575, 16_383, "akhir")
    return file.getvalue()


def letter(*lines: str, title: str = "", table: Sequence[Sequence[str]] = ()) -> bytes:
    """A DOCX with paragraphs and, below them, a table."""
    document = docx.Document()
    document.core_properties.title = title
    for line in lines:
        document.add_paragraph(line)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, words in zip(grid.add_row().cells, row, strict=True):
                cell.text = words
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """A zip with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            # The open document formats keep their kind in the clear.
            packed.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


def packed_times(block: bytes, times: int) -> bytes:
    """A raw deflated stream that unpacks to the block so many times over; only one of them is packed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    # After a full flush nothing refers to what came before, so that the part may follow itself.
    part = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return part * times + packer.flush()


@cache
def bomb(inside: str, megabytes: int = 400) -> bytes:
    """A few hundred kilobytes that unpack to `megabytes`, dressed as an office file."""
    file, block, check = io.BytesIO(), b" " * 1_000_000, 0
    for _ in range(megabytes):
        check = zlib.crc32(block, check)
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>", zipfile.ZIP_DEFLATED)
        packed.writestr(inside, packed_times(block, megabytes))
        told = packed.getinfo(inside)
        told.compress_type, told.CRC, told.file_size = zipfile.ZIP_DEFLATED, check, megabytes * len(block)
        file.seek(told.header_offset)
        file.write(told.FileHeader())
    return file.getvalue()


def lying_bomb(inside: str) -> bytes:
    """A bomb whose directory says that the member is small."""
    body = bytearray(bomb(inside, 60))
    true_size = struct.pack("<I", 60_000_000)
    place = body.find(true_size)
    while place >= 0:
        body[place : place + 4] = struct.pack("<I", 1_000)
        place = body.find(true_size)
    return bytes(body)


def old_office(stream: str) -> bytes:
    """The opening of an old DOC, XLS or PPT: a container that names its stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream.encode("utf-16-le") + b"\0" * 1024
