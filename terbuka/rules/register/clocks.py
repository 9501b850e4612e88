"""The clock of a case: which limit runs, from which moment, until when, and whether it has passed.

Source: UU 14/2008 articles 22 (7) and (8), 36, 37; Perki 1/2019 articles 12 and 14. Day 0 and the two
readings are those of `deadlines.py`; a limit ends when the office closes on its last day (WD-07).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from terbuka.rules.deadlines import Deadline, Receipt, apply_limit
from terbuka.rules.hours import ServiceHours
from terbuka.rules.limits import Limit
from terbuka.rules.readings import SHIPPED, Dated
from terbuka.rules.register.warning import Steps, steps_of, steps_until
from terbuka.rules.workdays import Calendar, explain, workdays_after

ANSWER, EXTENSION = "request.answer", "request.extension"
COMPLETION, OBJECTION_FILE, OBJECTION_ANSWER = "request.completion", "objection.file", "objection.answer"
FULFIL, DISPUTE_FILE = "objection.fulfil", "dispute.file"


@dataclass(frozen=True, slots=True)
class Place:
    """What a unit's clock needs: its zone, its holidays, its hours, and how its institution reads the law."""

    clock: tzinfo
    calendar: Calendar
    hours: ServiceHours
    readings: Dated = SHIPPED

    def receipt(self, at: datetime) -> Receipt:
        """A moment as the unit saw it."""
        local = at.astimezone(self.clock)
        return Receipt(local.date(), local.time().replace(microsecond=0))

    def today(self, at: datetime) -> date:
        """The day at the unit's place."""
        return at.astimezone(self.clock).date()


@dataclass(frozen=True, slots=True)
class Running:
    """A limit that runs, with the days on which people are told of it."""

    deadline: Deadline
    steps: Steps


def run(limit: Limit, starts_at: datetime, place: Place) -> Running:
    """The limit applied to the moment from which it counts. Raises BadInput beyond the calendar."""
    receipt = place.receipt(starts_at)
    readings = place.readings.on(receipt.on)
    deadline = apply_limit(limit, receipt, place.calendar, place.hours, readings)
    return Running(deadline, steps_of(deadline, place.calendar))


def run_to(limit: Limit, starts_at: datetime, due: date, place: Place) -> Running:
    """An order that names its own day: no counting and no holiday moves it."""
    receipt, calendar = place.receipt(starts_at), place.calendar
    count = workdays_after(receipt.on, due, calendar)
    deadline = Deadline(
        limit=replace(limit, amount=count, added=0),
        receipt=receipt,
        day_zero=receipt.on,
        moved=None,
        due=due,
        target=due,
        days=explain(receipt.on, count, calendar),
    )
    return Running(deadline, steps_until(receipt.on, due, calendar))


def has_passed(due_on: date, at: datetime, place: Place) -> bool:
    """Has the limit passed: is it after its last day, or after closing time on it?"""
    local = at.astimezone(place.clock)
    if local.date() != due_on:
        return local.date() > due_on
    opening = place.hours.on(due_on)
    return opening is not None and local.time() > opening.end
