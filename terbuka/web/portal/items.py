"""Required items over all units: who has made one public, since when, and who has not yet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terbuka.models import CatalogueEntry, RequiredItem, WorkUnit
from terbuka.models.units import WorkUnitSet
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.duedates import EntryState, entry_state
from terbuka.services.catalogue.across import count_having, having, owing
from terbuka.web import words
from terbuka.web.kept import kept
from terbuka.web.linked import Thing, crumbs, table
from terbuka.web.portal.asking import Asked, asked_of, choices_of
from terbuka.web.tables import KINDS, Cell, download

A_PAGE = 50
HAVING, LACKING = "ada", "belum"
HEAD = ("butir", "satker", "lembaga", "kode_wilayah", "keadaan", "judul", "alamat", "sejak", "berlaku_sampai")


@dataclass(frozen=True, slots=True)
class Line:
    """How one item stands at one unit."""

    unit: WorkUnit
    state: EntryState
    entry: CatalogueEntry | None

    @property
    def since(self) -> date | None:
        """Since when it is there as it is."""
        if self.entry is None:
            return None
        return self.entry.publication.changed_on if self.entry.publication else self.entry.site_seen_on


def _narrowed(item: RequiredItem, asked: Asked) -> WorkUnitSet:
    found = owing(item, timezone.localdate()).order_by("region_code", "-institution")
    if asked.province:
        found = found.filter(province_code=asked.province)
    return found.of(asked.institution) if asked.institution else found


@dataclass(frozen=True, slots=True)
class Across:
    """One item over the units that the address asks for."""

    item: RequiredItem
    asked: Asked
    units: WorkUnitSet
    owing: int
    having: int

    def lines(self, some: Iterable[WorkUnit]) -> list[Line]:
        """These units with how the item stands there; one query."""
        units = list(some)
        rows = CatalogueEntry.objects.filter(item=self.item, unit__in=units)
        entries = {row.unit_id: row for row in rows.select_related("publication__public")}
        proven = set(
            having(self.item, self.asked.year).filter(unit__in=units).values_list("unit_id", flat=True)
        )
        return [self._line(unit, entries.get(unit.pk), unit.pk in proven) for unit in units]

    def _line(self, unit: WorkUnit, entry: CatalogueEntry | None, has_proof: bool) -> Line:
        state = entry_state(
            has_proof=has_proof,
            due_on=entry.due_on if entry else None,
            is_waived=bool(entry and entry.waived_at),
            rule_text=self.item.freshness or "none",
            on=timezone.localdate(),
            soon=settings.DUE_SOON,
        )
        return Line(unit, state, entry if has_proof else None)


def _across(item: RequiredItem, asked: Asked) -> Across:
    units = _narrowed(item, asked)
    has = Exists(having(item, asked.year).filter(unit=OuterRef("pk")))
    total, showing = units.count(), units.filter(has).count()
    if asked.state == HAVING:
        units = units.filter(has)
    elif asked.state == LACKING:
        units = units.filter(~has)
    else:
        # Who has it first: that is what a reader came for; then by region.
        units = units.annotate(shows=has).order_by("-shows", "region_code", "-institution")
    return Across(item, asked, units, total, showing)


def _trail(found: RequiredItem) -> list[tuple[str, str]]:
    return [(_("Butir wajib"), reverse("items")), (found.name, reverse("item", args=[found.code]))]


def _as_data(found: RequiredItem) -> Thing:
    files = [reverse("item_export", args=[found.code, kind]) for kind in ("csv", "json")]
    about = _("Satker mana yang sudah menunjukkannya, sejak kapan, dan di mana.")
    return table(found.name, about, reverse("item", args=[found.code]), files)


@kept
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One item: everybody's, province by province. Raises Http404."""
    found = get_object_or_404(RequiredItem, code=code)
    asked = asked_of(request)
    across = _across(found, asked)
    page = Paginator(across.units, A_PAGE).get_page(asked.number)
    shown = {
        "section": "search",
        "item": found,
        "asked": asked,
        "across": across,
        "lacking": across.owing - across.having,
        "page": page,
        "lines": across.lines(page.object_list),
        "choices": choices_of(asked, "provinsi", "lembaga", "tahun"),
        "linked": [crumbs(_trail(found)), _as_data(found)],
        "states": [(HAVING, _("Yang sudah ada")), (LACKING, _("Yang belum ada"))],
    }
    return render(request, "portal/item.html", shown)


@kept
def item_export(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The same list as a file, whole. Raises Http404."""
    if kind not in KINDS:
        raise Http404
    found = get_object_or_404(RequiredItem, code=code)
    across = _across(found, asked_of(request))
    return download(kind, f"butir-{found.code}", HEAD, _rows(request, found, across.lines(across.units)))


def _rows(request: HttpRequest, found: RequiredItem, lines: Iterable[Line]) -> Iterator[list[Cell]]:
    for line in lines:
        publication = line.entry.publication if line.entry else None
        title = publication.public.title if publication and publication.public else ""
        address = line.entry.site_url if line.entry else ""
        if publication:
            address = request.build_absolute_uri(reverse("publication", args=[publication.pk]))
        due = line.entry.due_on if line.entry else None
        yield [
            found.code,
            line.unit.name,
            line.unit.institution,
            line.unit.region_code,
            str(words.STANDINGS[line.state].label),
            title,
            address,
            line.since.isoformat() if line.since else "",
            due.isoformat() if due else "",
        ]


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of the list with how many units show it."""

    item: RequiredItem
    having: int


def _listed(asked: Asked) -> list[Listed]:
    found = RequiredItem.objects.all()
    if asked.institution:
        found = found.filter(institution__in=("", asked.institution))
    if asked.information_class:
        found = found.filter(information_class=asked.information_class)
    counts = count_having(found)
    return [Listed(one, counts.get(one.pk, 0)) for one in found]


def _all_as_data() -> Thing:
    files = [reverse("items_export", args=[kind]) for kind in ("csv", "json")]
    about = _("Butir yang wajib diumumkan atau disediakan, dengan dasar dan aturan pembaruannya.")
    return table(_("Butir informasi wajib"), about, reverse("items"), files)


@kept
def items(request: HttpRequest) -> HttpResponse:
    """All required items by class, each leading to everybody's."""
    asked = asked_of(request)
    rows = _listed(asked)
    classes = [
        (str(kind), [row for row in rows if row.item.information_class == kind]) for kind in InformationClass
    ]
    shown = {
        "section": "search",
        "asked": asked,
        "classes": [(kind, some) for kind, some in classes if some],
        "total": len(rows),
        "choices": choices_of(asked, "kelas", "lembaga"),
        "linked": [_all_as_data()],
    }
    return render(request, "portal/items.html", shown)


@kept
def items_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list of items as a file. Raises Http404 for a kind that nobody writes."""
    head = ("kode", "nama", "kelas", "lembaga", "tingkat", "aturan_pembaruan", "dasar", "satker_yang_punya")
    rows: list[list[Cell]] = [
        [
            row.item.code,
            row.item.name,
            str(words.CLASSES[row.item.information_class]),
            row.item.institution,
            row.item.levels,
            row.item.update_rule,
            "; ".join(row.item.basis),
            row.having,
        ]
        for row in _listed(asked_of(request))
    ]
    return download(kind, "butir-wajib", head, rows)
