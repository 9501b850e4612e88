"""`terbuka export recap [--round R] [-o FILE]`: the scores of a round, by the ending of the file's name."""

from django.core.management import call_command
from django.db import OperationalError

from terbuka.management.arguments import Parser
from terbuka.management.database import let_go, open_prepared, unusable
from terbuka.rules.language import say


def _parser() -> Parser:
    parser = Parser("export", str(say("Menulis rekap satu putaran: setiap satker, kelompok, dan butir.")))
    parser.add_argument("what", choices=("recap",), help=str(say("yang ditulis")))
    parser.add_argument(
        "--round", metavar="R", default="", help=str(say("nama pendek putaran; tanpa ini yang terbaru"))
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="",
        help=str(say("berkas .csv, .xlsx, .json, atau .pdf; tanpa ini CSV ke layar")),
    )
    return parser


def run(arguments: list[str]) -> int:
    """Write the recap. Raises BadInput for what is typed or a database that is not ready."""
    wish = _parser().parse_args(arguments)
    try:
        open_prepared()
        call_command("write_recap", round=wish.round, output=wish.output)
    except OperationalError as fault:
        raise unusable(fault) from None
    finally:
        let_go()
    return 0
