"""Cases as the acts on them hold, note and change them, and the limit that runs on each."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, Dispute, InformationRequest, Objection
from terbuka.rules.limits import Limit, Regime
from terbuka.rules.register.clocks import Place, Running, run
from terbuka.rules.register.warning import Steps, Warned
from terbuka.rules.ruling import Stale
from terbuka.services.calendar import limit_for
from terbuka.services.events import record
from terbuka.services.register.places import Case, Places, local_day, place_of

REQUEST, OBJECTION, DISPUTE = "information_request", "objection", "dispute"
CLOCK = ("regime", "limit_key", "starts_at", "due_on", "target_on", "warn_on", "warned", "is_provisional")
# What counting a limit anew reads, of many cases at once.
BULK = ("unit", *CLOCK)
_KINDS = {InformationRequest: REQUEST, Objection: OBJECTION, Dispute: DISPUTE}


def held[C: (InformationRequest, Objection, Dispute)](case: C, expected: int | None = None) -> C:
    """The case as it stands, held until the transaction ends. Raises Stale."""
    assert transaction.get_connection().in_atomic_block
    rows = type(case)._default_manager.select_for_update(of=("self",))
    row = rows.select_related("unit__parent__parent").get(pk=case.pk)
    if expected is not None and row.version != expected:
        raise Stale(row)
    return row


def note(case: Case, verb: str, *, by: Account | None, at: datetime, **told: Any) -> None:
    """Record what was done. `told` holds plain values that name nobody outside the office."""
    record(_KINDS[type(case)], case.pk, verb, by=by, at=at, payload={"unit": case.unit_id, **told})


def write(case: Case, fields: Iterable[str] = ()) -> None:
    """Store these fields with the status; whoever read the case before must read it again."""
    case.version += 1
    case.save(update_fields=["status", "version", *fields])


def running_of(case: Case, place: Place | None = None) -> Running | None:
    """The limit that runs on a case, counted day by day as the calendar stands now; None for none."""
    if case.starts_at is None or not case.limit_key:
        return None
    return counted(case, case.limit_key, case.starts_at, place or place_of(case.unit))


def counted(case: Case, key: str, starts_at: datetime, place: Place) -> Running:
    """A limit counted from a moment under the regime of the case and the law of that day."""
    regime = Regime(case.regime) if case.regime else None
    return run(limit_for(case.unit, key, regime, on=local_day(case.unit, starts_at)), starts_at, place)


def set_clock(case: Case, key: str, starts_at: datetime, *, tells: bool = True) -> Running:
    """Let the limit `key` run from a moment, whatever ran before; the caller stores the fields `CLOCK`.

    `tells`: staff are warned of it; a window that runs for the applicant warns nobody.
    Raises BadInput beyond the calendar.
    """
    place = place_of(case.unit)
    running = counted(case, key, starts_at, place)
    case.limit_key, case.starts_at = key, starts_at
    case.due_on, case.target_on = running.deadline.due, running.deadline.target
    case.is_provisional = running.deadline.is_provisional
    case.warned = Warned.NOTHING.value
    case.warn_on = running.steps.next_after(Warned.NOTHING) if tells else None
    return running


def stop_clock(case: Case) -> None:
    """No limit runs any more; the caller stores the fields `CLOCK`. What was met stands in the events."""
    case.limit_key, case.starts_at = "", None
    case.due_on = case.target_on = case.warn_on = None
    case.warned, case.is_provisional = Warned.NOTHING.value, False


class Counting:
    """Limits of many cases, counted once for each moment, place and law that they share."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._limits: dict[tuple[str, str, str, date], Limit] = {}
        self._found: dict[tuple[object, ...], Running] = {}

    def running(self, case: Case, place: Place) -> Running:
        """The limit that runs on a case. Raises BadInput beyond the calendar."""
        assert case.starts_at
        unit, on = case.unit, local_day(case.unit, case.starts_at)
        regime = Regime(case.regime) if case.regime else None
        law = (unit.institution, case.limit_key, case.regime, on)
        if law not in self._limits:
            self._limits[law] = limit_for(unit, case.limit_key, regime, on=on)
        receipt = place.receipt(case.starts_at)
        opening = place.hours.on(receipt.on)
        is_after = bool(opening and receipt.at and receipt.at > opening.end)
        shared = (law, id(place.calendar), is_after)
        if shared not in self._found:
            self._found[shared] = run(self._limits[law], case.starts_at, place)
        return self._found[shared]

    def steps(self, case: Case, place: Place) -> Steps:
        """The days on which people are told of a case's limit."""
        return self.running(case, place).steps
