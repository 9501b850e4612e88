"""Follow-up plan of a unit: the list, one item with what may be done to it, the list as a file."""

import csv
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from terbuka.models import Account, Event, FollowUpItem, WorkUnit
from terbuka.models.followup import FollowUpItemSet
from terbuka.rules.followup import OPEN_STATUSES, ItemStatus
from terbuka.rules.language import say
from terbuka.rules.people import Act
from terbuka.rules.ruling import BadInput, Refused, Stale
from terbuka.services import followup
from terbuka.web import words
from terbuka.web.access import held, person, today_at, working
from terbuka.web.sending import sent_file
from terbuka.web.tags import day, points, worded

A_PAGE = 50
_COLUMNS = ("kunci", "kekurangan", "nilai", "status", "penanggung_jawab", "tanggal", "bukti", "selesai")
_FILTERS = ("terbuka", "usulan", "lewat", "saya", "selesai")


def _filtered(unit: WorkUnit, which: str, request: HttpRequest) -> FollowUpItemSet:
    mine: FollowUpItemSet = FollowUpItem.objects.filter(unit=unit)
    match which:
        case "usulan":
            return mine.filter(status=ItemStatus.PROPOSED.value)
        case "lewat":
            return mine.overdue(today_at(unit))
        case "saya":
            return mine.open().filter(owner=person(request))
        case "selesai":
            return mine.exclude(status__in=[status.value for status in OPEN_STATUSES])
    return mine.open()


def _worth() -> Any:
    """Points as a number to order by; what is shown stays exact."""
    return F("points_numerator") * 1.0 / F("points_denominator")


def _counts(unit: WorkUnit, today: date) -> dict[str, int]:
    is_open = Q(status__in=[status.value for status in OPEN_STATUSES])
    counted: dict[str, int] = FollowUpItem.objects.filter(unit=unit).aggregate(
        open=Count("id", filter=is_open),
        proposed=Count("id", filter=Q(status=ItemStatus.PROPOSED.value)),
        closed=Count("id", filter=Q(status=ItemStatus.CLOSED.value)),
        overdue=Count("id", filter=is_open & Q(due_on__lt=today)),
    )
    return counted


@dataclass(frozen=True, slots=True)
class Row:
    """One item as the list shows it; plain values, because a long list is drawn often."""

    pk: int
    title: str
    points: str
    owner: str
    due: str
    is_late: bool
    badge: SafeString


_SHOWN = ("pk", "title", "points_numerator", "points_denominator", "owner__name", "due_on", "status")


@dataclass(frozen=True, slots=True)
class _Rows:
    """What a page of the list holds, as rows; a list for the paginator."""

    items: Any
    today: date

    def count(self) -> int:
        return int(self.items.count())

    def __getitem__(self, part: slice) -> list[Row]:
        badges: dict[str, SafeString] = {}
        rows = []
        for pk, title, numerator, denominator, owner, due_on, status in self.items.values_list(*_SHOWN)[part]:
            if status not in badges:
                badges[status] = render_to_string("components/badge.html", {"word": words.FOLLOW_UP[status]})
            is_late = bool(due_on and due_on < self.today and ItemStatus(status) in OPEN_STATUSES)
            worth = points(Fraction(numerator or 0, denominator or 1))
            shown = day(due_on) if due_on else "–"
            rows.append(Row(pk, worded(title), worth, owner or "–", shown, is_late, badges[status]))
        return rows


def _listed(request: HttpRequest, unit: WorkUnit, *, fault: str = "") -> HttpResponse:
    which = request.GET.get("tampil", "terbuka")
    which = which if which in _FILTERS else "terbuka"
    today = today_at(unit)
    items = _filtered(unit, which, request).order_by(F("due_on").asc(nulls_last=True), _worth().desc(), "id")
    rows: Any = _Rows(items, today)
    page: Page[Row] = Paginator(rows, A_PAGE).get_page(request.GET.get("hal"))
    may_act = person(request).may(Act.FOLLOW_UP, unit, on=today)
    may_audit = not page.object_list and person(request).may(Act.AUDIT, unit, on=today)
    return render(
        request,
        "followup/plan.html",
        {
            "unit": unit,
            "tab": "follow_up",
            "section": "desk",
            "which": which,
            "filters": (
                ("terbuka", _("Semua yang terbuka")),
                ("usulan", _("Usulan baru")),
                ("lewat", _("Lewat tanggal")),
                ("saya", _("Tugas saya")),
                ("selesai", _("Selesai")),
            ),
            "page": page,
            "here": reverse("follow_up", args=[unit.slug]),
            "counts": _counts(unit, today),
            "today": today,
            "may_act": may_act,
            "may_audit": may_audit,
            "is_choosing": may_act and which == "usulan",
            "people": _people(unit, today) if may_act and which == "usulan" else [],
            "fault": fault,
            "chosen": set(request.POST.getlist("item")),
            "typed": {name: str(value) for name, value in request.POST.items()},
        },
        status=400 if fault else 200,
    )


