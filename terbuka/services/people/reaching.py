"""Whom an act at a unit concerns: those whose living appointments reach it."""

from datetime import date

from django.db.models import Q

from terbuka.models import Account, Appointment, WorkUnit
from terbuka.rules.people import Act, Reach, Role, covers, reach_of
from terbuka.services.people.standing import above


def reaching(unit: WorkUnit, act: Act, *, on: date) -> list[Account]:
    """Those who may do `act` to this unit on a day, each once; keepers of the installation left out."""
    over = above(unit)
    rows = (
        Appointment.objects.living(on)
        .filter(Q(unit=unit) | Q(unit__in=over), account__is_active=True)
        .select_related("account")
        .order_by("account_id")
    )
    found = {}
    for row in rows:
        reach = reach_of(Role(row.role), act)
        if reach is not Reach.ALL and covers(reach, row.unit_id, unit.pk, over):
            found[row.account_id] = row.account
    return list(found.values())


def verifiers_over(unit: WorkUnit, *, on: date) -> list[Account]:
    """Those who verify this unit: verifiers of the nearest unit above that has one, else whoever may."""
    held = Appointment.objects.living(on).filter(role=Role.VERIFIER.value, account__is_active=True)
    for place in above(unit):
        found = {row.account_id: row.account for row in held.filter(unit=place).select_related("account")}
        if found:
            return list(found.values())
    return reaching(unit, Act.VERIFY, on=on)
