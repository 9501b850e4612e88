"""`terbuka demo`: from nothing to an officer's desk: example sites, people, a round in the middle of filling.

The demo keeps to itself: it ignores DATABASE_URL, listens on the loopback
address alone, and writes only into a folder of its own (TERBUKA_DATA, else
./data/demo) that carries a marker file and is begun afresh each time.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.core.management import call_command

from terbuka.example.server import ExampleServer
from terbuka.example.sites import DEMO_EARLIER, DEMO_UNIT, demo_neighbours, demo_site
from terbuka.management.arguments import Parser
from terbuka.management.ports import check_port
from terbuka.management.serve import QUEUES, prepare, serve_forever
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput
from terbuka.rules.units import units_by_slug
from terbuka.rules.zones import zone_of

HOST = "127.0.0.1"
FIRST_PORT, LAST_PORT = 8000, 8099
MARKER = "terbuka-demo"  # as `web/tags.py` looks for it


class StepError(Exception):
    """A step of the demo did not do its work."""

    def __init__(self, step: Phrase, cause: object) -> None:
        super().__init__(say('Langkah "{step}" gagal: {cause}', step=step, cause=cause))


@contextmanager
def _step(name: Phrase) -> Iterator[None]:
    """Names the step in which anything went wrong; says at a terminal where it is. Raises StepError."""
    if sys.stderr.isatty():
        print(f"… {name}", file=sys.stderr, flush=True)
    try:
        yield
    except StepError:
        raise
    except Exception as fault:
        raise StepError(name, f"{type(fault).__name__}: {fault}") from fault


def demo_folder(named: str | None) -> Path:
    """The demo's own folder, empty but for its mark. Raises BadInput for one with other data."""
    folder = Path(named or "data/demo").expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = list(folder.iterdir())
        if held and not (folder / MARKER).exists():
            raise BadInput(
                say(
                    "Folder {folder} berisi data yang bukan milik contoh; isi TERBUKA_DATA dengan "
                    "folder lain atau kosong.",
                    folder=folder,
                )
            )
        # The mark is there first and goes last: a folder that was left half emptied is still ours.
        (folder / MARKER).touch()
        for entry in held:
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name != MARKER:
                entry.unlink()
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
def _examples(as_of: date) -> Iterator[list[ExampleServer]]:
    """The example sites, served on loopback while the block runs; the demo's own unit first."""
    with ExitStack() as stack:
        with _step(say("situs contoh")):
            sites = [demo_site(as_of), *demo_neighbours(as_of)]
            servers = [stack.enter_context(ExampleServer(site)) for site in sites]
        os.environ["TERBUKA_DEMO_SITE"] = ",".join(
            server.url.removeprefix("http://").rstrip("/") for server in servers
        )
        yield servers


def _lay(folder: Path, port: int, servers: list[ExampleServer], as_of: date, *, walk: bool) -> list[str]:
    """Database, people, audits and round; with `walk` the round to its end. Gives what is to be told."""
    with _step(say("basis data")):
        os.environ.pop("DATABASE_URL", None)
        prepare(folder, site=f"http://{HOST}:{port}")
    before = demo_site(as_of - timedelta(days=DEMO_EARLIER))
    mended = demo_site(as_of, repaired=True)
    told: list[str] = []
    with _step(say("alur utama")):
        call_command(
            "lay_demo", servers=servers, before=before, mended=mended, today=as_of, walk=walk, told=told
        )
    return told


def _today() -> date:
    """Today at the example unit's place."""
    region = units_by_slug()[DEMO_UNIT].region_code
    return datetime.now(UTC).astimezone(zone_of(region).clock).date()


def _headless() -> int:
    """The whole demo in a temporary folder, ending with its summary."""
    as_of = _today()
    with tempfile.TemporaryDirectory(prefix="terbuka-demo-") as place, _examples(as_of) as servers:
        print("\n".join(_lay(demo_folder(place), FIRST_PORT, servers, as_of, walk=True)))
    return 0


def _shown(wish: int | None) -> int:
    """The demo in its own folder, then its pages until the reader stops it."""
    folder, port = demo_folder(os.environ.get("TERBUKA_DATA")), free_port(wish)
    as_of = _today()
    with _examples(as_of) as servers:
        print("\n".join(_lay(folder, port, servers, as_of, walk=False)))
        print(say("Hentikan dengan Ctrl+C."), flush=True)
        # From here on the site shows what was mended: the next audit closes items by itself.
        servers[0].show(demo_site(as_of, repaired=True))
        serve_forever(HOST, port, workers=1, queues=QUEUES)
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
