"""What the pages of a region ask the database: one question each, however many units stand below.

Sums are grouped by the database and by the row of the table, so that a nation
costs no more rows than a province.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, Max, Min, Q, Sum, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from terbuka.models import (
    Answer,
    Appointment,
    AssessmentRound,
    AuditFinding,
    AuditRun,
    FollowUpItem,
    RequiredItem,
    SelfAssessment,
    UnitProfile,
)
from terbuka.models.siteaudit import RunState
from terbuka.rules.people import Act, Reach, Role, reach_of
from terbuka.rules.scorecard import ZERO
from terbuka.web.region.scope import Region

# Which values count: what stands now, or one kind alone.
BASES = {
    "": ("verification__value", "value", "draft_value"),
    "draf": ("draft_value",),
    "satker": ("value",),
    "verifikator": ("verification__value",),
}
# Who works at a unit itself, by what the role reaches.
OFFICE = tuple(role.value for role in Role if reach_of(role, Act.SEE) is Reach.OWN)


class Sent(NamedTuple):
    """A unit's questionnaire in a round; `saved_at` is when a person last answered there."""

    unit_id: int
    status: str
    submitted_at: datetime | None
    saved_at: datetime | None


def sent(round_: AssessmentRound, region: Region) -> dict[int, Sent]:
    """The questionnaires of the round by unit."""
    rows = (
        SelfAssessment.objects.filter(round=round_, unit__in=region.ids)
        .order_by()
        .values_list("unit_id", "status", "submitted_at", Max("answers__saved_at"))
    )
    return {row[0]: Sent._make(row) for row in rows}


@dataclass(slots=True)
class Sums:
    """Points of some answers, exact; how many there are, have a value, a mark, or fall short of it all."""

    points: Fraction = ZERO
    answers: int = 0
    answered: int = 0
    marked: int = 0
    short: int = 0

    def add(self, other: "Sums") -> None:
        """Take the other's numbers in."""
        self.points += other.points
        self.answers += other.answers
        self.answered += other.answered
        self.marked += other.marked
        self.short += other.short


def _row(region: Region, path: str) -> Case:
    """SQL for the row in which a unit is counted: itself, or its province where the nation is shown."""
    unit = path.removesuffix("_id")
    direct = When(**{f"{unit}__parent": region.unit.pk}, then=F(path))
    return Case(direct, default=F(f"{unit}__parent_id"))


def _first(names: Sequence[str], half: str) -> Any:
    columns = [F(f"{name}_{half}") for name in names]
    return Coalesce(*columns) if len(columns) > 1 else columns[0]


def answers(round_: AssessmentRound, region: Region, basis: str = "") -> dict[tuple[int, str], Sums]:
    """Sums of the answers by row and question; points are value times weight."""
    weight = {question["code"]: question["weight"] for question in round_.definition["questions"]}
    found: dict[tuple[int, str], Sums] = {}
    rows = (
        Answer.objects.filter(self_assessment__round=round_, self_assessment__unit__in=region.ids)
        .order_by()
        .annotate(
            row=_row(region, "self_assessment__unit_id"),
            above=_first(BASES[basis], "numerator"),
            below=_first(BASES[basis], "denominator"),
        )
        .values_list("row", "code", "below")
        .annotate(
            total=Sum("above"),
            n=Count("pk"),
            marked=Count("verification__value_numerator"),
            short=Count("pk", filter=Q(above__lt=F("below"))),
        )
    )
    for row, code, divisor, total, n, marked, short in rows:
        points = Fraction(int(total) * weight.get(code, 0), divisor) if divisor else ZERO
        mine = found.setdefault((row, code), Sums())
        mine.add(Sums(points, n, n if divisor else 0, marked, short))
    return found


class Officer(NamedTuple):
    """Somebody who works at a unit, and when they last came in."""

    unit_id: int
    role: str
    name: str
    email: str
    last_login: datetime | None


def officers(region: Region) -> dict[int, list[Officer]]:
    """Who works at each unit today."""
    found: dict[int, list[Officer]] = {}
    rows = (
        Appointment.objects.living(region.today)
        .filter(unit__in=region.ids, role__in=OFFICE, account__is_active=True)
        .order_by("unit_id", "id")
        .values_list("unit_id", "role", "account__name", "account__email", "account__last_login")
    )
    for row in rows:
        found.setdefault(row[0], []).append(Officer._make(row))
    return found


