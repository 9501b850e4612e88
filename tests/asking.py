"""Takes in and registers requests as fast as it can, one of several processes.

`python -m tests.asking COUNT`, or `--seconds S` for as long. Works on the installation that the
environment names; prints each number it was given.
"""

import sys
import time

import django

django.setup()

from django.utils import timezone  # noqa: E402 - after the settings are read

from terbuka.management.database import let_go, read_addresses  # noqa: E402
from terbuka.models import WorkUnit  # noqa: E402
from terbuka.rules.register.channels import Channel  # noqa: E402
from terbuka.services.register.receiving import receive_request  # noqa: E402
from terbuka.services.register.registering import register_request  # noqa: E402
from tests.make.register import ASKED  # noqa: E402

if __name__ == "__main__":
    unit = WorkUnit.objects.get(slug="kpu-kab-jombang")
    is_timed, limit = sys.argv[1] == "--seconds", int(sys.argv[-1])
    read_addresses()
    until, done = time.monotonic() + limit, 0
    while time.monotonic() < until if is_timed else done < limit:
        at, done = timezone.now(), done + 1
        request = receive_request(unit, values=ASKED, channel=Channel.WEB, by=None, at=at)
        print(register_request(request, by=None, at=at).number, flush=True)
    let_go()
