"""`terbuka mail-test ADDRESS`: sends one letter at once and says how far it came; needs no database.

Exit 0 when the server took the letter, 1 when a step failed, 2 for a wrong address
or where no mail server is set.
"""

import os
import sys

import django
from django.core.management import CommandError, call_command

from terbuka.management.arguments import Parser
from terbuka.rules.language import say


def run(arguments: list[str]) -> int:
    """Each step on a line of its own as it ends; what to mend on standard error. Raises BadInput."""
    parser = Parser("mail-test", str(say("Mengirim satu surel uji dan menyebut hasil setiap langkahnya.")))
    parser.add_argument("address", metavar="ADDRESS", help=str(say("alamat surel yang dituju")))
    wish = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terbuka.settings")
    django.setup()
    try:
        call_command("try_mail", wish.address)
    except CommandError as fault:
        print(fault, file=sys.stderr)
        return fault.returncode
    return 0
