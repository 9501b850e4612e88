"""The two pages that only a copy has: its search, which needs no server, and what it says of itself."""

from datetime import datetime

from django.template.loader import render_to_string

from terbuka.management.copying.asking import stranger
from terbuka.management.copying.places import Place
from terbuka.rules.searching import LONGEST_QUERY
from terbuka.web.linked import absolute
from terbuka.web.portal.asking import asked_of, choices_of
from terbuka.web.portal.searching import FILTERS


def search_page(place: Place, at: datetime) -> str:
    """The search; the reading is done by a script of its own, from plain files."""
    request = stranger(place.address, place.language)
    asked = asked_of(request)
    told = {"section": "search", "choices": choices_of(asked, *FILTERS), "longest": LONGEST_QUERY}
    return render_to_string("copied/search.html", told, request)


def about_page(place: Place, at: datetime) -> str:
    """When the copy was made, what it lacks, and where the live site is."""
    told = {"made_at": at, "live": absolute("/")}
    return render_to_string("copied/about.html", told, stranger(place.address, place.language))
