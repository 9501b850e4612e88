"""Who is told when a limit comes near or has passed: at half of it, near its end, on its last day, after it.

Source: design of this product (RQ-18); shares of the limit are `reminder.first` and `reminder.second`
of `data/limits.toml`. Staff are warned by the target, lateness counts from the formal limit.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from terbuka.rules.deadlines import Deadline, reminders, shares
from terbuka.rules.workdays import Calendar, add_workdays, next_workday, workdays_after

# A case that is still late so many working days after its limit goes to the level above.
ESCALATES_AFTER = 3


class Warned(IntEnum):
    """The last thing that was told of a running limit."""

    NOTHING = 0
    HALF = 1
    NEAR = 2
    LAST_DAY = 3
    OVERDUE = 4
    ESCALATED = 5


@dataclass(frozen=True, slots=True)
class Steps:
    """On which day each thing is told; some may fall on one day: then the last of them is told."""

    days: tuple[tuple[Warned, date], ...]

    def due(self, on: date, told: Warned) -> Warned | None:
        """What must be told on a day, beyond what was told; None where nothing."""
        reached = [step for step, day in self.days if day <= on and step > told]
        return max(reached, default=None)

    def next_after(self, told: Warned) -> date | None:
        """The day of the next thing to tell; None once all was told."""
        return min((day for step, day in self.days if step > told), default=None)


def steps_of(deadline: Deadline, calendar: Calendar) -> Steps:
    """The days on which a limit in working days is told of."""
    half, near, last = reminders(deadline, calendar)
    return _steps(half, near, last, deadline.due, calendar)


def steps_until(start: date, due: date, calendar: Calendar) -> Steps:
    """The same for a day that somebody named, such as that of an order: shares of the way to it."""
    whole = workdays_after(start, due, calendar)
    half, near = (add_workdays(start, -(-whole * share // 100), calendar) for share in shares(start))
    return _steps(min(half, due), min(near, due), due, due, calendar)


def _steps(half: date, near: date, last: date, due: date, calendar: Calendar) -> Steps:
    late = next_workday(due, calendar)
    return Steps(
        (
            (Warned.HALF, half),
            (Warned.NEAR, near),
            (Warned.LAST_DAY, last),
            (Warned.OVERDUE, late),
            (Warned.ESCALATED, add_workdays(late, ESCALATES_AFTER, calendar)),
        )
    )
