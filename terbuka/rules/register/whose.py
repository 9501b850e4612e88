"""Whose matter a request is: the offices that its words name by body, level and region.

Source: UU 14/2008 article 22 (7) letter b (a body that does not hold it names the one that does).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from terbuka.rules.units import Institution, Level

_WORDS = re.compile(r"[a-z]+")
_BODIES = {"kpu": Institution.KPU, "kpud": Institution.KPU, "bawaslu": Institution.BAWASLU}
_LEVELS = {
    "nasional": Level.NATIONAL,
    "pusat": Level.NATIONAL,
    "ri": Level.NATIONAL,
    "provinsi": Level.PROVINCE,
    "kabupaten": Level.REGENCY,
    "kab": Level.REGENCY,
    "kota": Level.REGENCY,
}
_KINDS = frozenset(_LEVELS) | {"administrasi", "indonesia", "republik"}
MOST = 3


@dataclass(frozen=True, slots=True)
class Office:
    """A unit as it may be named: `name` is whole, as "KPU Kabupaten Jombang"."""

    pk: int
    name: str
    institution: str
    level: str


@dataclass(frozen=True, slots=True)
class _Named:
    words: frozenset[str]
    body: Institution | None
    level: Level | None
    kind: str


def words_of(text: str) -> frozenset[str]:
    """The words of a text or a name, in small letters."""
    return frozenset(_WORDS.findall(text.lower()))


def _named(text: str) -> _Named:
    words = words_of(text)
    body = next((one for word, one in _BODIES.items() if word in words), None)
    level = next((one for word, one in _LEVELS.items() if word in words), None)
    kind = next((word for word in ("kota", "kabupaten") if word in words), "")
    return _Named(words, body, level, kind)


def region_words(office: Office) -> frozenset[str]:
    """What tells the region of an office from others: "jombang" of "KPU Kabupaten Jombang"."""
    return words_of(office.name) - frozenset(_BODIES) - _KINDS


def meant(text: str, offices: Iterable[Office], *, asked: int | None = None) -> tuple[Office, ...]:
    """The offices that a request names other than the one it is sent to (`asked`); the likeliest first.

    A region must be named whole. Where a region bears the name of its province or of another
    region, body and level decide; where neither is named, all of them are given, at most three.
    """
    named = _named(text)
    found = [(fit, office) for office in offices if (fit := _fit(named, office))]
    best = max((fit for fit, _office in found), default=0)
    chosen = [office for fit, office in found if fit == best]
    if any(office.pk == asked for office in chosen):
        return ()
    return tuple(chosen[:MOST])


def _fit(named: _Named, office: Office) -> int:
    """How well the words name this office; 0 where they name another, or none."""
    region = region_words(office)
    if named.body and named.body.value != office.institution:
        return 0
    if not region:
        is_meant = office.level == Level.NATIONAL and named.level is Level.NATIONAL and named.body is not None
        return 1 if is_meant else 0
    if not region <= named.words:
        return 0
    if named.level and named.level.value != office.level:
        return 0
    has_other_kind = named.kind and office.level == Level.REGENCY and named.kind not in words_of(office.name)
    return 0 if has_other_kind else 1 + len(region)
