"""`load_reference`: brings the shipped reference data into the database; `serve` and `demo` call it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from terbuka.models import SearchEntry
from terbuka.services.jobs import enqueue, load_reference


class Command(BaseCommand):
    """Loads units, holidays, required items, scales and instruments; a second run writes nothing."""

    requires_system_checks = ()

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Say what was written, where asked to be verbose."""
        written = load_reference(by=None, at=timezone.now())
        if any(written.values()) or not SearchEntry.objects.exists():
            enqueue("index_public", at=timezone.now())
        if options["verbosity"] > 1:
            for kind, loaded in written.items():
                self.stdout.write(f"{kind}: {loaded.added} added, {loaded.changed} changed")
