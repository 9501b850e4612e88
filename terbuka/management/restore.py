"""`terbuka restore DIR`: an installation from its copy, on either database, here or on another machine."""

import os
import sys
from pathlib import Path

import django
from django.core.management import CommandError, call_command
from django.db import OperationalError

from terbuka.management.arguments import Parser
from terbuka.management.database import ask_server, let_go, refuse_newer, unusable
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_SETTINGS = "terbuka.settings"


def run(arguments: list[str]) -> int:
    """Restore. Exit code 1 when the copy does not fit; BadInput for a target that is in use."""
    parser = Parser("restore", str(say("Memulihkan Terbuka dari salinan yang dibuat terbuka backup.")))
    parser.add_argument(
        "dir", metavar="DIR", help=str(say("folder salinan, atau berkas salinan harian .sqlite3"))
    )
    replacing = say("ganti isi yang sudah ada; isi lama disalin dahulu ke data/copies")
    parser.add_argument("--replace", action="store_true", help=str(replacing))
    wish = parser.parse_args(arguments)
    source = Path(wish.dir).expanduser().absolute()
    if not source.exists():
        raise BadInput(say("{place} tidak ada; sebut folder salinan.", place=source))
    # Reading the settings makes a key where none is, so this is asked before.
    had_key = bool(os.environ.get("TERBUKA_SECRET_KEY")) or _key().exists()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    django.setup()
    try:
        ask_server()
        refuse_newer()
        call_command("read_copy", str(source), replace=wish.replace, had_key=had_key)
    except OperationalError as fault:
        raise unusable(fault) from None
    except OSError as fault:
        raise BadInput(say("Pemulihan tidak selesai: {cause}.", cause=fault.strerror or fault)) from None
    except CommandError as fault:
        print(fault, file=sys.stderr)
        return 1
    finally:
        let_go()
    return 0


def _key() -> Path:
    return Path(os.environ.get("TERBUKA_DATA") or "data").expanduser().absolute() / "secret_key"
