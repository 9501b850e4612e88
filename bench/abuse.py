"""What readers and officers feel while others abuse the product: `python -m bench.abuse [--write]`.

The product as `terbuka serve` runs it, with its workers. Six readers and an officer ask for a
fixed mix of pages at a steady pace, first alone, then while a scraper asks for other pages as
fast as it can, two others search for 10,000 characters, another sends forms of two megabytes
of words, an officer hands in bombs (a ZIP that unpacks a thousandfold, a PDF of 10,000 pages,
one whose page unpacks to 1.5 GB, a picture of 36 million dots), and 120 forms that never end
are begun from two addresses. Each has an address of its own, told as
by a proxy. What counts is the ratio of the 95th percentiles of one run; the generator
of the load takes its share of the same processors.
"""

# ruff: noqa: E402  the settings are read from the environment before anything of Django is imported
import argparse
import atexit
import contextlib
import http.client
import io
import os
import platform
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

DATA = tempfile.mkdtemp(prefix="terbuka-bench-")
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
with socket.socket() as _probe:
    _probe.bind(("127.0.0.1", 0))
    PORT = int(_probe.getsockname()[1])
os.environ |= {
    "TERBUKA_DATA": DATA,
    "TERBUKA_PROXIES": "127.0.0.1",
    "DJANGO_SETTINGS_MODULE": "terbuka.settings",
    "TERBUKA_URL": f"http://127.0.0.1:{PORT}",
}
os.environ.pop("DATABASE_URL", None)

from terbuka.management.serve import prepare

prepare()

import pikepdf
from django.db import connections
from django.test import Client
from django.utils import timezone
from PIL import Image

from terbuka.models import Account, Appointment, WorkUnit
from terbuka.rules.catalogue import required_items
from terbuka.rules.units import all_units

PERFORMANCE = Path(__file__).parent.parent / "docs" / "performance.md"
MARK = "<!-- abuse -->"
SECONDS, PACE, READERS, STALLED = 25.0, 0.35, 6, 120
UNIT = "kpu-kab-jombang"
TOKEN = "a" * 32
WORK = f"/kerja/{UNIT}/informasi/"


@dataclass
class Felt:
    """What one group of callers felt: milliseconds of what succeeded, statuses of all."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)

    def late(self) -> float:
        """The 95th percentile, in milliseconds."""
        return sorted(self.times)[int(len(self.times) * 0.95)] if self.times else 0.0


class Caller:
    """One who asks, under an address and perhaps a session."""

    def __init__(self, address: str, felt: Felt, session: str = "") -> None:
        cookie = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")
        self.headers = {"X-Forwarded-For": address, "Cookie": cookie, "Accept-Encoding": "gzip"}
        self.felt = felt
        self.line: http.client.HTTPConnection | None = None

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> None:
        """One question, timed to the last byte of its answer."""
        began = time.perf_counter()
        headers = self.headers | ({"Content-Type": kind} if kind else {})
        try:
            self.line = self.line or http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
            self.line.request("POST" if body is not None else "GET", path, body, headers)
            answer = self.line.getresponse()
            answer.read()
            self.felt.statuses[str(answer.status)] += 1
            if answer.status < 400:
                self.felt.times.append(1000 * (time.perf_counter() - began))
        except (OSError, http.client.HTTPException) as fault:
            self.felt.statuses[type(fault).__name__] += 1
            self.line = None


def officer() -> str:
    """The session of an officer of one unit."""
    now = timezone.now()
    account = Account.objects.create(name="Ani", email="ani@contoh.example", created_at=now)
    unit = WorkUnit.objects.get(slug=UNIT)
    Appointment.objects.create(account=account, role="officer", unit=unit, from_on=date(2020, 1, 1))
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["sessionid"].value


def mix(chance: random.Random) -> Callable[[], str]:
    """The pages of a reader."""
    units, items = all_units(), required_items()
    ways = (
        lambda: "/",
        lambda: f"/satker/{chance.choice(units[:40]).slug}/",
        lambda: "/informasi/",
        lambda: f"/butir/{chance.choice(items[:20]).code}/",
        lambda: f"/cari/?q={chance.choice(items).name.split()[0]}+{chance.randint(2019, 2026)}",
        lambda: f"/api/v1/units?limit=20&q={chance.choice(units).short_name.split()[-1]}",
    )
    return lambda: chance.choice(ways)()


def steadily(caller: Caller, next_path: Callable[[], str], until: float) -> None:
    """Ask at a steady pace; who waited longer asks again at once."""
    due = time.monotonic() + random.random() * PACE
    while time.monotonic() < until:
        time.sleep(max(0.0, due - time.monotonic()))
        caller.ask(next_path())
        due += PACE


def endlessly(caller: Caller, next_path: Callable[[], str], until: float) -> None:
    """Ask as fast as answers come."""
    while time.monotonic() < until:
        caller.ask(next_path())


def bombs() -> list[tuple[str, bytes]]:
    """Files made to harm, by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("nol.pdf", bytes(60_000_000))
        archive.writestr("../../naik.pdf", b"%PDF-1.4")
    paper, endless, picture = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(10_000):
            pdf.add_blank_page()
        pdf.save(paper)
    packer, blanks = zlib.compressobj(9), b" " * 1_000_000
    content = b"".join(packer.compress(blanks) for _ in range(1_500)) + packer.flush()
    with pikepdf.new() as pdf:
        pdf.add_blank_page().obj.Contents = pikepdf.Stream(pdf, content, Filter=pikepdf.Name.FlateDecode)
        pdf.save(endless, compress_streams=False)
    Image.new("RGB", (6_000, 6_000)).save(picture, "PNG")
    return [
        ("bom.zip", packed.getvalue()),
        ("tebal.pdf", paper.getvalue()),
        ("alir.pdf", endless.getvalue()),
        ("besar.png", picture.getvalue()),
    ]


