"""A request goes other ways: one that is mixed becomes two, one that another unit holds is handed on."""

from datetime import datetime

from django.db import transaction

from terbuka.models import Account, Applicant, InformationRequest, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.limits import Regime
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.phrases import in_both
from terbuka.rules.register.clocks import ANSWER
from terbuka.rules.register.numbering import NumberKind
from terbuka.rules.register.requests import RequestStatus, may_become
from terbuka.rules.ruling import BadInput, refuse
from terbuka.services.register.numbering import next_number
from terbuka.services.register.places import local_day
from terbuka.services.register.receiving import LONGEST_TEXT, subject_from
from terbuka.services.register.regimes import proposal_of
from terbuka.services.register.registering import end_request
from terbuka.services.register.rows import CLOCK, held, note, set_clock, write
from terbuka.services.register.sealing import code_digest, fresh_code
from terbuka.services.register.telling import tell_office, write_to_applicant
from terbuka.services.units import BadFields, check_open
from terbuka.services.units.checks import lines

_S = RequestStatus
_CARRIED = ("channel", "purpose", "wanted_form", "delivery", "received_at", "received_by")


@transaction.atomic
def split_request(
    request: InformationRequest,
    *,
    here: str,
    there: str,
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> InformationRequest:
    """Part a mixed request in two, each with its own number, regime and clock (RG-03); gives the new one.

    Both count from the registration of the first, so that parting takes no day from the
    applicant. Raises BadFields, Refused, Stale.
    """
    row = held(request, expected)
    if _S(row.status) not in (_S.REGISTERED, _S.IN_PROCESS) or row.registered_at is None:
        refuse(say("Hanya permohonan terdaftar yang belum diperpanjang dapat dipecah.")).enforce()
    kept_here, kept_there = lines(LONGEST_TEXT)(here), lines(LONGEST_TEXT)(there)
    empty = {name for name, text in (("here", kept_here), ("there", kept_there)) if not text}
    if empty:
        raise BadFields({name: say("Tulis apa yang diminta pada bagian ini.") for name in empty})
    assert row.registered_at
    other = _copy(row, row.unit, kept_there)
    other.split_from = row
    other.registered_at, other.registered_by = row.registered_at, row.registered_by
    other.status, other.assigned_to = row.status, row.assigned_to
    given = next_number(row.unit, NumberKind.REQUEST, local_day(row.unit, at).year)
    other.number, other.number_year, other.number_seq = given.number, given.year, given.seq
    row.details, row.subject = kept_here, subject_from(kept_here)
    for one in (row, other):
        proposal = proposal_of(one, row.registered_at)
        one.regime = one.regime_proposed = proposal.regime.value
        one.regime_why = [in_both(reason) for reason in proposal.reasons]
        set_clock(one, ANSWER, row.registered_at)
    other.save()
    write(row, ["details", "subject", "regime_proposed", "regime_why", *CLOCK])
    note(row, "split", by=by, at=at, number=other.number)
    note(other, "split_off", by=by, at=at, number=row.number)
    _tell_split(row, other, by=by, at=at)
    return other


def _tell_split(row: InformationRequest, other: InformationRequest, *, by: Account, at: datetime) -> None:
    for one in (row, other):
        write_to_applicant(
            one,
            key=f"split-{row.pk}-{other.pk}-{one.pk}",
            subject=say("Permohonan Anda dipecah menjadi dua"),
            body=say(
                "Permohonan Anda memuat dua hal dengan tenggat berbeda, maka dijawab terpisah: {first} dan "
                "{second}. Kode perkara yang kedua: {code}.",
                first=row.number,
                second=other.number,
                code=other.code,
            ),
            by=by,
            at=at,
        )


def _copy(row: InformationRequest, unit: WorkUnit, details: str) -> InformationRequest:
    """A request of the same applicant, not stored yet, without number and clock."""
    code = fresh_code()
    return InformationRequest(
        unit=unit,
        applicant=row.applicant,
        code=code,
        code_digest=code_digest(code),
        subject=subject_from(details),
        details=details,
        **{name: getattr(row, name) for name in _CARRIED},
    )


@transaction.atomic
def transfer_request(
    request: InformationRequest,
    *,
    to_unit: WorkUnit,
    reason: str,
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> InformationRequest:
    """Hand a request on to the unit that holds the information; gives its new case there.

    The case here ends. There it begins as received now, for its own office to register;
    the applicant's data go along, in a row of their own. Raises BadInput, Refused, Stale.
    """
    row = held(request, expected)
    may_become(_S(row.status), _S.TRANSFERRED).enforce()
    if to_unit.pk == row.unit_id:
        raise BadInput(say("Pilih satker lain."))
    check_open(to_unit, at)
    if not reason.strip():
        raise BadInput(say("Tulis alasannya: pemohon menerimanya."))
    other = _copy(row, to_unit, row.details or row.subject)
    other.applicant, other.came_from = _same_person(row.applicant_id), row
    other.received_at, other.received_by, other.subject = at, None, row.subject
    other.regime = Regime.UMUM.value
    set_clock(other, ANSWER, at)
    other.save()
    end_request(row, _S.TRANSFERRED, "transfer", reason=reason, by=by, at=at)
    note(other, "receive", by=by, at=at, channel=other.channel, came_from=row.pk)
    tell_office(other, Kind.CASE_RECEIVED, Act.SERVE, key=f"case_received-{other.pk}", by=by, at=at)
    _tell_transferred(row, other, reason, by=by, at=at)
    return other


def _same_person(pk: int) -> Applicant:
    """A row of their own for the same person: each office answers for the data that it holds."""
    applicant = Applicant.objects.get(pk=pk)
    applicant.pk = None
    applicant._state.adding = True
    applicant.save()
    return applicant


def _tell_transferred(
    row: InformationRequest, other: InformationRequest, reason: str, *, by: Account, at: datetime
) -> None:
    write_to_applicant(
        other,
        key=f"transferred-{row.pk}",
        subject=say("Permohonan Anda diteruskan"),
        body=say(
            "Informasi yang Anda minta dikuasai {unit}; permohonan Anda kami teruskan ke sana. "
            "Alasan: {reason} Kode perkara Anda di sana: {code}.",
            unit=other.unit.name,
            reason=reason.strip(),
            code=other.code,
        ),
        by=by,
        at=at,
    )
