"""The exempt list (DIK) of a unit for anybody: what, on which ground, until when; never the content."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from terbuka.models import ExemptDocument, WorkUnit
from terbuka.rules.language import Phrase, speaking
from terbuka.web.access import today_at
from terbuka.web.exemption.wording import ground_of, term_of
from terbuka.web.kept import kept
from terbuka.web.tables import Cell, download

HEAD = (
    *("no", "informasi", "bagian_yang_ditutup", "dasar_hukum", "konsekuensi", "kepentingan_publik"),
    *("jangka_waktu", "nomor_sk", "tanggal_sk", "tanggal_berakhir", "satker"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One withheld document with its ground and its term in words."""

    document: ExemptDocument
    ground: Phrase
    term: Phrase


def rows_of(unit: WorkUnit) -> list[Row]:
    """What the unit withholds today, by decree; one query."""
    found = ExemptDocument.objects.listed(today_at(unit)).filter(test__unit=unit)
    return [
        Row(document=one, ground=ground_of(one), term=term_of(one))
        for one in found.order_by("test__decree_on", "test_id", "pk")
    ]


@kept
def exempt_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What a unit withholds, each document with its reason."""
    unit = get_object_or_404(WorkUnit, slug=slug)
    return render(request, "exemption/public.html", {"unit": unit, "section": "units", "rows": rows_of(unit)})


@kept
def exempt_list_export(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The same list as a file; always Indonesian. Raises Http404 for a kind that nobody writes."""
    unit = get_object_or_404(WorkUnit, slug=slug)
    return download(kind, f"dikecualikan-{unit.slug}", HEAD, cells_of(rows_of(unit)))


def cells_of(rows: Iterable[Row]) -> list[list[Cell]]:
    """The rows under HEAD, in Indonesian."""
    with speaking("id"):
        return list(map(_cells, enumerate(rows, start=1)))


def _cells(numbered: tuple[int, Row]) -> list[Cell]:
    number, row = numbered
    one, test = row.document, row.document.test
    return [
        number,
        one.title,
        one.withheld_part,
        str(row.ground),
        one.harm,
        one.public_interest,
        str(row.term),
        test.decree_number,
        test.decree_on.isoformat() if test.decree_on else "",
        one.until.isoformat() if one.until else "",
        test.unit.name,
    ]
