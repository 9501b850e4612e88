"""`listen_mail`: the loop of `terbuka mail-listen`."""

import asyncio
from typing import Any

from django.core.management.base import BaseCommand

from terbuka.management.listening import listen
from terbuka.rules.language import say


class Command(BaseCommand):
    """Takes letters until told to end."""

    requires_system_checks = ()
    stealth_options = ("host", "port")

    def handle(self, *_arguments: Any, host: str, port: int, **_options: Any) -> None:
        """Say once that the port is open, then serve."""

        def ready() -> None:
            self.stdout.write(str(say("Terbuka menerima surel di {host}:{port}.", host=host, port=port)))
            self.stdout.flush()

        asyncio.run(listen(host, port, ready=ready))
