"""`terbuka export recap|catalogue [-o FILE]`: a table, written as the ending of the file's name says."""

from django.core.management import call_command
from django.db import OperationalError

from terbuka.management.arguments import Parser
from terbuka.management.database import let_go, open_prepared, unusable
from terbuka.rules.language import say

# What can be written, and by which of our commands.
WRITTEN_BY = {"recap": "write_recap", "catalogue": "write_catalogue"}
_OPTIONS = {"recap": ("round", "output"), "catalogue": ("unit", "output")}


def _parser() -> Parser:
    parser = Parser("export", str(say("Menulis rekap satu putaran, atau semua informasi yang diumumkan.")))
    parser.add_argument("what", choices=tuple(WRITTEN_BY), help=str(say("yang ditulis")))
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
    """Write the table. Raises BadInput for what is typed or a database that is not ready."""
    wish = _parser().parse_args(arguments)
    try:
        open_prepared()
        options = {name: getattr(wish, name) for name in _OPTIONS[wish.what]}
        call_command(WRITTEN_BY[wish.what], **options)
    except OperationalError as fault:
        raise unusable(fault) from None
    finally:
        let_go()
    return 0
