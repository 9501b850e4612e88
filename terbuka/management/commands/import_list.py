"""`import_list`: brings the table of `terbuka import` in, or says what is wrong in which row."""

import csv
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from terbuka.documents.tables import Fault, Sheet, read_sheet
from terbuka.models import Invitation
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput
from terbuka.services import people
from terbuka.services.calendar import importing as calendar_table
from terbuka.services.calendar import stagetable as stage_table
from terbuka.services.catalogue import table as catalogue_table
from terbuka.services.jobs.moving import calendar_changed
from terbuka.services.people import importing as people_table
from terbuka.services.register import importing as requests_table
from terbuka.services.units import difference as units_words
from terbuka.services.units import importing as units_table

_TABLES: dict[str, ModuleType] = {
    "units": units_table,
    "accounts": people_table,
    "holidays": calendar_table,
    "stages": stage_table,
    "catalogue": catalogue_table,
    "requests": requests_table,
}
_YES = ("y", "ya", "yes")
_LINKS = ("surel", "peran", "satker", "tautan", "berlaku_sampai")


class Command(BaseCommand):
    """All of a table or nothing; what stands there already stays untouched."""

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """As `terbuka import` has them; `asks` where a person sits at the terminal."""
        parser.add_argument("kind")
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--links", default="")
        parser.add_argument("--replace", action="store_true")
        parser.add_argument("--asks", action="store_true")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Raises BadInput for a file that is no such table, CommandError 1 where a row is at fault."""
        table = _TABLES[options["kind"]]
        sheet = read_sheet(Path(options["file"]), names=table.COLUMNS, needed=table.NEEDED)
        bring = {
            "units": self._units,
            "accounts": self._people,
            "holidays": self._holidays,
            "stages": self._stages,
            "catalogue": self._catalogue,
            "requests": self._requests,
        }
        bring[options["kind"]](sheet, options, timezone.now())

    def _units(self, sheet: Sheet, options: dict[str, Any], at: datetime) -> None:
        """The difference, then, unless it is a trial or a person says no, the units."""
        difference, faults = units_table.plan_units(sheet, at=at)
        self._refuse(faults)
        is_trial = options["dry_run"]
        self._show(units_words.lines_of(difference, is_whole=is_trial))
        if is_trial:
            self._say(say("{n} satker dapat dimasukkan; belum ada yang diubah.", n=len(sheet.rows)))
            return
        if not self._agreed(options, is_needed=bool(difference)):
            return
        units_table.import_units(sheet, shown=difference, by=None, at=at)
        told = say("{added} satker baru, {changed} diperbarui, {same} sudah sama.",
                   added=len(difference.fresh), changed=len(difference.renamed) + len(difference.changed),
                   same=difference.same)  # fmt: skip
        self._say(told)
        if difference.ended:
            self._say(say("{n} satker berakhir; isinya tetap dapat dibaca.", n=len(difference.ended)))

    def _holidays(self, sheet: Sheet, options: dict[str, Any], at: datetime) -> None:
        """The difference, then, unless it is a trial or a person says no, the holidays."""
        is_whole, is_trial = options["replace"], options["dry_run"]
        difference, faults = calendar_table.plan_holidays(sheet, is_whole=is_whole, at=at)
        self._refuse(faults)
        self._show(calendar_table.lines_of(difference, is_whole=is_trial))
        if is_trial:
            self._say(say("{n} hari libur dapat dimasukkan; belum ada yang diubah.", n=len(sheet.rows)))
            return
        if not self._agreed(options, is_needed=bool(difference)):
            return
        calendar_table.import_holidays(sheet, is_whole=is_whole, shown=difference, by=None, at=at)
        calendar_changed(at=at)
        self._say(
            say("{added} hari libur baru, {changed} diperbarui, {removed} dihapus, {same} sudah sama.",
                added=len(difference.fresh), changed=len(difference.changed),
                removed=len(difference.removed), same=difference.same)
        )  # fmt: skip

    def _stages(self, sheet: Sheet, options: dict[str, Any], at: datetime) -> None:
        """The difference, then, unless it is a trial or a person says no, the stages."""
        difference, faults = stage_table.plan_stages(sheet, at=at)
        self._refuse(faults)
        self._show(stage_table.lines_of(difference))
        if options["dry_run"]:
            self._say(say("{n} tahapan dapat dimasukkan; belum ada yang diubah.", n=len(sheet.rows)))
            return
        if not self._agreed(options, is_needed=bool(difference)):
            return
        stage_table.import_stages(sheet, shown=difference, by=None, at=at)
        calendar_changed(at=at)
        counts = {"added": len(difference.fresh), "changed": len(difference.changed), "same": difference.same}
        self._say(say("{added} tahapan baru, {changed} diperbarui, {same} sudah sama.", **counts))

    def _people(self, sheet: Sheet, options: dict[str, Any], at: datetime) -> None:
        """Invitations and appointments, with their links."""
        brought = people_table.import_people(sheet, is_trial=options["dry_run"], by=None, at=at)
        self._refuse(brought.faults)
        counts = {"n": len(brought.invitations), "m": len(brought.appointments), "same": brought.same}
        if options["dry_run"]:
            self._say(say("{n} undangan dan {m} penugasan dapat dibuat; belum ada yang diubah.", **counts))
            return
        self._hand_over(brought.invitations, options["links"])
        self._say(say("{n} undangan, {m} penugasan; {same} baris sudah ada sebelumnya.", **counts))

    def _catalogue(self, sheet: Sheet, options: dict[str, Any], at: datetime) -> None:
        """A draft for each row."""
        loaded = catalogue_table.load_table(sheet, is_trial=options["dry_run"], at=at)
        self._refuse(loaded.faults)
        counts = {"n": len(loaded.versions), "same": loaded.same}
        if options["dry_run"]:
            self._say(say("{n} konsep dapat dibuat, {same} sudah ada; belum ada yang diubah.", **counts))
            return
        self._say(say("{n} konsep dibuat, {same} sudah ada.", **counts))

    def _requests(self, sheet: Sheet, options: dict[str, Any], at: datetime) -> None:
        """An old case for each row."""
        brought = requests_table.import_requests(sheet, is_trial=options["dry_run"], at=at)
        self._refuse(brought.faults)
        counts = {"n": len(brought.cases), "same": brought.same}
        if options["dry_run"]:
            self._say(say("{n} perkara lama dapat masuk, {same} sudah ada; belum ada yang diubah.", **counts))
            return
        self._say(say("{n} perkara lama masuk, {same} sudah ada.", **counts))

    def _agreed(self, options: dict[str, Any], *, is_needed: bool) -> bool:
        """Ask the person at the terminal, where there is one and something to ask about."""
        if not options["asks"] or not is_needed:
            return True
        self.stdout.write(str(say("Lanjutkan? [y/T]")), ending=" ")
        self.stdout.flush()
        if sys.stdin.readline().strip().lower() in _YES:
            return True
        self._say(say("Tidak ada yang diubah."))
        return False

    def _show(self, lines: Sequence[Phrase]) -> None:
        for line in lines:
            self._say(line)

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
