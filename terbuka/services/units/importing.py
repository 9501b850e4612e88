"""Units from a table that somebody hands in: checked whole, then all of it or nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from terbuka.documents.tables import Fault, Row, Sheet
from terbuka.models import Account, Website, WorkUnit
from terbuka.models.units import Basis, WebsiteKind
from terbuka.rules.language import Phrase, say
from terbuka.rules.units import Institution, Level, Unit
from terbuka.rules.wording import quoted
from terbuka.rules.zones import zone_of
from terbuka.services.events import record
from terbuka.services.loading import Loaded
from terbuka.services.units.register import values_of

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
_INSTITUTIONS = {institution.value.lower(): institution for institution in Institution}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODES = {
    Level.NATIONAL: re.compile(r"00"),
    Level.PROVINCE: re.compile(r"[0-9]{2}"),
    Level.REGENCY: re.compile(r"[0-9]{2}\.[0-9]{2}"),
}
_is_web = URLValidator(schemes=["http", "https"])


@dataclass(slots=True)
class _Check:
    """The faults of one row, gathered."""

    row: Row
    sheet: Sheet
    faults: list[Fault] = field(default_factory=list)

    def fault(self, column: str, reason: Phrase) -> None:
        """Note a fault in a column."""
        self.faults.append(Fault(self.row.line, self.sheet.columns.get(column, column), reason))

    def one_of[Value](self, column: str, known: dict[str, Value]) -> Value | None:
        """The value behind the word in a column; a fault where it is unknown."""
        said = self.row.cells.get(column, "").lower()
        if said not in known:
            choices = "/".join(key for key in known if key)
            self.fault(
                column, say("{said} tidak dikenal; pilih {choices}", said=quoted(said), choices=choices)
            )
        return known.get(said)

    def text(self, column: str, most: int) -> str:
        """One line of at most `most` letters."""
        text = " ".join(self.row.cells.get(column, "").split())
        if len(text) > most or not text.isprintable():
            self.fault(column, say("terlalu panjang (paling banyak {most} huruf) atau rusak", most=most))
        return text


def _code(check: _Check, level: Level | None) -> str:
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


def _read(check: _Check, stored: WorkUnit | None) -> Unit | None:
    """The unit of one row; None where it has faults."""
    slug, name = check.text("slug", 80), check.text("name", 120)
    if not _SLUG.fullmatch(slug):
        check.fault("slug", say("tulis dengan huruf kecil, angka dan tanda hubung, misalnya kpu-kab-jombang"))
    if not name:
        check.fault("name", say("kosong"))
    institution, level = check.one_of("institution", _INSTITUTIONS), check.one_of("level", _LEVELS)
    code = _code(check, level)
    short_name = check.text("short_name", 120) or (stored.short_name if stored else name)
    website, basis = (
        check.text("website", 300),
        check.one_of("website_basis", {basis.value: basis for basis in Basis} | _BASES),
    )
    try:
        if website:
            _is_web(website)
    except ValidationError:
        check.fault("website", say("{url} bukan alamat situs", url=quoted(website)))
    if stored and institution and level and (stored.institution, stored.level) != (institution, level):
        check.fault("slug", say("lembaga atau tingkat satker yang sudah ada tidak dapat diganti"))
    if check.faults or institution is None or level is None or basis is None:
        return None
    said = check.row.cells.get("aliases")
    aliases = [alias.strip() for alias in said.split(";") if alias.strip()] if said is not None else None
    return Unit(
        slug=slug,
        institution=institution,
        level=level,
        kind=_kind(level, name),
        region_code=code,
        province_code="" if level is Level.NATIONAL else code[:2],
        name=name,
        short_name=short_name,
        website=website,
        website_basis=basis.value,
        aliases=tuple(aliases if aliases is not None else stored.aliases if stored else ()),
    )


def check_units(sheet: Sheet) -> tuple[list[Unit], list[Fault]]:
    """The units of a table, and every fault in it."""
    stored = {unit.slug: unit for unit in WorkUnit.objects.all()}
    open_regions = {
        (unit.institution, unit.region_code): unit.slug for unit in stored.values() if unit.valid_to is None
    }
    units: dict[str, Unit] = {}
    checks: list[_Check] = []
    for row in sheet.rows:
        check = _Check(row, sheet)
        checks.append(check)
        unit = _read(check, stored.get(row.cells["slug"]))
        if unit is None:
            continue
        if unit.slug in units:
            check.fault("slug", say("satker ini sudah ada di baris lain"))
        holder = open_regions.setdefault((unit.institution.value, unit.region_code), unit.slug)
        if holder != unit.slug:
            check.fault("region_code", say("wilayah ini milik satker {slug}", slug=holder))
        units[unit.slug] = unit
    for check in checks:
        found = units.get(check.row.cells["slug"])
        if found and found.level is not Level.NATIONAL:
            over = "00" if found.level is Level.PROVINCE else found.province_code
            if (found.institution.value, over) not in open_regions:
                check.fault("region_code", say("satker di atasnya ({code}) belum ada", code=over))
    return list(units.values()), [fault for check in checks for fault in check.faults]


@transaction.atomic
def import_units(units: Iterable[Unit], *, by: Account | None, at: datetime) -> Loaded:
    """Add and change units that `check_units` found without fault; what is the same stays untouched."""
    stored = {unit.slug: unit for unit in WorkUnit.objects.all()}
    over = {(unit.institution, unit.region_code): unit for unit in stored.values() if unit.valid_to is None}
    loaded = Loaded()
    for unit in sorted(units, key=lambda unit: list(Level).index(unit.level)):
        code = {Level.NATIONAL: "", Level.PROVINCE: "00", Level.REGENCY: unit.province_code}[unit.level]
        row = stored.get(unit.slug)
        # The address belongs to what is searched for, also where the table leaves it out.
        sites = row.websites.filter(kind=WebsiteKind.MAIN.value) if row else Website.objects.none()
        main = sites.first()
        whole = unit if unit.website else replace(unit, website=main.url if main else "")
        values = values_of(whole, over.get((unit.institution.value, code)))
        changed = {key: value for key, value in values.items() if row is None or getattr(row, key) != value}
        loaded += _write(row, changed, whole, main, over, by=by, at=at)
    return loaded


def _write(
    row: WorkUnit | None,
    changed: dict[str, object],
    unit: Unit,
    main: Website | None,
    over: dict[tuple[str, str], WorkUnit],
    *,
    by: Account | None,
    at: datetime,
) -> Loaded:
    """One unit and its main address."""
    is_moved = bool(unit.website) and (main is None or main.url != unit.website)
    if not changed and not is_moved:
        return Loaded()
    is_new = row is None
    row = row or WorkUnit()
    for key, value in changed.items():
        setattr(row, key, value)
    row.is_imported = True
    row.save()
    over[row.institution, row.region_code] = row
    if is_moved:
        row.websites.filter(url=unit.website).exclude(kind=WebsiteKind.MAIN.value).delete()
        row.websites.update_or_create(
            kind=WebsiteKind.MAIN.value, defaults={"url": unit.website, "basis": unit.website_basis}
        )
    told = {key: value for key, value in changed.items() if key not in ("search_text", "valid_from")}
    payload = told | ({"website": unit.website} if is_moved else {})
    record("work_unit", row.pk, "import", by=by, at=at, payload=payload)
    return Loaded(added=int(is_new), changed=int(not is_new))
