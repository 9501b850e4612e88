"""Provinces as regions: their place on the tile map, and the act that founded the young ones.

Source: `data/province_tiles.csv` (names from the dataset "wilayah", MIT);
`data/founded.toml` (UU 14/2022, UU 15/2022, UU 16/2022, UU 29/2022).
"""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Tile:
    """A province on the tile map; row 0 is the north, column 0 the west."""

    code: str
    name: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Founding:
    """The first day of a region and the act that says so."""

    day: date
    act: str


@cache
def province_tiles() -> tuple[Tile, ...]:
    """All 38 provinces, from north-west to south-east."""
    with (_DATA / "province_tiles.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(int(row["row"]), int(row["col"]), row["code"], row["name"]) for row in csv.DictReader(lines)]
    return tuple(Tile(code, name, row, column) for row, column, code, name in sorted(rows))


@cache
def _foundings() -> dict[str, Founding]:
    entries = tomllib.loads((_DATA / "founded.toml").read_text("utf-8"))
    return {code: Founding(entry["from"], entry["act"]) for code, entry in entries.items()}


def founding(region_code: str) -> Founding | None:
    """When and by which act the region was founded; None for those older than the register."""
    return _foundings().get(region_code)
