"""Who opens objections and disputes, the rows that their addresses name, and what their pages share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header

from terbuka.documents.accepting import Taken
from terbuka.models import CaseFile, Dispute, Objection, StoredFile, WorkUnit
from terbuka.rules.language import Phrase
from terbuka.rules.people import Act
from terbuka.rules.register.papers import PAPER_WORDS
from terbuka.rules.register.post import FILE_WORDS, FileKind
from terbuka.rules.ruling import BadInput, Ruling
from terbuka.services.files import open_blob
from terbuka.services.register.places import place_of
from terbuka.services.register.rows import running_of
from terbuka.web.access import UnitPage
from terbuka.web.register.clock import Clock, clock_from
from terbuka.web.register.doors import reading, rights_of, serving
from terbuka.web.register.papers import NAMES, papers_for
from terbuka.web.register.stepping import cite_of


def answering[**P](page: UnitPage[P]) -> Callable[..., HttpResponse]:
    """A page for who answers objections at the unit."""
    return serving(page, Act.ANSWER_OBJECTION)


def keeping[**P](page: UnitPage[P]) -> Callable[..., HttpResponse]:
    """A page for who keeps the files of objections and disputes: those who serve, and the supervisor."""

    @wraps(page)
    def guarded(request: HttpRequest, unit: WorkUnit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        rights = rights_of(request, unit)
        if not (rights.serve or rights.consent):
            raise PermissionDenied
        return page(request, unit, *args, **kwargs)

    return reading(guarded)


def objection_of(unit: WorkUnit, pk: int) -> Objection:
    """An objection of this unit, with its request and who objects. Raises Http404."""
    rows = Objection.objects.filter(unit=unit, pk=pk)
    found = rows.select_related("applicant", "request__applicant", "item", "decided_by").first()
    if found is None:
        raise Http404
    found.unit = unit
    if found.request is not None:
        found.request.unit = unit
    return found


def dispute_of(unit: WorkUnit, pk: int) -> Dispute:
    """A dispute of this unit, with the objection behind it. Raises Http404."""
    rows = Dispute.objects.filter(unit=unit, pk=pk)
    found = rows.select_related("objection__applicant", "objection__request", "objection__item").first()
    if found is None:
        raise Http404
    found.unit = found.objection.unit = unit
    if found.objection.request is not None:
        found.objection.request.unit = unit
    return found


def subject_of(objection: Objection) -> str:
    """What an objection is about, in one line."""
    if objection.request is not None:
        return objection.request.subject
    return objection.item.name if objection.item else ""


def clock_now(case: Objection | Dispute, at: datetime) -> Clock | None:
    """The limit that runs on it, with its derivation; None where none runs."""
    place = place_of(case.unit)
    try:
        running = running_of(case, place)
    except BadInput:
        return None
    return clock_from(case, running.deadline, at, place) if running else None


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to do now, or the reason and the article that stand against it."""

    label: Promise | str
    href: str
    ruling: Ruling
    is_quiet: bool = False

    @property
    def cite(self) -> Phrase | None:
        """The article that stands against it."""
        return cite_of(self.ruling)


def files_of(case: Objection | Dispute) -> list[tuple[CaseFile, Phrase]]:
    """The files of a case, each with what it is for."""
    rows = case.files.filter(removed_at=None).select_related("file__blob")
    return [(one, FILE_WORDS[FileKind(one.kind)]) for one in rows]


def papers_of(case: Objection | Dispute) -> list[tuple[str, Any]]:
    """The papers of a case by their names in addresses."""
    return [(NAMES[kind], PAPER_WORDS[kind]) for kind in papers_for(case)]


def href(name: str, case: Objection | Dispute, *more: object) -> str:
    """An address of this case."""
    return reverse(name, args=[case.unit.slug, case.pk, *more])


def kept_file(unit: WorkUnit, of: str, pk: int, file: int) -> HttpResponse:
    """A file of a case as it came; `of` names its sort: request, objection, dispute. Raises Http404."""
    of_case = {f"{of}_id": pk, f"{of}__unit": unit}
    found = CaseFile.objects.filter(**of_case, pk=file, removed_at=None).select_related("file__blob").first()
    if found is None:
        raise Http404
    return file_answer(found.file)


def file_answer(stored: StoredFile) -> HttpResponse:
    """A stored file as it came; no browser keeps it. Raises Http404 where its bytes are gone."""
    try:
        with open_blob(stored.blob) as content:
            body = content.read()
    except FileNotFoundError:
        raise Http404 from None
    kind = next((one for one in Taken if one.value == stored.blob.mime), None)
    is_shown = kind is Taken.PDF or (kind is not None and kind.is_picture)
    return HttpResponse(
        body,
        content_type=stored.blob.mime if kind else "application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(not is_shown, stored.name) or "attachment",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Encoding": "identity",
        },
    )
