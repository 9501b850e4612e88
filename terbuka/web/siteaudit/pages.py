"""The audits of one unit: the list, one report or its progress, one item, and the acts upon them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from terbuka.models import AuditRun, WorkUnit
from terbuka.models.siteaudit import RunState
from terbuka.rules.people import Act
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services import siteaudit
from terbuka.web import words
from terbuka.web.access import held, person, today_at, working
from terbuka.web.siteaudit import export, shown

RUNS_A_PAGE = 20
_ENDED = (RunState.DONE.value, RunState.FAILED.value, RunState.STOPPED.value)


def _may_audit(request: HttpRequest, unit: WorkUnit) -> bool:
    return person(request).may(Act.AUDIT, unit, on=today_at(unit))


@working()
def audits(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """All audits of the unit, the newest first, with the one act: look now."""
    return _list(request, unit)


def _list(request: HttpRequest, unit: WorkUnit, *, fault: str = "") -> HttpResponse:
    runs = (
        AuditRun.objects.filter(unit=unit).select_related("queued_by").defer("sites", "advice", "addresses")
    )
    page = Paginator(runs, RUNS_A_PAGE).get_page(request.GET.get("hal"))
    latest = runs.done().first()
    websites = list(unit.websites.all())
    may_edit = not websites and person(request).may(Act.EDIT_PROFILE, unit, on=today_at(unit))
    return render(
        request,
        "siteaudit/audits.html",
        {
            "unit": unit,
            "tab": "audits",
            "page": page,
            "rows": [(run, shown.Numbers.of(run) if run.state == RunState.DONE else None) for run in page],
            "latest": latest,
            "numbers": shown.Numbers.of(latest) if latest else None,
            "living": runs.living().first(),
            "websites": websites,
            "may_edit": may_edit,
            "may_audit": _may_audit(request, unit),
            "fault": fault,
        },
        status=400 if fault else 200,
    )


@working(Act.AUDIT)
def audit_new(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Look now: puts an audit in the queue, or leads to the one that is on its way."""
    if request.method != "POST":
        return redirect("audits", unit.slug)
    try:
        run = siteaudit.ask_audit(unit, by=person(request), at=timezone.now())
    except (BadInput, Refused) as fault:
        return _list(request, unit, fault=str(fault))
    return redirect("audit", unit.slug, run.pk)


def _run(unit: WorkUnit, pk: int) -> AuditRun:
    run = get_object_or_404(AuditRun.objects.select_related("queued_by"), unit=unit, pk=pk)
    run.unit = unit
    return run


@working()
def audit(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """One audit: how far it is while it runs, what it found when it is done, why not when it failed."""
    run = _run(unit, pk)
    told = {"unit": unit, "tab": "audits", "run": run, "may_audit": _may_audit(request, unit)}
    if run.state != RunState.DONE:
        return render(request, "siteaudit/running.html", told | _progress(run))
    return render(request, "siteaudit/audit.html", told | _report(request, run))


def _progress(run: AuditRun) -> dict[str, Any]:
    known = run.pages_fetched + run.pages_waiting
    ahead = (
        AuditRun.objects.living().filter(queued_at__lt=run.queued_at).count() if run.state == "queued" else 0
    )
    return {"known": known, "ahead": ahead, "is_living": run.state not in _ENDED}


def _report(request: HttpRequest, run: AuditRun) -> dict[str, Any]:
    verdict, kind = request.GET.get("putusan", ""), request.GET.get("kelas", "")
    verdict = verdict if verdict in words.VERDICTS else ""
    kind = kind if kind in words.CLASSES else ""
    by_page = request.GET.get("susun") == "halaman"
    findings, defects = list(run.findings.all()), list(run.defects.all())
    unseen_count, unseen = shown.unseen(run)
    return {
        "numbers": shown.Numbers.of(run),
        "counts": shown.verdict_counts(run),
        "bar": shown.bar(run),
        "classes": shown.classes(findings, verdict=verdict, kind=kind),
        "verdict": verdict,
        "kind": kind,
        "verdict_options": [(one, words.VERDICTS[one].label) for one, _n in shown.verdict_counts(run)],
        "class_options": list(words.CLASSES.items()),
        "is_narrowed": bool(verdict or kind),
        "by_page": by_page,
        "faults": shown.faults(defects, by_page=by_page),
        "fault_count": len(defects),
        "advice": shown.advice(run),
        "unseen": unseen,
        "unseen_count": unseen_count,
        "since": shown.since(run, findings, defects),
        "newer": AuditRun.objects.done().filter(unit=run.unit, finished_at__gt=run.finished_at).first(),
    }


@working()
def audit_progress(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The part of the page that asks again every 2 s; when the audit has ended the page is loaded anew."""
    run = _run(unit, pk)
    if run.state in _ENDED and "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if "HX-Request" not in request.headers:
        return redirect("audit", unit.slug, pk)
    told = {"unit": unit, "run": run, "may_audit": _may_audit(request, unit)} | _progress(run)
    return render(request, "siteaudit/running.html#progress", told)


@working(Act.AUDIT)
def audit_stop(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Stop an audit that waits or runs."""
    run = _run(unit, pk)
    if request.method == "POST":
        siteaudit.stop_run(run, by=person(request), at=timezone.now())
    return redirect("audit", unit.slug, run.pk)


@working()
def audit_item(request: HttpRequest, unit: WorkUnit, pk: int, code: str) -> HttpResponse:
    """One item of an audit: its verdict, all proof and reasons; "it is here" and "look again now"."""
    run = _run(unit, pk)
    finding = get_object_or_404(run.findings, code=code)
    may_audit, fault, typed = _may_audit(request, unit), "", _typed_before(request)
    if request.method == "POST":
        if not may_audit:
            raise PermissionDenied
        typed = request.POST.get("url", "")
        try:
            siteaudit.name_place(unit, code=code, url=typed, by=person(request), at=timezone.now())
            return redirect("audit_item", unit.slug, pk, code)
        except BadInput as refusal:
            fault = str(refusal)
    places = [place["url"] for place in siteaudit.named_places(unit) if place["code"] == code]
    return render(
        request,
        "siteaudit/item.html",
        {
            "unit": unit,
            "tab": "audits",
            "run": run,
            "finding": finding,
            "item": shown.item_row(finding),
            "places": [(url, shown.may_open(url)) for url in places],
            "reasons": shown.reasons_beside(finding),
            "may_name": may_audit and finding.verdict not in ("present", "not_applicable"),
            "fault": fault,
            "typed": typed,
        },
        status=400 if fault else 200,
    )


def _typed_before(request: HttpRequest) -> str:
    """What was typed here when the session ended."""
    kept = held(request) or {}
    return (kept.get("url") or [""])[0]


@working()
def audit_export(request: HttpRequest, unit: WorkUnit, pk: int, form: str) -> HttpResponse:
    """The whole audit as a file, whatever the page's filter shows."""
    run = _run(unit, pk)
    if form not in export.KINDS or run.state != RunState.DONE:
        raise Http404
    answer = HttpResponse(export.exported(run, form), content_type=export.KINDS[form])
    name = f"audit-{unit.slug}-{run.as_of.isoformat()}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
