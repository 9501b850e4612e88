"""The words of an example site: what the data files say, chosen by seed and filled in for one unit.

Seeds from 1000 on draw from variants that no ordinary seed ever uses, so that
rules tuned on ordinary sites can be tried on words they have not met.
"""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from terbuka.example.periods import WEEKDAYS, Period, say_day
from terbuka.rules.units import Institution, Level, Unit, all_units

DATA = Path(__file__).parent / "data"
HELD_OUT_FROM = 1000
SLIPS = 0.05
_YEARS = re.compile(
    r",?\s*(?:\(?\b(?:Tahun Anggaran|Tahun Pelaporan|per 31 Desember|Tahun|Periode|Bulan|TA\.?|Th\.?)\s+)?"
    r"(?:Nomor \d+ Tahun )?\{(?:year|period|this_year|next_year)\}\)?",
    re.IGNORECASE,
)


@cache
def data_file(name: str) -> dict[str, Any]:
    """A TOML file of the data folder by its name without ending."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def item_wordings() -> dict[str, dict[str, Any]]:
    """What the data says of each item that example sites can show, by code."""
    merged: dict[str, dict[str, Any]] = {}
    for path in sorted((DATA / "items").glob("*.toml")):
        merged.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return merged


def is_held_out(seed: int) -> bool:
    """Does this seed draw from the words kept away from ordinary seeds?"""
    return seed >= HELD_OUT_FROM


@cache
def _surroundings(unit: Unit) -> tuple[str, tuple[Unit, ...]]:
    """The name of the unit's province, and the regency units of other provinces."""
    kin = [other for other in all_units() if other.institution == unit.institution]
    above = (u.place for u in kin if u.level == Level.PROVINCE and u.region_code == unit.province_code)
    far = (u for u in kin if u.level == Level.REGENCY and u.province_code != unit.province_code)
    return next(above, ""), tuple(far)


@dataclass(slots=True)
class Voice:
    """One unit's way of writing on one site: chooses variants, fills in braces.

    `chance` is the site's only source of randomness, so the same seed always
    writes the same words.
    """

    unit: Unit
    seed: int
    as_of: date
    chance: Random
    province: str = ""
    others: tuple[Unit, ...] = ()
    unused: list[str] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.province, self.others = _surroundings(self.unit)

    def variants(self, table: dict[str, Any], key: str) -> list[Any]:
        """The variants of `key` this seed may use."""
        if is_held_out(self.seed):
            return list(table.get(f"held_out_{key}", table[key]))
        return list(table[key])

    def choose(self, table: dict[str, Any], key: str) -> Any:
        """One of the variants of `key`."""
        return self.chance.choice(self.variants(table, key))

    def fill(
        self,
        source: str,
        period: Period | None = None,
        *,
        unit: Unit | None = None,
        more: dict[str, str] | None = None,
    ) -> str:
        """`source` with its braces filled in; `unit` speaks for another unit than the site's own."""
        known = {**self._facts(unit or self.unit), **self._times(period), **(more or {})}

        def told(brace: re.Match[str]) -> str:
            word = brace.group(1)
            return known[word] if word in known else self._invented(word)

        return re.sub(r"\{(\w+)\}", told, source)

    def undated(self, source: str) -> str:
        """`source` without the words that would tell its year or period."""
        return re.sub(r"\s{2,}", " ", _YEARS.sub("", source)).strip(" ,:-")

    def mistyped(self, words: str) -> str:
        """`words`, at times with a slip of the finger in the longest one, as titles are typed in haste."""
        longest = max(words.split(), key=len, default="")
        if len(longest) < 8 or self.chance.random() > SLIPS:
            return words
        at = self.chance.randint(2, len(longest) - 3)
        swapped = longest[:at] + longest[at + 1] + longest[at] + longest[at + 2 :]
        dropped = longest[:at] + longest[at + 1 :]
        return words.replace(longest, dropped if is_held_out(self.seed) else swapped, 1)

    def names_other(self) -> Unit:
        """A unit of the same institution in another province."""
        return self.chance.choice(self.others)

    def _facts(self, unit: Unit) -> dict[str, str]:
        is_kpu = unit.institution == Institution.KPU
        kind, prose = unit.kind.capitalize(), data_file("prose")
        return {
            "unit": unit.name,
            "UNIT": unit.name.upper(),
            "place": unit.place,
            "kind_place": f"{kind} {unit.place}",
            "province": self.province,
            "body": unit.institution.value,
            "domain": "kpu.go.id" if is_kpu else "bawaslu.go.id",
            "host": self.unit.host,
            "handle": f"{unit.institution.value.lower()}_{unit.place.lower().replace(' ', '')}",
            "street": f"{_steady(unit, prose['streets'])} Nomor {11 + len(unit.slug)}",
            "phone": f"(0{300 + len(unit.slug)}) 86{1000 + 37 * len(unit.name)}",
            "rule": data_rule(is_kpu, in_force=True),
            "old_rule": data_rule(is_kpu, in_force=False),
        }

    def _times(self, period: Period | None) -> dict[str, str]:
        this = self.as_of.year
        told = {"this_year": str(this), "next_year": str(this + 1)}
        return told | ({"period": period.label, "year": period.year} if period else {})

    def _invented(self, word: str) -> str:
        prose = data_file("prose")
        if word == "name":
            self.unused = self.unused or self.chance.sample(prose["names"], len(prose["names"]))
            return self.unused.pop()
        if word == "adhoc":
            kpu = self.unit.institution == Institution.KPU
            return str(self.chance.choice(prose["adhoc" if kpu else "adhoc_bawaslu"]))
        if word == "rp":
            thousands = [str(self.chance.randint(100, 999)) for _ in range(2)]
            return ".".join([str(self.chance.randint(11, 989)), *thousands])
        digits = int(word.removeprefix("n"))
        return str(self.chance.randint(10 ** (digits - 1), 10**digits - 1))


def _steady(unit: Unit, choices: list[str]) -> str:
    """Always the same one of `choices` for a unit."""
    return choices[sum(map(ord, unit.slug)) % len(choices)]


def data_rule(is_kpu: bool, *, in_force: bool) -> str:
    """The body's own rule on information service, in force or revoked, as pages cite it."""
    own = {
        (True, True): "Peraturan KPU Nomor 22 Tahun 2023 sebagaimana telah diubah terakhir dengan "
        "Peraturan KPU Nomor 4 Tahun 2025",
        (True, False): "Peraturan KPU Nomor 1 Tahun 2015",
        (False, True): "Peraturan Bawaslu Nomor 10 Tahun 2019 sebagaimana diubah dengan "
        "Peraturan Bawaslu Nomor 1 Tahun 2022",
        (False, False): "Peraturan Bawaslu Nomor 1 Tahun 2017",
    }
    return own[is_kpu, in_force]


def say_weekday(day: date) -> str:
    """ "Kamis, 22 September 2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {say_day(day)}"


def slug_of(text: str, *, limit: int = 80) -> str:
    """`text` as a path segment: lower case, words joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:limit].strip("-")
