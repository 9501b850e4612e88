"""`terbuka export recap|catalogue [-o FILE]`: a table, written as the ending of the file's name says.

`terbuka export requests|objections|disputes --unit SLUG [--year Y] [-o FILE]`: a register of one unit.

`terbuka export portal DIR`: everything that the public reads, as plain files.
"""

from django.core.management import call_command
from django.db import OperationalError

from terbuka.management.arguments import Parser
from terbuka.management.database import let_go, open_prepared, unusable
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

# What can be written, and by which of our commands.
REGISTERS = ("requests", "objections", "disputes")
WRITTEN_BY = {
    "recap": "write_recap",
    "catalogue": "write_catalogue",
    "portal": "write_portal",
    **dict.fromkeys(REGISTERS, "write_register"),
}
_OPTIONS = {
    "recap": ("round", "output"),
    "catalogue": ("unit", "output"),
    "portal": ("folder",),
    **dict.fromkeys(REGISTERS, ("what", "unit", "year", "output")),
}


def _parser() -> Parser:
    purpose = say("Menulis rekap, informasi, register layanan, atau seluruh portal publik.")
    parser = Parser("export", str(purpose))
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
        "--unit",
        metavar="SLUG",
        default="",
        help=str(say("catalogue: hanya satker ini, misalnya kpu-ri; register: satkernya (wajib)")),
    )
    parser.add_argument(
        "--year", metavar="Y", default="", help=str(say("register: hanya tahun ini; tanpa ini semua tahun"))
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        default="",
        help=str(say("berkas .csv, .xlsx, .json, atau (rekap, register) .pdf; tanpa ini CSV ke layar")),
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
        # A folder is an argument by its place: Django takes no such one by its name.
        places = [options.pop("folder")] if "folder" in options else []
        call_command(WRITTEN_BY[wish.what], *places, **options)
    except OperationalError as fault:
        raise unusable(fault) from None
    finally:
        let_go()
    return 0
