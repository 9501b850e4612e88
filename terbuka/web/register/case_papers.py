"""The papers of objections and disputes as files to save or print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from terbuka.models import WorkUnit
from terbuka.services.register.places import Case
from terbuka.web.register.case_doors import dispute_of, objection_of
from terbuka.web.register.doors import reading
from terbuka.web.register.papers import KINDS, NoPaperError, paper_of


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """A PDF to save under this name; no browser keeps it."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def paper_answer(case: Case, name: str) -> HttpResponse:
    """Raises Http404 where the case has no such paper, or not yet."""
    kind = KINDS.get(name)
    if kind is None:
        raise Http404
    try:
        made = paper_of(case, kind)
    except NoPaperError:
        raise Http404 from None
    return pdf_answer(made, f"{name}-{case.unit.slug}-{case.pk}.pdf")


@require_safe
@reading
def objection_paper(request: HttpRequest, unit: WorkUnit, pk: int, kind: str) -> HttpResponse:
    """The form of an objection, its answer, the power of attorney."""
    return paper_answer(objection_of(unit, pk), kind)


@require_safe
@reading
def dispute_paper(request: HttpRequest, unit: WorkUnit, pk: int, kind: str) -> HttpResponse:
    """The power of attorney of the representative, and the list of what to bring."""
    return paper_answer(dispute_of(unit, pk), kind)
