"""Seal the identities of applicants anew under the key that is set now."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.services.register.rekeying import rekey


class Command(BaseCommand):
    """Option `former`: a file that holds the key until now."""

    help = "Seal the identities of applicants anew."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file of the former key."""
        parser.add_argument("--former", required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Raises BadInput where the file cannot be read or is not the former key."""
        try:
            before = Path(options["former"]).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise BadInput(say("Berkas kunci lama tidak dapat dibaca.")) from None
        found = rekey(before, at=timezone.now())
        self.stdout.write(
            str(
                say(
                    "{n} identitas dan {scans} pindaian disegel ulang; {cases} perkara memakai kunci baru.",
                    n=found.identities,
                    scans=found.scans,
                    cases=found.cases,
                )
            )
        )
