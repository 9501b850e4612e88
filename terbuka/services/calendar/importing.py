"""Holidays from a table that somebody hands in: checked whole, compared, then all of it or nothing.

No date that is stored depends on a holiday: what is left of a time limit is counted
when it is shown, so that nothing has to be reckoned anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet

from terbuka.documents.cells import Check
from terbuka.documents.tables import Fault, Sheet, day_in
from terbuka.models import Account, Holiday
from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted
from terbuka.rules.workdays import HolidayKind
from terbuka.rules.zones import zone_of
from terbuka.services.calendar.keeping import COUNTRYWIDE, KIND, replaced_years
from terbuka.services.events import record

COLUMNS = {
    "day": ("tanggal", "date", "day"),
    "kind": ("jenis", "kind"),
    "name": ("nama", "name"),
    "region": ("kode_wilayah", "region_code", "wilayah", "region"),
    "decree": ("dasar", "decree"),
    "provisional": ("sementara", "provisional"),
}
NEEDED = ("day", "kind", "name")
FEW = 10
_KINDS = {
    "nasional": HolidayKind.NATIONAL,
    "libur nasional": HolidayKind.NATIONAL,
    "cuti bersama": HolidayKind.JOINT_LEAVE,
    "daerah": HolidayKind.REGIONAL,
    "pemungutan suara": HolidayKind.VOTING_DAY,
    **{kind.value: kind for kind in HolidayKind},
}
_PROVISIONAL = {"": False, "tidak": False, "no": False, "ya": True, "yes": True}
_FIRST_YEAR, _AHEAD = 2010, 3


@dataclass(frozen=True, slots=True)
class Off:
    """One free day as a table or the installation has it."""

    day: date
    kind: str
    region: str
    name: str
    decree: str = ""
    is_provisional: bool = False

    @property
    def key(self) -> tuple[date, str, str, str]:
        """What makes it this one and no other."""
        return self.day, self.kind, self.region, self.name

    def __str__(self) -> str:
        doubt = f" ({say('perkiraan')})" if self.is_provisional else ""
        region = f", {self.region}" if self.region else ""
        return f"{Day(self.day)}: {self.name}{region}{doubt}"


@dataclass(frozen=True, slots=True)
class HolidayDifference:
    """What a table would change. `replaced`: the years whose list it replaces from now on."""

    fresh: tuple[Off, ...] = ()
    changed: tuple[tuple[Off, Off], ...] = ()
    removed: tuple[Off, ...] = ()
    same: int = 0
    replaced: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fresh or self.changed or self.removed or self.replaced)


def _read(check: Check, today: date) -> Off | None:
    cells = check.row.cells
    kind, doubt = check.one_of("kind", _KINDS), check.one_of("provisional", _PROVISIONAL)
    name, decree = " ".join(cells["name"].split()), " ".join(cells.get("decree", "").split())
    day, region = None, cells.get("region", "")
    try:
        day = day_in(cells["day"])
        if day is None or not _FIRST_YEAR <= day.year <= today.year + _AHEAD:
            check.fault("day", say("isi tanggalnya, misalnya 2026-01-31, paling jauh tiga tahun ke depan"))
    except BadInput as fault:
        check.fault("day", fault.phrase)
    if not name or len(name) > 200 or len(decree) > 200:
        check.fault("name", say("isi namanya; nama dan dasarnya paling panjang 200 huruf"))
    try:
        zone_of(region)
    except KeyError:
        check.fault("region", say("{code} bukan kode wilayah, misalnya 35 atau 35.17", code=quoted(region)))
    if kind and (kind.value in COUNTRYWIDE) == bool(region) and kind is not HolidayKind.VOTING_DAY:
        check.fault("region", say("hanya libur daerah yang memakai kode wilayah, dan selalu memakainya"))
    if check.faults or day is None or kind is None or doubt is None:
        return None
    return Off(day, kind.value, region, name, decree, doubt)


def _stored() -> list[Off]:
    rows = Holiday.objects.values_list("day", "kind", "region_code", "name", "decree", "is_provisional")
    return [Off(*row) for row in rows]


def plan_holidays(
    sheet: Sheet, *, is_whole: bool = False, at: datetime
) -> tuple[HolidayDifference, list[Fault]]:
    """What a table would change at this moment, and every fault in it; writes nothing.

    `is_whole`: it is the whole list of its years; holidays of the country that it
    does not name are taken away.
    """
    today = at.astimezone(zone_of("").clock).date()
    checks = [Check(row, sheet) for row in sheet.rows]
    wanted: dict[tuple[date, str, str, str], Off] = {}
    for check in checks:
        off = _read(check, today)
        if off and wanted.setdefault(off.key, off) is not off:
            check.fault("day", say("hari libur ini sudah ada di baris lain"))
    faults = [fault for check in checks for fault in check.faults]
    return (HolidayDifference() if faults else _difference(wanted.values(), is_whole=is_whole)), faults


def _difference(wanted: Iterable[Off], *, is_whole: bool) -> HolidayDifference:
    stored = {off.key: off for off in _stored()}
    asked = {off.key: off for off in wanted}
    years = sorted({off.day.year for off in asked.values() if off.kind in COUNTRYWIDE}) if is_whole else []
    gone = [
        off
        for key, off in stored.items()
        if key not in asked and off.day.year in years and off.kind in COUNTRYWIDE
    ]
    known = replaced_years()
    same = [key for key, off in asked.items() if stored.get(key) == off]
    return HolidayDifference(
        fresh=tuple(off for key, off in asked.items() if key not in stored),
        changed=tuple((stored[key], off) for key, off in asked.items() if stored.get(key, off) != off),
        removed=tuple(gone),
        same=len(same),
        replaced=tuple(year for year in years if year not in known),
    )


def lines_of(difference: HolidayDifference, *, is_whole: bool) -> list[Phrase]:
    """The difference, readable; long lists shortened unless whole."""
    changed = [
        f"{new}, {old.decree or '–'} → {new.decree or '–'}" if old.decree != new.decree else str(new)
        for old, new in difference.changed
    ]
    parts = (
        (say("Hari libur baru: {n}", n=len(difference.fresh)), "+", [str(one) for one in difference.fresh]),
        (say("Berubah: {n}", n=len(changed)), "~", changed),
        (say("Dihapus: {n}", n=len(difference.removed)), "-", [str(one) for one in difference.removed]),
    )
    lines: list[Phrase] = []
    for head, mark, rows in parts:
        shown = rows if is_whole else rows[:FEW]
        lines += [head] if rows else []
        lines += [Phrase("  {mark} {row}", (("mark", mark), ("row", row))) for row in shown]
        if len(rows) > len(shown):
            more = len(rows) - len(shown)
            lines.append(say("  … dan {n} lagi; --dry-run menampilkan semuanya", n=more))
    return [*lines, say("Tetap sama: {n}", n=difference.same)]


@transaction.atomic
def import_holidays(
    sheet: Sheet,
    *,
    is_whole: bool = False,
    shown: HolidayDifference | None = None,
    by: Account | None,
    at: datetime,
) -> HolidayDifference:
    """Do what the table asks for, all of it; gives what was done.

    Raises BadInput for a table with faults, and where the list has moved on since
    people agreed to the difference `shown`.
    """
    difference, faults = plan_holidays(sheet, is_whole=is_whole, at=at)
    if faults or (shown is not None and shown != difference):
        raise BadInput(
            say("Daftar hari libur berubah sesudah perbedaannya ditampilkan; tidak ada yang diubah. Ulangi.")
        )
    _write(difference)
    if difference:
        told = {
            "added": [str(off.day) for off in difference.fresh],
            "changed": [str(off.day) for _old, off in difference.changed],
            "removed": [str(off.day) for off in difference.removed],
            "replaced": list(difference.replaced),
        }
        record(KIND, None, "import", by=by, at=at, payload=told)
    return difference


def _write(difference: HolidayDifference) -> None:
    for off in difference.removed:
        _rows_of(off).delete()
    for _old, off in difference.changed:
        _rows_of(off).update(decree=off.decree, is_provisional=off.is_provisional, version=F("version") + 1)
    Holiday.objects.bulk_create(
        Holiday(
            day=off.day,
            kind=off.kind,
            region_code=off.region,
            name=off.name,
            decree=off.decree,
            is_provisional=off.is_provisional,
        )
        for off in difference.fresh
    )


def _rows_of(off: Off) -> QuerySet[Holiday]:
    return Holiday.objects.filter(day=off.day, kind=off.kind, region_code=off.region, name=off.name)
