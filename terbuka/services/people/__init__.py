"""People: who may, appointments, invitations; one name for the doors."""

from terbuka.services.people.appointments import appoint, end_appointment
from terbuka.services.people.factors import has_second_factor, may_remove_factor, why_second_factor
from terbuka.services.people.helping import clear_factors, give_reset
from terbuka.services.people.importing import import_people, role_named
from terbuka.services.people.invitations import (
    LIVES,
    accept,
    first_administrator_link,
    invitation_of,
    invite,
    letter_key,
    link_of,
    place_of,
    renew,
    revoke,
    state_of,
    whole_link,
)
from terbuka.services.people.reaching import Reachers, named_or_first, reaching, reaching_each, verifiers_over
from terbuka.services.people.standing import (
    day_at,
    level_of,
    may_give_at,
    may_help,
    roles_to_give,
    standing_over,
)
from terbuka.services.people.tour import end_tour
from terbuka.services.people.typed import BadField, address, check_days, line

__all__ = [
    "LIVES",
    "BadField",
    "Reachers",
    "accept",
    "address",
    "appoint",
    "check_days",
    "clear_factors",
    "day_at",
    "end_appointment",
    "end_tour",
    "first_administrator_link",
    "give_reset",
    "has_second_factor",
    "import_people",
    "invitation_of",
    "invite",
    "letter_key",
    "level_of",
    "line",
    "link_of",
    "may_give_at",
    "may_help",
    "may_remove_factor",
    "named_or_first",
    "place_of",
    "reaching",
    "reaching_each",
    "renew",
    "revoke",
    "role_named",
    "roles_to_give",
    "standing_over",
    "state_of",
    "verifiers_over",
    "whole_link",
    "why_second_factor",
]
