"""The demonstration's scene in an installation of its own, with real web and workers.

`python -m tests.stage PORT FOLDER`.

Like `terbuka demo`, but on the database that DATABASE_URL names.
"""

import sys
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command

from terbuka.example.sites import DEMO_EARLIER, demo_site
from terbuka.management import demo
from terbuka.management.serve import QUEUES, prepare, serve_forever


def main(port: int, folder: Path) -> None:
    """Lay the scene, tell of it, let the example site mend, and serve until killed."""
    today = demo._today()
    with demo._examples(today) as servers:
        prepare(folder, site=f"http://{demo.HOST}:{port}")
        told: list[str] = []
        mended, before = demo_site(today, repaired=True), demo_site(today - timedelta(days=DEMO_EARLIER))
        call_command(
            "lay_demo",
            servers=servers,
            before=before,
            mended=mended,
            today=today,
            walk=False,
            told=told,
            stocked=False,  # walks bring what they publish
        )
        servers[0].show(mended)
        print("\n".join(told), flush=True)
        print("READY", flush=True)
        serve_forever(demo.HOST, port, workers=1, queues=QUEUES)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
