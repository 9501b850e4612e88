"""Who may keep which part of the calendar, and how its forms are shown and saved."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terbuka.models import WorkUnit
from terbuka.models.units import WorkUnitSet
from terbuka.rules.people import Act
from terbuka.rules.units import Level
from terbuka.rules.workdays import Calendar, HolidayKind
from terbuka.services.calendar import known_holidays, known_stages, readings_by_institution, tried_out
from terbuka.services.jobs.moving import calendar_changed
from terbuka.services.register.recounting import Move, preview
from terbuka.web.access import person
from terbuka.web.units.forms import Entry, Form, Text, opened, sent, tried

MOST_SHOWN = 20

type Texts = Callable[[Any], dict[str, str]]
"""Tells a row as the fields of its form."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """What somebody may keep: the whole calendar, or the holidays of some regions."""

    is_whole: bool
    regions: tuple[str, ...]

    @property
    def kinds(self) -> tuple[HolidayKind, ...]:
        """The kinds of holidays that this person enters."""
        return tuple(HolidayKind) if self.is_whole else (HolidayKind.REGIONAL,)

    def may_keep(self, kind: str, region_code: str) -> bool:
        """May this person enter, change or remove a holiday of this kind at this place?"""
        return self.is_whole or (kind == HolidayKind.REGIONAL.value and region_code in self.regions)


def roots(request: HttpRequest) -> WorkUnitSet:
    """The national units whose calendar and limits this person keeps."""
    owned = person(request).units_where(Act.KEEP_CALENDAR, on=timezone.localdate())
    return owned.filter(level=Level.NATIONAL.value)


def keeper(request: HttpRequest) -> Keeper:
    """What the reader may keep; nothing for who is not signed in."""
    if not request.user.is_authenticated:
        return Keeper(False, ())
    if roots(request).exists():
        codes = WorkUnit.objects.exclude(level=Level.NATIONAL.value)
        return Keeper(True, tuple(_codes(codes)))
    local = person(request).units_where(Act.KEEP_LOCAL_DAYS, on=timezone.localdate())
    return Keeper(False, tuple(_codes(local.exclude(level=Level.NATIONAL.value))))


def _codes(units: WorkUnitSet) -> list[str]:
    return list(units.order_by("region_code").values_list("region_code", flat=True).distinct())


def keeping(request: HttpRequest, *, whole: bool) -> Keeper:
    """What the reader keeps. Raises Http404 for who keeps nothing, or not the `whole` calendar."""
    found = keeper(request)
    if not found.is_whole and (whole or not found.regions):
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Edit:
    """One form of a page and what it does. `act` names it; the first form of a page has none.

    `foresee` tells which open cases would move, without saving.
    """

    act: str
    title: Text
    entries: Sequence[Entry]
    texts: Mapping[str, str]
    save: Callable[[Form], object]
    foresee: Callable[[Form], tuple[list[Move], int]] | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an edit would do to open cases: some of them, how many in all, and the form it was seen for."""

    moves: Sequence[Move]
    count: int
    mark: str


def moved_by_days(act: Callable[[], object]) -> tuple[list[Move], int]:
    """The open cases that would move by an act on the list of holidays."""
    later = tried_out(act, known_holidays)
    return preview(calendar=lambda code: Calendar.of(later, code), most=MOST_SHOWN)


def moved_by_stages(act: Callable[[], object]) -> tuple[list[Move], int]:
    """The open requests that would come under the stricter regime by an act on the list of stages."""
    return preview(stages=tried_out(act, known_stages), most=MOST_SHOWN)


def moved_by_readings(act: Callable[[], object]) -> tuple[list[Move], int]:
    """The open cases that would move by an act on how an institution counts."""
    return preview(readings=tried_out(act, readings_by_institution), most=MOST_SHOWN)


def _mark(form: Form) -> str:
    return str(zlib.crc32(repr(sorted(form.typed.items())).encode()))


def _foreseen(request: HttpRequest, edit: Edit, form: Form, texts: Texts) -> Foreseen | None:
    """The cases that would move, once for each state of the form; None for none, or for a fault."""
    mark, foresee = _mark(form), edit.foresee
    if foresee is None or request.POST.get("dilihat") == mark:
        return None
    found: list[tuple[list[Move], int]] = []
    if not tried(form, lambda: found.append(foresee(form)), texts) or not found[0][1]:
        return None
    return Foreseen(*found[0], mark)


def edited(
    request: HttpRequest,
    title: str,
    edits: Sequence[Edit],
    *,
    version: int = 0,
    texts: Texts,
    back: str = "calendar",
    **more: Any,
) -> HttpResponse:
    """The page of one row: its form, and further forms folded below. `texts` tells a row as its fields.

    A form that was sent is saved, open cases are counted anew, and the reader is back at the list;
    else the page again: 400 where something is to be mended, 409 where somebody else had saved.
    """
    forms = [(one, opened(request, one.entries, one.texts, version)) for one in edits]
    status, foreseen = 200, None
    if request.method == "POST":
        act = request.POST.get("act", "")
        place = next((number for number, one in enumerate(edits) if one.act == act), 0)
        chosen, form = edits[place], sent(request, edits[place].entries)
        foreseen = _foreseen(request, chosen, form, texts)
        if not (foreseen or form.is_wrong) and tried(form, lambda: chosen.save(form), texts):
            calendar_changed(at=timezone.now())
            messages.success(request, _("Tersimpan. Tenggat perkara yang masih berjalan dihitung ulang."))
            return redirect(back)
        forms[place] = (chosen, form)
        status = 409 if form.now is not None else 400 if form.faults else 200
    frame = {"section": "desk", "title": title, "forms": forms, "back": reverse(back), "foreseen": foreseen}
    frame["chosen"] = request.POST.get("act", "")
    return render(request, "calendar/form.html", frame | more, status=status)
