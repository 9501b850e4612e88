"""Announcing a round: what becomes public, said before it does."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from terbuka.models import AssessmentRound, Result
from terbuka.rules.assessment import RoundStatus, SaqStatus, may_announce
from terbuka.rules.people import Act
from terbuka.rules.ruling import Refused
from terbuka.services.assessment.results import announce
from terbuka.services.jobs import enqueue
from terbuka.web.access import person, signed_in, today_at
from terbuka.web.assessment.results import counted, places


def _round(request: HttpRequest, round_slug: str) -> AssessmentRound:
    """The round, for who runs it. Raises Http404 for everybody else."""
    found: AssessmentRound = get_object_or_404(
        AssessmentRound.objects.select_related("owner").prefetch_related("steps"), slug=round_slug
    )
    if not person(request).may(Act.RUN_ROUND, found.owner, on=today_at(found.owner)):
        raise Http404
    return found


@signed_in
def round_announce(request: HttpRequest, round_slug: str) -> HttpResponse:
    """How many units stand where and what the public will read; one button makes it so."""
    round_, fault = _round(request, round_slug), ""
    if request.method == "POST":
        try:
            announce(round_, by=person(request), at=timezone.now())
            enqueue("tell_announced", round_.pk, at=timezone.now())
            enqueue("index_public", at=timezone.now())
            return redirect("results", round_slug)
        except Refused as told:
            fault = str(told)
    statuses = list(round_.self_assessments.values_list("status", flat=True))
    verified = Result.objects.filter(self_assessment__round=round_, score_numerator__isnull=False)
    context = {
        "section": "queue",
        "round": round_,
        "fault": fault,
        "ruling": may_announce(RoundStatus(round_.status), round_.schedule, today_at(round_.owner)),
        "is_announced": round_.status == RoundStatus.ANNOUNCED,
        "total": len(statuses),
        "verified": statuses.count(SaqStatus.VERIFIED.value),
        "unjudged": statuses.count(SaqStatus.SUBMITTED.value),
        "absent": statuses.count(SaqStatus.FILLING.value),
        "counted": counted(places(verified.filter(self_assessment__status=SaqStatus.VERIFIED.value))),
    }
    return render(request, "results/announce.html", context, status=422 if fault else 200)
