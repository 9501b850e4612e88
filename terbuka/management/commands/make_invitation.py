"""`make_invitation`: writes the invitation that `terbuka invite` asks for and prints its link."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from terbuka.models import WorkUnit
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput, Refused
from terbuka.rules.units import unit_named
from terbuka.services.people import address, day_at, invite, link_of, role_named, whole_link
from terbuka.web.tags import day


class Command(BaseCommand):
    """Invites one address to one role, on behalf of the installation itself."""

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """As `terbuka invite` has them."""
        parser.add_argument("email")
        parser.add_argument("--role", default="")
        parser.add_argument("--unit", default="")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """The link on the first line, its end on the second. Raises BadInput."""
        at = timezone.now()
        unit = WorkUnit.objects.select_related("parent").filter(slug=options["unit"]).first()
        if options["unit"] and unit is None:
            unit_named(options["unit"])  # says which names are near
            raise BadInput(say("Satker {slug} tidak dikenal; contoh: kpu-kab-jombang.", slug=options["unit"]))
        try:
            made = invite(
                email=address(options["email"]),
                name="",
                unit=unit,
                role=role_named(options["role"]),
                from_on=day_at(unit, at),
                by=None,
                at=at,
            )
        except Refused as fault:
            raise BadInput(fault.ruling.reason or say("Undangan ini tidak diizinkan.")) from None
        end = timezone.localtime(made.expires_at)
        self.stdout.write(whole_link(link_of(made)))
        self.stdout.write(
            str(
                say(
                    "Berlaku sampai {day} pukul {time} WIB, satu kali pakai.",
                    day=day(end),
                    time=end.strftime("%H.%M"),
                )
            )
        )
