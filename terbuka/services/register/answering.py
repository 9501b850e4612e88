"""The supervisor's way to an answer: studying, talking it over, deciding, and what the PPID owes then."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, CaseFile, Objection, StoredFile
from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.register.clocks import DISPUTE_FILE, FULFIL, has_passed
from terbuka.rules.register.numbering import NumberKind
from terbuka.rules.register.objections import (
    OPEN,
    Ground,
    ObjectionStatus,
    may_answer,
    may_answer_with,
    may_become,
    may_settle,
)
from terbuka.rules.register.post import FileKind
from terbuka.rules.register.requests import RequestStatus
from terbuka.rules.ruling import BadInput
from terbuka.services.register.fulfilling import hand_over
from terbuka.services.register.grounds import dispute_window
from terbuka.services.register.numbering import next_number
from terbuka.services.register.objecting import LONGEST_TEXT, close_request, end_objection
from terbuka.services.register.places import local_day, place_of
from terbuka.services.register.rows import CLOCK, held, note, set_clock, set_order, was_late, write
from terbuka.services.register.telling import tell_office, write_to_applicant
from terbuka.services.units import BadFields
from terbuka.services.units.checks import lines

_S = ObjectionStatus
_ORDERED = frozenset({_S.GRANTED, _S.PARTLY_GRANTED})
_ANSWERED = frozenset({_S.UPHELD, _S.FULFILLED})
_ANSWER = ("result", "decided_at", "decided_by", "answer_number", "consideration", "order", "order_due_on")
_HEADS: dict[ObjectionStatus, Phrase] = {
    _S.GRANTED: say("Keberatan Anda dikabulkan"),
    _S.PARTLY_GRANTED: say("Keberatan Anda dikabulkan sebagian"),
    _S.UPHELD: say("Keberatan Anda ditolak"),
}


def decided_by(objection: Objection) -> int | None:
    """Who decided the request behind an objection; that person may not answer it."""
    return objection.request.decided_by_id if objection.request else None


@transaction.atomic
def begin_discussion(
    objection: Objection, *, expected: int | None = None, by: Account, at: datetime
) -> Objection:
    """Take it up for study, or again where talking it over came to nothing. Raises Refused, Stale."""
    row = held(objection, expected)
    may_become(_S(row.status), _S.DISCUSSED).enforce()
    row.status = _S.DISCUSSED.value
    write(row)
    note(row, "discuss", by=by, at=at)
    return row


@transaction.atomic
def begin_settling(
    objection: Objection, *, invitation: str = "", expected: int | None = None, by: Account, at: datetime
) -> Objection:
    """Invite whoever objected to talk it over (grounds b to g); the limit runs on. Raises Refused, Stale."""
    row = held(objection, expected)
    may_become(_S(row.status), _S.SETTLING).enforce()
    may_settle([Ground(one) for one in row.grounds]).enforce()
    text = lines(LONGEST_TEXT)(invitation)
    if not text:
        raise BadInput(say("Tulis undangannya: hari, jam, dan tempat atau nomor telepon."))
    row.status = _S.SETTLING.value
    write(row)
    note(row, "begin_settling", by=by, at=at)
    write_to_applicant(
        row,
        key=f"objection-settling-{row.pk}-{row.version}",
        subject=say("Undangan musyawarah atas keberatan Anda"),
        body=text,
        by=by,
        at=at,
    )
    return row


@transaction.atomic
def settle(
    objection: Objection, *, minutes: str, expected: int | None = None, by: Account, at: datetime
) -> Objection:
    """Both sides agree: the minutes are kept and sent, objection and request end. Raises Refused, Stale."""
    row = held(objection, expected)
    may_become(_S(row.status), _S.SETTLED).enforce()
    row.settlement = lines(LONGEST_TEXT)(minutes)
    if not row.settlement:
        raise BadInput(say("Tulis risalahnya: apa yang disepakati dan siapa yang hadir."))
    end_objection(row, _S.SETTLED, "settle", "settlement", by=by, at=at)
    close_request(row, by=by, at=at)
    write_to_applicant(
        row,
        key=f"objection-settled-{row.pk}",
        subject=say("Keberatan Anda selesai dengan musyawarah"),
        body=say("Yang disepakati: {minutes}", minutes=row.settlement),
        by=by,
        at=at,
    )
    return row


@transaction.atomic
def decide_objection(
    objection: Objection,
    *,
    status: ObjectionStatus,
    consideration: str,
    order: str = "",
    order_due_on: date | None = None,
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> Objection:
    """Answer in writing: granted or partly with an order to the PPID and its day, or upheld; with reasons.

    Who decided the request may not answer, whatever the role. `order_due_on` None: the limit
    `objection.fulfil`. An answer after its limit is still an answer. Raises Refused, Stale, BadInput.
    """
    row = held(objection, expected)
    may_become(_S(row.status), status).enforce()
    may_answer(by.pk, decided_by(row)).enforce()
    is_past = order_due_on is not None and order_due_on < local_day(row.unit, at)
    may_answer_with(status, consideration, order, is_due_past=is_past).enforce()
    check = lines(LONGEST_TEXT)
    row.consideration, row.order = check(consideration), check(order) if status in _ORDERED else ""
    row.answer_number = next_number(
        row.unit, NumberKind.OBJECTION_ANSWER, local_day(row.unit, at).year
    ).number
    row.status = row.result = status.value
    row.decided_at, row.decided_by = at, by
    told = {"status": status.value, "number": row.answer_number, "late": was_late(row, at)}
    _run_after_answer(row, order_due_on, at)
    write(row, [*_ANSWER, *CLOCK])
    note(row, "decide", by=by, at=at, **told)
    _tell_decided(row, status, by=by, at=at)
    return row


def _run_after_answer(row: Objection, order_due_on: date | None, at: datetime) -> None:
    """What was ordered runs for the PPID, to the day that it names; else the window of the objector."""
    if row.status not in _ORDERED:
        set_clock(row, DISPUTE_FILE, at, tells=False)
        row.order_due_on = None
        return
    running = set_clock(row, FULFIL, at)
    row.order_due_on = order_due_on or running.deadline.due
    set_order(row, at, row.order_due_on)


def _tell_decided(row: Objection, status: ObjectionStatus, *, by: Account, at: datetime) -> None:
    window = dispute_window(row)
    assert window
    if status in _ORDERED:
        assert row.order_due_on
        body = say(
            "Atasan PPID {unit} menjawab keberatan {number}: {consideration} PPID diperintahkan: {order} "
            "Paling lambat {due}. Bila tidak puas, Anda dapat mengajukan sengketa ke Komisi Informasi paling "
            "lambat {window}.",
            unit=row.unit.name,
            number=row.number,
            consideration=row.consideration,
            order=row.order,
            due=Day(row.order_due_on),
            window=Day(window.deadline.due),
        )
    else:
        body = say(
            "Atasan PPID {unit} menjawab keberatan {number}: {consideration} Bila tidak puas, Anda dapat "
            "mengajukan sengketa ke Komisi Informasi paling lambat {window}.",
            unit=row.unit.name,
            number=row.number,
            consideration=row.consideration,
            window=Day(window.deadline.due),
        )
    write_to_applicant(
        row, key=f"objection-decided-{row.pk}", subject=_HEADS[status], body=body, by=by, at=at
    )
    key, upheld = f"objection-decided-{row.pk}", status not in _ORDERED
    tell_office(row, Kind.OBJECTION_DECIDED, Act.SERVE, key=key, by=by, at=at, upheld=upheld)


@transaction.atomic
def fulfil_objection(
    objection: Objection,
    *,
    values: Mapping[str, Any],
    files: Sequence[StoredFile] = (),
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> Objection:
    """The PPID carries out the order: hands over with minutes, and the request stands fulfilled.

    `values` as in `fulfilling.hand_over`; `files` go to the objector. Whoever objected may
    still go to the commission until the window closes. Raises BadFields, Refused, Stale.
    """
    row = held(objection, expected)
    may_become(_S(row.status), _S.FULFILLED).enforce()
    given = str(values.get("given", ""))
    if row.request is not None:
        hand_over(row.request, values=values, by=by, at=at)
        asked = held(row.request)
        asked.status = RequestStatus.FULFILLED.value
        write(asked)
        note(asked, "fulfil", by=by, at=at, objection=row.pk)
    elif not given.strip():
        raise BadInput(say("Tulis apa yang diserahkan."))
    row.status, row.fulfilled_at, row.fulfilled_by = _S.FULFILLED.value, at, by
    assert row.decided_at
    set_clock(row, DISPUTE_FILE, row.decided_at, tells=False)
    write(row, ["fulfilled_at", "fulfilled_by", *CLOCK])
    note(row, "fulfil", by=by, at=at)
    if row.request is None or files:  # else the letter of the hand-over has said it
        _tell_fulfilled(row, given.strip(), files, by=by, at=at)
    return row


def _tell_fulfilled(
    row: Objection, given: str, files: Sequence[StoredFile], *, by: Account, at: datetime
) -> None:
    write_to_applicant(
        row,
        key=f"objection-fulfilled-{row.pk}",
        subject=say("Perintah atas keberatan Anda sudah dilaksanakan"),
        body=say("{unit} menyerahkan: {given}", unit=row.unit.name, given=given),
        files=files,
        file_kind=FileKind.ANSWER,
        by=by,
        at=at,
    )


def keep_proof(
    objection: Objection, files: Sequence[StoredFile], *, by: Account, at: datetime
) -> list[CaseFile]:
    """Keep scans that prove a settlement or a hand-over, such as signed minutes."""
    with transaction.atomic():
        kept = [
            CaseFile(
                objection=objection, kind=FileKind.PROOF.value, file=file, title=file.name,
                added_at=at, added_by=by,
            )
            for file in files
        ]  # fmt: skip
        CaseFile.objects.bulk_create(kept)
        if kept:
            note(objection, "keep_proof", by=by, at=at, n=len(kept))
    return kept


@transaction.atomic
def write_objector(
    objection: Objection,
    *,
    body: str,
    files: Sequence[StoredFile] = (),
    key: str,
    by: Account,
    at: datetime,
) -> Objection:
    """Write to whoever objected beside the formal letters; `key` is that of the form. Raises BadFields."""
    row = held(objection)
    words = lines(LONGEST_TEXT)(body)
    if not words:
        raise BadFields({"body": say("Tulis pesannya.")})
    write_to_applicant(
        row,
        key=f"objection-message-{row.pk}-{key}",
        subject=say("Pesan tentang keberatan Anda"),
        body=words,
        files=files,
        file_kind=FileKind.ATTACHMENT,
        by=by,
        at=at,
    )
    note(row, "reply", by=by, at=at)
    return row


@transaction.atomic
def note_reaction(
    objection: Objection, *, reaction: str, expected: int | None = None, by: Account | None, at: datetime
) -> Objection:
    """What whoever objected says to the answer, for the register of objections. Raises BadInput, Stale."""
    row = held(objection, expected)
    row.reaction = lines(LONGEST_TEXT)(reaction)
    write(row, ["reaction"])
    note(row, "note_reaction", by=by, at=at)
    return row


def close_due_objections(*, at: datetime, most: int = 500) -> int:
    """End objections whose window for the commission has closed unused, with their requests; gives how many.

    Those that were answered or fulfilled, and those that never were (UU 14/2008 article 37 (2)).
    An order that is not fulfilled yet stays open.
    """
    waiting = [one.value for one in (*_ANSWERED, *OPEN) if one is not _S.FILED]
    rows = Objection.objects.filter(status__in=waiting, due_on__lt=at.date()).select_related("unit")
    return sum(_close(one, at=at) for one in rows.order_by("due_on", "pk")[:most])


@transaction.atomic
def _close(objection: Objection, *, at: datetime) -> bool:
    row = held(objection)
    window = dispute_window(row)
    may = may_become(_S(row.status), _S.CLOSED)
    if not may or window is None or not has_passed(window.deadline.due, at, place_of(row.unit)):
        return False
    end_objection(row, _S.CLOSED, "close", by=None, at=at)
    close_request(row, by=None, at=at)
    return True
