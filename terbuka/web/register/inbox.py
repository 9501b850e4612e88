"""The requests of a unit by urgency: filtered by the address, sought by a form, assigned many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terbuka.models import Account, InformationRequest, SavedFilter, WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.people import Act
from terbuka.rules.register.channels import CHANNEL_WORDS, Channel
from terbuka.rules.register.requests import STATUS_WORDS, RequestStatus
from terbuka.rules.ruling import BadInput, Refused
from terbuka.rules.workdays import Calendar
from terbuka.services.calendar import calendar_of
from terbuka.services.people import reaching
from terbuka.services.register.filters import remove_filter, save_filter
from terbuka.services.register.processing import assign_request
from terbuka.web import tables
from terbuka.web.access import person, today_at
from terbuka.web.register.clock import left_words
from terbuka.web.register.doors import Rights, frame, reading, rights_of
from terbuka.web.register.wanted import (
    GROUP_WORDS,
    MINE,
    NOBODY,
    ORDER,
    Group,
    Wanted,
    grouped,
    sought,
    words_of,
)
from terbuka.web.register.wording import CHANNELS, STATUSES
from terbuka.web.words import Word

A_PAGE, MOST_FOUND, MOST_AT_ONCE = 50, 100, 200
_BY_URGENCY = ("group", "target_on", "due_on", "-received_at", "-pk")
_URGENT = {Group.LATE: "danger", Group.TODAY: "warning", Group.TO_GIVE: "info"}


@dataclass(frozen=True, slots=True)
class Row:
    """One case as the list shows it; `heading` where it is the first of its group on the page."""

    case: InformationRequest
    word: Word
    channel: Phrase
    left: Phrase | str
    tone: str
    heading: Any = ""


def _rows(cases: Iterable[Any], today: date, calendar: Calendar) -> list[Row]:
    found, before = [], -1
    for one in cases:
        group = ORDER[one.group]
        found.append(
            Row(
                one,
                STATUSES[RequestStatus(one.status)],
                CHANNEL_WORDS[Channel(one.channel)],
                left_words(one.due_on, today, calendar) if group not in (Group.TO_GIVE, Group.DONE) else "",
                _URGENT.get(group, ""),
                GROUP_WORDS[group] if one.group != before else "",
            )
        )
        before = one.group
    return found


@reading
def cases(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The list. POST: `act=cari` seeks words, others assign the ticked ones, keep or forget a filter."""
    rights, wanted = rights_of(request, unit), Wanted.of(request.GET)
    words, fault = "", ""
    act = _ACTS.get(request.POST.get("act", ""))
    if request.method == "POST" and act:
        fault = act(request, unit, rights)
        if not fault:
            return redirect(reverse("cases", args=[unit.slug]) + wanted.query)
    elif request.method == "POST":
        words = words_of(request.POST.get("cari", ""))
    told = _listed(request, unit, wanted, words) | {"rights": rights, "fault": fault}
    return render(request, "register/inbox.html", frame(unit, **told), status=400 if fault else 200)


def _listed(request: HttpRequest, unit: WorkUnit, wanted: Wanted, words: str) -> dict[str, Any]:
    today, me = today_at(unit), person(request).pk
    base = wanted.narrowed(grouped(unit, today), me=me)
    counts = dict(base.order_by().values_list("group").annotate(n=Count("pk")))
    rows = sought(base, words) if words else wanted.shown(base)
    rows = rows.select_related("applicant", "assigned_to").order_by(*_BY_URGENCY)
    # What was sought came with a form: its hits stand on one page.
    paginator = Paginator(rows[:MOST_FOUND], MOST_FOUND) if words else Paginator(rows, A_PAGE)
    page = paginator.get_page(request.GET.get("hal"))
    people = servers(unit, today)
    return {
        "wanted": wanted,
        "words": words,
        "page": page,
        "rows": _rows(page, today, calendar_of(unit)),
        "groups": _groups(wanted, counts),
        "total": sum(counts.values()),
        "open": sum(n for place, n in counts.items() if ORDER[place] is not Group.DONE),
        "late": counts.get(ORDER.index(Group.LATE), 0),
        "due_today": counts.get(ORDER.index(Group.TODAY), 0),
        "people": people,
        "assigned_options": _assigned_options(people),
        "channel_options": CHANNELS,
        "status_options": [(one.value, STATUS_WORDS[one]) for one in RequestStatus],
        "query": wanted.query,
        "saved": list(SavedFilter.objects.filter(account=me, unit=unit)),
    }


