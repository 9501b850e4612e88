"""The days of a dispute: summons, hearings, decisions; and the limit that follows from where it stands."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from terbuka.models import Account, Dispute, DisputeStep
from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import Regime
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.phrases import in_both
from terbuka.rules.register.disputes import ENDED, STEP_WORDS, DisputeStatus, DisputeStepKind, limit_of
from terbuka.rules.reminders import session_stage
from terbuka.rules.ruling import BadInput
from terbuka.services.notify import Telling, tell_all
from terbuka.services.people import day_at, reaching_each
from terbuka.services.register.places import local_day, place_of, work_path
from terbuka.services.register.rows import CLOCK, held, note, set_clock, set_order, stop_clock, write
from terbuka.services.units import BadFields
from terbuka.services.units.checks import each, line, lines

_S = DisputeStatus
_K = DisputeStepKind
_BEGINNING = (_K.FIRST_HEARING.value, _K.MEDIATION.value, _K.HEARING.value)
LONGEST_TEXT = 20_000
_ONE = timedelta(days=1)
_PAST = ("filed_on", "registered_on", "decided_on", "decision_received_on", "obeyed_on")


def _kind(value: str) -> str:
    if value not in set(DisputeStepKind):
        raise BadInput(say("Pilih acaranya."))
    return str(value)


def as_given(value: Any) -> Any:
    return value


STEP_CHECKS: dict[str, Callable[[Any], Any]] = {
    "kind": _kind,
    "on": as_given,
    "hour": as_given,
    "place": line(300),
    "attended": line(300),
    "result": lines(LONGEST_TEXT),
}


def checked(
    values: Mapping[str, Any],
    needed: tuple[str, ...],
    *,
    today: date,
    checks: Mapping[str, Callable[[Any], Any]],
) -> dict[str, Any]:
    """Every value in its kept form; what is needed is there, what has happened is not in the future."""
    kept = each(dict(values), dict(checks))
    faults: dict[str, Phrase] = {name: say("Isi dahulu bagian ini.") for name in needed if not kept.get(name)}
    faults |= {
        name: say("Tanggal ini tidak dapat di masa depan.")
        for name in _PAST
        if kept.get(name) and kept[name] > today
    }
    decided, received = kept.get("decided_on"), kept.get("decision_received_on")
    if decided and received and received < decided:
        faults["decision_received_on"] = say("Putusan tidak dapat diterima sebelum dibacakan.")
    if faults:
        raise BadFields(faults)
    return kept


def run_limit(row: Dispute) -> None:
    """The limit of where it stands now, from the day that starts it; none where that day is not known."""
    if _S(row.status) is _S.EXECUTION and row.order_due_on:
        begun = row.decision_received_on or row.decided_on or row.filed_on
        set_order(row, datetime.combine(begun, time(), place_of(row.unit).clock), row.order_due_on)
        return
    regime = Regime(row.regime or Regime.UMUM.value)
    key = limit_of(_S(row.status), regime, has_decision=row.decision_received_on is not None)
    starts_on = _starts_on(row, regime) if key else None
    if key is None or starts_on is None:
        stop_clock(row)
        return
    # The commission's own limits are watched, not owed; the time for a remedy is the unit's.
    is_ours = row.decision_received_on is not None
    set_clock(row, key, datetime.combine(starts_on, time(), place_of(row.unit).clock), tells=is_ours)


def _starts_on(row: Dispute, regime: Regime) -> date | None:
    if row.decision_received_on is not None:
        return row.decision_received_on
    if _S(row.status) is _S.REGISTERED or regime is Regime.PEMILU:
        return row.registered_on
    first = row.steps.filter(kind__in=_BEGINNING).order_by("on").first()
    return first.on if first else None


@transaction.atomic
def add_step(dispute: Dispute, *, values: Mapping[str, Any], by: Account, at: datetime) -> DisputeStep:
    """Put a day into the calendar: a summons, a hearing, a mediation. Raises BadFields."""
    row = held(dispute)
    made = put_step(row, values)
    write(row)
    note(row, "add_step", by=by, at=at, kind=made.kind, on=made.on.isoformat())
    return made


def put_step(row: Dispute, values: Mapping[str, Any]) -> DisputeStep:
    kept = checked(values, ("kind", "on"), today=date.max, checks=STEP_CHECKS)
    return DisputeStep.objects.create(dispute=row, **kept)


@transaction.atomic
def save_step(
    step: DisputeStep, *, values: Mapping[str, Any], expected: int | None = None, by: Account, at: datetime
) -> DisputeStep:
    """Correct a day or note its result; `expected` is the version of the dispute. Raises BadFields, Stale."""
    row = held(step.dispute, expected)
    kept_step = DisputeStep.objects.select_for_update().get(pk=step.pk)
    kept = checked(values, ("kind", "on"), today=date.max, checks=STEP_CHECKS)
    for name, value in kept.items():
        setattr(kept_step, name, value)
    kept_step.version += 1
    kept_step.save()
    run_limit(row)
    write(row, CLOCK)
    note(row, "save_step", by=by, at=at, kind=kept_step.kind, on=kept_step.on.isoformat())
    return kept_step


def remind_days(*, at: datetime) -> int:
    """PPID and supervisor, 7, 3, 1 and 0 days before a summons or a hearing; gives how many were told."""
    today = day_at(None, at)
    ended = [one.value for one in ENDED]
    steps = DisputeStep.objects.filter(on__range=(today - _ONE, today + 8 * _ONE))
    steps = steps.exclude(dispute__status__in=ended).exclude(kind=_K.DECISION.value)
    around = "dispute__unit__parent__parent"
    rows = [(one, one.dispute.unit) for one in steps.select_related(around).order_by("on", "pk")]
    units = {unit.pk: unit for _one, unit in rows}.values()
    who = [reaching_each(units, act, on=today) for act in (Act.ANSWER_REQUEST, Act.ANSWER_OBJECTION)]
    tellings = []
    for one, unit in rows:
        on = local_day(unit, at)
        stage = session_stage(on, one.on)
        if stage is None:
            continue
        payload = {
            "number": one.dispute.number,
            "unit": unit.short_name,
            "what": in_both(STEP_WORDS[_K(one.kind)]),
            "due": one.on.isoformat(),
            "left": (one.on - on).days,
        }
        people = list({person.pk: person for found in who for person in found[unit.pk]}.values())
        key = f"hearing-{one.pk}-{one.on}-{stage}"
        tellings.append(Telling(people, Kind.HEARING_DUE, key, unit, payload, work_path(one.dispute)))
    with transaction.atomic():
        return tell_all(tellings, at=at) if tellings else 0
