"""Stages of elections from a table that somebody hands in: checked whole, compared, then all or nothing.

The same stage is the one of the same event, name and region; no row takes a stage away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from terbuka.documents.cells import Check
from terbuka.documents.tables import Fault, Sheet
from terbuka.models import Account, ElectionStage, WorkUnit
from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.regimes import Stage, StageKind
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted
from terbuka.services.calendar import rows
from terbuka.services.calendar.checks import AHEAD, EARLIEST, today_in_jakarta
from terbuka.services.calendar.stages import KIND, NAMED, TOLD
from terbuka.services.events import record

COLUMNS = {
    "event": ("pemilihan", "acara", "event"),
    "kind": ("jenis", "kind"),
    "name": ("tahapan", "nama", "name"),
    "region": ("kode_wilayah", "region_code", "wilayah", "region"),
    "first": ("mulai", "hari_pertama", "first", "from"),
    "last": ("sampai", "hari_terakhir", "last", "to"),
    "decree": ("dasar", "decree"),
    "provisional": ("sementara", "provisional"),
}
NEEDED = ("event", "kind", "name", "first", "last", "decree")
_KINDS = {
    "pemilihan": StageKind.PEMILIHAN,
    "pilkada": StageKind.PEMILIHAN,
    "susulan": StageKind.BY_ELECTION,
    **{kind.value: kind for kind in StageKind},
}
_PROVISIONAL = {"": False, "tidak": False, "no": False, "ya": True, "yes": True}


@dataclass(frozen=True, slots=True)
class StageDifference:
    """What a table would change."""

    fresh: tuple[Stage, ...] = ()
    changed: tuple[tuple[Stage, Stage], ...] = ()
    same: int = 0

    def __bool__(self) -> bool:
        return bool(self.fresh or self.changed)


def _key(stage: Stage) -> tuple[str, ...]:
    return tuple(getattr(stage, name) for name in NAMED)


def _read(check: Check, places: set[str], at: datetime) -> Stage | None:
    kind, doubt = check.one_of("kind", _KINDS), check.one_of("provisional", _PROVISIONAL)
    event, name, decree = check.text("event", 100), check.text("name", 200), check.text("decree", 200)
    first, last, region = check.day("first"), check.day("last"), check.row.cells.get("region", "")
    for column, text in (("event", event), ("name", name), ("decree", decree)):
        if not text:
            check.fault(column, say("kolom ini harus diisi"))
    latest = today_in_jakarta(at).year + AHEAD
    for column, day in (("first", first), ("last", last)):
        if day is None or not EARLIEST <= day.year <= latest:
            check.fault(
                column, say("isi tanggalnya, antara tahun {first} dan {last}", first=EARLIEST, last=latest)
            )
    if first and last and last < first:
        check.fault("last", say("hari terakhir sebelum hari pertama"))
    if region and region not in places:
        check.fault("region", say("{code} bukan kode wilayah, misalnya 35 atau 35.17", code=quoted(region)))
    if kind in (StageKind.PSU, StageKind.BY_ELECTION) and not region:
        check.fault("region", say("PSU dan susulan selalu memakai kode wilayah"))
    if check.faults or not (kind and first and last) or doubt is None:
        return None
    return Stage(event, kind, name, region, first, last, decree, doubt)


def plan_stages(sheet: Sheet, *, at: datetime) -> tuple[StageDifference, list[Fault]]:
    """What a table would change at this moment, and every fault in it; writes nothing."""
    places = set(WorkUnit.objects.values_list("region_code", flat=True))
    checks = [Check(row, sheet) for row in sheet.rows]
    wanted: dict[tuple[str, ...], Stage] = {}
    for check in checks:
        stage = _read(check, places, at)
        if stage and wanted.setdefault(_key(stage), stage) is not stage:
            check.fault("name", say("tahapan ini sudah ada di baris lain"))
    faults = [fault for check in checks for fault in check.faults]
    return (StageDifference() if faults else _difference(wanted.values())), faults


def _difference(wanted: Iterable[Stage]) -> StageDifference:
    stored = {_key(row.rule): row.rule for row in ElectionStage.objects.all()}
    asked = tuple(wanted)
    return StageDifference(
        fresh=tuple(one for one in asked if _key(one) not in stored),
        changed=tuple((stored[_key(one)], one) for one in asked if stored.get(_key(one), one) != one),
        same=sum(1 for one in asked if stored.get(_key(one)) == one),
    )


def _line(stage: Stage) -> str:
    doubt = f" ({say('perkiraan')})" if stage.is_provisional else ""
    region = f", {stage.region_code}" if stage.region_code else ""
    return f"{stage}{region}: {Day(stage.first)} – {Day(stage.last)}, {stage.decree}{doubt}"


def lines_of(difference: StageDifference) -> list[Phrase]:
    """The difference, readable; what changes is shown as it was and as it will be."""
    parts = (
        (say("Tahapan baru: {n}", n=len(difference.fresh)), "+", [_line(one) for one in difference.fresh]),
        (
            say("Berubah: {n}", n=len(difference.changed)),
            "~",
            [f"{_line(old)} → {_line(new)}" for old, new in difference.changed],
        ),
    )
    shown: list[Phrase] = []
    for head, mark, told in parts:
        shown += [head] if told else []
        shown += [Phrase("  {mark} {row}", (("mark", mark), ("row", row))) for row in told]
    return [*shown, say("Tetap sama: {n}", n=difference.same)]


@transaction.atomic
def import_stages(
    sheet: Sheet, *, shown: StageDifference | None = None, by: Account | None, at: datetime
) -> StageDifference:
    """Do what the table asks for, all of it; gives what was done.

    Raises BadInput for a table with faults, and where the list has moved on since
    people agreed to the difference `shown`.
    """
    difference, faults = plan_stages(sheet, at=at)
    if faults or (shown is not None and shown != difference):
        raise BadInput(
            say("Daftar tahapan berubah sesudah perbedaannya ditampilkan; tidak ada yang diubah. Ulangi.")
        )
    known = {_key(row.rule): row for row in ElectionStage.objects.select_for_update()}
    for stage in (*difference.fresh, *(new for _old, new in difference.changed)):
        row = known.get(_key(stage)) or ElectionStage(version=0)
        values = {name: getattr(stage, name) for name in TOLD} | {"kind": stage.kind.value}
        rows.save(row, KIND, values, names=TOLD, by=by, at=at)
    if difference:
        told = {"added": len(difference.fresh), "changed": len(difference.changed)}
        record(KIND, None, "import", by=by, at=at, payload=told)
    return difference
