"""The tables of a region as files, with the same filters as their pages."""

from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse

from terbuka.models import WorkUnit
from terbuka.rules.contacts import spoken_number
from terbuka.rules.people import Act
from terbuka.web.access import working
from terbuka.web.charts import shown
from terbuka.web.region import asked, heat_table, item_table
from terbuka.web.region.overview import overview
from terbuka.web.region.scope import Region, chosen, region_of, rounds_of
from terbuka.web.region.states import OUTSIDE, standing_in
from terbuka.web.tables import Cell, download
from terbuka.web.words import Word

type Table = tuple[Sequence[str], list[list[Cell]]]
_FIRST = ("kode_wilayah", "satker")


def _states(states: Sequence[tuple[Word, int]], *, is_area: bool) -> str:
    return "; ".join(f"{word.label}: {n}" if is_area else str(word.label) for word, n in states)


def _groups(request: HttpRequest, region: Region) -> Table:
    """The heat table: shares in whole per cent."""
    round_ = chosen(request, rounds_of(region))
    if round_ is None:
        raise Http404
    filters = heat_table.Filters.of(request, round_)
    head = heat_table.columns(round_, filters.group)
    found = heat_table.lines(round_, region, standing_in(round_, region), filters, head)
    rows: list[list[Cell]] = [
        [
            line.row.unit.region_code,
            line.row.unit.name,
            _states(line.states, is_area=region.is_area),
            line.marked,
            line.answers,
            line.share,
            *(cell.share for cell in line.cells),
        ]
        for line in found
    ]
    keys = (f"persen_{column.key}" for column in head)
    return (*_FIRST, "keadaan", "ditandai", "butir", "persen", *keys), rows


def _items(request: HttpRequest, region: Region) -> Table:
    """The matrix: verdicts in words, of provinces the per cent of units that have the item in place."""
    items = asked.items(region)
    filters = item_table.Filters.of(request, items)
    runs = asked.newest_runs(region)
    found = asked.verdicts(region, runs.values(), filters.code)
    columns = item_table.shown_items(items, found, filters)
    if filters.code:
        columns = [one for one in columns if one.code == filters.code]
    rows: list[list[Cell]] = [
        [
            line.row.unit.region_code,
            line.row.unit.name,
            line.as_of.isoformat() if line.as_of else item_table.never_words(),
            line.audited,
            line.share,
            *(
                item_table.cell_word(found.get((line.row.pk, one.code)), is_area=region.is_area)
                for one in columns
            ),
        ]
        for line in item_table.lines(region, runs, found, columns, filters)
    ]
    return (*_FIRST, "diperiksa", "satker_diperiksa", "persen_ada", *(one.code for one in columns)), rows


_SUMMARY = (
    "satker_dinilai",
    "keadaan",
    "kegiatan_terakhir",
    "hari_tanpa_kegiatan",
    "ditandai",
    "butir",
    "persen",
    "nilai",
    "tindak_lanjut_lewat",
    "pemegang_whatsapp",
    "whatsapp",
    "telepon",
    "surel",
)


def _reached(contact: asked.Contact | None) -> list[Cell]:
    if contact is None:
        return ["", "", "", ""]
    return [contact.holder, spoken_number(contact.whatsapp), spoken_number(contact.phone), contact.email]


def _summary(request: HttpRequest, region: Region) -> Table:
    """Every row with how far it is, and how a unit's service is reached."""
    told = overview(region, chosen(request, rounds_of(region)))
    standing, contacts = told["standing"], asked.contacts(row.pk for row in region.rows)
    rows: list[list[Cell]] = [
        [
            one.row.unit.region_code,
            one.row.unit.name,
            len(one.row.units) - standing.counts(one.row.units)[OUTSIDE],
            _states(one.states, is_area=region.is_area),
            one.last_on.isoformat() if one.last_on else "",
            max(standing.of_unit[pk].days for pk in one.row.units),
            one.sums.marked,
            one.sums.answers,
            one.share,
            None if region.is_area or one.share is None else shown(one.sums.points),
            one.overdue.n if one.overdue else 0,
            *_reached(contacts.get(one.row.pk)),
        ]
        for one in told["rows"]
    ]
    return (*_FIRST, *_SUMMARY), rows


_PARTS: dict[str, Callable[[HttpRequest, Region], Table]] = {
    "kelompok": _groups,
    "butir": _items,
    "ringkasan": _summary,
}


@working(Act.SEE)
def region_export(request: HttpRequest, unit: WorkUnit, part: str, kind: str) -> HttpResponse:
    """One of the tables as CSV or XLSX; 404 where there is nothing below, or no such table."""
    region = region_of(request, unit)
    if part not in _PARTS or kind not in ("csv", "xlsx") or not region.rows:
        raise Http404
    head, rows = _PARTS[part](request, region)
    return download(kind, f"{part}-{unit.slug}", head, rows)
