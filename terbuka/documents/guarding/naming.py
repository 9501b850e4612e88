"""Finds where words stand on the pages of a PDF, for who names what to black out instead of drawing a box."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pypdfium2 as pdfium

from terbuka.documents.blackout.seen_words import Sign, words_of
from terbuka.documents.confined import Done, Limits
from terbuka.documents.drawing import loaded, opened

# A share of the page around a letter, so that no edge of it stays.
_MARGIN = 0.002
# Words of fewer letters and digits are taken as words of their own, not within others.
_LONG_ENOUGH = 6


def places_of(content: bytes, wish: dict[str, Any], limits: Limits) -> Done:
    """Tells `areas` (page, x0, y0, x1, y1) of `wish["words"]`: however spaced or broken over lines.

    Capitals and signs between letters do not count. At most `wish["most"]` areas.
    """
    wanted = _plain(wish["words"])
    areas: list[list[float]] = []
    document = opened(content, limits)
    for number in range(1, len(document) + 1):
        page = loaded(document, number)
        for signs in _found(page, wanted) if wanted else ():
            areas += [[number, *box] for box in _boxes(signs)]
        page.close()
        if len(areas) >= wish["most"]:
            break
    return Done({"areas": areas[: wish["most"]]})


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _found(page: pdfium.PdfPage, wanted: str) -> Iterator[list[Sign]]:
    """The letters of each place where the words stand; no letter twice."""
    text, signs, edges = "", list[Sign](), {0}
    for word in words_of(page):
        for sign in word.signs:
            plain = _plain(sign.letter)
            # Whatever stands between two letters that is none parts two words, as a blank does.
            if not plain:
                edges.add(len(text))
            text += plain
            signs += [sign] * len(plain)
        edges.add(len(text))
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        is_whole = at in edges and end in edges
        if is_whole or len(wanted) >= _LONG_ENOUGH:
            yield signs[at:end]
        at = text.find(wanted, end if is_whole else at + 1)


def _boxes(signs: list[Sign]) -> Iterator[list[float]]:
    """One box a line."""
    for _line, group in groupby(signs, key=_Lines()):
        boxes = [sign.box for sign in group]
        sides = (
            min(box[0] for box in boxes) - _MARGIN,
            min(box[1] for box in boxes) - _MARGIN,
            max(box[2] for box in boxes) + _MARGIN,
            max(box[3] for box in boxes) + _MARGIN,
        )
        yield [round(min(max(side, 0.0), 1.0), 5) for side in sides]


class _Lines:
    """Numbers the lines of letters that come one after another."""

    def __init__(self) -> None:
        self._number, self._last = 0, (0.0, 0.0, 0.0, 0.0)

    def __call__(self, sign: Sign) -> int:
        """The number of the line on which the letter stands."""
        left, top, _right, bottom = sign.place
        _before, above, end, below = self._last
        is_same = top < below and bottom > above and left >= end - (bottom - top)
        self._number += not is_same
        self._last = sign.place
        return self._number
