"""The annual service report of an office: what it writes of its year, the counts as they were published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

from terbuka.models import Account, Appointment, Notification, ServiceYear, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act, Role
from terbuka.rules.register.reporting import Period, Text, lacks, may_publish, reminder_stage, report_due
from terbuka.rules.ruling import BadInput, Ruling, Stale
from terbuka.services.events import record
from terbuka.services.notify import tell
from terbuka.services.people import day_at, reaching
from terbuka.services.register.figures import Figures, by_place, figures_of
from terbuka.services.units import check_open
from terbuka.services.units.checks import each, lines

SUBJECT = "service_year"
HIGHEST = 1_000_000_000_000
TEXTS = tuple(text.value for text in Text)
EARLIEST_YEAR = 2010  # the act came into force


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it stands: `own` counts of the office, `whole` and `below` with all units under it."""

    unit: WorkUnit
    period: Period
    row: ServiceYear
    own: Figures
    whole: Figures | None
    below: list[dict[str, Any]]
    means: Mapping[str, Any]


def _rupiah(value: Any) -> int | None:
    text = str(value if value is not None else "").strip().replace(".", "").replace(",00", "")
    if not text:
        return None
    if not text.isdecimal() or int(text) > HIGHEST:
        raise BadInput(say("Tulis jumlah rupiah dengan angka saja, misalnya 12.500.000."))
    return int(text)


CHECKS = {name: lines(10_000) for name in TEXTS} | {"budget": _rupiah, "budget_spent": _rupiah}


def year_of(unit: WorkUnit, year: int) -> ServiceYear:
    """What the office has written of a year; an empty row, not stored, where it has not begun."""
    found = ServiceYear.objects.filter(unit=unit, year=year).first()
    return found or ServiceYear(unit=unit, year=year, version=0)


def save_year(
    unit: WorkUnit, year: int, *, values: Mapping[str, Any], expected: int, by: Account, at: datetime
) -> ServiceYear:
    """Keep what the office writes of its year: `TEXTS`, "budget" and "budget_spent" in whole rupiah.

    Raises BadFields, Refused, BadInput for a year that has not come, Stale.
    """
    check_open(unit, at)
    if not EARLIEST_YEAR <= year <= day_at(unit, at).year:
        raise BadInput(say("Tahun ini tidak dapat dilaporkan."))
    kept = each(dict(values), CHECKS)
    with transaction.atomic():
        WorkUnit.objects.select_for_update().get(pk=unit.pk)
        row = year_of(unit, year)
        if row.version != expected:
            raise Stale(row)
        for name, value in kept.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        record(SUBJECT, row.pk, "save", by=by, at=at, payload={"unit": unit.pk, "year": year, **kept})
    return row


def publish_ruling(row: ServiceYear, at: datetime) -> Ruling:
    """May the report on this year be published now?"""
    texts = {name: getattr(row, name) for name in TEXTS}
    return may_publish(row.year, day_at(row.unit, at), lacks(texts, row.budget))


@transaction.atomic
def publish_report(row: ServiceYear, *, expected: int, by: Account, at: datetime) -> ServiceYear:
    """Make the report public with the counts as they are now; again, to bring them up to date.

    Raises Refused, Stale.
    """
    found = (
        ServiceYear.objects.select_for_update(of=("self",)).filter(pk=row.pk).select_related("unit").first()
    )
    if found is None or found.version != expected:
        raise Stale(found)
    publish_ruling(found, at).enforce()
    report = made_report(found.unit, Period(found.year), found, at=at)
    found.figures = {
        "own": report.own, "whole": report.whole, "below": report.below, "means": dict(report.means),
    }  # fmt: skip
    found.published_at, found.published_by = at, by
    found.version += 1
    found.save()
    told = {"unit": found.unit_id, "year": found.year, "received": report.own["requests"]["received"]}
    record(SUBJECT, found.pk, "publish", by=by, at=at, payload=told)
    return found


def made_report(unit: WorkUnit, period: Period, row: ServiceYear | None = None, *, at: datetime) -> Report:
    """The report counted now; a number of queries that does not grow with the units."""
    has_below, on = unit.children.exists(), day_at(unit, at)
    return Report(
        unit=unit,
        period=period,
        row=row or year_of(unit, period.year),
        own=figures_of(unit, period, on=on),
        whole=figures_of(unit, period, is_whole=True, on=on) if has_below else None,
        below=by_place(unit, period) if has_below else [],
        means=_means(unit, period.year) if has_below else {},
    )


def published_report(unit: WorkUnit, year: int) -> Report | None:
    """The report as it was published; None where it was not."""
    row = ServiceYear.objects.filter(unit=unit, year=year, published_at__isnull=False).first()
    if row is None:
        return None
    told = row.figures
    row.unit = unit
    return Report(unit, Period(year), row, told["own"], told["whole"], told["below"], told.get("means") or {})


def published_years(unit: WorkUnit) -> list[int]:
    """The years whose report is public, the newest first."""
    rows = ServiceYear.objects.filter(unit=unit, published_at__isnull=False)
    return list(rows.order_by("-year").values_list("year", flat=True))


def _means(unit: WorkUnit, year: int) -> dict[str, Any]:
    """Budgets of all units below together, and how many of them have published; one query."""
    rows = ServiceYear.objects.filter(
        Q(unit=unit) | Q(unit__parent=unit) | Q(unit__parent__parent=unit), year=year
    )
    return rows.aggregate(
        budget=Sum("budget"),
        budget_spent=Sum("budget_spent"),
        written=Count("id"),
        published=Count("id", filter=Q(published_at__isnull=False)),
    )


def owing_report(year: int, stage: int) -> QuerySet[WorkUnit]:
    """Offices that somebody publishes for, whose report on a year is not public nor reminded of yet."""
    told = Notification.objects.filter(kind=Kind.REPORT_DUE.value, key__endswith=f"-{year}-{stage}")
    public = ServiceYear.objects.filter(year=year, published_at__isnull=False)
    manned = Appointment.objects.filter(role__in=[Role.PPID.value, Role.SUPERVISOR.value], unit__isnull=False)
    rows = WorkUnit.objects.filter(pk__in=manned.values("unit"), valid_to=None)
    left_out = Q(pk__in=told.values("unit")) | Q(pk__in=public.values("unit"))
    return rows.exclude(left_out).select_related("parent__parent")


def tell_report_due(unit: WorkUnit, year: int, *, path: str, at: datetime) -> bool:
    """Remind those who publish for a unit that its report is owed, once a stage; were any told?"""
    due = report_due(year)
    today = day_at(unit, at)
    stage = reminder_stage(today, due) if due else None
    if due is None or stage is None:
        return False
    told = tell(
        reaching(unit, Act.PUBLISH, on=today),
        kind=Kind.REPORT_DUE,
        key=f"report-{unit.pk}-{year}-{stage}",
        unit=unit,
        payload={"title": str(year), "unit": unit.short_name, "due": due.isoformat()},
        path=path,
        at=at,
    )
    return bool(told)
