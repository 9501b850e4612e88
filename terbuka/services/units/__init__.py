"""Work units: the register as the shipped file names it, and what a unit says of itself."""

from terbuka.services.units.checks import BadFields
from terbuka.services.units.facilities import add_photo, remove_photo, save_facility
from terbuka.services.units.facts import Completeness, Missing, completeness, profile_facts
from terbuka.services.units.members import remove_member, save_member
from terbuka.services.units.profile import save_profile
from terbuka.services.units.register import load_units
from terbuka.services.units.websites import confirm_website, remove_website, save_website

__all__ = [
    "BadFields",
    "Completeness",
    "Missing",
    "add_photo",
    "completeness",
    "confirm_website",
    "load_units",
    "profile_facts",
    "remove_member",
    "remove_photo",
    "remove_website",
    "save_facility",
    "save_member",
    "save_profile",
    "save_website",
]
