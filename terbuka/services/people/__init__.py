"""People: who may, appointments, invitations; one name for the doors."""

from terbuka.services.people.appointments import appoint, end_appointment
from terbuka.services.people.helping import clear_factors, give_reset
from terbuka.services.people.importing import import_people, role_named
from terbuka.services.people.invitations import (
    LIVES,
    accept,
    first_administrator_link,
    invitation_of,
    invite,
    link_of,
    place_of,
    renew,
    revoke,
    state_of,
    whole_link,
)
from terbuka.services.people.standing import (
    day_at,
    level_of,
    may_give_at,
    may_help,
    roles_to_give,
    standing_over,
)
from terbuka.services.people.typed import BadField, address, check_days, line

__all__ = [
    "LIVES",
    "BadField",
    "accept",
    "address",
    "appoint",
    "check_days",
    "clear_factors",
    "day_at",
    "end_appointment",
    "first_administrator_link",
    "give_reset",
    "import_people",
    "invitation_of",
    "invite",
    "level_of",
    "line",
    "link_of",
    "may_give_at",
    "may_help",
    "place_of",
    "renew",
    "revoke",
    "role_named",
    "roles_to_give",
    "standing_over",
    "state_of",
    "whole_link",
]
