"""The words of a PDF page: where they stand as the page is shown, and whether a reader sees them."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops

from terbuka.documents.blackout.areas import Area
from terbuka.documents.confined import Limits
from terbuka.documents.drawing import drawn

type Box = tuple[float, float, float, float]

# Page to device, on a device so fine that whole numbers do.
_GRID = 100_000
_INVISIBLE = 3
# Least difference, of 255, that an eye tells from the ground.
_SEEN, _CONTRAST = 16, 48
_MOST_SIGNS = 200_000


@dataclass(frozen=True, slots=True)
class Sign:
    """One letter: its ink and its place in the line, as fractions of the page, and how it is painted."""

    letter: str
    ink: Box
    place: Box
    mode: int

    @property
    def box(self) -> Box:
        """Its ink; its place where it has none."""
        return self.ink if self.ink[2] > self.ink[0] and self.ink[3] > self.ink[1] else self.place

    def is_under(self, area: Area) -> bool:
        """Does an area touch its ink, or hold the middle of its place?"""
        left, top, right, bottom = self.box
        touches = left < area.x1 and right > area.x0 and top < area.y1 and bottom > area.y0
        across, down = (self.place[0] + self.place[2]) / 2, (self.place[1] + self.place[3]) / 2
        return touches or (area.x0 <= across <= area.x1 and area.y0 <= down <= area.y1)


@dataclass(frozen=True, slots=True)
class Word:
    """Letters between blanks."""

    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(sign.letter for sign in self.signs)

    @property
    def box(self) -> Box:
        """Where its ink lies."""
        boxes = [sign.box for sign in self.signs]
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )

    def is_under(self, areas: Sequence[Area], slack: float = 0.0) -> bool:
        """Does an area, or its surroundings, touch the word or hold one of its letters?"""
        left, top, right, bottom = self.box
        return any(
            (
                left < area.x1 + slack
                and right > area.x0 - slack
                and top < area.y1 + slack
                and bottom > area.y0 - slack
            )
            or any(sign.is_under(area) for sign in self.signs)
            for area in areas
        )


def words_of(page: pdfium.PdfPage) -> list[Word]:
    """All words of the text layer, seen or not, in the order of the file."""
    words: list[Word] = []
    letters: list[Sign] = []
    for sign in _signs(page):
        if sign.letter.isspace() or not sign.letter.isprintable():
            if letters:
                words.append(Word(tuple(letters)))
            letters = []
        else:
            letters.append(sign)
    if letters:
        words.append(Word(tuple(letters)))
    return words


def _signs(page: pdfium.PdfPage) -> Iterator[Sign]:
    text = page.get_textpage()
    try:
        for index in range(min(text.count_chars(), _MOST_SIGNS)):
            code = raw.FPDFText_GetUnicode(text, index)
            letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
            if raw.FPDFText_IsGenerated(text, index) == 1:
                yield Sign(" ", (0, 0, 0, 0), (0, 0, 0, 0), 0)
                continue
            holder = raw.FPDFText_GetTextObject(text, index)
            mode = raw.FPDFTextObj_GetTextRenderMode(holder) if holder else 0
            yield Sign(letter, _ink(page, text, index), _place(page, text, index), mode)
    finally:
        text.close()


def _ink(page: pdfium.PdfPage, text: pdfium.PdfTextPage, index: int) -> Box:
    sides = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text, index, *sides)
    left, right, bottom, top = (side.value for side in sides)
    return shown_box(page, left, bottom, right, top)


def _place(page: pdfium.PdfPage, text: pdfium.PdfTextPage, index: int) -> Box:
    rect = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, rect)
    return shown_box(page, rect.left, rect.bottom, rect.right, rect.top)


def shown_box(page: pdfium.PdfPage, left: float, bottom: float, right: float, top: float) -> Box:
    """A box of the page's own space as fractions of the page as it is shown."""
    across, down = ctypes.c_int(), ctypes.c_int()
    corners = []
    for x, y in ((left, bottom), (right, top)):
        raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
        corners.append((across.value / _GRID, down.value / _GRID))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def is_within(box: Box, slack: float = 0.0) -> bool:
    """Does it lie on the page?"""
    return box[0] >= -slack and box[1] >= -slack and box[2] <= 1 + slack and box[3] <= 1 + slack


def extremes(grey: Image.Image) -> tuple[int, int]:
    """The darkest and the lightest dot of a grey picture, 0 to 255."""
    darkest, lightest = grey.getextrema()
    assert not isinstance(darkest, tuple)
    assert not isinstance(lightest, tuple)
    return int(darkest), int(lightest)


class Sight:
    """What a reader sees of a page: drawn with its text, and without."""

    def __init__(self, page: pdfium.PdfPage, limits: Limits) -> None:
        self.picture = drawn(page, limits)
        bare = self._without_text(page, limits)
        bands = ImageChops.difference(self.picture, bare).split()
        self._change = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
        self._grey = self.picture.convert("L")

    @staticmethod
    def _without_text(page: pdfium.PdfPage, limits: Limits) -> Image.Image:
        texts = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]))
        for text in texts:
            raw.FPDFPageObj_SetIsActive(text, 0)
        bare = drawn(page, limits)
        for text in texts:
            raw.FPDFPageObj_SetIsActive(text, 1)
        return bare

    def sees(self, word: Word) -> bool:
        """Is each letter on the page, and does it stand out?

        Letters that paint nothing (the text layer of a scan) must lie upon something that stands out.
        """
        return all(self._sees(sign) for sign in word.signs)

    def _sees(self, sign: Sign) -> bool:
        if not is_within(sign.place, 0.01):
            return False
        width, height = self.picture.size
        left, top, right, bottom = sign.place if sign.mode == _INVISIBLE else sign.box
        x0, y0 = max(0, int(left * width) - 1), max(0, int(top * height) - 1)
        box = (x0, y0, min(width, int(right * width) + 2), min(height, int(bottom * height) + 2))
        if box[0] >= box[2] or box[1] >= box[3]:
            return False
        if sign.mode == _INVISIBLE:
            darkest, lightest = extremes(self._grey.crop(box))
            return lightest - darkest >= _CONTRAST
        return extremes(self._change.crop(box))[1] >= _SEEN
