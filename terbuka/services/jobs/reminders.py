"""Once a day: who is reminded of what comes due, who learns what is overdue, and the letters of the day.

Each person's reminder is one short transaction under a key of its own, so that a
run that broke off is run again and tells nobody twice.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.urls import reverse

from terbuka.models import ConsequenceTest, FollowUpItem, Publication, SelfAssessment, WorkUnit
from terbuka.models.followup import FollowUpItemSet
from terbuka.rules.assessment import RoundStatus, SaqStatus, StepKind
from terbuka.rules.exemption import TestStatus
from terbuka.rules.notify import Kind
from terbuka.rules.register.reporting import reminder_stage, report_due
from terbuka.rules.reminders import (
    LATE,
    LONGEST,
    PUBLICATION_STAGES,
    consequence_stage,
    item_stage,
    late_week,
    publication_stage,
    saq_stage,
    week_of,
)
from terbuka.rules.workdays import Calendar, workdays_after
from terbuka.services.assessment import office_of, page_of
from terbuka.services.calendar import calendar_of
from terbuka.services.catalogue import announce_archive, archive_due, recount_due, tell_due
from terbuka.services.catalogue.exemptrows import tell_due_test
from terbuka.services.notify import digest_readers, tell, write_digest
from terbuka.services.people import day_at, verifiers_over
from terbuka.services.register.reporting import owing_report, tell_report_due
from terbuka.services.register.today import due_lines

# How far places differ from one another: the day in Papua is never more than one ahead.
_ONE = timedelta(days=1)


def remind(_subject_id: int = 0, *, at: datetime) -> None:
    """What comes due, from questionnaires to reports; what is overdue, summed for those above."""
    _remind_of_questionnaires(at)
    _remind_of_items(at)
    _remind_of_publications(at)
    _remind_of_tests(at)
    _remind_of_reports(at)
    _tell_overdue(at)
    _tell_above(at)


def write_digests(_subject_id: int = 0, *, at: datetime) -> None:
    """The letter of the day for each who wants one, with the cases that come due; person by person."""
    for account in digest_readers():
        write_digest(account.pk, work=due_lines(account, at=at), at=at)


def _calendars() -> Callable[[WorkUnit], Calendar]:
    """The calendar of a unit's place, read once a place."""
    by_place: dict[str, Calendar] = {}

    def calendar(unit: WorkUnit) -> Calendar:
        if unit.region_code not in by_place:
            by_place[unit.region_code] = calendar_of(unit)
        return by_place[unit.region_code]

    return calendar


def _remind_of_questionnaires(at: datetime) -> None:
    """The office of each unit that has not sent: 7, 3 and 1 working days before the end."""
    today, calendar = day_at(None, at), _calendars()
    unsent = SelfAssessment.objects.filter(
        status=SaqStatus.FILLING.value,
        round__status=RoundStatus.OPEN.value,
        round__steps__kind=StepKind.FILL.value,
        round__steps__from_on__lte=today + _ONE,
        round__steps__to_on__range=(today - _ONE, today + timedelta(days=LONGEST)),
    )
    for saq in unsent.select_related("round", "unit__parent").prefetch_related("round__steps"):
        on, last = day_at(saq.unit, at), saq.round.schedule[StepKind.FILL].to_on
        stage = saq_stage(on, last, calendar(saq.unit))
        if stage is None:
            continue
        tell(
            office_of(saq, at=at),
            kind=Kind.SAQ_DUE_SOON,
            # Another end, another count.
            key=f"saq-due-{saq.pk}-{last.isoformat()}-{stage}",
            unit=saq.unit,
            payload={
                "round": saq.round.name,
                "unit": saq.unit.short_name,
                "left": 0 if on == last else max(workdays_after(on, last, calendar(saq.unit)), 1),
                "until": last.isoformat(),
            },
            path=page_of(saq),
            at=at,
        )


def archive_ended(_subject_id: int = 0, *, at: datetime) -> None:
    """Announce which publications end their retention soon, and archive those announced 30 days ago.

    Before that due dates move where a new release brought other dates of elections or rules.
    """
    recount_due(at=at)
    announce_archive(at=at)
    archive_due(at=at)


