"""The service pledge as anybody reads it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from terbuka.models import WorkUnit
from terbuka.rules.pledges import CITE, PART_WORDS, Part
from terbuka.rules.sources import citation
from terbuka.services.catalogue.pledges import pledge_in_force
from terbuka.web.kept import kept


@kept
def pledge_public(request: HttpRequest, slug: str) -> HttpResponse:
    """What the unit promises those who ask; that there is none yet, where there is none."""
    unit = get_object_or_404(WorkUnit, slug=slug)
    row = pledge_in_force(unit)
    parts = [(PART_WORDS[part], row.clauses.get(part.value, "")) for part in Part] if row else []
    told = {
        "unit": unit,
        "section": "units",
        "pledge": row,
        "parts": parts,
        "basis": citation(CITE).label,
    }
    return render(request, "outreach/public.html", told)
