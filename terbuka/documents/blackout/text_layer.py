"""Words that are found and copied but not painted, laid upon a page that is a picture.

Their font has no shapes: a Type 3 font with one empty glyph for every code, and
a table that tells which letter a code is (ISO 32000-1, 9.6.5 and 9.10.3).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from terbuka.documents.blackout.seen_words import Box

_CODES = 255
_ADVANCE = 500
_TALL = 2.0


@dataclass(frozen=True, slots=True)
class Laid:
    """A word and where it lies, as fractions of the page from its top left corner."""

    text: str
    box: Box


class TextLayer:
    """The letters of one document and the fonts that hold them."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._codes: dict[str, tuple[int, int]] = {}
        self._fonts: list[pikepdf.Object] = []

    def content(self, words: Sequence[Laid], width: float, height: float) -> bytes:
        """The operators that lay `words` upon a page of these points."""
        parts = [b"BT 3 Tr\n"]
        for word in words:
            parts.append(self._word(word, width, height))
        parts.append(b"ET\n")
        return b"".join(parts)

    def _word(self, word: Laid, width: float, height: float) -> bytes:
        left, top, right, bottom = word.box
        across, down = max((right - left) * width, 0.1), max((bottom - top) * height, 0.1)
        letters = [self._code(letter) for letter in word.text]
        is_tall = len(letters) > 1 and down > _TALL * across
        length, size = (down, across) if is_tall else (across, down)
        stretch = length * 1000 / (_ADVANCE * size * max(len(letters), 1)) * 100
        x, y = left * width, height - bottom * height
        matrix = f"0 1 -1 0 {x + across:.2f} {y:.2f}" if is_tall else f"1 0 0 1 {x:.2f} {y:.2f}"
        out = [f"{matrix} Tm {stretch:.2f} Tz\n".encode()]
        # A blank after each word, or readers take neighbours for one.
        for font, codes in _runs([*letters, self._code(" ")]):
            out.append(f"/T{font} {size:.2f} Tf <{bytes(codes).hex()}> Tj\n".encode())
        return b"".join(out)

    def _code(self, letter: str) -> tuple[int, int]:
        return self._codes.setdefault(letter, divmod(len(self._codes), _CODES))

    def resources(self) -> Dictionary:
        """The fonts by name, to be filled by `finish`; one table for all pages."""
        if not self._fonts:
            self._fonts.append(self._pdf.make_indirect(Dictionary()))
        return Dictionary(Font=self._fonts[0])

    def finish(self) -> None:
        """Make the fonts, once all words are laid."""
        if not self._fonts:
            return
        last = max((font for font, _code in self._codes.values()), default=-1)
        for font in range(last + 1):
            letters = {code: letter for letter, (at, code) in self._codes.items() if at == font}
            self._fonts[0][f"/T{font}"] = self._pdf.make_indirect(self._font(letters))

    def _font(self, letters: dict[int, str]) -> Dictionary:
        last = max(letters)
        # A path that is not painted: some readers pass over turned letters without any extent.
        glyph = self._pdf.make_stream(
            f"{_ADVANCE} 0 0 0 {_ADVANCE} 1000 d1 0 0 {_ADVANCE} 1000 re n".encode()
        )
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, _ADVANCE, 1000]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(e=glyph),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([0, *[Name.e] * (last + 1)])),
            FirstChar=0,
            LastChar=last,
            Widths=Array([_ADVANCE] * (last + 1)),
            Resources=Dictionary(),
            ToUnicode=self._pdf.make_stream(_to_unicode(letters)),
        )


def _runs(letters: Iterable[tuple[int, int]]) -> Iterable[tuple[int, list[int]]]:
    """Neighbouring letters of the same font."""
    runs: list[tuple[int, list[int]]] = []
    for font, code in letters:
        if not runs or runs[-1][0] != font:
            runs.append((font, []))
        runs[-1][1].append(code)
    return runs


def _to_unicode(letters: dict[int, str]) -> bytes:
    pairs = [f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for code, letter in sorted(letters.items())]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    told = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Layer def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{told}\nendcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode()
