"""`terbuka demo`: from nothing to a result: example site, audit, drafted questionnaire, score, page.

The demo keeps to itself: it ignores DATABASE_URL, listens on the loopback
address alone, and writes only into a folder of its own (TERBUKA_DATA, else
./data/demo) that carries a marker file.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse

from terbuka.crawler.audit import Manner, audit
from terbuka.crawler.crawl import Budget
from terbuka.example.server import ExampleServer
from terbuka.example.sites import DEMO_UNIT, demo_site
from terbuka.management.arguments import Parser
from terbuka.management.plain.mainjob import MainJob, as_json, lines, main_job
from terbuka.management.ports import check_port
from terbuka.management.serve import prepare, serve_forever
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput
from terbuka.rules.siteaudit import report as reports
from terbuka.rules.units import units_by_slug
from terbuka.rules.zones import zone_of

HOST = "127.0.0.1"
FIRST_PORT, LAST_PORT = 8000, 8099
MARKER = "terbuka-demo"
PAGE = "/demo/"
# What a website alone must be able to tell, else the demo shows nothing.
LEAST_DRAFTED = 12


class StepError(Exception):
    """A step of the demo did not do its work."""

    def __init__(self, step: Phrase, cause: object) -> None:
        super().__init__(say('Langkah "{step}" gagal: {cause}', step=step, cause=cause))


@contextmanager
def _step(name: Phrase) -> Iterator[None]:
    """Names the step in which anything went wrong. Raises StepError."""
    try:
        yield
    except StepError:
        raise
    except Exception as fault:
        raise StepError(name, f"{type(fault).__name__}: {fault}") from fault


def demo_folder(named: str | None) -> Path:
    """The demo's own folder, made and marked when new. Raises BadInput for one with other data."""
    folder = Path(named or "data/demo").expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / MARKER).exists():
            if any(folder.iterdir()):
                raise BadInput(
                    say(
                        "Folder {folder} berisi data yang bukan milik contoh; isi TERBUKA_DATA dengan "
                        "folder lain atau kosong.",
                        folder=folder,
                    )
                )
            (folder / MARKER).touch()
    except OSError as fault:
        cause = fault.strerror
        raise BadInput(
            say(
                "Folder {folder} tidak dapat ditulisi ({cause}); isi TERBUKA_DATA dengan folder lain.",
                folder=folder,
                cause=cause,
            )
        ) from None
    return folder


def free_port(wish: int | None) -> int:
    """The port asked for, or the first free one. Raises BadInput when taken, or when none is free."""
    if wish is not None:
        check_port(HOST, wish)
        return wish
    for port in range(FIRST_PORT, LAST_PORT + 1):
        try:
            check_port(HOST, port)
        except BadInput:
            continue
        return port
    raise BadInput(
        say(
            "Tidak ada porta bebas antara {first} dan {last}; sebutkan satu dengan --port.",
            first=FIRST_PORT,
            last=LAST_PORT,
        )
    )


@contextmanager
def _example(as_of: date) -> Iterator[ExampleServer]:
    """The example site, served on loopback while the block runs."""
    with _step(say("situs contoh")):
        server = ExampleServer(demo_site(as_of)).__enter__()
    try:
        yield server
    finally:
        server.__exit__(None, None, None)


def _audited(server: ExampleServer, as_of: date) -> MainJob:
    """The whole main job over the example site. Raises StepError where a step gives nothing."""
    with _step(say("audit situs")):
        report = audit(
            [server.url],
            server.site.unit,
            as_of,
            Budget(seconds=120),
            manner=Manner(rate=0, private_hosts_allowed=True),
        )
        if not report.visit.pages:
            raise StepError(say("audit situs"), say("situs contoh tidak dapat dibuka"))
    with _step(say("kuesioner dan nilai")):
        job = main_job(report, as_of=as_of)
        if job.drafted < LEAST_DRAFTED:
            cause = say(
                "hanya {n} butir terisi otomatis, seharusnya paling sedikit {least}",
                n=job.drafted,
                least=LEAST_DRAFTED,
            )
            raise StepError(say("kuesioner dan nilai"), cause)
    return job


