"""The page of required items: which unit has what, by its newest audit; or one item over all units."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from terbuka.models import WorkUnit
from terbuka.rules.heat import lacking
from terbuka.rules.people import Act
from terbuka.web.access import working
from terbuka.web.region import asked
from terbuka.web.region.item_table import LACKING, SIGNS, Filters, lines, of_one, shown_items
from terbuka.web.region.scope import Region, frame, region_of
from terbuka.web.words import CLASSES, VERDICTS


def _choices(filters: Filters) -> dict[str, Any]:
    return {
        "filters": filters,
        "class_choices": [(key, str(words).capitalize()) for key, words in CLASSES.items()],
        "verdict_choices": [(key, str(word.label).capitalize()) for key, word in VERDICTS.items()],
        "order_choices": [(LACKING, _("Yang paling banyak kurang dahulu"))],
        "legend": [(SIGNS[key], word) for key, word in VERDICTS.items()],
    }


def _matrix(region: Region, items: list[asked.Item], filters: Filters) -> dict[str, Any]:
    """What the page shows of the items; two queries."""
    runs = asked.newest_runs(region)
    found = asked.verdicts(region, runs.values(), filters.code)
    item = next((one for one in items if one.code == filters.code), None)
    told: dict[str, Any] = {"total": len(region.ids), "audited": len(runs), "item": item}
    if item:
        mine = list(found.values())
        return told | {
            "ones": of_one(region, runs, found, item, filters),
            "lacking": sum(lacking(counts) for counts in mine),
            "present": sum(counts["present"] for counts in mine),
        }
    columns = shown_items(items, found, filters)
    gaps: dict[str, int] = {}
    for (_row, code), counts in found.items():
        gaps[code] = gaps.get(code, 0) + lacking(counts)
    worst = max(columns, key=lambda one: gaps.get(one.code, 0), default=None)
    return told | {
        "columns": columns,
        "lines": lines(region, runs, found, columns, filters),
        "named": [(one, gaps.get(one.code, 0)) for one in columns],
        "worst": worst if worst and gaps.get(worst.code) else None,
        "worst_gaps": gaps.get(worst.code, 0) if worst else 0,
    }


@working(Act.SEE)
def region_items(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The matrix; class, verdict, item, words and order live in the address."""
    region = region_of(request, unit)
    told = frame(region, "items", [])
    if not region.rows:
        return render(request, "region/items.html", told)
    items = asked.items(region)
    filters = Filters.of(request, items)
    return render(request, "region/items.html", told | _choices(filters) | _matrix(region, items, filters))
