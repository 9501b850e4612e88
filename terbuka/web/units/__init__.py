"""The profile of a unit: the page that shows it, and a page for each part that is changed."""

from terbuka.web.units.cards import profile_contacts, profile_decree, profile_leaders
from terbuka.web.units.facilities import profile_facility
from terbuka.web.units.members import profile_member, profile_member_new
from terbuka.web.units.overview import profile
from terbuka.web.units.websites import profile_website, profile_website_new

__all__ = [
    "profile",
    "profile_contacts",
    "profile_decree",
    "profile_facility",
    "profile_leaders",
    "profile_member",
    "profile_member_new",
    "profile_website",
    "profile_website_new",
]
