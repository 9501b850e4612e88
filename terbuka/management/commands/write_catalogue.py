"""Write what is public to a file or to standard output."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from terbuka.models import WorkUnit
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted
from terbuka.services.catalogue.table import HEAD, public_rows
from terbuka.web.tables import WRITERS


def units_named(slug: str) -> list[WorkUnit] | None:
    """The unit of this short name; None, all of them, without one. Raises BadInput."""
    if not slug:
        return None
    found = list(WorkUnit.objects.filter(slug=slug))
    if not found:
        raise BadInput(say("Satker {slug} tidak dikenal; contoh: kpu-kab-jombang.", slug=quoted(slug)))
    return found


def write_out(place: Path, content: bytes) -> None:
    """Write the file. Raises BadInput for a place that cannot be written."""
    try:
        place.write_bytes(content)
    except OSError as fault:
        cause = fault.strerror or str(fault)
        raise BadInput(say("{file} tidak dapat ditulis: {cause}.", file=place, cause=cause)) from None


class Command(BaseCommand):
    """Options `unit` and `output`; the ending of `output` chooses CSV, XLSX or JSON."""

    help = "Write the public catalogue."

    def add_arguments(self, parser: CommandParser) -> None:
        """Both may be empty."""
        parser.add_argument("--unit", default="")
        parser.add_argument("--output", default="")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Raises BadInput for an unknown unit or ending, or a place that cannot be written."""
        output = Path(options["output"]) if options["output"] else None
        kind = output.suffix.lower().lstrip(".") if output else "csv"
        if kind not in WRITERS:
            raise BadInput(say("Nama berkas harus berakhir .csv, .xlsx, atau .json."))
        rows = public_rows(units_named(options["unit"]))
        content = WRITERS[kind](HEAD, rows)
        if output is None:
            sys.stdout.write(content.decode("utf-8-sig"))
            return
        write_out(output, content)
        self.stderr.write(str(say("{n} informasi ditulis ke {file}.", n=len(rows), file=output)))
