"""A consequence test is prepared and proposed: its head, its documents with their reasons, its minutes."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, ConsequenceTest, ExemptDocument, WorkUnit
from terbuka.rules.consequence import act_fault, may_become, may_propose, may_write, term_fault
from terbuka.rules.exemption import Letter, TestMoment, TestStatus
from terbuka.rules.guarding import hits_in
from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import Regime
from terbuka.rules.ruling import BadInput
from terbuka.services.catalogue.exemptrows import (
    clock_of,
    document_facts,
    held,
    held_document,
    note,
    proposal_of,
    tell_deciders,
    today_of,
    write,
)
from terbuka.services.catalogue.fields import named_items
from terbuka.services.people import day_at
from terbuka.services.units import check_open
from terbuka.services.units.checks import BadFields, each, line, lines

LONGEST_TITLE, LONGEST_REASON, MOST_PARTICIPANTS = 300, 10_000, 60
EARLIEST, LATEST = date(2010, 4, 30), date(2150, 12, 31)
# Everything that the public list or the decree prints.
_PRINTED = ("title", "act", "article", "harm", "public_interest", "withheld_part")


def _named(what: Phrase) -> Callable[[str], str]:
    def checked(text: str) -> str:
        kept = line(LONGEST_TITLE)(text)
        if not kept:
            raise BadInput(what)
        return kept

    return checked


def _one_of(
    kinds: type[TestMoment] | type[Regime] | type[Letter], fault: Phrase, *, is_free: bool = False
) -> Any:
    def checked(value: str) -> str:
        if value not in set(kinds) and not (is_free and not value):
            raise BadInput(fault)
        return str(value)

    return checked


def _day(day: date | None) -> date | None:
    if day and not EARLIEST <= day <= LATEST:
        raise BadInput(say("Periksa tahunnya: tanggal ini tidak mungkin."))
    return day


def _participants(text: str) -> list[dict[str, str]]:
    """One a line, name and position parted by a comma or a dash."""
    found = []
    for row in lines(LONGEST_REASON)(text).splitlines():
        name, _dash, position = row.replace(" – ", ",").replace(" - ", ",").partition(",")
        if name.strip():
            found.append({"name": name.strip()[:200], "position": position.strip()[:200]})
    if len(found) > MOST_PARTICIPANTS:
        raise BadInput(say("Paling banyak {n} peserta.", n=MOST_PARTICIPANTS))
    if any(not one["position"] for one in found):
        raise BadInput(say("Tulis jabatan setiap peserta sesudah koma, misalnya: Rina Dewi, Sekretaris."))
    return found


_HEAD: dict[str, Callable[[Any], Any]] = {
    "subject": _named(say("Tulis informasi apa yang diuji.")),
    "holder": line(200),
    "moment": _one_of(TestMoment, say("Pilih kapan uji ini dilakukan.")),
    "request_number": line(100),
    "received_on": _day,
    "regime": _one_of(Regime, say("Pilih tata caranya: umum atau pemilu."), is_free=True),
    "held_on": _day,
    "held_in": line(120),
    "participants": _participants,
    "opinions": lines(LONGEST_REASON),
}
_DOCUMENT: dict[str, Callable[[Any], Any]] = {
    "title": _named(say("Tulis nama dokumennya, tanpa nama orang.")),
    "description": lines(LONGEST_REASON),
    "letter": _one_of(Letter, say("Pilih huruf Pasal 17 yang menjadi dasarnya.")),
    "act": line(200),
    "article": line(100),
    "harm": lines(LONGEST_REASON),
    "benefit": lines(LONGEST_REASON),
    "public_interest": lines(LONGEST_REASON),
    "withheld_part": lines(LONGEST_REASON),
    "is_permanent": bool,
    "until": _day,
}


def _checked_head(unit: WorkUnit, values: dict[str, Any], *, today: date) -> dict[str, Any]:
    """The values in their kept form, with the due date of the request. Raises BadFields."""
    kept = each(values, _HEAD)
    faults: dict[str, Phrase] = {}
    for name in ("received_on", "held_on"):
        if kept.get(name) and kept[name] > today:
            faults[name] = say("Tanggal ini tidak dapat di masa depan.")
    kept["due_on"] = None
    if kept.get("moment") == TestMoment.AT_REQUEST:
        if not kept.get("received_on"):
            faults["received_on"] = say("Sebutkan kapan permohonannya diterima: tenggat dihitung dari sana.")
        if not kept.get("regime"):
            faults["regime"] = say("Pilih tata caranya: umum atau pemilu.")
    if not faults and kept.get("moment") == TestMoment.AT_REQUEST:
        try:
            kept["due_on"] = clock_of(unit, kept["received_on"], Regime(kept["regime"])).answer.due
        except BadInput as fault:
            faults["received_on"] = fault.phrase
    if faults:
        raise BadFields(faults)
    return kept


@transaction.atomic
def begin_test(unit: WorkUnit, values: dict[str, Any], *, by: Account, at: datetime) -> ConsequenceTest:
    """Begin a consequence test: what is tested, when, for which request. Raises BadFields, Refused."""
    check_open(unit, at)
    kept = _checked_head(unit, values, today=day_at(unit, at))
    test = ConsequenceTest.objects.create(unit=unit, began_at=at, began_by=by, **kept)
    note(test, "begin", by=by, at=at, subject=test.subject)
    return test


@transaction.atomic
def save_test(
    test: ConsequenceTest, values: dict[str, Any], *, expected: int, by: Account, at: datetime
) -> ConsequenceTest:
    """Keep the head and the minutes of a draft. Raises BadFields, Refused, Stale."""
    row = held(test, expected)
    may_write(TestStatus(row.status)).enforce()
    kept = _checked_head(row.unit, values, today=today_of(row, at))
    for name, value in kept.items():
        setattr(row, name, value)
    write(row, list(kept))
    note(row, "save", by=by, at=at)
    return row


def _checked_document(unit: WorkUnit, values: dict[str, Any], *, today: date) -> dict[str, Any]:
    """The values in their kept form; what is filled must hold, what is empty may wait. Raises BadFields."""
    own = {name: value for name, value in values.items() if name != "item"}
    faults: dict[str, Phrase] = {}
    try:
        kept = each(own, _DOCUMENT)
    except BadFields as fault:
        raise BadFields(dict(fault.fields)) from None
    kept["item"] = None
    if values.get("item"):
        try:
            kept["item"] = named_items([values["item"]], unit)[0]
        except BadInput as fault:
            faults["item"] = fault.phrase
    if kept["is_permanent"]:
        kept["until"] = None
    for name in _PRINTED:
        if hits_in(kept.get(name, "")):
            faults[name] = say(
                "Ada nomor atau alamat milik seseorang di sini. Hapus: daftarnya dibaca siapa saja."
            )
    facts = document_facts(ExemptDocument(**kept))
    term = term_fault(facts, on=today) if kept["is_permanent"] or kept["until"] else None
    if term:
        faults["until"] = term
    wrong = act_fault(facts)
    if wrong:
        faults["act"] = wrong
    if faults:
        raise BadFields(faults)
    return kept


@transaction.atomic
def add_document(
    test: ConsequenceTest, values: dict[str, Any], *, by: Account, at: datetime
) -> ExemptDocument:
    """Put a document to the test, with its own reasons. Raises BadFields, Refused."""
    row = held(test)
    may_write(TestStatus(row.status)).enforce()
    kept = _checked_document(row.unit, values, today=today_of(row, at))
    document = ExemptDocument.objects.create(test=row, **kept)
    note(row, "add_document", by=by, at=at, document=document.pk, title=document.title)
    return document


@transaction.atomic
def save_document(
    document: ExemptDocument, values: dict[str, Any], *, expected: int, by: Account, at: datetime
) -> ExemptDocument:
    """Keep what was written of a document of a draft. Raises BadFields, Refused, Stale."""
    row = held_document(document, expected)
    may_write(TestStatus(row.test.status)).enforce()
    kept = _checked_document(row.test.unit, values, today=today_of(row.test, at))
    for name, value in kept.items():
        setattr(row, name, value)
    write(row, list(kept))
    note(row.test, "save_document", by=by, at=at, document=row.pk, title=row.title)
    return row


@transaction.atomic
def remove_document(document: ExemptDocument, *, by: Account, at: datetime) -> None:
    """Take a document out of a draft. Raises Refused, Stale."""
    row = held_document(document)
    may_write(TestStatus(row.test.status)).enforce()
    note(row.test, "remove_document", by=by, at=at, document=row.pk, title=row.title)
    row.delete()


@transaction.atomic
def discard_test(
    test: ConsequenceTest, *, expected: int | None = None, by: Account, at: datetime
) -> ConsequenceTest:
    """Throw a draft away; its events stay. Raises Refused, Stale."""
    row = held(test, expected)
    may_become(TestStatus(row.status), TestStatus.DISCARDED).enforce()
    row.status = TestStatus.DISCARDED.value
    write(row, ["status"])
    note(row, "discard", by=by, at=at)
    return row


@transaction.atomic
def propose_test(
    test: ConsequenceTest, *, expected: int | None = None, by: Account, at: datetime
) -> ConsequenceTest:
    """Propose to withhold; whoever decides, or hands it up, is told. Raises Refused, Stale."""
    row = held(test, expected)
    check_open(row.unit, at)
    today = today_of(row, at)
    may_propose(proposal_of(row, on=today), on=today).enforce()
    row.status, row.proposed_at, row.proposed_by = TestStatus.PROPOSED.value, at, by
    row.number = row.number or _next_number(row.unit, today)
    write(row, ["status", "proposed_at", "proposed_by", "number"])
    note(row, "propose", by=by, at=at, number=row.number)
    tell_deciders(row, by=by, at=at)
    return row


def _next_number(unit: WorkUnit, today: date) -> str:
    """The next number of the unit's year; numbers are never used twice."""
    # Two who propose at once get theirs one after the other.
    WorkUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    start = f"UK/{unit.slug}/{today.year}/"
    taken = ConsequenceTest.objects.filter(number__startswith=start).values_list("number", flat=True)
    last = max((int(number.removeprefix(start)) for number in taken), default=0)
    return f"{start}{last + 1}"
