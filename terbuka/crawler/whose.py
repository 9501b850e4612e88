"""Whose websites these are: unit by host name, official hosts, institution."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from urllib.parse import urlsplit

from terbuka.crawler.addresses import host_of
from terbuka.rules.pages import Page
from terbuka.rules.units import Institution, Level, Unit, all_units

# Hosts on which every unit of an institution publishes officially, and those of its national body.
_SHARED = {
    Institution.KPU: frozenset({"jdih.kpu.go.id", "infopemilu.kpu.go.id"}),
    Institution.BAWASLU: frozenset({"jdih.bawaslu.go.id"}),
}
_NATIONAL = {
    Institution.KPU: ("ppid.kpu.go.id", "eppid.kpu.go.id"),
    Institution.BAWASLU: ("ppid.bawaslu.go.id", "eppid.bawaslu.go.id", "ppidapp.bawaslu.go.id"),
}
_BODY_WORDS = {
    Institution.KPU: re.compile(
        r"\b(kpu|komisi pemilihan umum|kip aceh|komisi independen pemilihan)\b", re.I
    ),
    Institution.BAWASLU: re.compile(r"\b(bawaslu|badan pengawas pemili\w*|panwaslih)\b", re.I),
}


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


@cache
def _hosts() -> dict[str, Unit | None]:
    """Host name -> its unit; None where two units would answer to it."""
    found: dict[str, Unit | None] = {}

    def claim(host: str, unit: Unit) -> None:
        found[host] = unit if found.get(host, unit) is unit else None

    for unit in all_units():
        if not unit.host:
            continue
        main = unit.host.removeprefix("www.")
        for host in {main, f"www.{main}"}:
            claim(host, unit)
        if unit.level is Level.NATIONAL:
            for host in _NATIONAL[unit.institution]:
                claim(host, unit)
        elif unit.institution is Institution.BAWASLU:
            # ppid.kendal.bawaslu.go.id
            claim(f"ppid.{main}", unit)
        elif unit.level is Level.REGENCY:
            # e-PPID KPU: subangkabppid, pontianakkotappid, sumbarppid .kpu.go.id
            short = "kota" if unit.kind == "kota" else "kab"
            claim(f"{_letters(unit.place)}{short}ppid.kpu.go.id", unit)
        elif unit.level is Level.PROVINCE:
            for name in {_letters(unit.place), main.partition(".")[0]}:
                claim(f"{name}ppid.kpu.go.id", unit)
    return found


@cache
def _places_in_jdih() -> dict[str, Unit | None]:
    """`<province>/<unit>` of jdih.kpu.go.id -> its unit; None where unclear."""
    provinces = {
        unit.province_code: unit.host.partition(".")[0]
        for unit in all_units()
        if unit.institution is Institution.KPU and unit.level is Level.PROVINCE
    }
    found: dict[str, Unit | None] = {}
    for unit in all_units():
        if unit.institution is Institution.KPU and unit.level is Level.REGENCY:
            key = f"{provinces.get(unit.province_code, '')}/{_letters(unit.place)}"
            found[key] = None if key in found else unit
    return found


def unit_of_host(host: str) -> Unit | None:
    """The unit whose main, e-PPID or PPID host this is; None where unknown or unclear."""
    return _hosts().get(host.lower())


def unit_of(addresses: Sequence[str]) -> Unit | None:
    """The one unit that all recognised addresses belong to; None where there is none, or several."""
    units = {unit for unit in map(_unit_of_address, addresses) if unit is not None}
    return units.pop() if len(units) == 1 else None


def _unit_of_address(url: str) -> Unit | None:
    host = host_of(url)
    if host == "jdih.kpu.go.id":
        segments = [segment for segment in urlsplit(url).path.split("/") if segment]
        return _places_in_jdih().get("/".join(segments[:2]).lower()) if len(segments) > 1 else None
    return unit_of_host(host)


def official_hosts(
    unit: Unit | None, addresses: Iterable[str], *, institution: Institution, allowed: Iterable[str] = ()
) -> frozenset[str]:
    """Hosts on which this unit's publications are official.

    Its hosts in the register and by the patterns of its institution, the hosts
    that all units of it share, those of `addresses` that end in .go.id, and
    `allowed` (private hosts under test).
    """
    named = {host_of(url) for url in addresses}
    hosts = {host for host in named if host.endswith(".go.id")} | set(allowed) | _SHARED[institution]
    if unit is not None:
        hosts |= {host for host, owner in _hosts().items() if owner is unit}
    return frozenset(hosts)


def institution_of(addresses: Iterable[str], pages: Iterable[Page]) -> Institution:
    """The institution by host names, else by which of the two the titles and headings name more often.

    KPU where neither decides.
    """
    for host in map(host_of, addresses):
        if host == "bawaslu.go.id" or host.endswith(".bawaslu.go.id"):
            return Institution.BAWASLU
        if host == "kpu.go.id" or host.endswith(".kpu.go.id"):
            return Institution.KPU
    named: Counter[Institution] = Counter()
    for page in pages:
        words = " ".join((page.title, *page.headings[:3], page.menu_text[:300]))
        for institution, pattern in _BODY_WORDS.items():
            named[institution] += len(pattern.findall(words))
    return max(Institution, key=lambda institution: (named[institution], institution is Institution.KPU))