def result_of(job: MainJob, site_url: str) -> dict[str, Any]:
    """All that the demo's page shows, as JSON."""
    return {
        "is_demo": True,
        "site_url": site_url,
        "unit": job.report.unit,
        "report": reports.as_json(job.report),
        **as_json(job),
    }


def _store(folder: Path, result: dict[str, Any]) -> None:
    """Write the result where the page reads it, whole or not at all."""
    place = folder / "demo" / "result.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(".new")
    draft.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(place)


def _prepare(folder: Path, port: int) -> None:
    """Settings, tables and reference data of the demo alone: no other database, loopback only."""
    with _step(say("basis data")):
        os.environ.pop("DATABASE_URL", None)
        prepare(folder, site=f"http://{HOST}:{port}")


def _open_page(port: int) -> None:
    """Ask the application itself for the result's page. Raises StepError unless it shows the questions."""
    name = say("halaman hasil")
    with _step(name):
        asked: dict[str, Any] = {"PATH_INFO": PAGE, "HTTP_HOST": f"{HOST}:{port}"}
        setup_testing_defaults(asked)
        answer = get_wsgi_application().get_response(WSGIRequest(asked))
        is_shown = isinstance(answer, HttpResponse) and b"B03" in answer.content
        if answer.status_code != HTTPStatus.OK or not is_shown:
            raise StepError(name, answer.status_code)


def _today() -> date:
    """Today at the example unit's place."""
    region = units_by_slug()[DEMO_UNIT].region_code
    return datetime.now(UTC).astimezone(zone_of(region).clock).date()


def _announce(job: MainJob, server: ExampleServer) -> None:
    print(say("Situs contoh {name}: {url}", name=server.site.unit.name, url=server.url))
    print("\n".join(lines(job)), flush=True)


def _headless() -> int:
    """The whole demo in a temporary folder, ending with its summary."""
    as_of = _today()
    with tempfile.TemporaryDirectory(prefix="terbuka-demo-") as place, _example(as_of) as server:
        folder = demo_folder(place)
        job = _audited(server, as_of)
        _prepare(folder, FIRST_PORT)
        with _step(say("halaman hasil")):
            _store(folder, result_of(job, server.url))
        _open_page(FIRST_PORT)
        _announce(job, server)
    return 0


def _shown(wish: int | None) -> int:
    """The demo in its own folder, then its page until the reader stops it."""
    folder, port = demo_folder(os.environ.get("TERBUKA_DATA")), free_port(wish)
    as_of = _today()
    with _example(as_of) as server:
        job = _audited(server, as_of)
        _prepare(folder, port)
        with _step(say("halaman hasil")):
            _store(folder, result_of(job, server.url))
        _announce(job, server)
        print()
        print(say("Halaman hasil: {page}", page=f"http://{HOST}:{port}{PAGE}"))
        print(say("Situs contoh : {site}", site=server.url))
        print(say("Hentikan dengan Ctrl+C."), flush=True)
        serve_forever(HOST, port, workers=1)
    return 0


def run(arguments: list[str]) -> int:
    """Run the demo. Exit code 1 when a step failed, naming it; BadInput for a wrong port or folder."""
    parser = Parser(
        "demo", str(say("Contoh lengkap: situs, audit, kuesioner, nilai; lalu halaman untuk dilihat."))
    )
    parser.add_argument(
        "--port", type=int, help=str(say("porta halaman, bawaannya porta bebas pertama mulai 8000"))
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=str(say("jalankan tanpa halaman dalam folder sementara, cetak ringkasan, lalu selesai")),
    )
    wish = parser.parse_args(arguments)
    try:
        return _headless() if wish.check else _shown(wish.port)
    except StepError as failure:
        print(failure, file=sys.stderr)
        return 1
