"""Reads a blacked-out file back by means that did not make it, and names all that is still there.

Text by PDFium, bytes of every stream and string by pikepdf, dots of the drawn
page by Pillow. The values looked for are never part of what is told.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Stream, String
from PIL import Image

from terbuka.documents.blackout.areas import Area
from terbuka.documents.blackout.matching_values import forms_of, holds_any
from terbuka.documents.blackout.seen_words import extremes, words_of
from terbuka.documents.confined import Done, Limits
from terbuka.documents.drawing import drawn, loaded, opened, upright
from terbuka.documents.mediatypes import MediaType

# JPEG leaves faint rings beside a sharp edge.
_DARK = 72
_ACTS_OR_CARRIES = ["/OpenAction", "/AA", "/AcroForm", "/Names", "/OCProperties", "/PieceInfo", "/AF"]
# Our own papers have these; what they say is looked through like all else.
_TELLS = ["/Outlines", "/Metadata", "/StructTreeRoot"]


def read_back(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """Tells `left`, a list of (what, page), page 0 for the file as a whole, and `by`, how it was read.

    `what` is "text", "bytes", "dots" or "structure". `wish` holds `kind`, `areas` and `secrets`. With
    `wish["pictures"]`, gives back each page with an area as PNG for OCR, and tells their `pages`.
    """
    areas = [Area(int(sides[0]), *map(float, sides[1:])) for sides in wish["areas"]]
    secrets: list[str] = wish["secrets"]
    kind = MediaType(wish["kind"])
    if kind.is_picture:
        left = _left_in_picture(content, kind, areas, secrets, limits)
        return Done({"left": left, "by": ["dots", "bytes"], "pages": [1]}, (content,))
    forbidden = _ACTS_OR_CARRIES if wish.get("is_paper") else (*_ACTS_OR_CARRIES, *_TELLS)
    left = _left_in_file(content, secrets, forbidden)
    files: list[bytes] = []
    shown = []
    document = opened(content, limits)
    document.init_forms()
    for number in range(1, len(document) + 1):
        page = loaded(document, number)
        words = words_of(page)
        here = [area for area in areas if area.page == number]
        if holds_any(" ".join(word.text for word in words), secrets):
            left.append(("text", number))
        if here:
            if any(word.is_under(here) for word in words):
                left.append(("text", number))
            picture = drawn(page, limits)
            if not all(_is_black(picture, area) for area in here):
                left.append(("dots", number))
            if wish.get("pictures"):
                files.append(_png(picture))
                shown.append(number)
        page.close()
    return Done({"left": left, "by": ["text", "bytes", "dots"], "pages": shown}, tuple(files))


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.convert("L").save(out, "PNG")
    return out.getvalue()


def _left_in_picture(
    content: bytes, kind: MediaType, areas: Sequence[Area], secrets: Sequence[str], limits: Limits
) -> list[tuple[str, int]]:
    left = []
    with Image.open(BytesIO(content), formats=(kind.name,)) as held:
        # What stands in a PNG's chunks or a JPEG's segments, beyond how its dots are packed.
        said = set(held.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
        if said or held.getexif():
            left.append(("structure", 1))
    picture = upright(content, kind.name, limits).convert("RGB")
    if not all(_is_black(picture, area) for area in areas):
        left.append(("dots", 1))
    if any(form in content for secret in secrets for form in forms_of(secret)):
        left.append(("bytes", 1))
    return left


def _is_black(picture: Image.Image, area: Area) -> bool:
    """Is the whole area dark, without a trace of what was there?"""
    width, height = picture.size
    left, top, right, bottom = area.x0 * width, area.y0 * height, area.x1 * width, area.y1 * height
    # Drawn anew, the outermost dots of an area blend with their neighbours.
    across, down = min(1.5, (right - left) / 4), min(1.5, (bottom - top) / 4)
    x0, y0 = min(int(left + across), width - 1), min(int(top + down), height - 1)
    box = (x0, y0, max(x0 + 1, int(right - across)), max(y0 + 1, int(bottom - down)))
    return extremes(picture.crop(box).convert("L"))[1] <= _DARK


def _left_in_file(content: bytes, secrets: Sequence[str], forbidden: Sequence[str]) -> list[tuple[str, int]]:
    """What stands in any object of the file, reachable or not, and in its bytes as they are."""
    forms = [form for secret in secrets for form in forms_of(secret)]
    left: list[tuple[str, int]] = []
    if any(form in content for form in forms) or content.count(b"%%EOF") > 2:
        left.append(("bytes", 0))
    with Pdf.open(BytesIO(content)) as pdf:
        if pdf.is_encrypted or any(key in pdf.Root for key in forbidden):
            left.append(("structure", 0))
        if any(key in page.obj for page in pdf.pages for key in ("/Annots", "/AA", "/Metadata", "/Thumb")):
            left.append(("structure", 0))
        for thing in pdf.objects:
            if any(_holds(piece, forms, secrets) for piece in _pieces(thing, 0)):
                left.append(("bytes", 0))
                break
    return left


def _pieces(thing: Any, depth: int) -> Iterator[bytes | str]:
    """The strings and the unpacked streams of one object."""
    if depth > 60:
        return
    if isinstance(thing, String):
        yield str(thing)
        yield bytes(thing)
    elif isinstance(thing, Array):
        for one in thing:
            if not _stands_alone(one):
                yield from _pieces(one, depth + 1)
    elif isinstance(thing, Dictionary | Stream):
        for key in thing.keys():  # noqa: SIM118 - a stream does not iterate over its keys
            value = thing[key]
            if not _stands_alone(value):
                yield from _pieces(value, depth + 1)
        if isinstance(thing, Stream):
            try:
                yield thing.read_bytes()
            except pikepdf.PdfError:
                yield thing.read_raw_bytes()


def _stands_alone(thing: Any) -> bool:
    """Is it an object of its own, which is looked at by itself?"""
    return isinstance(thing, pikepdf.Object) and thing.is_indirect


def _holds(piece: bytes | str, forms: Sequence[bytes], secrets: Sequence[str]) -> bool:
    if isinstance(piece, str):
        return holds_any(piece, secrets)
    return any(form in piece for form in forms)
