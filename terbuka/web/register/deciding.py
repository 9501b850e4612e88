"""The answer to a request: written, looked over with all that goes out, then given by the PPID."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from terbuka.documents.typesetting import PaperError
from terbuka.models import InformationRequest, WorkUnit
from terbuka.rules.exemption import TestStatus
from terbuka.rules.language import Phrase, say
from terbuka.rules.register.channels import Delivery
from terbuka.rules.register.papers import PaperKind
from terbuka.rules.register.refusals import GROUND_WORDS, RefusalGround, may_refuse
from terbuka.rules.register.requests import DECISIONS, STATUS_WORDS, RequestStatus
from terbuka.rules.ruling import BadInput, Refused, Ruling
from terbuka.services.register.deciding import basis_of, decide_request, letter_key
from terbuka.services.register.enclosing import enclose
from terbuka.services.register.finding import withdraw_release
from terbuka.services.register.releasing import check_public, cleared_versions
from terbuka.services.units import BadFields
from terbuka.web.access import person
from terbuka.web.exemption.wording import STATUSES as TESTS
from terbuka.web.register import answers, similar
from terbuka.web.register.actions import deciding
from terbuka.web.register.clock import clock_of
from terbuka.web.register.doors import case_of, frame, reading, rights_of
from terbuka.web.register.papers import NAMES, NoPaperError, paper_of, papers_for
from terbuka.web.register.stepping import Step, cite_of, form_of, tried
from terbuka.web.register.wording import FORMS
from terbuka.web.units.forms import Entry, Form, day_of

_S = RequestStatus
_ORDER = (_S.GRANTED, _S.PARTLY_GRANTED, _S.REFUSED, _S.NOT_HELD)
REFUSING = (_S.PARTLY_GRANTED.value, _S.REFUSED.value, _S.NOT_HELD.value)
_ANSWER = (
    Entry("status", _("Keputusan"), "", "choice", tuple((one.value, STATUS_WORDS[one]) for one in _ORDER)),
    Entry(
        "answer",
        _("Jawaban"),
        _("Apa yang diberikan dan bagaimana memperolehnya; terbaca pemohon."),
        "textarea",
    ),
    Entry("form", _("Bentuk informasi"), "", "choice", FORMS),
    Entry("provide_on", _("Disediakan pada"), _("Kosongkan bila ikut jawaban ini."), "date"),
)
_WITHHELD = (
    Entry(
        "ground",
        _("Dasar tidak memberikan"),
        _("Untuk bagian yang tidak diberikan."),
        "choice",
        tuple((one.value, GROUND_WORDS[one]) for one in RefusalGround),
    ),
    Entry(
        "ground_reason", _("Alasannya"), _("Termasuk akibatnya bila dibuka; pemohon membacanya."), "textarea"
    ),
    Entry(
        "black_out_note",
        _("Bagian yang dihitamkan atau tidak diberikan"),
        _("Sebutkan bagian dan alasannya masing-masing."),
        "textarea",
    ),
    Entry("other_body", _("Badan publik yang menguasainya"), _("Bila diketahui.")),
)
_PUBLIC = (
    Entry(
        "is_public",
        _("Umumkan jawaban ini?"),
        _("Supaya orang lain tidak perlu bertanya lagi; tanpa apa pun tentang pemohon."),
        "choice",
        (("", _("Tidak")), ("ya", _("Ya, dengan ringkasan di bawah"))),
    ),
    Entry(
        "public_summary",
        _("Ringkasan untuk umum"),
        _("Apa yang ditanyakan dan jawabannya, tanpa nama."),
        "textarea",
    ),
)
_PAY = (Entry("pay_how", _("Cara membayar"), _("Hanya bila ada biaya.")),)
_DECIDE = Step(
    _("Jawab permohonan"),
    _("Sesudah diperiksa lagi, pemberitahuan tertulis mendapat nomor dan langsung dikirim kepada pemohon."),
    _("Periksa sebelum mengirim"),
    (*_ANSWER, *_PAY, *_WITHHELD, *_PUBLIC),
    template="register/decide.html",
)
_UNSEEN = say("Centang bahwa temuan penjaga sudah Anda baca dan berkasnya boleh diterima pemohon.")


@reading
def case_decide(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Write the answer; `act=periksa` looks it over with the guard's findings, `act=putuskan` gives it."""
    if not rights_of(request, unit).answer:
        raise PermissionDenied
    case = case_of(unit, pk)
    texts = {"form": case.wanted_form, "status": "", "is_public": ""}
    form = form_of(request, case, _DECIDE, texts)
    if request.method != "POST":
        return _writing(request, unit, case, form)
    act, tokens = request.POST.get("act", ""), list[str]()
    try:
        tokens = answers.arrived(request, case, by=person(request), at=timezone.now())
    except BadInput as fault:
        form.faults["berkas"] = fault.phrase
    files = answers.carried(request, case, tokens)
    if act == "putuskan" and not form.faults:
        refused = tried(form, lambda one: _decide(request, case, one, files))
        if refused is None and not form.faults:
            return redirect("case", unit.slug, pk)
        return _writing(request, unit, case, form, files=files, fault=refused)
    if act == "periksa" and not form.faults:
        form.faults |= _lacks(request, case, form)
    if act != "periksa" or form.faults:
        return _writing(request, unit, case, form, files=files)
    return _looking_over(request, unit, case, form, files)


