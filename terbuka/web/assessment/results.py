"""Results with the reason for every point: provisional for the unit, public once they are announced."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from terbuka.models import AssessmentRound, Result, WorkUnit
from terbuka.rules.assessment import RoundStatus, SaqStatus
from terbuka.rules.people import Act
from terbuka.rules.regions import province_tiles
from terbuka.rules.scoring import WITHOUT_SCORE
from terbuka.services.assessment import bands_of, instrument_of
from terbuka.services.assessment.results import ranking
from terbuka.web import words
from terbuka.web.access import working
from terbuka.web.assessment.explaining import why
from terbuka.web.assessment.yearly import announced_of
from terbuka.web.charts import score_bar, shown
from terbuka.web.kept import kept
from terbuka.web.linked import Thing, table
from terbuka.web.tables import Cell, download
from terbuka.web.years import over_years, step_of

A_PAGE = 50
_CATEGORIES = (*reversed(words.CATEGORIES), *(category.value for category in WITHOUT_SCORE))
_ORDERS = {"peringkat": _("Peringkat"), "satker": _("Wilayah"), "nilai": _("Nilai terendah dahulu")}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's result in the ranking; `place` and `score` are None for who was not scored."""

    unit: WorkUnit
    score: Fraction | None
    category: str
    place: int | None

    @property
    def step(self) -> int:
        """The step of the category's bar, 1 to 5; 0 for no score."""
        return step_of(self.category)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many units are in a category, and how long its bar is."""

    category: str
    step: int
    n: int
    width: str


def _announced(round_slug: str) -> AssessmentRound:
    found: AssessmentRound = get_object_or_404(
        AssessmentRound.objects.select_related("owner"),
        slug=round_slug,
        status=RoundStatus.ANNOUNCED.value,
    )
    return found


def places(found: QuerySet[Result]) -> list[Place]:
    """These results in the order of their ranking, units that share a place by region.

    Who was not assessed is outside the ranking and stands after it; who took no part stands last of all.
    """
    in_order = found.select_related("self_assessment__unit").defer("rows")
    results = {
        str(result.self_assessment.unit_id): result
        for result in in_order.order_by(
            "self_assessment__unit__region_code", "-self_assessment__unit__institution"
        )
    }
    ranked = {one.standing.unit: one.place for one in ranking(results.values())}
    scored = [unit for unit, place in ranked.items() if place is not None]
    outside = [unit for unit in results if unit not in ranked]
    absent = [unit for unit, place in ranked.items() if place is None]
    return [
        Place(
            results[unit].self_assessment.unit, results[unit].score, results[unit].category, ranked.get(unit)
        )
        for unit in (*scored, *outside, *absent)
    ]


def counted(all_places: Iterable[Place]) -> list[Counted]:
    """Units by category, best first; the results without a score only where there are any."""
    numbers = Counter(one.category for one in all_places)
    most = max(numbers.values(), default=1)
    return [
        Counted(category, step_of(category), numbers[category], f"{numbers[category] * 100 // most}%")
        for category in _CATEGORIES
        if numbers[category] or step_of(category)
    ]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for."""

    text: str
    category: str
    province: str
    order: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Filters":
        """Read from the address. A NUL, which no database stores, is left out."""
        asked = {
            name: request.GET.get(name, "").replace("\0", "").strip()[:80]
            for name in ("q", "kategori", "provinsi", "urut")
        }
        order = asked["urut"] if asked["urut"] in _ORDERS else "peringkat"
        return cls(asked["q"], asked["kategori"], asked["provinsi"], order)

    def of_all(self, everybody: list[Place]) -> list[Place]:
        """Those asked for, in the order asked for."""
        found = [one for one in everybody if self._fits(one)]
        if self.order == "satker":
            return sorted(found, key=lambda one: one.unit.region_code)
        if self.order == "nilai":
            return sorted(found, key=lambda one: (one.score is None, one.score or 0))
        return found

    def _fits(self, one: Place) -> bool:
        return (
            (not self.category or one.category == self.category)
            and (not self.province or one.unit.province_code == self.province)
            and all(word in one.unit.search_text for word in self.text.lower().split())
        )


def announced_rounds() -> list[AssessmentRound]:
    """The three newest rounds whose results are public."""
    found = AssessmentRound.objects.filter(status=RoundStatus.ANNOUNCED.value)
    return list(found.only("slug", "name", "is_demo")[:3])


def _as_data(round_: AssessmentRound) -> Thing:
    files = [reverse(name, args=[round_.slug]) for name in ("results_csv", "results_json")]
    about = gettext("Peringkat, nilai, dan kategori setiap satker pada putaran ini.")
    return table(round_.name, about, reverse("results", args=[round_.slug]), files)


