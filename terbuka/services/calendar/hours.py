"""The service hours of each unit: its own where it has set them, else the shipped ones (Perpres 21/2023)."""

from datetime import datetime, time

from django.db import transaction

from terbuka.models import Account, UnitHours, WorkUnit
from terbuka.rules.hours import Opening, ServiceHours, Week, default_hours
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import Stale
from terbuka.services.events import record
from terbuka.services.units.checks import BadFields, each, line
from terbuka.services.units.succession import check_open

KIND, DAYS = "unit_hours", 5
SHORT = "%H:%M"

type Typed = list[tuple[str, str]]
"""Start and end from Monday to Friday as typed; both empty for a closed day."""


def _week(rows: list[list[str] | None]) -> Week:
    return tuple(
        Opening(time.fromisoformat(row[0]), time.fromisoformat(row[1])) if row else None for row in rows
    )


def rows_of(week: Week) -> list[list[str] | None]:
    """A week as it is stored."""
    return [[one.start.strftime(SHORT), one.end.strftime(SHORT)] if one else None for one in week[:DAYS]]


def hours_of(unit: WorkUnit) -> ServiceHours:
    """The hours of a unit, its own or the shipped ones; Ramadan falls on the shipped days. One query."""
    own = UnitHours.objects.filter(unit=unit).first()
    return of_row(own) if own else default_hours()


def hours_by_unit() -> dict[int, ServiceHours]:
    """The hours of every unit that has set its own, by its id; one query."""
    return {own.unit_id: of_row(own) for own in UnitHours.objects.all()}


def of_row(own: UnitHours) -> ServiceHours:
    """Stored hours as the rules read them."""
    return _whole(_week(own.week), _week(own.ramadan))


def _whole(usual: Week, ramadan: Week) -> ServiceHours:
    seasons = default_hours().seasons
    return ServiceHours(
        usual, tuple(type(one)(one.first, one.last, ramadan, one.cite, one.confidence) for one in seasons)
    )


def _moment(text: str) -> time | None:
    """07.30 or 07:30."""
    try:
        return time.fromisoformat(text.strip().replace(".", ":").zfill(5))
    except ValueError:
        return None


def _read(typed: Typed, name: str, faults: dict[str, Phrase]) -> list[list[str] | None]:
    """The week as stored; what is wrong under `<name>_<day>`."""
    found: list[list[str] | None] = []
    for number, (start, end) in enumerate(typed[:DAYS]):
        first, last = _moment(start), _moment(end)
        if not start.strip() and not end.strip():
            found.append(None)
        elif first is None or last is None:
            faults[f"{name}_{number}"] = say("Tulis jam buka dan jam tutup, misalnya 07.30 dan 16.00.")
        elif first >= last:
            faults[f"{name}_{number}"] = say("Jam tutup harus sesudah jam buka.")
        else:
            found.append([first.strftime(SHORT), last.strftime(SHORT)])
    if not faults and not any(found):
        faults[f"{name}_0"] = say("Paling sedikit satu hari harus buka.")
    return found


def save_hours(
    unit: WorkUnit, *, week: Typed, ramadan: Typed, decree: str, version: int, by: Account, at: datetime
) -> UnitHours:
    """Set a unit's hours, Monday to Friday; `version` as read, 0 for none set yet.

    Raises BadFields (`week_0` .. `ramadan_4`, `decree`), Refused for a unit that has ended, or Stale.
    """
    check_open(unit, at)
    faults: dict[str, Phrase] = {}
    kept = {"week": _read(week, "week", faults), "ramadan": _read(ramadan, "ramadan", faults)}
    basis = each({"decree": decree}, {"decree": line(200)})["decree"]
    if not basis:
        faults["decree"] = say("Tulis keputusan atau alasan jam layanan ini.")
    if faults:
        raise BadFields(faults)
    with transaction.atomic():
        blank = {"week": [], "ramadan": [], "decree": "", "version": 0}
        UnitHours.objects.get_or_create(unit=unit, defaults=blank)
        row = UnitHours.objects.select_for_update().get(unit=unit)
        if (row.week, row.ramadan, row.decree) == (kept["week"], kept["ramadan"], basis):
            return row
        if row.version != version:
            raise Stale(row)
        before = {"week": row.week, "ramadan": row.ramadan, "decree": row.decree} if row.version else None
        row.week, row.ramadan, row.decree = kept["week"], kept["ramadan"], basis
        row.version += 1
        row.save(update_fields=["week", "ramadan", "decree", "version"])
        told = {"unit": unit.pk, "before": before, "after": {**kept, "decree": basis}}
        record(KIND, row.pk, "saved", by=by, at=at, payload=told)
    return row
