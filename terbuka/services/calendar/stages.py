"""Stages of elections: loaded first from the shipped list, then kept by the national administrators."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, ElectionStage, WorkUnit
from terbuka.rules import regimes
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput
from terbuka.services.calendar import rows
from terbuka.services.calendar.checks import because, day_between, needed, region
from terbuka.services.loading import Loaded, Table, record_load
from terbuka.services.units.checks import BadFields, each

KIND = "election_stage"
NAMED = ("event", "name", "region_code")
TOLD = (*NAMED, "kind", "first", "last", "decree", "is_provisional")


@transaction.atomic
def load_stages(stages: Iterable[regimes.Stage], *, by: Account | None, at: datetime) -> Loaded:
    """Add the shipped stages that are not there yet; what people have changed or removed stays so."""
    stored = {tuple(getattr(row, name) for name in NAMED): row for row in ElectionStage.objects.all()}
    gone, wanted = rows.let_go(KIND, NAMED), []
    for stage in stages:
        values = {name: getattr(stage, name) for name in TOLD} | {"kind": stage.kind.value}
        key = tuple(values[name] for name in NAMED)
        if key not in gone:
            wanted.append((key, values))
    return record_load(KIND, Table(ElectionStage, stored).bring(wanted, may_change=False), by=by, at=at)


def known_stages() -> tuple[regimes.Stage, ...]:
    """Every stage as the installation keeps it, as `rules.regimes.propose_regime` takes them; one query."""
    return tuple(row.rule for row in ElectionStage.objects.all())


def stages_at(unit: WorkUnit, on: date) -> tuple[regimes.Stage, ...]:
    """The stages that run at a unit's place on a day, the longest first."""
    place = "" if unit.region_code in regimes.COUNTRY else unit.region_code
    return regimes.open_stages(known_stages(), place, on)


def _kind(text: str) -> str:
    if text not in set(regimes.StageKind):
        raise BadInput(say("Pilih jenis pemilihannya."))
    return text


def _same(value: bool) -> bool:
    return value


def _checked(values: dict[str, Any], stage: ElectionStage | None, at: datetime) -> dict[str, Any]:
    """The values as they are kept. Raises BadFields."""
    checks: dict[str, Callable[[Any], Any]] = {
        "event": needed(100, say('Tulis nama pemilihannya, misalnya "Pilkada 2029".')),
        "kind": _kind,
        "name": needed(200, say('Tulis nama tahapannya, misalnya "Seluruh tahapan".')),
        "region_code": region,
        "first": day_between(at),
        "last": day_between(at),
        "decree": needed(200, say("Tulis keputusan yang menetapkannya, dengan nomor dan tahunnya.")),
        "is_provisional": _same,
    }
    kept = each(values, checks)
    faults: dict[str, Phrase] = {}
    if kept["last"] < kept["first"]:
        faults["last"] = say("Hari terakhir tidak dapat sebelum hari pertama.")
    regional = (regimes.StageKind.PSU.value, regimes.StageKind.BY_ELECTION.value)
    if kept["kind"] in regional and not kept["region_code"]:
        faults["region_code"] = say("Pilih wilayahnya: PSU dan susulan hanya membuka tahapan di sana.")
    same = ElectionStage.objects.filter(**{name: kept[name] for name in NAMED})
    if same.exclude(pk=stage.pk if stage else 0).exists():
        faults["name"] = say("Tahapan ini sudah ada dalam daftar; ubah yang sudah ada.")
    if faults:
        raise BadFields(faults)
    return kept


@transaction.atomic
def save_stage(
    *,
    stage: ElectionStage | None = None,
    values: dict[str, Any],
    version: int = 0,
    by: Account,
    at: datetime,
) -> ElectionStage:
    """Add a stage, or change one; `version` is the one the person had read.

    `values`: event, kind, name, region_code, first, last, decree, is_provisional. A registered case
    keeps its regime. Raises BadFields, or Stale with what stands now (None where it was removed).
    """
    row = rows.held(ElectionStage, stage, version) if stage else ElectionStage(version=0)
    rows.save(row, KIND, _checked(values, stage, at), names=TOLD, by=by, at=at)
    return row


@transaction.atomic
def end_stage(
    stage: ElectionStage, *, on: date, reason: str, version: int, by: Account, at: datetime
) -> ElectionStage:
    """A stage ends on another day than its decree said: `on` is its last. Raises BadFields, or Stale."""
    why = because(reason, say("Tulis dasar atau alasan tahapannya berakhir pada hari itu."), field="why")
    row = rows.held(ElectionStage, stage, version)
    if on < row.first:
        raise BadFields({"ends_on": say("Hari terakhir tidak dapat sebelum hari pertama.")})
    rows.save(row, KIND, {"last": on}, names=TOLD, by=by, at=at, reason=why)
    return row


@transaction.atomic
def remove_stage(stage: ElectionStage, *, reason: str, version: int, by: Account, at: datetime) -> None:
    """Take a stage off the list, with a reason. Raises BadFields, or Stale."""
    why = because(reason, say("Tulis mengapa tahapan ini dihapus."))
    row = rows.held(ElectionStage, stage, version)
    rows.remove(row, KIND, names=TOLD, reason=why, by=by, at=at)
