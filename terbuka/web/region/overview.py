"""The overview of a region: who is silent, how to reach them, progress, commonest gaps, what is overdue."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from terbuka.models import AssessmentRound, RoundStep, WorkUnit
from terbuka.rules.assessment import StepKind
from terbuka.rules.contacts import whatsapp_link
from terbuka.rules.heat import SILENT_DAYS, CommonGap, commonest, lacking, percent, reminder, shade
from terbuka.rules.people import ROLE_WORDS, Act, Role
from terbuka.web.access import working
from terbuka.web.region import asked
from terbuka.web.region.scope import Below, Place, Region, chosen, frame, region_of, rounds_of
from terbuka.web.region.states import OUTSIDE, QUIET, STATES, Standing, Status, standing_in
from terbuka.web.tags import worded
from terbuka.web.words import Word

MOST_SILENT, MOST_GAPS, MOST_OVERDUE = 20, 10, 10
SENT = ("submitted", "verified", "announced")


@dataclass(frozen=True, slots=True)
class Silent:
    """A silent unit, who works there, how its service is reached, and a chat with the words ready."""

    unit: Below
    status: Status
    people: tuple[tuple[asked.Officer, str], ...]
    contact: asked.Contact | None
    chat: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A row: states, answers marked of all, the share that stands, follow-up items overdue."""

    row: Place
    states: tuple[tuple[Word, int], ...]
    last_on: date | None
    sums: asked.Sums
    share: int | None
    shade: int
    overdue: asked.Overdue | None

    @property
    def is_marking(self) -> bool:
        """Was anything sent that is to be marked?"""
        return bool(self.sums.answers)


@dataclass(frozen=True, slots=True)
class Lack:
    """A common gap with its words and where the units that have it are listed."""

    gap: CommonGap
    words: str
    address: str


def _fill_until(round_: AssessmentRound) -> date | None:
    step = RoundStep.objects.filter(round=round_, kind=StepKind.FILL.value).first()
    return step.to_on if step else None


def silent_units(round_: AssessmentRound, region: Region, standing: Standing) -> list[Silent]:
    """The silent units, the longest silent first; two queries."""
    quiet = {pk: one for pk, one in standing.of_unit.items() if one.state == QUIET}
    if not quiet:
        return []
    units = {one.pk: one for one in region.below if one.pk in quiet}
    order = sorted(quiet, key=lambda pk: (-quiet[pk].days, units[pk].region_code))[:MOST_SILENT]
    reached, until = asked.contacts(order), _fill_until(round_)
    found = []
    for pk in order:
        unit, contact = units[pk], reached.get(pk)
        text = reminder(
            unit=unit.name,
            holder=contact.holder if contact else "",
            name=round_.name,
            days=quiet[pk].days,
            until=until or region.today,
            today=region.today,
            address=f"{settings.SITE.scheme}://{settings.SITE.netloc}"
            + reverse("saq", args=[unit.slug, round_.slug]),
        )
        people = tuple((one, str(ROLE_WORDS[Role(one.role)])) for one in standing.officers.get(pk, ()))
        chat = whatsapp_link(contact.whatsapp, text) if contact else ""
        found.append(Silent(unit, quiet[pk], people, contact, chat))
    return found


def progress(
    region: Region,
    standing: Standing,
    sums: dict[tuple[int, str], asked.Sums],
    weight: dict[str, int],
    late: dict[int, asked.Overdue],
) -> list[Progress]:
    """Every row with how far it is, those that the round does not ask last."""
    of_row: dict[int, asked.Sums] = {row.pk: asked.Sums() for row in region.rows}
    for (pk, _code), part in sums.items():
        of_row[pk].add(part)
    found = []
    for row in region.rows:
        counts, mine = standing.counts(row.units), of_row[row.pk]
        taking_part = len(row.units) - counts[OUTSIDE]
        share = percent(mine.points, sum(weight.values()) * taking_part) if mine.answered else None
        found.append(
            Progress(
                row,
                tuple((STATES[key], counts[key]) for key in STATES if counts[key]),
                max((day for one in row.units if (day := standing.of_unit[one].last_on)), default=None),
                mine,
                share,
                shade(share or 0),
                late.get(row.pk),
            )
        )
    return sorted(found, key=lambda row: not row.sums.answers)


