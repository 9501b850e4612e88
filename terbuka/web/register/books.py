"""The registers of an office on one page: how many, which numbers are missing and why; and as files."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from terbuka.models import WorkUnit
from terbuka.rules.language import Phrase
from terbuka.rules.people import Act
from terbuka.rules.register.reporting import Period, report_due
from terbuka.services.register.figures import figures_of
from terbuka.services.register.registers import (
    BOOK_WORDS,
    HEADS,
    Book,
    count_of,
    gaps_of,
    note_export,
    rows_of,
    years_of,
)
from terbuka.services.register.reporting import published_years
from terbuka.web.access import person, today_at
from terbuka.web.register.bookpaper import book_paper
from terbuka.web.register.counting import counting
from terbuka.web.register.doors import frame, reading
from terbuka.web.register.reportwords import groups_of
from terbuka.web.tables import KINDS, WRITERS

# The registers by their names in addresses.
NAMES = {"permohonan": Book.REQUESTS, "keberatan": Book.OBJECTIONS, "sengketa": Book.DISPUTES}
FILES = ("xlsx", "csv", "pdf")


@dataclass(frozen=True, slots=True)
class Shelf:
    """One register on the page."""

    name: str
    words: Phrase
    count: int


def year_in(text: str) -> int | None:
    """The year that an address names; None for all. Raises Http404 for something else."""
    if not text:
        return None
    if not (text.isdecimal() and 2000 <= int(text) <= 2100):
        raise Http404
    return int(text)


@require_safe
@counting
def registers(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The registers with their files for who serves here; counts and the report for those above, too."""
    today, who = today_at(unit), person(request)
    sees_cases = who.may(Act.SEE_CASES, unit, on=today)
    years = years_of(unit) or [today.year]
    year = year_in(request.GET.get("tahun", "")) or years[0]
    told = frame(
        unit,
        sees_cases=sees_cases,
        may_word=who.may(Act.PUBLISH, unit, on=today) or who.may(Act.RUN_ROUND, unit, on=today),
        years=years,
        year=year,
        shelves=[Shelf(name, BOOK_WORDS[book], count_of(book, unit, year)) for name, book in NAMES.items()],
        files=FILES,
        gaps=[(gap, BOOK_WORDS[gap.book]) for gap in gaps_of(unit)] if sees_cases else [],
        groups=groups_of(figures_of(unit, Period(year), on=today)),
        reports=_reports(unit, today.year),
    )
    return render(request, "register/registers.html", told)


def _reports(unit: WorkUnit, this_year: int) -> list[dict[str, object]]:
    """The report of each year that may be written, the newest first."""
    published = set(published_years(unit))
    years = sorted({this_year, this_year - 1, *published}, reverse=True)
    return [{"year": year, "due": report_due(year), "is_public": year in published} for year in years]


@require_safe
@reading
def register_export(request: HttpRequest, unit: WorkUnit, book: str, kind: str) -> HttpResponse:
    """A register as a file, all years or one. It names applicants, so that it left is recorded."""
    if book not in NAMES or kind not in FILES:
        raise Http404
    which, year = NAMES[book], year_in(request.GET.get("tahun", ""))
    rows, at = rows_of(which, unit, year), timezone.now()
    if kind == "pdf":
        content, mime = book_paper(which, unit, year, rows, at=at), "application/pdf"
    else:
        content, mime = WRITERS[kind](tuple(HEADS[which]), rows), KINDS[kind]
    note_export(unit, which, year=year, form=kind, by=person(request), at=at)
    answer = HttpResponse(content, content_type=mime)
    name = "-".join(filter(None, ("register", book, unit.slug, str(year or ""))))
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
