"""Consequence tests as the acts on them read, hold and tell them; the clock of the request behind one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, ConsequenceTest, ExemptDocument, WorkUnit
from terbuka.rules.consequence import DocumentFacts, Proposal
from terbuka.rules.deadlines import Deadline, Receipt, apply_limit
from terbuka.rules.exemption import Letter, TestMoment, TestStatus, decided_above
from terbuka.rules.hours import default_hours
from terbuka.rules.limits import Regime, limit
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.ruling import Stale
from terbuka.services.calendar import calendar_of
from terbuka.services.events import record
from terbuka.services.notify import tell
from terbuka.services.people import day_at, reaching

KIND = "consequence_test"
MINUTES = ("holder", "held_on", "held_in", "participants")


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of the request that a test belongs to: the answer, and the answer once extended."""

    answer: Deadline
    extended: Deadline


def clock_of(unit: WorkUnit, received_on: date, regime: Regime) -> Clock:
    """How long the unit has for its answer. Raises BadInput for a day before the regime or its calendar."""
    calendar, receipt = calendar_of(unit), Receipt(received_on)
    answer, extended = (
        apply_limit(limit(key, regime, on=received_on), receipt, calendar, default_hours())
        for key in ("request.answer", "request.extension")
    )
    return Clock(answer, extended)


def clock_of_test(test: ConsequenceTest) -> Clock | None:
    """The clock behind a test; None where it belongs to no request."""
    if test.moment != TestMoment.AT_REQUEST or test.received_on is None or not test.regime:
        return None
    return clock_of(test.unit, test.received_on, Regime(test.regime))


def today_of(test: ConsequenceTest, at: datetime) -> date:
    """The day of a moment at the place of the unit."""
    return day_at(test.unit, at)


def document_facts(document: ExemptDocument) -> DocumentFacts:
    """A document as the rulings ask of it."""
    return DocumentFacts(
        title=document.title,
        letter=Letter(document.letter),
        act=document.act,
        article=document.article,
        harm=document.harm,
        benefit=document.benefit,
        public_interest=document.public_interest,
        is_permanent=document.is_permanent,
        until=document.until,
    )


def proposal_of(test: ConsequenceTest, *, on: date) -> Proposal:
    """A test as the rulings ask of it; one query for its documents."""
    people = {test.began_by_id, test.proposed_by_id} - {None}
    return Proposal(
        status=TestStatus(test.status),
        documents=tuple(document_facts(one) for one in test.documents.all()),
        lacks=tuple(name for name in MINUTES if not getattr(test, name)),
        proposers=frozenset(pk for pk in people if pk),
        level_above=decided_above(test.unit.institution, test.unit.level, on=on),
    )


def deciding_unit(test: ConsequenceTest) -> WorkUnit:
    """The unit that decides a test: the one it was handed up to, else its own."""
    return test.escalated_to or test.unit


def held(test: ConsequenceTest, expected: int | None = None) -> ConsequenceTest:
    """The test as it stands, held until the transaction ends. Raises Stale."""
    assert transaction.get_connection().in_atomic_block
    row = (
        ConsequenceTest.objects.select_for_update(of=("self",))
        .select_related("unit__parent__parent", "escalated_to__parent__parent")
        .get(pk=test.pk)
    )
    if expected is not None and row.version != expected:
        raise Stale(row)
    return row


def held_document(document: ExemptDocument, expected: int | None = None) -> ExemptDocument:
    """The document and its test as they stand, held. Raises Stale, with None where it was removed."""
    test = held(ConsequenceTest(pk=document.test_id))
    row = ExemptDocument.objects.select_for_update(of=("self",)).filter(pk=document.pk).first()
    if row is None or (expected is not None and row.version != expected):
        raise Stale(row)
    row.test = test
    return row


def write(row: ConsequenceTest | ExemptDocument, fields: list[str]) -> None:
    """Save these fields and count the row's version on."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def note(test: ConsequenceTest, verb: str, /, *, by: Account | None, at: datetime, **payload: Any) -> None:
    """The event of an act on a test or one of its documents."""
    record(KIND, test.pk, verb, by=by, at=at, payload={"unit": test.unit_id, **payload})


def path_of(test: ConsequenceTest, unit: WorkUnit) -> str:
    """Where a unit, its own or the one it was handed up to, works on a test. It never changes (`urls.py`)."""
    return f"/kerja/{unit.slug}/uji/{test.pk}/"


def tell_deciders(test: ConsequenceTest, *, by: Account, at: datetime) -> None:
    """Those who must decide it, or hand it up."""
    unit = deciding_unit(test)
    tell(
        reaching(unit, Act.DECIDE_EXEMPTION, on=day_at(unit, at)),
        kind=Kind.TEST_PROPOSED,
        key=f"test-proposed-{test.pk}-{test.version}",
        unit=test.unit,
        payload={"title": test.subject, "unit": test.unit.short_name},
        path=path_of(test, unit),
        by=by,
        at=at,
    )


def tell_proposers(
    test: ConsequenceTest, kind: Kind = Kind.TEST_DECIDED, *, by: Account, at: datetime
) -> None:
    """Those of the unit who may propose: what came of it, decided or sent back, and what is next."""
    tell(
        reaching(test.unit, Act.PROPOSE_EXEMPTION, on=today_of(test, at)),
        kind=kind,
        key=f"{kind.value.replace('_', '-')}-{test.pk}-{test.version}",
        unit=test.unit,
        payload={"title": test.subject, "unit": test.unit.short_name},
        path=path_of(test, test.unit),
        by=by,
        at=at,
    )


def tell_due_test(test: ConsequenceTest, *, stage: int, left: int | None, at: datetime) -> None:
    """Whose turn it is: the request behind the test must be answered; `left` is None once it is overdue."""
    is_draft = test.status == TestStatus.DRAFT
    unit = test.unit if is_draft else deciding_unit(test)
    act = Act.PROPOSE_EXEMPTION if is_draft else Act.DECIDE_EXEMPTION
    told: dict[str, Any] = {"title": test.subject, "unit": test.unit.short_name, "due": str(test.due_on)}
    tell(
        reaching(unit, act, on=day_at(unit, at)),
        kind=Kind.TEST_DUE_SOON,
        # Who has it now, and another due date, are told anew.
        key=f"test-due-{test.pk}-{test.status}-{test.due_on}-{stage}",
        unit=test.unit,
        payload=told if left is None else told | {"left": left},
        path=path_of(test, unit),
        at=at,
    )
