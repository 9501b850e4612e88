"""The tree of work units: levels, institutions, who stands above whom, time zones.

Source: `data/units.csv` (region codes and names from the dataset "wilayah" by
Cahya DSN, MIT; its notice lies beside the data).
"""

import csv
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted

UNITS = Path(__file__).parent / "data" / "units.csv"


class Institution(StrEnum):
    """The two election bodies; each is a tree with its own root."""

    KPU = "KPU"
    BAWASLU = "Bawaslu"


class Level(StrEnum):
    """Levels of the tree."""

    NATIONAL = "national"
    PROVINCE = "province"
    REGENCY = "regency"

    @classmethod
    def from_letter(cls, letter: str) -> "Level":
        """The level behind N, P or K of the list of required items. Raises KeyError."""
        return {"N": cls.NATIONAL, "P": cls.PROVINCE, "K": cls.REGENCY}[letter]


@dataclass(frozen=True, slots=True)
class Unit:
    """One work unit (satker) as the register of units names it.

    `kind` is nasional, provinsi, kabupaten or kota; `region_code` the Kemendagri
    code (00, 35, 35.17). `website_basis` is `seen` where a page naming the
    address was read, else `guess` (computed from the pattern of its kind).
    """

    slug: str
    institution: Institution
    level: Level
    kind: str
    region_code: str
    province_code: str
    name: str
    short_name: str
    website: str
    website_basis: str
    aliases: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The region's bare name: "Jombang" of "KPU Kabupaten Jombang"."""
        words = self.name.split()
        kinds = {"Kabupaten", "Kota", "Provinsi", "Republik"}
        cut = next((n + 1 for n, word in enumerate(words) if word in kinds), 1)
        return " ".join(words[cut:])

    @property
    def host(self) -> str:
        """Host name of its main website."""
        return urlsplit(self.website).hostname or ""


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        slug=row["slug"],
        institution=Institution(row["institution"]),
        level=Level(row["level"]),
        kind=row["kind"],
        region_code=row["region_code"],
        province_code=row["province_code"],
        name=row["name"],
        short_name=row["short_name"],
        website=row["website"],
        website_basis=row["website_basis"],
        aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
    )


@cache
def all_units() -> tuple[Unit, ...]:
    """Every unit of both institutions, in the order of the register."""
    with UNITS.open(encoding="utf-8", newline="") as lines:
        return tuple(_unit(row) for row in csv.DictReader(lines))


@cache
def units_by_slug() -> dict[str, Unit]:
    """Units by slug."""
    return {unit.slug: unit for unit in all_units()}


def unit_named(slug: str) -> Unit:
    """The unit with this slug. Raises BadInput naming the nearest ones where there is none."""
    units = units_by_slug()
    if slug in units:
        return units[slug]
    near = get_close_matches(slug[:80], units, n=3, cutoff=0.5)
    if near:
        fault = say("Satker {slug} tidak dikenal; mungkin {near}.", slug=quoted(slug), near=", ".join(near))
    else:
        fault = say("Satker {slug} tidak dikenal; contoh: kpu-kab-jombang.", slug=quoted(slug))
    raise BadInput(fault)
