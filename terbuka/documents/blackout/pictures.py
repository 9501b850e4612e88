"""Blacks out areas of a JPEG or PNG: the dots are painted over and the picture is encoded anew, bare."""

from io import BytesIO
from typing import Any

from PIL import Image

from terbuka.documents.blackout.areas import Area
from terbuka.documents.blackout.pdf_pages import painted
from terbuka.documents.confined import Done, Limits
from terbuka.documents.drawing import upright
from terbuka.documents.mediatypes import MediaType
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_QUALITY = 92


def black_out_picture(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """The picture with `wish["areas"]` black; `wish["kind"]` is its media type. Raises BadInput."""
    kind = MediaType(wish["kind"])
    areas = [Area(int(sides[0]), *map(float, sides[1:])) for sides in wish["areas"]]
    if any(area.page != 1 for area in areas):
        raise BadInput(say("Gambar hanya punya satu halaman."))
    picture = painted(upright(content, kind.name, limits), areas)
    return Done({"pages": 1, "drawn": [1]}, (encoded(picture, kind),))


def encoded(picture: Image.Image, kind: MediaType) -> bytes:
    """A picture as a file that tells nothing but its dots."""
    picture.info.clear()
    out = BytesIO()
    if kind is MediaType.JPEG:
        picture.save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    else:
        picture.save(out, "PNG", optimize=picture.width * picture.height < 4_000_000)
    return out.getvalue()
