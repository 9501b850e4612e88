"""Drawings of numbers as plain attributes of SVG, each with the sentence that says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from terbuka.rules.regions import Tile
from terbuka.rules.scoring import BandScale, category_of, next_band
from terbuka.rules.scoring import shown as shown_score
from terbuka.web import words


def _percent(value: Fraction) -> str:
    return f"{round(float(value), 3):g}%"


def _plain(value: Fraction) -> Decimal:
    """A bound as people write it: 87.5, 90."""
    return Decimal(f"{float(value):g}")


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a bar: where it begins, how wide it is, what it is called, which class paints it."""

    x: str
    width: str
    label: str
    paint: str


@dataclass(frozen=True, slots=True)
class Step:
    """One category of a scale. `number` is 1 for the lowest to 5 for the best."""

    category: str
    lower: Decimal
    number: int
    is_reached: bool


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """A score on its scale; `value` is None where nothing was scored. `needed` leads to `next_category`."""

    value: Decimal | None
    category: str
    segments: tuple[Segment, ...]
    ticks: tuple[tuple[str, Decimal], ...]
    needle: str
    steps: tuple[Step, ...]
    next_category: str
    needed: Decimal


def shown(value: Fraction) -> Decimal:
    """Two decimals, rounded down, so that no shown number contradicts its category."""
    return Decimal(shown_score(value))


def rounded_up(value: Fraction) -> Decimal:
    """Two decimals, rounded up, so that earning as much is enough."""
    return Decimal(-(-value * 100 // 1)) / 100


def score_bar(scale: BandScale, value: Fraction | None = None) -> ScoreBar:
    """Draw a scale and a score on it. Raises BadInput for a score below 0 or above 100."""
    category = category_of(value, scale) if value is not None else None
    ahead = next_band(value, scale) if value is not None else None
    segments, upper = [], Fraction(100)
    for place, band in enumerate(scale.bands):
        paint = f"band-{len(scale.bands) - place}"
        segments.append(
            Segment(_percent(band.lower), _percent(upper - band.lower), band.category.value, paint)
        )
        upper = band.lower
    return ScoreBar(
        value=None if value is None else shown(value),
        category=category.value if category else "",
        segments=tuple(reversed(segments)),
        ticks=tuple((_percent(band.lower), _plain(band.lower)) for band in scale.bands if band.lower),
        needle="" if value is None else _percent(value),
        steps=tuple(
            Step(band.category.value, _plain(band.lower), len(scale.bands) - place, band.category is category)
            for place, band in enumerate(scale.bands)
        ),
        next_category=ahead.category.value if ahead else "",
        needed=rounded_up(ahead.lower - value) if ahead and value is not None else Decimal(0),
    )


def shares(counts: Mapping[str, int]) -> tuple[Segment, ...]:
    """How verdicts share a whole: one stretch for each that occurs, in the order of proof."""
    total = sum(counts.values())
    found, x = [], Fraction(0)
    for verdict, word in words.VERDICTS.items():
        width = Fraction(100 * counts.get(verdict, 0), total or 1)
        if width:
            found.append(Segment(_percent(x), _percent(width), str(word.label), f"share-{word.tone}"))
            x += width
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Column:
    """One score as a standing column: across in parts of the drawing's width, down in pixels."""

    x: str
    width: str
    middle: str
    y: int
    height: int

    @property
    def above(self) -> int:
        """Where the number over it stands."""
        return self.y - 6


COLUMN_HEIGHT, ABOVE_COLUMN, FEWEST_SLOTS = 110, 22, 4


def score_columns(scores: Sequence[Fraction | None]) -> list[Column]:
    """Scores from 0 to 100 side by side; what has none is a low column of its own kind."""
    slot = Fraction(100, max(len(scores), FEWEST_SLOTS))
    columns = []
    for place, score in enumerate(scores):
        tall = max(int((Fraction(15) if score is None else score) * COLUMN_HEIGHT / 100), 2)
        left = slot * place
        columns.append(
            Column(
                x=_percent(left + slot / 5),
                width=_percent(slot * 3 / 5),
                middle=_percent(left + slot / 2),
                y=ABOVE_COLUMN + COLUMN_HEIGHT - tall,
                height=tall,
            )
        )
    return columns


LINE_WIDTH, LINE_HEIGHT = 720, 120


@dataclass(frozen=True, slots=True)
class Line:
    """Scores over days as one line: its corners, the heights of the category bounds, first and last value."""

    corners: str
    bounds: tuple[tuple[int, str], ...]
    first: tuple[date, Decimal]
    last: tuple[date, Decimal]
    end: tuple[int, int]
    width: int = LINE_WIDTH
    height: int = LINE_HEIGHT


def readiness_line(
    noted: Sequence[tuple[date, Fraction]], scale: BandScale, from_on: date, to_on: date
) -> Line | None:
    """Draw scores by day from 0 to 100; a value holds until the next. None for fewer than two days."""
    by_day = dict(noted)
    days = sorted(by_day)
    if len(days) < 2:
        return None
    span = max((to_on - from_on).days, 1)

    def x(day: date) -> int:
        return LINE_WIDTH * max((day - from_on).days, 0) // span

    def y(score: Fraction) -> int:
        return int(LINE_HEIGHT - score * LINE_HEIGHT / 100)

    corners: list[str] = []
    for day in days:
        if corners:
            corners.append(f"{x(day)},{corners[-1].partition(',')[2]}")
        corners.append(f"{x(day)},{y(by_day[day])}")
    return Line(
        " ".join(corners),
        tuple((y(band.lower), band.category.value) for band in scale.bands if band.lower),
        (days[0], shown(by_day[days[0]])),
        (days[-1], shown(by_day[days[-1]])),
        (x(days[-1]), y(by_day[days[-1]])),
    )


TILE_WIDTH, TILE_HEIGHT, GAP = 64, 54, 4
_LINE = 12


@dataclass(frozen=True, slots=True)
class PlacedTile:
    """A province's tile in the drawing, its short name a word a line; each line with its place."""

    code: str
    name: str
    x: int
    y: int
    lines: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class TileMap:
    """All tiles placed, and the size of the drawing."""

    tiles: tuple[PlacedTile, ...]
    width: int
    height: int
    tile_width: int = TILE_WIDTH
    tile_height: int = TILE_HEIGHT


def _placed(tile: Tile, short_name: str) -> PlacedTile:
    x, y = tile.column * (TILE_WIDTH + GAP), tile.row * (TILE_HEIGHT + GAP)
    parts = short_name.split()
    first = y + TILE_HEIGHT // 2 + 4 - _LINE * (len(parts) - 1) // 2
    lines = tuple((part, x + TILE_WIDTH // 2, first + _LINE * n) for n, part in enumerate(parts))
    return PlacedTile(tile.code, tile.name, x, y, lines)


def tile_map(tiles: Sequence[Tile], short_names: Mapping[str, str]) -> TileMap:
    """Place the tiles; `short_names` are by province code, the full name stands in where one lacks."""
    return TileMap(
        tuple(_placed(tile, short_names.get(tile.code, tile.name)) for tile in tiles),
        (max(tile.column for tile in tiles) + 1) * (TILE_WIDTH + GAP) - GAP,
        (max(tile.row for tile in tiles) + 1) * (TILE_HEIGHT + GAP) - GAP,
    )
