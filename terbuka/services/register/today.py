"""What an officer owes these days, for the letter of the day: numbers and working days, nothing else."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from terbuka.models import Account, Dispute, InformationRequest, Objection, WorkUnit
from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.workdays import Calendar, workdays_after
from terbuka.services.calendar import known_holidays
from terbuka.services.people import day_at
from terbuka.services.register.feeds import number_of, owed, units_of
from terbuka.services.register.places import Case, local_day

# So many working days ahead the letter looks; that many lines it has.
AHEAD, MOST = 3, 20
_FURTHEST = timedelta(days=14)


def due_lines(account: Account, *, at: datetime) -> list[Phrase]:
    """What is late or due within three working days where this person serves, the latest first."""
    units = units_of(account, at)
    if not units:
        return []
    holidays, found = known_holidays(), []
    for case in _near(units, at):
        today, calendar = local_day(case.unit, at), Calendar.of(holidays, case.unit.region_code)
        assert case.due_on
        left = workdays_after(today, case.due_on, calendar)
        if case.due_on < today or left <= AHEAD:
            found.append((case.due_on, _line(case, left, late=(today - case.due_on).days)))
    found.sort(key=lambda one: one[0])
    lines = [line for _due, line in found[:MOST]]
    if len(found) > MOST:
        lines.append(say("Masih ada {n} perkara lagi.", n=len(found) - MOST))
    return lines


def _near(units: dict[int, WorkUnit], at: datetime) -> Iterator[Case]:
    last = day_at(None, at) + _FURTHEST
    for model in (InformationRequest, Objection, Dispute):
        yield from (case for case in owed(model, units) if case.due_on and case.due_on <= last)


def _line(case: Case, left: int, *, late: int) -> Phrase:
    assert case.due_on
    told: dict[str, object] = {"number": number_of(case), "due": Day(case.due_on)}
    if late > 0:
        return say("{number}: lewat tenggat {n} hari ({due})", n=late, **told)
    if late == 0:
        return say("{number}: hari ini batasnya ({due})", **told)
    return say("{number}: sisa {n} hari kerja ({due})", n=left, **told)
