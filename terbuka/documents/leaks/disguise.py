"""What a file is by its bytes, whether its name lies, and whether it is two files at once."""

import io
import re
import zipfile
from enum import StrEnum

from terbuka.documents.kinds import OLE, ending_of, is_html, is_text
from terbuka.documents.leaks.pictures import is_boxed


class Form(StrEnum):
    """A form of file, as its bytes tell it."""

    PDF = "pdf"
    WORKBOOK = "xlsx"
    LETTER = "docx"
    SLIDES = "pptx"
    OPENDOCUMENT = "odt"
    BINARY_WORKBOOK = "xlsb"
    OLD_WORKBOOK = "xls"
    OLD_TEXT = "doc"
    LOCKED_OFFICE = "locked"
    JPEG = "jpg"
    PNG = "png"
    PICTURE = "gambar"
    ARCHIVE = "zip"
    PAGE = "html"
    TEXT = "txt"
    RTF = "rtf"
    PROGRAM = "program"
    MEDIA = "media"
    OTHER = "lain"
    EMPTY = "kosong"


# What each ending may rightly hold; endings that are not here promise nothing.
_PROMISES: dict[str, set[Form]] = {
    "pdf": {Form.PDF},
    "xlsx": {Form.WORKBOOK, Form.LOCKED_OFFICE},
    "xlsm": {Form.WORKBOOK, Form.LOCKED_OFFICE},
    "xlsb": {Form.BINARY_WORKBOOK, Form.LOCKED_OFFICE},
    "xls": {Form.OLD_WORKBOOK, Form.WORKBOOK, Form.LOCKED_OFFICE},
    "ods": {Form.OPENDOCUMENT},
    "odt": {Form.OPENDOCUMENT},
    "docx": {Form.LETTER, Form.LOCKED_OFFICE},
    "docm": {Form.LETTER, Form.LOCKED_OFFICE},
    "doc": {Form.OLD_TEXT, Form.LETTER, Form.RTF, Form.LOCKED_OFFICE},
    "ppt": {Form.OLD_TEXT, Form.SLIDES, Form.LOCKED_OFFICE},
    "pptx": {Form.SLIDES, Form.LOCKED_OFFICE},
    "rtf": {Form.RTF},
    "jpg": {Form.JPEG},
    "jpeg": {Form.JPEG},
    "png": {Form.PNG},
    "gif": {Form.PICTURE},
    "webp": {Form.PICTURE},
    "tif": {Form.PICTURE},
    "tiff": {Form.PICTURE},
    "bmp": {Form.PICTURE},
    "heic": {Form.PICTURE},
    "heif": {Form.PICTURE},
    "avif": {Form.PICTURE},
    "zip": {Form.ARCHIVE},
    "csv": {Form.TEXT},
    "txt": {Form.TEXT, Form.PAGE},
    "tsv": {Form.TEXT},
    "md": {Form.TEXT},
    "html": {Form.PAGE, Form.TEXT},
    "htm": {Form.PAGE, Form.TEXT},
}
_ENDING = re.compile(r"\.([a-z0-9]{2,5})\s*\Z")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
_PICTURES = (b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
_MEDIA = (b"\x1a\x45\xdf\xa3", b"FLV\x01", b"ID3", b"OggS", b"\x00\x00\x01\xba")
_PACKED = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_HEAD = 4_096


def promised_ending(name: str) -> str:
    """The ending of a file's name, lower case; "" for none."""
    found = _ENDING.search(name.lower())
    return found[1] if found else ending_of(name)


def _wide(word: str) -> bytes:
    return word.encode("utf-16-le")


def _of_cut_archive(body: bytes) -> Form:
    """What an archive without its list of members was: any member of an office file tells."""
    if b"xl/workbook.bin" in body:
        return Form.BINARY_WORKBOOK
    for mark, form in ((b"xl/", Form.WORKBOOK), (b"word/", Form.LETTER), (b"ppt/", Form.SLIDES)):
        if re.search(rb"PK\x03\x04.{26}" + mark, body, re.DOTALL):
            return form
    if b"mimetypeapplication/vnd.oasis.opendocument" in body[:200]:
        return Form.OPENDOCUMENT
    # The list of its parts comes first in what office programs write; nothing else was saved of it.
    return Form.OTHER if b"[Content_Types].xml" in body[:200] or b"docProps/" in body[:400] else Form.ARCHIVE


def _of_archive(body: bytes) -> Form:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = {info.filename.lower() for info in archive.infolist()[:5_000]}
    except Exception:  # cut or crafted: the names of its members stand in the clear
        return _of_cut_archive(body)
    if "xl/workbook.bin" in names:
        return Form.BINARY_WORKBOOK
    if "xl/workbook.xml" in names:
        return Form.WORKBOOK
    if any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return Form.LETTER
    if "ppt/presentation.xml" in names:
        return Form.SLIDES
    return Form.OPENDOCUMENT if {"mimetype", "content.xml"} <= names else Form.ARCHIVE


def _of_old_container(body: bytes) -> Form:
    if _wide("EncryptedPackage") in body:
        return Form.LOCKED_OFFICE
    if _wide("WordDocument") in body or _wide("PowerPoint Document") in body:
        return Form.OLD_TEXT
    return Form.OLD_WORKBOOK if _wide("Workbook") in body or _wide("Book") in body else Form.OLD_TEXT


def form_of(body: bytes, name: str = "") -> Form:
    """What the bytes are; the name is asked for nothing but plain text."""
    head = body[:_HEAD]
    if not body:
        return Form.EMPTY
    for form, opening in (
        (Form.JPEG, b"\xff\xd8\xff"),
        (Form.PNG, b"\x89PNG\r\n\x1a\n"),
        (Form.RTF, b"{\\rtf"),
    ):
        if head.startswith(opening):
            return form
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_archive(body)
    if head.startswith(OLE):
        return _of_old_container(body)
    if b"%PDF-" in head[:1_100]:
        return Form.PDF
    if head.startswith(_PROGRAMS) and not (
        head.startswith(b"#!") and promised_ending(name) in ("txt", "csv")
    ):
        return Form.PROGRAM
    if (head.startswith(_PICTURES) and not is_text(head[:64])) or (
        head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    ):
        return Form.PICTURE
    if head[4:8] == b"ftyp":
        return Form.PICTURE if is_boxed(head) else Form.MEDIA
    if head.startswith(_MEDIA) or head[:4] == b"RIFF":
        return Form.MEDIA
    if head.startswith(_PACKED):
        return Form.ARCHIVE
    if is_html(body, name):
        return Form.PAGE
    return Form.TEXT if is_text(head) else Form.OTHER


def is_lying(form: Form, name: str) -> bool:
    """Does the ending promise another form than the bytes have? Unknown bytes are broken, not disguised."""
    promise = _PROMISES.get(promised_ending(name))
    return not (promise is None or form in promise or form in (Form.OTHER, Form.EMPTY))


def second_file(form: Form, body: bytes) -> str:
    """What else a file is: an archive or a page that hangs on another file; "" for an honest one."""
    if form is Form.PDF and not body[:1_100].lstrip(b"\xef\xbb\xbf\r\n\t \x00").startswith(b"%PDF-"):
        before = body[: body.find(b"%PDF-")]
        if len(before.strip()) > 8 and (is_html(before) or not is_text(before)):
            return "html" if is_html(before) else "data"
    if form in (Form.JPEG, Form.PNG, Form.PICTURE, Form.PDF) and b"PK\x05\x06" in body[-66_000:]:
        if form is Form.PDF and b"/EmbeddedFile" in body:
            return ""
        try:
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                return "zip" if archive.infolist() else ""
        except Exception:
            return ""
    if form in (Form.JPEG, Form.PNG, Form.PICTURE):
        tail = body[-200_000:]
        if b"%PDF-" in tail and b"%%EOF" in tail:
            return "pdf"
        if re.search(rb"<script[\s>]|<\?php", tail, re.IGNORECASE):
            return "html"
    return ""


def is_cut_container(body: bytes) -> bool:
    """Does an old Office file end before its directory? Source: MS-CFB, section 2.2."""
    if len(body) < 1_024:
        return True
    size = 1 << min(int.from_bytes(body[30:32], "little"), 12)
    sectors = (int.from_bytes(body[48:52], "little"), int.from_bytes(body[76:80], "little"))
    return any(sector < 0xFFFFFFFA and (sector + 1) * size >= len(body) for sector in sectors)


def is_locked_container(body: bytes) -> bool:
    """Does an old Word or Excel file ask for a password? Source: MS-DOC 2.5.2, MS-XLS 2.4.117."""
    for place in range(512, min(len(body), 4_000_000) - 32, 512):
        if body[place : place + 2] == b"\xec\xa5" and body[place + 11] & 1:
            return True
        if body[place : place + 4] in (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00"):
            at = place
            for _ in range(12):
                kind, length = body[at : at + 2], int.from_bytes(body[at + 2 : at + 4], "little")
                if kind == b"\x2f\x00":
                    return True
                at += 4 + length
    return False
