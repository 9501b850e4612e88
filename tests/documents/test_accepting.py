"""What is taken in as proof, by the bytes alone; and what a photo tells about its day and its place."""

import io
import zlib
from datetime import date

import pytest
from PIL import Image

from terbuka.documents.accepting import Taken, kind_collected, kind_taken
from terbuka.documents.photos import bare, small, taken_on
from terbuka.rules.ruling import BadInput
from tests.documents import made
from tests.make.units import EXIF, GPS, MODEL, TAKEN, photo

TYPES = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.%s"/></Types>'


def office(main: bytes, **members: bytes) -> bytes:
    return made.archive({"[Content_Types].xml": TYPES % main, **members})


def png(**more: bytes) -> bytes:
    """A small PNG with chunks of words beside the picture."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, "PNG")
    body = out.getvalue()
    extra = b"".join(
        len(text).to_bytes(4) + name.encode() + text + zlib.crc32(name.encode() + text).to_bytes(4)
        for name, text in more.items()
    )
    return body[:33] + extra + body[33:]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (made.pdf("Laporan"), Taken.PDF),
        (photo(), Taken.JPEG),
        (png(), Taken.PNG),
        (made.workbook({"DIP": [["No", "Judul"]]}), Taken.XLSX),
        (made.letter("Keputusan"), Taken.DOCX),
    ],
)
def test_five_kinds_are_taken_in(content: bytes, kind: Taken) -> None:
    assert kind_taken(content) is kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!DOCTYPE html><html></html>", "halaman web"),
        (b"\xef\xbb\xbf <html><body>", "halaman web"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"<!doctype html>\n%PDF-1.7", "halaman web"),
        (b"MZ\x90\x00", "program"),
        (b"\x7fELF\x02", "program"),
        (b"#!/bin/sh\nrm", "program"),
        (b"PK\x03\x04 tetapi bukan arsip", "rusak"),
        (made.archive({"a.txt": b"x"}), "arsip"),
        (made.archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (office(b"presentationml.presentation.main+xml"), "salindia"),
        (office(b"spreadsheetml.sheet.main+xml", **{"xl/vbaProject.bin": b"x"}), "makro"),
        (office(b"wordprocessingml.document.main+xml macroEnabled"), "makro"),
        (made.old_office("WordDocument"), "Office lama"),
        (made.old_office("EncryptedPackage"), "kata sandi"),
        (made.bomb("word/document.xml"), "terlalu banyak"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "HEIC"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00", "video"),
        (b"GIF89a\x01\x00\x01\x00", "Gambar berformat lain"),
        (b"Rar!\x1a\x07\x01\x00", "arsip"),
        (b"nomor;judul\n1;DIP", "teks polos"),
        (photo()[:200], "rusak"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "rusak"),
        (b"\x00\x01\x02\x03", "PDF, JPEG, PNG, XLSX, DOCX"),
    ],
)
def test_others_are_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        kind_taken(content)


@pytest.mark.parametrize(
    ("content", "day"),
    [
        (photo("2026:11:20 09:15:00"), date(2026, 11, 20)),
        (photo(""), None),
        (photo("0000:00:00 00:00:00"), None),
        (photo("kemarin"), None),
        (png(), None),
        (b"\xff\xd8\xff\xe1", None),
    ],
)
def test_the_camera_tells_the_day(content: bytes, day: date | None) -> None:
    assert taken_on(content) == day


def test_a_photo_is_shown_with_its_day_but_without_its_place_and_owner() -> None:
    shown = bare(photo(), Taken.JPEG)

    exif = Image.open(io.BytesIO(shown)).getexif()
    assert dict(exif.get_ifd(GPS)) == {}
    assert exif.get(MODEL) is None
    assert exif.get_ifd(EXIF)[TAKEN] == "2026:11:20 00:00:00"
    assert b"rumah Ani" not in shown
    assert b"Ponsel" not in shown
    before, after = (Image.open(io.BytesIO(one)).tobytes() for one in (photo(), shown))
    assert before == after


def test_what_hangs_behind_a_picture_is_not_shown() -> None:
    assert bare(photo() + photo(), Taken.JPEG).count(b"Exif") == 1
    assert b"-7.55" not in bare(png(tEXt=b"place\x00-7.55", eXIf=b"-7.55"), Taken.PNG)
    assert bare(png(tEXt=b"place\x00-7.55"), Taken.PNG) == png()


def test_a_small_picture_is_small_and_bare() -> None:
    little = small(photo(side=900))

    assert little is not None
    assert Image.open(io.BytesIO(little)).size == (480, 480)
    assert b"Exif" not in little
    assert small(b"\xff\xd8\xff") is None


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"\x00\x00\x00\x18ftypisom\x00\x00", "video.mp4", Taken.MP4),
        (b"\x1a\x45\xdf\xa3\x01\x42\x82\x84webm", "video.webm", Taken.WEBM),
        (b"uraian;jumlah\nBelanja;12\n", "anggaran.CSV", Taken.CSV),
        (made.archive({"a.pdf": b"%PDF"}), "kumpulan.zip", Taken.ZIP),
        (made.pdf("Laporan"), "laporan.zip", Taken.PDF),
    ],
)
def test_to_be_published_films_tables_and_archives_are_taken_in_too(
    content: bytes, name: str, kind: Taken
) -> None:
    assert kind_collected(content, name) is kind
    if kind is not Taken.PDF:
        with pytest.raises(BadInput):
            kind_taken(content)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"uraian;jumlah\n", "anggaran.txt"),
        (b"<!doctype html><html></html>", "anggaran.csv"),
        (b"\x00\x01\x02\x03", "anggaran.csv"),
        (made.archive({"a.pdf": b"%PDF"}), "kumpulan.pdf"),
        (b"MZ\x90\x00", "kumpulan.zip"),
    ],
)
def test_a_name_alone_opens_no_door(content: bytes, name: str) -> None:
    with pytest.raises(BadInput):
        kind_collected(content, name)
