"""The front door: one box that searches everything, the numbers, what is new, the way to a province."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from terbuka.crawler.politeness import Caps
from terbuka.crawler.robots import user_agent
from terbuka.models import Publication, RequiredItem, WorkUnit
from terbuka.rules.publishing import PublicationStatus
from terbuka.rules.regions import province_tiles
from terbuka.rules.units import Institution, Level
from terbuka.web.assessment.results import announced_rounds
from terbuka.web.charts import tile_map
from terbuka.web.kept import kept
from terbuka.web.linked import website

NEWEST = 5


@kept
def robot(request: HttpRequest) -> HttpResponse:
    """Who the crawler is and how a site's keeper stops or slows it; its user agent names this page."""
    return render(
        request, "robot.html", {"agent": user_agent(request.build_absolute_uri(request.path)), "caps": Caps()}
    )


@kept
def home(request: HttpRequest) -> HttpResponse:
    """Search first; then what this is in numbers, what was published last, and the way to a unit."""
    units = WorkUnit.objects.open(timezone.localdate())
    counts = dict(units.order_by().values_list("level").annotate(n=Count("id")))
    provinces = units.of(Institution.KPU.value).filter(level=Level.PROVINCE.value)
    short_names = {
        code: name.partition(" ")[2] for code, name in provinces.values_list("region_code", "short_name")
    }
    public = Publication.objects.filter(status=PublicationStatus.PUBLIC.value)
    newest = public.select_related("unit", "public").order_by("-published_at", "-pk")
    return render(
        request,
        "home.html",
        {
            "units": sum(counts.values()),
            "provinces": len(short_names),
            "regions": counts.get(Level.REGENCY.value, 0) // len(Institution),
            "items": RequiredItem.objects.count(),
            "publications": public.count(),
            "newest": newest[:NEWEST],
            "map": tile_map(province_tiles(), short_names),
            "rounds": announced_rounds(),
            "linked": [website()],
        },
    )
