"""Who may: what a person is on a day, over which units, and which roles that lets the person give."""

from collections.abc import Iterable
from datetime import date, datetime

from terbuka.models import Account, Appointment, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.people import ROLE_WORDS, Act, Held, Role, fits, may_give, standing
from terbuka.rules.ruling import Ruling, allow, refuse
from terbuka.rules.units import Level
from terbuka.rules.zones import zone_of


def day_at(unit: WorkUnit | None, at: datetime) -> date:
    """The day of a moment at the unit's place; in Jakarta for the installation itself."""
    return at.astimezone(zone_of(unit.region_code if unit else "").clock).date()


def above(unit: WorkUnit | None) -> tuple[int, ...]:
    """The ids of the units over this one; the tree is three levels deep."""
    if unit is None or unit.parent is None:
        return ()
    return tuple(pk for pk in (unit.parent_id, unit.parent.parent_id) if pk)


def held_by(account: Account, *, on: date) -> list[Held]:
    """What this person is on a day, and where."""
    if not account.is_active:
        return []
    rows = account.appointments.living(on).values_list("role", "unit_id")
    return [Held(Role(role), unit_id) for role, unit_id in rows]


def standing_over(account: Account, unit: WorkUnit | None, *, on: date) -> frozenset[Role]:
    """The roles by which this person manages the people of a unit; None for the installation."""
    return standing(held_by(account, on=on), Act.MANAGE_PEOPLE, unit.pk if unit else None, above(unit))


def level_of(unit: WorkUnit | None) -> Level | None:
    """The level of a unit; None for the installation."""
    return Level(unit.level) if unit else None


def roles_to_give(account: Account, unit: WorkUnit | None, *, on: date) -> list[Role]:
    """The roles that this person may give at a unit, and end there."""
    standings = standing_over(account, unit, on=on)
    return [role for role in Role if may_give(standings, role, level_of(unit))]


def may_help(by: Account, accounts: Iterable[Account], *, on: date) -> dict[int, Ruling]:
    """By account id: may `by` make a reset link for them, or clear their second factors?

    Whoever holds such a link becomes that person. So all that the person is,
    anywhere, must be what `by` could have given.
    """
    held = held_by(by, on=on)
    rulings = {account.pk: allow() for account in accounts}
    rows = Appointment.objects.standing(on).filter(account__in=rulings).select_related("unit__parent")
    for row in rows:
        unit = row.unit
        standings = standing(held, Act.MANAGE_PEOPLE, unit.pk if unit else None, above(unit))
        if not may_give(standings, Role(row.role), level_of(unit)):
            rulings[row.account_id] = refuse(
                say(
                    "Orang ini juga memegang peran {role} yang tidak dapat Anda atur: "
                    "mintalah kepada yang berwenang di atasnya.",
                    role=ROLE_WORDS[Role(row.role)],
                )
            )
    if by.pk in rulings:
        rulings[by.pk] = refuse(say("Untuk akun sendiri pakailah halaman akun Anda."))
    return rulings


def may_give_at(by: Account | None, role: Role, unit: WorkUnit | None, at: datetime) -> Ruling:
    """The installation itself (the command line) may give every role that fits."""
    if by is None:
        return fits(role, level_of(unit))
    return may_give(standing_over(by, unit, on=day_at(unit, at)), role, level_of(unit))
