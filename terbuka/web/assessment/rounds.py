"""Rounds: made, opened to a part of the tree, watched, and given other dates."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terbuka.models import Account, AssessmentRound, Event, Instrument, SelfAssessment, WorkUnit
from terbuka.models.units import WorkUnitSet
from terbuka.rules.assessment import RoundStatus, SaqStatus, Step, StepKind
from terbuka.rules.language import say
from terbuka.rules.people import Act
from terbuka.rules.ruling import BadInput, Refused
from terbuka.rules.units import Level
from terbuka.services import assessment
from terbuka.services.jobs import enqueue
from terbuka.web.access import person, signed_in, today_at

_LEVELS = (Level.PROVINCE, Level.REGENCY)


def _owners(request: HttpRequest) -> WorkUnitSet:
    """The national units for which this person runs rounds. Raises Http404 where there is none."""
    owners = person(request).units_where(Act.RUN_ROUND, on=timezone.localdate())
    owners = owners.filter(level=Level.NATIONAL.value)
    if not owners:
        raise Http404
    return owners


def _round(request: HttpRequest, slug: str) -> AssessmentRound:
    """A round that this person runs. Raises Http404."""
    found = (
        AssessmentRound.objects.filter(owner__in=_owners(request), slug=slug)
        .select_related("owner", "instrument", "opened_by", "announced_by")
        .prefetch_related("steps")
        .first()
    )
    if found is None:
        raise Http404
    return found


@signed_in
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds of the institution with how far their units are."""
    counted = AssessmentRound.objects.filter(owner__in=_owners(request)).prefetch_related("steps")
    listed = counted.annotate(
        units=Count("self_assessments"),
        sent=Count("self_assessments", filter=~Q(self_assessments__status=SaqStatus.FILLING.value)),
    )
    rows = [(one, one.schedule) for one in listed]
    return render(request, "assessment/rounds.html", {"rows": rows, "section": "desk"})


