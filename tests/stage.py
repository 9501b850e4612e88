"""The demonstration's scene in an installation of its own, with real web and workers.

`python -m tests.stage PORT FOLDER` lays the scene and serves it. In two steps, so that what was laid
once is copied and served many times: `--lay FOLDER` lays it, says READY and shows the example sites
until the run of the tests is over; `--serve PORT FOLDER` serves a copy, or any prepared installation.

Like `terbuka demo`, but on the database that DATABASE_URL names.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import django
from django.core.management import call_command

from terbuka.example.sites import DEMO_EARLIER, demo_site
from terbuka.management import demo
from terbuka.management.database import let_go
from terbuka.management.serve import QUEUES, prepare, serve_forever
from tests import store

_SITES = "example-sites"  # in the data folder: where they are shown


@contextmanager
def _laid(port: int, folder: Path) -> Iterator[None]:
    """Lay the scene, tell of it, let the example site mend; the example sites are shown meanwhile."""
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
        let_go()
        (folder / _SITES).write_text(os.environ["TERBUKA_DEMO_SITE"])
        print("\n".join(told), flush=True)
        print("READY", flush=True)
        yield


def _serve(port: int, folder: Path) -> None:
    """Serve what lies there already until killed."""
    os.environ["TERBUKA_DATA"] = str(folder)
    os.environ["TERBUKA_URL"] = f"http://{demo.HOST}:{port}"
    if (folder / _SITES).exists():
        os.environ["TERBUKA_DEMO_SITE"] = (folder / _SITES).read_text()
    django.setup()
    serve_forever(demo.HOST, port, workers=1, queues=QUEUES)


def main(arguments: list[str]) -> None:
    """Lay, serve, or both."""
    match arguments:
        case ["--lay", folder]:
            with _laid(demo.FIRST_PORT, Path(folder)):
                while store.is_running():
                    time.sleep(1)
        case ["--serve", port, folder]:
            _serve(int(port), Path(folder))
        case [port, folder]:
            with _laid(int(port), Path(folder)):
                serve_forever(demo.HOST, int(port), workers=1, queues=QUEUES)
        case _:
            sys.exit("python -m tests.stage [--lay | --serve] [PORT] FOLDER")


if __name__ == "__main__":
    main(sys.argv[1:])
