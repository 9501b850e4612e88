"""The people of a unit that was renamed, split or merged are told where their work goes on."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse

from terbuka.models import Account, Appointment, WorkUnit
from terbuka.rules.notify import Kind
from terbuka.rules.zones import zone_of
from terbuka.services.notify import tell


def tell_changed(
    unit: WorkUnit, *, before: str, names: Iterable[str], on: date, by: Account | None, at: datetime
) -> None:
    """Tell everybody who holds a role there: what was `before` bears these names from a day on.

    A change dated ahead is told at once, with its day: who has to prepare for it knows of it in time.
    """
    held = Appointment.objects.standing(at.date()).filter(unit=unit).order_by("account_id")
    tell(
        list(Account.objects.filter(pk__in=held.values("account_id"))),
        kind=Kind.UNIT_CHANGED,
        key=f"unit-{unit.pk}-{on.isoformat()}",
        unit=unit,
        payload={"before": before, "unit": ", ".join(names)} | _day_ahead(unit, on, at),
        path=reverse("work", args=[unit.slug]),
        by=by,
        at=at,
    )


def _day_ahead(unit: WorkUnit, on: date, at: datetime) -> dict[str, str]:
    """The day of a change, where it is still ahead at the unit's place."""
    today = at.astimezone(zone_of(unit.region_code).clock).date()
    return {"start": on.isoformat()} if on > today else {}
