"""The steps of a test, each on a page that says what happens: from proposing to the decision."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from terbuka.models import ConsequenceTest, WorkUnit
from terbuka.rules.consequence import may_become, may_decide, may_escalate, may_propose
from terbuka.rules.exemption import TestStatus
from terbuka.rules.language import Phrase, say
from terbuka.rules.people import Act
from terbuka.rules.ruling import BadInput, Refused, Ruling, Stale
from terbuka.services.catalogue import exemptdeciding, exempting
from terbuka.services.catalogue.exemptrows import deciding_unit, proposal_of
from terbuka.services.jobs import enqueue
from terbuka.services.units import BadFields
from terbuka.web.access import held, person, today_at, working
from terbuka.web.exemption.doors import found_test, frame, handling, rights_of
from terbuka.web.exemption.pages import parts_of
from terbuka.web.units.forms import day_of, number

CHANGED = say("Orang lain baru saja mengubahnya. Baca lagi keadaannya, lalu putuskan.")


def reason_of(refusal: Refused) -> Phrase:
    """Why it was refused."""
    assert refusal.ruling.reason
    return refusal.ruling.reason


def step_page(
    request: HttpRequest,
    unit: WorkUnit,
    test: ConsequenceTest,
    *,
    fault: Phrase | None = None,
    **told: Any,
) -> HttpResponse:
    """The page of a step; what was typed stays. 409 where somebody else was quicker, else 400 at a fault."""
    status = 200 if fault is None else 409 if fault is CHANGED else 400
    more = {"expected": test.version, "typed": request.POST.get("note", ""), **told}
    return render(
        request, "exemption/step.html", frame(unit, test=test, fault=fault or "", **more), status=status
    )


def _tried(
    request: HttpRequest,
    unit: WorkUnit,
    test: ConsequenceTest,
    ruling: Ruling,
    act: Callable[[int], object],
    **told: Any,
) -> HttpResponse:
    """Show the step, or do it under the version that was read; then back to the test."""
    if request.method != "POST":
        return step_page(request, unit, test, ruling=ruling, **told)
    try:
        act(number(request.POST.get("version", "")))
    except Stale:
        return step_page(request, unit, test, ruling=ruling, fault=CHANGED, **told)
    except Refused as refusal:
        return step_page(request, unit, test, ruling=ruling, fault=refusal.ruling.reason, **told)
    except BadInput as fault:
        return step_page(request, unit, test, ruling=ruling, fault=fault.phrase, **told)
    return redirect("consequence_test", unit.slug, test.pk)


@working(Act.PROPOSE_EXEMPTION)
def propose(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Propose to withhold the documents of a draft."""
    test, by, at = found_test(unit, pk, is_own=True), person(request), timezone.now()
    today = today_at(unit)
    return _tried(
        request,
        unit,
        test,
        may_propose(proposal_of(test, on=today), on=today),
        lambda expected: exempting.propose_test(test, expected=expected, by=by, at=at),
        title=_("Usulkan pengecualian"),
        lead=_("Yang memutus adalah orang lain. Selama menunggu, isian tidak dapat diubah."),
        button=_("Usulkan"),
    )


