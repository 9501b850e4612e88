"""`terbuka mail-listen`: takes letters by SMTP for the mailboxes of this installation."""

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError

from terbuka.management.arguments import Parser
from terbuka.management.database import let_go, open_prepared, read_addresses, unusable
from terbuka.management.ports import check_port
from terbuka.rules.language import say

HOST, PORT = "127.0.0.1", 2525


def run(arguments: list[str]) -> int:
    """Listen until told to end. Raises BadInput for a taken port and a database that is not ready."""
    parser = Parser("mail-listen", str(say("Menerima surel lewat SMTP untuk kotak surat semua satker.")))
    parser.add_argument("--host", help=str(say("alamat tempat mendengarkan")))
    parser.add_argument("--port", type=int, help=str(say("porta, bawaannya {port}", port=PORT)))
    wish = parser.parse_args(arguments)
    try:
        open_prepared()
    except OperationalError as fault:
        raise unusable(fault) from None
    finally:
        let_go()
    host, port = settings.MAIL_LISTEN or (HOST, PORT)
    host, port = wish.host or host, wish.port or port
    check_port(host, port)
    read_addresses()
    try:
        call_command("listen_mail", host=host, port=port)
    finally:
        let_go()
    return 0
