"""The profile on one page: how complete it is and what is missing, then its parts as cards."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from terbuka.models import WorkUnit
from terbuka.models.units import FacilityKind
from terbuka.rules.people import Act
from terbuka.services.calendar import hours_of
from terbuka.services.units import Missing, completeness
from terbuka.services.units.facts import facilities_of
from terbuka.web import words
from terbuka.web.access import person, today_at, working
from terbuka.web.units.cards import read

FIRST_NAMED = 4
_PAGES = {
    "contacts": "profile_contacts",
    "decree": "profile_decree",
    "leaders": "profile_leaders",
    "members": "profile_member_new",
}
SAVED = ("situs", "kontak", "keputusan", "petugas", "pimpinan", "sarana")


def _mended_at(unit: WorkUnit, missing: Missing) -> str:
    """The page on which something missing is filled in."""
    if missing.card == "facilities":
        return reverse("profile_facility", args=[unit.slug, missing.kind])
    if missing.card == "websites":
        return "#situs"
    return reverse(_PAGES[missing.card], args=[unit.slug])


def _facilities(unit: WorkUnit) -> list[dict[str, Any]]:
    """All kinds, those of which nothing was said too, each with its newest photo."""
    said = {one.kind: one for one in facilities_of(unit)}
    listed = []
    for kind in FacilityKind:
        one = said.get(kind.value)
        photos = getattr(one, "shown", [])
        state = {True: "there", False: "absent", None: "unsaid"}[one.is_there if one else None]
        listed.append(
            {
                "kind": kind.value,
                "name": words.FACILITIES[kind.value],
                "state": words.FACILITY_STATES[state],
                "note": one.note if one else "",
                "photos": photos,
            }
        )
    return listed


def _hours(unit: WorkUnit) -> list[tuple[str, str]]:
    """The usual week, days with the same hours told together; "" for closed ones; one query."""
    told: list[tuple[list[str], str]] = []
    for name, one in zip(words.WORKDAYS, hours_of(unit).usual, strict=False):
        hours = f"{one.start:%H.%M}–{one.end:%H.%M}" if one else ""
        if told and told[-1][1] == hours:
            told[-1][0].append(str(name))
        else:
            told.append(([str(name)], hours))
    return [(f"{days[0]}–{days[-1]}" if len(days) > 1 else days[0], hours) for days, hours in told]


@working(Act.SEE)
def profile(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The whole profile; who may change it finds a way to each part."""
    filled = completeness(unit)
    saved = request.GET.get("disimpan", "")
    return render(
        request,
        "units/profile.html",
        {
            "unit": unit,
            "tab": "profile",
            "section": "desk",
            "may_edit": person(request).may(Act.EDIT_PROFILE, unit, on=today_at(unit)),
            "filled": filled,
            "missing": [(one.name, _mended_at(unit, one)) for one in filled.missing[:FIRST_NAMED]],
            "others": max(0, len(filled.missing) - FIRST_NAMED),
            "saved": saved if saved in SAVED else "",
            "websites": unit.websites.all(),
            "profile": read(unit),
            "service_hours": _hours(unit),
            "members": unit.ppid_members.all(),
            "facilities": _facilities(unit),
        },
    )
