"""Open cases counted anew when a holiday, the hours of an office or a stage changes: each that moves says so.

`preview` shows beforehand which cases would move; `recount_cases` moves them, with an event in
each and a word to office and applicant. A changed stage moves a case to the stricter regime
alone: a day that was promised is never put off by it.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from terbuka.models import (
    Account,
    CaseMessage,
    Dispute,
    Event,
    InformationRequest,
    Objection,
    OutboxMail,
    WorkUnit,
)
from terbuka.rules.daynames import Day
from terbuka.rules.language import say, speaking
from terbuka.rules.limits import Regime
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.regimes import Stage
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.clocks import FULFIL
from terbuka.rules.register.post import MessageKind
from terbuka.rules.register.warning import Warned
from terbuka.rules.workdays import Calendar
from terbuka.services.calendar import known_stages
from terbuka.services.notify import Telling, is_address, tell_all
from terbuka.services.people import reaching_each
from terbuka.services.register.places import Case, Places, own_path, work_path
from terbuka.services.register.regimes import proposal_from
from terbuka.services.register.rows import DISPUTE, OBJECTION, REQUEST, Counting

BATCH = 400
_SORTS: tuple[tuple[str, type[InformationRequest] | type[Objection] | type[Dispute]], ...] = (
    (REQUEST, InformationRequest),
    (OBJECTION, Objection),
    (DISPUTE, Dispute),
)
_STORED = ("regime", "due_on", "target_on", "warn_on", "is_provisional")


@dataclass(frozen=True, slots=True)
class Move:
    """A case whose limit moves: what it is, and its last day before and after."""

    kind: str
    case: Case
    before: date
    after: date


def running_cases(
    model: type[InformationRequest] | type[Objection] | type[Dispute], region_code: str
) -> QuerySet[InformationRequest] | QuerySet[Objection] | QuerySet[Dispute]:
    """Cases with a running limit in a region and all regions in it; "" for the whole country."""
    # The day that an order names was told to both sides; no holiday moves it.
    rows = model.objects.running().exclude(limit_key=FULFIL)
    if region_code:
        here = Q(unit__region_code=region_code) | Q(unit__region_code__startswith=f"{region_code}.")
        rows = rows.filter(here)
    return rows.order_by("pk")


def preview(
    *,
    region_code: str = "",
    calendar: Callable[[str], Calendar] | None = None,
    stages: Sequence[Stage] | None = None,
    most: int = 200,
) -> tuple[list[Move], int]:
    """The cases that would move by another calendar of each region, or other stages; and how many in all."""
    counting, count = Counting(Places(calendar)), 0
    found: list[Move] = []
    for kind, model in _SORTS:
        for case in running_cases(model, region_code).iterator(chunk_size=2_000):
            case.unit = counting.places.unit(case.unit_id)
            if stages is not None and isinstance(case, InformationRequest):
                _to_stricter(case, stages)
            after = counting.running(case, counting.places.of(case.unit)).deadline.due
            if case.due_on and after != case.due_on:
                count += 1
                if len(found) < most:
                    found.append(Move(kind, case, case.due_on, after))
    return found, count


def recount_cases(*, region_code: str = "", at: datetime, batch: int = BATCH) -> int:
    """Count every running limit of a region anew as the calendar stands now; gives how many moved."""
    counting, stages, moved = Counting(Places()), known_stages(), 0
    for kind, model in _SORTS:
        last = 0
        while True:
            last, size, some = _batch(kind, model, region_code, last, counting, stages, at=at, batch=batch)
            moved += some
            if size < batch:
                break
    return moved


@transaction.atomic
def _batch(
    kind: str,
    model: type[InformationRequest] | type[Objection] | type[Dispute],
    region_code: str,
    last: int,
    counting: Counting,
    stages: Sequence[Stage],
    *,
    at: datetime,
    batch: int,
) -> tuple[int, int, int]:
    rows: list[Case] = list(
        running_cases(model, region_code).filter(pk__gt=last).select_for_update(of=("self",))[:batch]
    )
    changed: list[tuple[Case, tuple[object, ...]]] = []
    moves = []
    for row in rows:
        row.unit = counting.places.unit(row.unit_id)
        stored, before = tuple(getattr(row, name) for name in _STORED), row.due_on
        if isinstance(row, InformationRequest):
            _to_stricter(row, stages)
        _count(row, counting)
        if tuple(getattr(row, name) for name in _STORED) != stored:
            changed.append((row, stored))
        if before and row.due_on and before != row.due_on:
            moves.append(Move(kind, row, before, row.due_on))
    _store(model, [row for row, _stored in changed])
    _note(moves, at)
    _tell_offices(moves, at)
    _tell_applicants(moves, at)
    return (rows[-1].pk if rows else last), len(rows), len(moves)


def _to_stricter(row: InformationRequest, stages: Sequence[Stage]) -> None:
    """A request that the changed stages put under the stricter regime, unless people chose otherwise."""
    is_chosen = row.regime_consent_at is not None or row.regime != row.regime_proposed
    if row.decided_at or row.registered_at is None or row.regime == Regime.PEMILU or is_chosen:
        return
    if proposal_from(row, row.registered_at, stages).regime is Regime.PEMILU:
        row.regime = row.regime_proposed = Regime.PEMILU.value


def _count(row: Case, counting: Counting) -> None:
    running = counting.running(row, counting.places.of(row.unit))
    row.due_on, row.target_on = running.deadline.due, running.deadline.target
    row.is_provisional = running.deadline.is_provisional
    if row.warn_on is not None:
        row.warn_on = running.steps.next_after(Warned(row.warned))


def _store(model: type[InformationRequest] | type[Objection] | type[Dispute], rows: Sequence[Case]) -> None:
    """Store what changed: cases that end alike in one query."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row in rows:
        groups[tuple(getattr(row, name) for name in _STORED)].append(row.pk)
    for values, pks in groups.items():
        told = dict(zip(_STORED, values, strict=True))
        if model is InformationRequest and told["regime"] == Regime.PEMILU:
            told["regime_proposed"] = told["regime"]
        model.objects.filter(pk__in=pks).update(**told)