def hand_in(caller: Caller, files: list[tuple[str, bytes]], until: float) -> None:
    """Send the bombs to the page where files are collected, one after the other."""
    number = 0
    while time.monotonic() < until:
        name, content = files[number % len(files)]
        number += 1
        parts = b"".join(
            b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % part
            for part in (
                (b"csrfmiddlewaretoken", b"", TOKEN.encode()),
                (b"berkas", f'; filename="{number}-{name}"'.encode(), content),
            )
        )
        caller.ask(f"{WORK}kumpul/", parts + b"--x--\r\n", "multipart/form-data; boundary=x")


def stall() -> list[socket.socket]:
    """Forms that are begun and never end, from two addresses."""
    lines = []
    for number in range(STALLED):
        line = socket.create_connection(("127.0.0.1", PORT), timeout=10)
        head = (
            f"POST /cari/ HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nX-Forwarded-For: 36.70.0.{1 + number % 2}\r\n"
            f"Cookie: csrftoken={TOKEN}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
            "Content-Length: 1000000\r\n\r\n--x\r\n"
        )
        line.sendall(head.encode())
        lines.append(line)
    return lines


def family(root: int) -> set[int]:
    """A process and all that it started, as /proc tells."""
    parents: dict[int, int] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(place.parent.name)] = int(place.read_text().rpartition(")")[2].split()[1])
    found = {root}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def memory(root: int) -> float:
    """Megabytes that the server and its children hold now."""
    pages = 0
    for number in family(root):
        with contextlib.suppress(OSError):
            pages += int(Path(f"/proc/{number}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextlib.contextmanager
def serving() -> Iterator[int]:
    """The product, served; its process."""
    command = [sys.executable, "-m", "terbuka", "serve", "--port", str(PORT)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(600):
                time.sleep(0.2)
                with contextlib.suppress(OSError):
                    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
                    line.request("GET", "/healthz")
                    line.getresponse()
                    break
            yield server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()


def load(root: int, session: str, abuses: list[Callable[[float], None]]) -> tuple[Felt, Felt, float]:
    """What readers and the officer felt for a while, and the most memory that the server held."""
    public, work, most = Felt(), Felt(), [0.0]
    until = time.monotonic() + SECONDS
    threads = [
        threading.Thread(target=steadily, args=(Caller(f"36.66.0.{n}", public), mix(random.Random(n)), until))
        for n in range(1, READERS + 1)
    ]
    pages = (WORK, f"{WORK}kumpul/", f"{WORK}antrean/", f"/kerja/{UNIT}/")
    at_work = Caller("36.67.0.1", work, session)
    threads.append(threading.Thread(target=steadily, args=(at_work, lambda: random.choice(pages), until)))
    threads += [threading.Thread(target=one, args=(until,)) for one in abuses]
    for thread in threads:
        thread.start()
    while time.monotonic() < until:
        most[0] = max(most[0], memory(root))
        time.sleep(0.5)
    for thread in threads:
        thread.join(90)
    return public, work, most[0]


def _row(name: str, felt: Felt, alone: Felt | None) -> str:
    bad = sum(count for status, count in felt.statuses.items() if not status.startswith(("2", "3")))
    ratio = f"{felt.late() / alone.late():.1f}" if alone and alone.late() else "–"
    middle = statistics.median(felt.times) if felt.times else 0.0
    return f"| {name} | {len(felt.times)} | {middle:.0f} | {felt.late():.0f} | {ratio} | {bad} |"


def abusers(session: str, told: dict[str, Felt]) -> list[Callable[[float], None]]:
    """What each abuser does until a moment; what they were told is noted by sort."""
    chance, units, files = random.Random(7), all_units(), bombs()
    words = "+".join(f"laporan{n}" for n in range(1_000))[:10_000]

    def scrape(until: float) -> None:
        path = lambda: f"/satker/{chance.choice(units).slug}/?{chance.random()}"  # noqa: E731
        endlessly(Caller("36.68.0.1", told["scraper"]), path, until)

    def search(until: float) -> None:
        caller = Caller(f"36.69.0.{chance.randint(1, 250)}", told["10,000 characters"])
        endlessly(caller, lambda: f"/cari/?q={chance.random()}+{words}", until)

    def bomb(until: float) -> None:
        hand_in(Caller("36.67.0.9", told["bombs"], session), files, until)

    def flood(until: float) -> None:
        caller = Caller("36.71.0.1", told["words"])
        form = f"csrfmiddlewaretoken={TOKEN}&q=".encode() + b"laporan+" * 240_000
        while time.monotonic() < until:
            caller.ask("/cari/", form, "application/x-www-form-urlencoded")

    return [*[scrape] * 8, search, search, bomb, *[flood] * 4]


def measure() -> str:
    """The table of one run."""
    session = officer()
    told = {name: Felt() for name in ("scraper", "10,000 characters", "bombs", "words")}
    ways = abusers(session, told)
    connections.close_all()
    with serving() as root:
        load(root, session, [])  # warm: both workers, pages that are kept
        alone = load(root, session, [])
        lines = stall()
        abused = load(root, session, ways)
        for line in lines:
            line.close()
    heard = [
        f"{name}: " + ", ".join(f"{count} × {status}" for status, count in sorted(felt.statuses.items()))
        for name, felt in told.items()
    ]
    return "\n".join(
        [
            f"Measured {timezone.localdate():%d %B %Y}, {os.cpu_count()} cores, {platform.system()}, SQLite.",
            "",
            "| who asks | answered | median ms | 95 % ms | beside alone | not answered |",
            "|---|---|---|---|---|---|",
            _row("readers, alone", alone[0], None),
            _row("an officer, alone", alone[1], None),
            _row("readers, with abuse", abused[0], alone[0]),
            _row("an officer, with abuse", abused[1], alone[1]),
            "",
            f"Most memory of server and workers: {alone[2]:.0f} MB alone, {abused[2]:.0f} MB with abuse.",
            f"What the abusers were told: {'; '.join(heard)}; {STALLED} stalled forms.",
        ]
    )


def main(arguments: list[str]) -> int:
    """Measure, print, and where asked write the table into docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    wish = parser.parse_args(arguments)
    table = measure()
    print(table)
    if wish.write:
        before, _, rest = PERFORMANCE.read_text("utf-8").partition(MARK)
        _old, _, after = rest.partition(MARK)
        PERFORMANCE.write_text(f"{before}{MARK}\n{table}\n{MARK}{after}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
