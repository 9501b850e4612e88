"""The tile map and the bars of the country, drawn as text because a template takes longer for 500 shapes.

A bar is five steps high: the better a category, the higher its stretch, so that
nobody needs the colours. What has no score, or could not be looked at, is hatched;
what was looked for and is lacking is left plain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from django.utils.safestring import SafeString, mark_safe

from terbuka.rules.regions import province_tiles
from terbuka.web.nation.numbers import BEST_FIRST, Counts

TILE_WIDTH, TILE_HEIGHT, GAP = 64, 70, 4
_BAR = (5, 30, 54, 18)
_LONGEST_LINE = 10
_STEPS = len(BEST_FIRST)
# In place of a category: items that are not there.
LACKING = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """What stands in a province's tile: its short name, its bar of `total` units, its number, its address."""

    short_name: str
    counts: Counts
    total: int
    figure: str
    href: str
    said: str


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def bar(counts: Counts, total: int, box: tuple[int, int, int, int]) -> str:
    """The stretches of one bar in `box` (x, y, width, height), best first; the rest of `total` is hatched."""
    x, y, width, height = box
    total = max(total, counts.asked)
    if not total:
        return f'<rect class="none" x="{x}" y="{y}" width="{width}" height="{height}"/>'
    parts, at = [], float(x)
    for place, category in enumerate(BEST_FIRST):
        n = counts.of(category)
        if n:
            step, wide = _STEPS - place, width * n / total
            high = height * step / _STEPS
            parts.append(
                f'<rect class="band-{step}" x="{_number(at)}" y="{_number(y + height - high)}" '
                f'width="{_number(wide)}" height="{_number(high)}"/>'
            )
            at += wide
    if lacking := counts.of(LACKING):
        wide = width * lacking / total
        parts.append(
            f'<rect class="lacking" x="{_number(at)}" y="{y}" width="{_number(wide)}" height="{height}"/>'
        )
        at += wide
    if counts.scored + lacking < total:
        wide = x + width - at
        parts.append(
            f'<rect class="none" x="{_number(at)}" y="{y}" width="{_number(wide)}" height="{height}"/>'
        )
    return "".join(parts)


def _lines(name: str) -> list[str]:
    """A short name on at most two lines."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + len(word) < _LONGEST_LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if len(lines) < 3 else [lines[0], " ".join(lines[1:])]


def _drawn(x: int, y: int, tile: Tile) -> str:
    lines = _lines(tile.short_name)
    first = y + (19 if len(lines) == 1 else 13)
    middle = x + TILE_WIDTH // 2
    left, top, width, height = _BAR
    words = "".join(
        f'<text x="{middle}" y="{first + 12 * n}">{escape(line)}</text>' for n, line in enumerate(lines)
    )
    return (
        f'<a href="{escape(tile.href)}" aria-label="{escape(tile.said)}">'
        f'<rect class="tile" x="{x}" y="{y}" width="{TILE_WIDTH}" height="{TILE_HEIGHT}" rx="8"/>{words}'
        f"{bar(tile.counts, tile.total, (x + left, y + top, width, height))}"
        f'<text class="figure" x="{middle}" y="{y + 63}">{escape(tile.figure)}</text></a>'
    )


def tile_map(tiles: Mapping[str, Tile], label: str) -> SafeString:
    """The map of all provinces; `label` names the element that says what it is, `tiles` are by code."""
    placed = province_tiles()
    wide = (max(one.column for one in placed) + 1) * (TILE_WIDTH + GAP) - GAP
    high = (max(one.row for one in placed) + 1) * (TILE_HEIGHT + GAP) - GAP
    drawn = "".join(
        _drawn(one.column * (TILE_WIDTH + GAP), one.row * (TILE_HEIGHT + GAP), tiles[one.code])
        for one in placed
        if one.code in tiles
    )
    return mark_safe(  # noqa: S308  names, addresses and words are escaped above
        f'<svg class="chart nation-map" viewBox="-2 -2 {wide + 4} {high + 4}" role="group" '
        f'aria-labelledby="{label}">{drawn}</svg>'
    )


def bar_of(counts: Counts, total: int, width: int = 120, height: int = 16) -> SafeString:
    """One bar by itself, for beside the numbers that say the same."""
    return mark_safe(  # noqa: S308  numbers alone
        f'<svg class="chart nation-bar" viewBox="0 0 {width} {height}" preserveAspectRatio="none" '
        f'aria-hidden="true" focusable="false">{bar(counts, total, (0, 0, width, height))}</svg>'
    )


def share_line(share: Fraction | None, reference: Fraction | None) -> SafeString:
    """A share of a hundred as a bar, with an upright line where the reference stands."""
    full = "" if share is None else f'<rect class="band-5" width="{float(share):.2f}%" height="16"/>'
    mark = (
        ""
        if reference is None
        else f'<rect class="reference" x="{float(reference):.2f}%" y="-3" width="3" height="22"/>'
    )
    return mark_safe(  # noqa: S308  numbers alone
        '<svg class="chart share-line" width="100%" height="16" aria-hidden="true" focusable="false">'
        f'<rect class="ground" width="100%" height="16"/>{full}{mark}</svg>'
    )


def table_rows(rows: Sequence[Sequence[str]], labels: Sequence[str]) -> SafeString:
    """The body of a table: in each row an address, a name and a bar, which are its heading, then numbers."""
    heads = [escape(label) for label in labels]
    told = []
    for href, name, drawn, *cells in rows:
        link = f'<a class="target" href="{escape(href)}">{escape(name)}</a>' if href else escape(name)
        columns = "".join(
            f'<td class="number{" zero" if cell == "0" else ""}" data-label="{label}">{cell}</td>'
            for label, cell in zip(heads, cells, strict=True)
        )
        told.append(f'<tr><th scope="row">{link}{drawn}</th>{columns}</tr>')
    return mark_safe("".join(told))  # noqa: S308  names are escaped, cells are numbers, bars are drawn above
