"""Opens a PDF and draws its pages as pictures, within bounds of pages and pixels.

For processes of `confined` alone: PDFium is neither thread-safe nor proof
against every crafted file.
"""

import math
import warnings
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from terbuka.documents.confined import Limits
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

POINTS_AN_INCH = 72
_LONGEST_SIDE = 20_000
_PASSWORD_ERROR = 4
_BROKEN = say("Berkas ini rusak atau terpotong. Buka di komputer Anda, simpan lagi, lalu unggah yang baru.")


def opened(content: bytes, limits: Limits) -> pdfium.PdfDocument:
    """The PDF, ready to be drawn. Raises BadInput for a locked, broken, empty or endless one."""
    try:
        document = pdfium.PdfDocument(content)
        count = len(document)
    except pdfium.PdfiumError as fault:
        if getattr(fault, "err_code", None) == _PASSWORD_ERROR or "assword" in str(fault):
            raise BadInput(
                say("Berkas ini terkunci kata sandi. Buka kuncinya dan simpan lagi, lalu unggah lagi.")
            ) from None
        raise BadInput(_BROKEN) from None
    check_count(count, limits)
    return document


def check_count(count: int, limits: Limits) -> None:
    """Raises BadInput for a PDF without pages, and for one with too many."""
    if count < 1:
        raise BadInput(_BROKEN)
    if count > limits.pages:
        raise BadInput(
            say(
                "PDF ini berisi {count} halaman; paling banyak {most}. Pecah menjadi beberapa berkas.",
                count=count,
                most=limits.pages,
            )
        )


def loaded(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """Page `number`, counted from 1. Raises BadInput where it cannot be read, or has no size."""
    try:
        page = document[number - 1]
        sides = page.get_size()
    except (pdfium.PdfiumError, IndexError):
        raise BadInput(say("Halaman {number} PDF ini rusak.", number=number)) from None
    if not all(math.isfinite(side) and side > 0 for side in sides):
        raise BadInput(say("Halaman {number} PDF ini rusak.", number=number))
    return page


def drawn(page: pdfium.PdfPage, limits: Limits, *, scale: float | None = None, **more: Any) -> Image.Image:
    """The page as it is shown, in RGB on white, with its marks and filled fields.

    As fine as `limits.dots` (or `scale`, pixels a point) and `limits.page_pixels` allow.
    """
    width, height = page.get_size()
    scale = min(
        scale or limits.dots / POINTS_AN_INCH,
        math.sqrt(limits.page_pixels / (width * height)),
        _LONGEST_SIDE / max(width, height),
    )
    try:
        bitmap = page.render(scale=scale, rev_byteorder=True, **more)
        picture = bitmap.to_pil().convert("RGB")
    except (pdfium.PdfiumError, ValueError):
        raise BadInput(_BROKEN) from None
    copy: Image.Image = picture.copy()
    bitmap.close()
    return copy


def upright(content: bytes, form: str, limits: Limits) -> Image.Image:
    """A JPEG or PNG as it is shown: turned as its camera says, without transparency, in sRGB or grey.

    Raises BadInput for a broken picture, and for one with too many pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=(form,)) as picture:
                if picture.width * picture.height > limits.pixels:
                    raise BadInput(
                        say(
                            "Gambar ini {width} × {height} piksel; paling banyak {most} juta. Perkecil dulu.",
                            width=picture.width,
                            height=picture.height,
                            most=limits.pixels // 1_000_000,
                        )
                    )
                picture.load()
                return _opaque(ImageOps.exif_transpose(picture))
    except BadInput:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise BadInput(_BROKEN) from None


def _opaque(picture: Image.Image) -> Image.Image:
    """On white: what stands under full transparency is not seen, so it must not stay."""
    if picture.mode.startswith("I") or picture.mode == "F":
        # Sixteen bits a dot: the conversion of the library cuts them off instead of scaling.
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(ground, seen).convert("RGB")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")
