"""Where people land: an officer at the home of the unit, who stands above at an overview."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from terbuka.models import (
    AssessmentRound,
    AuditRun,
    BandScale,
    Event,
    FollowUpItem,
    InformationRequest,
    RequiredItem,
    SelfAssessment,
    WorkUnit,
)
from terbuka.rules.assessment import RoundStatus, SaqStatus, StepKind
from terbuka.rules.decay import stale_on
from terbuka.rules.followup import ItemStatus
from terbuka.rules.people import Act, Role
from terbuka.rules.scoring import BandScale as Bands
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.rules.workdays import workdays_left
from terbuka.services.calendar import calendar_of
from terbuka.services.readiness import READINESS, SUBJECT, readiness_now
from terbuka.web.access import person, signed_in, today_at, working
from terbuka.web.catalogue import waits
from terbuka.web.catalogue.doors import rights_of
from terbuka.web.charts import Line, readiness_line, score_bar
from terbuka.web.register.wanted import due_soon

LINE_DAYS, AHEAD_DAYS, SOON_DAYS, MOST, MOST_CASES = 90, 30, 14, 5, 10
_OVERSEERS = (Role.VERIFIER, Role.NATIONAL_ADMINISTRATOR, Role.ASSESSOR, Role.TESTER, Role.READ_ONLY)


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """The place of work: the only unit of an officer at once, else a choice and what waits there."""
    who, today = person(request), timezone.localdate()
    held = list(who.appointments.living(today).select_related("unit"))
    own = {one.unit for one in held if one.unit and Role(one.role) not in _OVERSEERS}
    above = {one.unit for one in held if one.unit and Role(one.role) in _OVERSEERS}
    if len(own) == 1 and not above and len(held) == 1:
        return redirect("work", next(iter(own)).slug)
    if held and not own and not above:
        return redirect("installation")
    areas = [_area(unit, today) for unit in sorted(above, key=lambda unit: unit.name)]
    verifies = who.units_where(Act.VERIFY, on=today).exists()
    return render(
        request,
        "desk/desk.html",
        {
            "section": "desk",
            "own": sorted(own, key=lambda unit: unit.name),
            "areas": areas,
            "is_administrator": who.holds(Role.SYSTEM_ADMINISTRATOR, on=today),
            "runs_rounds": who.holds(Role.NATIONAL_ADMINISTRATOR, on=today),
            "verifies": verifies,
            "waiting": sum(area["submitted"] for area in areas) if verifies else 0,
        },
    )


def _area(unit: WorkUnit, today: date) -> dict[str, Any]:
    """What waits in the units below one: silent, overdue, never audited."""
    below = WorkUnit.objects.under(unit).exclude(pk=unit.pk).open(today)
    overdue = (
        FollowUpItem.objects.overdue(today)
        .filter(unit__in=below)
        .values("unit__slug", "unit__short_name")
        .annotate(n=Count("id"), oldest=Max("due_on"))
        .order_by("-n")
    )
    audited = AuditRun.objects.done().filter(unit__in=below).values("unit").distinct().count()
    total = below.count()
    waiting = SelfAssessment.objects.filter(unit__in=below, round__status=RoundStatus.OPEN.value)
    states = waiting.aggregate(
        filling=Count("id", filter=Q(status=SaqStatus.FILLING.value)),
        submitted=Count("id", filter=Q(status=SaqStatus.SUBMITTED.value)),
        verified=Count("id", filter=Q(status=SaqStatus.VERIFIED.value)),
    )
    return {
        "unit": unit,
        "total": total,
        "audited": audited,
        "overdue": list(overdue[:10]),
        "overdue_units": overdue.count(),
        **states,
    }


@dataclass(frozen=True, slots=True)
class Decay:
    """An item in place that goes stale soon."""

    code: str
    name: str
    period: str
    on: date
    url: str


def _decaying(run: AuditRun | None, today: date) -> list[Decay]:
    """Items in place that will be too old within a month, the next first."""
    if run is None:
        return []
    rules = dict(RequiredItem.objects.values_list("code", "freshness"))
    found = []
    for finding in run.findings.filter(verdict=Verdict.PRESENT.value):
        proof = finding.evidence[0] if finding.evidence else {}
        rule = rules.get(finding.code) or "none"
        on = stale_on(rule, proof.get("period", ""), as_of=today, days=AHEAD_DAYS)
        if on:
            found.append(Decay(finding.code, finding.name, proof["period"], on, proof.get("url", "")))
    return sorted(found, key=lambda one: (one.on, one.code))


def _quick_wins(unit: WorkUnit) -> list[FollowUpItem]:
    """Open items that bring most points for the least effort."""
    cost = {"hours": 1, "days": 2, "weeks": 5}
    items = FollowUpItem.objects.open().filter(unit=unit).exclude(status=ItemStatus.PROVEN.value)
    return sorted(items, key=lambda item: -((item.points or Fraction(0)) / cost.get(item.effort, 5)))[:MOST]


def _due(unit: WorkUnit, today: date, cases: Iterable[InformationRequest]) -> list[dict[str, Any]]:
    """Clocks that run: requests to answer, the questionnaire to submit, follow-up items of two weeks."""
    clocks: list[dict[str, Any]] = []
    calendar = calendar_of(unit)
    for saq in (
        SelfAssessment.objects.filter(unit=unit, status=SaqStatus.FILLING.value)
        .filter(round__status=RoundStatus.OPEN.value)
        .select_related("round")
        .prefetch_related("round__steps")
    ):
        step = saq.round.schedule[StepKind.FILL]
        if step.from_on <= today <= step.to_on:
            open_ = saq.answers.filter(confirmed_at=None).count()
            left = workdays_left(today, step.to_on, calendar)
            lack = calendar.lack(today.year, step.to_on.year)
            clocks.append({"saq": saq, "on": step.to_on, "open": open_, "left": left, "lack": lack})
    items = FollowUpItem.objects.open().filter(unit=unit, due_on__lte=today + timedelta(days=SOON_DAYS))
    for item in items[:10]:
        due_on = item.due_on or today
        left, lack = workdays_left(today, due_on, calendar), calendar.lack(today.year, due_on.year)
        clocks.append({"item": item, "on": item.due_on, "left": left, "lack": lack})
    for case in cases:
        due_on = case.due_on or today
        left, lack = workdays_left(today, due_on, calendar), calendar.lack(today.year, due_on.year)
        clocks.append({"case": case, "on": due_on, "left": left, "lack": lack})
    return sorted(clocks, key=lambda clock: clock["on"])


def _past(unit: WorkUnit, today: date) -> list[tuple[date, Fraction]]:
    """The readiness noted on each of the past 90 days, the last of a day."""
    begin = timezone.now() - timedelta(days=LINE_DAYS)
    noted: dict[date, Fraction] = {}
    for event in Event.objects.about(SUBJECT, unit.pk).filter(verb=READINESS, at__gte=begin):
        noted[timezone.localdate(event.at)] = Fraction(event.payload["score"])
    return sorted((day, score) for day, score in noted.items() if day <= today)


def _line(points: Iterable[tuple[date, Fraction]], bands: Bands, today: date) -> Line | None:
    return readiness_line(list(points), bands, today - timedelta(days=LINE_DAYS), today)


def _waiting(unit: WorkUnit) -> SelfAssessment | None:
    """The questionnaire that was sent in last and waits for its result."""
    sent = SelfAssessment.objects.filter(unit=unit, round__status=RoundStatus.OPEN.value)
    return (
        sent.exclude(status=SaqStatus.FILLING.value)
        .select_related("round", "result")
        .order_by(F("submitted_at").desc())
        .first()
    )


@working(Act.SEE)
def home(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Readiness today on its band scale, what is due, what decays, what wins points."""
    today = today_at(unit)
    run = AuditRun.objects.done().filter(unit=unit).first()
    now = None if unit.has_ended(today) else readiness_now(unit)
    scale = BandScale.objects.get(key=now.scale_key).rule if now else None
    past = _past(unit, today)
    may = person(request).may
    cases = due_soon(unit, today, most=MOST_CASES) if may(Act.SEE_CASES, unit, on=today) else []
    due = [] if unit.has_ended(today) else _due(unit, today, cases)
    return render(
        request,
        "desk/home.html",
        {
            "unit": unit,
            "tab": "work",
            "has_ended": unit.has_ended(today),
            "section": "desk",
            "today": today,
            "run": run,
            "living": AuditRun.objects.living().filter(unit=unit).first(),
            "now": now,
            "bar": score_bar(scale, now.score) if now and scale else None,
            "line": _line([*past, (today, now.score)], scale, today) if now and scale else None,
            "due": due,
            "filling": next((clock["saq"] for clock in due if "saq" in clock), None),
            "may_follow": may(Act.FOLLOW_UP, unit, on=today),
            "decaying": _decaying(run, today),
            "wins": _quick_wins(unit),
            "proposed": FollowUpItem.objects.filter(unit=unit, status=ItemStatus.PROPOSED.value).count(),
            "announced": AssessmentRound.objects.filter(
                status=RoundStatus.ANNOUNCED.value, self_assessments__unit=unit
            ).first(),
            "waiting": _waiting(unit),
            "may_audit": may(Act.AUDIT, unit, on=today),
            "to_publish": waits.count(unit, rights_of(request, unit)),
            "may_add_site": not run and may(Act.EDIT_PROFILE, unit, on=today),
        },
    )
