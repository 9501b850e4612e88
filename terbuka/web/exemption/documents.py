"""One document of a test as a form, with its reasons; and a withheld document opened before its term ends."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from terbuka.models import ConsequenceTest, ExemptDocument, WorkUnit
from terbuka.rules.consequence import may_reopen, may_write
from terbuka.rules.exemption import ExemptStatus, Letter, TestStatus
from terbuka.rules.people import Act
from terbuka.rules.ruling import Refused, Stale
from terbuka.services.catalogue import applying, exemptdeciding, exempting
from terbuka.web.access import held, person, working
from terbuka.web.exemption.doors import document_of, found_test, frame, handling, rights_of
from terbuka.web.exemption.forms import DOCUMENT, ITEM, UNTIL, DocumentForm, document_texts, document_values
from terbuka.web.exemption.steps import CHANGED, reason_of, step_page
from terbuka.web.units.forms import number, opened, sent, tried

_ENTRIES = (*DOCUMENT, ITEM)


def _sent(request: HttpRequest) -> DocumentForm:
    form = sent(request, _ENTRIES)
    return DocumentForm(form.entries, form.typed, form.version)


def _opened(request: HttpRequest, texts: dict[str, str], version: int) -> DocumentForm:
    form = opened(request, _ENTRIES, texts, version)
    return DocumentForm(form.entries, form.typed, form.version)


def _kept(form: DocumentForm, save: Callable[[], object]) -> bool:
    """Save; False where the form is shown again. What the state refuses stands at the first field."""
    try:
        is_kept = tried(form, save, lambda row: document_texts(row) if row else {})
    except Refused as refusal:
        form.faults["title"] = reason_of(refusal)
        return False
    return is_kept


def _form(
    request: HttpRequest,
    unit: WorkUnit,
    test: ConsequenceTest,
    form: DocumentForm,
    document: ExemptDocument | None,
) -> HttpResponse:
    status = 409 if form.now is not None else 400 if form.faults else 200
    told = {
        "test": test,
        "document": document,
        "form": form,
        "items": [(one.code, one.name) for one in applying(unit)],
        "title": _("Dokumen yang diuji") if document else _("Tambah dokumen"),
    }
    return render(request, "exemption/document.html", frame(unit, **told), status=status)


@working(Act.PROPOSE_EXEMPTION)
def new_document(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Put a document to the test, with reasons of its own."""
    test = found_test(unit, pk, is_own=True)
    if not may_write(TestStatus(test.status)):
        return redirect("consequence_test", unit.slug, pk)
    if request.method != "POST":
        return _form(request, unit, test, _opened(request, {"term": UNTIL}, 0), None)
    form, by, at = _sent(request), person(request), timezone.now()
    if not _kept(form, lambda: exempting.add_document(test, document_values(form.typed), by=by, at=at)):
        return _form(request, unit, test, form, None)
    return redirect("consequence_test", unit.slug, pk)


@working(Act.PROPOSE_EXEMPTION)
def edit_document(request: HttpRequest, unit: WorkUnit, pk: int, doc: int) -> HttpResponse:
    """Write in a document of a draft, or take it out."""
    test = found_test(unit, pk, is_own=True)
    document = document_of(test, doc)
    if not may_write(TestStatus(test.status)):
        return redirect("consequence_test", unit.slug, pk)
    by, at = person(request), timezone.now()
    if request.method != "POST":
        form = _opened(request, document_texts(document), document.version)
        return _form(request, unit, test, form, document)
    if request.POST.get("act") == "remove":
        exempting.remove_document(document, by=by, at=at)
        return redirect("consequence_test", unit.slug, pk)
    form = _sent(request)

    def save() -> None:
        values = document_values(form.typed)
        exempting.save_document(document, values, expected=form.version, by=by, at=at)

    if not _kept(form, save):
        return _form(request, unit, test, form, document)
    return redirect("consequence_test", unit.slug, pk)


@handling
def open_document(request: HttpRequest, unit: WorkUnit, pk: int, doc: int) -> HttpResponse:
    """Open a withheld document before its term ends: by written consent, by order, for a reason."""
    test = found_test(unit, pk)
    if not rights_of(request, unit).decide:
        raise PermissionDenied
    document = document_of(test, doc)
    ruling = may_reopen(ExemptStatus(document.status), Letter(document.letter), "-")
    typed = request.POST.get("note", "") or (held(request, request.path) or {}).get("note", [""])[0]
    told: dict[str, Any] = {
        "title": _("Buka dokumen ini"),
        "lead": document.title,
        "note_label": _("Alasan: persetujuan tertulis pemiliknya, perintah, atau perubahan keadaan"),
        "button": _("Buka"),
        "ruling": ruling,
        "expected": document.version,
        "typed": typed,
    }
    if request.method != "POST" or not ruling:
        return step_page(request, unit, test, **told)
    try:
        exemptdeciding.reopen_document(
            document,
            reason=typed,
            expected=number(request.POST.get("version", "")),
            by=person(request),
            at=timezone.now(),
        )
    except Stale:
        return step_page(request, unit, test, fault=CHANGED, **told)
    except Refused as refusal:
        return step_page(request, unit, test, fault=refusal.ruling.reason, **told)
    return redirect("consequence_test", unit.slug, pk)
