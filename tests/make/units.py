"""Photos as a phone takes them, and files and profiles that a unit has."""

import io
import random

from PIL import Image, TiffImagePlugin

from terbuka.models import Account, StoredFile, UnitProfile, WorkUnit
from terbuka.services.files import store_file
from terbuka.services.units import save_profile
from tests import make
from tests.make.cast import unit

TAKEN, EXIF, GPS, MODEL, TURN = 0x9003, 0x8769, 0x8825, 0x0110, 0x0112


def photo(taken: str = "2026:11:20 09:15:00", *, place: bool = True, side: int = 64) -> bytes:
    """A JPEG of noise with what a phone writes beside it: its day, its model, where it stood."""
    exif = Image.Exif()
    exif[MODEL], exif[TURN] = "Ponsel Ani", 1
    if taken:
        exif.get_ifd(EXIF)[TAKEN] = taken
    if place:
        south = tuple(TiffImagePlugin.IFDRational(part) for part in (7, 33, 0))
        exif.get_ifd(GPS).update({1: "S", 2: south, 3: "E", 4: south})
    out = io.BytesIO()
    noise = random.Random(side).randbytes(side * side * 3)
    picture = Image.frombytes("RGB", (side, side), noise)
    picture.save(out, "JPEG", exif=exif, quality=95, comment=b"rumah Ani")
    return out.getvalue()


def stored(content: bytes | None = None, *, by: Account, slug: str = "kpu-kab-jombang") -> StoredFile:
    """A file of a unit; a photo unless other bytes are given."""
    return store_file(unit=unit(slug), name="ruang.jpg", content=content or photo(), by=by, at=make.NOON)


def profile(place: WorkUnit, by: Account) -> UnitProfile:
    """A profile with all contacts."""
    values = {
        "whatsapp": "0812-3456-7890",
        "whatsapp_holder": "Ani Lestari",
        "phone": "0321-861234",
        "email": "ppid@jombang.example",
        "address": "Jl. Contoh 1, Jombang",
        "hours": "Senin–Jumat 07.30–16.00",
        "social": {"instagram": "@kpujombang"},
        "leaders": "Dr. Contoh",
    }
    return save_profile(place, values=values, version=0, by=by, at=make.NOON)
