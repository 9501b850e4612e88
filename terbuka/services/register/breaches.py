"""Breaches of personal data: what happened, who was told, and a clock in hours until they must be.

Source: UU 27/2022 article 46. The hours run day and night, holidays too (WD-10).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from terbuka.models import Account, DataBreach, WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput, Stale, refuse
from terbuka.services.calendar import limit_for
from terbuka.services.events import record
from terbuka.services.register.places import local_day
from terbuka.services.units import BadFields
from terbuka.services.units.checks import each, lines

BREACH = "data_breach"
LONGEST, MOST_PEOPLE = 10_000, 1_000_000_000


def hours_of(unit: WorkUnit, key: str, at: datetime) -> timedelta:
    """How long a limit in hours is under the law of that moment."""
    return timedelta(hours=limit_for(unit, key, None, on=local_day(unit, at)).amount)


def _count(value: int | None) -> int | None:
    if value is not None and not 0 <= value <= MOST_PEOPLE:
        raise BadInput(say("Periksa jumlah orangnya."))
    return value


def _moment(value: datetime | None) -> datetime | None:
    return value


CHECKS: dict[str, Callable[[Any], Any]] = {
    "happened": lines(LONGEST),
    "data": lines(LONGEST),
    "handling": lines(LONGEST),
    "people_count": _count,
    "agency_told_at": _moment,
    "people_told_at": _moment,
}
_NEEDED: dict[str, Phrase] = {
    "happened": say("Tulis apa yang terjadi, kapan dan bagaimana."),
    "data": say("Sebutkan data apa yang terungkap."),
}


def _checked(values: dict[str, Any], at: datetime) -> dict[str, Any]:
    kept = each(values, CHECKS)
    faults = {name: phrase for name, phrase in _NEEDED.items() if name in kept and not kept[name]}
    for name in ("agency_told_at", "people_told_at"):
        if kept.get(name) and kept[name] > at:
            faults[name] = say("Waktu ini di masa depan.")
    if faults:
        raise BadFields(faults)
    return kept


@transaction.atomic
def note_breach(
    unit: WorkUnit, *, values: dict[str, Any], known_at: datetime, by: Account, at: datetime
) -> DataBreach:
    """Note a breach; notice to people and agency is due 3 x 24 hours after it was known. Raises BadFields."""
    if known_at > at:
        raise BadFields({"known_at": say("Waktu ini di masa depan.")})
    kept = _checked({"happened": "", "data": ""} | values, at)
    due_at = known_at + hours_of(unit, "breach.notify", known_at)
    row = DataBreach.objects.create(unit=unit, known_at=known_at, due_at=due_at, noted_by=by, **kept)
    record(BREACH, row.pk, "note", by=by, at=at, payload={"unit": unit.pk, "due": due_at.isoformat()})
    return row


@transaction.atomic
def save_breach(
    breach: DataBreach,
    *,
    values: dict[str, Any],
    is_closed: bool = False,
    expected: int,
    by: Account,
    at: datetime,
) -> DataBreach:
    """Keep what became known and who was told; close it after that. Raises BadFields, Refused, Stale."""
    row = DataBreach.objects.select_for_update().get(pk=breach.pk)
    if row.version != expected:
        raise Stale(row)
    for name, value in _checked(values, at).items():
        setattr(row, name, value)
    if is_closed:
        if not (row.agency_told_at and row.people_told_at):
            refuse(
                say("Beri tahu orang yang terdampak dan lembaga pengawas dahulu, lalu catat waktunya."),
                cite="uu27-2022:46",
            ).enforce()
        row.closed_at, row.closed_by = at, by
    row.version += 1
    row.save()
    verb = "close" if is_closed else "save"
    record(BREACH, row.pk, verb, by=by, at=at, payload={"unit": row.unit_id})
    return row
