"""`first_link`: the link for the first administrator of an installation that has none; `serve` prints it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from terbuka.services.people import first_administrator_link


class Command(BaseCommand):
    """Writes the link, or nothing where somebody can already sign in."""

    requires_system_checks = ()

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """One line, or none."""
        link = first_administrator_link(at=timezone.now())
        if link:
            self.stdout.write(link)
