"""`terbuka mail-in [FILE]`: reads a letter with files, from a file or a pipe; they become drafts."""

import sys

from django.core.management import call_command
from django.db import OperationalError

from terbuka.management.arguments import Parser
from terbuka.management.database import let_go, open_prepared, unusable
from terbuka.rules.language import say
from terbuka.rules.mailin import LARGEST
from terbuka.rules.ruling import BadInput


def _read(name: str) -> bytes:
    """The letter as it stands; one byte more than the most tells that it is too long. Raises BadInput."""
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        with open(name, "rb") as letter:
            return letter.read(LARGEST + 1)
    except OSError as fault:
        raise BadInput(
            say("Berkas {name} tidak dapat dibaca: {cause}", name=name, cause=fault.strerror)
        ) from None


def run(arguments: list[str]) -> int:
    """0 whatever the letter holds, so that no mail server answers its sender; what came of it is one line."""
    parser = Parser("mail-in", str(say("Menjadikan lampiran surat petugas konsep informasi satkernya.")))
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        default="-",
        help=str(say("surat (.eml); tanpa ini dibaca dari masukan standar")),
    )
    letter = _read(parser.parse_args(arguments).file)
    try:
        open_prepared()
        call_command("take_letter", letter=letter)
    except OperationalError as fault:
        raise unusable(fault) from None
    finally:
        let_go()
    return 0
