"""Rows of a table of units, each checked by itself: the unit it names, and what the unit came out of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from terbuka.documents.cells import Check
from terbuka.models import FormerSlug, Succession, Website, WorkUnit
from terbuka.models.units import Basis, WebsiteKind
from terbuka.rules.language import say
from terbuka.rules.units import Institution, Level, SuccessionKind, Unit, with_former_names
from terbuka.rules.wording import quoted
from terbuka.rules.zones import zone_of
from terbuka.services.units.difference import Following, Renaming

COLUMNS = {
    "slug": ("slug",),
    "institution": ("lembaga", "institution"),
    "level": ("tingkat", "level"),
    "region_code": ("kode_wilayah", "region_code"),
    "name": ("nama", "name"),
    "short_name": ("nama_pendek", "short_name"),
    "aliases": ("nama_lain", "aliases"),
    "website": ("situs", "website"),
    "website_basis": ("dasar_situs", "website_basis"),
    "origins": ("pendahulu", "predecessor", "predecessors"),
    "way": ("cara", "kind", "succession"),
    "on": ("mulai", "from", "on"),
    "basis": ("dasar", "basis"),
    "former_slug": ("slug_lama", "former_slug"),
}
NEEDED = ("slug", "institution", "level", "region_code", "name")
_LEVELS = {
    "national": Level.NATIONAL,
    "nasional": Level.NATIONAL,
    "province": Level.PROVINCE,
    "provinsi": Level.PROVINCE,
    "regency": Level.REGENCY,
    "kabkota": Level.REGENCY,
    "kabupaten": Level.REGENCY,
    "kota": Level.REGENCY,
    "kabupaten/kota": Level.REGENCY,
}
_BASES = {"": Basis.SEEN, "pernah terlihat": Basis.SEEN, "dugaan": Basis.GUESS, "dipastikan": Basis.CONFIRMED}
# How a unit came out of others, and whether those end with it.
_WAYS: dict[str, tuple[SuccessionKind, bool] | None] = {
    "": None,
    "ganti nama": (SuccessionKind.RENAMED, False),
    "pecah": (SuccessionKind.SPLIT, True),
    "mekar": (SuccessionKind.SPLIT, False),
    "gabung": (SuccessionKind.MERGED, True),
    "berganti nama": (SuccessionKind.RENAMED, False),
    "renamed": (SuccessionKind.RENAMED, False),
    "split": (SuccessionKind.SPLIT, True),
    "carved out": (SuccessionKind.SPLIT, False),
    "merged": (SuccessionKind.MERGED, True),
}
_INSTITUTIONS = {institution.value.lower(): institution for institution in Institution}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODES = {
    Level.NATIONAL: re.compile(r"00"),
    Level.PROVINCE: re.compile(r"[0-9]{2}"),
    Level.REGENCY: re.compile(r"[0-9]{2}\.[0-9]{2}"),
}
_is_web = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Register:
    """The units as they are stored, with what a table is compared to; `former`: by addresses of the past."""

    stored: Mapping[str, WorkUnit]
    former: Mapping[str, WorkUnit]
    sites: Mapping[int, str]
    links: Mapping[tuple[str, str], Succession]

    @classmethod
    def now(cls) -> Self:
        """As it is stored now; four queries."""
        stored = {unit.slug: unit for unit in WorkUnit.objects.all()}
        by_pk = {unit.pk: unit for unit in stored.values()}
        links = Succession.objects.all()
        main = Website.objects.filter(kind=WebsiteKind.MAIN.value)
        return cls(
            stored,
            {one.slug: by_pk[one.unit_id] for one in FormerSlug.objects.all()},
            dict(main.values_list("unit_id", "url")),
            {(by_pk[link.before_id].slug, by_pk[link.after_id].slug): link for link in links},
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one row asks for: the unit, the stored one it is about, and what it came out of."""

    unit: Unit
    stored: WorkUnit | None
    renaming: Renaming | None = None
    former_slug: str = ""
    followings: tuple[Following, ...] = ()


def _code(check: Check, level: Level | None) -> str:
    """The region code, with its zero back where a spreadsheet took it for a number."""
    code = check.text("region_code", 5)
    if level is Level.REGENCY and re.fullmatch(r"[0-9]{2}\.[0-9]", code):
        code += "0"
    if level is Level.NATIONAL and code == "0":
        code = "00"
    try:
        zone_of(code)
        is_known = level is None or bool(_CODES[level].fullmatch(code))
    except KeyError:
        is_known = False
    if not is_known:
        check.fault(
            "region_code",
            say("{code} bukan kode wilayah tingkat ini, misalnya 35 atau 35.17", code=quoted(code)),
        )
    return code


def _kind(level: Level, name: str) -> str:
    if level is Level.REGENCY:
        return "kota" if " Kota " in f" {name} " else "kabupaten"
    return {Level.NATIONAL: "nasional", Level.PROVINCE: "provinsi"}[level]


@dataclass(frozen=True, slots=True)
class _Origin:
    """What a row says of where its unit comes from; `was` is the address it had until now."""

    kind: SuccessionKind | None
    ends: bool
    slugs: tuple[str, ...]
    on: date | None
    basis: str
    was: str

    @property
    def is_rename(self) -> bool:
        """Is it the same unit under another name?"""
        return self.kind is SuccessionKind.RENAMED or (self.kind is None and bool(self.was))


