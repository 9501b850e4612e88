"""Appointments: given to somebody who has an account, ended at once, never removed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from terbuka.models import Account, Appointment, Invitation, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.notify import Kind
from terbuka.rules.people import Role
from terbuka.rules.phrases import in_both
from terbuka.rules.ruling import refuse
from terbuka.services.events import record
from terbuka.services.notify import tell
from terbuka.services.people.standing import day_at, may_give_at
from terbuka.services.people.typed import check_days, line
from terbuka.services.units import check_open


def payload_of(row: Invitation | Appointment, email: str) -> dict[str, Any]:
    """What an event tells of an appointment or an invitation."""
    return {
        "email": email,
        "role": row.role,
        "unit": row.unit.slug if row.unit else None,
        "from_on": row.from_on.isoformat(),
        "to_on": row.to_on.isoformat() if row.to_on else None,
        "decree": row.decree,
    }


def appointed(
    account: Account,
    unit: WorkUnit | None,
    role: Role,
    from_on: date,
    to_on: date | None,
    decree: str,
    *,
    by: Account | None,
    at: datetime,
) -> Appointment:
    """The appointment, or the one that already stands."""
    standing_now = account.appointments.standing(day_at(unit, at)).filter(unit=unit, role=role.value).first()
    if standing_now:
        return standing_now
    row = Appointment.objects.create(
        account=account, unit=unit, role=role.value, from_on=from_on, to_on=to_on, decree=decree
    )
    record("appointment", row.pk, "appoint", by=by, at=at, payload=payload_of(row, account.email))
    _tell_appointed(row, by=by, at=at)
    return row


def _tell_appointed(row: Appointment, *, by: Account | None, at: datetime) -> None:
    """Whoever was given a role learns of it; who took up an invitation knows."""
    place = row.unit.name if row.unit else in_both(say("server Terbuka ini"))
    tell(
        [row.account],
        kind=Kind.APPOINTED,
        key=f"appointment-{row.pk}",
        unit=row.unit,
        payload={"role": row.role, "unit": place, "start": row.from_on.isoformat()},
        path=reverse("work", args=[row.unit.slug]) if row.unit else reverse("desk"),
        by=by,
        at=at,
    )


@transaction.atomic
def appoint(
    *,
    account: Account,
    unit: WorkUnit | None,
    role: Role,
    from_on: date,
    to_on: date | None = None,
    decree: str = "",
    by: Account | None,
    at: datetime,
) -> Appointment:
    """Give a role to somebody who has an account. Raises BadField, and Refused."""
    may_give_at(by, role, unit, at).enforce()
    if unit:
        check_open(unit, at)
    check_days(from_on, to_on, day_at(unit, at))
    return appointed(account, unit, role, from_on, to_on, line(decree, "decree"), by=by, at=at)


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: Account, at: datetime) -> Appointment:
    """End an appointment at once; the work stays under the person's name. Raises Refused."""
    row = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("unit__parent", "account")
        .get(pk=appointment.pk)
    )
    role, today = Role(row.role), day_at(row.unit, at)
    may_give_at(by, role, row.unit, at).enforce()
    if row.ended_at or (row.to_on and row.to_on < today):
        return row
    if role is Role.SYSTEM_ADMINISTRATOR:
        others = Appointment.objects.living(today).filter(role=role.value, account__is_active=True)
        if not others.exclude(account=row.account).exists():
            refuse(say("Ini administrator sistem yang terakhir: undang penggantinya lebih dulu.")).enforce()
    row.ended_at, row.ended_by = at, by
    row.save(update_fields=["ended_at", "ended_by"])
    record("appointment", row.pk, "end", by=by, at=at, payload=payload_of(row, row.account.email))
    return row
