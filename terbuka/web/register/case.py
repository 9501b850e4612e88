"""One request as the office reads it; how its limit was counted; the applicant's identity; its files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from terbuka.models import InformationRequest, WorkUnit
from terbuka.rules.register.applicants import IDENTITY_WORDS, KIND_WORDS, ApplicantKind, IdentityKind
from terbuka.rules.register.channels import (
    CHANNEL_WORDS,
    DELIVERY_WORDS,
    FORM_WORDS,
    Channel,
    Delivery,
    WantedForm,
)
from terbuka.rules.register.papers import PAPER_WORDS
from terbuka.rules.register.post import FILE_WORDS, FileKind
from terbuka.rules.register.refusals import GROUND_WORDS, RefusalGround
from terbuka.rules.register.requests import RequestStatus
from terbuka.rules.ruling import BadInput
from terbuka.services.register.places import place_of
from terbuka.services.register.receiving import lacking
from terbuka.services.register.registering import confirm_identity
from terbuka.services.register.scans import is_proposed, may_seal
from terbuka.services.register.showing import show_identity
from terbuka.web.access import person
from terbuka.web.exemption.wording import STATUSES as TESTS
from terbuka.web.register import similar
from terbuka.web.register.actions import actions_of
from terbuka.web.register.case_doors import kept_file
from terbuka.web.register.case_papers import paper_answer
from terbuka.web.register.clock import clock_of
from terbuka.web.register.doors import case_of, frame, reading, rights_of
from terbuka.web.register.papers import NAMES, papers_for
from terbuka.web.register.standing import next_of, wrong_with
from terbuka.web.register.timeline import timeline
from terbuka.web.register.wording import STATUSES

_BEFORE_REGISTER = (RequestStatus.RECEIVED.value, RequestStatus.NEEDS_COMPLETION.value)


@require_safe
@reading
def case(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The case: where it stands, what is wrong, what to do next; then all that belongs to it."""
    return shown(request, unit, case_of(unit, pk))


def shown(request: HttpRequest, unit: WorkUnit, one: InformationRequest, **more: Any) -> HttpResponse:
    """The page of a case; `identity` is told once, to who asked for it."""
    at, rights = timezone.now(), rights_of(request, unit)
    place = place_of(unit)
    clock = clock_of(one, at, place)
    missing = lacking(one) if one.status in _BEFORE_REGISTER else ()
    files = list(one.files.filter(removed_at=None).select_related("file__blob"))
    tasks = list(one.tasks.select_related("asked_by", "asked_of"))
    actions = actions_of(one, rights, missing, at)
    told = {
        "case": one,
        "rights": rights,
        "word": STATUSES[RequestStatus(one.status)],
        "clock": clock,
        "today": place.today(at),
        "wrong": wrong_with(one, clock, tasks, place.today(at)),
        "next": next_of(one, rights, missing),
        "primary": next((act for act in actions if act.ruling and not act.is_quiet), None),
        "actions": actions,
        "files": [(file, FILE_WORDS[FileKind(file.kind)]) for file in files],
        "sealable": {file.pk for file in files if may_seal(file)},
        "proposed": {file.pk for file in files if is_proposed(file)},
        "scans": list(one.applicant.scans.filter(deleted_at=None)),
        "papers": [(NAMES[kind], PAPER_WORDS[kind]) for kind in papers_for(one)],
        "tasks": tasks,
        "history": timeline(one, files),
        "earlier": similar.earlier(one),
        "published": similar.published(one),
        "parts": list(one.parts.only("pk", "number", "subject")),
        "objections": list(one.objections.only("pk", "number", "status")),
        "test_word": TESTS[one.test.status] if one.test else None,
        **_asked(one),
        **_answered(one),
    }
    return render(request, "register/case.html", frame(unit, **told | more))


def _asked(one: InformationRequest) -> dict[str, Any]:
    """The words of what was asked and of who asked."""
    who = one.applicant
    return {
        "channel": CHANNEL_WORDS[Channel(one.channel)],
        "wanted_form": FORM_WORDS[WantedForm(one.wanted_form)],
        "delivery": DELIVERY_WORDS[Delivery(one.delivery)],
        "applicant_kind": KIND_WORDS[ApplicantKind(who.kind)],
        "identity_kind": IDENTITY_WORDS[IdentityKind(who.identity_kind)],
        "has_identity": bool(who.identity_sealed),
    }


def _answered(one: InformationRequest) -> dict[str, Any]:
    """The written notice and what was handed over, where there are any."""
    if one.decided_at is None:
        return {"notice": None, "hand_overs": []}
    notice = getattr(one, "notice", None)
    ground = GROUND_WORDS[RefusalGround(notice.ground)] if notice and notice.ground else None
    return {
        "notice": notice,
        "ground": ground,
        "total": sum(row["count"] * row["each"] for row in notice.costs) if notice else 0,
        "given": list(notice.publications.select_related("public")) if notice else [],
        "hand_overs": list(one.hand_overs.select_related("handed_by")),
    }


@require_safe
@reading
def case_clock(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """How the limit was counted: the event of day 0, every day with its reason, the regime, the article."""
    one = case_of(unit, pk)
    clock = clock_of(one, timezone.now())
    if clock is None:
        raise Http404
    told = {"case": one, "clock": clock, "why": one.regime_why}
    return render(request, "register/clock.html", frame(unit, **told))


@require_POST
@reading
def case_identity(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Show the identity number this once, or with `act=ditunjukkan` note that it was shown at the desk."""
    one = case_of(unit, pk)
    if not rights_of(request, unit).identity:
        raise PermissionDenied
    by, at = person(request), timezone.now()
    if request.POST.get("act") == "ditunjukkan":
        confirm_identity(one, by=by, at=at)
        return redirect("case", unit.slug, pk)
    try:
        number = show_identity(one, by=by, at=at)
    except BadInput as fault:
        return shown(request, unit, one, identity_fault=fault.phrase)
    return shown(request, unit, one, identity=number)


@require_safe
@reading
def case_document(request: HttpRequest, unit: WorkUnit, pk: int, file: int) -> HttpResponse:
    """A file of the case, as it came."""
    return kept_file(unit, "request", pk, file)


@require_safe
@reading
def case_letter(request: HttpRequest, unit: WorkUnit, pk: int, kind: str) -> HttpResponse:
    """A letter of the case as PDF. Raises Http404 for one that it does not have."""
    return paper_answer(case_of(unit, pk), kind)
