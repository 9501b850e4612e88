"""What the public reads of a service: its register without identities, yearly counts, published reports.

Nothing here comes from the words of an applicant: a subject is shown only where the PPID
released a summary of it (UU 14/2008 article 12; UU 27/2022).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from terbuka.models import InformationRequest, WorkUnit
from terbuka.rules.language import Phrase, say, speaking
from terbuka.rules.limits import Regime
from terbuka.rules.register.reporting import OUTCOMES, outcome_of
from terbuka.services.register.figures import Figures, days_between, yearly_figures
from terbuka.services.register.finding import is_shown, public_answers
from terbuka.services.register.places import local_day
from terbuka.services.register.registers import public_requests
from terbuka.services.register.reporting import published_report, published_years
from terbuka.web.kept import kept
from terbuka.web.register.reports import answer_with
from terbuka.web.register.reportwords import GROUNDS, words_of
from terbuka.web.tables import Cell, download

ROWS_A_PAGE = 50
HEAD = ("nomor", "tanggal", "pokok", "hasil", "tanggal_jawaban", "hari_kerja")
# What a request is about where the PPID has not said it: only which sort.
_SORTS = {
    Regime.PEMILU.value: say("Informasi pemilu dan pemilihan"),
    Regime.UMUM.value: say("Informasi kelembagaan"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One request as anybody may see it. `days`: working days until the answer; None where there is none."""

    pk: int
    number: str
    on: date
    subject: str
    sort: Phrase
    outcome: Phrase
    answered_on: date | None
    days: int | None


def rows_of(unit: WorkUnit, found: Iterable[InformationRequest]) -> list[Row]:
    """Requests without anything that leads to who asked."""
    between = days_between(unit)
    return [_row(unit, one, between) for one in found]


def _row(unit: WorkUnit, one: InformationRequest, between: Any) -> Row:
    notice = getattr(one, "notice", None)
    on = local_day(unit, one.registered_at or one.received_at)
    answered = local_day(unit, notice.noticed_at) if notice else None
    is_told = notice is not None and notice.is_public
    return Row(
        pk=one.pk,
        number=one.number,
        on=on,
        subject=notice.public_summary if notice and is_told else "",
        sort=_SORTS.get(one.regime) or _SORTS[Regime.UMUM.value],
        outcome=OUTCOMES[outcome_of(one.status, notice.result if notice else "")],
        answered_on=answered,
        days=between(on, answered) if answered else None,
    )


@kept
def register_public(request: HttpRequest, slug: str) -> HttpResponse:
    """The register of a unit for anybody, with the yearly counts of article 12 and the published reports."""
    unit = get_object_or_404(WorkUnit, slug=slug)
    page = Paginator(public_requests(unit), ROWS_A_PAGE).get_page(request.GET.get("hal"))
    told = {
        "unit": unit,
        "section": "units",
        "page": page,
        "rows": rows_of(unit, page.object_list),
        "years": [_year(year, figures) for year, figures in yearly_figures(unit)],
        "reports": published_years(unit),
    }
    return render(request, "register/public.html", told)


def _year(year: int, figures: Figures) -> dict[str, Any]:
    """What is announced of a year: how many came, how long each took, what was refused and why."""
    asked = figures["requests"]
    days = asked["days"].get("all", {})
    counts = {key: asked["outcomes"].get(key, 0) for key in OUTCOMES}
    shown = ("granted", "partly_granted", "refused", "not_held")
    return {
        "year": year,
        "received": asked["received"],
        **{key: counts[key] for key in shown},
        "others": asked["received"] - sum(counts[key] for key in shown),
        "average": Fraction(days["average"]) if days.get("average") else None,
        "longest": days.get("longest"),
        "grounds": [(words_of(key, GROUNDS), many) for key, many in asked["grounds"].items()],
    }


@kept
def answer_public(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An answer as its PPID told it to all, without who asked. Raises Http404 for one that was not told."""
    unit = get_object_or_404(WorkUnit, slug=slug)
    notice = get_object_or_404(public_answers(), request=pk, request__unit=unit)
    (row,) = rows_of(unit, [notice.request])
    told = {
        "unit": unit,
        "section": "units",
        "row": row,
        "notice": notice,
        "given": [one for one in notice.publications.select_related("public") if is_shown(one)],
    }
    return render(request, "register/answer_public.html", told)


@kept
def register_public_export(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The same register as a file; always Indonesian. Raises Http404 for a kind that nobody writes."""
    unit = get_object_or_404(WorkUnit, slug=slug)
    with speaking("id"):
        rows = [_cells(row) for row in rows_of(unit, public_requests(unit))]
    return download(kind, f"layanan-{unit.slug}", HEAD, rows)


def _cells(row: Row) -> list[Cell]:
    return [
        row.number,
        row.on.isoformat(),
        row.subject or str(row.sort),
        str(row.outcome),
        row.answered_on.isoformat() if row.answered_on else "",
        row.days,
    ]


@kept
def report_public(request: HttpRequest, slug: str, year: int, kind: str) -> HttpResponse:
    """A published report as PDF, CSV or JSON. Raises Http404 for one that is not published."""
    unit = get_object_or_404(WorkUnit, slug=slug)
    report = published_report(unit, year)
    if report is None:
        raise Http404
    return answer_with(report, kind)
