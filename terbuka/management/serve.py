"""`terbuka serve`: migrates, loads reference data, serves pages and background work until told to stop."""

import os
import sys
from collections.abc import Sequence
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from terbuka.management.arguments import Parser
from terbuka.management.children import PARENT, Children, tie_to_parent
from terbuka.management.database import ask_server, is_fresh, let_go, refuse_newer, unapplied, unusable
from terbuka.management.ports import check_port
from terbuka.management.work import QUEUES
from terbuka.rules.language import LANGUAGES, say
from terbuka.rules.ruling import BadInput
from terbuka.rules.units import Institution
from terbuka.web.bodies import Application, bounded

BLOCKING_THREADS = 128
_AHEAD = ("/nasional/", *(f"/nasional/?lembaga={body.value}" for body in Institution))
_SETTINGS = "terbuka.settings"


def prepare(data_folder: Path | None = None, *, site: str | None = None) -> None:
    """Make an installation ready: settings, tables, reference data, static files. Safe to repeat.

    `data_folder` and `site` stand in for TERBUKA_DATA and TERBUKA_URL; they count
    only before the settings are first read. A database that is about to be migrated
    is copied first. Raises BadInput for a wrong setting, a database that cannot be
    reached, copied, or that is newer than this program.
    """
    if data_folder is not None:
        os.environ["TERBUKA_DATA"] = str(data_folder)
    if site is not None:
        os.environ["TERBUKA_URL"] = site
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    django.setup()
    try:
        ask_server()
        refuse_newer()
        _copy_before_migrating()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("load_reference", verbosity=0)
    except OperationalError as fault:
        raise unusable(fault) from None
    finally:
        let_go()
    call_command("collectstatic", verbosity=0, interactive=False)


def _copy_before_migrating() -> None:
    """Keep what is there before a newer program changes its tables. Raises BadInput where that fails."""
    if is_fresh() or not unapplied():
        return
    try:
        call_command("make_copy", "before-migration", stdout=StringIO())
    except OSError as fault:
        raise BadInput(
            say(
                "Basis data belum disalin, jadi belum diperbarui ({cause}); periksa ruang di folder data.",
                cause=fault.strerror or fault,
            )
        ) from None


def first_link() -> str:
    """The link for the first administrator; "" where there is one already. Call `prepare` first."""
    told = StringIO()
    try:
        call_command("first_link", stdout=told)
    finally:
        let_go()
    return told.getvalue().strip()


def tied_application() -> Application:
    """The WSGI application of one worker, which ends when its server ends, however that ends."""
    tie_to_parent()
    application = get_wsgi_application()
    draw_ahead(application)
    connections.close_all()
    return bounded(application)


def draw_ahead(application: WSGIHandler) -> None:
    """Ask this worker for the pages that count all results, so that none of their readers waits for that.

    A page that fails here is tried again by its first reader; a database that is away stops no worker.
    """
    for address, language in product(_AHEAD, LANGUAGES):
        path, _, query = address.partition("?")
        environ = {
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": settings.SITE.netloc,
            "HTTP_COOKIE": f"bahasa={language}",
            "HTTP_ACCEPT_ENCODING": "gzip",
            "wsgi.url_scheme": settings.SITE.scheme,
        }
        setup_testing_defaults(environ)
        application.get_response(WSGIRequest(environ))


def _cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def serve_forever(host: str, port: int, *, workers: int | None = None, queues: Sequence[str] = ()) -> None:
    """Serve until SIGINT or SIGTERM, then end with all workers. Call `prepare` first.

    For each of `queues` a child works in the background, and is started again when it dies; so
    does one that takes letters, where TERBUKA_MAIL_LISTEN asks for it.
    """
    os.environ[PARENT] = str(os.getpid())
    children = Children(queues, [("mail-listen",)] if settings.MAIL_LISTEN and queues else [])
    children.start()
    try:
        _server(host, port, workers).serve()
    finally:
        children.stop()


def _server(host: str, port: int, workers: int | None) -> Any:
    return Server(
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
    )


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
    if settings.MAIL_LISTEN:
        check_port(*settings.MAIL_LISTEN)
    print(say("Terbuka melayani di {address} (data: {data}). Hentikan dengan Ctrl+C.",
              address=named or _address(wish.host, wish.port), data=settings.DATA), flush=True)  # fmt: skip
    if not named and wish.host in ("0.0.0.0", "::"):  # noqa: S104
        print(say("Dari komputer lain belum dapat dibuka: isi TERBUKA_URL dengan alamat yang dipakai orang."),
              file=sys.stderr)  # fmt: skip
    if link := first_link():
        print(
            say("Administrator sistem pertama mendaftar di sini (24 jam, sekali pakai): {link}", link=link),
            flush=True,
        )
    serve_forever(wish.host, wish.port, queues=QUEUES)
    return 0
