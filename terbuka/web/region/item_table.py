"""The matrix of required items as values: what the newest audit of each unit found, item by item.

Thousands of cells are drawn here and not in the template, as little markup as
they can be: the word in the cell is what is read out, the sign over it is the
style sheet's.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from terbuka.rules.heat import GAPS, in_place, shade
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.web.region import asked
from terbuka.web.region.scope import Place, Region, named, typed
from terbuka.web.words import CLASSES, VERDICTS, Word

# One letter a verdict, as the style sheet names its cell.
SIGNS = {
    "present": "p",
    "partial": "h",
    "stale": "s",
    "unreadable": "n",
    "wrong_unit": "w",
    "needs_review": "r",
    "could_not_look": "u",
    "missing": "m",
    "not_applicable": "a",
}
LACKING = "kurang"
type Found = Mapping[tuple[int, str], Counter[str]]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; what is not known is left out."""

    text: str
    kind: str
    verdict: str
    code: str
    order: str

    @classmethod
    def of(cls, request: HttpRequest, items: Sequence[asked.Item]) -> "Filters":
        """Read from the address."""
        kind, verdict = request.GET.get("kelas", ""), request.GET.get("putusan", "")
        code, order = request.GET.get("butir", ""), request.GET.get("urut", "")
        return cls(
            typed(request),
            kind if kind in CLASSES else "",
            verdict if verdict in VERDICTS else "",
            code if code in {one.code for one in items} else "",
            order if order == LACKING else "",
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the matrix: how many of its units were audited, the newest day, verdicts in all, its cells.

    `address` leads to the audit, or to the same page of the province.
    """

    row: Place
    address: str
    audited: int
    as_of: date | None
    counts: tuple[tuple[Word, int], ...]
    share: int | None
    gaps: int
    cells: SafeString


@dataclass(frozen=True, slots=True)
class One:
    """A row where one item alone is shown."""

    row: Place
    address: str
    counts: tuple[tuple[Word, int], ...]
    share: int | None


def shown_items(items: Sequence[asked.Item], found: Found, filters: Filters) -> list[asked.Item]:
    """The columns asked for: of a class, and of a verdict where any unit has it."""
    seen = {code for (_row, code), counts in found.items() if counts[filters.verdict]}
    return [
        one for one in items if filters.kind in ("", one.kind) and (not filters.verdict or one.code in seen)
    ]


def _drawn(counts: Counter[str] | None, words: Mapping[str, str], *, is_area: bool) -> str:
    """One cell: a verdict, or the per cent of units that have the item in place."""
    if not counts:
        return "<td class=x>–"
    if not is_area:
        verdict = next(iter(counts))
        return f"<td class={SIGNS.get(verdict, 'x')}>{words.get(verdict, '–')}"
    share = in_place(counts)
    return f"<td class=u>{words['could_not_look']}" if share is None else f"<td class=g{shade(share)}>{share}"


def _told(counts: Mapping[str, int]) -> tuple[tuple[Word, int], ...]:
    return tuple((word, counts[verdict]) for verdict, word in VERDICTS.items() if counts.get(verdict))


def lines(
    region: Region,
    runs: Mapping[int, asked.Run],
    found: Found,
    items: Sequence[asked.Item],
    filters: Filters,
) -> list[Line]:
    """The rows asked for, those with most gaps first where asked; units never audited are among them."""
    words = {verdict: escape(str(word.label)) for verdict, word in VERDICTS.items()}
    made = []
    for row in named(region.rows, filters.text):
        mine = [found.get((row.pk, item.code)) for item in items]
        total: Counter[str] = sum((counts for counts in mine if counts), Counter())
        if filters.verdict and not total[filters.verdict]:
            continue
        audited = [runs[pk] for pk in row.units if pk in runs]
        cells = "".join(_drawn(counts, words, is_area=row.is_area) for counts in mine) if audited else ""
        made.append(
            Line(
                row,
                _audit_page(row, runs),
                len(audited),
                max((run.as_of for run in audited), default=None),
                _told(total),
                in_place(total),
                sum(total[verdict] for verdict in GAPS),
                mark_safe(cells),  # noqa: S308  numbers, letters and escaped words alone
            )
        )
    if filters.order == LACKING:
        made.sort(key=lambda line: (not line.audited, -line.gaps))
    return made


def _audit_page(row: Place, runs: Mapping[int, asked.Run]) -> str:
    if row.is_area:
        return row.address("region_items")
    run = runs.get(row.pk)
    return reverse("audit", args=[row.unit.slug, run.pk]) if run else reverse("audits", args=[row.unit.slug])


def of_one(
    region: Region, runs: Mapping[int, asked.Run], found: Found, item: asked.Item, filters: Filters
) -> list[One]:
    """Every unit with its verdict on one item, what asks for an act first; never audited ones last."""
    urgency = [verdict.value for verdict in GAPS] + [Verdict.NEEDS_REVIEW.value, Verdict.COULD_NOT_LOOK.value]
    made = []
    for row in named(region.rows, filters.text):
        counts = found.get((row.pk, item.code), Counter[str]())
        if filters.verdict and not counts[filters.verdict]:
            continue
        run = runs.get(row.pk)
        address = _audit_page(row, runs)
        if row.is_area:
            address += f"?butir={item.code}"
        elif run and counts:
            address = reverse("audit_item", args=[row.unit.slug, run.pk, item.code])
        place = min((n for n, verdict in enumerate(urgency) if counts[verdict]), default=len(urgency))
        made.append((not counts, place, One(row, address, _told(counts), in_place(counts))))
    return [one for _none, _place, one in sorted(made, key=lambda row: row[:2])]


def cell_word(counts: Counter[str] | None, *, is_area: bool) -> str | int | None:
    """A cell as a file tells it: the verdict in words, or the per cent in place."""
    if not counts:
        return None
    return in_place(counts) if is_area else str(VERDICTS[next(iter(counts))].label)


def never_words() -> str:
    """What is said of a unit that no audit has looked at."""
    return _("belum pernah diperiksa")
