"""Blacks out areas of a PDF by drawing their pages anew: what lay under them is no longer in the file.

A page with an area becomes a picture on which the areas are painted, with an
invisible text layer of those words that lie fully outside of them and that a
reader sees. Other pages are carried over as they are painted, or drawn as well
where there is any doubt. The file is made new: no earlier version, metadata,
bookmark, tag, field, note, attachment or script of the source is in it.
"""

import contextlib
import ctypes
import math
from collections import defaultdict
from hashlib import sha256
from io import BytesIO
from typing import Any
from zlib import compress

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageDraw

from terbuka.documents.blackout.areas import Area
from terbuka.documents.blackout.seen_words import (
    Box,
    Sight,
    is_within,
    shown_box,
    words_of,
)
from terbuka.documents.blackout.text_layer import Laid, TextLayer
from terbuka.documents.blackout.vector_pages import Doubtful, VectorPages
from terbuka.documents.confined import Done, Limits
from terbuka.documents.drawing import loaded, opened
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_JPEG_QUALITY = 88
_OVER_THE_EDGE = 0.05
# A hair around each area, so that no word that is laid anew touches it.
_NEAR = 0.001
_EVERYWHERE: Box = (-1.0, -1.0, 2.0, 2.0)


def black_out_pdf(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """The PDF with `wish["areas"]` black: lists of page, x0, y0, x1, y1; pages of `wish["redraw"]` drawn too.

    Tells `pages` and `drawn` (the numbers of drawn pages). Raises BadInput.
    """
    areas: dict[int, list[Area]] = defaultdict(list)
    for sides in wish["areas"]:
        areas[int(sides[0])].append(Area(int(sides[0]), *map(float, sides[1:])))
    document = opened(content, limits)
    count = len(document)
    beyond = [number for number in (*areas, *wish["redraw"]) if number > count]
    if beyond:
        raise BadInput(
            say("Halaman {number} tidak ada: berkas ini {count} halaman.", number=beyond[0], count=count)
        )
    document.init_forms()
    work = _Work(document, content, limits)
    touched = work.touched_pictures(areas)
    for number in range(1, count + 1):
        here = areas.get(number, [])
        if here or number in wish["redraw"] or not work.carried(number, touched):
            work.draw(number, here)
    return Done({"pages": count, "drawn": work.drawn_pages}, (work.finished(str(wish["title"])),))


class _Work:
    """One document on its way into a new one."""

    def __init__(self, document: pdfium.PdfDocument, content: bytes, limits: Limits) -> None:
        self._document, self._limits = document, limits
        self._made = Pdf.new()
        self._layer = TextLayer(self._made)
        self.drawn_pages: list[int] = []
        self._source: Pdf | None = None
        self._vectors: VectorPages | None = None
        with contextlib.suppress(pikepdf.PdfError):
            source = Pdf.open(BytesIO(content))
            # Where the two readers do not agree about the pages, one of them alone decides.
            if len(source.pages) == len(document):
                self._source = source
            if self._source is not None and "/OCProperties" not in source.Root:
                self._vectors = VectorPages(source, self._made)

    def touched_pictures(self, areas: dict[int, list[Area]]) -> set[bytes]:
        """Pictures that an area touches: wherever else they stand, cut or covered, they are drawn."""
        touched: set[bytes] = set()
        for number, here in areas.items():
            page = loaded(self._document, number)
            for picture in _pictures(page):
                box = _bounds(page, picture)
                if any(
                    box[0] < area.x1 and box[2] > area.x0 and box[1] < area.y1 and box[3] > area.y0
                    for area in here
                ):
                    touched.add(_mark(picture))
            page.close()
        return touched

    def carried(self, number: int, touched: set[bytes]) -> bool:
        """Carry a page over as it is painted; False where there is doubt."""
        if self._vectors is None or self._is_cut(number, touched):
            return False
        try:
            self._vectors.carry(number - 1)
        except Doubtful:
            return False
        return True

    def _is_cut(self, number: int, touched: set[bytes]) -> bool:
        """Does the page hold more than its edges show, or a picture that is blacked out elsewhere?"""
        page = loaded(self._document, number)
        try:
            seen = [raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE]
            if any(
                not is_within(_bounds(page, one), _OVER_THE_EDGE) for one in page.get_objects(filter=seen)
            ):
                return True
            return bool(touched) and any(_mark(picture) in touched for picture in _pictures(page))
        except (pdfium.PdfiumError, ValueError):
            return True
        finally:
            page.close()

    def draw(self, number: int, areas: list[Area]) -> None:
        """Append the page as a picture, its areas painted, its words laid upon it."""
        page = loaded(self._document, number)
        width, height = page.get_size()
        sight = Sight(page, self._limits)
        words = [
            Laid(word.text, word.box)
            for word in words_of(page)
            if not word.is_under(areas, _NEAR) and sight.sees(word)
        ]
        unit = self._unit(number)
        page.close()
        picture = painted(sight.picture, areas)
        held = self._made.make_indirect(_image(self._made, picture))
        content = f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /P Do Q\n".encode()
        content += self._layer.content(words, width, height)
        made = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(width, 4), round(height, 4)]),
            Resources=self._layer.resources(),
            Contents=self._made.make_stream(content),
        )
        made.Resources.XObject = Dictionary(P=held)
        if unit != 1:
            made.UserUnit = unit
        self._made.pages.append(pikepdf.Page(self._made.make_indirect(made)))
        self.drawn_pages.append(number)

    def _unit(self, number: int) -> float:
        """How many points the page counts as one; PDFium does not ask."""
        if self._source is None:
            return 1.0
        try:
            unit = float(self._source.pages[number - 1].obj.get("/UserUnit", 1))
        except (TypeError, ValueError, AttributeError, pikepdf.PdfError):
            return 1.0
        return unit if 0 < unit < 10_000 else 1.0

    def finished(self, title: str) -> bytes:
        """The new file; the same work, the same bytes."""
        self._layer.finish()
        if title:
            self._made.docinfo[Name.Title] = title
        out = BytesIO()
        self._made.save(
            out,
            linearize=True,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return out.getvalue()


def painted(picture: Image.Image, areas: list[Area]) -> Image.Image:
    """The picture with the areas black, out to whole dots and one more."""
    brush, (width, height) = ImageDraw.Draw(picture), picture.size
    for area in areas:
        corner = (math.floor(area.x0 * width) - 1, math.floor(area.y0 * height) - 1)
        brush.rectangle((corner, (math.ceil(area.x1 * width), math.ceil(area.y1 * height))), fill=0)
    return picture


def _image(pdf: Pdf, picture: Image.Image) -> pikepdf.Stream:
    """A picture as the shorter of two: without loss, or as JPEG."""
    bands = picture.split()
    is_grey = len(bands) == 3 and bands[0].tobytes() == bands[1].tobytes() == bands[2].tobytes()
    plain = bands[0] if is_grey else picture
    whole, out = compress(plain.tobytes(), 6), BytesIO()
    plain.save(out, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    lossy = out.getvalue()
    # A page of letters stays sharp unless that costs much.
    is_whole = len(whole) <= 2 * len(lossy)
    image = pikepdf.Stream(pdf, whole if is_whole else lossy)
    image.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=plain.width,
            Height=plain.height,
            ColorSpace=Name.DeviceGray if is_grey else Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.FlateDecode if is_whole else Name.DCTDecode,
        )
    )
    return image


def _pictures(page: pdfium.PdfPage) -> list[pdfium.PdfObject]:
    return list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def _bounds(page: pdfium.PdfPage, picture: pdfium.PdfObject) -> Box:
    """Where a picture lies at most, as fractions of the shown page; if in a form, where that lies."""
    while picture.container is not None:
        picture = picture.container
    try:
        sides = picture.get_bounds()
    except pdfium.PdfiumError:
        sides = (math.nan,) * 4
    return shown_box(page, *sides) if all(map(math.isfinite, sides)) else _EVERYWHERE


def _mark(picture: pdfium.PdfObject) -> bytes:
    """What tells a picture from others: its stored bytes."""
    size = raw.FPDFImageObj_GetImageDataRaw(picture, None, 0)
    held = ctypes.create_string_buffer(max(size, 1))
    raw.FPDFImageObj_GetImageDataRaw(picture, held, size)
    return sha256(held.raw).digest()
