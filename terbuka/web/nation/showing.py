"""What the national page says: a line for each province, map and table of them, year on year."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from terbuka.models import PastResult
from terbuka.rules.history import Reference, reference_share
from terbuka.rules.language import Values
from terbuka.rules.regions import Tile, province_tiles
from terbuka.rules.scorecard import Number
from terbuka.rules.scoring import Category
from terbuka.web.nation import asking, drawing
from terbuka.web.nation.asking import Asked
from terbuka.web.nation.numbers import BEST_FIRST, NATIONAL, Counts, Numbers, Place, published, together
from terbuka.web.nation.reach import InPlace

NONE = "–"
MOST_PUBLISHED = 100


@cache
def slugs() -> dict[str, Tile]:
    """Provinces by the last part of their address."""
    return {slugify(tile.name): tile for tile in province_tiles()}


@cache
def slug_of() -> dict[str, str]:
    """The last part of the address by province code."""
    return {tile.code: slug for slug, tile in slugs().items()}


@cache
def drawn_category(category: str) -> SafeString:
    """The category as every page shows it, drawn once: a province shows two hundred."""
    step = len(BEST_FIRST) - BEST_FIRST.index(category) if category in BEST_FIRST else 0
    return render_to_string("components/category.html", {"step": step, "name": category})


@dataclass(slots=True)
class Line:
    """A province in the table, or the national office of the body (`code` is empty)."""

    code: str
    name: str
    short_name: str
    href: str
    units: int
    counts: Counts
    own: InPlace | None = None

    def value(self, measure: str) -> Fraction | None:
        """What the measure says of it; None where there is nothing to say."""
        if measure == asking.IN_PLACE:
            return self.own.share if self.own else None
        if measure == asking.AVERAGE:
            return self.counts.average
        return Fraction(self.counts.scored) if measure == asking.SCORED else self.counts.share

    @property
    def unscored(self) -> int:
        """Units without a score: not asked, not assessed, nothing handed in."""
        return max(self.units, self.counts.asked) - self.counts.scored


def percent(share: Fraction | None) -> str:
    """A share with two decimals, rounded down, as the reader writes it."""
    return NONE if share is None else f"{Number(share)} %"


def short(category: str) -> str:
    """A category in one word, as a narrow column says it: "Menuju" of "Menuju Informatif"."""
    return category.partition(" ")[0]


def score(value: Fraction | None) -> str:
    """A score with two decimals, rounded down, as the reader writes it."""
    return NONE if value is None else str(Number(value))


def _figure(line: Line, asked: Asked) -> str:
    """The number in a tile."""
    value = line.value(asked.measure)
    if asked.measure == asking.SCORED or not asked.is_here:
        return str(line.counts.scored)
    return score(value) if asked.measure == asking.AVERAGE else percent(value)


def lines_of(
    asked: Asked, counts: Mapping[str, Counts], there: Mapping[str, Place], own: Mapping[str, InPlace]
) -> list[Line]:
    """Every province in the order of the codes, then the national office."""
    before = reverse("nation_province", args=["-"]).removesuffix("-/")
    found = []
    for slug, tile in sorted(slugs().items(), key=lambda pair: pair[1].code):
        place = there.get(tile.code, Place(0, tile.name))
        short = place.short_name.partition(" ")[2] or tile.name
        href = f"{before}{slug}/?{asked.query}"
        line = Line(tile.code, tile.name, short, href, place.units, counts.get(tile.code, Counts()))
        line.own = own.get(tile.code)
        found.append(line)
    top = there.get(NATIONAL, Place(0, ""))
    national = Line(NATIONAL, _("Kantor nasional"), "", "", top.units, counts.get(NATIONAL, Counts()))
    national.own = own.get(NATIONAL)
    return [*_ordered(found, asked), national]


def _ordered(lines: list[Line], asked: Asked) -> list[Line]:
    """By region, or by the measure; who has no value stands last."""
    if asked.order == "wilayah":
        return lines
    sign = -1 if asked.order == "tertinggi" else 1
    is_counted = asked.is_here or asked.measure == asking.IN_PLACE
    measure = asked.measure if is_counted else asking.SCORED
    return sorted(lines, key=lambda line: (line.value(measure) is None, sign * (line.value(measure) or 0)))


def _columns(asked: Asked) -> list[str]:
    """What stands above the numbers of the table."""
    if asked.measure == asking.IN_PLACE:
        return [_("Satker"), _("Diperiksa"), _("Butir yang ada"), _("Butir wajib"), _("Persentase yang ada")]
    first = [_("Satker"), *(short(one) for one in BEST_FIRST), _("Tanpa nilai")]
    return [*first, _("Persentase Informatif"), _("Rata-rata")] if asked.is_here else first


def _cells(line: Line, asked: Asked) -> list[str]:
    if asked.measure == asking.IN_PLACE:
        own = line.own or InPlace()
        return [str(own.units), str(own.audited), str(own.present), str(own.owed), percent(own.share)]
    counts = line.counts
    first = [
        str(line.units),
        *(str(counts.of(category)) for category in BEST_FIRST),
        str(line.unscored),
    ]
    return [*first, percent(counts.share), score(counts.average)] if asked.is_here else first


def _said(line: Line, asked: Asked) -> str:
    """A tile in words."""
    if asked.measure == asking.IN_PLACE:
        own = line.own or InPlace()
        return _("%(name)s: %(present)d dari %(owed)d butir ada") % Values(
            name=line.name, present=own.present, owed=own.owed
        )
    return _("%(name)s: %(n)d Informatif dari %(units)d satker") % Values(
        name=line.name, n=line.counts.informative, units=line.units
    )


def _drawn_of(line: Line, asked: Asked) -> tuple[Counts, int]:
    """What the bar of a line shows, and of how many; items in place are drawn as the best step.

    What could not be looked at stays hatched, apart from what is lacking.
    """
    if asked.measure != asking.IN_PLACE:
        return line.counts, line.units
    own = line.own or InPlace()
    return Counts({Category.INFORMATIVE.value: own.present, drawing.LACKING: own.lacking}), own.owed


def _map(lines: list[Line], asked: Asked) -> SafeString:
    tiles = {}
    for line in lines:
        counts, total = _drawn_of(line, asked)
        figure = _figure(line, asked)
        said = _said(line, asked)
        tiles[line.code] = drawing.Tile(line.short_name, counts, total, figure, line.href, said)
    return drawing.tile_map(tiles, "peta")


def _table(lines: list[Line], whole: Line, asked: Asked) -> SafeString:
    rows = []
    for line in (*lines, whole):
        drawn = drawing.bar_of(*_drawn_of(line, asked))
        rows.append((line.href, line.name, drawn, *_cells(line, asked)))
    return drawing.table_rows(rows, _columns(asked))


def _measure(asked: Asked) -> str:
    """What the tiles' numbers are."""
    if not asked.is_here and asked.measure != asking.IN_PLACE:
        return _("Hasil yang ditemukan terbit")
    return str({**asking.MEASURES, **asking.OWN_MEASURES}[asked.measure])


