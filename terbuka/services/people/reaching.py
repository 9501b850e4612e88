"""Whom an act at a unit concerns: those whose living appointments reach it."""

from collections.abc import Iterable
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


class Reachers:
    """Who may do certain acts to which unit on a day, all read at once: for runs over all units."""

    def __init__(self, acts: Iterable[Act], *, on: date) -> None:
        self._roles = {act: _roles(act) for act in acts}
        roles = {role.value for some in self._roles.values() for role in some}
        held = Appointment.objects.living(on).filter(role__in=roles, account__is_active=True)
        self._held: dict[int | None, list[tuple[Role, int]]] = {}
        for place, role, account in held.order_by("account_id").values_list("unit_id", "role", "account_id"):
            self._held.setdefault(place, []).append((Role(role), account))
        people = Account.objects.filter(is_active=True, pk__in=held.values("account_id"))
        self._people = {one.pk: one for one in people}

    def of(self, unit: WorkUnit, act: Act) -> list[Account]:
        """The same as `reaching` gives, those nearest to the unit first."""
        found: dict[int, Account] = {}
        over, reaches = above(unit), self._roles[act]
        for place in (unit.pk, *over):
            for role, account in self._held.get(place, ()):
                if role in reaches and covers(reaches[role], place, unit.pk, over):
                    found[account] = self._people[account]
        return list(found.values())


def _roles(act: Act) -> dict[Role, Reach]:
    """The roles that may do an act, with their reach; keepers of the installation left out."""
    reaches = {role: reach_of(role, act) for role in Role}
    return {role: reach for role, reach in reaches.items() if reach and reach is not Reach.ALL}


def reaching_each(units: Iterable[WorkUnit], act: Act, *, on: date) -> dict[int, list[Account]]:
    """The same for one act at many units, by unit id."""
    reachers = Reachers((act,), on=on)
    return {unit.pk: reachers.of(unit, act) for unit in units}


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
