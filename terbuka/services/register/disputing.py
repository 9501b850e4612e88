"""The file of a dispute before the Information Commission and the courts, as the unit keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, Dispute, DisputeStep, Event, Objection
from terbuka.rules.language import say
from terbuka.rules.register.disputes import (
    DECIDING,
    ENDED,
    IN_COURTS,
    DisputeStatus,
    DisputeStepKind,
    Outcome,
    may_become,
    may_examine,
)
from terbuka.rules.register.numbering import NumberKind
from terbuka.rules.register.objections import ObjectionStatus, may_dispute
from terbuka.rules.register.objections import may_become as may_objection_become
from terbuka.rules.register.post import FileKind
from terbuka.rules.ruling import BadInput, refuse
from terbuka.services.register.bringing import is_exempt
from terbuka.services.register.disputedays import LONGEST_TEXT, as_given, checked, put_step, run_limit
from terbuka.services.register.grounds import is_unanswered_late
from terbuka.services.register.numbering import next_number
from terbuka.services.register.objecting import close_request, end_objection
from terbuka.services.register.places import local_day
from terbuka.services.register.rows import CLOCK, DISPUTE, held, note, stop_clock, write
from terbuka.services.register.telling import tell_of_dispute
from terbuka.services.units import BadFields
from terbuka.services.units.checks import line, lines

_S = DisputeStatus
HEAD = ("commission", "commission_number", "subject", "filed_on", "mediator", "representative")
DECISION = ("decision_number", "decided_on", "decision_received_on", "outcome", "decision", "order")
DECISION_DAYS = ("order_due_on",)
_SESSIONS = {
    _S.FIRST_HEARING: DisputeStepKind.FIRST_HEARING,
    _S.MEDIATION: DisputeStepKind.MEDIATION,
    _S.ADJUDICATION: DisputeStepKind.HEARING,
    _S.IN_COURT: DisputeStepKind.COURT,
    _S.IN_CASSATION: DisputeStepKind.COURT,
}


def _outcome(value: str) -> str:
    if value and value not in set(Outcome):
        raise BadInput(say("Pilih hasil putusannya."))
    return str(value)


CHECKS: dict[str, Callable[[Any], Any]] = {
    "commission": line(200),
    "commission_number": line(120),
    "subject": line(300),
    "filed_on": as_given,
    "registered_on": as_given,
    "mediator": line(200),
    "representative": line(300),
    "decision_number": line(120),
    "decided_on": as_given,
    "decision_received_on": as_given,
    "outcome": _outcome,
    "decision": lines(LONGEST_TEXT),
    "order": lines(LONGEST_TEXT),
    "order_due_on": as_given,
    "obeyed_on": as_given,
}


@transaction.atomic
def begin_dispute(
    objection: Objection, *, values: Mapping[str, Any], expected: int | None = None, by: Account, at: datetime
) -> Dispute:
    """Open the file of a dispute that was filed with a commission; objection and request are held for it.

    `values`: names of `HEAD`. Nothing of them is destroyed while it runs. Raises BadFields, Refused, Stale.
    """
    row = held(objection, expected)
    may_dispute(ObjectionStatus(row.status), is_unanswered_late=is_unanswered_late(row, at=at)).enforce()
    kept = checked(
        values, ("commission", "subject", "filed_on"), today=local_day(row.unit, at), checks=CHECKS
    )
    given = next_number(row.unit, NumberKind.DISPUTE, local_day(row.unit, at).year)
    dispute = Dispute.objects.create(
        unit=row.unit,
        objection=row,
        regime=row.regime,
        number=given.number,
        number_year=given.year,
        number_seq=given.seq,
        began_at=at,
        began_by=by,
        **kept,
    )
    row.status, row.ended_at = ObjectionStatus.DISPUTED.value, None
    stop_clock(row)
    were_free = _hold(row, is_held=True, by=by, at=at)
    write(row, ["is_held", "ended_at", *CLOCK])
    note(dispute, "begin", by=by, at=at, number=dispute.number, objection=row.pk, held=were_free)
    note(row, "dispute", by=by, at=at, dispute=dispute.pk, number=dispute.number)
    tell_of_dispute(dispute, key="begun", by=by, at=at)
    return dispute


def _hold(objection: Objection, *, is_held: bool, by: Account, at: datetime) -> list[str]:
    """Hold objection and request against destruction, or let them go; which of them were changed by it."""
    changed = []
    if objection.is_held != is_held:
        objection.is_held = is_held
        changed.append("objection")
    if objection.request is not None:
        asked = held(objection.request)
        if asked.is_held != is_held:
            asked.is_held = is_held
            write(asked, ["is_held"])
            note(asked, "hold" if is_held else "release_hold", by=by, at=at)
            changed.append("request")
    return changed


@transaction.atomic
def save_dispute(
    dispute: Dispute, *, values: Mapping[str, Any], expected: int | None = None, by: Account, at: datetime
) -> Dispute:
    """Correct the head of the file: names of `HEAD` and "registered_on". Raises BadFields, Stale."""
    row = held(dispute, expected)
    kept = checked(
        values, ("commission", "subject", "filed_on"), today=local_day(row.unit, at), checks=CHECKS
    )
    _set(row, kept)
    run_limit(row)
    write(row, [*kept, *CLOCK])
    note(row, "save", by=by, at=at)
    return row


def _set(row: Dispute, kept: Mapping[str, Any]) -> None:
    for name, value in kept.items():
        setattr(row, name, value)


@dataclass(frozen=True, slots=True)
class Needs:
    """What a step of a dispute asks for, so that the file says it: names of fields, and whether a day."""

    fields: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    has_session: bool = False


def needs_of(to: DisputeStatus) -> Needs:
    """What must be said when a dispute moves to a state."""
    if to is _S.REGISTERED:
        return Needs(("commission_number", "registered_on"), ("commission_number", "registered_on"))
    if to in DECIDING:
        required = ("decision_number", "decided_on", "decision_received_on", "outcome")
        return Needs((*DECISION, *DECISION_DAYS), required)
    if to in _SESSIONS:
        return Needs(has_session=True)
    if to is _S.EXECUTION:
        return Needs(("order", *DECISION_DAYS), ("order",))
    if to is _S.CLOSED:
        return Needs(("obeyed_on",))
    return Needs()


@transaction.atomic
def move_dispute(
    dispute: Dispute,
    *,
    to: DisputeStatus,
    values: Mapping[str, Any],
    session: Mapping[str, Any] | None = None,
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> Dispute:
    """Take a dispute to its next state with what `needs_of` asks; `session` is the day that opens it.

    Its limits are counted anew; where it ends, so do objection and request. Raises BadFields,
    Refused, Stale.
    """
    row = held(dispute, expected)
    was = _S(row.status)
    may_become(was, to).enforce()
    may_examine(was, to, is_exempt=is_exempt(row.objection)).enforce()
    needs = needs_of(to)
    kept = checked(values, needs.required, today=local_day(row.unit, at), checks=CHECKS)
    if was is _S.EXECUTION and to is _S.CLOSED:
        _check_obeyed(row, kept)
    row.status = to.value
    if to in IN_COURTS:  # what comes next is another decision; the one before stands among the steps
        kept |= {"decision_received_on": None}
    _set(row, kept)
    if session is not None and needs.has_session:
        put_step(row, {"kind": _SESSIONS[to].value, **session})
    if to in DECIDING:
        _keep_decision(row)
    run_limit(row)
    if to in ENDED:
        row.ended_at = at
    write(row, [*kept, "ended_at", *CLOCK])
    note(row, "move", by=by, at=at, state=to.value)
    tell_of_dispute(row, key=to.value, by=by, at=at)
    if to in ENDED:
        _end(row, by=by, at=at)
    return row


def _check_obeyed(row: Dispute, kept: Mapping[str, Any]) -> None:
    """What was ordered is proven before the file is closed (DS-12). Raises BadFields, Refused."""
    if not kept.get("obeyed_on"):
        raise BadFields({"obeyed_on": say("Isi kapan putusan dilaksanakan.")})
    if not row.files.filter(kind=FileKind.PROOF.value, removed_at=None).exists():
        refuse(
            say("Lampirkan dahulu bukti bahwa putusan dilaksanakan, misalnya tanda terima."),
            cite="uu14-2008:46",
        ).enforce()


@transaction.atomic
def record_decision(
    dispute: Dispute, *, values: Mapping[str, Any], expected: int | None = None, by: Account, at: datetime
) -> Dispute:
    """Keep the decision of a court; the time for the next remedy runs from its receipt. Raises Refused."""
    row = held(dispute, expected)
    if _S(row.status) not in IN_COURTS:
        refuse(say("Putusan pengadilan dicatat selama perkara ada di pengadilan.")).enforce()
    kept = checked(values, needs_of(_S.DECIDED).required, today=local_day(row.unit, at), checks=CHECKS)
    _set(row, kept)
    _keep_decision(row)
    run_limit(row)
    write(row, [*kept, *CLOCK])
    note(row, "record_decision", by=by, at=at, outcome=row.outcome)
    tell_of_dispute(row, key=f"decision-{row.version}", by=by, at=at)
    return row


def _keep_decision(row: Dispute) -> None:
    """The decision stands among the steps too, where a later one does not cover it."""
    told = "\n".join(part for part in (row.decision_number, row.decision) if part)
    DisputeStep.objects.create(
        dispute=row, kind=DisputeStepKind.DECISION.value, on=row.decided_on or row.filed_on, result=told
    )


def _end(row: Dispute, *, by: Account, at: datetime) -> None:
    """Objection and request end with the dispute, and are no longer held for it."""
    objection = held(row.objection)
    begun = Event.objects.about(DISPUTE, row.pk).filter(verb="begin").first()
    if begun is not None and begun.payload.get("held"):
        _hold(objection, is_held=False, by=by, at=at)
    if may_objection_become(ObjectionStatus(objection.status), ObjectionStatus.CLOSED):
        end_objection(objection, ObjectionStatus.CLOSED, "close", "is_held", by=by, at=at)
        close_request(objection, by=by, at=at)
