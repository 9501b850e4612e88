"""The list that a unit shows within its own site: the only page of ours that may stand in a frame.

It sets no cookie, runs no script, and speaks Indonesian, as the sites that hold it do.
"""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from terbuka.models import Publication, WorkUnit
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.siteaudit.report import CLASS_WORDS
from terbuka.web.kept import kept
from terbuka.web.linked import absolute
from terbuka.web.middleware import always_indonesian
from terbuka.web.outreach.dip import public_of
from terbuka.web.outreach.elsewhere import anywhere, with_cors
from terbuka.web.outreach.reaching import public_address

SHOWN, IN_JSON = 10, 100
_FRAMED: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": ["*"]}


def _newest(unit: WorkUnit, most: int) -> QuerySet[Publication]:
    return public_of(unit).select_related("public__released").order_by("-changed_on", "-pk")[:most]


@csp_override(_FRAMED)
@xframe_options_exempt
@anywhere
@require_safe
@always_indonesian
@kept
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest publications of a unit, made to stand in a frame."""
    unit = get_object_or_404(WorkUnit, slug=slug)
    told = {
        "unit": unit,
        "rows": list(_newest(unit, SHOWN)),
        "total": public_of(unit).count(),
        "address": public_address(unit),
    }
    return render(request, "outreach/embed.html", told)


@with_cors
@anywhere
@require_safe
@always_indonesian
@kept
def embed_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for programs: the newest 100."""
    unit = get_object_or_404(WorkUnit, slug=slug)
    told = {
        "satker": unit.name,
        "alamat": public_address(unit),
        "jumlah": public_of(unit).count(),
        "informasi": [_told(row) for row in _newest(unit, IN_JSON)],
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _told(row: Publication) -> dict[str, Any]:
    version = row.public
    assert version
    file = reverse("publication_file", args=[row.pk, version.number]) if version.released_id else ""
    return {
        "judul": version.title,
        "ringkasan": version.summary,
        "kelas": str(CLASS_WORDS[InformationClass(version.information_class)]),
        "alamat": absolute(reverse("publication", args=[row.pk])),
        "berkas": absolute(file) if file else version.url,
        "sha256": version.released_id or "",
        "diubah": row.changed_on.isoformat() if row.changed_on else "",
    }
