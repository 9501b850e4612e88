"""Draws pages of a PDF, and pictures, as small pictures of a given width."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageStat

from terbuka.documents.confined import Done, Limits
from terbuka.documents.drawing import drawn, loaded, opened, upright
from terbuka.documents.mediatypes import MediaType
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_QUALITY = 82
# So many colours, and so much that a channel of a dot (0 to 255) may differ, are not seen on a page of words.
_COLOURS, _MOST_LOST = 64, 24
_LONGEST_SIDE = 16_000


def draw_pages(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """`wish`: `kind`, `pages` (from 1; none: none are drawn), `width`, `format` ("WEBP" or "PNG").

    Tells `count` (pages of the file) and `sizes` (width, height in dots of each drawn). Raises BadInput.
    """
    kind = MediaType(wish["kind"])
    width, numbers = int(wish["width"]), [int(number) for number in wish["pages"]]
    pictures: list[Image.Image] = []
    if kind.is_picture:
        count = 1
        _check(numbers, count)
        if numbers:
            pictures = [_fitted(upright(content, kind.name, limits), width)] * len(numbers)
    else:
        document = opened(content, limits)
        document.init_forms()
        count = len(document)
        _check(numbers, count)
        for number in numbers:
            page = loaded(document, number)
            shown = drawn(page, limits, scale=width / page.get_width())
            page.close()
            pictures.append(_fitted(shown, width))
    files = tuple(_encoded(picture, str(wish["format"])) for picture in pictures)
    return Done({"count": count, "sizes": [picture.size for picture in pictures]}, files)


def _check(numbers: list[int], count: int) -> None:
    beyond = [number for number in numbers if not 1 <= number <= count]
    if beyond:
        raise BadInput(
            say("Halaman {number} tidak ada: berkas ini {count} halaman.", number=beyond[0], count=count)
        )


def _fitted(picture: Image.Image, width: int) -> Image.Image:
    """No wider than asked; very long ones are made smaller still. Never made larger."""
    height = max(1, round(picture.height * width / picture.width))
    if picture.width > width or picture.height > _LONGEST_SIDE:
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    if picture.height > _LONGEST_SIDE:
        picture.thumbnail((width, _LONGEST_SIDE))
    return picture


def _encoded(picture: Image.Image, form: str) -> bytes:
    out = BytesIO()
    picture.info.clear()
    if form == "PNG":
        picture.save(out, "PNG", optimize=True)
        return out.getvalue()
    whole = picture.convert("RGB")
    few = whole.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).convert("RGB")
    lost = ImageStat.Stat(ImageChops.difference(whole, few)).extrema
    if max(most for _least, most in lost) <= _MOST_LOST:
        # A page of words: an eighth of the bytes, and sharper.
        few.save(out, "WEBP", lossless=True, method=4)
    else:
        picture.save(out, "WEBP", quality=_QUALITY, method=4)
    return out.getvalue()
