"""`write_copy DIR`: database and files into an empty folder; `terbuka backup` calls it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from terbuka.rules.language import say
from terbuka.services.jobs.archive import write_archive


class Command(BaseCommand):
    """Writes a copy of the installation and says what is in it."""

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("folder")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """What was copied on standard output; files that were not there on standard error."""
        manifest = write_archive(Path(options["folder"]), at=timezone.now())
        rows = sum(table["rows"] for table in manifest["tables"].values())
        files = manifest["files"]["count"]
        self.stdout.write(
            str(
                say(
                    "Disalin ke {folder}: {rows} baris, {files} berkas.",
                    folder=options["folder"],
                    rows=rows,
                    files=files,
                )
            )
        )
        self.stdout.write(
            str(say("Kunci rahasia tidak ikut; simpan secret_key dari folder data di tempat lain yang aman."))
        )
        for sha256 in manifest["files_missing"]:
            self.stderr.write(
                str(
                    say(
                        "Berkas {sha256} hilang atau rusak di folder data; tidak ikut tersalin.",
                        sha256=sha256,
                    )
                )
            )