@kept
def results(request: HttpRequest, round_slug: str) -> HttpResponse:
    """An announced round: how many units in which category, and every unit with its place."""
    round_, filters = _announced(round_slug), Filters.of(request)
    everybody = places(Result.objects.filter(self_assessment__round=round_))
    numbers = counted(everybody)
    provinces = {one.unit.province_code for one in everybody}
    return render(
        request,
        "results/round.html",
        {
            "section": "results",
            "round": round_,
            "filters": filters,
            "counted": numbers,
            "scored": sum(one.n for one in numbers if one.step),
            "best": numbers[0].n if numbers else 0,
            "total": len(everybody),
            "page": Paginator(filters.of_all(everybody), A_PAGE).get_page(request.GET.get("hal")),
            "category_choices": [(one.category, one.category) for one in numbers],
            "province_choices": [
                (tile.code, tile.name)
                for tile in sorted(province_tiles(), key=lambda tile: tile.name)
                if tile.code in provinces
            ],
            "order_choices": list(_ORDERS.items()),
            "linked": [_as_data(round_)],
        },
    )


HEAD = ("peringkat", "kode_wilayah", "satker", "nilai", "kategori", "alamat")


@kept
def results_export(request: HttpRequest, round_slug: str, kind: str) -> HttpResponse:
    """The same list as a file, whole; scores with two decimals, rounded down."""
    round_ = _announced(round_slug)
    everybody = places(Result.objects.filter(self_assessment__round=round_))
    rows: list[tuple[Cell, ...]] = [
        (
            one.place,
            one.unit.region_code,
            one.unit.name,
            None if one.score is None else shown(one.score),
            one.category,
            request.build_absolute_uri(f"/satker/{one.unit.slug}/hasil/{round_.slug}/"),
        )
        for one in Filters.of(request).of_all(everybody)
    ]
    name = f"contoh-hasil-{round_.slug}" if round_.is_demo else f"hasil-{round_.slug}"
    return download(kind, name, HEAD, rows)


# --- one unit -----------------------------------------------------------------------------------


def _public(proof: Iterable[dict[str, str]]) -> tuple[list[dict[str, str]], int]:
    """Addresses on public websites, and how many files stay with the unit and its verifier."""
    rows = list(proof)
    links = [one for one in rows if one["kind"] == "link" and _is_website(one["url"])]
    return links, len(rows) - len(links)


def _is_website(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def explained(result: Result) -> list[dict[str, Any]]:
    """The groups of a result with their questions, each with rule, proof, mark and note."""
    instrument = instrument_of(result.self_assessment.round)
    questions = {question.code: question for question in instrument.questions}
    told = []
    for letter, name in instrument.groups.items():
        rows = []
        for row in result.rows:
            if row["group"] != letter:
                continue
            links, files = _public(row["proof"])
            rows.append({**row, "question": questions[row["code"]], "links": links, "files": files})
        told.append(
            {
                "name": name,
                "rows": rows,
                "points": sum((Fraction(row["points"]) for row in rows), Fraction(0)),
                "weight": sum(row["weight"] for row in rows),
            }
        )
    return told


def _place_of(result: Result) -> tuple[int | None, int]:
    """The unit's place in its round, and among how many."""
    others = Result.objects.filter(self_assessment__round=result.self_assessment.round_id)
    ranked = ranking(others.select_related("self_assessment").defer("rows"))
    mine = str(result.self_assessment.unit_id)
    place = next((one.place for one in ranked if one.standing.unit == mine), None)
    return place, sum(one.place is not None for one in ranked)


def _page(request: HttpRequest, result: Result, *, is_public: bool) -> HttpResponse:
    round_ = result.self_assessment.round
    place, among = _place_of(result) if is_public else (None, 0)
    scored, bands = result.score is not None, bands_of(round_)
    groups = explained(result) if scored else []
    return render(
        request,
        "results/unit.html",
        {
            "section": "results",
            "unit": result.self_assessment.unit,
            "round": round_,
            "result": result,
            "score": shown(result.score) if result.score is not None else Decimal(0),
            "is_scored": scored,
            "bar": score_bar(bands, result.score) if scored else None,
            "groups": groups,
            "why": why(result.score, bands, groups) if result.score is not None else None,
            "years": over_years(announced_of(result.self_assessment.unit)) if is_public else [],
            "is_public": is_public,
            "place": place,
            "among": among,
        },
    )


def _result(unit_slug: str, round_slug: str) -> Result:
    found: Result = get_object_or_404(
        Result.objects.select_related("self_assessment__round", "self_assessment__unit"),
        self_assessment__unit__slug=unit_slug,
        self_assessment__round__slug=round_slug,
    )
    return found


@kept
def unit_result(request: HttpRequest, slug: str, round_slug: str) -> HttpResponse:
    """A unit's announced score with the reason for every point; not there before the announcement."""
    result = _result(slug, round_slug)
    if result.self_assessment.round.status != RoundStatus.ANNOUNCED:
        raise Http404
    return _page(request, result, is_public=True)


@working(Act.SEE)
def saq_result(request: HttpRequest, unit: WorkUnit, round_slug: str) -> HttpResponse:
    """The same for who works there, from the end of the verification on: provisional until announced."""
    result = _result(unit.slug, round_slug)
    if result.self_assessment.status not in (SaqStatus.VERIFIED, SaqStatus.ANNOUNCED):
        raise Http404
    return _page(request, result, is_public=False)
