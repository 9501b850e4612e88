"""What a camera wrote beside a picture: the place where it stood, the owner's name, words of a person."""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from terbuka.documents.leaks.authors import personal_properties
from terbuka.documents.leaks.finding import Leak
from terbuka.documents.leaks.gathering import Gathering
from terbuka.rules.language import say

_GPS_FOLDER, _EXIF_FOLDER = 0x8825, 0x8769
_LATITUDE, _LONGITUDE = 2, 4
_NAMES = {
    0x013B: "Artist",
    0x8298: "Copyright",
    0x9C9D: "XPAuthor",
    0xA430: "OwnerName",
    0x010E: "ImageDescription",
    0x9286: "UserComment",
    0x9C9C: "XPComment",
    0x9C9B: "XPTitle",
}
_XMP_PLACE = re.compile(rb"exif:GPSL(?:atitude|ongitude)\b[^A-Za-z]")
_XMP_NAME = re.compile(rb"<dc:creator>.{0,400}?<rdf:li[^>]{0,60}>([^<]{1,200})</rdf:li>", re.DOTALL)
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "AVIF")
_LONGEST_EXIF = 200_000
_EXIF_IN_BOX = re.compile(rb"Exif\0\0(?=II\*\0|MM\0\*)")
_BOXES_KNOWN = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis", b"avif", b"avis")


def _opened(content: bytes) -> Image.Image | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(BytesIO(content), formats=_FORMATS)
    except (OSError, SyntaxError, ValueError, TypeError, Image.DecompressionBombError):
        return None


def is_boxed(content: bytes) -> bool:
    """Is it HEIC or AVIF, as telephones write it? Source: ISO/IEC 23008-12."""
    return content[4:8] == b"ftyp" and content[8:12] in _BOXES_KNOWN


def _ends_in_box(content: bytes) -> bool:
    """Does the last box of a boxed picture end where the file ends?"""
    at = 0
    while at + 8 <= len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16], "big")
        if size == 0:
            return True
        if size < 8:
            return False
        at += size
    return at == len(content)


def _exif(content: bytes, picture: Image.Image | None) -> Image.Exif:
    """What the camera wrote; of a boxed picture that cannot be drawn the block is looked for in its bytes."""
    exif = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if picture is not None:
                return picture.getexif()
            found = _EXIF_IN_BOX.search(content) if is_boxed(content) else None
            if found:
                exif.load(content[found.start() : found.start() + _LONGEST_EXIF])
    except (OSError, SyntaxError, ValueError, TypeError, KeyError):
        return Image.Exif()
    return exif


def _folder(exif: Image.Exif, tag: int) -> dict[int, object]:
    """One of the folders in what the camera wrote; empty where it is cut or crafted."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return dict(exif.get_ifd(tag))
    except (OSError, SyntaxError, ValueError, TypeError, KeyError):
        return {}


def place_in(content: bytes) -> bool:
    """Does the picture say where it was taken?"""
    picture = _opened(content)
    if picture is None and not is_boxed(content):
        return False
    gps = _folder(_exif(content, picture), _GPS_FOLDER)
    if any(_is_number(gps.get(tag)) for tag in (_LATITUDE, _LONGITUDE)):
        return True
    return bool(_XMP_PLACE.search(content[:2_000_000]))


def _is_number(value: object) -> bool:
    """Are degrees told? Some cameras write the fields and leave them empty."""
    if not isinstance(value, tuple | list):
        return bool(value)
    try:
        return any(float(one) for one in value)
    except (TypeError, ValueError, ZeroDivisionError):
        return False


def _said(value: object) -> str:
    if isinstance(value, bytes):
        if value[:8] in (b"ASCII\0\0\0", b"UNICODE\0"):
            value = value[8:]
        wide = value[1:2] == b"\0"
        return value.decode("utf-16-le" if wide else "utf-8", "ignore").strip("\0 ")
    return str(value).strip("\0 ")


def _properties(picture: Image.Image | None, content: bytes) -> Iterator[tuple[str, str]]:
    exif = _exif(content, picture)
    folder = _folder(exif, _EXIF_FOLDER)
    for tag, name in _NAMES.items():
        value = exif.get(tag, folder.get(tag))
        if value:
            yield name, _said(value)
    for key, value in picture.info.items() if picture is not None else ():
        if (
            isinstance(key, str)
            and isinstance(value, str | bytes)
            and key.lower() not in ("exif", "icc_profile", "xmp")
        ):
            yield key, _said(value)[:5_000]
    for name in _XMP_NAME.findall(content[:2_000_000]):
        yield "Author", name.decode("utf-8", "ignore")


def look_into_picture(content: bytes, gathering: Gathering) -> bool:
    """Whether the picture opens; what is told beside it goes to `gathering`."""
    picture = _opened(content)
    is_shut = picture is None and is_boxed(content)
    if picture is None and not is_shut:
        gathering.found(Leak.BROKEN, say("seluruh berkas: gambar tidak dapat dibuka"))
        return False
    if not (_ends_in_box(content) if is_shut else _is_whole(content)):
        gathering.found(Leak.BROKEN, say("seluruh berkas: gambar terpotong"))
    if place_in(content):
        gathering.found(Leak.EXIF_PLACE, say("data kamera: tempat pengambilan (GPS)"), is_hidden=True)
    personal_properties(list(_properties(picture, content)), gathering)
    gathering.not_read(say("tulisan di dalam gambar"))
    return True


_LARGEST_DRAWN = 60_000_000


def _is_whole(content: bytes) -> bool:
    """Can the picture be drawn to its last line? Very large ones are believed."""
    picture = _opened(content)
    if picture is None:
        return False
    if picture.width * picture.height > _LARGEST_DRAWN:
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture.load()
    except (OSError, SyntaxError, ValueError, TypeError, Image.DecompressionBombError):
        return False
    return True


def look_into_media(name: str, content: bytes, gathering: Gathering) -> None:
    """A picture inside a document: only its place counts."""
    if place_in(content):
        gathering.found(Leak.EXIF_PLACE, say("gambar di dalam berkas: {name}", name=name), is_hidden=True)
