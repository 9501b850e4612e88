"""Whose text is it: the unit's own, another unit's, or the untouched national template.

Source: names of units of `data/units.csv`.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

from terbuka.rules.matching.scanning import at_word_start
from terbuka.rules.units import Level, Unit, all_units

_BODIES = (
    r"kpud?|k\.p\.u\.?|kip|bawaslu|panwaslih|panwaslu|komisi pemilihan umum|komisi independen pemilihan|"
    r"badan pengawas pemilihan umum|badan pengawas pemilu|panitia pengawas pemilihan"
)
_BODY = re.compile(at_word_start(_BODIES.split("|")) + r"\s{1,3}")
_PLACE = re.compile(
    r"(?P<kind>kabupaten|kab\b\.?|kota|provinsi|prov\b\.?|propinsi)?\s{0,3}"
    r"(?:(?:administrasi|adm\b\.?)\s{1,3})?"
    r"(?P<place>[a-z][a-z'’.\-]*(?:\s[a-z][a-z'’.\-]*){0,4})"
)
_NATIONAL = re.compile(r"(?:ri\b|republik indonesia|pusat\b)")
_KINDS = {"kab": "kabupaten", "prov": "provinsi", "propinsi": "provinsi"}
_OWN_KIND = {
    "kabupaten": r"(?<![a-z])kab(?:upaten|\.)?\s{1,3}",
    "kota": r"(?<!wali )(?<![a-z])kota\s{1,3}(?:administrasi\s{1,3})?",
    "provinsi": r"(?<![a-z])pro[vp](?:insi|\.)?\s{1,3}",
}
_MOST = 60


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is named in a text, how often, and which other units (by their names in the register)."""

    own: int = 0
    national: int = 0
    foreign: tuple[str, ...] = ()

    @property
    def is_foreign_only(self) -> bool:
        """Another unit is named, this one is not."""
        return bool(self.foreign) and not self.own

    @property
    def is_national_only(self) -> bool:
        """Only the national body is named."""
        return self.national > 0 and not self.own and not self.foreign


@cache
def _places() -> dict[str, tuple[Unit, ...]]:
    """Units by their bare place in lower case: "pekalongan" names two."""
    found: dict[str, list[Unit]] = {}
    for unit in all_units():
        if unit.level is not Level.NATIONAL:
            found.setdefault(unit.place.lower(), []).append(unit)
    return {place: tuple(units) for place, units in found.items()}


def _units_named(kind: str, words: str) -> tuple[Unit, ...]:
    """Units whose place is the longest beginning of `words`."""
    parts = words.replace("’", "'").split()
    for length in range(min(len(parts), 5), 0, -1):
        units = _places().get(" ".join(parts[:length]).rstrip(".,"), ())
        kind = _KINDS.get(kind.rstrip("."), kind.rstrip("."))
        fitting = tuple(unit for unit in units if not kind or unit.kind == kind)
        if fitting:
            return fitting
    return ()


def _is_kin(unit: Unit, other: Unit) -> bool:
    """The same place, or the province and its own units: naming them is natural.

    A city and a regency of one name (Kota Madiun, Kabupaten Madiun) are two places.
    """
    if other.place.lower() == unit.place.lower() and (other.kind == unit.kind or other.level != unit.level):
        return True
    return other.region_code == unit.province_code or (
        unit.level is Level.PROVINCE and other.province_code == unit.region_code
    )


def naming(low: str, unit: Unit | None) -> Naming:
    """Who is named in `low` (lower-case text), seen from `unit`; without a unit nobody is foreign."""
    if unit is None:
        return Naming()
    place = unit.place.lower()
    own = low.count(place) if len(place) > 3 else 0
    own += sum(low.count(alias.lower()) for alias in unit.aliases if len(alias) > 5)
    foreign: dict[str, int] = {}
    is_twin = False
    bodies = [found.end() for found in _BODY.finditer(low)]
    for found in islice(filter(None, (_PLACE.match(low, end) for end in bodies)), _MOST):
        units = _units_named(found["kind"] or "", found["place"])
        if not units:
            continue
        if any(one.slug == unit.slug or _is_kin(unit, one) for one in units):
            own += unit.level is not Level.NATIONAL and any(one.slug == unit.slug for one in units)
            continue
        one = next((one for one in units if one.institution is unit.institution), units[0])
        is_twin |= one.place.lower() == place
        foreign[one.name] = foreign.get(one.name, 0) + 1
    if is_twin:
        # Beside "KPU Kota Madiun" a bare "Madiun" says nothing of the regency.
        own = len(re.findall(_OWN_KIND[unit.kind] + re.escape(place), low))
    is_below = unit.level is not Level.NATIONAL
    national = sum(_NATIONAL.match(low, end) is not None for end in bodies) if is_below else 0
    return Naming(own, national, tuple(sorted(foreign, key=lambda name: -foreign[name])))
