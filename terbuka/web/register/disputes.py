"""The disputes of a unit, the file of one with its calendar and what to bring, its files and its calendar."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from terbuka.documents.icalendar import MIME, icalendar
from terbuka.models import Dispute, DisputeStep, WorkUnit
from terbuka.rules.language import Phrase
from terbuka.rules.register.disputes import (
    ENDED,
    IN_COURTS,
    NEXT,
    OUTCOME_WORDS,
    STATUS_WORDS,
    STEP_WORDS,
    DisputeStatus,
    DisputeStepKind,
    Outcome,
    may_examine,
)
from terbuka.rules.register.post import FileKind
from terbuka.rules.ruling import Ruling, allow
from terbuka.rules.sources import citation
from terbuka.services.calendar import calendar_of
from terbuka.services.register.bringing import is_exempt, mark_brought, to_bring
from terbuka.services.register.bundling import progress_of
from terbuka.services.register.feeds import entry_of
from terbuka.services.register.rows import DISPUTE
from terbuka.web.access import person, today_at
from terbuka.web.register.case_doors import (
    Choice,
    clock_now,
    dispute_of,
    files_of,
    href,
    keeping,
    kept_file,
    papers_of,
)
from terbuka.web.register.case_words import DISPUTE_ACTS, DISPUTES, DONE, NEXT_FOR_DISPUTE
from terbuka.web.register.clock import left_words
from terbuka.web.register.doors import frame, reading, rights_of
from terbuka.web.register.timeline import timeline
from terbuka.web.words import Word

_S = DisputeStatus
MOST_ENDED = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One dispute as the list shows it; `ahead` is its next day."""

    dispute: Dispute
    word: Word
    left: Phrase | str
    ahead: DisputeStep | None


@require_safe
@reading
def disputes(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """What runs, the nearest day first; then what has ended."""
    today, calendar = today_at(unit), calendar_of(unit)
    ended = [one.value for one in ENDED]
    found = list(Dispute.objects.filter(unit=unit).prefetch_related("steps"))
    rows = [
        Row(one, DISPUTES[_S(one.status)], left_words(one.due_on, today, calendar), _ahead(one, today))
        for one in found
    ]
    running = [row for row in rows if row.dispute.status not in ended]
    told = {
        "running": sorted(running, key=lambda row: row.ahead.on if row.ahead else date.max),
        "ended": [row for row in rows if row.dispute.status in ended][:MOST_ENDED],
    }
    return render(request, "register/disputes.html", frame(unit, **told))


def _ahead(one: Dispute, today: date) -> DisputeStep | None:
    coming = [step for step in one.steps.all() if step.on >= today]
    return min(coming, key=lambda step: step.on, default=None)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar as the page shows it."""

    step: DisputeStep
    word: Phrase
    is_ahead: bool


@require_safe
@reading
def dispute(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """One dispute: where it stands and what is next; its decision, calendar, what to bring, papers."""
    one = dispute_of(unit, pk)
    at, rights, today = timezone.now(), rights_of(request, unit), today_at(unit)
    status, files = _S(one.status), files_of(one)
    keeps = rights.serve or rights.consent
    choices = choices_of(one) if keeps else []
    brought = to_bring(one)
    told = {
        "case": one,
        "word": DISPUTES[status],
        "rights": rights,
        "keeps": keeps,
        "clock": clock_now(one, at),
        "next": NEXT_FOR_DISPUTE.get(status, DONE),
        "choices": choices,
        "primary": next((act for act in choices if act.ruling and not act.is_quiet), None),
        "outcome": OUTCOME_WORDS[Outcome(one.outcome)] if one.outcome else "",
        "days": [
            Day(step, STEP_WORDS[DisputeStepKind(step.kind)], step.on >= today) for step in one.steps.all()
        ],
        "things": [(item, citation(item.cite).label, is_there) for item, is_there in brought],
        "missing": sum(not is_there for _item, is_there in brought),
        "is_order_late": bool(one.order_due_on and one.order_due_on < today and not one.obeyed_on),
        "files": [(file, kind) for file, kind in files if file.kind != FileKind.BUNDLE],
        "papers": papers_of(one),
        "progress": progress_of(one),
        "bundles": [file for file, _kind in files if file.kind == FileKind.BUNDLE],
        "history": timeline(one, [file for file, _kind in files], kind=DISPUTE, words=DISPUTE_ACTS),
    }
    return render(request, "register/dispute.html", frame(unit, **told))


def moving(one: Dispute, to: DisputeStatus) -> Ruling:
    """May it go there now, by its ground?"""
    return may_examine(_S(one.status), to, is_exempt=is_exempt(one.objection))


def choices_of(one: Dispute) -> list[Choice]:
    """Where it may go next, in the order of the course; then its calendar and its head."""
    status = _S(one.status)
    ahead = sorted(NEXT[status], key=list(_S).index)
    found = [
        Choice(
            _("Catat: %(state)s") % {"state": STATUS_WORDS[to]},
            href("dispute_move", one, to.value.replace("_", "-")),
            moving(one, to),
            to is _S.WITHDRAWN,
        )
        for to in ahead
    ]
    if status in IN_COURTS:
        found.insert(0, Choice(_("Catat putusan pengadilan"), href("dispute_decision", one), allow()))
    if status not in ENDED:
        found.append(Choice(gettext_lazy("Tambah acara"), href("dispute_step_new", one), allow()))
    found.append(Choice(gettext_lazy("Tambah berkas"), href("dispute_file_new", one), allow(), True))
    found.append(Choice(gettext_lazy("Ubah isian"), href("dispute_edit", one), allow(), True))
    return found


@require_POST
@keeping
def brought(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Keep which of what must be brought is at hand."""
    one = dispute_of(unit, pk)
    mark_brought(one, things=request.POST.getlist("ada"), by=person(request), at=timezone.now())
    return redirect(f"{href('dispute', one)}#bawaan")


@require_safe
@reading
def dispute_file(request: HttpRequest, unit: WorkUnit, pk: int, file: int) -> HttpResponse:
    """A file of a dispute, as it came."""
    return kept_file(unit, "dispute", pk, file)


@require_safe
@reading
def dispute_calendar(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The days of a dispute for any calendar; no name of a person stands in it."""
    one = dispute_of(unit, pk)
    days = [entry_of(step, one, request.get_host()) for step in one.steps.all()]
    name = f"sengketa-{unit.slug}-{one.pk}.ics"
    return HttpResponse(
        icalendar(one.number, days, stamp=timezone.now()),
        content_type=MIME,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
