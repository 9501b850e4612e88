"""`/nasional/`: the provinces on a tile map, the table that says the same, year on year, and the file."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from terbuka.rules.scoring import Category
from terbuka.web.access import person
from terbuka.web.charts import shown
from terbuka.web.kept import kept_by, kept_part
from terbuka.web.nation import asking
from terbuka.web.nation.asking import Asked, asked_of, body_of, year_choices
from terbuka.web.nation.numbers import (
    BEST_FIRST,
    Numbers,
    Place,
    Rounds,
    announced_rounds,
    numbers_of,
    places,
    published,
    published_years,
    years_of,
)
from terbuka.web.nation.reach import InPlace, in_place, sees_below
from terbuka.web.nation.showing import Line, lines_of, numbers_shown
from terbuka.web.tables import Cell, download


def _read(request: HttpRequest, asked: Asked, numbers: Numbers, there: Mapping[str, Place]) -> list[Line]:
    today = timezone.localdate()
    is_own = asked.measure == asking.IN_PLACE
    own = in_place(person(request), asked.institution, today) if is_own else {}
    by_year = numbers.by_year if asked.is_here else published(asked.institution)
    return lines_of(asked, by_year.get(asked.year, {}), there, own)


def nation(request: HttpRequest) -> HttpResponse:
    """How open one body is, province by province, in a year."""
    rounds = announced_rounds()
    return kept_by(request, rounds.state, make=lambda: _nation(request, rounds))


def _nation(request: HttpRequest, rounds: Rounds) -> HttpResponse:
    today = timezone.localdate()
    may_see, institution = sees_below(request, today), body_of(request, rounds)
    years, elsewhere = years_of(institution, rounds), published_years(institution)
    asked = asked_of(request, institution, years, may_see_units=may_see)
    there = places(institution, asked.year or today.year, rounds)
    is_own = asked.measure == asking.IN_PLACE
    measures = asking.MEASURES | (asking.OWN_MEASURES if may_see else {})

    def drawn() -> SafeString:
        numbers = numbers_of(institution, rounds)
        told = {
            "asked": asked,
            "has_anything": bool(years or elsewhere),
            "has_year": asked.is_here or is_own or asked.year in elsewhere,
            "fields": [
                *asking.fields(asked, year_choices(years, institution, today)),
                ("ukuran", _("Ukuran"), list(measures.items()), asked.measure),
                ("urut", _("Urutan tabel"), list(asking.ORDERS.items()), asked.order),
            ],
        }
        if told["has_year"]:
            told |= numbers_shown(asked, numbers, _read(request, asked, numbers, there))
        return render_to_string("nation/nation.html#whole", told, request)

    whole = drawn() if is_own else kept_part("nation", repr(asked), str(may_see), rounds.state, make=drawn)
    page = render(request, "nation/nation.html", {"section": "nation", "asked": asked, "whole": whole})
    page.shared_part = whole  # type: ignore[attr-defined]  # packed once for all who read the same numbers
    return page


HEAD = ("tahun", "lembaga", "kode_provinsi", "provinsi", "satker", "diminta", "dinilai")
_ITEMS = ("satker", "diperiksa", "butir_di_tempat", "butir_wajib", "persen_di_tempat")


def _key(category: str) -> str:
    return category.lower().replace(" ", "_")


def _exported(asked: Asked, lines: list[Line]) -> tuple[list[str], list[list[Cell]]]:
    """The table of the page, with what stands without a score told apart."""
    if asked.measure == asking.IN_PLACE:
        return [*HEAD[1:4], *_ITEMS], [_items(line, asked) for line in lines]
    categories = [*BEST_FIRST, Category.NOT_ASSESSED.value, Category.NOT_PARTICIPATING.value]
    head = [*HEAD, *(_key(one) for one in categories), "tanpa_nilai", "persen_informatif", "rata_rata"]
    rows: list[list[Cell]] = []
    for line in lines:
        counts = line.counts
        told = (counts.share, counts.average) if asked.is_here else (None, None)
        rows.append(
            [
                *(asked.year, asked.institution, line.code or "00", line.name, line.units),
                *(counts.asked if asked.is_here else None, counts.scored),
                *(counts.of(one) for one in categories),
                line.unscored,
                *(None if one is None else shown(one) for one in told),
            ]
        )
    return head, rows


def _items(line: Line, asked: Asked) -> list[Cell]:
    """Items in place of one province."""
    own = line.own or InPlace()
    share = None if own.share is None else shown(own.share)
    first: list[Cell] = [asked.institution, line.code or "00", line.name]
    return [*first, own.units, own.audited, own.present, own.owed, share]


def nation_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same table as a file. Raises Http404 for a year of which nothing is known."""
    rounds = announced_rounds()
    return kept_by(request, rounds.state, make=lambda: _nation_export(request, kind, rounds))


def _nation_export(request: HttpRequest, kind: str, rounds: Rounds) -> HttpResponse:
    institution = body_of(request, rounds)
    years = years_of(institution, rounds)
    may_see = sees_below(request, timezone.localdate())
    asked = asked_of(request, institution, years, may_see_units=may_see)
    if not asked.year:
        raise Http404
    there = places(institution, asked.year, rounds)
    head, rows = _exported(asked, _read(request, asked, numbers_of(institution, rounds), there))
    where = "" if asked.is_here or asked.measure == asking.IN_PLACE else "-terbitan-lain"
    return download(kind, f"nasional-{institution.lower()}-{asked.year}{where}", head, rows)