def _whole(lines: list[Line]) -> Line:
    """The country in one line."""
    line = Line(
        NATIONAL,
        _("Indonesia"),
        "",
        "",
        sum(one.units for one in lines),
        together(one.counts for one in lines),
    )
    own = [one.own for one in lines if one.own]
    if own:
        line.own = InPlace(
            sum(one.units for one in own),
            sum(one.audited for one in own),
            sum(one.present for one in own),
            sum(one.owed for one in own),
            sum(one.unknown for one in own),
        )
    return line


def _trend(asked: Asked, numbers: Numbers) -> list[dict[str, Any]]:
    """Year on year, newest first: shares, averages, and what changed since the year before."""
    told: list[dict[str, Any]] = []
    before: Counts | None = None
    for year in sorted(numbers.by_year):
        counts, reference = numbers.total(year), reference_share(asked.institution, year)
        change = None
        if before is not None and before.share is not None and counts.share is not None:
            change = counts.share - before.share
        told.append(
            {
                "year": year,
                "counts": counts,
                "share": percent(counts.share),
                "average": score(counts.average),
                "change": _changed(change),
                "line": drawing.share_line(counts.share, reference.share if reference else None),
                "rounds": numbers.rounds.get(year, ()),
            }
        )
        before = counts
    return told[::-1]


