"""What is drawn over and under the words of a PDF page: black boxes, white text, invisible text.

A box drawn over a name hides it from the eye alone: whoever copies the text has it. The order of
drawing decides.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as engine

from terbuka.documents.leaks.finding import Box
from terbuka.documents.leaks.pagewords import Sign

type Matrix = tuple[float, float, float, float, float, float]
type Area = tuple[float, float, float, float]

MOST_OBJECTS = 50_000
_DEEPEST = 6
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_WHITE, _NEAR, _OPAQUE = 242, 24, 230
_THICK = 5.0
_SMALLEST_PRINT = 1.6
_SCAN = 0.55
_INVISIBLE = (3, 7)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One object of a page in the order of drawing: `area` is left, bottom, right, top in points."""

    order: int
    kind: int
    area: Area
    colour: tuple[int, int, int]
    is_opaque: bool
    address: int
    mode: int = 0
    size: float = 0.0
    parts: tuple[Area, ...] = ()


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(area: Area, by: Matrix) -> Area:
    if by == _PLAIN:
        return area
    a, b, c, d, e, f = by
    xs = [a * x + c * y + e for x in (area[0], area[2]) for y in (area[1], area[3])]
    ys = [b * x + d * y + f for x in (area[0], area[2]) for y in (area[1], area[3])]
    return min(xs), min(ys), max(xs), max(ys)


