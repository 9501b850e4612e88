"""`terbuka work`: work in the background alone, on any number of machines beside the one that serves."""

import os
import signal
from types import FrameType

import django
from django.core.management import call_command

from terbuka.management.arguments import Parser
from terbuka.management.children import Children
from terbuka.management.database import ask_server, let_go, read_addresses, refuse_newer, unapplied
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

QUEUES = ("quick", "crawl")
_SETTINGS = "terbuka.settings"


def _check() -> None:
    """Raises BadInput for a database that does not answer, is newer, or was never prepared."""
    ask_server()
    refuse_newer()
    if unapplied():
        raise BadInput(
            say("Basis data belum disiapkan untuk versi ini; jalankan terbuka serve sekali dahulu.")
        )
    let_go()


def _all_queues() -> None:
    """One child for each queue until SIGTERM or SIGINT."""
    children = Children(QUEUES)

    def end(_signal: int, _frame: FrameType | None) -> None:
        children.ask_to_stop()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, end)
    children.keep()


def run(arguments: list[str]) -> int:
    """Work until told to end. Raises BadInput for a database that is not ready."""
    parser = Parser("work", str(say("Menjalankan pekerjaan latar saja: surel, pemeriksaan, audit.")))
    parser.add_argument(
        "--queue", choices=QUEUES, help=str(say("hanya antrean ini; tanpa pilihan, semuanya"))
    )
    wish = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    django.setup()
    _check()
    if wish.queue:
        read_addresses()
        try:
            call_command("work_queue", wish.queue)
        finally:
            let_go()
    else:
        _all_queues()
    return 0
