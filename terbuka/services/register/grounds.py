"""What the course of a request opens for an objection, and until when: nothing is changed here."""

from datetime import datetime, time

from terbuka.models import InformationRequest, Objection, WrittenNotice
from terbuka.rules.limits import Regime
from terbuka.rules.register.clocks import (
    ANSWER,
    DISPUTE_FILE,
    EXTENSION,
    OBJECTION_FILE,
    Place,
    Running,
    has_passed,
    run,
)
from terbuka.rules.register.objections import (
    OPEN,
    AskedBefore,
    Ground,
    ObjectionStatus,
    is_admissible,
    open_grounds,
)
from terbuka.rules.register.refusals import RefusalGround
from terbuka.rules.register.requests import OPEN as OPEN_REQUESTS
from terbuka.rules.register.requests import RequestStatus
from terbuka.rules.ruling import Ruling
from terbuka.services.calendar import limit_for
from terbuka.services.register.places import local_day, place_of

_GRANTED = (RequestStatus.GRANTED, RequestStatus.PARTLY_GRANTED, RequestStatus.FULFILLED)


def notice_of(request: InformationRequest) -> WrittenNotice | None:
    """The written notice of a request, where it has one."""
    return WrittenNotice.objects.filter(request=request).first()


def answer_due(request: InformationRequest, place: Place) -> Running:
    """The limit for the answer as it counted for the request, whatever runs on it now."""
    starts_at = request.registered_at or request.received_at
    key = EXTENSION if request.extended_at else ANSWER
    regime = Regime(request.regime or Regime.UMUM.value)
    return run(limit_for(request.unit, key, regime, on=local_day(request.unit, starts_at)), starts_at, place)


def before_of(request: InformationRequest, *, at: datetime) -> AskedBefore:
    """What the request went through until a moment, as far as the grounds ask."""
    place, notice = place_of(request.unit), notice_of(request)
    due = answer_due(request, place).deadline.due
    status = RequestStatus(request.status)
    # While something is lacking, the applicant's clock runs, not the body's.
    owes_answer = status in OPEN_REQUESTS and status is not RequestStatus.NEEDS_COMPLETION
    return AskedBefore(
        is_refused_as_exempt=notice is not None and notice.ground == RefusalGround.EXEMPT,
        is_late=notice is None and owes_answer and has_passed(due, at, place),
        has_notice=notice is not None,
        is_granted=status in _GRANTED,
        is_handed_over=request.hand_overs.exists(),
        has_costs=notice is not None and bool(notice.costs),
        was_noticed_late=notice is not None and has_passed(due, notice.noticed_at, place),
    )


def grounds_of(request: InformationRequest, *, at: datetime) -> tuple[Ground, ...]:
    """The grounds that the page of the applicant offers now."""
    return open_grounds(before_of(request, at=at))


def filing_window(request: InformationRequest) -> Running:
    """How long an objection may be filed: from the notice, the day promised in it, or the missed limit."""
    place, notice = place_of(request.unit), notice_of(request)
    if notice is None:
        starts_at = _end_of(answer_due(request, place), place)
    elif notice.provide_on and not request.hand_overs.exists():
        promised = datetime.combine(notice.provide_on, time(), place.clock)
        starts_at = max(notice.noticed_at, promised)
    else:
        starts_at = notice.noticed_at
    regime = Regime(request.regime or Regime.UMUM.value)
    return run(
        limit_for(request.unit, OBJECTION_FILE, regime, on=local_day(request.unit, starts_at)),
        starts_at,
        place,
    )


def _end_of(running: Running, place: Place) -> datetime:
    """The missed last day is day 0 of what follows; counted from its first hour, so that no hour moves it."""
    return datetime.combine(running.deadline.due, time(), place.clock)


def is_in_time(request: InformationRequest | None, filed_at: datetime) -> bool:
    """Was an objection filed within its window? Ground b on a catalogue item has none."""
    if request is None:
        return True
    return not has_passed(filing_window(request).deadline.due, filed_at, place_of(request.unit))


def admissible(objection: Objection) -> Ruling:
    """May this objection enter the register, judged by the day on which it was filed?"""
    request, filed_at = objection.request, objection.filed_at
    return is_admissible(
        [Ground(one) for one in objection.grounds],
        None if request is None else before_of(request, at=filed_at),
        is_in_time=is_in_time(request, filed_at),
        has_item=objection.item_id is not None,
    )


def is_unanswered_late(objection: Objection, *, at: datetime) -> bool:
    """Has the limit for the supervisor's answer passed without one? Computed, never stored."""
    return (
        ObjectionStatus(objection.status) in OPEN
        and objection.due_on is not None
        and has_passed(objection.due_on, at, place_of(objection.unit))
    )


def dispute_window(objection: Objection) -> Running | None:
    """How long the commission may be asked: from the answer, or the missed limit; None before either."""
    place = place_of(objection.unit)
    if objection.decided_at is not None:
        starts_at = objection.decided_at
    elif objection.due_on is not None and ObjectionStatus(objection.status) in OPEN:
        starts_at = datetime.combine(objection.due_on, time(), place.clock)
    else:
        return None
    regime = Regime(objection.regime or Regime.UMUM.value)
    return run(
        limit_for(objection.unit, DISPUTE_FILE, regime, on=local_day(objection.unit, starts_at)),
        starts_at,
        place,
    )
