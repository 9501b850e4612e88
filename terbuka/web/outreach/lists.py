"""What a unit can print and share of what it publishes: the page that offers it, and the list as files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from terbuka.models import UnitProfile, WorkUnit
from terbuka.services.catalogue.pledges import pledge_in_force
from terbuka.web.access import today_at, working
from terbuka.web.exemption import public as exempt
from terbuka.web.linked import absolute
from terbuka.web.outreach import dik, dip
from terbuka.web.tables import KINDS, download

_NEEDED: tuple[tuple[str, Promise], ...] = (
    ("hours", _("jam layanan")),
    ("address", _("alamat kantor")),
    ("whatsapp", _("nomor WhatsApp")),
    ("email", _("surel")),
)


def missing_of(unit: WorkUnit) -> list[Promise]:
    """What the board and the banner would like to tell, and the profile does not."""
    profile = UnitProfile.objects.filter(unit=unit).first() or UnitProfile(unit=unit)
    return [word for name, word in _NEEDED if not getattr(profile, name)]


@require_safe
@working()
def lists(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """What can be printed, signed, hung up and put into the unit's own site."""
    address = absolute(reverse("embed", args=[unit.slug]))
    told = {
        "unit": unit,
        "tab": "catalogue",
        "section": "desk",
        "kinds": ("pdf", "xlsx", "csv", "json"),
        "total": dip.public_of(unit).count(),
        "withheld": len(exempt.rows_of(unit)),
        "pledge": pledge_in_force(unit),
        "missing": missing_of(unit),
        "address": address,
        "snippet": render_to_string("outreach/snippet.html", {"address": address, "unit": unit}).strip(),
        "json": absolute(reverse("embed_json", args=[unit.slug])),
    }
    return render(request, "outreach/lists.html", told)


@require_safe
@working()
def dip_export(request: HttpRequest, unit: WorkUnit, kind: str) -> HttpResponse:
    """The list of public information as a paper or a file. Raises Http404 for a kind that nobody writes."""
    if kind not in (*KINDS, "pdf"):
        raise Http404
    rows, name = dip.rows_of(unit), f"daftar-informasi-publik-{unit.slug}"
    if kind != "pdf":
        return download(kind, name, dip.HEAD, dip.cells_of(unit, rows))
    return as_file(dip.paper(unit, rows, today=today_at(unit), at=timezone.now()), name)


@require_safe
@working()
def dik_export(request: HttpRequest, unit: WorkUnit, kind: str) -> HttpResponse:
    """The list of exempt information, likewise; an empty one says so. Raises Http404."""
    if kind not in (*KINDS, "pdf"):
        raise Http404
    rows, name = exempt.rows_of(unit), f"daftar-informasi-dikecualikan-{unit.slug}"
    if kind != "pdf":
        return download(kind, name, exempt.HEAD, exempt.cells_of(rows))
    return as_file(dik.paper(unit, rows, today=today_at(unit), at=timezone.now()), name)


def as_file(content: bytes, name: str) -> HttpResponse:
    """A paper to look at or to save under `name`."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
