"""Documents of example sites as bytes: typeset PDF, scan, locked or torn PDF, spreadsheet, form, poster.

The same content always gives the same bytes: no file carries the hour it was made.
"""

import json
import struct
import zlib
from datetime import datetime
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import typst
import xlsxwriter

from terbuka.example.blocks import Block
from terbuka.example.wording import DATA

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PNG = "image/png"
_MADE_AT = datetime(2020, 1, 1)  # noqa: DTZ001  (a fixed mark inside files, not a moment)


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(DATA / "paper.typ"), ignore_system_fonts=True)


@cache
def _typeset(content: str) -> bytes:
    made = _compiler().compile(sys_inputs={"paper": content}, format="pdf")
    assert isinstance(made, bytes), "one document, so one piece of bytes"
    return made


def pdf(title: str, blocks: tuple[Block, ...], *, mark: str = "") -> bytes:
    """A PDF with a text layer; `mark` stands at the foot of every page."""
    return _typeset(
        json.dumps({"title": title, "mark": mark, "blocks": [block.as_json() for block in blocks]})
    )


def _raw_pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of hand-written objects; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(
        out + b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
        + b"startxref\n%d\n%%%%EOF\n" % start
    )  # fmt: skip


def _stream(head: bytes, body: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n" % (head, len(body)) + body + b"\nendstream"


def _speckles(width: int, height: int, seed: int) -> bytes:
    """Grey dots that look like a page on the scanner's glass, one byte a dot."""
    places = ((x, y) for y in range(height) for x in range(width))
    return bytes(255 if (x * 7 + y * 13 + x * y * seed) % 11 else 40 for x, y in places)


def scan(seed: int, *, sheets: int = 2) -> bytes:
    """A PDF of pictures without any text layer."""
    picture = _stream(
        b"/Type /XObject /Subtype /Image /Width 60 /Height 84 /BitsPerComponent 8"
        b" /ColorSpace /DeviceGray /Filter /FlateDecode",
        zlib.compress(_speckles(60, 84, seed), 9),
    )
    draw = _stream(b"", b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(sheets))
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /Im0 3 0 R >> >> >>"
    )
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, sheets)
    return _raw_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, picture, draw, *[page] * sheets])


def locked(seed: int) -> bytes:
    """A PDF that asks for a password nobody knows."""
    key = zlib.crc32(str(seed).encode()).to_bytes(4, "big").hex().encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (key * 8, key[::-1] * 8),
    ]
    return _raw_pdf(objects, b"/Encrypt 4 0 R /ID [<%s> <%s>]" % (key * 4, key * 4))


def torn(whole: bytes) -> bytes:
    """A PDF that broke off while it was sent: it starts as one and cannot be opened."""
    return whole[:40] + bytes((byte * 7 + 3) % 256 for byte in whole[40:900])


def _settled(archive: bytes) -> bytes:
    """The same zip with fixed hours."""
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, (2020, 1, 1, 0, 0, 0)), source.read(name), ZIP_DEFLATED)
    return out.getvalue()


def sheet(title: str, rows: list[list[str]]) -> bytes:
    """A spreadsheet: the title on top, heads below, then the rows."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": title, "created": _MADE_AT})
    page = book.add_worksheet("Data")
    page.write(0, 0, title)
    for number, row in enumerate(rows, 2):
        page.write_row(number, 0, row)
    book.close()
    return _settled(out.getvalue())


def form(title: str, blocks: tuple[Block, ...]) -> bytes:
    """A word-processor file with a heading and paragraphs."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = _MADE_AT
    document.add_heading(title, 0)
    for block in blocks:
        document.add_paragraph(block.text)
    out = BytesIO()
    document.save(out)
    return _settled(out.getvalue())


def poster(seed: int) -> bytes:
    """A small picture, as posters and infographics are: no letter of it can be read by a machine."""
    width, height = 120, 160
    dots = _speckles(width, height, seed)
    lines = b"".join(b"\0" + dots[y * width : (y + 1) * width] for y in range(height))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(lines, 9))
        + chunk(b"IEND", b"")
    )