def _values(request: HttpRequest, form: Form) -> dict[str, Any]:
    """What was typed as the service takes it. Raises BadFields."""
    typed = {name: text for name, text in form.typed.items() if name != "status"}
    refuses = form.typed["status"] in REFUSING
    ground = typed["ground"] if refuses else ""
    return typed | {
        "ground": ground,
        "ground_reason": typed["ground_reason"] if refuses else "",
        "costs": answers.costs_of(request.POST),
        "provide_on": day_of("provide_on", typed["provide_on"]),
        "is_public": typed["is_public"] == "ya",
        "is_documented": ground != RefusalGround.NOT_DOCUMENTED,
    }


def _status(form: Form) -> RequestStatus:
    if form.typed["status"] not in {one.value for one in DECISIONS}:
        raise BadFields({"status": say("Pilih keputusannya.")})
    return _S(form.typed["status"])


def _decide(
    request: HttpRequest, case: InformationRequest, form: Form, files: list[answers.Carried]
) -> InformationRequest:
    """Raises what the service raises, and BadFields for findings that nobody has said to have read."""
    values = _values(request, form)
    if any(not one.is_clean for one in files) and "terbaca" not in request.POST:
        raise BadFields({"berkas": _UNSEEN})
    if values["is_public"]:
        check_public(case, values["public_summary"])
    decided = decide_request(
        case,
        status=_status(form),
        values=values,
        files=[one.file for one in files],
        publications=answers.publications_of(request, case),
        expected=form.version,
        encloses=True,
        by=person(request),
        at=timezone.now(),
    )
    _enclose(request, decided)
    return decided


def _enclose(request: HttpRequest, case: InformationRequest) -> None:
    """Notice and decree go with the letter where the answer was asked for by mail."""
    if case.delivery != Delivery.EMAIL or not case.applicant.email:
        return
    papers = []
    # Without a paper the letter leaves with its link alone: the answer itself has been given.
    with suppress(NoPaperError, PaperError):
        for kind in (PaperKind.NOTICE, PaperKind.REFUSAL):
            if kind in papers_for(case):
                papers.append((f"{NAMES[kind]}.pdf", paper_of(case, kind)))
    enclose(case, key=letter_key(case), papers=papers, by=person(request), at=timezone.now())


def _lacks(request: HttpRequest, case: InformationRequest, form: Form) -> dict[str, Phrase]:
    """What stands against looking it over: fields to mend, or a refusal without its grounds."""
    try:
        values, status = _values(request, form), _status(form)
        if values["is_public"]:
            check_public(case, values["public_summary"])
    except BadFields as fault:
        return dict(fault.fields)
    ruling = may_refuse(basis_of(case, values)) if status.value in REFUSING else None
    if ruling is not None and not ruling:
        assert ruling.reason
        cite = cite_of(ruling)
        told = say("{reason} ({cite})", reason=ruling.reason, cite=cite) if cite else ruling.reason
        return {"ground" if not values["ground"] else "ground_reason": told}
    return {}


