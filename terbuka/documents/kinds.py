"""What a file is by its bytes, and what its name promised."""

import re
from urllib.parse import unquote, urlsplit

from terbuka.rules.pages import Kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOOKED_AT = 4096

_BY_ENDING = {
    Kind.PDF: "pdf",
    Kind.XLSX: "xlsx xls xlsm ods",
    Kind.DOCX: "docx docm odt",
    Kind.IMAGE: "jpg jpeg png gif webp bmp tif tiff",
    Kind.VIDEO: "mp4 webm mkv avi mov flv m4v mpg mpeg 3gp wmv",
    Kind.OTHER: "doc ppt pptx zip rar 7z rtf txt csv",
}
PROMISED = {ending: kind for kind, endings in _BY_ENDING.items() for ending in endings.split()}
_PLAIN = frozenset(
    {"txt", "csv", "tsv", "json", "xml", "rss", "atom", "ics", "vcf", "js", "css", "md", "log", "sql"}
)
_BY_TYPE = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.text": "odt",
}
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")
_VIDEOS = (
    b"\x1a\x45\xdf\xa3",
    b"FLV\x01",
    b"\x00\x00\x01\xba",
    b"\x00\x00\x01\xb3",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
)
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_AUDIO_BRANDS = (b"M4A ", b"M4B ")
_STILL_BRANDS = (b"heic", b"heix", b"mif1", b"avif", b"avis")
_HTML_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf|\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>)*"
    rb"<(?:!doctype\s+html|html|head|body|title|script|meta|link|style|table|div|h1|center|iframe|form|p|br|a|font|span)"
    rb"[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_HTML_WITHIN = re.compile(rb"<(?:!doctype\s+html|html|head|body|div)[\s>]", re.IGNORECASE)
_ENDING = re.compile(r"\.([a-z0-9]{2,5})$")
_ENDING_IN_QUERY = re.compile(r"\.(pdf|xlsx?|docx?|pptx?|ods|odt|csv|zip)(?:$|[&#])", re.IGNORECASE)


def ending_of(name: str, content_type: str = "") -> str:
    """The ending that an address, file name or content type promises, lower case; "" for none known."""
    try:
        parts = urlsplit(name)
    except ValueError:
        return ""
    found = _ENDING.search(unquote(parts.path).strip().lower())
    if found and (found[1] in PROMISED or found[1] in _PLAIN):
        return found[1]
    in_query = _ENDING_IN_QUERY.search(unquote(parts.query))
    if in_query:
        return in_query[1].lower()
    return _BY_TYPE.get(content_type.partition(";")[0].strip().lower(), "")


def is_text(head: bytes) -> bool:
    """Could these first bytes be words?"""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in head:
        return False
    strange = sum(sign < 9 or 13 < sign < 32 for sign in head)
    return strange * 50 <= len(head)


def is_html(body: bytes, name: str = "") -> bool:
    """Does `body` open as a web page, maybe after a warning that the server printed?"""
    head = body[:_LOOKED_AT]
    if _HTML_OPENING.match(head):
        return True
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    return ending_of(name) not in _PLAIN and is_text(head) and _HTML_WITHIN.search(head) is not None


def _of_zip(body: bytes) -> Kind:
    """Office formats are zip archives: their member names are in the clear."""
    if b"xl/" in body and (b"xl/workbook" in body or b"xl/worksheets" in body):
        return Kind.XLSX
    if b"word/document" in body or (b"word/" in body and b"[Content_Types].xml" in body):
        return Kind.DOCX
    opening = body[:200]
    if b"opendocument.spreadsheet" in opening:
        return Kind.XLSX
    return Kind.DOCX if b"opendocument.text" in opening else Kind.OTHER


def _of_ole(body: bytes, name: str) -> Kind:
    """The old office container also wraps encrypted new files, whose name then tells the kind."""
    if _wide("EncryptedPackage") in body:
        return PROMISED.get(ending_of(name), Kind.OTHER)
    is_workbook = _wide("Workbook") in body or _wide("Book") in body
    return Kind.XLSX if is_workbook and _wide("WordDocument") not in body else Kind.OTHER


def _wide(word: str) -> bytes:
    return word.encode("utf-16-le")


def is_encrypted_office(body: bytes) -> bool:
    """A new office file behind a password lies inside an old container."""
    return body.startswith(OLE) and _wide("EncryptedPackage") in body


def _of_media(head: bytes) -> Kind | None:
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return Kind.IMAGE if brand in _STILL_BRANDS else Kind.OTHER if brand in _AUDIO_BRANDS else Kind.VIDEO
    if head.startswith(b"RIFF"):
        return {b"WEBP": Kind.IMAGE, b"AVI ": Kind.VIDEO}.get(head[8:12], Kind.OTHER)
    if head.startswith(_IMAGES) and not (head.startswith(b"BM") and is_text(head[:64])):
        return Kind.IMAGE
    return Kind.VIDEO if head.startswith(_VIDEOS) else None


def sniff(body: bytes, name: str = "") -> Kind:
    """The kind of `body` by its bytes; `name` (address or file name) settles only text formats.

    XLSX stands for all spreadsheets (XLSX, XLS, ODS), DOCX for DOCX and ODT. Old
    DOC and PPT, archives, sound and plain text are OTHER.
    """
    head = body[:_LOOKED_AT]
    media = _of_media(head)
    if media is not None:
        return media
    if body.startswith(b"PK\x03\x04"):
        return _of_zip(body)
    if body.startswith(OLE):
        return _of_ole(body, name)
    if body.startswith(_ARCHIVES):
        return Kind.OTHER
    if is_html(body, name):
        return Kind.HTML
    return Kind.PDF if b"%PDF-" in head[:1100] else Kind.OTHER
