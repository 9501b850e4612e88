"""Write a register of one unit to a file or to standard output."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from terbuka.management.commands.write_catalogue import units_named, write_out
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.services.register.registers import HEADS, Book, note_export, rows_of
from terbuka.web.register.bookpaper import book_paper
from terbuka.web.tables import WRITERS


def _year(text: str) -> int | None:
    if not text:
        return None
    if not (text.isdecimal() and len(text) == 4):
        raise BadInput(say("Tahun ditulis dengan empat angka, misalnya 2026."))
    return int(text)


class Command(BaseCommand):
    """The register `what` of `unit`, all of it or one `year`; the ending of `output` chooses the form."""

    help = "Write a register of one unit."

    def add_arguments(self, parser: CommandParser) -> None:
        """As `terbuka export` has them."""
        parser.add_argument("--what", default=Book.REQUESTS.value)
        parser.add_argument("--unit", default="")
        parser.add_argument("--year", default="")
        parser.add_argument("--output", default="")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Raises BadInput for an unknown unit, year or ending, or a place that cannot be written."""
        if not options["unit"]:
            raise BadInput(say("Sebutkan satkernya: --unit kpu-kab-jombang"))
        [unit] = units_named(options["unit"]) or []
        book, year, at = Book(options["what"]), _year(options["year"]), timezone.now()
        output = Path(options["output"]) if options["output"] else None
        kind = output.suffix.lower().lstrip(".") if output else "csv"
        if kind not in (*WRITERS, "pdf"):
            raise BadInput(say("Nama berkas harus berakhir .csv, .xlsx, .json, atau .pdf."))
        rows = rows_of(book, unit, year)
        if kind == "pdf":
            content = book_paper(book, unit, year, rows, at=at)
        else:
            content = WRITERS[kind](tuple(HEADS[book]), rows)
        note_export(unit, book, year=year, form=kind, by=None, at=at)
        if output is None:
            sys.stdout.write(content.decode("utf-8-sig"))
            return
        write_out(output, content)
        self.stderr.write(str(say("{n} baris ditulis ke {file}.", n=len(rows), file=output)))
