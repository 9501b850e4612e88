"""`make_copy KIND`: a copy of the database into the data folder; `serve` calls it before migrating."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from terbuka.services.jobs.copies import make_copy


class Command(BaseCommand):
    """Copies the database under data/copies."""

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The copy's kind, which begins its name."""
        parser.add_argument("kind")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Make the copy and say where it is."""
        at = timezone.now()
        made = make_copy(options["kind"], timezone.localtime(at).strftime("%Y-%m-%d-%H%M%S"), at=at)
        self.stdout.write(str(made))
