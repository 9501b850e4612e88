"""Documents asked of other sections of the office, each with a day of its own, and who is reminded of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from terbuka.models import Account, InformationRequest, SectionTask
from terbuka.rules.language import say
from terbuka.rules.notify import Kind
from terbuka.rules.people import Act
from terbuka.rules.register.requests import OPEN
from terbuka.rules.reminders import section_stage
from terbuka.rules.ruling import refuse
from terbuka.services.notify import Telling, tell_all
from terbuka.services.people import day_at
from terbuka.services.register.places import local_day, work_path
from terbuka.services.register.rows import held, note
from terbuka.services.units import BadFields
from terbuka.services.units.checks import line, lines

_ONE = timedelta(days=1)


@transaction.atomic
def ask_section(
    request: InformationRequest,
    *,
    section: str,
    wanted: str,
    due_on: date,
    of: Account | None = None,
    by: Account,
    at: datetime,
) -> SectionTask:
    """Ask another section of the office for documents, until a day of its own. Raises BadFields.

    `of`: who of that section is told, among those who may read the case.
    """
    row = held(request)
    kept_section, kept_wanted = line(200)(section), lines(5_000)(wanted)
    faults = {}
    if not kept_section:
        faults["section"] = say("Sebutkan bagian yang diminta.")
    if not kept_wanted:
        faults["wanted"] = say("Tulis dokumen apa yang diminta.")
    if due_on < local_day(row.unit, at):
        faults["due_on"] = say("Tanggal ini sudah lewat.")
    if of is not None and not of.may(Act.SEE_CASES, row.unit, on=day_at(row.unit, at)):
        faults["of"] = say("Orang ini tidak dapat membaca perkara satker ini.")
    if faults:
        raise BadFields(faults)
    task = SectionTask.objects.create(
        request=row, section=kept_section, wanted=kept_wanted, due_on=due_on, asked_at=at, asked_by=by,
        asked_of=of,
    )  # fmt: skip
    note(row, "ask_section", by=by, at=at, task=task.pk, due=str(due_on), of=of.pk if of else None)
    if of is not None:
        tell_all([_telling(task, [of], "asked", day_at(row.unit, at))], at=at)
    return task


@transaction.atomic
def finish_section(task: SectionTask, *, result: str, by: Account, at: datetime) -> SectionTask:
    """Note what the section handed in. Raises Refused where that was noted before."""
    row = held(task.request)
    task = SectionTask.objects.select_for_update().get(pk=task.pk)
    if task.done_at is not None:
        refuse(say("Permintaan ini sudah selesai.")).enforce()
    task.done_at, task.done_by, task.result = at, by, lines(5_000)(result)
    task.save(update_fields=["done_at", "done_by", "result"])
    note(row, "finish_section", by=by, at=at, task=task.pk)
    return task


def _telling(task: SectionTask, people: Sequence[Account], stage: str, today: date) -> Telling:
    case = task.request
    payload: dict[str, object] = {
        "number": case.number or f"#{case.pk}",
        "unit": case.unit.short_name,
        "section": task.section,
        "due": task.due_on.isoformat(),
    }
    if stage.startswith("late"):
        payload["late"] = (today - task.due_on).days
    elif stage == "today":
        payload["left"] = 0
    key = f"section-{task.pk}-{task.due_on}-{stage}"
    return Telling(people, Kind.SECTION_ASKED, key, case.unit, payload, work_path(case))


def remind_sections(*, at: datetime) -> int:
    """Who was asked, on the day and each week after; once late also who asked. Gives how many were told."""
    owed = [one.value for one in OPEN]
    tasks = SectionTask.objects.filter(due_on__lte=day_at(None, at) + _ONE, done_at=None)
    around = ("request__unit__parent__parent", "request__assigned_to", "asked_of", "asked_by")
    tellings = []
    for task in tasks.filter(request__status__in=owed).select_related(*around).order_by("due_on", "pk"):
        unit = task.request.unit
        today = local_day(unit, at)
        stage = section_stage(today, task.due_on)
        if not stage:
            continue
        told = [task.asked_of]
        if stage != "today":
            told.append(task.request.assigned_to or task.asked_by)
        people = {one.pk: one for one in told if one and one.may(Act.SEE_CASES, unit, on=today)}
        tellings.append(_telling(task, list(people.values()), stage, today))
    with transaction.atomic():
        return tell_all(tellings, at=at) if tellings else 0
