"""A whole province for tests: every unit's site audited, profiles with numbers, items that are late."""

from datetime import date, datetime, timedelta

from terbuka.models import Account, AuditFinding, AuditRun, FollowUpItem, RequiredItem, UnitProfile, WorkUnit
from terbuka.rules.siteaudit.findings import Verdict
from tests.make.cast import unit

_VERDICTS = tuple(Verdict)


def audited_everywhere(province: WorkUnit, *, but: str = "", at: datetime) -> int:
    """Each unit below was audited, with verdicts that vary; says how many items bind them."""
    units = list(WorkUnit.objects.filter(parent=province).exclude(slug=but))
    items = list(
        RequiredItem.objects.filter(institution__in=("", province.institution), levels__contains="K")
    )
    runs = AuditRun.objects.bulk_create(
        AuditRun(
            unit=one,
            state="done",
            as_of=at.date(),
            queued_at=at,
            started_at=at,
            finished_at=at,
            summary={"n": 1},
        )
        for one in units
    )
    AuditFinding.objects.bulk_create(
        AuditFinding(
            run=run,
            position=item.position,
            code=item.code,
            name=item.name,
            information_class=item.information_class,
            verdict=_VERDICTS[(row * 7 + item.position * item.position) % len(_VERDICTS)].value,
            confidence=0.9,
        )
        for row, run in enumerate(runs)
        for item in items
    )
    return len(items)


def reachable(slug: str, whatsapp: str, holder: str = "") -> None:
    """A unit's profile names this WhatsApp number."""
    UnitProfile.objects.update_or_create(
        unit=unit(slug), defaults={"whatsapp": whatsapp, "whatsapp_holder": holder}
    )


def late(slug: str, *, owner: Account, on: date, key: str = "PPD-12", points: int = 3) -> FollowUpItem:
    """An accepted follow-up item of a unit whose date has passed."""
    return FollowUpItem.objects.create(
        unit=unit(slug),
        key=key,
        status="accepted",
        title={"id": "Umumkan SOP", "en": "Publish the procedure"},
        points_numerator=points,
        points_denominator=2,
        effort="days",
        owner=owner,
        due_on=on - timedelta(days=2),
        proposed_at=datetime(2026, 1, 5, tzinfo=None).astimezone(),
    )


def came_in(account: Account, at: datetime) -> None:
    """The person last signed in at a moment."""
    account.last_login = at
    account.save(update_fields=["last_login"])
