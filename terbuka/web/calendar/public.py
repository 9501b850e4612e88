"""The calendar as anybody reads it: free days of a year with their decrees, and stages of elections."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terbuka.documents.icalendar import MIME, DayEntry, icalendar
from terbuka.models import ElectionStage, Event, Holiday
from terbuka.rules.sources import CitationError, act
from terbuka.services.calendar.keeping import KIND
from terbuka.web.calendar.doors import Keeper, keeper
from terbuka.web.calendar.words import HOLIDAY_KINDS, STAGE_KINDS, region_names
from terbuka.web.kept import kept
from terbuka.web.linked import absolute


def decree_of(text: str) -> str:
    """The decree as people write it: "SKB 1497/2025" of skb1497-2025; what people typed stays."""
    try:
        return act(text).short
    except CitationError:
        return text


def _year(request: HttpRequest, years: list[int]) -> int:
    typed = request.GET.get("tahun", "")
    this = timezone.localdate().year
    year = int(typed) if typed.isdecimal() and len(typed) == 4 else this
    return year if year in years else this


def _rows(days: Iterable[Holiday], names: dict[str, str], who: Keeper) -> list[dict[str, Any]]:
    return [
        {
            "day": one,
            "kind": HOLIDAY_KINDS[one.kind],
            "region": names.get(one.region_code, one.region_code),
            "decree": decree_of(one.decree),
            "may_keep": who.may_keep(one.kind, one.region_code),
        }
        for one in days
    ]


@kept
def calendar(request: HttpRequest) -> HttpResponse:
    """A year's free days and every stage; who keeps them finds the way to change each."""
    names, who, today = region_names(), keeper(request), timezone.localdate()
    years = sorted({day.year for day in Holiday.objects.values_list("day", flat=True)} | {today.year})
    year = _year(request, years)
    days = list(Holiday.objects.filter(day__year=year).order_by("day", "region_code"))
    stages = [
        {
            "stage": one,
            "kind": STAGE_KINDS[one.kind],
            "region": names.get(one.region_code, one.region_code),
            "is_open": one.rule.is_open(today),
        }
        for one in ElectionStage.objects.all()
    ]
    codes = Holiday.objects.exclude(region_code="").values_list("region_code", flat=True).distinct()
    context = {
        "year": year,
        "years": years,
        "rows": _rows(days, names, who),
        "stages": stages,
        "open": [row for row in stages if row["is_open"]],
        "regions": [(code, names.get(code, code)) for code in sorted(set(codes))],
        "who": who,
        "is_keeper": who.is_whole or bool(who.regions),
    }
    return render(request, "calendar/calendar.html", context)


@require_safe
@kept
def calendar_ics(request: HttpRequest) -> HttpResponse:
    """The free days of the whole country as a calendar to subscribe to."""
    return _subscribed("", _("Hari libur Indonesia"))


@require_safe
@kept
def calendar_region_ics(request: HttpRequest, code: str) -> HttpResponse:
    """The same with those of a region. Raises Http404."""
    names = region_names()
    if code not in names:
        raise Http404
    return _subscribed(code, _("Hari libur: %(place)s") % {"place": names[code]})


def _subscribed(code: str, name: str) -> HttpResponse:
    here = ["", code, code.partition(".")[0]]
    days = Holiday.objects.filter(region_code__in=here, day__gte=date(timezone.localdate().year - 1, 1, 1))
    address = absolute(reverse("calendar"))
    entries = [
        DayEntry(
            uid=f"libur-{one.pk}@terbuka",
            first=one.day,
            last=one.day,
            title=one.name + (f" ({_('perkiraan')})" if one.is_provisional else ""),
            text=f"{HOLIDAY_KINDS[one.kind]}. {decree_of(one.decree)}",
            address=address,
            categories=(str(HOLIDAY_KINDS[one.kind]),),
        )
        for one in days
    ]
    told = Event.objects.filter(subject_kind=KIND).order_by("-at").first()
    body = icalendar(name, entries, stamp=told.at if told else timezone.now())
    return HttpResponse(body, content_type=MIME)
