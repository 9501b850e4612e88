"""Personal data on one page: first what is due, then what people ask, breaches, holds and destruction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from terbuka.models import DataBreach, InformationRequest, Objection, SubjectRequest, WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.register.personal import (
    STATE_WORDS,
    WISH_WORDS,
    SubjectWish,
    SubjectWishState,
    left_until,
)
from terbuka.services.register.destroying import ended_cases, old_letters, years_of
from terbuka.web.access import today_at
from terbuka.web.register.doors import frame, reading, rights_of
from terbuka.web.words import Word, signed

MOST_ANSWERED, MOST_CLOSED = 20, 20
_S = SubjectWishState
STATES = signed(
    STATE_WORDS,
    {
        _S.OPEN: ("warning", "clock"),
        _S.GRANTED: ("success", "circle-check"),
        _S.REFUSED: ("none", "minus"),
    },
)


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a clock in hours: what, until when, what is left of it, and where it is done."""

    label: Phrase
    href: str
    due_at: datetime
    left: Phrase
    is_late: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked, as the list shows it."""

    row: SubjectRequest
    wish: Phrase
    word: Word
    left: Phrase | None


@require_safe
@reading
def personal_data(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """What is due in its first line; then all there is."""
    at, today = timezone.now(), today_at(unit)
    asked = list(SubjectRequest.objects.filter(unit=unit, state=_S.OPEN.value))
    answered = SubjectRequest.objects.filter(unit=unit).exclude(state=_S.OPEN.value)
    breaches = list(DataBreach.objects.filter(unit=unit, closed_at=None).order_by("due_at"))
    rows: list[SubjectRequest | DataBreach] = [*asked, *breaches]
    for row in rows:
        row.unit = unit
    ended = ended_cases(unit)
    ready = [one for one in ended if one.kept_until < today]
    coming = next((one.kept_until for one in ended if one.kept_until >= today), None)
    told: dict[str, Any] = {
        "rights": rights_of(request, unit),
        "due": sorted([*_wishes(asked, at), *_breaches(breaches, at)], key=lambda one: one.due_at),
        "ready": len(ready) + len(old_letters(unit, today)),
        "coming": coming,
        "years": years_of(unit),
        "asked": [told_of(row, at) for row in asked],
        "answered": [told_of(row, at) for row in answered.order_by("-settled_at", "-pk")[:MOST_ANSWERED]],
        "breaches": breaches,
        "closed": list(DataBreach.objects.filter(unit=unit, closed_at__isnull=False)[:MOST_CLOSED]),
        "held": _held(unit),
    }
    return render(request, "register/personal/overview.html", frame(unit, **told))


def told_of(row: SubjectRequest, at: datetime) -> Asked:
    """A wish in words."""
    left = left_until(row.due_at, at) if row.state == _S.OPEN else None
    return Asked(row, WISH_WORDS[SubjectWish(row.wish)], STATES[_S(row.state)], left)


def _wishes(rows: list[SubjectRequest], at: datetime) -> list[Due]:
    """Wishes that wait for their answer."""
    return [
        Due(
            say("Jawab permintaan: {wish}", wish=WISH_WORDS[SubjectWish(row.wish)]),
            reverse("subject_request", args=[row.unit.slug, row.pk]),
            row.due_at,
            left_until(row.due_at, at),
            row.due_at < at,
        )
        for row in rows
    ]


def _breaches(rows: list[DataBreach], at: datetime) -> list[Due]:
    """Breaches of which somebody is still to be told, and those that are to be closed."""
    return [
        Due(
            say("Tutup catatan pelanggaran data")
            if row.agency_told_at and row.people_told_at
            else say("Beri tahu orang yang terdampak dan lembaga tentang pelanggaran data"),
            reverse("breach", args=[row.unit.slug, row.pk]),
            row.due_at,
            left_until(row.due_at, at),
            row.due_at < at and not (row.agency_told_at and row.people_told_at),
        )
        for row in rows
    ]


def _held(unit: WorkUnit) -> int:
    """How many cases are held from destruction."""
    requests = InformationRequest.objects.filter(unit=unit, is_held=True).count()
    return requests + Objection.objects.filter(unit=unit, is_held=True, request=None).count()
