"""Once a day: who is told that a limit comes near or has passed, and of what is late to the level above.

Runs in short batches, each a transaction of its own: a run that breaks off is run again and
tells nobody twice; a second run on the same day writes nothing. What one office is told stands
in one notification for each sort.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db import transaction
from django.db.models import Count

from terbuka.models import Dispute, Event, InformationRequest, Objection, WorkUnit
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.register.clocks import FULFIL
from terbuka.rules.register.warning import Warned
from terbuka.rules.workdays import workdays_after
from terbuka.services.bulk import insert, update
from terbuka.services.notify import Telling, tell_all
from terbuka.services.people import Reachers
from terbuka.services.register.places import Places, path_to
from terbuka.services.register.rows import DISPUTE, OBJECTION, REQUEST, Counting, Ticking, by_office

BATCH = 400
# The day in Papua is never more than nine hours ahead of UTC.
_FURTHEST_EAST = timedelta(hours=9)
_A_DAY = timedelta(hours=20)
_EVENT = ("subject_kind", "subject_id", "verb", "at", "payload")
type Model = type[InformationRequest] | type[Objection] | type[Dispute]


@dataclass(frozen=True, slots=True)
class _Sort:
    """One sort of case: the subject of its events, its table, its pages, and whoever works on it.

    `ordered`: who works on it once somebody above has ordered what to do, and by when.
    """

    kind: str
    model: Model
    page: str
    list: str
    acts: tuple[Act, ...]
    ordered: tuple[Act, ...] = ()


_IN_DISPUTES = (Act.ANSWER_REQUEST, Act.ANSWER_OBJECTION)
_SORTS = (
    _Sort(REQUEST, InformationRequest, "case", "cases", (Act.SERVE,)),
    _Sort(OBJECTION, Objection, "objection", "objections", (Act.ANSWER_OBJECTION,), (Act.SERVE,)),
    _Sort(DISPUTE, Dispute, "dispute", "disputes", _IN_DISPUTES, _IN_DISPUTES),
)


@dataclass(slots=True)
class Run:
    """What one run wrote: events, and notifications in the inbox."""

    events: int = 0
    told: int = 0


class _Known:
    """What a run reads once for all offices: their calendars and hours, and their people where it tells."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.counting = Counting(Places())
        self._today: dict[int, date] = {}

    @cached_property
    def people(self) -> Reachers:
        """Whoever works on cases, and those above."""
        acts = (Act.SERVE, Act.ANSWER_REQUEST, Act.ANSWER_OBJECTION, Act.VERIFY)
        return Reachers(acts, on=self.at.date())

    def today(self, unit_id: int) -> date:
        """The day at a unit's place."""
        if unit_id not in self._today:
            places = self.counting.places
            self._today[unit_id] = places.of(places.unit(unit_id)).today(self.at)
        return self._today[unit_id]


@dataclass(frozen=True, slots=True)
class _Step:
    """What must be told of a case now; NOTHING where only its next day moves."""

    case: Ticking
    step: Warned
    next_on: date | None


def warn_due(*, at: datetime, batch: int = BATCH) -> Run:
    """Tell of every limit that is at half, near, at its end or past it, and was not told of yet."""
    done, known = Run(), _Known(at)
    for sort in _SORTS:
        for pks in _batches(sort.model, at, batch):
            _batch(sort, pks, known, done)
        done.told += _tell_above(sort, known)
    return done


def _ahead(at: datetime) -> date:
    return (at + _FURTHEST_EAST).date()


def _batches(model: Model, at: datetime, batch: int) -> list[list[int]]:
    """The cases with something to tell, found by the index at once; those of an office stay together."""
    found = model.objects.filter(warn_on__lte=_ahead(at)).order_by("unit_id", "pk")
    waiting = found.values_list("unit_id", "pk").iterator(chunk_size=2_000)
    return by_office(waiting, batch)


