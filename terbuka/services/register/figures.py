"""What a service report counts from the cases of a unit, of a province or of the nation.

Everything is counted by the database, in a number of queries that does not grow with the
units; only working days, which hang on holidays, are counted here, once for each pair of
days. Totals alone leave this file: no name, no text of a case.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Avg, Case, Count, Q, QuerySet, When
from django.db.models.functions import ExtractYear, TruncDate

from terbuka.models import Dispute, Event, Holiday, InformationRequest, Objection, WorkUnit
from terbuka.models.units import ZONES
from terbuka.rules.register.objections import OPEN as OPEN_OBJECTIONS
from terbuka.rules.register.reporting import Period, Spread, one_decimal, outcome_of, spread_of
from terbuka.rules.register.requests import OPEN, RequestStatus
from terbuka.rules.workdays import Calendar, HolidayKind, is_workday
from terbuka.rules.workdays import Holiday as HolidayRule
from terbuka.services.register.before_asking import VERB
from terbuka.services.register.rows import OBJECTION, REQUEST

# Those that still owe an answer; a clock of another sort may run on the others.
OWED_REQUESTS = tuple(one.value for one in OPEN if one is not RequestStatus.NEEDS_COMPLETION)
_OWED_OBJECTIONS = tuple(one.value for one in OPEN_OBJECTIONS)
type Figures = dict[str, Any]
_ONE = timedelta(days=1)
# As databases know them (Keppres 41/1987).
_CLOCKS = dict(zip(ZONES, map(ZoneInfo, ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")), strict=True))


def figures_of(unit: WorkUnit, period: Period, *, is_whole: bool = False, on: date | None = None) -> Figures:
    """The counts of a period as plain values; `is_whole`: with all units below. Ten queries.

    Counted are cases received (objections, disputes: filed) in the period, with what became of
    them by now. Days are working days of the place from registration to the answer. `on`: the
    day on which it is counted what waits past its limit.
    """
    place = _of(unit, is_whole=is_whole)
    requests = InformationRequest.objects.filter(place, _within("received_at", period))
    objections = Objection.objects.filter(place, _within("filed_at", period))
    disputes = Dispute.objects.filter(place, filed_on__range=(period.first, period.last))
    days = _Days()
    answering = days.told(requests, "registered_at", "notice__noticed_at")
    objecting = days.told(objections, "registered_at", "decided_at")
    at_once = _answered_at_once(unit, period, is_whole=is_whole)
    return {
        "year": period.year,
        "quarter": period.quarter,
        "requests": _requests(requests, on) | {"days": answering, "answered_at_once": at_once},
        "objections": _objections(objections, on) | {"days": objecting},
        "disputes": _counted(disputes.order_by().values_list("status").annotate(n=Count("id"))),
        "outcomes": _counted(
            disputes.exclude(outcome="").order_by().values_list("outcome").annotate(n=Count("id"))
        ),
    }


def _answered_late(kind: str, rows: QuerySet[Any]) -> int:
    """How many were answered after their limit, by the events of the answers."""
    events = Event.objects.filter(subject_kind=kind, verb="decide", payload__late=True)
    found = events.filter(subject_id__in=rows.order_by().values("pk"))
    return found.values("subject_id").distinct().count()


def _waiting(owed: Iterable[str], on: date | None) -> Count:
    """Those of a group that owe an answer past their limit on a day; none without a day."""
    return Count("id", filter=Q(status__in=list(owed), due_on__lt=on) if on else Q(pk__in=[]))


def _of(unit: WorkUnit, *, is_whole: bool) -> Q:
    own = Q(unit=unit)
    return own | Q(unit__parent=unit) | Q(unit__parent__parent=unit) if is_whole else own


def _within(name: str, period: Period) -> Q:
    """The moments of a period at the place of each case."""
    found = Q()
    for zone in ZONES:
        clock = _CLOCKS[zone]
        first = datetime.combine(period.first, time(), clock)
        after = datetime.combine(period.last + _ONE, time(), clock)
        found |= Q(unit__zone=zone, **{f"{name}__gte": first, f"{name}__lt": after})
    return found


def _counted(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for word, many in rows:
        found[str(word)] += many
    return dict(sorted(found.items()))


def _requests(rows: QuerySet[InformationRequest], on: date | None) -> Figures:
    """How many, by what they came, under which regime, with which outcome and ground; how content."""
    groups = rows.order_by().values("channel", "regime", "status", "notice__result", "notice__ground")
    groups = groups.annotate(
        n=Count("id"),
        numbered=Count("id", filter=~Q(number="")),
        extended=Count("id", filter=Q(extended_at__isnull=False)),
        waiting=_waiting(OWED_REQUESTS, on),
        rated=Count("rating"),
        mean=Avg("rating"),
    )
    told: dict[str, Counter[str]] = {key: Counter() for key in ("channels", "regimes", "outcomes", "grounds")}
    whole: Counter[str] = Counter()
    stars = 0.0
    for row in groups:
        many, result = row["n"], row["notice__result"] or ""
        told["channels"][row["channel"]] += many
        told["regimes"][row["regime"] or "umum"] += many
        told["outcomes"][outcome_of(row["status"], result)] += many
        if result in ("refused", "partly_granted", "not_held"):
            told["grounds"][row["notice__ground"] or "none"] += many
        whole += Counter({name: row[name] for name in ("n", "numbered", "extended", "rated", "waiting")})
        stars += (row["mean"] or 0) * row["rated"]
    return {
        "received": whole["n"],
        "registered": whole["numbered"],
        "extended": whole["extended"],
        "answered_late": _answered_late(REQUEST, rows),
        "waiting_late": whole["waiting"] if on else None,
        "rated": whole["rated"],
        "rating": round(stars / whole["rated"], 1) if whole["rated"] else None,
        **{name: dict(sorted(found.items())) for name, found in told.items()},
    }


def _answered_at_once(unit: WorkUnit, period: Period, *, is_whole: bool) -> int:
    """How many found their answer while they asked; nothing is known of them but whose the answer was."""
    clock = _CLOCKS[unit.zone]
    begun, ended = (datetime.combine(day, time(), clock) for day in (period.first, period.last + _ONE))
    rows = Event.objects.filter(verb=VERB, at__gte=begun, at__lt=ended).order_by()
    counts = dict(rows.values_list("payload__unit").annotate(n=Count("id")))
    below = WorkUnit.objects.under(unit).values_list("pk", flat=True) if is_whole and counts else [unit.pk]
    return sum(counts.get(pk, 0) for pk in below)


def _objections(rows: QuerySet[Objection], on: date | None) -> Figures:
    """How many, on which grounds (one may name several), with which result."""
    grounds: Counter[str] = Counter()
    results: Counter[str] = Counter()
    waiting, groups = 0, rows.order_by().values("status", "result", "grounds")
    for row in groups.annotate(n=Count("id"), waiting=_waiting(_OWED_OBJECTIONS, on)):
        results[row["result"] or row["status"]] += row["n"]
        waiting += row["waiting"]
        for letter in row["grounds"] or ():
            grounds[letter] += row["n"]
    return {
        "received": results.total(),
        "answered_late": _answered_late(OBJECTION, rows),
        "waiting_late": waiting if on else None,
        "results": dict(sorted(results.items())),
        "grounds": dict(sorted(grounds.items())),
    }


def local(name: str) -> Case:
    """The day of a moment at the place of the case, counted by the database."""
    zones = [When(unit__zone=zone, then=TruncDate(name, tzinfo=_CLOCKS[zone])) for zone in ZONES[1:]]
    return Case(*zones, default=TruncDate(name, tzinfo=_CLOCKS[ZONES[0]]))


class _Days:
    """Working days between two moments of many cases, by the holidays of each place."""

    def __init__(self) -> None:
        self._holidays = [
            HolidayRule(row.day, HolidayKind(row.kind), row.name, row.region_code, row.decree)
            for row in Holiday.objects.all()
        ]
        self._local = sorted({row.region for row in self._holidays if row.region})
        self._calendars: dict[tuple[str, ...], Calendar] = {}
        self._known: dict[tuple[int, date, date], int] = {}

    def told(self, rows: QuerySet[Any], first: str, last: str) -> Figures:
        """The spread over all, and under each regime; one query."""
        found: dict[str, Counter[int]] = {"all": Counter()}
        timed = rows.filter(**{f"{first}__isnull": False, f"{last}__isnull": False}).order_by()
        groups = timed.annotate(day_from=local(first), day_to=local(last))
        # Only where a holiday of its own may count does the region matter.
        region = ("unit__region_code",) if self._local else ()
        for row in groups.values("regime", "day_from", "day_to", *region).annotate(n=Count("id")):
            taken = self._between(row.get("unit__region_code", ""), row["day_from"], row["day_to"])
            found["all"][taken] += row["n"]
            found.setdefault(row["regime"] or "umum", Counter())[taken] += row["n"]
        return {name: plain(spread_of(days)) for name, days in sorted(found.items())}

    def _between(self, region: str, first: date, last: date) -> int:
        """Working days after the first day, up to and with the last."""
        calendar = self._calendar(region)
        key = (id(calendar), first, last)
        if key not in self._known:
            span = range(1, (last - first).days + 1)
            self._known[key] = sum(is_workday(first + _ONE * n, calendar) for n in span)
        return self._known[key]

    def _calendar(self, region: str) -> Calendar:
        own = tuple(code for code in self._local if region == code or region.startswith(f"{code}."))
        if own not in self._calendars:
            self._calendars[own] = Calendar.of(self._holidays, region if own else "")
        return self._calendars[own]


def days_between(unit: WorkUnit) -> Callable[[date, date], int]:
    """A count of working days between two days at a unit's place; one query in all."""
    days = _Days()
    return lambda first, last: days._between(unit.region_code, first, last)


