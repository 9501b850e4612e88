"""`terbuka export recap|catalogue [-o FILE]`: a table, written as the ending of the file's name says.

`terbuka export portal DIR`: everything that the public reads, as plain files.
"""

from django.core.management import call_command
from django.db import OperationalError

from terbuka.management.arguments import Parser
from terbuka.management.database import let_go, open_prepared, unusable
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

# What can be written, and by which of our commands.
WRITTEN_BY = {"recap": "write_recap", "catalogue": "write_catalogue", "portal": "write_portal"}
_OPTIONS = {"recap": ("round", "output"), "catalogue": ("unit", "output"), "portal": ("folder",)}


def _parser() -> Parser:
    parser = Parser("export", str(say("Menulis rekap, informasi, atau seluruh portal publik.")))
    parser.add_argument("what", choices=tuple(WRITTEN_BY), help=str(say("yang ditulis")))
    parser.add_argument(
        "folder",
        nargs="?",
        default="",
        metavar="DIR",
        help=str(say("portal: folder kosong, atau folder salinan yang lama")),
    )
    parser.add_argument(
        "--round", metavar="R", default="", help=str(say("nama pendek putaran; tanpa ini yang terbaru"))
    )
    parser.add_argument(
        "--unit", metavar="SLUG", default="", help=str(say("catalogue: hanya satker ini, misalnya kpu-ri"))
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="",
        help=str(say("berkas .csv, .xlsx, .json, atau (rekap) .pdf; tanpa ini CSV ke layar")),
    )
    return parser


def run(arguments: list[str]) -> int:
    """Write the table, or the portal. Raises BadInput for what is typed or a database that is not ready."""
    wish = _parser().parse_args(arguments)
    if wish.what == "portal" and not wish.folder:
        raise BadInput(say("Sebut folder tujuannya: terbuka export portal DIR"))
    if wish.what != "portal" and wish.folder:
        raise BadInput(say("Nama berkas ditulis setelah -o, misalnya: -o {file}", file=wish.folder))
    try:
        open_prepared()
        options = {name: getattr(wish, name) for name in _OPTIONS[wish.what]}
        call_command(WRITTEN_BY[wish.what], **options)
    except OperationalError as fault:
        raise unusable(fault) from None
    finally:
        let_go()
    return 0
