"""Open cases counted anew when a holiday, the hours of an office or a stage changes: each that moves says so.

`preview` shows beforehand which cases would move; `recount_cases` moves them, with an event in
each and a word to office and applicant. A changed stage moves a case to the stricter regime
alone: a day that was promised is never put off by it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast

from terbuka.models import CaseMessage, Dispute, Event, InformationRequest, Objection, OutboxMail
from terbuka.rules.daynames import Day
from terbuka.rules.language import say, speaking
from terbuka.rules.limits import Regime
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.readings import Dated
from terbuka.rules.regimes import Stage
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.clocks import FULFIL, Running
from terbuka.rules.register.post import MessageKind
from terbuka.rules.register.warning import Warned
from terbuka.rules.workdays import Calendar
from terbuka.services.bulk import insert, update
from terbuka.services.calendar import known_stages
from terbuka.services.notify import Telling, is_address, tell_all
from terbuka.services.people import Reachers
from terbuka.services.register.places import Case, Places, own_path_of, path_to
from terbuka.services.register.regimes import proposal_from
from terbuka.services.register.rows import DISPUTE, OBJECTION, REQUEST, Began, Counting, by_office

BATCH = 400
type Model = type[InformationRequest] | type[Objection] | type[Dispute]


class _Sort(NamedTuple):
    """One sort of case: the subject of its events, its table, its page."""

    kind: str
    model: Model
    page: str


_SORTS = (
    _Sort(REQUEST, InformationRequest, "case"),
    _Sort(OBJECTION, Objection, "objection"),
    _Sort(DISPUTE, Dispute, "dispute"),
)
_EVENT = ("subject_kind", "subject_id", "verb", "at", "payload")
_MESSAGE = ("request", "kind", "channel", "subject", "body", "at")
_LETTER = ("key", "to", "subject", "body", "from_name", "created_at", "due_at")
# Counted limits that a run remembers at once.
_KEPT = 50_000
_STORED = ("regime", "due_on", "target_on", "warn_on", "is_provisional")
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Move:
    """A case whose limit moves: what it is, and its last day before and after."""

    kind: str
    case: Case
    before: date
    after: date


class _Dates(NamedTuple):
    """What is stored of a limit, and counted anew."""

    regime: str
    due_on: date
    target_on: date
    warn_on: date | None
    is_provisional: bool


class _Found(NamedTuple):
    """A running case, what is stored of its limit, and what should be."""

    pk: int
    unit_id: int
    stored: _Dates
    now: _Dates


def running_cases(
    model: Model, region_code: str
) -> QuerySet[InformationRequest] | QuerySet[Objection] | QuerySet[Dispute]:
    """Cases with a running limit in a region and all regions in it; "" for the whole country."""
    # The day that an order names was told to both sides; no holiday moves it.
    rows = model.objects.running().exclude(limit_key=FULFIL)
    return rows.filter(_here(region_code)).order_by("unit_id", "pk")


def preview(
    *,
    region_code: str = "",
    calendar: Callable[[str], Calendar] | None = None,
    stages: Sequence[Stage] | None = None,
    readings: Mapping[str, Dated] | None = None,
    most: int = 200,
) -> tuple[list[Move], int]:
    """The cases that would move by another calendar of each region, stages, readings; and how many in all."""
    counting, count = Counting(Places(calendar, readings)), 0
    moves: list[Move] = []
    for kind, model, _page in _SORTS:
        found: list[_Found] = []
        for one in _scan(model, region_code, counting, _stricter(model, region_code, stages or ())):
            if one.now.due_on != one.stored.due_on:
                count += 1
                if len(moves) + len(found) < most:
                    found.append(one)
        cases: dict[int, Case] = {}
        cases.update(model.objects.select_related("unit").in_bulk([one.pk for one in found]))
        moves += [Move(kind, cases[one.pk], one.stored.due_on, one.now.due_on) for one in found]
    return moves, count


def recount_cases(*, region_code: str = "", at: datetime, batch: int = BATCH) -> int:
    """Count every running limit of a region anew as the calendar stands now; gives how many moved."""
    counting, stages, moved = Counting(Places()), known_stages(), 0
    for sort in _SORTS:
        run, stricter = _Run(sort, counting, at), _stricter(sort.model, region_code, stages)
        scan = _scan(sort.model, region_code, counting, stricter)
        changed = ((one.unit_id, one.pk) for one in scan if one.now != one.stored)
        for pks in by_office(changed, batch):
            moved += run.batch(pks, stricter)
    return moved


def _scan(
    model: Model, region_code: str, counting: Counting, stricter: set[int], pks: Sequence[int] = ()
) -> Iterator[_Found]:
    """Every running case, or those of `pks`, held; in the order of offices, with what should be stored.

    Cases of one office that began at one moment are counted once: moments are
    compared as the database writes them.
    """
    known: dict[tuple[object, ...], Running] = {}
    rows = running_cases(model, region_code).annotate(moment=Cast("starts_at", CharField()))
    if pks:
        rows = rows.filter(pk__in=pks).select_for_update(of=("self",))
    found = rows.values_list("pk", "unit_id", "limit_key", "moment", "warned", *_Dates._fields)
    for pk, unit_id, limit_key, moment, warned, *rest in found.iterator(chunk_size=2_000):
        stored = _Dates(*rest)
        regime = Regime.PEMILU.value if pk in stricter else stored.regime
        key = (counting.places.kind(unit_id), regime, limit_key, moment)
        if key not in known:
            if len(known) > _KEPT:
                known.clear()
            known[key] = counting.running(Began(unit_id, regime, limit_key, _moment(moment)))
        deadline, steps = known[key].deadline, known[key].steps
        warn_on = steps.next_after(Warned(warned)) if stored.warn_on else None
        now = _Dates(regime, deadline.due, deadline.target, warn_on, deadline.is_provisional)
        yield _Found(pk, unit_id, stored, now)


def _moment(told: str) -> datetime:
    at = datetime.fromisoformat(told)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _here(region_code: str) -> Q:
    """Cases of a region and of all regions in it; "" for the whole country."""
    if not region_code:
        return Q()
    return Q(unit__region_code=region_code) | Q(unit__region_code__startswith=f"{region_code}.")


def _may_be_stricter() -> QuerySet[InformationRequest]:
    """Requests whose regime follows the stages: not answered yet, and people chose no other."""
    rows = InformationRequest.objects.running().filter(decided_at=None, regime_consent_at=None)
    return rows.exclude(regime=Regime.PEMILU.value).filter(regime=F("regime_proposed"))


def _stricter(model: Model, region_code: str, stages: Sequence[Stage]) -> set[int]:
    """Requests that the stages put under the stricter regime; only those of a stage's days are read."""
    if model is not InformationRequest or not stages:
        return set()
    while_open = Q()
    for one in stages:
        first, last = (datetime.combine(day, time(), UTC) for day in (one.first, one.last))
        while_open |= Q(registered_at__gte=first - _A_DAY, registered_at__lt=last + 2 * _A_DAY)
    rows = _may_be_stricter().filter(while_open & _here(region_code)).select_related("unit")
    read = rows.only("subject", "details", "registered_at", "unit__region_code").iterator(chunk_size=500)
    return {
        row.pk
        for row in read
        if row.registered_at and proposal_from(row, row.registered_at, stages).regime is Regime.PEMILU
    }