@working(Act.SEE)
def plan(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """What is to be done, by date, then by points; several proposals are accepted at once."""
    if request.method != "POST":
        return _listed(request, unit)
    if not person(request).may(Act.FOLLOW_UP, unit, on=today_at(unit)):
        return render(request, "403.html", status=403)
    chosen = [int(pk) for pk in request.POST.getlist("item") if pk.isdecimal()]
    items = FollowUpItem.objects.filter(unit=unit, pk__in=chosen, status=ItemStatus.PROPOSED.value)
    try:
        if not items:
            raise BadInput(say("Pilih sedikitnya satu usulan."))
        with transaction.atomic():
            for item in items:
                _accept(request, unit, item, version=None)
    except (BadInput, Refused) as fault:
        return _listed(request, unit, fault=str(fault))
    return redirect("follow_up", unit.slug)


@working(Act.SEE)
def plan_csv(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The whole plan as a file for a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="rtl-{unit.slug}.csv"'
    response.write("\ufeff")
    rows = csv.writer(response)
    rows.writerow(_COLUMNS)
    for item in FollowUpItem.objects.filter(unit=unit).select_related("owner", "proof_file"):
        proof = item.proof_url or (item.proof_file.name if item.proof_file else "")
        title = item.title.get("id", "")
        rows.writerow(
            [
                item.key,
                f"'{title}" if title.startswith(("=", "+", "-", "@")) else title,
                f"{float(item.points or 0):.2f}",
                item.status,
                item.owner.name if item.owner else "",
                item.due_on or "",
                proof,
                item.closed_at.date() if item.closed_at else "",
            ]
        )
    return response


def _item(unit: WorkUnit, pk: int) -> FollowUpItem:
    items = FollowUpItem.objects.select_related("owner", "proof_file", "closed_by_run")
    item = items.filter(unit=unit, pk=pk).first()
    if item is None:
        raise Http404
    return item


def _people(unit: WorkUnit, today: date) -> list[Account]:
    return list(
        Account.objects.filter(is_active=True, appointments__in=unit.appointments.living(today))
        .distinct()
        .order_by("name")
    )


def _shown(
    request: HttpRequest,
    unit: WorkUnit,
    item: FollowUpItem,
    *,
    fault: str = "",
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    """The item with the forms that its status and this person's roles allow."""
    today, who = today_at(unit), person(request)
    events = list(Event.objects.about(followup.KIND, item.pk))
    names = dict(Account.objects.filter(pk__in={one.by_id for one in events}).values_list("pk", "name"))
    return render(
        request,
        "followup/item.html",
        {
            "unit": unit,
            "tab": "follow_up",
            "section": "desk",
            "item": item,
            "fault": fault,
            "typed": typed or {},
            "due_typed": item.due_on.isoformat() if item.due_on else "",
            "today": today,
            "is_overdue": FollowUpItem.objects.overdue(today).filter(pk=item.pk).exists(),
            "people": _people(unit, today),
            "history": [(event, names.get(event.by_id or 0)) for event in events],
            "may_act": who.may(Act.FOLLOW_UP, unit, on=today),
            "may_close": who.may(Act.FOLLOW_UP, unit, on=today) or who.may(Act.VERIFY, unit, on=today),
        },
        status=400 if fault else 200,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(say("Tanggal belum lengkap; isi hari, bulan, dan tahun.")) from None


def _accept(request: HttpRequest, unit: WorkUnit, item: FollowUpItem, *, version: int | None) -> None:
    people = {str(one.pk): one for one in _people(unit, today_at(unit))}
    owner = people.get(request.POST.get("owner", ""))
    if owner is None:
        raise BadInput(say("Pilih penanggung jawabnya."))
    due_on = _day(request.POST.get("due_on", ""))
    followup.accept(
        item, owner=owner, due_on=due_on, today=today_at(unit), version=version,
        by=person(request), at=timezone.now(),
    )  # fmt: skip


def _prove(request: HttpRequest, unit: WorkUnit, item: FollowUpItem, *, version: int | None) -> None:
    by, at = person(request), timezone.now()
    stored = sent_file(request, unit, by=by, at=at)
    followup.prove(
        item, url=request.POST.get("url", "").strip(), file=stored, note=request.POST.get("note", ""),
        version=version, by=by, at=at,
    )  # fmt: skip


def _act(request: HttpRequest, unit: WorkUnit, item: FollowUpItem, act: str) -> None:
    """Do what the form asks. Raises BadInput, Refused, Stale; Http404 for an act there is not."""
    text = request.POST.get("version", "")
    version = int(text) if text.isdecimal() else None
    by, at = person(request), timezone.now()
    match act:
        case "accept":
            _accept(request, unit, item, version=version)
        case "start":
            followup.start(item, version=version, by=by, at=at)
        case "prove":
            _prove(request, unit, item, version=version)
        case "close":
            followup.close(item, version=version, by=by, at=at)
        case "drop":
            followup.drop(item, reason=request.POST.get("reason", ""), version=version, by=by, at=at)
        case _:
            raise Http404


@working(Act.SEE)
def detail(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """One item: what is lacking, what to do, who, until when, the proof, and what was done so far."""
    item = _item(unit, pk)
    if request.method != "POST":
        kept = held(request)
        typed = {name: values[0] for name, values in (kept or {}).items() if values}
        return _shown(request, unit, item, typed=typed)
    act = request.POST.get("act", "")
    may = person(request).may
    needed = (Act.FOLLOW_UP, Act.VERIFY) if act in ("close", "start") else (Act.FOLLOW_UP,)
    if not any(may(one, unit, on=today_at(unit)) for one in needed):
        return render(request, "403.html", status=403)
    typed = {name: str(value) for name, value in request.POST.items()}
    try:
        _act(request, unit, item, act)
    except (BadInput, Refused) as fault:
        return _shown(request, unit, _item(unit, pk), fault=str(fault), typed=typed)
    except Stale:
        changed = _("Tindak lanjut ini baru saja diubah orang lain. Lihat keadaan terbaru, lalu kirim lagi.")
        return _shown(request, unit, _item(unit, pk), fault=changed, typed=typed)
    return HttpResponseRedirect(reverse("follow_up_item", args=[unit.slug, pk]))
