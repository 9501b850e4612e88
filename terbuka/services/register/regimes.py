"""Which regime a request falls under: proposed by the rules, chosen by people as the decisions allow."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from terbuka.models import Account, Event, InformationRequest
from terbuka.rules.language import say
from terbuka.rules.limits import Regime
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.regimes import RegimeProposal, Stage, may_overrule, propose_regime
from terbuka.rules.register.clocks import ANSWER, EXTENSION
from terbuka.rules.register.post import MessageKind
from terbuka.rules.register.requests import OPEN, RequestStatus
from terbuka.rules.ruling import BadInput, refuse
from terbuka.services.calendar import known_stages
from terbuka.services.register.places import local_day
from terbuka.services.register.rows import CLOCK, REQUEST, held, note, set_clock, write
from terbuka.services.register.telling import post, tell_office
from terbuka.services.units import BadFields
from terbuka.services.units.checks import lines

# Work units of the product are organisers of elections, all of them (RG-01).
IS_ORGANISER = True


def proposal_of(request: InformationRequest, at: datetime) -> RegimeProposal:
    """The regime by unit, stage and content, as of the day of registration (RG-01 to RG-04)."""
    return proposal_from(request, at, known_stages())


def proposal_from(request: InformationRequest, at: datetime, stages: Sequence[Stage]) -> RegimeProposal:
    """The same, by stages that were read before."""
    return propose_regime(
        is_organiser=IS_ORGANISER,
        registered_on=local_day(request.unit, at),
        region_code=request.unit.region_code,
        stages=stages,
        details=f"{request.subject}\n{request.details}",
    )


@transaction.atomic
def overrule_regime(
    request: InformationRequest,
    *,
    regime: Regime,
    reason: str,
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> InformationRequest:
    """Choose another regime: the stricter holds at once, the laxer once the supervisor consents.

    The clock is counted anew from the day of registration. Raises BadInput without a
    reason, Refused where no answer is owed any more, Stale.
    """
    row = held(request, expected)
    _check_open(row)
    if not reason.strip():
        raise BadInput(say("Tulis alasannya: ia tersimpan pada perkara ini."))
    wanted, proposed = Regime(regime), Regime(row.regime_proposed or row.regime)
    row.regime_reason = reason.strip()[:2_000]
    if may_overrule(proposed, wanted, has_reason=True, has_consent=False):
        _choose(row, wanted)
        write(row, ["regime_reason", *CLOCK])
        note(row, "overrule_regime", by=by, at=at, regime=wanted.value)
        return row
    write(row, ["regime_reason"])
    note(row, "ask_regime", by=by, at=at, regime=wanted.value)
    tell_office(
        row,
        Kind.CASE_CONSENT,
        Act.ANSWER_OBJECTION,
        key=f"consent-{row.pk}-{row.version}",
        by=by,
        at=at,
    )
    return row


@transaction.atomic
def consent_regime(
    request: InformationRequest,
    *,
    regime: Regime,
    reason: str = "",
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> InformationRequest:
    """The supervisor consents to a laxer regime; `reason` where none was given. Raises Refused, Stale."""
    row = held(request, expected)
    _check_open(row)
    row.regime_reason = (reason.strip() or row.regime_reason)[:2_000]
    proposed = Regime(row.regime_proposed or row.regime)
    may_overrule(proposed, Regime(regime), has_reason=bool(row.regime_reason), has_consent=True).enforce()
    row.regime_consent_at, row.regime_consent_by = at, by
    _choose(row, Regime(regime))
    write(row, ["regime_reason", "regime_consent_at", "regime_consent_by", *CLOCK])
    note(row, "consent_regime", by=by, at=at, regime=regime.value)
    return row


@transaction.atomic
def decline_regime(
    request: InformationRequest,
    *,
    reason: str,
    expected: int | None = None,
    by: Account,
    at: datetime,
) -> InformationRequest:
    """The supervisor declines a laxer regime that was asked for: the case keeps its own, and its clock.

    The reason stands among the notes of the case; who asked is told. Raises BadFields, Refused, Stale.
    """
    row = held(request, expected)
    _check_open(row)
    asked = Event.objects.about(REQUEST, row.pk).filter(verb="ask_regime").order_by("-pk").first()
    if asked is None or not row.regime_reason or row.regime_consent_at is not None:
        refuse(say("Tidak ada tata cara yang menunggu persetujuan pada permohonan ini.")).enforce()
    why = lines(2_000)(reason)
    if not why:
        raise BadFields({"reason": say("Tulis mengapa ditolak: yang mengusulkan membacanya.")})
    body = str(say("Tata cara yang lebih longgar ditolak: {why}", why=why))
    row.regime_reason = ""
    write(row, ["regime_reason"])
    message = post(row, kind=MessageKind.NOTE, body=body, by=by, at=at)
    note(row, "decline_regime", by=by, at=at, regime=row.regime, message=message.pk)
    who = Account.objects.filter(pk=asked.by_id) if asked and asked.by_id else ()
    key = f"declined-{row.pk}-{row.version}"
    tell_office(row, Kind.CASE_DECLINED, Act.SERVE, key=key, people=who, by=by, at=at)
    return row


def _check_open(row: InformationRequest) -> None:
    if row.registered_at is None or RequestStatus(row.status) not in OPEN:
        refuse(say("Tata cara hanya dapat dipilih untuk permohonan terdaftar yang belum dijawab.")).enforce()


def _choose(row: InformationRequest, regime: Regime) -> None:
    assert row.registered_at
    row.regime = regime.value
    set_clock(row, EXTENSION if row.extended_at else ANSWER, row.registered_at)
