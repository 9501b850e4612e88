"""An officer's own calendar: the secret address of it, and the days that it lists.

Numbers, kinds and days alone: no name and no word of an applicant leaves here, since a
calendar program keeps what it reads on machines that nobody in the office knows.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from terbuka.documents.icalendar import DayEntry
from terbuka.models import (
    Account,
    Dispute,
    DisputeStep,
    DueFeed,
    InformationRequest,
    Objection,
    SectionTask,
    WorkUnit,
)
from terbuka.rules.daynames import Day
from terbuka.rules.language import Phrase, say
from terbuka.rules.people import Act
from terbuka.rules.register.clocks import COMPLETION, DISPUTE_FILE, FULFIL, OBJECTION_FILE
from terbuka.rules.register.disputes import ENDED, STEP_WORDS, DisputeStepKind
from terbuka.rules.zones import zone_of
from terbuka.services.events import record
from terbuka.services.people import day_at
from terbuka.services.register.places import Case, work_path

SUBJECT = "due_feed"
MOST = 2_000
# What runs for the applicant is nobody's work here.
_THEIRS = (OBJECTION_FILE, DISPUTE_FILE, COMPLETION)
_KEPT = timedelta(days=31)
# In the morning of the day before, and of the day itself; before a hearing a day and an hour.
_WHOLE_DAY = (timedelta(hours=-16), timedelta(hours=7))
_BY_THE_HOUR = (timedelta(hours=-24), timedelta(hours=-1))
_TITLES: dict[type[Case], Phrase] = {
    InformationRequest: say("Jawab permohonan {number}"),
    Objection: say("Jawab keberatan {number}"),
    Dispute: say("Batas waktu sengketa {number}"),
}
_ORDER = {
    Objection: say("Laksanakan putusan keberatan {number}"),
    Dispute: say("Laksanakan putusan sengketa {number}"),
}


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(*, by: Account, at: datetime) -> str:
    """A new address of one's own; the one before ends. Gives its token, which nobody can read again."""
    token = secrets.token_urlsafe(32)
    told = {"digest": _digest(token), "made_at": at}
    row, is_new = DueFeed.objects.update_or_create(account=by, defaults=told)
    record(SUBJECT, row.pk, "make" if is_new else "renew", by=by, at=at)
    return token


@transaction.atomic
def end_feed(*, by: Account, at: datetime) -> bool:
    """The address opens nothing any more; False where there was none."""
    row = DueFeed.objects.select_for_update().filter(account=by).first()
    if row is None:
        return False
    record(SUBJECT, row.pk, "end", by=by, at=at)
    row.delete()
    return True


def feed_owner(token: str) -> Account | None:
    """Whose address this is, while the account lives; found by a digest, so that guessing tells nothing."""
    feeds = DueFeed.objects.filter(digest=_digest(token), account__is_active=True)
    row = feeds.select_related("account").first()
    return row.account if row else None


def units_of(account: Account, at: datetime) -> dict[int, WorkUnit]:
    """The units whose cases this person may read today, by id; empty once the appointments have ended."""
    rows = account.units_where(Act.SEE_CASES, on=day_at(None, at)).select_related("parent__parent")
    found = {unit.pk: unit for unit in rows}
    return {pk: unit for pk, unit in found.items() if account.may(Act.SEE_CASES, unit, on=day_at(unit, at))}


def entries_of(units: dict[int, WorkUnit], at: datetime) -> list[DayEntry]:
    """What comes due in these units: limits, orders, hearings, documents asked of sections."""
    host = settings.SITE.netloc
    entries: list[DayEntry] = []
    for model in (InformationRequest, Objection, Dispute):
        entries += [_due(case, host) for case in owed(model, units)]
    since = day_at(None, at) - _KEPT
    steps = DisputeStep.objects.filter(dispute__unit__in=units, on__gte=since)
    steps = steps.exclude(dispute__status__in=[one.value for one in ENDED]).select_related("dispute")
    for step in steps.order_by("on", "pk")[:MOST]:
        step.dispute.unit = units[step.dispute.unit_id]
        entries.append(entry_of(step, step.dispute, host))
    return [*entries, *_asked(units, host)]


def owed(
    model: type[InformationRequest] | type[Objection] | type[Dispute], units: dict[int, WorkUnit]
) -> Iterator[Case]:
    """Cases of these units whose limit the office has to keep, the next first."""
    rows = model.objects.filter(unit__in=units, due_on__isnull=False).exclude(limit_key__in=_THEIRS)
    if model is Dispute:  # the commission's own limits are watched, not owed
        rows = rows.filter(Q(decision_received_on__isnull=False) | Q(limit_key=FULFIL))
    for case in rows.order_by("due_on", "pk")[:MOST]:
        case.unit = units[case.unit_id]
        yield case


def _due(case: Case, host: str) -> DayEntry:
    assert case.due_on
    assert case.target_on
    is_order = case.limit_key == FULFIL
    title = _ORDER[type(case)] if is_order else _TITLES[type(case)]
    told = [case.unit.name]
    if case.target_on != case.due_on:
        told.append(str(say("Usahakan sebelum {target}.", target=Day(case.target_on))))
    return _whole_day(
        f"tenggat-{type(case).__name__.lower()}-{case.pk}@{host}",
        case.due_on,
        str(Phrase(title.source, (("number", number_of(case)),))),
        told,
        case,
    )


def _whole_day(uid: str, on: date, title: str, told: Iterable[str], case: Case) -> DayEntry:
    return DayEntry(
        uid=uid,
        first=on,
        last=on,
        title=title,
        text="\n".join(told),
        address=_address(case),
        sequence=case.version,
        changed_at=case.starts_at,
        alarms=_WHOLE_DAY,
    )


def number_of(case: Case) -> str:
    """The number of a case, or what stands for it until it has one."""
    return case.number or f"#{case.pk}"


def _address(case: Case) -> str:
    return f"{settings.SITE.geturl().rstrip('/')}{work_path(case)}"


def entry_of(step: DisputeStep, dispute: Dispute, host: str) -> DayEntry:
    """A day of a dispute, at its hour where that is known; no name of a person stands in it."""
    zone = zone_of(dispute.unit.region_code).clock
    return DayEntry(
        uid=f"sengketa-{step.pk}@{host}",
        first=step.on,
        last=step.on,
        title=f"{str(STEP_WORDS[DisputeStepKind(step.kind)]).capitalize()}: {number_of(dispute)}",
        text=dispute.unit.name,
        address=_address(dispute),
        begins=datetime.combine(step.on, step.hour, zone) if step.hour else None,
        place=step.place,
        sequence=step.version,
        changed_at=dispute.began_at,
        alarms=_BY_THE_HOUR if step.hour else _WHOLE_DAY,
    )


def _asked(units: dict[int, WorkUnit], host: str) -> Iterator[DayEntry]:
    """Documents that other sections have not handed in yet."""
    tasks = SectionTask.objects.filter(request__unit__in=units, done_at=None).select_related("request")
    for task in tasks.order_by("due_on", "pk")[:MOST]:
        case = task.request
        case.unit = units[case.unit_id]
        title = str(say("Dokumen dari bagian lain: {number}", number=number_of(case)))
        yield _whole_day(f"bagian-{task.pk}@{host}", task.due_on, title, [case.unit.name], case)