def _origin(check: Check) -> _Origin:
    found = check.one_of("way", _WAYS)
    kind, ends = found or (None, False)
    slugs = tuple(dict.fromkeys(check.listed("origins") or ()))
    former, basis, on = check.text("former_slug", 80), check.text("basis", 200), check.day("on")
    if slugs and not kind:
        check.fault("way", say("kosong; pilih ganti nama, pecah, mekar, atau gabung"))
    if kind is SuccessionKind.RENAMED and len(slugs) > 1:
        check.fault("origins", say("ganti nama hanya dari satu satker"))
    if kind and kind is not SuccessionKind.RENAMED:
        if not slugs:
            check.fault("origins", say("kosong; tulis slug satker asalnya, dipisahkan titik koma"))
        if not on and not check.row.cells.get("on"):
            check.fault("on", say("kosong; tulis hari mulainya, misalnya 2026-01-31"))
    was = former or (slugs[0] if slugs and kind is SuccessionKind.RENAMED else "")
    return _Origin(kind, ends, slugs, on, basis, was)


def _target(check: Check, origin: _Origin, register: Register, slug: str) -> WorkUnit | None:
    """The stored unit that a row is about, by its address or the one it had; None for a new one."""
    stored = register.stored.get(slug)
    was = origin.was if origin.is_rename and origin.was != slug else ""
    column = "origins" if origin.kind else "former_slug"
    now = register.former.get(slug)
    if stored is None and now is not None and was != now.slug:
        check.fault("slug", say("satker ini kini beralamat {slug}; pakai alamat itu", slug=now.slug))
    elif stored is None and origin.is_rename:
        if was in register.stored and register.stored[was].valid_to is None:
            return register.stored[was]
        check.fault(column, say("satker {slug} tidak ada", slug=quoted(was)))
    elif stored is not None and was and register.former.get(was) != stored:
        if was in register.stored:
            check.fault(column, say("{was} dan {slug} sama-sama ada: pakai cara gabung", was=was, slug=slug))
        elif was in register.former or origin.kind:
            check.fault(column, say("satker {slug} tidak ada", slug=quoted(was)))
        elif not _SLUG.fullmatch(was):
            check.fault(column, say("bukan alamat satker"))
    return stored


def _followings(check: Check, origin: _Origin, register: Register, slug: str) -> tuple[Following, ...]:
    """The links to units that this one came out of, but for those that are stored already."""
    if not origin.kind or origin.is_rename or not origin.on:
        return ()
    links = []
    for before in origin.slugs:
        known = register.links.get((before, slug))
        if known and (known.kind, known.on) == (origin.kind.value, origin.on):
            continue
        if known:
            check.fault(
                "way", say("{after} sudah tercatat menggantikan {before}.", after=slug, before=before)
            )
        elif before in register.former:
            now = register.former[before].slug
            check.fault("origins", say("satker ini kini beralamat {slug}; pakai alamat itu", slug=now))
        elif before not in register.stored:
            check.fault("origins", say("satker {slug} tidak ada", slug=quoted(before)))
        links.append(Following(before, slug, origin.kind, origin.on, origin.basis, origin.ends))
    return tuple(links)


def _site(check: Check) -> tuple[str, Basis | None]:
    website = check.text("website", 300)
    basis = check.one_of("website_basis", {basis.value: basis for basis in Basis} | _BASES)
    try:
        if website:
            _is_web(website)
    except ValidationError:
        check.fault("website", say("{url} bukan alamat situs", url=quoted(website)))
    return website, basis


def read_row(check: Check, register: Register, today: date) -> Wanted | None:
    """What one row asks for; None where it has faults, which `check` then holds."""
    slug, name = check.text("slug", 80), check.text("name", 120)
    if not _SLUG.fullmatch(slug):
        check.fault("slug", say("tulis dengan huruf kecil, angka dan tanda hubung, misalnya kpu-kab-jombang"))
    if not name:
        check.fault("name", say("kosong"))
    institution, level = check.one_of("institution", _INSTITUTIONS), check.one_of("level", _LEVELS)
    code, (website, basis), origin = _code(check, level), _site(check), _origin(check)
    stored = _target(check, origin, register, slug)
    if stored and institution and level and (stored.institution, stored.level) != (institution, level):
        check.fault("slug", say("lembaga atau tingkat satker yang sudah ada tidak dapat diganti"))
    followings, short_name = _followings(check, origin, register, slug), check.text("short_name", 120)
    if check.faults or institution is None or level is None or basis is None:
        return None
    is_renamed = origin.is_rename and stored is not None and (stored.slug, stored.name) != (slug, name)
    kept = "" if is_renamed or stored is None else stored.short_name
    unit = Unit(
        slug=slug,
        institution=institution,
        level=level,
        kind=_kind(level, name),
        region_code=code,
        province_code="" if level is Level.NATIONAL else code[:2],
        name=name,
        short_name=short_name or kept or name,
        website=website or (register.sites.get(stored.pk, "") if stored else ""),
        website_basis=basis.value,
        aliases=_aliases(check, stored),
    )
    if not is_renamed or stored is None:
        extra = origin.was if stored and origin.was not in ("", slug) else ""
        return Wanted(unit, stored, None, "" if extra in register.former else extra, followings)
    return _renaming(unit, stored, origin, today)


def _aliases(check: Check, stored: WorkUnit | None) -> tuple[str, ...]:
    said = check.listed("aliases")
    return tuple(said if said is not None else stored.aliases if stored else ())


def _renaming(unit: Unit, stored: WorkUnit, origin: _Origin, today: date) -> Wanted:
    """The unit with the names it gives up among its other names."""
    former, present = [stored.name, stored.short_name], [unit.name, unit.short_name]
    aliases = with_former_names(unit.aliases, former, present)
    renaming = Renaming(stored.pk, stored.slug, origin.on or today, origin.basis)
    return Wanted(replace(unit, aliases=aliases), stored, renaming)