def lacks_by_item(region: Region) -> list[Lack]:
    """Required items that most units lack, by their newest audits; four queries."""
    runs = asked.newest_runs(region)
    if not runs:
        return []
    found, worth = asked.verdict_sums(runs.values()), asked.open_points(region)
    gaps = commonest(
        (CommonGap(code, lacking(counts), worth.get(code)) for code, counts in found.items()), MOST_GAPS
    )
    words = {one.code: one.name for one in asked.items(region)}
    page = reverse("region_items", args=[region.unit.slug])
    return [Lack(gap, words.get(gap.key, gap.key), f"{page}?butir={gap.key}") for gap in gaps]


def lacks_by_question(
    round_: AssessmentRound, region: Region, sums: dict[tuple[int, str], asked.Sums]
) -> list[Lack]:
    """Questions on which most units fall short of the full value, unanswered ones left aside."""
    asked_of = {question["code"]: question for question in round_.definition["questions"]}
    short: Counter[str] = Counter()
    lost: dict[str, Fraction] = {}
    for (_row, code), mine in sums.items():
        if code in asked_of:
            short[code] += mine.short
            full = asked_of[code]["weight"] * mine.answered
            lost[code] = lost.get(code, Fraction(0)) + full - mine.points
    gaps = commonest((CommonGap(code, n, lost[code]) for code, n in short.items()), MOST_GAPS)
    page = reverse("region_groups", args=[region.unit.slug])
    return [
        Lack(
            gap,
            worded(asked_of[gap.key]["text"]),
            f"{page}?putaran={round_.slug}&kelompok={asked_of[gap.key]['group']}&urut={gap.key}",
        )
        for gap in gaps
    ]


def _total(rows: Iterable[Progress]) -> asked.Sums:
    total = asked.Sums()
    for row in rows:
        total.add(row.sums)
    return total


def overview(region: Region, round_: AssessmentRound | None) -> dict[str, Any]:
    """All that the overview and its file tell."""
    standing = standing_in(round_, region)
    sums = asked.answers(round_, region) if round_ else {}
    weight = {one["code"]: one["weight"] for one in round_.definition["questions"]} if round_ else {}
    rows = progress(region, standing, sums, weight, asked.overdue(region))
    return {
        "round": round_,
        "standing": standing,
        "sums": sums,
        "rows": rows,
        "counts": standing.counts(region.ids),
        "total": _total(rows),
        "late": sorted((row for row in rows if row.overdue), key=lambda row: -(row.overdue or (0,))[0]),
    }


@working(Act.SEE)
def region(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """What waits below a unit, in one look."""
    below = region_of(request, unit)
    rounds = rounds_of(below)
    told = frame(below, "overview", rounds)
    if not below.rows:
        return render(request, "region/overview.html", told | {"round": None})
    round_ = chosen(request, rounds)
    found = overview(below, round_)
    counts = found["counts"]
    silent = silent_units(round_, below, found["standing"]) if round_ else []
    return render(
        request,
        "region/overview.html",
        told
        | found
        | {
            "days": SILENT_DAYS,
            "silent": silent,
            "more_silent": counts[QUIET] - len(silent),
            "sent": sum(counts[state] for state in SENT),
            "taking_part": len(below.ids) - counts[OUTSIDE],
            "late": found["late"][:MOST_OVERDUE],
            "late_units": len(found["late"]),
            "by_item": lacks_by_item(below),
            "by_question": lacks_by_question(round_, below, found["sums"]) if round_ else [],
            "may_verify": any(row.may_verify for row in below.rows),
        },
    )