def plain(spread: Spread) -> Figures:
    """A spread as plain values; the average and the median as text with one decimal."""
    return {
        "count": spread.count,
        "average": one_decimal(spread.average),
        "median": one_decimal(spread.median),
        "longest": spread.longest,
    }


def by_place(unit: WorkUnit, period: Period) -> list[dict[str, Any]]:
    """The units directly below, each counted with all below it, in the register's order; two queries."""
    below = list(unit.children.order_by("region_code", "pk"))
    counts: dict[int, Counter[str]] = {one.pk: Counter() for one in below}
    rows = InformationRequest.objects.filter(_of(unit, is_whole=True), _within("received_at", period))
    groups = rows.exclude(unit=unit).order_by()
    for row in groups.values("unit", "unit__parent", "status", "notice__result").annotate(n=Count("id")):
        place: int = row["unit"] if row["unit__parent"] == unit.pk else row["unit__parent"] or 0
        outcome = outcome_of(row["status"], row["notice__result"] or "")
        counts[place] += Counter({"received": row["n"], outcome: row["n"]})
    return [{"unit": one.name, "slug": one.slug, **counts[one.pk]} for one in below]


def yearly_figures(unit: WorkUnit, *, most: int = 5) -> list[tuple[int, Figures]]:
    """What is announced every year (UU 14/2008 article 12): the counts of the newest years with requests."""
    received = InformationRequest.objects.filter(unit=unit).order_by()
    clock = _CLOCKS[unit.zone]
    years = received.annotate(year=ExtractYear("received_at", tzinfo=clock)).values_list("year", flat=True)
    newest = sorted(years.distinct(), reverse=True)[:most]
    return [(year, figures_of(unit, Period(year))) for year in newest]
