"""What the applicant takes from the own page: files that were given or brought, and the letters as PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from terbuka.services.files import open_blob
from terbuka.web.asking.case import own_files
from terbuka.web.asking.door import Case, opened_by_code
from terbuka.web.register.papers import KINDS, OWN, paper_of, papers_for

_SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def _sent(content: bytes, mime: str, name: str) -> HttpResponse:
    """Always saved, never opened in the name of this site."""
    return HttpResponse(
        content,
        content_type=mime,
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Content-Security-Policy": _SANDBOX,
            "X-Content-Type-Options": "nosniff",
            # These kinds are compressed already.
            "Content-Encoding": "identity",
        },
    )


@require_safe
@opened_by_code
def case_file(request: HttpRequest, case: Case, pk: int) -> HttpResponse:
    """One file of the case that is the applicant's to open. Raises Http404."""
    row = get_object_or_404(own_files(case), pk=pk)
    with open_blob(row.file.blob) as content:
        return _sent(content.read(), row.file.blob.mime, row.file.name)


@require_safe
@opened_by_code
def case_paper(request: HttpRequest, case: Case, kind: str) -> HttpResponse:
    """A letter of the case as PDF. Raises Http404 for one that it does not have."""
    wanted = KINDS.get(kind)
    if wanted not in OWN or wanted not in papers_for(case):
        raise Http404
    return _sent(paper_of(case, wanted), "application/pdf", f"{kind}.pdf")
