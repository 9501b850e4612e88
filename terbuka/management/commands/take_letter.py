"""`take_letter`: what `terbuka mail-in` does with a letter it has read."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from terbuka.services.catalogue.letters import receive_letter
from terbuka.services.jobs.collecting import read_later


class Command(BaseCommand):
    """Makes drafts of its attachments, or says in one line why not."""

    requires_system_checks = ()
    stealth_options = ("letter",)

    def handle(self, *_arguments: Any, letter: bytes, **_options: Any) -> None:
        """Never fails for what a letter holds: a mail server would answer a forged sender."""
        at = timezone.now()
        received = receive_letter(letter, at=at)
        for version in received.versions:
            read_later(version, at=at)
        self.stdout.write(str(received.told))
