"""A proposed test is handed up, sent back, decided document by document; what was withheld opens again."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from terbuka.models import Account, CatalogueEntry, ConsequenceTest, ExemptDocument
from terbuka.rules.consequence import faults_of, may_decide, may_escalate, may_reopen, may_return
from terbuka.rules.exemption import ExemptStatus, Letter, TestStatus
from terbuka.rules.language import Phrase, say, speaking
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.ruling import Refused, refuse
from terbuka.services.catalogue.entries import is_proven, unwaive_item, waive_item
from terbuka.services.catalogue.exemptrows import (
    deciding_unit,
    document_facts,
    held,
    held_document,
    note,
    path_of,
    proposal_of,
    tell_deciders,
    tell_proposers,
    today_of,
    write,
)
from terbuka.services.catalogue.finding import put_exempt
from terbuka.services.notify import tell
from terbuka.services.people import day_at, reaching
from terbuka.services.units.checks import BadFields, line, lines

_LONGEST_NOTE = 5000


@transaction.atomic
def escalate_test(
    test: ConsequenceTest, *, expected: int | None = None, by: Account, at: datetime
) -> ConsequenceTest:
    """Hand a proposed test up to the level above, which decides; it is told. Raises Refused, Stale."""
    row = held(test, expected)
    may_escalate(proposal_of(row, on=today_of(row, at))).enforce()
    assert row.unit.parent
    row.status, row.escalated_to = TestStatus.ESCALATED.value, row.unit.parent
    row.escalated_at, row.escalated_by = at, by
    write(row, ["status", "escalated_to", "escalated_at", "escalated_by"])
    note(row, "escalate", by=by, at=at, to=row.unit.parent.pk)
    tell_deciders(row, by=by, at=at)
    return row


@transaction.atomic
def return_test(
    test: ConsequenceTest, *, note_text: str, expected: int | None = None, by: Account, at: datetime
) -> ConsequenceTest:
    """Send a test back to a draft with a note; the unit is told. Raises Refused, Stale."""
    row = held(test, expected)
    may_return(TestStatus(row.status), note_text).enforce()
    row.status, row.decision_note = TestStatus.DRAFT.value, lines(_LONGEST_NOTE)(note_text)
    row.proposed_at = row.proposed_by = None
    row.escalated_to = row.escalated_at = row.escalated_by = None
    fields = ["proposed_at", "proposed_by", "escalated_to", "escalated_at", "escalated_by"]
    write(row, ["status", "decision_note", *fields])
    note(row, "return", by=by, at=at, note=row.decision_note)
    tell_proposers(row, Kind.TEST_RETURNED, by=by, at=at)
    return row


@transaction.atomic
def decide_test(
    test: ConsequenceTest,
    *,
    approved: Collection[int],
    notes: Mapping[int, str],
    decree_number: str = "",
    decree_on: date | None = None,
    decision_note: str = "",
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> ConsequenceTest:
    """Decide each document: those of `approved` (ids) are withheld, the others stay open, each with its note.

    Raises Refused, Stale, and BadFields: `note-<id>`, `decree_number`, `decree_on`.
    """
    row = held(test, expected)
    place, today = deciding_unit(row), today_of(row, at)
    has_standing = by.may(Act.DECIDE_EXEMPTION, place, on=day_at(place, at))
    may_decide(proposal_of(row, on=today), by.pk, has_standing=has_standing).enforce()
    documents = list(row.documents.select_related("item"))
    withheld = [one for one in documents if one.pk in approved]
    number = line(100)(decree_number)
    _check_decision(documents, withheld, notes, number, decree_on, today=today)
    row.status = (TestStatus.APPROVED if withheld else TestStatus.REFUSED).value
    row.decided_at, row.decided_by, row.decision_note = at, by, lines(_LONGEST_NOTE)(decision_note)
    row.decree_number, row.decree_on = (number, decree_on) if withheld else ("", None)
    write(row, ["status", "decided_at", "decided_by", "decision_note", "decree_number", "decree_on"])
    for one in documents:
        status = ExemptStatus.EXEMPT if one in withheld else ExemptStatus.KEPT_OPEN
        one.status, one.decision_note = status.value, lines(_LONGEST_NOTE)(notes.get(one.pk, ""))
        write(one, ["status", "decision_note"])
        _free_item(row, one, by=by, at=at)
    told = {str(one.pk): one.status for one in documents}
    note(row, "decide", by=by, at=at, status=row.status, documents=told, decree=row.decree_number)
    put_exempt(row.unit, at=at)
    tell_proposers(row, by=by, at=at)
    return row


def _check_decision(
    documents: list[ExemptDocument],
    withheld: list[ExemptDocument],
    notes: Mapping[int, str],
    number: str,
    decree_on: date | None,
    *,
    today: date,
) -> None:
    """Raises Refused where a term has run out meanwhile, and BadFields."""
    for one in withheld:
        fault = next(iter(faults_of(document_facts(one), on=today).values()), None)
        if fault:
            reason = say(
                "{title}: {fault}. Kembalikan dahulu untuk diperbaiki.", title=one.title, fault=fault
            )
            raise Refused(refuse(reason, cite="uu14-2008:19"))
    faults: dict[str, Phrase] = {}
    for one in documents:
        if one not in withheld and not notes.get(one.pk, "").strip():
            faults[f"note-{one.pk}"] = say("Tulis mengapa dokumen ini tetap terbuka.")
    if withheld and not number:
        faults["decree_number"] = say("Tulis nomor keputusannya.")
    if withheld and decree_on is None:
        faults["decree_on"] = say("Tulis tanggal keputusannya.")
    if decree_on and decree_on > today:
        faults["decree_on"] = say("Tanggal ini tidak dapat di masa depan.")
    if faults:
        raise BadFields(faults)


def _reason(test: ConsequenceTest) -> str:
    with speaking("id"):
        return str(say("Dikecualikan dengan {decree}.", decree=test.decree_number))


def _free_item(test: ConsequenceTest, document: ExemptDocument, *, by: Account, at: datetime) -> None:
    """Nobody owes to publish an item whose document is withheld as a whole and which nothing else proves."""
    if document.status != ExemptStatus.EXEMPT or document.item is None or document.withheld_part:
        return
    entry = CatalogueEntry.objects.filter(unit=test.unit, item=document.item).first()
    if entry is None or not (entry.waived_at or is_proven(entry)):
        waive_item(test.unit, document.item, reason=_reason(test), by=by, at=at)


def _owe_again(document: ExemptDocument, *, by: Account | None, at: datetime) -> None:
    """The item is owed again, unless another document of the decree still stands for it."""
    test = document.test
    if document.item is None:
        return
    others = test.documents.filter(item=document.item, status=ExemptStatus.EXEMPT.value, withheld_part="")
    entry = CatalogueEntry.objects.filter(unit=test.unit, item=document.item).first()
    if entry and entry.waived_reason == _reason(test) and not others.exists():
        unwaive_item(test.unit, document.item, by=by, at=at)


@transaction.atomic
def reopen_document(
    document: ExemptDocument, *, reason: str, expected: int | None = None, by: Account, at: datetime
) -> ExemptDocument:
    """Open a withheld document before its term ends, for a reason. Raises Refused, Stale."""
    row = held_document(document, expected)
    may_reopen(ExemptStatus(row.status), Letter(row.letter), reason).enforce()
    return _open(row, lines(_LONGEST_NOTE)(reason), "reopen", by=by, at=at)


def _open(row: ExemptDocument, reason: str, verb: str, *, by: Account | None, at: datetime) -> ExemptDocument:
    row.status, row.reopen_reason = ExemptStatus.REOPENED.value, reason
    row.reopened_at, row.reopened_by = at, by
    write(row, ["status", "reopen_reason", "reopened_at", "reopened_by"])
    note(row.test, verb, by=by, at=at, document=row.pk, title=row.title, reason=reason)
    _owe_again(row, by=by, at=at)
    put_exempt(row.test.unit, at=at)
    return row


def expire(*, at: datetime) -> int:
    """Open again every document whose term has ended at its unit's place, and tell the unit; how many."""
    done, ahead = 0, day_at(None, at) + timedelta(days=2)
    rows = ExemptDocument.objects.run_out(ahead).select_related("test__unit__parent__parent", "item")
    for document in rows.order_by("pk")[:1000]:
        if document.until and document.until < today_of(document.test, at):
            done += _expire(document, at=at)
    return done


@transaction.atomic
def _expire(document: ExemptDocument, *, at: datetime) -> int:
    row = held_document(document)
    if row.status != ExemptStatus.EXEMPT or row.until is None:
        return 0
    unit = row.test.unit
    _open(row, "", "expire", by=None, at=at)
    tell(
        reaching(unit, Act.PROPOSE_EXEMPTION, on=day_at(unit, at)),
        kind=Kind.EXEMPTION_ENDED,
        key=f"exemption-ended-{row.pk}",
        unit=unit,
        payload={"title": row.title, "unit": unit.short_name, "until": row.until.isoformat()},
        path=path_of(row.test, unit),
        at=at,
    )
    return 1
