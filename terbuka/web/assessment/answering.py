"""One question: its rule, its draft with proof, the answer that saves itself, what a verifier will see."""

from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terbuka.models import Account, Answer, Event, Evidence, FacilityPhoto, WorkUnit
from terbuka.rules.instruments import Question
from terbuka.rules.people import Act
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.services import assessment
from terbuka.web.access import held, person, today_at, working
from terbuka.web.assessment.showing import (
    Asked,
    Book,
    book_of,
    questionnaire,
    shown_value,
    typed_share,
    value_typed,
)

_EVENTS = 12
# The script that saves by itself asks for a part of the page.
_BY_SCRIPT = "X-Terbuka-Save"


def _typed(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """What the form shows: what was just typed, what waited while signing in, else what is stored."""
    if request.method == "POST":
        return {name: str(value) for name, value in request.POST.items()}
    kept = held(request)
    if kept:
        return {name: values[-1] for name, values in kept.items() if values} | {"is_held": True}
    answer = asked.answer
    value = "" if answer.value is None else str(answer.value)
    return {"value": value, "note": answer.note, "version": answer.version, **typed_share(answer.value)}


def _typed_value(question: Question, typed: dict[str, Any]) -> str:
    """What was typed, in words; as it stands where it makes no value."""
    try:
        return shown_value(question, value_typed(question, typed))
    except BadInput:
        return " / ".join(str(typed.get(name, "")) for name in ("value", "part", "whole")).strip(" /")


def _photos(unit: WorkUnit, asked: Asked) -> list[FacilityPhoto]:
    """Photos of the profile to attach with one click: of the facility that the question asks for."""
    found = FacilityPhoto.objects.filter(facility__unit=unit, removed_at=None).select_related(
        "facility", "file"
    )
    wanted = asked.question.drawing.facility
    if wanted:
        found = found.filter(facility__kind=wanted)
    elif "photo" not in asked.question.live_data:
        return []
    used = {one.file_id for one in asked.evidence}
    return [photo for photo in found[:12] if photo.file_id not in used]


def _history(answer: Answer) -> list[tuple[Event, str]]:
    told = list(Event.objects.about("answer", answer.pk).order_by("-at", "-id")[:_EVENTS])
    names = dict(Account.objects.filter(pk__in={event.by_id for event in told}).values_list("pk", "name"))
    return [(event, names.get(event.by_id or 0, "")) for event in told]


def _removed(answer: Answer) -> list[Evidence]:
    """What was taken away last and can be brought back."""
    gone = Evidence.objects.filter(answer=answer, removed_at__isnull=False).select_related("file")
    return list(gone.order_by("-removed_at")[:5])


def _context(request: HttpRequest, unit: WorkUnit, book: Book, code: str) -> dict[str, Any]:
    asked, before, after = book.around(code)
    typed = _typed(request, asked)
    attached = {one.url for one in asked.evidence}
    return {
        "unit": unit,
        "tab": "saq",
        "book": book,
        "asked": asked,
        "answer": asked.answer,
        "group_name": book.instrument.groups[asked.question.group],
        "before": before,
        "after": after,
        "next": book.next_waiting(code),
        "typed": typed,
        "choices": asked.choices(typed.get("value", "")),
        "may_fill": person(request).may(Act.FILL, unit, on=today_at(unit)) and book.ruling.allowed,
        "photos": _photos(unit, asked),
        "attached": attached,
        "shown_value": shown_value(asked.question, assessment.claimed(asked.answer)),
        "draft_value": shown_value(asked.question, asked.draft.value),
        "history": _history(asked.answer),
        "removed": _removed(asked.answer),
        "photo_rule": book.instrument.photos if asked.question.drawing.facility else None,
    }


def answer_page(
    request: HttpRequest, unit: WorkUnit, round_slug: str, code: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page, or for the script the part of it that changed."""
    book = book_of(questionnaire(unit, round_slug), today_at(unit))
    context = _context(request, unit, book, code) | more
    if "stale" in more:
        question = context["asked"].question
        context["answer"] = more["stale"]
        context["stale_value"] = shown_value(question, more["stale"].value)
        context["typed_value"] = _typed_value(question, context["typed"])
    part = ("#stale" if "stale" in more else "#saved") if _BY_SCRIPT in request.headers else ""
    return render(request, f"assessment/answer.html{part}", context, status=status)


def _save(request: HttpRequest, unit: WorkUnit, round_slug: str, code: str) -> HttpResponse:
    """Keep what was typed; whatever stands against it is shown beside what was typed."""
    saq = questionnaire(unit, round_slug)
    row = saq.answers.filter(code=code).first()
    if row is None:
        return render(request, "404.html", status=404)
    fields = {name: str(value) for name, value in request.POST.items()}
    version = fields.get("version", "")
    try:
        question = assessment.instrument_of(saq.round).question(code)
        assessment.save_answer(
            row,
            value=None if "clear" in fields else value_typed(question, fields),
            note=fields.get("note", "").replace("\r\n", "\n"),
            version=int(version) if version.isdecimal() and len(version) < 10 else 0,
            by=person(request),
            at=timezone.now(),
        )
    except (BadInput, Refused) as fault:
        return answer_page(request, unit, round_slug, code, status=400, fault=str(fault))
    except Stale as stale:
        return answer_page(request, unit, round_slug, code, status=409, stale=stale.current)
    except OperationalError:
        busy = _("Server sedang sibuk; teks Anda ada di bawah tetapi belum tersimpan. Coba simpan lagi.")
        return answer_page(request, unit, round_slug, code, status=503, fault=busy)
    if _BY_SCRIPT in request.headers:
        return answer_page(request, unit, round_slug, code)
    return redirect("answer", unit.slug, round_slug, code)


@working(Act.SEE)
def answer(request: HttpRequest, unit: WorkUnit, round_slug: str, code: str) -> HttpResponse:
    """One question of the questionnaire; a POST saves what was typed."""
    if request.method == "POST":
        if not person(request).may(Act.FILL, unit, on=today_at(unit)):
            return render(request, "403.html", status=403)
        return _save(request, unit, round_slug, code)
    return answer_page(request, unit, round_slug, code)


@require_POST
@working(Act.FILL)
def confirm(request: HttpRequest, unit: WorkUnit, round_slug: str, code: str) -> HttpResponse:
    """Make the shown draft a person's answer, and go on to the next question that waits."""
    book = book_of(questionnaire(unit, round_slug), today_at(unit))
    asked, _before, _after = book.around(code)
    version = request.POST.get("version", "")
    try:
        if asked.draft.value is None or request.POST.get("seen") != str(asked.draft.value):
            raise Stale(asked.answer)
        assessment.confirm_draft(
            asked.answer,
            seen=asked.draft.value,
            version=int(version) if version.isdecimal() and len(version) < 10 else 0,
            by=person(request),
            at=timezone.now(),
        )
    except (BadInput, Refused) as fault:
        return answer_page(request, unit, round_slug, code, status=400, fault=str(fault))
    except Stale:
        changed = _(
            "Jawaban ini baru saja berubah, jadi persetujuan Anda belum tercatat. Lihat "
            "isinya yang terbaru, lalu setujui lagi."
        )
        return answer_page(request, unit, round_slug, code, status=409, fault=changed)
    following = book.next_waiting(code)
    if following is None:
        return redirect("saq", unit.slug, round_slug)
    return redirect("answer", unit.slug, round_slug, following.question.code)
