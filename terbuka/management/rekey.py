"""`terbuka rekey FILE`: seals identities anew; the file holds the key until now, the settings the new one."""

from django.core.management import call_command
from django.db import OperationalError

from terbuka.management.arguments import Parser
from terbuka.management.database import let_go, open_prepared, unusable
from terbuka.rules.language import say


def run(arguments: list[str]) -> int:
    """Seal them. Raises BadInput for a file that is not the former key, or a database that is not ready."""
    parser = Parser("rekey", str(say("Menyegel ulang identitas pemohon setelah kunci perkara diganti.")))
    parser.add_argument("former", metavar="FILE", help=str(say("berkas berisi kunci lama")))
    wish = parser.parse_args(arguments)
    try:
        open_prepared()
        call_command("change_key", former=wish.former)
    except OperationalError as fault:
        raise unusable(fault) from None
    finally:
        let_go()
    return 0
