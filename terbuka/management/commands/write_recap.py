"""Write the recap of a round to a file or to standard output."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from terbuka.models import AssessmentRound, SelfAssessment
from terbuka.rules.assessment import RoundStatus
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted
from terbuka.web.assessment.recap import recap_of
from terbuka.web.assessment.recap_paper import paper
from terbuka.web.tables import WRITERS


def _round(slug: str) -> AssessmentRound:
    """The round of this short name, the newest without one. Raises BadInput."""
    opened = AssessmentRound.objects.exclude(status=RoundStatus.PREPARED.value)
    found = opened.filter(slug=slug).first() if slug else opened.first()
    if found is None:
        known = ", ".join(opened.values_list("slug", flat=True)[:20])
        if not known:
            raise BadInput(say("Belum ada putaran yang dibuka; tidak ada yang dapat direkap."))
        raise BadInput(say("Putaran {slug} tidak ada; yang ada: {known}.", slug=quoted(slug), known=known))
    return found


class Command(BaseCommand):
    """Options `round` and `output`; the ending of `output` chooses CSV, XLSX, JSON or PDF."""

    help = "Write the recap of a round."

    def add_arguments(self, parser: CommandParser) -> None:
        """Both may be empty."""
        parser.add_argument("--round", default="")
        parser.add_argument("--output", default="")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Raises BadInput for an unknown round or ending, or a place that cannot be written."""
        output = Path(options["output"]) if options["output"] else None
        kind = output.suffix.lower().lstrip(".") if output else "csv"
        if kind not in WRITERS and kind != "pdf":
            raise BadInput(say("Nama berkas harus berakhir .csv, .xlsx, .json, atau .pdf."))
        chosen = _round(options["round"])
        head, rows = recap_of(chosen, SelfAssessment.objects.filter(round=chosen))
        content = paper(chosen, rows, at=timezone.now()) if kind == "pdf" else WRITERS[kind](head, rows)
        if output is None:
            sys.stdout.write(content.decode("utf-8-sig"))
            return
        try:
            output.write_bytes(content)
        except OSError as fault:
            cause = fault.strerror or str(fault)
            raise BadInput(say("{file} tidak dapat ditulis: {cause}.", file=output, cause=cause)) from None
        self.stderr.write(str(say("{n} satker ditulis ke {file}.", n=len(rows), file=output)))