def own_audits(region: Region) -> dict[int, date]:
    """The day on which somebody of the unit last asked for an audit, by unit."""
    rows = (
        AuditRun.objects.filter(unit__in=region.ids, queued_by__appointments__unit=F("unit"))
        .order_by()
        .values_list("unit_id")
        .annotate(last=Max("queued_at"))
    )
    return {unit: timezone.localdate(moment) for unit, moment in rows}


class Contact(NamedTuple):
    """How a unit's information service is reached."""

    unit_id: int
    whatsapp: str
    holder: str
    phone: str
    email: str


def contacts(units: Iterable[int]) -> dict[int, Contact]:
    """The profiles of these units, of those that filled theirs."""
    rows = UnitProfile.objects.filter(unit__in=units).values_list(
        "unit_id", "whatsapp", "whatsapp_holder", "phone", "email"
    )
    return {row[0]: Contact._make(row) for row in rows}


class Overdue(NamedTuple):
    """Follow-up items whose date has passed: how many, and the oldest date."""

    n: int
    oldest: date


def overdue(region: Region) -> dict[int, Overdue]:
    """By row."""
    rows = (
        FollowUpItem.objects.overdue(region.today)
        .filter(unit__in=region.ids)
        .order_by()
        .values_list(_row(region, "unit_id"))
        .annotate(n=Count("pk"), oldest=Min("due_on"))
    )
    return {row: Overdue(n, oldest) for row, n, oldest in rows}


def open_points(region: Region) -> dict[str, Fraction]:
    """The points of open follow-up items by required item, all units together.

    An item that asks for several at once is counted to each of them.
    """
    found: dict[str, Fraction] = {}
    rows = (
        FollowUpItem.objects.open()
        .filter(unit__in=region.ids, points_denominator__isnull=False)
        .exclude(key__contains=":")
        .order_by()
        .values_list("key", "points_denominator")
        .annotate(total=Sum("points_numerator"))
    )
    for key, divisor, total in rows:
        for code in key.split("+"):
            found[code] = found.get(code, ZERO) + Fraction(int(total), divisor)
    return found


class Run(NamedTuple):
    """A unit's newest audit."""

    unit_id: int
    pk: int
    as_of: date


def newest_runs(region: Region) -> dict[int, Run]:
    """By unit. A unit has one living audit at a time, so the newest has the highest number."""
    done = AuditRun.objects.filter(state=RunState.DONE.value, unit__in=region.ids)
    newest = done.order_by().values("unit").annotate(last=Max("pk")).values("last")
    rows = AuditRun.objects.filter(pk__in=newest).order_by().values_list("unit_id", "pk", "as_of")
    return {row[0]: Run._make(row) for row in rows}


def verdicts(region: Region, runs: Iterable[Run], code: str = "") -> dict[tuple[int, str], Counter[str]]:
    """How many units have which verdict, by row and required item (`code` alone if given)."""
    found: dict[tuple[int, str], Counter[str]] = {}
    counted = AuditFinding.objects.filter(run__in=[run.pk for run in runs]).order_by()
    if code:
        counted = counted.filter(code=code)
    rows = counted.values_list(_row(region, "run__unit_id"), "code", "verdict").annotate(n=Count("pk"))
    for row, code, verdict, n in rows:
        found.setdefault((row, code), Counter())[verdict] += n
    return found


def verdict_sums(runs: Iterable[Run]) -> dict[str, Counter[str]]:
    """How many units have which verdict, by required item, from these audits."""
    found: dict[str, Counter[str]] = {}
    counted = AuditFinding.objects.filter(run__in=[run.pk for run in runs]).order_by()
    for code, verdict, n in counted.values_list("code", "verdict").annotate(n=Count("pk")):
        found.setdefault(code, Counter())[verdict] += n
    return found


class Item(NamedTuple):
    """A required item as a column."""

    code: str
    name: str
    kind: str


def items(region: Region) -> list[Item]:
    """The items that bind any of the units, in the order of the list."""
    letters = {"national": "N", "province": "P", "regency": "K"}
    binds = Q(pk__in=[])
    for level in {row.unit.level for row in region.rows} | ({"regency"} if region.is_area else set()):
        binds |= Q(levels__contains=letters[level])
    found = RequiredItem.objects.filter(binds, institution__in=("", region.unit.institution))
    return [Item._make(one) for one in found.values_list("code", "name", "information_class")]
