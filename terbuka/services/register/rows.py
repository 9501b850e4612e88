"""Cases as the acts on them hold, note and change them, and the limit that runs on each."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import batched, groupby
from typing import Any, NamedTuple, Protocol

from django.db import transaction

from terbuka.models import Account, Dispute, InformationRequest, Objection, WorkUnit
from terbuka.rules.limits import Limit, Regime
from terbuka.rules.register.clocks import FULFIL, Place, Running, has_passed, run, run_to
from terbuka.rules.register.disputes import as_execution
from terbuka.rules.register.warning import Warned
from terbuka.rules.ruling import Stale
from terbuka.services.calendar import limit_for
from terbuka.services.events import record
from terbuka.services.register.places import Case, Places, local_day, place_of

REQUEST, OBJECTION, DISPUTE = "information_request", "objection", "dispute"
CLOCK = ("regime", "limit_key", "starts_at", "due_on", "target_on", "warn_on", "warned", "is_provisional")
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
    place = place or place_of(case.unit)
    if case.limit_key == FULFIL and case.due_on:
        return run_to(_order(case), case.starts_at, case.due_on, place)
    return counted(case, case.limit_key, case.starts_at, place)


def _order(case: Case) -> Limit:
    """The limit of what the office was ordered to do, by its supervisor or by a commission."""
    assert case.starts_at
    one = limit_for(case.unit, FULFIL, None, on=local_day(case.unit, case.starts_at))
    return as_execution(one) if isinstance(case, Dispute) else one


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


def set_order(case: Objection | Dispute, starts_at: datetime, due_on: date) -> Running:
    """Let what was ordered run to the day that the order names; staff are warned of it.

    The same day again tells nobody a second time. The caller stores the fields `CLOCK`.
    """
    was = (case.limit_key, case.due_on, case.warned)
    case.limit_key, case.starts_at, case.due_on = FULFIL, starts_at, due_on
    running = run_to(_order(case), starts_at, due_on, place_of(case.unit))
    case.target_on, case.is_provisional = due_on, False
    case.warned = was[2] if was[:2] == (FULFIL, due_on) else Warned.NOTHING.value
    case.warn_on = running.steps.next_after(Warned(case.warned))
    return running


def was_late(case: Case, at: datetime) -> bool:
    """Has the limit that runs on a case passed at the moment of the answer? Kept in its event, for counts."""
    return case.due_on is not None and has_passed(case.due_on, at, place_of(case.unit))


def stop_clock(case: Case) -> None:
    """No limit runs any more; the caller stores the fields `CLOCK`. What was met stands in the events."""
    case.limit_key, case.starts_at = "", None
    case.due_on = case.target_on = case.warn_on = None
    case.warned, case.is_provisional = Warned.NOTHING.value, False


class Ticking(NamedTuple):
    """What counting a limit anew reads of a case, where cases come by the thousand."""

    pk: int
    unit_id: int
    number: str
    regime: str
    limit_key: str
    starts_at: datetime
    due_on: date
    target_on: date
    warn_on: date | None
    warned: int
    is_provisional: bool


class Began(NamedTuple):
    """The least that counting needs: which limit runs on a case, and from when."""

    unit_id: int
    regime: str
    limit_key: str
    starts_at: datetime


class Timed(Protocol):
    """What says which limit runs on a case, and from when."""

    @property
    def unit_id(self) -> int: ...
    @property
    def regime(self) -> str: ...
    @property
    def limit_key(self) -> str: ...
    @property
    def starts_at(self) -> datetime | None: ...


def by_office(rows: Iterable[tuple[int, int]], batch: int) -> list[list[int]]:
    """Ids of cases, given as (unit, id) in the order of units, in batches that leave an office whole."""
    batches: list[list[int]] = [[]]
    for _unit, some in groupby(rows, key=lambda row: row[0]):
        pks = [pk for _unit_id, pk in some]
        if len(batches[-1]) + len(pks) <= batch:
            batches[-1] += pks
        else:
            batches += map(list, batched(pks, batch))
    return [some for some in batches if some]


class Counting:
    """Limits of many cases, counted once for each day, place and law that they share."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._limits: dict[tuple[str, str, str, date], Limit] = {}
        self._found: dict[tuple[object, ...], Running] = {}

    def running(self, case: Timed) -> Running:
        """The limit that runs on a case. Raises BadInput beyond the calendar."""
        assert case.starts_at
        unit = self.places.unit(case.unit_id)
        place = self.places.of(unit)
        receipt = place.receipt(case.starts_at)
        law = (unit.institution, case.limit_key, case.regime, receipt.on)
        opening = place.hours.on(receipt.on)
        is_after = bool(opening and receipt.at and receipt.at > opening.end)
        shared = (law, id(place.calendar), is_after)
        if shared not in self._found:
            self._found[shared] = run(self._limit(unit, law), case.starts_at, place)
        return self._found[shared]

    def ordered(self, case: Ticking) -> Running:
        """What somebody above has ordered, to the day that the order names."""
        unit = self.places.unit(case.unit_id)
        place = self.places.of(unit)
        law = (unit.institution, case.limit_key, case.regime, place.receipt(case.starts_at).on)
        return run_to(self._limit(unit, law), case.starts_at, case.due_on, place)

    def _limit(self, unit: WorkUnit, law: tuple[str, str, str, date]) -> Limit:
        """The limit of one body, by its key, the regime and the day."""
        if law not in self._limits:
            _body, key, regime, on = law
            self._limits[law] = limit_for(unit, key, Regime(regime) if regime else None, on=on)
        return self._limits[law]
