"""One command serves pages and works in the background, and ends with all it started, however it ends."""

import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from terbuka.management.ports import check_port
from terbuka.rules.ruling import BadInput
from tests.database_lock import locked_database
from tests.installation import (
    LOOPS,
    PATIENCE,
    SOAK,
    Installation,
    Workshop,
    ending,
    free_port,
    get,
    is_group_gone,
)
from tests.mailbox import Mailbox, open_mailbox

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties a worker to its server")
STALLED = 60
UNFINISHED = """
from terbuka.models import Job
print(Job.objects.unfinished().filter(kind="tidy", subject_id=1).count())
"""


class Served:
    """A server over an installation."""

    def __init__(self, place: Installation) -> None:
        self.place = place
        self.port = free_port()
        self.process = self.start()

    def start(self) -> subprocess.Popen[str]:
        return self.place.start("serve", "--port", str(self.port))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> str:
        return get(self.address + path)

    def children(self, *words: str) -> list[int]:
        """Processes of the server's group whose command has these words; the server itself left out."""
        found = []
        for process in Path("/proc").iterdir():
            try:
                if not process.name.isdigit() or os.getpgid(int(process.name)) != self.process.pid:
                    continue
                command = (process / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if int(process.name) != self.process.pid and {word.encode() for word in words} <= set(command):
                found.append(int(process.name))
        return found


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as box:
        yield box


@pytest.fixture(scope="module")
def served(workshop: Workshop, mailbox: Mailbox) -> Iterator[Served]:
    """One server for the tests that it is to outlive."""
    place = workshop.prepared()
    place.settings["TERBUKA_SMTP"] = f"smtp://127.0.0.1:{mailbox.port}"
    server = Served(place)
    with ending(server.process):
        server.get("/healthz")
        yield server


def test_from_nothing_it_serves_pages_and_ends_when_asked(workshop: Workshop) -> None:
    served = Served(workshop.empty())
    with ending(served.process):
        well = served.get("/healthz").splitlines()
        assert "1.106" in served.get("/")

        served.process.send_signal(signal.SIGTERM)

        assert served.process.wait(PATIENCE) == 0
        assert is_group_gone(served.process.pid)
        assert served.process.stdout
        said = served.process.stdout.read().splitlines()
    assert well[:2] == ["ok", "database: ok"]
    assert [line.partition(":")[0] for line in well[2:4]] == ["worker quick", "worker crawl"]
    assert len(said) == 2, said
    assert served.address in said[0]
    assert f"{served.address}/undangan/" in said[1], "the first administrator's link"
    assert (served.place.folder / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.either
def test_a_second_server_on_the_port_says_who_holds_it(served: Served) -> None:
    second = served.start()

    said, _nothing = second.communicate(timeout=PATIENCE)

    assert second.returncode == 2
    assert str(served.port) in said
    assert "serve" in said
    assert len(said.splitlines()) == 1


@pytest.mark.either
@linux
@pytest.mark.parametrize("is_ready", [True, False] * (LOOPS // 2 if SOAK else 1))
def test_killed_without_warning_it_leaves_nobody_behind(workshop: Workshop, is_ready: bool) -> None:
    served = Served(workshop.prepared())
    with ending(served.process):
        # Else in the middle of starting: pages, but no sign of background work yet.
        get(f"{served.address}/healthz" if is_ready else f"{served.address}/robot/")

        served.process.kill()
        served.process.wait(PATIENCE)

        assert is_group_gone(served.process.pid, 5)
        check_port("127.0.0.1", served.port)


@pytest.mark.either
@linux
def test_a_child_that_is_killed_is_started_again_and_pages_go_on(served: Served) -> None:
    for words in (("work", "quick"), ("work", "crawl")):
        (before,) = served.children(*words)
        os.kill(before, signal.SIGKILL)
        assert "1.106" in served.get("/")
        until = time.monotonic() + PATIENCE
        while served.children(*words) in ([], [before]):
            assert time.monotonic() < until
            time.sleep(0.1)

    web = [number for number in served.children("serve") if number != served.process.pid]
    os.kill(web[0], signal.SIGKILL)

    assert "1.106" in served.get("/")
    assert served.get("/healthz").startswith("ok\n")
    assert served.process.poll() is None


@pytest.mark.either
def test_sixty_stalled_uploads_leave_a_page_its_second(served: Served) -> None:
    page = f"{served.address}/satker/kpu-kab-jombang/"
    head = (
        f"POST /akun/masuk/ HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nCookie: csrftoken={'x' * 32}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\n"
    )
    for _warm in range(8):
        get(page)
    stalled = []
    try:
        for _one in range(STALLED):
            upload = socket.create_connection(("127.0.0.1", served.port), timeout=5)
            stalled.append(upload)
            upload.sendall(head.encode() + b"x" * 5000)
        time.sleep(0.5)
        assert not select.select(stalled, [], [], 0)[0], "the server waits for every one of them"

        waits = []
        for _try in range(5):
            began = time.monotonic()
            get(page, timeout=10)
            waits.append(time.monotonic() - began)
        assert sorted(waits)[2] < 1.0, waits
    finally:
        for upload in stalled:
            upload.close()


def test_while_the_database_is_locked_for_five_seconds_work_and_requests_wait_and_then_go_on(
    served: Served, mailbox: Mailbox
) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{served.address}/akun/masuk/", timeout=20).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = {"csrfmiddlewaretoken": token[1], "login": "ani@x.example", "password": "bukan kata sandinya"}
    wish = urllib.request.Request(
        f"{served.address}/akun/masuk/", urllib.parse.urlencode(form).encode(), {"Origin": served.address}
    )
    served.place.script(
        "from terbuka.services import notify\n"
        "from datetime import timedelta\n"
        "notify.send(key='k', to='ani@jombang.example', subject='s', body='b', at=at)\n"
        "from terbuka.services.jobs import enqueue\n"
        "enqueue('tidy', 1, due_at=at + timedelta(seconds=2), at=at)"
    )

    began = time.monotonic()
    with locked_database(served.place, seconds=5):
        with browser.open(wish, timeout=20) as answer:
            assert answer.status == 200
        assert time.monotonic() - began > 4, "signing in writes, so it had to wait"

    until = time.monotonic() + PATIENCE
    while not mailbox.letters or served.place.script(UNFINISHED) != "0":
        assert time.monotonic() < until
        time.sleep(0.1)
    assert served.get("/healthz").startswith("ok\n")
    assert len(mailbox.letters) == 1


def test_before_migrating_it_keeps_a_copy_and_without_need_it_keeps_none(workshop: Workshop) -> None:
    place = workshop.prepared()
    prepare = "from terbuka.management.serve import prepare\nprepare()"
    place.script(prepare)
    copies = place.folder / "copies"
    assert not copies.exists()

    place.script(
        "from django.core.management import call_command\ncall_command('migrate', 'mfa', 'zero', verbosity=0)"
    )
    place.script(prepare)

    (copy,) = copies.iterdir()
    assert copy.name.startswith("before-migration-")
    assert copies.stat().st_mode & 0o777 == 0o700


def test_a_database_newer_than_the_program_is_refused(workshop: Workshop) -> None:
    place = workshop.prepared()
    place.script(
        "from django.db import connection\nfrom django.db.migrations.recorder import MigrationRecorder\n"
        "MigrationRecorder(connection).record_applied('terbuka', '9999_kelak')"
    )

    for command in (
        ("serve", "--port", str(free_port())),
        ("work",),
        ("backup", str(place.folder / "salinan")),
    ):
        newer = place.run(*command)
        assert newer.returncode == 2
        assert "9999_kelak" in newer.stderr
        assert len(newer.stderr.splitlines()) == 1


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_does_not_exist_is_refused(port: int) -> None:
    with pytest.raises(BadInput, match=str(port)):
        check_port("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "tidak-ada.invalid"])
def test_an_address_that_is_not_ours_is_refused(host: str) -> None:
    with pytest.raises(BadInput, match=host):
        check_port(host, 8000)


@pytest.mark.parametrize("command", [("serve", "--port", "8000"), ("work",)])
def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path, command: tuple[str, ...]) -> None:
    nowhere = f"postgres://terbuka@127.0.0.1:{free_port()}/terbuka"
    arguments = [str(free_port()) if word == "8000" else word for word in command]
    done = Installation(tmp_path, nowhere).run(*arguments)

    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, json.dumps(done.stderr)
