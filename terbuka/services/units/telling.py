"""The people of a unit that was renamed, split or merged are told where their work goes on."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse

from terbuka.models import Account, Appointment, WorkUnit
from terbuka.rules.notify import Kind
from terbuka.services.notify import tell


def tell_changed(
    unit: WorkUnit, *, before: str, names: Iterable[str], on: date, by: Account | None, at: datetime
) -> None:
    """Tell everybody who holds a role there: what was `before` now bears these names."""
    held = Appointment.objects.standing(at.date()).filter(unit=unit).order_by("account_id")
    tell(
        list(Account.objects.filter(pk__in=held.values("account_id"))),
        kind=Kind.UNIT_CHANGED,
        key=f"unit-{unit.pk}-{on.isoformat()}",
        unit=unit,
        payload={"before": before, "unit": ", ".join(names)},
        path=reverse("work", args=[unit.slug]),
        by=by,
        at=at,
    )