def _matrix_of(drawing: object) -> Matrix:
    matrix = engine.FS_MATRIX()
    if not engine.FPDFPageObj_GetMatrix(drawing, matrix):
        return _PLAIN
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _bounds(drawing: object) -> Area | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not engine.FPDFPageObj_GetBounds(drawing, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _colour(drawing: object, *, of_line: bool = False) -> tuple[int, int, int, int]:
    """Red, green, blue, opacity, 0 to 255; a pattern counts as mid grey."""
    parts = [ctypes.c_uint() for _ in range(4)]
    read = engine.FPDFPageObj_GetStrokeColor if of_line else engine.FPDFPageObj_GetFillColor
    if not read(drawing, *parts):
        return 128, 128, 128, 255
    return parts[0].value, parts[1].value, parts[2].value, parts[3].value


def _path(drawing: object, area: Area, by: Matrix) -> tuple[tuple[int, int, int], bool, tuple[Area, ...]]:
    """Colour, opacity and the filled rectangles of a path; no rectangles where it only draws thin lines."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not engine.FPDFPath_GetDrawMode(drawing, fill, stroke):
        return (0, 0, 0), False, ()
    if fill.value:
        red, green, blue, opacity = _colour(drawing)
        return (red, green, blue), opacity >= _OPAQUE, _rectangles(drawing, area, by)
    width = ctypes.c_float()
    engine.FPDFPageObj_GetStrokeWidth(drawing, width)
    count = engine.FPDFPath_CountSegments(drawing)
    if stroke.value and width.value >= _THICK and count <= 3:
        red, green, blue, opacity = _colour(drawing, of_line=True)
        half = width.value / 2
        is_flat = area[3] - area[1] <= width.value * 1.5
        grown = (area[0], area[1] - half, area[2], area[3] + half) if is_flat else area
        return (red, green, blue), opacity >= _OPAQUE, (grown,)
    return (0, 0, 0), False, ()


def _rectangles(drawing: object, area: Area, by: Matrix) -> tuple[Area, ...]:
    """The boxes that a filled path covers; none for a frame, whose inside stays open."""
    count = engine.FPDFPath_CountSegments(drawing)
    if count <= 6:
        return (area,)
    if count > 400:
        return ()
    matrix = _times(_matrix_of(drawing), by)
    figures: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = engine.FPDFPath_GetPathSegment(drawing, at)
        engine.FPDFPathSegment_GetPoint(segment, x, y)
        if engine.FPDFPathSegment_GetType(segment) == engine.FPDF_SEGMENT_MOVETO or not figures:
            figures.append([])
        figures[-1].append((x.value, y.value))
    boxes = [
        _moved(
            (min(p[0] for p in one), min(p[1] for p in one), max(p[0] for p in one), max(p[1] for p in one)),
            matrix,
        )
        for one in figures
        if len(one) >= 3
    ]
    is_frame = any(_holds(one, other, 0.5) for one in boxes for other in boxes if one is not other)
    return () if is_frame else tuple(boxes)


def _holds(outer: Area, inner: Area, slack: float = 0.0) -> bool:
    return (
        outer[0] - slack <= inner[0]
        and outer[1] - slack <= inner[1]
        and outer[2] + slack >= inner[2]
        and outer[3] + slack >= inner[3]
    )


def drawn_on(page: pdfium.PdfPage) -> list[Drawn]:
    """Everything drawn on a page, forms opened, in the order of drawing; at most 50,000 objects."""
    found: list[Drawn] = []
    raw = page.raw
    for at in range(engine.FPDFPage_CountObjects(raw)):
        _visit(engine.FPDFPage_GetObject(raw, at), _PLAIN, 0, found)
        if len(found) >= MOST_OBJECTS:
            break
    return found


def _visit(drawing: object, by: Matrix, depth: int, found: list[Drawn]) -> None:
    kind = engine.FPDFPageObj_GetType(drawing)
    if kind == engine.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _times(_matrix_of(drawing), by)
        for at in range(engine.FPDFFormObj_CountObjects(drawing)):
            if len(found) >= MOST_OBJECTS:
                return
            _visit(engine.FPDFFormObj_GetObject(drawing, at), inner, depth + 1, found)
        return
    bounds = _bounds(drawing)
    if bounds is None:
        return
    area = _moved(bounds, by)
    address = ctypes.cast(drawing, ctypes.c_void_p).value or 0  # type: ignore[arg-type]
    if kind == engine.FPDF_PAGEOBJ_TEXT:
        found.append(_text(drawing, area, address, len(found), by))
    elif kind == engine.FPDF_PAGEOBJ_PATH:
        colour, is_opaque, parts = _path(drawing, area, by)
        is_opaque = is_opaque and not engine.FPDFPageObj_HasTransparency(drawing)
        found.append(Drawn(len(found), kind, area, colour, is_opaque and bool(parts), address, parts=parts))
    elif kind in (engine.FPDF_PAGEOBJ_IMAGE, engine.FPDF_PAGEOBJ_SHADING):
        is_opaque = kind == engine.FPDF_PAGEOBJ_IMAGE and not engine.FPDFPageObj_HasTransparency(drawing)
        found.append(Drawn(len(found), kind, area, (128, 128, 128), is_opaque, address, parts=(area,)))


def _text(drawing: object, area: Area, address: int, order: int, by: Matrix) -> Drawn:
    red, green, blue, opacity = _colour(drawing)
    mode = engine.FPDFTextObj_GetTextRenderMode(drawing)
    if mode in (1, 5):
        red, green, blue, opacity = _colour(drawing, of_line=True)
    size = ctypes.c_float()
    engine.FPDFTextObj_GetFontSize(drawing, size)
    _a, b, _c, d, _e, _f = _times(_matrix_of(drawing), by)
    real = abs(size.value) * max(abs(d), abs(b))
    return Drawn(order, engine.FPDF_PAGEOBJ_TEXT, area, (red, green, blue), opacity > 12, address, mode, real)


def _centre(one: Sign) -> tuple[float, float]:
    return (one.left + one.right) / 2, (one.bottom + one.top) / 2


def _covers(area: Area, one: Sign) -> bool:
    x, y = _centre(one)
    if not (area[0] - 0.5 <= x <= area[2] + 0.5 and area[1] <= y <= area[3]):
        return False
    height = one.top - one.bottom
    return min(area[3], one.top) - max(area[1], one.bottom) >= 0.6 * height


def _size(area: Area) -> float:
    return max(0.0, area[2] - area[0]) * max(0.0, area[3] - area[1])


@dataclass(slots=True)
class Layers:
    """The objects of one page; `width` and `height` in points."""

    drawn: list[Drawn]
    width: float
    height: float

    @property
    def is_scan(self) -> bool:
        """Does a picture fill the page, so that invisible words are its text layer?"""
        pictures = [one for one in self.drawn if one.kind == engine.FPDF_PAGEOBJ_IMAGE]
        whole = self.width * self.height or 1.0
        return sum(_size(one.area) for one in pictures) >= _SCAN * whole

    def _texts(self) -> dict[int, Drawn]:
        return {one.address: one for one in self.drawn if one.kind == engine.FPDF_PAGEOBJ_TEXT}

    def covered(self, signs: list[Sign], extra: list[Area]) -> dict[int, int]:
        """Places in `signs` of those that an opaque box, picture or mark (`extra`) hides, with its number."""
        whole = self.width * self.height or 1.0
        boxes = [
            (one.order, part)
            for one in self.drawn
            if one.is_opaque and one.kind != engine.FPDF_PAGEOBJ_TEXT
            for part in one.parts
            if _size(part) >= 8 and (one.kind != engine.FPDF_PAGEOBJ_IMAGE or _size(part) < _SCAN * whole)
        ]
        boxes += [(MOST_OBJECTS * 2, area) for area in extra]
        if not boxes:
            return {}
        order = {address: one.order for address, one in self._texts().items()}
        last = max(number for number, _ in boxes)
        found: dict[int, int] = {}
        for at, one in enumerate(signs):
            mine = order.get(one.drawn_by)
            if mine is None or mine >= last or not one.sign.strip():
                continue
            over = next(
                (n for n, (number, part) in enumerate(boxes) if number > mine and _covers(part, one)), None
            )
            if over is not None:
                found[at] = over
        return found

    def _ground(self, text: Drawn, one: Sign) -> tuple[int, int, int] | None:
        """The colour right under a sign; None under a picture, whose colours are not known."""
        x, y = _centre(one)
        colour: tuple[int, int, int] | None = (255, 255, 255)
        for under in self.drawn[: text.order]:
            if under.kind == engine.FPDF_PAGEOBJ_TEXT:
                continue
            for part in under.parts:
                if part[0] <= x <= part[2] and part[1] <= y <= part[3]:
                    colour = under.colour if under.kind == engine.FPDF_PAGEOBJ_PATH else None
        return colour

    def unseen(self, signs: list[Sign]) -> tuple[list[int], list[int]]:
        """Places in `signs` of those nobody sees: lost on white or invisible, and lost in a dark mark."""
        texts, is_scan = self._texts(), self.is_scan
        lost: list[int] = []
        blacked: list[int] = []
        verdicts: dict[tuple[int, int], list[int] | None] = {}
        for at, one in enumerate(signs):
            text = texts.get(one.drawn_by)
            if text is None or not one.sign.strip():
                continue
            key = (one.drawn_by, int(one.left // 40))
            if key not in verdicts:
                ground = self._swallowed(text, one, is_scan=is_scan)
                is_white = ground is not None and min(ground) >= _WHITE
                verdicts[key] = None if ground is None else lost if is_white else blacked
            places = verdicts[key]
            if places is not None:
                places.append(at)
        return lost, blacked

    def _swallowed(self, text: Drawn, one: Sign, *, is_scan: bool) -> tuple[int, int, int] | None:
        """The colour of the ground in which a sign is lost; None where it can be seen."""
        if text.mode in _INVISIBLE or not text.is_opaque:
            # On the picture of a page, invisible words are what a reading machine wrote.
            return None if is_scan else (255, 255, 255)
        if text.size and text.size < _SMALLEST_PRINT and one.top - one.bottom < _SMALLEST_PRINT:
            return 255, 255, 255
        ground = self._ground(text, one)
        if ground is None:
            return None
        return ground if all(abs(a - b) <= _NEAR for a, b in zip(text.colour, ground, strict=True)) else None


def words_of(signs: list[Sign], places: dict[int, int]) -> Iterator[list[int]]:
    """Neighbouring places under one box as one stretch each; `places` names the box."""
    stretch: list[int] = []
    for at in sorted(places):
        is_other = stretch and places[at] != places[stretch[-1]]
        if stretch and (is_other or any(one.sign.strip() for one in signs[stretch[-1] + 1 : at])):
            yield stretch
            stretch = []
        stretch.append(at)
    if stretch:
        yield stretch


def box_of(signs: list[Sign], places: list[int], page: int) -> Box:
    """The rectangle around some signs."""
    mine = [signs[at] for at in places]
    return Box(
        page,
        min(one.left for one in mine),
        min(one.bottom for one in mine),
        max(one.right for one in mine),
        max(one.top for one in mine),
    )