def _changed(change: Fraction | None) -> str:
    """The change of a share in points: "+3,20"; rounded towards nothing, so that none is overstated."""
    if change is None:
        return NONE
    if not change:
        return str(Number(change))
    return f"{'−' if change < 0 else '+'}{Number(abs(change))}"


def _against(share: Fraction | None, reference: Reference | None) -> dict[str, Any]:
    """Where a share stands beside the reference, in points."""
    if share is None or reference is None:
        return {"reference": None}
    apart = share - reference.share
    return {
        "reference": reference,
        "reference_share": percent(reference.share),
        "is_below": apart < 0,
        "apart": Number(abs(apart)),
    }


def _lowest(lines: list[Line]) -> list[Line]:
    """The three provinces with the lowest shares."""
    asked_for = [line for line in lines if line.code and line.counts.share is not None]
    return sorted(asked_for, key=lambda line: line.counts.share or 0)[:3]


@dataclass(frozen=True, slots=True)
class Source:
    """A result published elsewhere, and where."""

    name: str
    slug: str
    year: int
    score: Fraction | None
    category: str
    assessor: str
    url: str

    @property
    def drawn(self) -> SafeString:
        """The category with its five steps."""
        return drawn_category(self.category)

    @property
    def host(self) -> str:
        """The site it was read on, as people say it."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


def sources_of(rows: QuerySet[PastResult]) -> list[Source]:
    """These results with their sources, newest first."""
    found = rows.select_related("unit").order_by("-year", "province_code", "published_name")
    return [
        Source(
            one.published_name,
            one.unit.slug if one.unit else "",
            one.year,
            one.score,
            one.category,
            one.assessor,
            one.url,
        )
        for one in found[:MOST_PUBLISHED]
    ]


def _elsewhere(asked: Asked) -> dict[str, Any]:
    """What was found published elsewhere: by year, and the rows of the year shown with their sources."""
    found = published(asked.institution)
    rows = PastResult.objects.filter(institution=asked.institution, year=asked.year)
    return {
        "published_years": [
            (year, counts.asked, [(short(one), counts.of(one)) for one in BEST_FIRST])
            for year in sorted(found, reverse=True)
            for counts in [together(found[year].values())]
        ],
        "published_rows": sources_of(rows) if asked.year in found else [],
        "published_n": together(found.get(asked.year, {}).values()).asked,
    }


def numbers_shown(asked: Asked, numbers: Numbers, lines: list[Line]) -> dict[str, Any]:
    """All that the part of the page with numbers says."""
    whole = _whole(lines)
    return {
        "asked": asked,
        "rounds": numbers.rounds.get(asked.year, ()),
        "is_demo": any(one.is_demo for one in numbers.rounds.get(asked.year, ())),
        "is_proposed": any(one.is_proposed for one in numbers.rounds.get(asked.year, ())),
        "measure": _measure(asked),
        "is_own": asked.measure == asking.IN_PLACE,
        "whole": whole,
        "counts": whole.counts,
        "share": percent(whole.counts.share),
        "own_share": percent(whole.own.share if whole.own else None),
        "lowest": [(line, percent(line.counts.share)) for line in _lowest(lines)],
        **_against(whole.counts.share, reference_share(asked.institution, asked.year)),
        "map": _map(lines, asked),
        "columns": _columns(asked),
        "table": _table(lines, whole, asked),
        "categories": [(len(BEST_FIRST) - n, name, short(name)) for n, name in enumerate(BEST_FIRST)],
        "trend": _trend(asked, numbers),
        **_elsewhere(asked),
    }
