"""The limit of a case as a page opens it: from when, each day counted or skipped and why, until when."""

from dataclasses import dataclass
from datetime import date, datetime

from terbuka.models import InformationRequest
from terbuka.rules.deadlines import Deadline
from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import Regime
from terbuka.rules.regimes import REGIME_WORDS
from terbuka.rules.register.clocks import ANSWER, EXTENSION, Place, has_passed
from terbuka.rules.ruling import BadInput
from terbuka.rules.sources import citation
from terbuka.rules.workdays import Calendar, workdays_after
from terbuka.services.register.places import Case, place_of
from terbuka.services.register.rows import counted, running_of


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit with its derivation. `left`: how long it runs on, in words."""

    deadline: Deadline
    today: date
    left: Phrase | str
    is_late: bool
    is_running: bool
    regime: Phrase | None
    cite: str
    has_two_readings: bool

    @property
    def late_days(self) -> int:
        """Calendar days since the formal limit."""
        return max(0, (self.today - self.deadline.due).days)


def clock_of(case: InformationRequest, at: datetime, place: Place | None = None) -> Clock | None:
    """The limit that runs, or that of the answer where it has been given; None where none was set."""
    place = place or place_of(case.unit)
    running = running_of(case, place)
    if running is None and case.registered_at and case.regime and case.decided_at:
        try:
            key = EXTENSION if case.extended_at else ANSWER
            deadline = counted(case, key, case.registered_at, place).deadline
        except BadInput:
            return None
        return clock_from(case, deadline, at, place, is_running=False)
    return clock_from(case, running.deadline, at, place, is_running=True) if running else None


def clock_from(
    case: Case, deadline: Deadline, at: datetime, place: Place, *, is_running: bool = True
) -> Clock:
    """A limit of a case with what it says on a page."""
    met_at = None if is_running else getattr(case, "decided_at", None)
    today = place.today(at)
    return Clock(
        deadline=deadline,
        today=today,
        left=left_words(deadline.due, today, place.calendar),
        is_late=has_passed(deadline.due, met_at or at, place),
        is_running=is_running,
        regime=REGIME_WORDS[Regime(case.regime)] if case.regime else None,
        cite=str(citation(deadline.limit.cite).label),
        has_two_readings=deadline.target != deadline.due,
    )


def left_words(due_on: date | None, today: date, calendar: Calendar) -> Phrase | str:
    """How long is left, for lists: working days, or for how long it has been late."""
    if due_on is None:
        return ""
    if due_on < today:
        return say("lewat {n} hari", n=(today - due_on).days)
    if due_on == today:
        return say("hari ini")
    return say("sisa {n} hari kerja", n=workdays_after(today, due_on, calendar))