def _writing(
    request: HttpRequest, unit: WorkUnit, case: InformationRequest, form: Form, **more: Any
) -> HttpResponse:
    """The form with all that was typed, the files that were looked at, and what could be given."""
    fault: Ruling | None = more.get("fault")
    chosen = {one.pk for one in answers.publications_of(request, case)}
    told = {
        "case": case,
        "step": _DECIDE,
        "form": form,
        "ruling": deciding(case),
        "parts": {name: Form(entries, form.typed, form.version, form.faults) for name, entries in _PARTS},
        "opened": _opened(request, form),
        "files": more.get("files", []),
        "costs": answers.cost_texts(request.POST),
        "copies": cleared_versions(case),
        "offered": _offered(case, chosen),
        "clock": clock_of(case, timezone.now()),
        "test_word": TESTS[TestStatus(case.test.status)] if case.test else None,
        "fault": fault,
        "fault_cite": cite_of(fault) if fault is not None else None,
        "other_faults": [why for name, why in form.faults.items() if name not in form.typed],
    }
    status = 400 if fault is not None or form.faults else 200
    return render(request, "register/decide.html", frame(unit, **told), status=status)


def _opened(request: HttpRequest, form: Form) -> dict[str, bool]:
    """Which folds of the form stand open: those with something typed, or something to mend."""
    faulty = {part: any(entry.name in form.faults for entry in entries) for part, entries in _PARTS}
    costs = [text for row in answers.cost_texts(request.POST) for name, text in row.items() if name != "n"]
    return {
        "withheld": form.typed.get("status") in REFUSING
        or bool(form.typed.get("ground"))
        or faulty["withheld"],
        "costs": any(costs) or "costs" in form.faults,
        "public": bool(form.typed.get("is_public")) or faulty["public"],
    }


_PARTS = (("answer", _ANSWER), ("pay", _PAY), ("withheld", _WITHHELD), ("public", _PUBLIC))


def _offered(case: InformationRequest, chosen: set[int]) -> list[tuple[str, str, str, bool]]:
    """Publications that fit the request, to be given by their address: number, title, address, ticked."""
    found = [
        (one.entry.key.partition(":")[2], one.entry.title, one.entry.path) for one in similar.published(case)
    ]
    return [(pk, title, path, pk.isdecimal() and int(pk) in chosen) for pk, title, path in found]


@require_POST
@reading
def case_release(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Take the words that were released on an answer back from the public."""
    case = case_of(unit, pk)
    if not rights_of(request, unit).answer:
        raise PermissionDenied
    # Somebody else may have been quicker.
    with suppress(Refused):
        withdraw_release(case, by=person(request), at=timezone.now())
    return redirect("case", unit.slug, pk)


def _looking_over(
    request: HttpRequest,
    unit: WorkUnit,
    case: InformationRequest,
    form: Form,
    files: list[answers.Carried],
) -> HttpResponse:
    """All that will leave, once more, before it does."""
    costs = answers.costs_of(request.POST)
    ground = form.typed["ground"] if form.typed["status"] in REFUSING else ""
    told = {
        "case": case,
        "form": form,
        "decision": STATUS_WORDS[_status(form)],
        "files": files,
        "findings": sum(len(one.found) for one in files),
        "must_read": any(not one.is_clean for one in files),
        "costs": costs,
        "total": answers.total_of(costs),
        "publications": answers.publications_of(request, case),
        "ground": GROUND_WORDS[RefusalGround(ground)] if ground else "",
        "is_exempt": ground == RefusalGround.EXEMPT,
        "hidden": _hidden(request),
        "clock": clock_of(case, timezone.now()),
    }
    return render(request, "register/decide_check.html", frame(unit, **told))


def _hidden(request: HttpRequest) -> list[tuple[str, str]]:
    """The whole form but for files that have been taken in, to be sent on."""
    left_out = ("csrfmiddlewaretoken", "act", "berkas", "berkas_id", "siap", "salinan", "buang", "terbaca")
    return [
        (name, one) for name in request.POST if name not in left_out for one in request.POST.getlist(name)
    ]
