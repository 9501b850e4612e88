"""What waits for this person, done one by one or at once; and what must be refreshed in the months ahead."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terbuka.models import Publication, PublicationVersion, WorkUnit
from terbuka.rules.duedates import STATE_WORDS, EntryState, plus_months
from terbuka.rules.language import say
from terbuka.services import catalogue
from terbuka.services.catalogue import Done
from terbuka.services.catalogue.reading import due_list, waiting
from terbuka.services.jobs import enqueue
from terbuka.web import tables
from terbuka.web.access import person, today_at
from terbuka.web.catalogue import waits
from terbuka.web.catalogue.doors import Rights, frame, handling, rights_of
from terbuka.web.catalogue.wording import GUARDS
from terbuka.web.words import STANDINGS

MOST_AT_ONCE = 200
_PUBLISHING = ("umumkan", "setujui-umumkan")
MONTHS = ("1", "6", "12")


@handling
def publication_queue(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """What waits for this person in groups; the ticked ones are done at once, each with its own result."""
    rights = rights_of(request, unit)
    results: list[Done] = []
    fault = ""
    if request.method == "POST":
        done = _done(request, unit, rights)
        results = done or []
        fault = "" if done is not None else str(say("Centang sedikitnya satu."))
    found = waiting(unit)
    groups = waits.groups(found, rights)
    told = {
        "groups": groups,
        "n": sum(len(one.versions) for one in groups),
        "guards": GUARDS,
        "fault": fault,
        "failed": [one for one in results if one.fault],
        "through": [one for one in results if one.fault is None],
        "was_done": bool(results),
        "rights": rights,
    }
    return render(request, "catalogue/queue.html", frame(unit, **told), status=400 if fault else 200)


def _done(request: HttpRequest, unit: WorkUnit, rights: Rights) -> list[Done] | None:
    """The act on all ticked versions; None where nothing was ticked. Raises PermissionDenied."""
    acts: dict[str, tuple[bool, Callable[..., list[Done]]]] = {
        "setujui": (rights.check, catalogue.check_versions),
        "setujui-umumkan": (rights.check and rights.publish, catalogue.check_and_publish_versions),
        "umumkan": (rights.publish, catalogue.publish_versions),
        "kirim": (rights.collect, catalogue.submit_versions),
    }
    named = request.POST.get("act", "")
    if named not in acts:
        return None
    may, act = acts[named]
    if not may:
        raise PermissionDenied
    chosen = [int(one) for one in request.POST.getlist("pilih") if one.isdecimal() and len(one) < 19]
    rows = PublicationVersion.objects.filter(publication__unit=unit, pk__in=chosen[:MOST_AT_ONCE])
    versions = list(rows.select_related("publication").order_by("pk"))
    if not versions:
        return None
    at = timezone.now()
    done = act(versions, by=person(request), at=at)
    if named in _PUBLISHING:
        enqueue("redraft", unit.pk, at=at)
    return done


def _months(request: HttpRequest) -> str:
    asked = request.GET.get("jangka", "6")
    return asked if asked in MONTHS else "6"


def _due(unit: WorkUnit, months: str, today: date) -> list[tuple[Publication, EntryState]]:
    return due_list(unit, today, until=plus_months(today, int(months)))


@handling
def refresh_list(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """What goes stale within half a year, or as far ahead as the address says: the work list."""
    months, today = _months(request), today_at(unit)
    rows = _due(unit, months, today)
    told: dict[str, Any] = {
        "rows": [(row, STANDINGS[state], state) for row, state in rows],
        "stale": sum(state is EntryState.STALE for _row, state in rows),
        "soon": sum(state is EntryState.DUE for _row, state in rows),
        "months": months,
        "choices": (("1", _("Sebulan")), ("6", _("Setengah tahun")), ("12", _("Setahun"))),
        "rights": rights_of(request, unit),
    }
    return render(request, "catalogue/refresh.html", frame(unit, **told))


@require_safe
@handling
def refresh_csv(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The same list as a file."""
    today = today_at(unit)
    head = [_("berlaku sampai"), _("keadaan"), _("judul"), _("butir"), _("penanggung jawab"), _("alamat")]
    rows = [_cells(row, state) for row, state in _due(unit, _months(request), today)]
    return tables.download("csv", f"pembaruan-{unit.slug}", head, rows)


def _cells(row: Publication, state: EntryState) -> list[tables.Cell]:
    assert row.public
    return [
        row.due_on.isoformat() if row.due_on else "",
        str(STATE_WORDS[state]),
        row.public.title,
        "; ".join(item.code for item in row.public.items.all()),
        row.public.responsible,
        f"/informasi/{row.pk}/",
    ]
