"""`try_mail`: the letter that `terbuka mail-test` sends, step by step."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted
from terbuka.services.jobs.mailtest import try_out


class Command(BaseCommand):
    """Connects, encrypts, signs in, hands over; stops at the first step that fails."""

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """As `terbuka mail-test` has them."""
        parser.add_argument("address")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Raises BadInput for a wrong address or no server, CommandError 1 with what to mend."""
        address = options["address"].strip()
        try:
            validate_email(address)
        except ValidationError:
            raise BadInput(
                say("Alamat surel {address} tidak dapat dipakai.", address=quoted(address))
            ) from None
        if not settings.MAIL_SERVER:
            example = "smtp://nama:sandi@mail.example.go.id:587"
            raise BadInput(
                say("Server surel belum dipasang: isi TERBUKA_SMTP, misalnya {example}.", example=example)
            )
        for step in try_out(address, at=timezone.now()):
            self.stdout.write(str(step.told))
            self.stdout.flush()
            if step.remedy is not None:
                raise CommandError(str(step.remedy), returncode=1)