class _Run:
    """One run over one sort of case: what it reads once, and what it writes in batches."""

    def __init__(self, sort: _Sort, counting: Counting, at: datetime) -> None:
        self.sort, self.counting, self.at = sort, counting, at

    @cached_property
    def people(self) -> Reachers:
        """Whoever works on cases."""
        return Reachers((Act.SEE_CASES,), on=self.at.date())

    @transaction.atomic
    def batch(self, pks: Sequence[int], stricter: set[int]) -> int:
        """Count some cases anew and tell those concerned; gives how many moved."""
        chosen = stricter.intersection(pks)
        if chosen:
            chosen = set(_may_be_stricter().filter(pk__in=chosen).values_list("pk", flat=True))
            update(InformationRequest, ("regime_proposed",), ((pk, Regime.PEMILU.value) for pk in chosen))
        scan = _scan(self.sort.model, "", self.counting, chosen, pks)
        changed = [one for one in scan if one.now != one.stored]
        update(self.sort.model, _Dates._fields, ((one.pk, *one.now) for one in changed))
        moves = [one for one in changed if one.now.due_on != one.stored.due_on]
        insert(Event, _EVENT, ((self.sort.kind, one.pk, "move_due", self.at, _told(one)) for one in moves))
        self._tell_offices(moves)
        if self.sort.model is InformationRequest:
            _tell_applicants([one for one in moves if one.stored.warn_on], self.counting.places, self.at)
        return len(moves)

    def _tell_offices(self, moves: Sequence[_Found]) -> None:
        offices: dict[int, list[_Found]] = defaultdict(list)
        for move in moves:
            offices[move.unit_id].append(move)
        if offices:
            tell_all([self._telling(pk, some) for pk, some in offices.items()], at=self.at)

    def _telling(self, unit_id: int, some: Sequence[_Found]) -> Telling:
        unit, first = self.counting.places.unit(unit_id), some[0]
        people = self.people.of(unit, Act.SEE_CASES)
        key = f"moved-{unit.pk}-{self.sort.kind}-{first.pk}-{self.at.isoformat()}"
        if len(some) > 1:
            many: dict[str, object] = {"cases": len(some), "unit": unit.short_name}
            return Telling(people, Kind.CASE_MOVED, key, unit, many, path_to("cases", unit.slug))
        told = {
            "number": self.sort.model.objects.values_list("number", flat=True).get(pk=first.pk)
            or f"#{first.pk}",
            "unit": unit.short_name,
            "start": str(first.stored.due_on),
            "due": str(first.now.due_on),
        }
        path = path_to(self.sort.page, unit.slug, first.pk)
        return Telling(people, Kind.CASE_MOVED, key, unit, told, path)