def _groups(wanted: Wanted, counts: dict[int, int]) -> list[tuple[Any, str, int, bool]]:
    """Each group with its address, how many are in it, and whether it is the one shown."""
    return [
        (GROUP_WORDS[group], wanted.in_group(group), counts.get(place, 0), wanted.group == group)
        for place, group in enumerate(ORDER)
    ]


def servers(unit: WorkUnit, today: date) -> list[Account]:
    """Those who serve applicants at the unit, by name."""
    return sorted(reaching(unit, Act.SERVE, on=today), key=lambda one: one.name)


def _assigned_options(people: list[Account]) -> list[tuple[str, str]]:
    return [(MINE, _("Saya")), (NOBODY, _("Belum ditugaskan")), *((str(one.pk), one.name) for one in people)]


def _assigned(request: HttpRequest, unit: WorkUnit, rights: Rights) -> str:
    """Give the ticked cases to a person; why not, or "". Raises PermissionDenied."""
    if not rights.serve:
        raise PermissionDenied
    named = request.POST.get("kepada", "")
    to = next((one for one in servers(unit, today_at(unit)) if str(one.pk) == named), None)
    ticked = [int(one) for one in request.POST.getlist("pilih") if one.isdecimal() and len(one) < 19]
    chosen = list(InformationRequest.objects.filter(unit=unit, pk__in=ticked[:MOST_AT_ONCE]).order_by("pk"))
    if not chosen:
        return str(say("Centang sedikitnya satu."))
    if to is None:
        return str(say("Pilih kepada siapa."))
    at = timezone.now()
    try:
        for one in chosen:
            assign_request(one, to=to, by=person(request), at=at)
    except Refused as refusal:
        return str(refusal)
    return ""


def _filter_kept(request: HttpRequest, unit: WorkUnit, _rights: Rights) -> str:
    """Keep the filters of the address under a name; why not, or ""."""
    name, query = request.POST.get("nama", ""), Wanted.of(request.GET).query
    try:
        save_filter(unit, name=name, query=query, by=person(request), at=timezone.now())
    except BadInput as fault:
        return str(fault)
    return ""


def _filter_forgotten(request: HttpRequest, unit: WorkUnit, _rights: Rights) -> str:
    named = request.POST.get("saringan", "")
    pk = int(named) if named.isdecimal() and len(named) < 19 else 0
    remove_filter(unit, pk, by=person(request), at=timezone.now())
    return ""


_ACTS = {"tugaskan": _assigned, "simpan-saringan": _filter_kept, "hapus-saringan": _filter_forgotten}


@require_safe
@reading
def cases_csv(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The list under the filters of the address as a file; who asked is not in it."""
    wanted, today, calendar = Wanted.of(request.GET), today_at(unit), calendar_of(unit)
    rows = wanted.shown(wanted.narrowed(grouped(unit, today), me=person(request).pk))
    head = [
        _("nomor"), _("diterima"), _("kanal"), _("pokok"), _("keadaan"), _("rezim"), _("sasaran"),
        _("batas akhir"), _("sisa waktu"), _("petugas"),
    ]  # fmt: skip
    listed: Any = rows.select_related("assigned_to").order_by(*_BY_URGENCY)
    lines = [_cells(one, today, calendar) for one in listed]
    return tables.download("csv", f"permohonan-{unit.slug}", head, lines)


def _cells(one: InformationRequest, today: date, calendar: Calendar) -> list[tables.Cell]:
    return [
        one.number,
        one.received_at.isoformat(timespec="minutes"),
        str(CHANNEL_WORDS[Channel(one.channel)]),
        one.subject,
        str(STATUS_WORDS[RequestStatus(one.status)]),
        one.regime,
        one.target_on.isoformat() if one.target_on else "",
        one.due_on.isoformat() if one.due_on else "",
        str(left_words(one.due_on, today, calendar)),
        one.assigned_to.name if one.assigned_to else "",
    ]
