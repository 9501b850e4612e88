"""Whose page is it: an election body's, nobody's in particular, or another public body's.

Source: hosts and traps of unit websites as listed in `data/lexicon_cues.toml`.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from urllib.parse import urlsplit

from terbuka.rules.matching.lexicon import Hit, lexicon
from terbuka.rules.matching.normalise import stems
from terbuka.rules.pages import Page
from terbuka.rules.units import Institution, all_units

_HOUSE_LABELS = ("kpu", "bawaslu", "panwaslih", "kipaceh")
_PRESS_PATHS = ("/berita", "/news", "/read/", "/artikel", "/politik", "/daerah", "/opini", "/amp/", "/nasional")


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
    return any(name in host for name in names)


def _of_title(hits: Sequence[Hit], path: Sequence[str]) -> Owner:
    """Judged by the words of the title alone, as on mirrors of documents."""
    roles = {hit.sign.role for hit in hits}
    if "bodies.house" in roles:
        return Owner.HOUSE
    others = {hit.sign.words for hit in hits if hit.sign.role == "bodies.others"}
    offices = set(lexicon().cues["bodies"]["offices"])
    if others and not ("bodies.election" in roles and others <= offices):
        return Owner.OTHER
    # "KABUPATEN TEGAL CATATAN ...": a region without an election body is the local government.
    pairs = zip(path, path[1:], strict=False)
    names_region = any(kind in ("kabupaten", "kota", "provinsi") and name in places() for kind, name in pairs)
    return Owner.OTHER if names_region and "bodies.election" not in roles else Owner.NEUTRAL


def owner_of(page: Page, hits: Sequence[Hit], path: Sequence[str], official: frozenset[str]) -> Owner:
    """Whose page it is, by its host and, where the host says nothing, by its title (`hits` in `path`)."""
    host, cues = page.host, lexicon().cues["hosts"]
    if host in official or any(mark in host for mark in _HOUSE_LABELS):
        return Owner.HOUSE
    by_title = _of_title(hits, path)
    if _is_in(host, cues["mirrors"]) or _is_in(host, cues["rulebooks"]) or not host:
        return by_title
    if _is_in(host, cues["services"]):
        told = urlsplit(page.address).path.lower()
        return Owner.HOUSE if any(mark in told for mark in _HOUSE_LABELS) else by_title
    if host.endswith((".go.id", ".ac.id", ".sch.id", ".desa.id", ".mil.id")) and "jdih" not in host:
        return Owner.OTHER
    if any(part in urlsplit(page.address).path.lower() for part in _PRESS_PATHS):
        return Owner.OTHER
    return Owner.HOUSE if by_title is Owner.HOUSE and "ppid" in page.address.lower() else Owner.OTHER


def institution_of(page: Page, path: Sequence[str]) -> Institution | None:
    """KPU or Bawaslu, by the host, else by the first of them in the title."""
    host = page.host
    if "bawaslu" in host or "panwas" in host:
        return Institution.BAWASLU
    if "kpu" in host:
        return Institution.KPU
    named = [word for word in path if word in ("kpu", "pkpu", "bawaslu", "panwascam", "panwaslu", "perbawaslu")]
    if not named:
        return None
    return Institution.KPU if named[0] in ("kpu", "pkpu") else Institution.BAWASLU