def _told(move: _Found) -> dict[str, object]:
    return {
        "unit": move.unit_id,
        "before": move.stored.due_on,
        "due": move.now.due_on,
        "regime": move.now.regime,
    }


def _tell_applicants(moves: Sequence[_Found], places: Places, at: datetime) -> None:
    """Whoever waits for an answer learns the new day on the own page, and by mail where one is known."""
    waiting = {move.pk: move for move in moves}
    asked = InformationRequest.objects.filter(pk__in=waiting).select_related("applicant")
    messages, letters = [], []
    for pk, number, code, language, email in asked.values_list(
        "pk", "number", "code", "applicant__language", "applicant__email"
    ):
        move = waiting[pk]
        subject, body = _words(move, number, language)
        messages.append((pk, MessageKind.TO_APPLICANT.value, Channel.SYSTEM.value, subject, body, at))
        if settings.MAIL_SERVER and email and is_address(email):
            unit = places.unit(move.unit_id)
            letters.append(
                (
                    f"case-moved-{pk}-{move.stored.due_on}-{move.now.due_on}",
                    email,
                    f"{subject} [{number}]" if number else subject,
                    f"{body}\n\n{settings.SITE.geturl().rstrip('/')}{own_path_of(code)}\n\n{unit.name}\n",
                    unit.name[:200],
                    at,
                    at,
                )
            )
    insert(CaseMessage, _MESSAGE, messages)
    insert(OutboxMail, _LETTER, letters, skips=True)


def _words(move: _Found, number: str, language: str) -> tuple[str, str]:
    """Subject and body of what the applicant is told, in the applicant's language."""
    with speaking(language or "id"):
        body = say(
            "Jawaban atas permohonan {number} semula paling lambat {before}, kini {after}, karena "
            "hari libur, tahapan pemilu, atau cara menghitungnya berubah.",
            number=number or "–",
            before=Day(move.stored.due_on),
            after=Day(move.now.due_on),
        )
        return str(say("Tenggat permohonan Anda berubah")), str(body)
