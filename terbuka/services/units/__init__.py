"""Work units: the register as it is shipped and as it changes, and what a unit says of itself."""

from terbuka.services.units.checks import BadFields
from terbuka.services.units.facilities import add_photo, remove_photo, save_facility
from terbuka.services.units.facts import Completeness, Missing, completeness, profile_facts
from terbuka.services.units.members import remove_member, save_member
from terbuka.services.units.profile import save_profile
from terbuka.services.units.register import load_units
from terbuka.services.units.succession import (
    Past,
    Stranded,
    check_open,
    followers_of,
    past_names,
    rename_unit,
    still_open,
    stranded,
    succeed_units,
)
from terbuka.services.units.websites import confirm_website, remove_website, save_website

__all__ = [
    "BadFields",
    "Completeness",
    "Missing",
    "Past",
    "Stranded",
    "add_photo",
    "check_open",
    "completeness",
    "confirm_website",
    "followers_of",
    "load_units",
    "past_names",
    "profile_facts",
    "remove_member",
    "remove_photo",
    "remove_website",
    "rename_unit",
    "save_facility",
    "save_member",
    "save_profile",
    "save_website",
    "still_open",
    "stranded",
    "succeed_units",
]
