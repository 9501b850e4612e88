"""Which cell styles of a workbook hide their words: white on white, dark on dark, an empty format."""

from dataclasses import dataclass
from typing import Any

from terbuka.documents.leaks.packs import Pack, local

# Colours 0 to 7 of the old palette, repeated as 8 to 15.
_PALETTE = ("000000", "ffffff", "ff0000", "00ff00", "0000ff", "ffff00", "ff00ff", "00ffff")
_THEME = ("ffffff", "000000")
_AUTO, _NONE = "auto", ""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Styles by number: lost on white, lost on a dark ground."""

    white: frozenset[int] = frozenset()
    dark: frozenset[int] = frozenset()


def _colour(element: Any) -> str:
    """Six hexadecimal digits, or "" for one that is not known."""
    if element is None:
        return _NONE
    if rgb := element.get("rgb"):
        return str(rgb)[-6:].lower()
    if (indexed := element.get("indexed")) and indexed.isdigit():
        number = int(indexed)
        return _PALETTE[number % 8] if number < 16 else {64: "000000", 65: "ffffff"}.get(number, _NONE)
    if (theme := element.get("theme")) in ("0", "1"):
        tint = float(element.get("tint") or 0)
        return _THEME[int(theme)] if abs(tint) < 0.1 else _NONE
    return _NONE


def is_white(colour: str) -> bool:
    """Is a colour so light that nobody reads it on paper?"""
    return len(colour) == 6 and all(int(colour[at : at + 2], 16) >= 0xF2 for at in (0, 2, 4))


def is_dark(colour: str) -> bool:
    """Is a colour so dark that black words drown in it?"""
    return len(colour) == 6 and all(int(colour[at : at + 2], 16) <= 0x28 for at in (0, 2, 4))


def _fill(element: Any) -> str:
    """The ground of a cell; white where there is none, "" where it is not known."""
    pattern = next((one for one in element if local(one) == "patternFill"), None)
    if pattern is None:
        return _NONE
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return "ffffff"
    front = next((one for one in pattern if local(one) == "fgColor"), None)
    return _colour(front) if kind == "solid" else _NONE


def unseen_styles(pack: Pack) -> Unseen:
    """The styles of `xl/styles.xml` that hide what a cell says."""
    tree = pack.tree("xl/styles.xml", 20_000_000)
    if tree is None:
        return Unseen()
    parts = {local(one): one for one in tree}
    fonts = [_colour(next((c for c in one if local(c) == "color"), None)) for one in parts.get("fonts", ())]
    fills = [_fill(one) for one in parts.get("fills", ())]
    empty = {
        one.get("numFmtId")
        for one in parts.get("numFmts", ())
        if (one.get("formatCode") or "").replace(" ", "").startswith(";;;")
    }
    white, dark = set(), set()
    for number, style in enumerate(parts.get("cellXfs", ())):
        font = _at(fonts, style.get("fontId"))
        fill = _at(fills, style.get("fillId")) or _NONE
        if style.get("numFmtId") in empty or (is_white(font) and is_white(fill)):
            white.add(number)
        elif font and font == fill and is_dark(fill):
            dark.add(number)
    return Unseen(frozenset(white), frozenset(dark))


def _at(values: list[str], number: str | None) -> str:
    place = int(number) if number and number.isdigit() else 0
    return values[place] if place < len(values) else _NONE
