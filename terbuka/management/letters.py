"""What `terbuka mail-in` and `terbuka mail-bounce` share: a letter from a file or a pipe, handed on whole."""

import sys

from django.core.management import call_command
from django.db import OperationalError

from terbuka.management.arguments import Parser
from terbuka.management.database import let_go, open_prepared, unusable
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput


def _read(name: str, most: int) -> bytes:
    """The letter as it stands; one byte more than `most` tells that it is too long. Raises BadInput."""
    if name == "-":
        return sys.stdin.buffer.read(most + 1)
    try:
        with open(name, "rb") as letter:
            return letter.read(most + 1)
    except OSError as fault:
        raise BadInput(
            say("Berkas {name} tidak dapat dibaca: {cause}", name=name, cause=fault.strerror)
        ) from None


def hand_over(parser: Parser, arguments: list[str], *, file: Phrase, most: int, to: str, called: str) -> int:
    """Read the letter that `arguments` name, at most `most` bytes, and call the command `to` with it.

    `file` says in the help what the letter is, `called` is what the command calls it. Raises BadInput.
    """
    parser.add_argument("file", metavar="FILE", nargs="?", default="-", help=str(file))
    letter = _read(parser.parse_args(arguments).file, most)
    try:
        open_prepared()
        call_command(to, **{called: letter})
    except OperationalError as fault:
        raise unusable(fault) from None
    finally:
        let_go()
    return 0
