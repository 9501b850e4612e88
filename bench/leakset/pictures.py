"""Photographs with and without the place where they were taken, and photographed papers."""

import io
import random

from PIL import Image, ImageDraw
from PIL.TiffImagePlugin import IFDRational

_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" {place}/></rdf:RDF></x:xmpmeta>'
)


def _scene(dice: random.Random) -> Image.Image:
    size = dice.choice(((320, 240), (480, 320), (240, 320)))
    image = Image.new(
        "RGB", size, (dice.randrange(90, 220), dice.randrange(90, 220), dice.randrange(90, 220))
    )
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        x, y = dice.randrange(size[0]), dice.randrange(size[1])
        draw.ellipse(
            (x, y, x + dice.randrange(10, 80), y + dice.randrange(10, 80)),
            fill=tuple(dice.randrange(255) for _ in range(3)),
        )
    return image


def photo(dice: random.Random, sort: str, *, ending: str = ".jpg", artist: str = "") -> bytes:
    """`sort`: place, xmp_place, empty_place (a GPS block without a position), camera, or bare."""
    image, exif, extra = _scene(dice), Image.Exif(), {}
    if sort != "bare":
        exif[0x0112] = 1
        exif[0x0131] = "Adobe Photoshop"
    if artist:
        exif[0x013B] = artist
    if sort == "place":
        exif.get_ifd(0x8825).update({1: "S", 2: _degrees(dice, 8), 3: "E", 4: _degrees(dice, 120)})
    elif sort == "empty_place":
        exif.get_ifd(0x8825).update({0: b"\x02\x02\x00\x00"})
    elif sort == "xmp_place":
        south, east = (
            f"{dice.randrange(1, 9)},12.{dice.randrange(100, 999)}S",
            f"112,{dice.randrange(10, 59)}.5E",
        )
        place = f'exif:GPSLatitude="{south}" exif:GPSLongitude="{east}"'
        extra = {"xmp": _XMP.format(place=place).encode()}
    out = io.BytesIO()
    image.save(out, "JPEG" if ending == ".jpg" else "PNG", exif=exif, **extra)
    return out.getvalue()


def _degrees(dice: random.Random, most: int) -> tuple[IFDRational, ...]:
    return (
        IFDRational(dice.randrange(1, most)),
        IFDRational(dice.randrange(60)),
        IFDRational(dice.randrange(6000), 100),
    )


def photographed(pages: list[Image.Image]) -> bytes:
    """The first page as a photograph."""
    out = io.BytesIO()
    pages[0].save(out, "JPEG", quality=55)
    return out.getvalue()