def _note(moves: Sequence[Move], at: datetime) -> None:
    Event.objects.bulk_create(
        Event(
            subject_kind=move.kind,
            subject_id=move.case.pk,
            verb="move_due",
            at=at,
            payload={
                "unit": move.case.unit_id,
                "before": str(move.before),
                "due": str(move.after),
                "regime": move.case.regime,
            },
        )
        for move in moves
    )


def _tell_offices(moves: Sequence[Move], at: datetime) -> None:
    units: dict[int, WorkUnit] = {move.case.unit_id: move.case.unit for move in moves}
    if not units:
        return
    serving = reaching_each(units.values(), Act.SEE_CASES, on=at.date())
    offices: dict[int, list[Move]] = defaultdict(list)
    for move in moves:
        offices[move.case.unit_id].append(move)
    tell_all([_telling(units[pk], some, serving[pk], at) for pk, some in offices.items()], at=at)


def _telling(unit: WorkUnit, some: Sequence[Move], people: list[Account], at: datetime) -> Telling:
    first = some[0]
    key = f"moved-{unit.pk}-{first.kind}-{first.case.pk}-{at.isoformat()}"
    if len(some) > 1:
        told: dict[str, object] = {"cases": len(some), "unit": unit.short_name}
        return Telling(people, Kind.CASE_MOVED, key, unit, told, reverse("cases", args=[unit.slug]))
    told = {
        "number": first.case.number or f"#{first.case.pk}",
        "unit": unit.short_name,
        "start": str(first.before),
        "due": str(first.after),
    }
    return Telling(people, Kind.CASE_MOVED, key, unit, told, work_path(first.case))


def _tell_applicants(moves: Sequence[Move], at: datetime) -> None:
    """Whoever waits for an answer learns the new day on the own page, and by mail where one is known."""
    ours = [move for move in moves if isinstance(move.case, InformationRequest) and move.case.warn_on]
    people = InformationRequest.objects.filter(pk__in=[move.case.pk for move in ours]).select_related(
        "applicant"
    )
    asked = {one.pk: one.applicant for one in people}
    messages, letters = [], []
    for move in ours:
        case, applicant = move.case, asked[move.case.pk]
        assert isinstance(case, InformationRequest)
        with speaking(applicant.language or "id"):
            subject = str(say("Tenggat permohonan Anda berubah"))
            body = str(
                say(
                    "Jawaban atas permohonan {number} semula paling lambat {before}, kini {after}, karena "
                    "daftar hari libur atau tahapan pemilu berubah.",
                    number=case.number or "–",
                    before=Day(move.before),
                    after=Day(move.after),
                )
            )
        messages.append(
            CaseMessage(
                request=case,
                kind=MessageKind.TO_APPLICANT.value,
                channel=Channel.SYSTEM.value,
                subject=subject,
                body=body,
                at=at,
            )
        )
        if settings.MAIL_SERVER and applicant.email and is_address(applicant.email):
            letters.append(_letter(case, applicant.email, subject, body, move, at))
    CaseMessage.objects.bulk_create(messages)
    OutboxMail.objects.bulk_create(letters, ignore_conflicts=True)


def _letter(
    case: InformationRequest, to: str, subject: str, body: str, move: Move, at: datetime
) -> OutboxMail:
    link = f"{settings.SITE.geturl().rstrip('/')}{own_path(case)}"
    return OutboxMail(
        key=f"case-moved-{case.pk}-{move.before}-{move.after}",
        to=to,
        subject=f"{subject} [{case.number}]" if case.number else subject,
        body=f"{body}\n\n{link}\n\n{case.unit.name}\n",
        from_name=case.unit.name[:200],
        created_at=at,
        due_at=at,
    )
