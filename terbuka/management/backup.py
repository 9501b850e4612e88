"""`terbuka backup DIR`: a copy of database and files, while the product goes on."""

import os
import sys
from io import StringIO
from pathlib import Path

import django
from django.core.management import call_command
from django.db import OperationalError

from terbuka.management.arguments import Parser
from terbuka.management.database import ask_server, is_fresh, let_go, refuse_newer, unusable
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_SETTINGS = "terbuka.settings"


def target(name: str) -> Path:
    """The folder for the copy, made when absent. Raises BadInput unless it is empty and writable."""
    folder = Path(name).expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        is_empty = not any(folder.iterdir())
    except OSError as fault:
        raise BadInput(
            say("Folder {folder} tidak dapat ditulisi ({cause}).", folder=folder, cause=fault.strerror)
        ) from None
    if not is_empty:
        raise BadInput(say("Folder {folder} tidak kosong; pilih folder baru untuk salinan.", folder=folder))
    return folder


def run(arguments: list[str]) -> int:
    """Write the copy. Raises BadInput for a folder in use or a database that cannot be read."""
    parser = Parser(
        "backup", str(say("Menyalin basis data dan berkas ke sebuah folder, tanpa kunci rahasia."))
    )
    parser.add_argument("dir", metavar="DIR", help=str(say("folder baru untuk salinan")))
    folder = target(parser.parse_args(arguments).dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    django.setup()
    told, warned = StringIO(), StringIO()
    try:
        ask_server()
        refuse_newer()
        if is_fresh():
            raise BadInput(say("Belum ada yang dapat disalin: basis data ini kosong."))
        call_command("write_copy", str(folder), stdout=told, stderr=warned)
    except OperationalError as fault:
        raise unusable(fault) from None
    except OSError as fault:
        raise BadInput(say("Salinan tidak selesai: {cause}.", cause=fault.strerror or fault)) from None
    finally:
        let_go()
    print(told.getvalue(), end="")
    print(warned.getvalue(), end="", file=sys.stderr)
    return 0
