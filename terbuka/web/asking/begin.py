"""Before one asks: what may be asked and how long it takes, what is public already, whom to ask."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from terbuka.models import SearchEntry, WorkUnit
from terbuka.models.search import EntryKind
from terbuka.rules.limits import Regime, limit
from terbuka.rules.regimes import REGIME_WORDS, Stage
from terbuka.rules.register.clocks import ANSWER, EXTENSION, OBJECTION_ANSWER
from terbuka.rules.register.whose import Office, meant
from terbuka.services.calendar import known_stages, stages_at
from terbuka.services.register.before_asking import answered_before_asking
from terbuka.services.search import find
from terbuka.services.search.finding import Hit
from terbuka.web.asking.door import is_over
from terbuka.web.kept import kept_part

LONGEST_TYPED, UNITS_SHOWN, MOST_STAGES = 400, 30, 5
# What answers a question by itself, the best kinds first; how many of each are offered.
ANSWERING = ((EntryKind.ANSWER, 3), (EntryKind.PUBLICATION, 5), (EntryKind.ITEM, 2))
# How often one address is counted as served in an hour.
SERVED = (20, 3600)


@dataclass(frozen=True, slots=True)
class Term:
    """How long an answer takes under a regime, in working days; `added` by one extension."""

    regime: object
    answer: int
    added: int
    objection: int


def terms(on: date) -> list[Term]:
    """How long it takes under each regime, by the law of a day."""
    return [
        Term(
            REGIME_WORDS[regime],
            limit(ANSWER, regime, on=on).amount,
            limit(EXTENSION, regime, on=on).added,
            limit(OBJECTION_ANSWER, regime, on=on).amount,
        )
        for regime in Regime
    ]


def typed_in(request: HttpRequest) -> str:
    """The words of the address, as far as they are read."""
    return request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST_TYPED]


def asked_unit(request: HttpRequest) -> WorkUnit | None:
    """The unit that the address names; None where it names none that exists today."""
    slug = request.GET.get("satker", "")
    return WorkUnit.objects.open(timezone.localdate()).filter(slug=slug).first() if slug else None


def offices() -> list[Office]:
    """Every unit of today, as the words of a request may name it."""
    rows = WorkUnit.objects.open(timezone.localdate()).values_list("pk", "name", "institution", "level")
    return [Office(*row) for row in rows]


def others_meant(text: str, unit: WorkUnit | None) -> list[WorkUnit]:
    """The units that the words name, where they are not the one that is asked."""
    if not text:
        return []
    listed = kept_part("offices", timezone.localdate().isoformat(), make=offices)
    found = [office.pk for office in meant(text, listed, asked=unit.pk if unit else None)]
    rows = WorkUnit.objects.in_bulk(found)
    return [rows[pk] for pk in found if pk in rows]


def answers_to(text: str, unit: WorkUnit | None) -> list[Hit]:
    """What is public already and fits the words: of the unit first, then of all."""
    if not text:
        return []
    hits: dict[str, Hit] = {}
    for kind, most in ANSWERING:
        for narrowed in ({"unit": unit.pk} if unit else {}, {}):
            filters: dict[str, str | int] = {"kind": kind.value, **narrowed}
            found = find(text, filters, size=most, may_be_partial=True)
            hits |= {hit.entry.key: hit for hit in found.hits if hit.entry.key not in hits}
            if found.hits:
                break
    return list(hits.values())


def _offered(request: HttpRequest) -> dict[str, Any]:
    text, unit = typed_in(request), asked_unit(request)
    return {
        "section": "ask",
        "text": text,
        "unit": unit,
        "hits": answers_to(text, unit),
        "others": others_meant(text, unit),
    }


def _stages(unit: WorkUnit | None, today: date) -> list[Stage]:
    """The stages that run where the unit is, without one anywhere: each election once."""
    found = stages_at(unit, today) if unit else [one for one in known_stages() if one.is_open(today)]
    return list({one.event: one for one in found}.values())[:MOST_STAGES]


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """How to ask, and the box in which one begins: what is public already comes up."""
    today, shown = timezone.localdate(), _offered(request)
    shown |= {"terms": terms(today), "longest": LONGEST_TYPED, "stages": _stages(shown["unit"], today)}
    response = render(request, "asking/ask.html", shown)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def ask_suggest(request: HttpRequest) -> HttpResponse:
    """The same answers while one types, as the part of the page below the box."""
    return render(request, "asking/ask.html#answers", _offered(request))


@csrf_exempt
@require_POST
def ask_answered(request: HttpRequest) -> HttpResponse:
    """One click, "this answers me": counted as a service, with nothing of the person."""
    entry = SearchEntry.objects.filter(key=request.POST.get("jawaban", "")).select_related("unit").first()
    if entry is None:
        return redirect("ask")
    if not is_over(request, "answered", SERVED):
        answered_before_asking(entry, at=timezone.now())
    return render(request, "asking/answered.html", {"section": "ask", "entry": entry})


@require_safe
def request_unit(request: HttpRequest) -> HttpResponse:
    """Whom to ask: units by name or region; those that the words of the request name come first."""
    return unit_choice(request, "request_new")


def unit_choice(request: HttpRequest, target: str) -> HttpResponse:
    """The page on which one chooses the unit to which the form `target` goes."""
    wanted = request.GET.get("cari", "").replace("\0", " ").strip()[:80]
    text = typed_in(request)
    found: list[WorkUnit] = []
    if wanted:
        units = WorkUnit.objects.open(timezone.localdate()).named(wanted)
        found = list(units.order_by("level", "region_code", "-institution")[: UNITS_SHOWN + 1])
    shown = {
        "section": "ask",
        "text": text,
        "wanted": wanted,
        "target": target,
        "units": found[:UNITS_SHOWN],
        "has_more": len(found) > UNITS_SHOWN,
        "others": others_meant(text, None),
    }
    return render(request, "asking/units.html", shown)
