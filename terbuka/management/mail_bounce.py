"""`terbuka mail-bounce [FILE]`: reads a report of mail that came back, from a file or a pipe."""

import sys

from django.core.management import call_command
from django.db import OperationalError

from terbuka.management.arguments import Parser
from terbuka.management.database import let_go, open_prepared, unusable
from terbuka.rules.bounces import LARGEST
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput


def _read(name: str) -> bytes:
    """The report as it stands; one byte more than the most tells that it is too long. Raises BadInput."""
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        with open(name, "rb") as report:
            return report.read(LARGEST + 1)
    except OSError as fault:
        raise BadInput(
            say("Berkas {name} tidak dapat dibaca: {cause}", name=name, cause=fault.strerror)
        ) from None


def run(arguments: list[str]) -> int:
    """Mark the addresses that do not exist. Raises BadInput for what is no report, or not about our mail."""
    parser = Parser("mail-bounce", str(say("Membaca laporan surel yang ditolak dan menandai alamatnya.")))
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        default="-",
        help=str(say("berkas laporan (RFC 3464); tanpa ini dibaca dari masukan standar")),
    )
    report = _read(parser.parse_args(arguments).file)
    try:
        open_prepared()
        call_command("take_bounce", report=report)
    except OperationalError as fault:
        raise unusable(fault) from None
    finally:
        let_go()
    return 0