@working(Act.PROPOSE_EXEMPTION)
def discard(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Throw a draft away."""
    test, by, at = found_test(unit, pk, is_own=True), person(request), timezone.now()
    ruling = may_become(TestStatus(test.status), TestStatus.DISCARDED)
    answer = _tried(
        request,
        unit,
        test,
        ruling,
        lambda expected: exempting.discard_test(test, expected=expected, by=by, at=at),
        title=_("Buang konsep ini"),
        lead=_("Uji ini hilang dari daftar; dokumennya tetap terbuka seperti sekarang."),
        button=_("Buang"),
        is_grave=True,
    )
    return redirect("tests", unit.slug) if answer.status_code == 302 else answer


@handling
def escalate(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Hand a proposed test up to the level above, inside the running clock."""
    rights = rights_of(request, unit)
    if not (rights.propose or rights.decide):
        raise PermissionDenied
    test, by, at = found_test(unit, pk, is_own=True), person(request), timezone.now()
    above = test.unit.parent
    return _tried(
        request,
        unit,
        test,
        may_escalate(proposal_of(test, on=today_at(unit))),
        lambda expected: exemptdeciding.escalate_test(test, expected=expected, by=by, at=at),
        title=_("Naikkan ke %(place)s") % {"place": above.short_name if above else ""},
        lead=_("Uji satker ini diputus tingkat di atasnya. Tenggat permohonan tetap berjalan."),
        button=_("Naikkan"),
    )


def _deciding(request: HttpRequest, unit: WorkUnit, pk: int) -> ConsequenceTest:
    """The test, for those who may decide at this unit. Raises Http404, PermissionDenied."""
    test = found_test(unit, pk)
    if not rights_of(request, unit).decide:
        raise PermissionDenied
    return test


@handling
def send_back(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Send a test back with a note."""
    test, by, at = _deciding(request, unit, pk), person(request), timezone.now()
    if deciding_unit(test) != unit:
        raise PermissionDenied
    note = request.POST.get("note", "") or (held(request, request.path) or {}).get("note", [""])[0]
    return _tried(
        request,
        unit,
        test,
        may_become(TestStatus(test.status), TestStatus.DRAFT),
        lambda expected: exemptdeciding.return_test(test, note_text=note, expected=expected, by=by, at=at),
        title=_("Kembalikan dengan catatan"),
        lead=_("Yang mengusulkan mendapat catatan Anda dan memperbaikinya sebagai konsep."),
        note_label=_("Apa yang harus diperbaiki?"),
        button=_("Kembalikan"),
        typed=note,
    )


def _typed(request: HttpRequest, parts: list[Any]) -> dict[str, str]:
    """What was typed into the form of the decision, now or before the session ended."""
    names = ["decree_number", "decree_on", "decision_note"]
    names += [f"{kind}-{one.document.pk}" for one in parts for kind in ("result", "note")]
    if request.method == "POST":
        return {name: request.POST.get(name, "") for name in names}
    kept = held(request, request.path) or {}
    return {name: kept[name][0] for name in names if kept.get(name)}


@handling
def decide(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Decide each document of a test: withheld or open, each with its note; then the decree."""
    test = _deciding(request, unit, pk)
    place, parts = deciding_unit(test), parts_of(test)
    typed = _typed(request, parts)
    may = person(request).may(Act.DECIDE_EXEMPTION, place, on=today_at(place))
    ruling = may_decide(proposal_of(test, on=today_at(unit)), person(request).pk, has_standing=may)
    faults: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        try:
            _decide(request, test, parts, typed)
        except Stale:
            faults, status = {"": CHANGED}, 409
        except Refused as refusal:
            faults, status = {"": refusal.ruling.reason}, 400
        except BadInput as fault:
            faults = dict(fault.fields) if isinstance(fault, BadFields) else {"": fault.phrase}
            status = 400
        else:
            return redirect("consequence_test", unit.slug, pk)
    told = {
        "test": test,
        "ruling": ruling,
        "fields": [_field(one, typed, faults) for one in parts],
        "typed": typed,
        "faults": faults,
    }
    return render(request, "exemption/decide.html", frame(unit, **told), status=status)


def _decide(request: HttpRequest, test: ConsequenceTest, parts: list[Any], typed: dict[str, str]) -> None:
    """Raises BadFields for a document without a result, and what the service raises."""
    unsaid = {
        f"result-{one.document.pk}": say("Pilih: dikecualikan atau tetap terbuka.")
        for one in parts
        if typed[f"result-{one.document.pk}"] not in ("exempt", "open")
    }
    if unsaid:
        raise BadFields(unsaid)
    exemptdeciding.decide_test(
        test,
        approved=[one.document.pk for one in parts if typed[f"result-{one.document.pk}"] == "exempt"],
        notes={one.document.pk: typed[f"note-{one.document.pk}"] for one in parts},
        decree_number=typed["decree_number"],
        decree_on=day_of("decree_on", typed["decree_on"]),
        decision_note=typed["decision_note"],
        expected=number(request.POST.get("version", "")),
        by=person(request),
        at=timezone.now(),
    )
    enqueue("redraft", test.unit_id, at=timezone.now())


def _field(part: Any, typed: dict[str, str], faults: dict[str, Any]) -> dict[str, Any]:
    """One document in the form of the decision."""
    pk = part.document.pk
    return {
        "part": part,
        "result": typed.get(f"result-{pk}", ""),
        "note": typed.get(f"note-{pk}", ""),
        "result_fault": faults.get(f"result-{pk}", ""),
        "note_fault": faults.get(f"note-{pk}", ""),
    }
