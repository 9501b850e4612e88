"""One command serves the product and ends with all it started, however it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from terbuka.management.ports import check_port
from terbuka.rules.ruling import BadInput

PATIENCE = 30.0


def free_port() -> int:
    """A port that nobody holds now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A server of its own process group, over a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.environment = {**os.environ, "TERBUKA_DATA": str(folder)}
        self.process = self.start()

    def start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "terbuka", "serve", "--port", str(self.port)]
        return subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def get(self, path: str) -> str:
        """The page at `path`, once the server answers."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                    return str(answer.read().decode())
            except (urllib.error.URLError, ConnectionError):
                if time.monotonic() > until or self.process.poll() is not None:
                    raise
                time.sleep(0.1)

    def is_all_gone(self) -> bool:
        """Has every process of the group ended?"""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return True
            self.process.poll()
            time.sleep(0.05)
        return False


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    server = Served(tmp_path / "data dengan spasi")
    yield server
    if server.process.poll() is None:
        os.killpg(server.process.pid, signal.SIGKILL)
    if server.process.stdout:
        server.process.stdout.close()
    server.process.wait()


def test_from_nothing_it_serves_pages_and_ends_when_asked(served: Served) -> None:
    assert "1.106" in served.get("/")
    assert served.get("/healthz") == "ok\n"

    served.process.send_signal(signal.SIGTERM)

    assert served.process.wait(PATIENCE) == 0
    assert served.is_all_gone()
    assert served.process.stdout
    said = served.process.stdout.read().splitlines()
    assert len(said) == 1
    assert f"http://127.0.0.1:{served.port}" in said[0]


def test_a_second_server_on_the_port_says_who_holds_it(served: Served) -> None:
    served.get("/healthz")
    second = served.start()

    said, _nothing = second.communicate(timeout=PATIENCE)

    assert second.returncode == 2
    assert str(served.port) in said
    assert "serve" in said
    assert len(said.splitlines()) == 1
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(PATIENCE) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties a worker to its server")
def test_killed_without_warning_it_leaves_no_worker_behind(served: Served) -> None:
    served.get("/healthz")

    served.process.kill()
    served.process.wait(PATIENCE)

    assert served.is_all_gone()
    check_port("127.0.0.1", served.port)


def test_a_database_newer_than_the_program_is_refused(served: Served) -> None:
    served.get("/healthz")
    served.process.send_signal(signal.SIGTERM)
    served.process.wait(PATIENCE)
    script = (
        "import django; django.setup(); from django.db import connection; import os;"
        "from django.db.migrations.recorder import MigrationRecorder;"
        "MigrationRecorder(connection).record_applied('terbuka', '9999_kelak'); os._exit(0)"
    )
    environment = {**served.environment, "DJANGO_SETTINGS_MODULE": "terbuka.settings"}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    try:
        newer = served.start()
        said, _nothing = newer.communicate(timeout=PATIENCE)
        assert newer.returncode == 2
        assert "9999_kelak" in said
        assert len(said.splitlines()) == 1
    finally:
        script = script.replace("record_applied", "record_unapplied")
        subprocess.run([sys.executable, "-c", script], env=environment, check=True)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_does_not_exist_is_refused(port: int) -> None:
    with pytest.raises(BadInput, match=str(port)):
        check_port("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "tidak-ada.invalid"])
def test_an_address_that_is_not_ours_is_refused(host: str) -> None:
    with pytest.raises(BadInput, match=host):
        check_port(host, 8000)


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "TERBUKA_DATA": str(tmp_path),
        "DATABASE_URL": f"postgres://terbuka@127.0.0.1:{free_port()}/terbuka",
    }
    done = subprocess.run(
        [sys.executable, "-m", "terbuka", "serve", "--port", str(free_port())],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, json.dumps(done.stderr)
