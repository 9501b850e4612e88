"""Whom an act at a unit concerns: those whose living appointments reach it."""

from collections.abc import Collection
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


def reaching_each(units: Collection[WorkUnit], act: Act, *, on: date) -> dict[int, list[Account]]:
    """The same for many units at once, by unit id; one query."""
    roles = [role.value for role in Role if reach_of(role, act) not in (None, Reach.ALL)]
    over = {unit.pk: above(unit) for unit in units}
    places = {*over, *(pk for pks in over.values() for pk in pks)}
    rows = list(
        Appointment.objects.living(on)
        .filter(unit__in=places, role__in=roles, account__is_active=True)
        .select_related("account")
        .order_by("account_id")
    )
    by_place: dict[int, list[Appointment]] = {}
    for row in rows:
        if row.unit_id:
            by_place.setdefault(row.unit_id, []).append(row)
    return {
        pk: list(
            {
                row.account_id: row.account
                for place in (pk, *ups)
                for row in by_place.get(place, ())
                if covers(reach_of(Role(row.role), act), row.unit_id, pk, ups)
            }.values()
        )
        for pk, ups in over.items()
    }


def named_or_first(unit: WorkUnit, act: Act, email: str, *, on: date) -> Account | None:
    """Who of those that may do `act` has this address; without one the first of them; None for nobody."""
    return next((one for one in reaching(unit, act, on=on) if not email or one.email == email), None)


def verifiers_over(unit: WorkUnit, *, on: date) -> list[Account]:
    """Those who verify this unit: verifiers of the nearest unit above that has one, else whoever may."""
    held = Appointment.objects.living(on).filter(role=Role.VERIFIER.value, account__is_active=True)
    for place in above(unit):
        found = {row.account_id: row.account for row in held.filter(unit=place).select_related("account")}
        if found:
            return list(found.values())
    return reaching(unit, Act.VERIFY, on=on)
