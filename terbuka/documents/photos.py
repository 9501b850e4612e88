"""Photos as proof: the day the camera wrote, a small copy, and a copy without the place and the owner.

The stored bytes stay as they came, for their hash is evidence. What is shown
is bare: of all that a camera writes beside the picture only its turn, its
colours and its day are kept. The place where a phone stood, its serial number
and its owner's name leave the office with nobody.
"""

import re
import warnings
from datetime import date, datetime
from io import BytesIO
from struct import unpack_from

from PIL import Image, ImageOps

from terbuka.documents.accepting import Taken

SMALL = 480
_EXIF_FOLDER, _TAKEN, _DIGITISED, _TURN = 0x8769, 0x9003, 0x9004, 0x0112
# The scan of a JPEG ends at a marker that is neither a stuffed zero nor a restart.
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_START_OF_SCAN, _END, _EXIF, _ADOBE, _COLOURS = 0xDA, 0xD9, 0xE1, 0xEE, 0xE2
_APPLICATION = range(0xE1, 0xF0)
_COMMENT = 0xFE
_PNG_KEPT = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"pHYs",
        b"bKGD",
    }
)
_LARGEST_UNSCALED = 40_000_000


def taken_on(content: bytes) -> date | None:
    """The day on which the camera says the picture was taken; None where it does not say."""
    exif = _exif(content)
    told = exif.get_ifd(_EXIF_FOLDER) if exif else {}
    for tag in (_TAKEN, _DIGITISED):
        try:
            return datetime.strptime(str(told.get(tag, ""))[:10], "%Y:%m:%d").date()  # noqa: DTZ007 (a day)
        except ValueError:
            continue
    return None


def _exif(content: bytes) -> Image.Exif | None:
    """What the camera wrote beside the picture; None where nothing can be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
                return picture.getexif()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def bare(content: bytes, kind: Taken) -> bytes:
    """The same picture, not encoded anew, without place, owner, device, preview and comments."""
    if kind is Taken.JPEG:
        return _bare_jpeg(content)
    return _bare_png(content) if kind is Taken.PNG else content


def _turn_and_day(content: bytes) -> bytes:
    """A fresh Exif segment with the turn of the picture and its day alone; empty where there are none."""
    exif, fresh = _exif(content), Image.Exif()
    day = taken_on(content)
    if exif and exif.get(_TURN):
        fresh[_TURN] = exif[_TURN]
    if day:
        fresh.get_ifd(_EXIF_FOLDER)[_TAKEN] = f"{day:%Y:%m:%d} 00:00:00"
    if not len(fresh) and not day:
        return b""
    # Pillow itself puts "Exif" and two zeros in front.
    body = fresh.tobytes()
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body


def _bare_jpeg(content: bytes) -> bytes:
    kept, at = [content[:2]], 2
    extra = _turn_and_day(content)
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _END:
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == _START_OF_SCAN:
            found = _AFTER_SCAN.search(content, end)
            end = found.start() if found else len(content)
        if extra and marker != 0xE0:
            kept.append(extra)
            extra = b""
        if _is_picture(marker, content[at + 4 : at + 18]):
            kept.append(content[at:end])
        at = end
    return b"".join(kept) + b"\xff\xd9"


def _is_picture(marker: int, opening: bytes) -> bool:
    """Does this segment belong to the picture, not to what is told about it?"""
    if marker == _COLOURS:
        return opening.startswith(b"ICC_PROFILE\0")
    return marker == _ADOBE or (marker not in _APPLICATION and marker != _COMMENT)


def _bare_png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while at + 12 <= len(content):
        length, name = unpack_from(">I4s", content, at)
        end = at + 12 + length
        if name in _PNG_KEPT:
            kept.append(content[at:end])
        if name == b"IEND":
            break
        at = end
    return b"".join(kept)


def small(content: bytes) -> bytes | None:
    """A JPEG of at most 480 pixels a side, upright, bare; None where the picture cannot be drawn."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
                picture.draft("RGB", (SMALL, SMALL))
                if picture.width * picture.height > _LARGEST_UNSCALED:
                    return None
                upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    upright.thumbnail((SMALL, SMALL))
    out = BytesIO()
    upright.save(out, "JPEG", quality=80)
    return out.getvalue()
