"""Evidence beside an answer: files and links added, looked at, taken away, brought back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from terbuka.models import Answer, Evidence, StoredFile, WorkUnit
from terbuka.rules.assessment import EvidenceKind
from terbuka.rules.language import say
from terbuka.rules.people import Act
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services import assessment
from terbuka.services.files import store_file
from terbuka.services.jobs import enqueue
from terbuka.web.access import person, today_at, working
from terbuka.web.assessment.answering import answer_page
from terbuka.web.assessment.showing import questionnaire


def _answer(unit: WorkUnit, round_slug: str, code: str) -> Answer:
    saq = questionnaire(unit, round_slug)
    return get_object_or_404(Answer, self_assessment=saq, code=code)


def _evidence(unit: WorkUnit, round_slug: str, code: str, pk: int) -> Evidence:
    answer = _answer(unit, round_slug, code)
    found: Evidence = get_object_or_404(
        Evidence.objects.select_related("file__blob", "added_by"), answer=answer, pk=pk
    )
    return found


def _given(request: HttpRequest, unit: WorkUnit, answer: Answer) -> Evidence:
    """What the form brings: a file of the unit by number, bytes, or an address. Raises BadInput, Refused."""
    by, at = person(request), timezone.now()
    number, typed = request.POST.get("berkas_id", ""), request.POST.get("url", "").strip()
    brought = request.FILES.get("berkas")
    if number.isdecimal() and len(number) < 16:
        stored = StoredFile.objects.filter(unit=unit, pk=int(number)).first()
        if stored is None:
            raise BadInput(say("Berkas itu tidak ada lagi; unggah sekali lagi."))
        return assessment.add_file_evidence(answer, file=stored, by=by, at=at)
    if brought is not None:
        stored = store_file(unit=unit, name=brought.name or "", content=brought.read(), by=by, at=at)
        return assessment.add_file_evidence(answer, file=stored, by=by, at=at)
    if not typed:
        raise BadInput(say("Pilih berkas atau tulis alamat bukti."))
    title = request.POST.get("title", "")
    return assessment.add_link_evidence(answer, url=typed, title=title, by=by, at=at)


@require_POST
@working(Act.FILL)
def add(request: HttpRequest, unit: WorkUnit, round_slug: str, code: str) -> HttpResponse:
    """Attach a file or a link; a link is looked at at once."""
    answer = _answer(unit, round_slug, code)
    try:
        evidence = _given(request, unit, answer)
    except (BadInput, Refused) as fault:
        return answer_page(request, unit, round_slug, code, status=400, evidence_fault=str(fault))
    if evidence.kind == EvidenceKind.LINK:
        enqueue("check_link", evidence.pk, at=timezone.now())
    return redirect_to_proof(unit, round_slug, code)


def redirect_to_proof(unit: WorkUnit, round_slug: str, code: str) -> HttpResponse:
    """Back to the question, at its evidence."""
    answer = redirect("answer", unit.slug, round_slug, code)
    answer.headers["Location"] += "#bukti"
    return answer


@require_safe
@working(Act.SEE)
def part(request: HttpRequest, unit: WorkUnit, round_slug: str, code: str, pk: int) -> HttpResponse:
    """One piece of evidence as the page shows it, for polling while a link is looked at."""
    evidence = _evidence(unit, round_slug, code, pk)
    saq = evidence.answer.self_assessment
    may_fill = person(request).may(Act.FILL, unit, on=today_at(unit))
    context = {
        "unit": unit,
        "one": evidence,
        "round_slug": saq.round.slug,
        "code": code,
        "may_fill": may_fill and assessment.filling(saq, today_at(unit)).allowed,
    }
    return render(request, "assessment/answer.html#evidence", context)


def _changed(
    request: HttpRequest, unit: WorkUnit, round_slug: str, code: str, pk: int, act: str
) -> HttpResponse:
    evidence, by, at = _evidence(unit, round_slug, code, pk), person(request), timezone.now()
    try:
        if act == "remove":
            assessment.remove_evidence(evidence, by=by, at=at)
        elif act == "restore":
            assessment.restore_evidence(evidence, by=by, at=at)
        else:
            assessment.check_again(evidence, by=by, at=at)
            enqueue("check_link", evidence.pk, at=at)
    except (BadInput, Refused) as fault:
        return answer_page(request, unit, round_slug, code, status=400, evidence_fault=str(fault))
    return redirect_to_proof(unit, round_slug, code)


@require_POST
@working(Act.FILL)
def remove(request: HttpRequest, unit: WorkUnit, round_slug: str, code: str, pk: int) -> HttpResponse:
    """Take evidence away; the page offers to bring it back."""
    return _changed(request, unit, round_slug, code, pk, "remove")


@require_POST
@working(Act.FILL)
def restore(request: HttpRequest, unit: WorkUnit, round_slug: str, code: str, pk: int) -> HttpResponse:
    """Bring evidence back."""
    return _changed(request, unit, round_slug, code, pk, "restore")


@require_POST
@working(Act.FILL)
def look_again(request: HttpRequest, unit: WorkUnit, round_slug: str, code: str, pk: int) -> HttpResponse:
    """Look at a link once more."""
    return _changed(request, unit, round_slug, code, pk, "look")