def _remind_of_publications(at: datetime) -> None:
    """Those who collect for the unit: 30, 7 and 0 days before a publication goes stale."""
    today = day_at(None, at)
    rows = Publication.objects.due_by(today + timedelta(days=max(PUBLICATION_STAGES) + 1))
    rows = rows.filter(due_on__gte=today - _ONE).select_related("unit__parent", "public")
    for publication in rows.order_by("due_on", "pk"):
        due_on = publication.due_on or today
        stage = publication_stage(day_at(publication.unit, at), due_on)
        if stage is not None:
            tell_due(publication, f"due-{stage}", due_on, at=at)


def _remind_of_tests(at: datetime) -> None:
    """Whose turn a test at a request is: 3, 1 and 0 working days before the answer is due, and once after."""
    today, calendar = day_at(None, at), _calendars()
    unfinished = (TestStatus.DRAFT.value, TestStatus.PROPOSED.value, TestStatus.ESCALATED.value)
    rows = ConsequenceTest.objects.filter(status__in=unfinished, due_on__lte=today + timedelta(days=LONGEST))
    for test in rows.select_related("unit__parent__parent", "escalated_to__parent").order_by("due_on", "pk"):
        on, due_on = day_at(test.unit, at), test.due_on or today
        stage = consequence_stage(on, due_on, calendar(test.unit))
        if stage is None:
            continue
        left = (
            None
            if stage == LATE
            else 0
            if on == due_on
            else max(workdays_after(on, due_on, calendar(test.unit)), 1)
        )
        tell_due_test(test, stage=stage, left=left, at=at)


def _remind_of_reports(at: datetime) -> None:
    """Who publishes for an office: 60, 30, 7 and 1 days before its report on last year is owed."""
    today = day_at(None, at)
    year = today.year - 1
    due = report_due(year)
    stage = reminder_stage(today, due) if due else None
    if stage is None:
        return
    for unit in owing_report(year, stage).iterator(chunk_size=200):
        tell_report_due(unit, year, path=reverse("service_year", args=[unit.slug, year]), at=at)


def _owned(items: FollowUpItemSet) -> FollowUpItemSet:
    return items.open().filter(owner__isnull=False).select_related("owner", "unit").order_by("due_on", "id")


def _remind_of_items(at: datetime) -> None:
    """The owner of each item, 7 days and 1 day before its date."""
    today = day_at(None, at)
    for item in _owned(FollowUpItem.objects.filter(due_on__range=(today, today + 8 * _ONE))):
        due_on = item.due_on or today
        on = day_at(item.unit, at)
        if (stage := item_stage(on, due_on)) is not None:
            _tell_owner(item, Kind.ITEM_DUE_SOON, f"{due_on.isoformat()}-{stage}", (due_on - on).days, at)


def _tell_overdue(at: datetime) -> None:
    """The owner of each item whose date has passed, once a week."""
    for item in _owned(FollowUpItem.objects.overdue(day_at(None, at) + _ONE)):
        week = late_week(day_at(item.unit, at), item.due_on or date.max)
        if week is not None:
            _tell_owner(item, Kind.ITEM_OVERDUE, f"{item.due_on}-week-{week}", None, at)


def _tell_owner(item: FollowUpItem, kind: Kind, stage: str, left: int | None, at: datetime) -> None:
    payload = {"unit": item.unit.short_name, "item": item.title, "due": str(item.due_on)}
    tell(
        [item.owner] if item.owner else [],
        kind=kind,
        key=f"item-{item.pk}-{kind.value}-{stage}",
        unit=item.unit,
        payload=payload if left is None else payload | {"left": left},
        path=reverse("follow_up_item", args=[item.unit.slug, item.pk]),
        at=at,
    )


def _tell_above(at: datetime) -> None:
    """Verifiers learn once a week how many items are overdue below them: one summary, not one for each."""
    today = day_at(None, at)
    late = FollowUpItem.objects.overdue(today).order_by()
    counted = late.values("unit__parent").annotate(items=Count("id"), units=Count("unit", distinct=True))
    places = WorkUnit.objects.select_related("parent").in_bulk([row["unit__parent"] for row in counted])
    for row in counted:
        place = places.get(row["unit__parent"])
        below = place and place.children.select_related("parent__parent").first()
        if place is None or below is None:
            continue
        tell(
            verifiers_over(below, on=day_at(place, at)),
            kind=Kind.ITEM_OVERDUE,
            key=f"overdue-below-{place.pk}-{week_of(today)}",
            unit=place,
            payload={"unit": place.short_name, "items": row["items"], "units": row["units"]},
            path=reverse("region", args=[place.slug]),
            at=at,
        )
