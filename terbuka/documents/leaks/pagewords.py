"""The signs of a PDF page with their places."""

import ctypes
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as engine

MOST_SIGNS = 60_000


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a page: what it is, its box in points, and the address of the object that draws it."""

    sign: str
    left: float
    bottom: float
    right: float
    top: float
    drawn_by: int


def signs_of(words: pdfium.PdfTextPage) -> list[Sign]:
    """All signs in the order of the file, at most 60,000."""
    raw = words.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    signs = []
    for at in range(min(words.count_chars(), MOST_SIGNS)):
        code = engine.FPDFText_GetUnicode(raw, at)
        engine.FPDFText_GetCharBox(raw, at, left, right, bottom, top)
        drawn_by = ctypes.cast(engine.FPDFText_GetTextObject(raw, at), ctypes.c_void_p).value or 0
        # A hyphen at the end of a line comes as a mark of its own.
        sign = (
            "-" if code in (0x02, 0xFFFE) else chr(code) if 31 < code < 0x110000 or code in (10, 13) else " "
        )
        signs.append(Sign(sign, left.value, bottom.value, right.value, top.value, drawn_by))
    return signs


def typed_in(area: tuple[float, float, float, float], words: str) -> list[Sign]:
    """What was typed into a field, as signs that fill its place on the page."""
    left, bottom, right, top = area
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    height = (top - bottom) / len(lines)
    signs = []
    for row, line in enumerate(lines):
        upper = top - row * height
        width = min((right - left) / max(len(line), 1), 0.6 * height)
        for at, sign in enumerate(line):
            begin = left + at * width
            signs.append(Sign(sign, begin, upper - 0.85 * height, begin + width, upper - 0.15 * height, 1))
        signs.append(Sign("\n", right, upper - height, right, upper - height, 0))
    return signs
