"""`terbuka serve`: migrates, loads reference data, and serves until told to stop."""

import ctypes
import os
import signal
import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, OperationalError, connection, connections
from django.db.migrations.loader import MigrationLoader
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from terbuka.management.arguments import Parser
from terbuka.management.ports import check_port
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

BLOCKING_THREADS = 128
_PR_SET_PDEATHSIG = 1
_SETTINGS = "terbuka.settings"
_SERVER = "TERBUKA_SERVER_PROCESS"


def prepare(data_folder: Path | None = None, *, site: str | None = None) -> None:
    """Make an installation ready: settings, tables, reference data, static files. Safe to repeat.

    `data_folder` and `site` stand in for TERBUKA_DATA and TERBUKA_URL; they count
    only before the settings are first read. Raises BadInput for a wrong setting, a
    database that cannot be reached or one that is newer than this program.
    """
    if data_folder is not None:
        os.environ["TERBUKA_DATA"] = str(data_folder)
    if site is not None:
        os.environ["TERBUKA_URL"] = site
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    django.setup()
    try:
        _ask_server()
        _refuse_newer_database()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_reference", verbosity=0)
    except OperationalError as fault:
        raise _unusable(fault) from None
    finally:
        _let_go()
    call_command("collectstatic", verbosity=0, interactive=False)


def _unusable(fault: Exception) -> BadInput:
    cause = str(fault).strip().splitlines()[0]
    return BadInput(say("Basis data tidak dapat dipakai: {cause}", cause=cause))


def _let_go() -> None:
    """Close what was opened here: workers open their own connections, and a pool holds up our end."""
    connections.close_all()
    driver: Any = connections["default"]
    if connection.vendor == "postgresql":
        driver.close_pool()


def _ask_server() -> None:
    """Knock once at a database server: the pool would knock on for half a minute. Raises BadInput."""
    if connection.vendor == "postgresql":
        driver: Any = connections["default"]
        try:
            driver.Database.connect(os.environ["DATABASE_URL"], connect_timeout=5).close()
        except driver.Database.Error as fault:
            raise _unusable(fault) from None


def _refuse_newer_database() -> None:
    """Raises BadInput when the database knows migrations that this program does not."""
    try:
        loader = MigrationLoader(connection)
    except DatabaseError as fault:  # A file that is no database, rights that are not given.
        raise _unusable(fault) from None
    unknown = [
        name
        for app, name in loader.applied_migrations
        if app == "terbuka" and (app, name) not in loader.disk_migrations
    ]
    if unknown:
        raise BadInput(
            say(
                "Basis data ini milik Terbuka yang lebih baru ({names}); jalankan versi itu.",
                names=", ".join(sorted(unknown)),
            )
        )


def tied_application() -> WSGIHandler:
    """The WSGI application of one worker, which ends when its server ends, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != int(os.environ[_SERVER]):
            # The server went before the tie was made.
            os.kill(os.getpid(), signal.SIGKILL)
    return get_wsgi_application()


def _cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def serve_forever(host: str, port: int, *, workers: int | None = None) -> None:
    """Serve until SIGINT or SIGTERM, then end with all workers. Call `prepare` first."""
    os.environ[_SERVER] = str(os.getpid())
    Server(
        "terbuka.management.serve:tied_application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or _cores(),
        blocking_threads=BLOCKING_THREADS,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _site(host: str, port: int) -> str:
    """The address people open, where TERBUKA_URL does not name it."""
    return _address("127.0.0.1" if host in ("0.0.0.0", "::", "localhost") else host, port)  # noqa: S104


def run(arguments: list[str]) -> int:
    """Serve on a free port. Raises BadInput for a taken port and whatever `prepare` refuses."""
    parser = Parser("serve", str(say("Menjalankan Terbuka di komputer ini.")))
    parser.add_argument("--host", default="127.0.0.1", help=str(say("alamat tempat mendengarkan")))
    parser.add_argument("--port", type=int, default=8000, help=str(say("porta, bawaannya 8000")))
    wish = parser.parse_args(arguments)
    check_port(wish.host, wish.port)
    named = os.environ.get("TERBUKA_URL")
    prepare(site=named or _site(wish.host, wish.port))
    print(say("Terbuka melayani di {address} (data: {data}). Hentikan dengan Ctrl+C.",
              address=named or _address(wish.host, wish.port), data=settings.DATA), flush=True)  # fmt: skip
    if not named and wish.host in ("0.0.0.0", "::"):  # noqa: S104
        print(say("Dari komputer lain belum dapat dibuka: isi TERBUKA_URL dengan alamat yang dipakai orang."),
              file=sys.stderr)  # fmt: skip
    serve_forever(wish.host, wish.port)
    return 0
