"""`terbuka invite EMAIL --role ROLE --unit SLUG`: a single-use link for one person, to hand over."""

from django.core.management import call_command
from django.db import OperationalError

from terbuka.management.arguments import Parser
from terbuka.management.database import let_go, open_prepared, unusable
from terbuka.rules.language import say
from terbuka.rules.people import ROLE_WORDS


def _parser() -> Parser:
    parser = Parser(
        "invite", str(say("Membuat tautan undangan untuk satu orang, berlaku 24 jam, satu kali pakai."))
    )
    roles = ", ".join(f"{role.value} ({word})" for role, word in ROLE_WORDS.items())
    parser.add_argument("email", metavar="EMAIL", help=str(say("alamat surel orang itu sendiri")))
    parser.add_argument("--role", required=True, help=str(say("peran: {roles}", roles=roles)))
    parser.add_argument(
        "--unit",
        metavar="SLUG",
        default="",
        help=str(say("satkernya; kosong hanya untuk system_administrator")),
    )
    return parser


def run(arguments: list[str]) -> int:
    """Print the whole link and its end. Raises BadInput for what is typed or a database that is not ready."""
    wish = _parser().parse_args(arguments)
    try:
        open_prepared()
        call_command("make_invitation", wish.email, role=wish.role, unit=wish.unit)
    except OperationalError as fault:
        raise unusable(fault) from None
    finally:
        let_go()
    return 0
