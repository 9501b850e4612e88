"""What was published elsewhere: results of earlier years, and the share that a year is held against.

Source: `data/published_scores.csv`, one row a result with the page it was read
on, and `data/reference_share.toml`. The rows are what was found published,
mostly by those who did well; they are no count of a year.
"""

import csv
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from terbuka.rules.regions import province_tiles
from terbuka.rules.scoring import Category, parse_score, scale
from terbuka.rules.sources import Citation, citation
from terbuka.rules.units import Institution, Unit, all_units

PUBLISHED = Path(__file__).parent / "data" / "published_scores.csv"
REFERENCES = Path(__file__).parent / "data" / "reference_share.toml"


@dataclass(frozen=True, slots=True)
class Published:
    """A result as an assessor published it. `slug` names our unit, "" where none bears the name.

    `score` is None where only the category was told; `scale_key` is "" where the
    source names no scale: such a row is shown, never judged.
    """

    key: str
    name: str
    institution: str
    slug: str
    province_code: str
    level: str
    year: int
    score: Fraction | None
    category: Category
    assessor: str
    scale_key: str
    url: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A share, in per cent, that a year is held against, and what it rests on."""

    share: Fraction
    is_official: bool
    ground: Citation
    confidence: str


@cache
def _by_name() -> dict[str, Unit]:
    """Units by every name that the register gives them, in lower case."""
    return {
        name.casefold(): unit for unit in all_units() for name in (*unit.aliases, unit.short_name, unit.name)
    }


def unit_called(name: str) -> Unit | None:
    """The unit that a published name means: its own, its short or another name; None for nobody of ours."""
    known, plain = _by_name(), " ".join(name.split()).casefold()
    # "Bawaslu Provinsi DI Yogyakarta" is "Bawaslu DI Yogyakarta" in the register.
    return known.get(plain) or known.get(plain.replace(" provinsi ", " ", 1))


def _published(row: dict[str, str]) -> Published:
    unit = unit_called(row["unit"])
    if row["scale"]:
        scale(row["scale"])
    provinces = {tile.name: tile.code for tile in province_tiles()}
    return Published(
        key="/".join(("published", row["unit"], row["year"], row["assessor"])),
        name=row["unit"],
        institution=Institution(row["institution"]).value,
        slug=unit.slug if unit else "",
        province_code=unit.province_code if unit else provinces.get(row["province"], ""),
        level=unit.level.value if unit else "",
        year=int(row["year"]),
        score=parse_score(row["score"]) if row["score"] else None,
        category=Category(row["category"]),
        assessor=row["assessor"],
        scale_key=row["scale"],
        url=row["url"],
    )


@cache
def published_rows() -> tuple[dict[str, str], ...]:
    """Every row of the file, those of other bodies too: they prove the scales."""
    with PUBLISHED.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def published_results() -> tuple[Published, ...]:
    """The results of KPU and Bawaslu alone, in the order of the file."""
    ours = {body.value for body in Institution}
    return tuple(_published(row) for row in published_rows() if row["institution"] in ours)


@cache
def _references() -> dict[str, tuple[tuple[int, Reference], ...]]:
    data = tomllib.loads(REFERENCES.read_text("utf-8"))
    return {
        body: tuple(
            (
                row["from"],
                Reference(
                    Fraction(row["share"]), row["is_official"], citation(row["cite"]), row["confidence"]
                ),
            )
            for row in sorted(rows, key=lambda row: int(row["from"]), reverse=True)
        )
        for body, rows in data.items()
    }


def reference_share(institution: str, year: int) -> Reference | None:
    """What the share of Informatif units of a body is held against in a year; None before the first entry."""
    found = _references().get(institution, ())
    return next((reference for begins, reference in found if begins <= year), None)
