"""The addresses that papers of a unit print as text and as a code for telephones."""

from django.urls import reverse

from terbuka.models import WorkUnit
from terbuka.web.linked import absolute


def public_address(unit: WorkUnit, name: str = "unit") -> str:
    """The whole address of a public page of the unit, as this installation is opened."""
    return absolute(reverse(name, args=[unit.slug]))
