"""The page of the heat table: what to look at first, filters, the table with links into the answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from terbuka.models import AssessmentRound, WorkUnit
from terbuka.rules.heat import shade
from terbuka.rules.people import Act
from terbuka.web.access import working
from terbuka.web.region.heat_table import (
    SCORE,
    STATE,
    Column,
    Filters,
    averages,
    columns,
    heads,
    lines,
    sorting,
)
from terbuka.web.region.scope import Region, chosen, frame, region_of, rounds_of
from terbuka.web.region.states import STATES, standing_in
from terbuka.web.tags import worded


def _choices(round_: AssessmentRound) -> dict[str, Any]:
    return {
        "group_choices": [(key, worded(words)) for key, words in round_.definition["groups"].items()],
        "state_choices": [(key, word.label) for key, word in STATES.items()],
        "basis_choices": [
            ("draf", _("Jawaban otomatis saja")),
            ("satker", _("Jawaban satker saja")),
            ("verifikator", _("Nilai verifikator saja")),
        ],
    }


def _table(request: HttpRequest, region: Region, round_: AssessmentRound) -> dict[str, Any]:
    """What the page shows of a round: the rows, their means, and the weakest column."""
    filters, standing = Filters.of(request, round_), standing_in(round_, region)
    head = columns(round_, filters.group)
    found = lines(round_, region, standing, filters, head)
    means = [(averages(found, place), column) for place, column in enumerate(head)]
    known = [(mean, column) for mean, column in means if mean is not None]
    return {
        "filters": filters,
        "lines": found,
        "heads": heads(head, filters.order),
        "score_head": sorting(Column(SCORE, "", _("Seluruhnya"), (), 0, 0), SCORE, filters.order),
        "state_head": sorting(Column(STATE, "", _("Keadaan"), (), 0, 0), STATE, filters.order),
        "means": [(mean, shade(mean or 0), column.label) for mean, column in means],
        "mean": averages(found),
        "counted": sum(line.share is not None for line in found),
        "lowest": min(known, key=lambda pair: pair[0], default=None),
    }


@working(Act.SEE)
def region_groups(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The heat table; round, group, values, filters and order live in the address."""
    region = region_of(request, unit)
    rounds = rounds_of(region)
    round_ = chosen(request, rounds)
    told = frame(region, "groups", rounds) | {"round": round_}
    if round_ is None or not region.rows:
        return render(request, "region/groups.html", told | {"round": None})
    return render(request, "region/groups.html", told | _choices(round_) | _table(request, region, round_))
