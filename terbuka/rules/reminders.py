"""When a person is reminded: of a questionnaire, an item, a publication, of what is overdue.

Each stage comes once. It is named by its number, so that a day on which the installation
stood still is made up for, and nobody is told twice. Source: the dates of the round's
steps (Perki 1/2022), of follow-up items, of publications (UU 14/2008 article 9), of the
request behind a consequence test (UU 14/2008 article 22; Perki 1/2019 article 12);
working days as `workdays.py` counts them.
"""

from datetime import date

from terbuka.rules.workdays import Calendar, workdays_after

SAQ_STAGES = (1, 3, 7)
ITEM_STAGES = (1, 7)
PUBLICATION_STAGES = (0, 7, 30)
TEST_STAGES = (0, 1, 3)
SESSION_STAGES = (0, 1, 3, 7)
# The stage of a test whose request is overdue.
LATE = -1
# The longest stage of working days lies within so many days, holidays of Idul Fitri and all.
LONGEST = 31


def _stage(left: int, stages: tuple[int, ...]) -> int | None:
    return next((stage for stage in stages if left <= stage), None)


def saq_stage(today: date, last: date, calendar: Calendar) -> int | None:
    """Which reminder of a questionnaire is due: 7, 3 or 1 working days before the end; None for none."""
    if today > last or (last - today).days > LONGEST:
        return None
    return _stage(workdays_after(today, last, calendar), SAQ_STAGES)


def item_stage(today: date, due_on: date) -> int | None:
    """Which reminder of an item is due: 7 days or 1 day before its date; None for none."""
    left = (due_on - today).days
    return _stage(left, ITEM_STAGES) if left >= 0 else None


def publication_stage(today: date, due_on: date) -> int | None:
    """Which reminder of a publication is due: 30, 7 or 0 days before it goes stale; None for none."""
    left = (due_on - today).days
    return _stage(left, PUBLICATION_STAGES) if left >= 0 else None


def consequence_stage(today: date, due_on: date, calendar: Calendar) -> int | None:
    """Which reminder of a consequence test is due: 3, 1, 0 working days before the answer; LATE after it."""
    if today > due_on:
        return LATE
    if (due_on - today).days > LONGEST:
        return None
    return _stage(workdays_after(today, due_on, calendar), TEST_STAGES)


def late_week(today: date, due_on: date) -> int | None:
    """The week for which an item is overdue, from 1; None where it is not. Each week is told once."""
    late = (today - due_on).days
    return (late - 1) // 7 + 1 if late > 0 else None


def week_of(day: date) -> str:
    """The week of a day by name, "2026-W48": a summary is told once a week."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02d}"


def session_stage(today: date, on: date) -> int | None:
    """Which reminder of a day before a commission or a court is due: 7, 3, 1 or 0 days before it."""
    left = (on - today).days
    return _stage(left, SESSION_STAGES) if left >= 0 else None


def section_stage(today: date, due_on: date) -> str:
    """What a section is reminded of documents it was asked for: on the day, and each week after; else ""."""
    week = late_week(today, due_on)
    return f"late-{week}" if week is not None else "today" if today == due_on else ""
