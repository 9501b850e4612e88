"""Crafted files meet a process of their own: it may fail, the caller never does, and it says one sentence."""

import io
import random
import zlib

import pytest
from PIL import Image

from terbuka.documents.blackout.areas import Area, Part
from terbuka.documents.blackout.blacking import black_out
from terbuka.documents.confined import Limits, confined
from terbuka.documents.mediatypes import MediaType
from terbuka.documents.preview.showing import count_pages, preview
from terbuka.documents.preview.wording import seen_words
from terbuka.documents.safecopy.copying import safe_copy
from terbuka.rules.blackout import Reason
from terbuka.rules.ruling import BadInput
from tests.documents import made
from tests.documents.laid_out import Laying, document, saved

SMALL = Limits(seconds=30, megabytes=900, pages=50, page_pixels=1_000_000)
PART = Part(Area(1, 0.1, 0.1, 0.5, 0.5), Reason.PERSONAL_DATA)


def _pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    return made._object_file(objects, trailer)


def _deep() -> bytes:
    return _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 50_000 + b"]" * 50_000)


def _bomb() -> bytes:
    """A page whose content unpacks to 600 megabytes."""
    block, check = b"0 0 m " * 100_000, 1
    for _ in range(1_000):
        check = zlib.adler32(block, check)
    packed = b"\x78\xda" + made.packed_times(block, 1_000) + check.to_bytes(4)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>"
    return _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream)


HOSTILE = {
    "cut": made.pdf("Laporan", "Dua")[:2_000],
    "cycle": _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
    "huge": _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99999999 99999999]>>",
    ),
    "deep": _deep(),
    "loop": b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n",
    "lie": _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 999999999>>"),
    "noise": b"%PDF-1.7\n" + random.Random(7).randbytes(20_000),
    "bomb": _bomb(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_is_refused_or_bounded(name: str) -> None:
    content = HOSTILE[name]
    for work in (
        lambda: safe_copy(content, MediaType.PDF, limits=SMALL).content,
        lambda: preview(content, MediaType.PDF, limits=SMALL),
        lambda: black_out(content, MediaType.PDF, [PART], limits=SMALL).content,
    ):
        try:
            said = work()
        except BadInput as fault:
            said = str(fault).encode()
        assert 20 < len(said) < 5_000_000


def test_too_many_pages_too_many_dots_and_too_many_bytes_are_named() -> None:
    many = saved(document(*[(Laying(), [])] * 60))
    with pytest.raises(BadInput, match="60 halaman; paling banyak 50"):
        safe_copy(many, MediaType.PDF, limits=SMALL)
    with pytest.raises(BadInput, match="60 halaman"):
        count_pages(many, MediaType.PDF, limits=SMALL)
    out = io.BytesIO()
    Image.new("1", (6_000, 6_000)).save(out, "PNG")
    with pytest.raises(BadInput, match="6000 × 6000 piksel"):
        preview(out.getvalue(), MediaType.PNG, limits=Limits(pixels=30_000_000))
    with pytest.raises(BadInput, match="lebih besar dari 1 MB"):
        confined("copy_pdf", b"x" * 1_100_000, {}, limits=Limits(file_megabytes=1))


def test_time_and_memory_end_the_work_not_the_caller() -> None:
    with pytest.raises(BadInput, match="tidak selesai"):
        safe_copy(made.pdf("Laporan"), MediaType.PDF, limits=Limits(seconds=0.01))
    picture = io.BytesIO()
    Image.new("RGB", (7_000, 7_000)).save(picture, "PNG")
    with pytest.raises(BadInput, match=r"memori|terlalu berat"):
        safe_copy(picture.getvalue(), MediaType.PNG, limits=Limits(megabytes=350))


@pytest.mark.parametrize("kind", [MediaType.DOCX, MediaType.XLSX])
def test_crafted_office_files_are_refused(kind: MediaType) -> None:
    inside = "word/document.xml" if kind is MediaType.DOCX else "xl/worksheets/sheet1.xml"
    laughs = b'<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
    for content in (
        b"PK\x03\x04 bukan arsip",
        made.bomb(inside, 200),
        made.lying_bomb(inside),
        made.archive({"[Content_Types].xml": laughs, "_rels/.rels": laughs}),
        made.old_office("EncryptedPackage"),
        made.archive({"../../naik.xml": b"<a/>"}),
    ):
        with pytest.raises(BadInput):
            safe_copy(content, kind, limits=SMALL)
    with pytest.raises(BadInput):
        seen_words(made.lying_bomb(inside), kind, limits=SMALL)
