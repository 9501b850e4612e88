"""A complete request enters the register with number, regime and clock; or what lacks is asked."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, InformationRequest
from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import Regime
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.phrases import in_both
from terbuka.rules.register.applicants import Lack, told_lacks
from terbuka.rules.register.clocks import ANSWER, COMPLETION
from terbuka.rules.register.numbering import NumberKind
from terbuka.rules.register.requests import RequestStatus, may_become
from terbuka.rules.ruling import BadInput, refuse
from terbuka.services.register.numbering import next_number
from terbuka.services.register.places import local_day
from terbuka.services.register.receiving import APPLICANT, REQUEST, checked_values, lacking
from terbuka.services.register.regimes import proposal_of
from terbuka.services.register.rows import CLOCK, held, note, set_clock, stop_clock, write
from terbuka.services.register.sealing import mark_of, seal
from terbuka.services.register.telling import tell_office, write_to_applicant

_NUMBER = ("number", "number_year", "number_seq")
_REGISTERED = ("registered_at", "registered_by", "regime_proposed", "regime_why", "lacking", "first_reply_at")


@transaction.atomic
def register_request(
    request: InformationRequest, *, expected: int | None = None, by: Account | None, at: datetime
) -> InformationRequest:
    """Enter a complete request into the register: number, regime by the rules of the day, clock from now.

    The limit counts from this moment (WD-08); the moment of receipt is kept. `by` None: a
    complete web form enters by itself. Raises Refused where the state forbids it or
    something lacks, Stale.
    """
    row = held(request, expected)
    may_become(RequestStatus(row.status), RequestStatus.REGISTERED).enforce()
    missing = lacking(row)
    if missing:
        told = ", ".join(str(one) for one in told_lacks(missing))
        refuse(say("Permohonan belum lengkap: {lacks}.", lacks=told), cite="perki1-2021:27").enforce()
    given = next_number(row.unit, NumberKind.REQUEST, local_day(row.unit, at).year)
    row.number, row.number_year, row.number_seq = given.number, given.year, given.seq
    row.registered_at, row.registered_by, row.lacking = at, by, []
    _set_regime(row, at)
    set_clock(row, ANSWER, at)
    row.status = RequestStatus.REGISTERED.value
    write(row, [*_NUMBER, *_REGISTERED, *CLOCK])
    note(row, "register", by=by, at=at, number=row.number, regime=row.regime)
    _tell_registered(row, by=by, at=at)
    return row


def _set_regime(row: InformationRequest, at: datetime) -> None:
    proposal = proposal_of(row, at)
    row.regime = row.regime_proposed = proposal.regime.value
    row.regime_why = [in_both(reason) for reason in proposal.reasons]


def _tell_registered(row: InformationRequest, *, by: Account | None, at: datetime) -> None:
    assert row.due_on
    write_to_applicant(
        row,
        key=f"registered-{row.pk}",
        subject=say("Permohonan Anda terdaftar"),
        body=say(
            "Permohonan Anda kepada {unit} terdaftar dengan nomor {number}. Anda menerima jawaban tertulis "
            "paling lambat {due}. Kode perkara Anda: {code}.",
            unit=row.unit.name,
            number=row.number,
            due=Day(row.due_on),
            code=row.code,
        ),
        by=by,
        at=at,
    )
    tell_office(row, Kind.CASE_RECEIVED, Act.SERVE, key=f"case_registered-{row.pk}", by=by, at=at)


@transaction.atomic
def ask_completion(
    request: InformationRequest,
    *,
    lacks: Collection[str],
    message: str,
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> InformationRequest:
    """Tell the applicant what lacks; a clock for completing runs from now (RQ-04, RQ-05). Raises Refused."""
    row = held(request, expected)
    may_become(RequestStatus(row.status), RequestStatus.NEEDS_COMPLETION).enforce()
    named = [one for one in lacks if one in set(Lack)]
    if not named and not message.strip():
        raise BadInput(say("Sebutkan apa yang harus dilengkapi."))
    row.lacking = named
    row.status = RequestStatus.NEEDS_COMPLETION.value
    set_clock(row, COMPLETION, at, tells=False)
    row.first_reply_at = row.first_reply_at or at
    write(row, ["lacking", "first_reply_at", *CLOCK])
    given = next_number(row.unit, NumberKind.COMPLETION, local_day(row.unit, at).year)
    note(row, "ask_completion", by=by, at=at, lacks=named, number=given.number)
    _tell_lacks(row, message, by=by, at=at)
    return row


def _tell_lacks(row: InformationRequest, message: str, *, by: Account, at: datetime) -> None:
    assert row.due_on
    write_to_applicant(
        row,
        key=f"completion-{row.pk}-{row.version}",
        subject=say("Permohonan Anda perlu dilengkapi"),
        body=say(
            "Yang perlu dilengkapi: {lacks}. {message} Lengkapi paling lambat {due}; sesudah itu permohonan "
            "ditutup dan dapat diajukan lagi.",
            lacks="; ".join(str(one) for one in told_lacks(row.lacking)) or "–",
            message=message.strip(),
            due=Day(row.due_on),
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def complete_request(
    request: InformationRequest, *, values: Mapping[str, Any], by: Account | None, at: datetime
) -> InformationRequest:
    """Keep what was completed or corrected, and register where nothing lacks any more.

    `values` as in `receive_request`; names that are not given stay. Raises BadFields, Refused.
    """
    row = held(request)
    if RequestStatus(row.status) not in (RequestStatus.RECEIVED, RequestStatus.NEEDS_COMPLETION):
        refuse(say("Permohonan ini tidak lagi menunggu dilengkapi.")).enforce()
    kept = checked_values(values)
    applicant = row.applicant
    for name in APPLICANT:
        if name in kept:
            setattr(applicant, name, kept[name])
    if kept.get("identity"):
        applicant.identity_sealed = seal(kept["identity"])
    applicant.mark = mark_of(applicant.email, applicant.phone)
    applicant.save()
    changed = [name for name in REQUEST if name in kept]
    for name in changed:
        setattr(row, name, kept[name])
    row.lacking = list(lacking(row))
    write(row, [*changed, "lacking"])
    note(row, "complete", by=by, at=at, lacks=row.lacking)
    return row if row.lacking else register_request(row, by=by, at=at)


@transaction.atomic
def confirm_identity(request: InformationRequest, *, by: Account, at: datetime) -> InformationRequest:
    """Note that the applicant showed who they are at the desk; nothing is copied (PD-03)."""
    row = held(request)
    row.applicant.is_identity_checked = True
    row.applicant.save(update_fields=["is_identity_checked"])
    write(row)
    note(row, "confirm_identity", by=by, at=at)
    return row


@transaction.atomic
def withdraw_request(
    request: InformationRequest, *, reason: str, expected: int | None = None, by: Account | None, at: datetime
) -> InformationRequest:
    """The applicant takes the request back, or an officer records that. Raises Refused, Stale."""
    row = held(request, expected)
    may_become(RequestStatus(row.status), RequestStatus.WITHDRAWN).enforce()
    return end_request(row, RequestStatus.WITHDRAWN, "withdraw", reason=reason, by=by, at=at)


def end_request(
    row: InformationRequest,
    status: RequestStatus,
    verb: str,
    *,
    reason: str = "",
    by: Account | None,
    at: datetime,
) -> InformationRequest:
    """End a held request: no clock runs any more. The caller has asked whether it may."""
    row.status = status.value
    row.ended_at, row.end_reason = at, reason.strip()[:2_000]
    stop_clock(row)
    write(row, ["ended_at", "end_reason", *CLOCK])
    note(row, verb, by=by, at=at)
    return row


def close_uncompleted(*, at: datetime, most: int = 500) -> int:
    """Close what was not completed in time (RQ-05) and tell the applicant; gives how many."""
    waiting = InformationRequest.objects.filter(
        status=RequestStatus.NEEDS_COMPLETION.value, due_on__lt=at.date()
    ).select_related("unit")
    done = 0
    for request in waiting.order_by("due_on", "pk")[:most]:
        assert request.due_on
        if request.due_on < local_day(request.unit, at):
            done += _close_uncompleted(request, at=at)
    return done


@transaction.atomic
def _close_uncompleted(request: InformationRequest, *, at: datetime) -> bool:
    row = held(request)
    if row.status != RequestStatus.NEEDS_COMPLETION or row.due_on is None:
        return False
    end_request(row, RequestStatus.NOT_COMPLETED, "close_uncompleted", by=None, at=at)
    words: Phrase = say(
        "Permohonan Anda ditutup karena tidak dilengkapi sampai batas waktunya. Anda dapat "
        "mengajukannya lagi kapan saja, gratis."
    )
    head = say("Permohonan Anda ditutup")
    write_to_applicant(row, key=f"uncompleted-{row.pk}", subject=head, body=words, by=None, at=at)
    return True


def regime_of(row: InformationRequest) -> Regime:
    """The regime under which a request runs."""
    return Regime(row.regime or Regime.UMUM.value)
