"""The service hours of a unit on a page of its profile: Monday to Friday, and in Ramadan."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terbuka.models import UnitHours, WorkUnit
from terbuka.rules.hours import ServiceHours, default_hours
from terbuka.rules.people import Act
from terbuka.rules.ruling import Stale
from terbuka.services.calendar import save_hours
from terbuka.services.calendar.hours import of_row, rows_of
from terbuka.services.jobs.moving import calendar_changed
from terbuka.services.units import BadFields
from terbuka.web.access import person, working
from terbuka.web.units.forms import number
from terbuka.web.words import WORKDAYS

WEEKS = {"week": gettext_lazy("Hari biasa"), "ramadan": gettext_lazy("Bulan Ramadan")}


def _stored(hours: ServiceHours) -> dict[str, list[tuple[str, str]]]:
    """The two weeks as the fields show them: 07.30."""
    fasting = hours.seasons[-1].week if hours.seasons else hours.usual
    weeks = {"week": hours.usual, "ramadan": fasting}
    return {
        name: [
            (row[0].replace(":", "."), row[1].replace(":", ".")) if row else ("", "") for row in rows_of(week)
        ]
        for name, week in weeks.items()
    }


def _typed(request: HttpRequest) -> dict[str, list[tuple[str, str]]]:
    return {
        name: [
            (request.POST.get(f"{name}_{day}_start", ""), request.POST.get(f"{name}_{day}_end", ""))
            for day in range(len(WORKDAYS))
        ]
        for name in WEEKS
    }


def _rows(weeks: dict[str, list[tuple[str, str]]], faults: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "title": title,
            "days": [
                {
                    "id": f"{name}_{n}",
                    "day": day,
                    "start": hours[0],
                    "end": hours[1],
                    "fault": faults.get(f"{name}_{n}", ""),
                }
                for n, (day, hours) in enumerate(zip(WORKDAYS, weeks[name], strict=True))
            ],
        }
        for name, title in WEEKS.items()
    ]


@working(Act.EDIT_PROFILE)
def profile_hours(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Set the hours. Time limits of hours and the day of receipt are counted by them."""
    own = UnitHours.objects.filter(unit=unit).first()
    weeks, decree = _stored(of_row(own) if own else default_hours()), own.decree if own else ""
    version, faults, now = own.version if own else 0, {}, False
    if request.method == "POST":
        weeks, decree = _typed(request), request.POST.get("decree", "")
        try:
            save_hours(
                unit,
                **weeks,
                decree=decree,
                version=number(request.POST.get("version", "")),
                by=person(request),
                at=timezone.now(),
            )
        except BadFields as fault:
            faults = fault.fields
        except Stale:
            now = True
        else:
            calendar_changed(unit=unit, at=timezone.now())
            messages.success(request, _("Jam layanan tersimpan."))
            return redirect("profile", unit.slug)
    context = {
        "unit": unit,
        "tab": "profile",
        "section": "desk",
        "weeks": _rows(weeks, faults),
        "decree": decree,
        "version": version,
        "faults": faults,
        "stands": _rows(_stored(of_row(own)), {}) if now and own else None,
        "is_default": own is None,
    }
    return render(request, "calendar/hours.html", context, status=409 if now else 400 if faults else 200)
