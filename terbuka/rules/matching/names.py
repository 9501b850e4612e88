"""Which KPU and Bawaslu units a text names, and whether it speaks of one's own unit.

A text copied from another unit, or the national template left as it was, is found by the
names in it. Names are read from the register of units with its aliases; the longest name
wins ("Bandung Barat" is not "Bandung"), and a bare name that a regency shares with a city
or a province counts for whichever of them is asked about. Source: `data/units.csv`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from terbuka.rules.units import Institution, Level, Unit, all_units

NATIONAL = "national"

_INSTITUTION = re.compile(
    r"\b(?:(kpud?|kip|komisi\s+(?:pemilihan\s+umum|independen\s+pemilihan))"
    r"|(bawaslu|panwaslih|panwaslu|badan\s+pengawas\s+pemil(?:u\b|ihan\s+umum)"
    r"|panitia\s+pengawas\s+pemil(?:u\b|ihan(?:\s+umum)?)))\b"
)
_WORD = re.compile(r"([a-z']+)(\.?)([^a-z]*)")
_DOTTED = frozenset(["kab", "prov", "kep", "d", "i"])
_FILLER = frozenset(["daerah", "sekretariat", "umum"])
_MAIN_WORDS = 8
_REACH = 90
_KINDS = {"kabupaten": ("kabupaten", "kab"), "kota": ("kota",), "provinsi": ("provinsi", "prov", "propinsi")}


class Whose(StrEnum):
    """Whose text it is, by the names in it."""

    OWN = "own"
    OTHER = "other"
    NATIONAL = "national"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Naming:
    """How often a text names the unit, others of its institution, and the national body.

    `others` counts slugs of other units of the same institution; `neighbours` the other
    institution's units, which an own text may well mention.
    """

    own: int = 0
    national: int = 0
    others: Counter[str] = field(default_factory=Counter)
    neighbours: Counter[str] = field(default_factory=Counter)

    @property
    def whose(self) -> Whose:
        """The own unit where it is named at least as often as any other one; then the most named."""
        most = max(self.others.values(), default=0)
        if self.own and self.own >= most:
            return Whose.OWN
        if most:
            return Whose.OTHER
        if self.national:
            return Whose.NATIONAL
        if self.neighbours and not self.own:
            return Whose.OTHER
        return Whose.NONE


def _readings(unit: Unit) -> Iterator[tuple[str, ...]]:
    """Word sequences that name the unit when they follow its institution's word."""
    place = tuple(_letters(unit.place))
    for kind in _KINDS.get(unit.kind, ()):
        yield (kind, *place)
    yield place
    if place[0] == "kepulauan":
        yield ("kep", *place[1:])
    for name in (unit.name, unit.short_name, *unit.aliases):
        rest = _INSTITUTION.sub("", name.lower(), count=1)
        letters = tuple(_letters(rest))
        if letters and letters[0] not in ("ri", "republik"):
            yield letters


def _letters(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


_RANK = {Level.PROVINCE: 0, Level.REGENCY: 1, Level.NATIONAL: 2}


@cache
def _tries() -> dict[Institution, dict[str, Any]]:
    """For each institution a trie of words; under "" the slugs of the units a reading may mean."""
    tries: dict[Institution, dict[str, Any]] = {institution: {} for institution in Institution}
    ranked = sorted(all_units(), key=lambda unit: (_RANK[unit.level], unit.kind != "kabupaten"))
    for unit in ranked:
        if unit.level is Level.NATIONAL:
            continue
        for reading in _readings(unit):
            node = tries[unit.institution]
            for word in reading:
                node = node.setdefault(word, {})
            slugs = node.setdefault("", [])
            if unit.slug not in slugs:
                slugs.append(unit.slug)
    for trie in tries.values():
        for reading in (("ri",), ("republik", "indonesia"), ("pusat",), ("r", "i")):
            node = trie
            for word in reading:
                node = node.setdefault(word, {})
            node.setdefault("", []).append(NATIONAL)
    return tries


def _tail(text: str, start: int) -> list[str]:
    """The words right after an institution's word, up to the end of the phrase."""
    result: list[str] = []
    for word, dot, gap in _WORD.findall(text[start : start + _REACH].lstrip()):
        result.append(word)
        if (dot and word not in _DOTTED) or gap.strip(" \n\r\t-–'.\xa0") or len(result) == _MAIN_WORDS:
            break
    return result


def _longest(trie: dict[str, Any], tail: list[str]) -> tuple[str, ...]:
    node: dict[str, Any] | None = trie
    best: tuple[str, ...] = ()
    for word in tail:
        node = node.get(word) if node else None
        if node is None:
            break
        best = tuple(node.get("", best))
    return best


def mentions(text: str) -> Iterator[tuple[Institution, tuple[str, ...]]]:
    """Each naming of a unit in `text`: its institution and the slugs it may mean, likeliest first.

    A mention without any place ("KPU telah ...") is left out; `("national",)` is KPU RI or Bawaslu RI.
    """
    lower = text.lower()
    tries = _tries()
    known: dict[tuple[Institution, str], tuple[str, ...]] = {}
    for hit in _INSTITUTION.finditer(lower):
        institution = Institution.KPU if hit[1] else Institution.BAWASLU
        rest = lower[hit.end() : hit.end() + 48]
        key = (institution, rest)
        slugs = known.get(key)
        if slugs is None:
            if rest[:1] and not rest[0].isspace():
                slugs = ()
            else:
                slugs = _named(tries[institution], _tail(lower, hit.end()))
            known[key] = slugs
        if slugs:
            yield institution, slugs


def _named(trie: dict[str, Any], tail: list[str]) -> tuple[str, ...]:
    slugs = _longest(trie, tail)
    if not slugs and tail and tail[0] in _FILLER:
        slugs = _longest(trie, tail[1:])
    return slugs


def names_in(text: str) -> Counter[str]:
    """How often each unit (by slug) and the national bodies ("national") are named in `text`."""
    return Counter(slugs[0] for _, slugs in mentions(text))


def whose(text: str, unit: Unit) -> Naming:
    """Whom `text` names, as seen from `unit`."""
    own = national = 0
    others: Counter[str] = Counter()
    neighbours: Counter[str] = Counter()
    for institution, slugs in mentions(text):
        if unit.slug in slugs:
            own += 1
        elif slugs[0] == NATIONAL:
            national += institution is unit.institution
            own += institution is unit.institution and unit.level is Level.NATIONAL
        elif institution is unit.institution:
            others[slugs[0]] += 1
        else:
            neighbours[slugs[0]] += 1
    return Naming(own, national, others, neighbours)
