"""Whose page is it: an election body's, nobody's in particular, or another public body's.

Source: hosts and traps of unit websites as listed in `data/lexicon_cues.toml`.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

from terbuka.rules.matching.lexicon import Hit, lexicon
from terbuka.rules.matching.names import mentions
from terbuka.rules.matching.normalise import stems
from terbuka.rules.pages import Page, path_of
from terbuka.rules.units import Institution, Level, all_units, units_by_slug

_OF_KPU = frozenset(["kpu", "pkpu", "ppk", "kpps", "pantarlih"])
_OF_BAWASLU = frozenset(["bawaslu", "panwascam", "panwaslu", "perbawaslu", "ptps", "pkd", "panwaslih"])
_HOUSE_LABELS = ("kpu", "bawaslu", "panwaslih", "kipaceh")
_PRESS_PATHS = (
    *("/berita", "/news", "/read/", "/artikel", "/politik", "/daerah", "/opini", "/amp/", "/nasional"),
)
_NOT_A_PLACE = re.compile(
    r"kpud?|bawaslu|panwaslih|panwaslu|panwas|kip|ppid|jdih|kabupaten|kab|kota|prov|web|www"
)


class Owner(StrEnum):
    """Who speaks on a page."""

    HOUSE = "house"
    NEUTRAL = "neutral"
    OTHER = "other"


@cache
def places() -> frozenset[str]:
    """Stems of all words in the names of the units' places, short forms ("jatim") included."""
    names = {unit.place for unit in all_units()} | {unit.short_name for unit in all_units()}
    return frozenset(word for name in names for word in stems(name)) - {"kpu", "bawaslu", "kip", "panwaslih"}


def _is_in(host: str, names: Sequence[str]) -> bool:
    """Is the host one of the named ones? A name without a dot may stand anywhere in it."""
    return any(
        host == name or host.endswith(f".{name}") or ("." not in name and name in host) for name in names
    )


@lru_cache(maxsize=4096)
def is_mirror(host: str) -> bool:
    """Does the host hold documents that anybody uploads?"""
    return _is_in(host, lexicon().cues["hosts"]["mirrors"])


def _of_title(hits: Sequence[Hit], path: Sequence[str]) -> Owner:
    """Judged by the words of the title alone, as on mirrors of documents."""
    roles = {hit.sign.role for hit in hits}
    if "bodies.house" in roles:
        return Owner.HOUSE
    if any(hit.sign.role == "genre.law" and hit.start <= 1 for hit in hits):
        return Owner.NEUTRAL
    others = {hit.sign.words for hit in hits if hit.sign.role == "bodies.others"}
    offices = set(lexicon().cues["bodies"]["offices"])
    if others and not ("bodies.election" in roles and others <= offices):
        return Owner.OTHER
    # "KABUPATEN TEGAL CATATAN ...": a region without an election body is the local government.
    names_region = any(
        kind in ("kabupaten", "kota", "provinsi") and name in places() for kind, name in pairwise(path)
    )
    return Owner.OTHER if names_region and "bodies.election" not in roles else Owner.NEUTRAL


def owner_of(page: Page, hits: Sequence[Hit], path: Sequence[str], official: frozenset[str]) -> Owner:
    """Whose page it is, by its host and, where the host says nothing, by its title (`hits` in `path`)."""
    host, cues = page.host, lexicon().cues["hosts"]
    if host in official or any(mark in host for mark in _HOUSE_LABELS):
        return Owner.HOUSE
    by_title = _of_title(hits, path)
    if is_mirror(host) or _is_in(host, cues["rulebooks"]) or not host:
        return by_title
    if _is_in(host, cues["services"]):
        told = path_of(page.address).lower()
        return Owner.HOUSE if any(mark in told for mark in _HOUSE_LABELS) else by_title
    if host.endswith((".go.id", ".ac.id", ".sch.id", ".desa.id", ".mil.id")) and "jdih" not in host:
        return Owner.OTHER
    if any(part in path_of(page.address).lower() for part in _PRESS_PATHS):
        return Owner.OTHER
    return Owner.HOUSE if by_title is Owner.HOUSE and "ppid" in page.address.lower() else Owner.OTHER


def institution_of(page: Page, path: Sequence[str]) -> Institution | None:
    """KPU or Bawaslu, by the host, else by the first of them in the title."""
    host = page.host
    if "bawaslu" in host or "panwas" in host:
        return Institution.BAWASLU
    if "kpu" in host:
        return Institution.KPU
    named = next((word for word in path if word in _OF_KPU or word in _OF_BAWASLU), None)
    if named is None:
        return None
    return Institution.KPU if named in _OF_KPU else Institution.BAWASLU


def is_unofficial(page: Page, official: frozenset[str]) -> bool:
    """Does the page lie where anybody may publish: on a mirror of documents, a blog, a private host?"""
    return page.host not in official and not page.host.endswith(".go.id")


@lru_cache(maxsize=4096)
def _place_in(host: str) -> str:
    """What a host's name says of its place: "kab-jombang.kpu.go.id" -> "jombang"."""
    label = host.removesuffix(".go.id").removesuffix(".my.id").removesuffix(".blogspot.com")
    label = label.rsplit(".", 1)[0] if label.endswith((".com", ".id", ".org", ".net")) else label
    return re.sub(r"[^a-z]", "", _NOT_A_PLACE.sub("", label))


def _abbreviates(short: str, place: str) -> bool:
    """Are the letters of `short` in `place` in their order, from its first one?"""
    rest = iter(place)
    return short[:1] == place[:1] and all(letter in rest for letter in short)


def is_leftover(page: Page) -> bool:
    """Does the title name another unit than the address: a template filled in for somebody else?"""
    host = page.host
    if not any(mark in host for mark in _HOUSE_LABELS) or host.startswith("jdih."):
        return False
    place = _place_in(host)
    if not place:
        return False
    named = [slugs for _, slugs in mentions(page.title)]
    if len(named) != 1 or named[0][0] not in units_by_slug():
        return False
    units = [units_by_slug()[slug] for slug in named[0]]
    if any(unit.level is not Level.REGENCY for unit in units):
        return False
    names = {re.sub(r"[^a-z]", "", unit.place.lower()) for unit in units}
    return not any(place in name or name in place or _abbreviates(place, name) for name in names)
