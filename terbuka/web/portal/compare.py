"""Up to four units side by side: what each publishes and owes by class, what is stale, how each scored."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from terbuka.models import CatalogueEntry, Publication, RequiredItem, Result, WorkUnit
from terbuka.rules.assessment import RoundStatus
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.duedates import EntryState, entry_state
from terbuka.rules.freshness import has_own_pilkada, rests_on_pilkada
from terbuka.services.catalogue.entries import is_proven
from terbuka.web.charts import shown as exact
from terbuka.web.kept import kept
from terbuka.web.portal.asking import LONGEST_WORD
from terbuka.web.tables import Cell, download
from terbuka.web.words import CLASSES
from terbuka.web.years import step_of

MOST, MOST_OFFERED = 4, 12
_LETTERS = {"national": "N", "province": "P", "regency": "K"}


@dataclass(slots=True)
class Counted:
    """Items of one class at one unit, by how they stand."""

    states: dict[EntryState, int] = field(default_factory=lambda: dict.fromkeys(EntryState, 0))

    @property
    def owed(self) -> int:
        """What must be there now."""
        return self.there + self.states[EntryState.STALE] + self.states[EntryState.MISSING]

    @property
    def there(self) -> int:
        """What is there and holds."""
        return self.states[EntryState.FRESH] + self.states[EntryState.DUE]

    @property
    def stale(self) -> int:
        """What is there but out of date."""
        return self.states[EntryState.STALE]

    @property
    def missing(self) -> int:
        """What is not there."""
        return self.states[EntryState.MISSING]


@dataclass(frozen=True, slots=True)
class Column:
    """One unit of the comparison."""

    unit: WorkUnit
    publications: int
    all: Counted
    classes: dict[str, Counted]
    results: Sequence[Result]


def _owes(unit: WorkUnit, item: RequiredItem, has_pilkada: bool) -> bool:
    is_bound = item.institution in ("", unit.institution) and _LETTERS[unit.level] in item.levels
    return is_bound and (has_pilkada or not rests_on_pilkada(item.code))


def _columns(units: Sequence[WorkUnit]) -> list[Column]:
    """All units at once: the same four queries for one as for four."""
    items = list(RequiredItem.objects.all())
    entries = {(row.unit_id, row.item_id): row for row in CatalogueEntry.objects.filter(unit__in=units)}
    public = Publication.objects.filter(unit__in=units, status="public").order_by()
    published = dict(public.values_list("unit").annotate(n=Count("pk")))
    announced = Result.objects.filter(
        self_assessment__unit__in=units, self_assessment__round__status=RoundStatus.ANNOUNCED.value
    )
    results: dict[int, list[Result]] = {}
    rows = announced.defer("rows").select_related("self_assessment__round")
    for result in rows.order_by("-self_assessment__round__year", "-pk"):
        results.setdefault(result.self_assessment.unit_id, []).append(result)
    return [
        _column(unit, items, entries, published.get(unit.pk, 0), results.get(unit.pk, [])) for unit in units
    ]


def _column(
    unit: WorkUnit,
    items: Sequence[RequiredItem],
    entries: dict[tuple[int, int], CatalogueEntry],
    published: int,
    results: Sequence[Result],
) -> Column:
    has_pilkada = has_own_pilkada(unit.region_code, unit.level)
    column = Column(unit, published, Counted(), {str(kind): Counted() for kind in InformationClass}, results)
    for item in items:
        if not _owes(unit, item, has_pilkada):
            continue
        entry = entries.get((unit.pk, item.pk))
        state = entry_state(
            has_proof=bool(entry and is_proven(entry)),
            due_on=entry.due_on if entry else None,
            is_waived=bool(entry and entry.waived_at),
            rule_text=item.freshness or "none",
            on=timezone.localdate(),
            soon=settings.DUE_SOON,
        )
        column.all.states[state] += 1
        column.classes[item.information_class].states[state] += 1
    return column


@dataclass(frozen=True, slots=True)
class Shown:
    """A result as the table shows it: the newest, and the one before it where there is one."""

    newest: Result | None
    step: int
    before: Result | None


def _shown(column: Column) -> Shown:
    newest = column.results[0] if column.results else None
    before = column.results[1] if len(column.results) > 1 else None
    return Shown(newest, step_of(newest.category) if newest else 0, before)


def _offered(typed: str, chosen: Collection[str]) -> list[WorkUnit]:
    """Units whose name fits what was typed, but for those that are there already."""
    found = WorkUnit.objects.open(timezone.localdate()).named(typed).exclude(slug__in=chosen)
    return list(found[:MOST_OFFERED])


def _named(request: HttpRequest) -> list[WorkUnit]:
    """The units that the address names, in its order; one query."""
    slugs = list(dict.fromkeys(one.replace("\0", "")[:LONGEST_WORD] for one in request.GET.getlist("satker")))
    found = {unit.slug: unit for unit in WorkUnit.objects.filter(slug__in=slugs[: 3 * MOST])}
    return [found[slug] for slug in slugs if slug in found]


_KINDS = [str(kind) for kind in InformationClass if kind is not InformationClass.EXEMPT]


@kept
def compare(request: HttpRequest) -> HttpResponse:
    """The units that the address names, at most four, in its order; a box to add another by name."""
    units = _named(request)
    typed = request.GET.get("tambah", "").replace("\0", "").strip()[:LONGEST_WORD]
    columns = _columns(units[:MOST]) if units else []
    shown = {
        "section": "units",
        "columns": columns,
        "results": [_shown(column) for column in columns],
        "classes": [(kind, [column.classes[kind] for column in columns]) for kind in _KINDS],
        "typed": typed,
        "offered": _offered(typed, {unit.slug for unit in units}) if typed else [],
        "is_full": len(units) >= MOST,
        "was_cut": len(units) > MOST,
        "most": MOST,
    }
    return render(request, "portal/compare.html", shown)


HEAD = ("satker", "kelas", "wajib", "ada", "usang", "belum_ada", "diumumkan", "putaran", "nilai", "kategori")


@kept
def compare_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as a file: a row for each unit and class, the whole first. Raises Http404 for a kind."""
    units = _named(request)[:MOST]
    return download(kind, "perbandingan", HEAD, _rows(_columns(units) if units else []))


def _rows(columns: Iterable[Column]) -> Iterator[list[Cell]]:
    for column in columns:
        newest = _shown(column).newest
        told: list[Cell] = [column.publications, "", None, ""]
        if newest:
            score = None if newest.score is None else exact(newest.score)
            told[1:] = [newest.self_assessment.round.name, score, newest.category]
        parts = [("semua", column.all), *((str(CLASSES[kind]), column.classes[kind]) for kind in _KINDS)]
        for name, counted in parts:
            yield [column.unit.name, name, counted.owed, counted.there, counted.stale, counted.missing, *told]
