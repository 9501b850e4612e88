"""Installations of their own for tests that kill, copy or serve: a data folder, a database, real commands.

The database is a SQLite file, or one of its own on the PostgreSQL of the run. One is
prepared once and copied for each test.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from tests.store import once

PATIENCE = 120.0
# All else rests on what is made once for the run.
MAKING = 600.0
SOAK = bool(os.environ.get("TERBUKA_SOAK"))
LOOPS = 100 if SOAK else 5
_PREPARE = "from terbuka.management.serve import prepare; prepare(); import os; os._exit(0)"
_ROOT = Path(__file__).parents[1]
# Of an installation in the store: its data folder and the address of its database.
_DATA, _DATABASE = "data", "database"
# In the data folder of a scene: what was told when it was laid.
TOLD = "told"


def free_port() -> int:
    """A port that nobody holds now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Installation:
    """A data folder and a database; `settings` are added to the environment of its commands."""

    folder: Path
    database: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def database_name(self) -> str:
        """As Django's settings call it."""
        return self.database.rpartition("/")[2] or str(self.folder / "terbuka.sqlite3")

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            key: value
            for key, value in os.environ.items()
            if key not in ("DATABASE_URL", "PYTEST_CURRENT_TEST")
        }
        address = {"DATABASE_URL": self.database} if self.database else {}
        settings = {"TERBUKA_DATA": str(self.folder), "DJANGO_SETTINGS_MODULE": "terbuka.settings"}
        return kept | address | settings | self.settings

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Begin `terbuka ARGUMENTS` in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "terbuka", *arguments],
            cwd=_ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `terbuka ARGUMENTS` to its end."""
        return self._run("-m", "terbuka", *arguments)

    def script(self, code: str) -> str:
        """What Python code prints in this installation, Django set up. Its failure fails the test."""
        whole = (
            f"import django; django.setup()\nfrom django.utils import timezone\nat = timezone.now()\n{code}"
        )
        done = self._run("-c", whole + "\nfrom terbuka.management.database import let_go; let_go()")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=_ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )


@contextmanager
def ending[Text: (str, bytes)](process: subprocess.Popen[Text]) -> Iterator[subprocess.Popen[Text]]:
    """The process, killed with its group if it still runs when the block ends."""
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout:
            process.stdout.close()


def is_group_gone(group: int, patience: float = PATIENCE) -> bool:
    """Has every process of the group ended, soon?"""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def get(address: str, *, timeout: float = 5) -> str:
    """The page at `address`, once it answers without a fault."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=timeout) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _new_name() -> str:
    return f"terbuka_{uuid.uuid4().hex[:12]}"


def _kept_in(place: Path) -> Installation:
    return Installation(place / _DATA, (place / _DATABASE).read_text())


class Workshop:
    """Makes installations. What is ready stands in the store of the run, and is copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = os.environ.get("DATABASE_URL", "")
        self._made: list[str] = []

    def empty(self) -> Installation:
        """Nothing in it yet."""
        name = _new_name()
        self._made.append(name)
        return Installation(self._folder / f"data {name}", self._new_database(name))

    def prepared(self) -> Installation:
        """As after a first start: tables and reference data."""
        return self._copy_of(self.ready())

    def laid(self) -> Installation:
        """The demonstration's scene; the example sites it was laid with are shown until the run is over."""
        return self._copy_of(_kept_in(once("laid", self._lay)))

    def ready(self) -> Installation:
        """The prepared one itself, for who copies it otherwise."""
        return _kept_in(once("prepared", self._prepare))

    def close(self) -> None:
        """Drop the databases."""
        for name in self._made:
            self._ask(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _prepare(self, folder: Path) -> None:
        place = Installation(folder / _DATA, self._new_database(_new_name()))
        subprocess.run(
            [sys.executable, "-c", _PREPARE],
            cwd=_ROOT,
            env=place.environment,
            check=True,
            timeout=MAKING,
        )
        (folder / _DATABASE).write_text(place.database)

    def _lay(self, folder: Path) -> None:
        place = self._copied(self.ready(), folder / _DATA, _new_name())
        told = place.folder / TOLD
        with told.open("w") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.stage", "--lay", str(place.folder)],
                cwd=_ROOT,
                env=place.environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + MAKING
        while not told.read_text().endswith("READY\n"):
            assert process.poll() is None, told.read_text()
            assert time.monotonic() < until, told.read_text()
            time.sleep(0.1)
        process.returncode = 0  # nobody here waits for its end
        (folder / _DATABASE).write_text(place.database)

    def _copy_of(self, ready: Installation) -> Installation:
        name = _new_name()
        self._made.append(name)
        return self._copied(ready, self._folder / f"data {name}", name)

    def _copied(self, ready: Installation, place: Path, name: str) -> Installation:
        shutil.copytree(ready.folder, place)
        return Installation(place, self._new_database(name, ready.database_name))

    def _new_database(self, name: str, template: str = "") -> str:
        if not self._server:
            return ""
        statement: sql.Composed = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template:
            statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        self._ask(statement)
        return f"{self._server.rpartition('/')[0]}/{name}"

    def _ask(self, statement: sql.SQL | sql.Composed) -> None:
        if self._server:
            with psycopg.connect(self._server, autocommit=True) as connection:
                connection.execute(statement)
