"""`import_list`: brings the table of `terbuka import` in, or says what is wrong in which row."""

import csv
import os
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from terbuka.documents.tables import Fault, read_sheet
from terbuka.models import Invitation
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput
from terbuka.services import people
from terbuka.services.people import importing as people_table
from terbuka.services.units import importing as units_table

_LINKS = ("surel", "peran", "satker", "tautan", "berlaku_sampai")


class Command(BaseCommand):
    """All of a table or nothing; what stands there already stays untouched."""

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """As `terbuka import` has them."""
        parser.add_argument("kind")
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--links", default="")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Raises BadInput for a file that is no such table, CommandError 1 where a row is at fault."""
        table = units_table if options["kind"] == "units" else people_table
        sheet = read_sheet(Path(options["file"]), names=table.COLUMNS, needed=table.NEEDED)
        if options["kind"] == "units":
            units, faults = units_table.check_units(sheet)
            self._refuse(faults)
            if options["dry_run"]:
                self._say(say("{n} satker dapat dimasukkan; belum ada yang diubah.", n=len(units)))
                return
            loaded = units_table.import_units(units, by=None, at=timezone.now())
            same = len(units) - loaded.added - loaded.changed
            told = say("{added} satker baru, {changed} diperbarui, {same} sudah sama.",
                       added=loaded.added, changed=loaded.changed, same=same)  # fmt: skip
            self._say(told)
            return
        brought = people_table.import_people(sheet, is_trial=options["dry_run"], by=None, at=timezone.now())
        self._refuse(brought.faults)
        counts = {"n": len(brought.invitations), "m": len(brought.appointments), "same": brought.same}
        if options["dry_run"]:
            self._say(say("{n} undangan dan {m} penugasan dapat dibuat; belum ada yang diubah.", **counts))
            return
        self._hand_over(brought.invitations, options["links"])
        self._say(say("{n} undangan, {m} penugasan; {same} baris sudah ada sebelumnya.", **counts))

    def _say(self, phrase: Phrase) -> None:
        self.stdout.write(str(phrase))

    def _refuse(self, faults: Sequence[Fault]) -> None:
        if faults:
            closing = say("{n} kesalahan; tidak ada yang dimasukkan.", n=len(faults))
            lines = sorted(faults, key=lambda fault: fault.line)
            raise CommandError("\n".join([*map(str, lines), str(closing)]), returncode=1)

    def _hand_over(self, invitations: Sequence[Invitation], place: str) -> None:
        """The links, for whoever hands them over."""
        rows = [
            (one.email, one.role, one.unit.slug if one.unit else "", people.whole_link(people.link_of(one)),
             timezone.localtime(one.expires_at).isoformat(timespec="minutes"))
            for one in invitations
        ]  # fmt: skip
        if not place:
            out = csv.writer(self.stdout)
            out.writerows([_LINKS, *rows] if rows else [])
            return
        try:
            # Who reads the file can sign in as these people: it is for its owner alone.
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as kept:
                csv.writer(kept).writerows([_LINKS, *rows])
        except OSError as fault:
            raise BadInput(
                say(
                    "Undangan sudah dibuat, tetapi {place} tidak dapat ditulisi ({cause}).",
                    place=place,
                    cause=fault.strerror,
                )
            ) from None
