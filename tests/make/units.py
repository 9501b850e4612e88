"""Photos as a phone takes them, and files and profiles that a unit has."""

import io
import random
from datetime import date

from PIL import Image, TiffImagePlugin

from terbuka.models import Account, StoredFile, UnitProfile, WorkUnit
from terbuka.rules.units import SuccessionKind
from terbuka.services.files import store_file
from terbuka.services.units import rename_unit, save_profile, succeed_units
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


def renamed(slug: str, name: str, *, of: str = "kpu-kab-jombang") -> WorkUnit:
    """A unit takes another name and address with the new year of 2026."""
    return rename_unit(
        unit(of), slug=slug, name=name, on=date(2026, 1, 1), basis="UU contoh", by=None, at=make.NOON
    )


def ended(slug: str, *followers: str, on: date = date(2026, 1, 1)) -> list[WorkUnit]:
    """A unit is split into new ones, which take its place; each is named by its address."""
    before = unit(slug)
    heirs = []
    for number, one in enumerate(followers):
        name = f"KPU Kabupaten {one.rpartition('-')[2].title()}"
        heirs.append(
            WorkUnit.objects.create(
                parent=before.parent,
                institution=before.institution,
                level=before.level,
                kind=before.kind,
                region_code=f"{before.province_code}.9{number}",
                province_code=before.province_code,
                name=name,
                short_name=name,
                slug=one,
                search_text=name.lower(),
                zone=before.zone,
                valid_from=on,
                is_imported=True,
            )
        )
    succeed_units([before], heirs, kind=SuccessionKind.SPLIT, on=on, basis="UU contoh", by=None, at=make.NOON)
    return heirs


def nothing_below(place: WorkUnit) -> None:
    """Close all units below one, as in an installation whose list is not imported yet."""
    WorkUnit.objects.filter(parent=place).update(valid_to=date(2020, 1, 1))


def without_websites(place: WorkUnit) -> None:
    """Take away all addresses, as in a unit that was imported without any."""
    place.websites.all().delete()