@transaction.atomic
def _batch(sort: _Sort, pks: Sequence[int], known: _Known, done: Run) -> None:
    """One batch of cases: what was told of meanwhile, by another run, is left alone."""
    found = sort.model.objects.filter(pk__in=pks, warn_on__lte=_ahead(known.at)).order_by("warn_on", "pk")
    rows = found.select_for_update(of=("self",)).values_list(*Ticking._fields)
    steps = [step for row in rows if (step := _step(Ticking(*row), known))]
    due = [one for one in steps if one.step > Warned.NOTHING]
    told = [(one.case.pk, max(one.step, one.case.warned), one.next_on) for one in steps]
    update(sort.model, ("warned", "warn_on"), told)
    insert(
        Event,
        _EVENT,
        ((sort.kind, one.case.pk, "warn", known.at, _told_of(one.case, one.step)) for one in due),
    )
    done.events += len(due)
    done.told += tell_all(_tellings(sort, due, known), at=known.at)


def _told_of(case: Ticking, step: Warned) -> dict[str, object]:
    return {"unit": case.unit_id, "step": int(step), "due": case.due_on}


def _step(row: Ticking, known: _Known) -> _Step | None:
    """What must be told now; None where its day is not yet."""
    today = known.today(row.unit_id)
    if row.warn_on is None or row.warn_on > today:
        return None
    counting, told = known.counting, Warned(row.warned)
    running = counting.ordered(row) if row.limit_key == FULFIL else counting.running(row)
    steps = running.steps
    now = steps.due(today, told) or Warned.NOTHING
    return _Step(row, now, steps.next_after(max(now, told)))


def _tellings(sort: _Sort, due: Sequence[_Step], known: _Known) -> list[Telling]:
    """What each office is told; what stays late is told to the level above at the end of the run."""
    offices: dict[tuple[int, bool, bool], list[_Step]] = defaultdict(list)
    for one in due:
        is_order = one.case.limit_key == FULFIL
        offices[one.case.unit_id, is_order, one.step >= Warned.OVERDUE].append(one)
    return [
        _of_office(sort, some, sort.ordered if is_order else sort.acts, is_late, known)
        for (_pk, is_order, is_late), some in offices.items()
    ]


def _of_office(
    sort: _Sort, some: Sequence[_Step], acts: Sequence[Act], is_late: bool, known: _Known
) -> Telling:
    """One notification for whoever works on these cases; of late ones to the supervisor too."""
    case, today = some[0].case, known.today(some[0].case.unit_id)
    unit = known.counting.places.unit(case.unit_id)
    asked = (*acts, Act.ANSWER_OBJECTION) if is_late else acts
    people = list({one.pk: one for act in asked for one in known.people.of(unit, act)}.values())
    notice = Kind.CASE_OVERDUE if is_late else Kind.CASE_DUE_SOON
    key = f"{notice.value}-{sort.kind}-{unit.pk}-{today}-{case.pk}"
    if len(some) > 1:
        payload: dict[str, object] = {"cases": len(some), "unit": unit.short_name}
        return Telling(people, notice, key, unit, payload, path_to(sort.list, unit.slug))
    payload = {"number": case.number or f"#{case.pk}", "unit": unit.short_name, "due": str(case.due_on)}
    if not is_late:
        calendar = known.counting.places.of(unit).calendar
        payload["left"] = workdays_after(today, case.due_on, calendar)
    return Telling(people, notice, key, unit, payload, path_to(sort.page, unit.slug, case.pk))


def _tell_above(sort: _Sort, known: _Known) -> int:
    """Each level above learns how many cases below stay late, on a day on which one more does.

    Read from the trail, so that a run that broke off is made good by the next. Counts
    alone: names and texts stay in the office.
    """
    at, places = known.at, known.counting.places
    trail = Event.objects.filter(verb="warn", at__gt=at - _A_DAY, at__lte=at, subject_kind=sort.kind)
    late_ones = trail.filter(payload__step=int(Warned.ESCALATED)).order_by()
    late = dict(late_ones.values_list("payload__unit").annotate(Count("pk")))
    provinces: dict[int, list[WorkUnit]] = defaultdict(list)
    for pk in late:
        unit = places.unit(pk)
        provinces[unit.parent_id or unit.pk].append(unit)
    tellings = []
    for units in provinces.values():
        place = units[0].parent or units[0]
        told = {
            "cases": sum(late[unit.pk] for unit in units),
            "units": len(units),
            "unit": place.short_name,
        }
        key = f"late-{sort.kind}-{place.pk}-{at.date()}"
        people = known.people.of(units[0], Act.VERIFY)
        tellings.append(Telling(people, Kind.CASE_OVERDUE, key, place, told, path_to("region", place.slug)))
    with transaction.atomic():
        return tell_all(tellings, at=at) if tellings else 0
