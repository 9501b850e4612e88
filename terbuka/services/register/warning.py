"""Once a day: who is told that a limit comes near or has passed, and of what is late to the level above.

Runs in short batches, each a transaction of its own: a run that breaks off is run again and
tells nobody twice; a second run on the same day writes nothing. What one office is told stands
in one notification for each sort.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from terbuka.models import Account, Dispute, Event, InformationRequest, Objection, WorkUnit
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.register.clocks import Place
from terbuka.rules.register.warning import Steps, Warned
from terbuka.rules.workdays import workdays_left
from terbuka.services.notify import Telling, tell_all
from terbuka.services.people import reaching_each
from terbuka.services.register.places import Case, Places, work_path
from terbuka.services.register.rows import BULK, DISPUTE, OBJECTION, REQUEST, Counting

BATCH = 400
# The day in Papua is never more than nine hours ahead of UTC.
_FURTHEST_EAST = timedelta(hours=9)
_A_DAY = timedelta(hours=20)
type Model = type[InformationRequest] | type[Objection] | type[Dispute]


@dataclass(frozen=True, slots=True)
class _Sort:
    """One sort of case: the subject of its events, its table, and whoever works on it."""

    kind: str
    model: Model
    act: Act


_SORTS = (
    _Sort(REQUEST, InformationRequest, Act.SERVE),
    _Sort(OBJECTION, Objection, Act.ANSWER_OBJECTION),
    _Sort(DISPUTE, Dispute, Act.ANSWER_OBJECTION),
)
_LISTS = {REQUEST: "cases", OBJECTION: "objections", DISPUTE: "disputes"}


@dataclass(slots=True)
class Run:
    """What one run wrote: events, and notifications in the inbox."""

    events: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True)
class _Step:
    case: Case
    step: Warned
    today: date
    steps: Steps


def warn_due(*, at: datetime, batch: int = BATCH) -> Run:
    """Tell of every limit that is at half, near, at its end or past it, and was not told of yet."""
    done, counting = Run(), Counting(Places())
    for sort in _SORTS:
        for units in _groups(sort.model, at, batch):
            while _batch(sort, units, counting, done, at=at, batch=batch) == batch:
                pass
        done.told += _tell_above(sort, counting.places, at)
    return done


def _ahead(at: datetime) -> date:
    return (at + _FURTHEST_EAST).date()


def _groups(model: Model, at: datetime, batch: int) -> Iterator[list[int]]:
    """Units with something to tell, so many together that their cases fill a batch."""
    waiting = model.objects.filter(warn_on__lte=_ahead(at)).order_by().values("unit_id")
    group: list[int] = []
    cases = 0
    for row in waiting.annotate(n=Count("pk")).order_by("unit_id"):
        if group and cases + row["n"] > batch:
            yield group
            group, cases = [], 0
        group.append(row["unit_id"])
        cases += row["n"]
    if group:
        yield group


@transaction.atomic
def _batch(sort: _Sort, units: list[int], counting: Counting, done: Run, *, at: datetime, batch: int) -> int:
    """One batch of the cases of some units; gives how many it moved on."""
    found = sort.model.objects.filter(unit__in=units, warn_on__lte=_ahead(at)).select_for_update(of=("self",))
    rows: list[Case] = list(found.only("number", *BULK).order_by("warn_on", "pk")[:batch])
    for row in rows:
        row.unit = counting.places.unit(row.unit_id)
    steps = [step for row in rows if (step := _step(row, counting, at))]
    due = [one for one in steps if one.step > Warned.NOTHING]
    _move_on(sort.model, steps)
    Event.objects.bulk_create(
        Event(
            subject_kind=sort.kind,
            subject_id=one.case.pk,
            verb="warn",
            at=at,
            payload={"unit": one.case.unit_id, "step": int(one.step), "due": str(one.case.due_on)},
        )
        for one in due
    )
    done.events += len(due)
    done.told += tell_all(_tellings(sort, due, counting.places.of, at), at=at)
    return len(steps)


def _step(row: Case, counting: Counting, at: datetime) -> _Step | None:
    """What must be told now; NOTHING where only its next day moves; None where its day is not yet."""
    place = counting.places.of(row.unit)
    today = place.today(at)
    if row.warn_on is None or row.warn_on > today:
        return None
    steps = counting.steps(row, place)
    return _Step(row, steps.due(today, Warned(row.warned)) or Warned.NOTHING, today, steps)


def _move_on(model: Model, steps: Iterable[_Step]) -> None:
    """Store what was told and the next day to tell: cases that share both in one query."""
    groups: dict[tuple[int, date | None], list[int]] = defaultdict(list)
    for one in steps:
        told = max(one.step, Warned(one.case.warned))
        groups[int(told), one.steps.next_after(told)].append(one.case.pk)
    for (told_value, warn_on), pks in groups.items():
        model.objects.filter(pk__in=pks).update(warned=told_value, warn_on=warn_on)


def _tellings(
    sort: _Sort, due: Sequence[_Step], place_of: Callable[[WorkUnit], Place], at: datetime
) -> list[Telling]:
    """What each office is told; what stays late is told to the level above at the end of the run."""
    offices: dict[tuple[int, bool], list[_Step]] = defaultdict(list)
    for one in due:
        offices[one.case.unit_id, one.step >= Warned.OVERDUE].append(one)
    if not offices:
        return []
    units = {one.case.unit_id: one.case.unit for one in due}.values()
    serving = reaching_each(units, sort.act, on=at.date())
    above = reaching_each(units, Act.ANSWER_OBJECTION, on=at.date())
    return [
        _of_office(sort.kind, some, serving[pk], above[pk] if is_late else [], place_of)
        for (pk, is_late), some in offices.items()
    ]


def _of_office(
    kind: str,
    some: Sequence[_Step],
    serving: list[Account],
    above: list[Account],
    place_of: Callable[[WorkUnit], Place],
) -> Telling:
    """One notification for whoever works on these cases; of late ones to the supervisor too."""
    unit, today = some[0].case.unit, some[0].today
    notice = Kind.CASE_OVERDUE if some[0].step >= Warned.OVERDUE else Kind.CASE_DUE_SOON
    people = list({one.pk: one for one in (*serving, *above)}.values())
    key = f"{notice.value}-{kind}-{unit.pk}-{today}-{some[0].case.pk}"
    if len(some) > 1:
        payload: dict[str, object] = {"cases": len(some), "unit": unit.short_name}
        path = reverse(_LISTS[kind], args=[unit.slug])
    else:
        case = some[0].case
        assert case.due_on
        payload = {"number": case.number or f"#{case.pk}", "unit": unit.short_name, "due": str(case.due_on)}
        if notice is Kind.CASE_DUE_SOON:
            payload["left"] = max(workdays_left(today, case.due_on, place_of(unit).calendar) - 1, 0)
        path = work_path(case)
    return Telling(people, notice, key, unit, payload, path)


def _tell_above(sort: _Sort, places: Places, at: datetime) -> int:
    """Each level above learns how many cases below stay late, on a day on which one more does.

    Read from the trail, so that a run that broke off is made good by the next. Counts
    alone: names and texts stay in the office.
    """
    trail = Event.objects.filter(verb="warn", at__gt=at - _A_DAY, at__lte=at, subject_kind=sort.kind)
    rows = trail.filter(payload__step=int(Warned.ESCALATED)).values_list("payload__unit", flat=True)
    late = Counter(rows.iterator())
    provinces: dict[int, list[WorkUnit]] = defaultdict(list)
    for pk in late:
        unit = places.unit(pk)
        provinces[unit.parent_id or unit.pk].append(unit)
    firsts = [units[0] for units in provinces.values()]
    people = reaching_each(firsts, Act.VERIFY, on=at.date()) if firsts else {}
    tellings = []
    for units in provinces.values():
        place = units[0].parent or units[0]
        told = {
            "cases": sum(late[unit.pk] for unit in units),
            "units": len(units),
            "unit": place.short_name,
        }
        key = f"late-{sort.kind}-{place.pk}-{at.date()}"
        path = reverse("region", args=[place.slug])
        tellings.append(Telling(people[units[0].pk], Kind.CASE_OVERDUE, key, place, told, path))
    with transaction.atomic():
        return tell_all(tellings, at=at) if tellings else 0
