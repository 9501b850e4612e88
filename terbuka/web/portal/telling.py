"""What Terbuka tells of itself: how it scores, from the data it scores by, and what it keeps of people."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from terbuka.models import BandScale, Instrument, RequiredItem
from terbuka.services.catalogue.keeping import ARCHIVE_NOTICE
from terbuka.services.files import ABANDONED
from terbuka.web.charts import score_bar
from terbuka.web.kept import kept
from terbuka.web.words import VERDICTS


def assessments() -> list[dict[str, Any]]:
    """Each instrument with its groups, their questions and points, and its scale."""
    scales = {scale.key: scale for scale in BandScale.objects.all()}
    groups: dict[int, list[dict[str, Any]]] = {}
    counted = (
        Instrument.objects.order_by("-year", "key", "questions__group")
        .values("id", "questions__group")
        .annotate(n=Count("questions"), points=Sum("questions__weight"))
    )
    for row in counted:
        groups.setdefault(row["id"], []).append({**row})
    shown = []
    for instrument in Instrument.objects.all():
        mine = groups.get(instrument.pk, [])
        named = [row | {"words": instrument.words["groups"][row["questions__group"]]} for row in mine]
        scale = scales.get(instrument.scale_key)
        shown.append(
            {
                "instrument": instrument,
                "groups": named,
                "questions": sum(row["n"] for row in mine),
                "scale": scale,
                "bar": score_bar(scale.rule) if scale else None,
            }
        )
    return shown


@kept
def how_scored(request: HttpRequest) -> HttpResponse:
    """How an audit judges, how answers become points and points a category; numbers come from the data."""
    shown = {
        "assessments": assessments(),
        "verdicts": VERDICTS.values(),
        "items": RequiredItem.objects.count(),
        "soon": settings.DUE_SOON,
    }
    return render(request, "portal/how_scored.html", shown)


@kept
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of whom, why and for how long, and what they may ask (UU 27/2022)."""
    shown = {
        "contact": settings.FEEDBACK,
        "idle": settings.IDLE_SECONDS // 60,
        "session_days": settings.SESSION_COOKIE_AGE // (24 * 3600),
        "upload_hours": ABANDONED // timedelta(hours=1),
        "archive_days": ARCHIVE_NOTICE.days,
    }
    return render(request, "portal/privacy.html", shown)
