"""The bundle of evidence of a dispute: its papers are made here, then it is bound in the background."""

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from terbuka.models import Dispute, InformationRequest, Objection, WorkUnit
from terbuka.rules.language import speaking
from terbuka.rules.register.papers import PAPER_WORDS, PaperKind
from terbuka.services.jobs import enqueue
from terbuka.services.register.bringing import is_exempt
from terbuka.services.register.bundling import Group, Paper, ask_bundle, progress_of
from terbuka.services.register.places import local_day
from terbuka.web.access import person
from terbuka.web.exemption import papers as test_papers
from terbuka.web.register.case_doors import dispute_of, href, keeping
from terbuka.web.register.papers import paper_of, papers_for

# What the office prints for its own way to the hearing is no evidence.
_NO_EVIDENCE = frozenset({PaperKind.PROXY, PaperKind.SUMMONS_LIST})


@require_POST
@keeping
def dispute_bundle(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Ask for it, unless one is being made already; the page shows it once it is there."""
    one, by, at = dispute_of(unit, pk), person(request), timezone.now()
    if not progress_of(one).is_waiting:
        with speaking("id"):
            papers = list(papers_of(one))
        ask_bundle(one, papers, by=by, at=at)
    enqueue("bind_bundle", one.pk, at=at)
    return redirect(f"{href('dispute', one)}#bundel")


def papers_of(one: Dispute) -> Iterator[Paper]:
    """The papers of request, consequence test and objection, as they stand now."""
    objection, asked = one.objection, one.objection.request
    if asked is not None:
        yield from _made(asked, Group.REQUEST, asked.decided_at or asked.registered_at or asked.received_at)
        if is_exempt(objection) and asked.test is not None:
            tested = asked.test
            on = local_day(one.unit, tested.decided_at) if tested.decided_at else None
            for title, content in test_papers.papers_of(tested):
                yield Paper(Group.TEST, title, tested.number, on, content)
    yield from _made(objection, Group.OBJECTION, objection.decided_at or objection.filed_at)


def _made(case: InformationRequest | Objection, group: Group, at: datetime) -> Iterator[Paper]:
    on = local_day(case.unit, at)
    for kind in papers_for(case):
        if kind not in _NO_EVIDENCE:
            yield Paper(
                group, str(PAPER_WORDS[kind]), case.number, on, paper_of(case, kind, is_for_others=True)
            )