def _day(text: str, what: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(say("Isi tanggal {what} dengan lengkap, misalnya 2026-03-13.", what=what)) from None


def _steps(fields: QueryDict) -> dict[StepKind, Step]:
    """The three steps of a form. Raises BadInput naming the first date that is absent."""
    named = {
        StepKind.FILL: _("pengisian"),
        StepKind.VERIFY: _("verifikasi"),
        StepKind.ANNOUNCE: _("pengumuman"),
    }
    return {
        kind: Step(kind, _day(fields.get(f"{kind}_from", ""), name), _day(fields.get(f"{kind}_to", ""), name))
        for kind, name in named.items()
    }


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Make a round; it asks nobody until it is opened."""
    owners = _owners(request)
    instruments = Instrument.objects.all()
    fault, today = "", timezone.localdate()
    if request.method == "POST":
        fields = request.POST
        try:
            owner = owners.filter(slug=fields.get("owner", owners[0].slug)).first()
            chosen = instruments.filter(key=fields.get("instrument", "")).first()
            if owner is None or chosen is None:
                raise BadInput(say("Pilih kuesioner putaran ini."))
            year = fields.get("year", "")
            made = assessment.prepare_round(
                name=fields.get("name", ""),
                year=int(year) if year.isdecimal() and len(year) < 5 else 0,
                owner=owner,
                instrument=chosen,
                steps=_steps(fields),
                photos_from=_day(fields["photos_from"], _("foto")) if fields.get("photos_from") else None,
                by=person(request),
                at=timezone.now(),
            )
            return redirect("round_open", made.slug)
        except BadInput as refused:
            fault = str(refused)
    typed = request.POST.dict() or {"year": str(today.year), "name": f"Monev KIP {today.year}"}
    context = {
        "owners": owners,
        "instruments": instruments,
        "typed": typed,
        "fault": fault,
        "section": "desk",
        "dates": _dates(typed),
    }
    return render(request, "assessment/round_new.html", context, status=400 if fault else 200)


def _dates(typed: dict[str, Any], the_round: AssessmentRound | None = None) -> list[dict[str, str]]:
    """The three steps as the form shows them."""
    steps = the_round.schedule if the_round else {}
    labels = {
        StepKind.FILL: _("Pengisian"),
        StepKind.VERIFY: _("Verifikasi"),
        StepKind.ANNOUNCE: _("Pengumuman"),
    }
    return [
        {
            "kind": kind.value,
            "label": label,
            "from": typed.get(f"{kind}_from") or (steps[kind].from_on.isoformat() if kind in steps else ""),
            "to": typed.get(f"{kind}_to") or (steps[kind].to_on.isoformat() if kind in steps else ""),
        }
        for kind, label in labels.items()
    ]


def _part(
    request: HttpRequest, the_round: AssessmentRound, fields: QueryDict
) -> tuple[WorkUnitSet, dict[str, Any]]:
    """The chosen part of the tree and what the form shows of the choice."""
    existing = WorkUnit.objects.open(today_at(the_round.owner))
    provinces = existing.filter(parent=the_round.owner, level=Level.PROVINCE.value)
    under = provinces.filter(slug=fields.get("under", "")).first()
    levels = [level for level in _LEVELS if level.value in fields.getlist("level")] or [Level.REGENCY]
    units = assessment.chosen_units(the_round.owner, under=under, levels=levels, on=today_at(the_round.owner))
    chosen = {"under": under.slug if under else "", "levels": [level.value for level in levels]}
    return units, {"provinces": provinces, "chosen": chosen}


@signed_in
def open_it(request: HttpRequest, round_slug: str) -> HttpResponse:
    """Choose the part of the tree, see how many units that is, open."""
    the_round = _round(request, round_slug)
    if the_round.status != RoundStatus.PREPARED:
        return redirect("round", the_round.slug)
    fields = request.POST if request.method == "POST" else request.GET
    units, shown = _part(request, the_round, fields)
    fault = ""
    if request.method == "POST":
        try:
            assessment.open_round(the_round, units=units, by=person(request), at=timezone.now())
            for act in ("draft_round", "tell_opened"):
                enqueue(act, the_round.pk, at=timezone.now())
            return redirect("round", the_round.slug)
        except Refused as refused:
            fault = str(refused)
    context = {"round": the_round, "count": units.count(), "fault": fault, "section": "desk", **shown}
    return render(request, "assessment/round_open.html", context, status=409 if fault else 200)


def _by_province(the_round: AssessmentRound) -> list[dict[str, Any]]:
    """How far the units of each province are; one query."""
    rows = (
        SelfAssessment.objects.filter(round=the_round)
        .values("unit__province_code")
        .annotate(
            units=Count("id"),
            filling=Count("id", filter=Q(status=SaqStatus.FILLING.value)),
            submitted=Count("id", filter=Q(status=SaqStatus.SUBMITTED.value)),
            done=Count("id", filter=Q(status__in=[SaqStatus.VERIFIED.value, SaqStatus.ANNOUNCED.value])),
        )
        .order_by("unit__province_code")
    )
    heads = WorkUnit.objects.filter(parent=the_round.owner, level=Level.PROVINCE.value)
    names = dict(heads.values_list("province_code", "short_name"))
    return [
        dict(row) | {"name": names.get(row["unit__province_code"], the_round.owner.short_name)}
        for row in rows
    ]


@signed_in
def detail(request: HttpRequest, round_slug: str) -> HttpResponse:
    """One round: its steps, how far each province is, what was changed."""
    the_round = _round(request, round_slug)
    return _detail(request, the_round)


def _detail(request: HttpRequest, the_round: AssessmentRound, *, fault: str = "") -> HttpResponse:
    told = list(Event.objects.about("round", the_round.pk).order_by("-at", "-id")[:20])
    names = dict(Account.objects.filter(pk__in={event.by_id for event in told}).values_list("pk", "name"))
    provinces = _by_province(the_round)
    context = {
        "round": the_round,
        "section": "desk",
        "schedule": the_round.schedule,
        "dates": _dates(request.POST.dict(), the_round),
        "provinces": provinces,
        "units": sum(row["units"] for row in provinces),
        "sent": sum(row["submitted"] + row["done"] for row in provinces),
        "verified": sum(row["done"] for row in provinces),
        "history": [(event, names.get(event.by_id or 0, "")) for event in told],
        "today": today_at(the_round.owner),
        "fault": fault,
        "typed": request.POST.dict(),
    }
    return render(request, "assessment/round.html", context, status=400 if fault else 200)


@require_POST
@signed_in
def dates(request: HttpRequest, round_slug: str) -> HttpResponse:
    """Other dates; what stood before is kept."""
    the_round = _round(request, round_slug)
    try:
        assessment.reschedule(
            the_round,
            steps=_steps(request.POST),
            reason=request.POST.get("reason", ""),
            by=person(request),
            at=timezone.now(),
        )
    except (BadInput, Refused) as refused:
        return _detail(request, the_round, fault=str(refused))
    messages.success(request, _("Tanggal disimpan; perubahannya tercatat."))
    return redirect("round", the_round.slug)
