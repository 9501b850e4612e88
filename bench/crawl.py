"""Crawling beside Scrapy and LinkChecker: CPU a page, pages a second, peak memory.

`python -m bench.crawl [--pages N] [--write]`. A generated site is served by
nginx on loopback; one process each, one after the other. Ours does all its
work (parse, match, judge, report), Scrapy only follows links. Both run from
compiled bytecode, as installed. `--write` puts the table into docs/performance.md.
"""

import argparse
import compileall
import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import site, stages

ROOT = Path(__file__).parents[1]
PERFORMANCE = ROOT / "docs" / "performance.md"
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: pages, CPU and wall seconds, peak memory in MB."""

    pages: int
    cpu: float
    wall: float
    memory: float

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds a page."""
        return 1000 * self.cpu / max(self.pages, 1)

    @property
    def pace(self) -> float:
        """Pages a second."""
        return self.pages / self.wall


@contextmanager
def _nginx(folder: Path) -> Iterator[str]:
    """Serve `folder` with nginx and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    work = Path(tempfile.mkdtemp(prefix="terbuka-nginx-"))
    user = "user root;" if os.geteuid() == 0 else ""
    (work / "nginx.conf").write_text(
        f"{user} worker_processes 1; pid {work}/pid; error_log {work}/error.log; daemon off;\n"
        "events { worker_connections 512; }\n"
        f"http {{ access_log off; client_body_temp_path {work}/b; proxy_temp_path {work}/p;\n"
        f"fastcgi_temp_path {work}/f; uwsgi_temp_path {work}/u; scgi_temp_path {work}/s;\n"
        "types { text/html html; text/plain txt; text/css css; }\n"
        f"server {{ listen 127.0.0.1:{port}; root {folder}; }} }}\n",
        encoding="utf-8",
    )
    server = subprocess.Popen(["nginx", "-c", str(work / "nginx.conf"), "-p", str(work)])
    try:
        time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(work, ignore_errors=True)


def _measure(command: list[str], count_pages) -> Measured:
    """Run one process and read what it used."""
    with tempfile.TemporaryFile("w+") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, cwd=ROOT)
        _pid, _status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        out.seek(0)
        pages = count_pages(out.read())
    return Measured(pages, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def _ours(address: str, limit: int, report: Path) -> Measured:
    command = [str(Path(sys.executable).with_name("terbuka")), "audit", address, "--unit", "kpu-kab-jombang"]
    command += ["--rate", "0", "--allow-private-hosts", "--max-pages", str(limit), "--max-seconds", "900"]
    return _measure(
        [*command, "--json", str(report)], lambda _out: json.loads(report.read_text())["pages_fetched"]
    )


def _scrapy(address: str) -> Measured:
    return _measure([sys.executable, "-m", "bench.links_spider", address], lambda out: int(out.split()[-1]))


def _linkchecker(address: str, pages: int) -> Measured:
    command = [str(Path(sys.executable).with_name("linkchecker")), "--no-status", "-t", "16", "-o", "none"]
    return _measure([*command, address], lambda _out: pages)


def _median(runs: list[Measured]) -> Measured:
    return sorted(runs, key=lambda run: run.cpu_ms)[len(runs) // 2]


def _row(name: str, run: Measured, base: Measured) -> str:
    cells = (
        f"{run.pages} | {run.cpu_ms:.2f} | {run.cpu_ms / base.cpu_ms:.2f} | {run.pace:.0f} | {run.memory:.0f}"
    )
    return f"| {name} | {cells} |"


def _table(pages: int, part: int, folder: Path) -> list[str]:
    head = ["| | pages | CPU ms a page | ratio to Scrapy | pages/s | peak MB |", "|---|---|---|---|---|---|"]
    whole, small = folder / "whole", folder / "part"
    for place, count in ((whole, pages), (small, part)):
        place.mkdir()
        site.generate(place, count)
    report = folder / "report.json"
    with _nginx(whole) as address:
        rounds = [(_ours(address, pages + 500, report), _scrapy(address)) for _ in range(ROUNDS)]
    ours, scrapy = _median([run for run, _ in rounds]), _median([run for _, run in rounds])
    spread = statistics.pstdev(run.cpu_ms / peer.cpu_ms for run, peer in rounds)
    lines = [f"{pages} pages, median of {ROUNDS} alternated rounds (ratio ± {spread:.2f}):", "", *head]
    lines += [_row("terbuka audit, all its work", ours, scrapy), _row("Scrapy, links only", scrapy, scrapy)]
    with _nginx(small) as address:
        peers = _ours(address, part + 100, report), _scrapy(address), _linkchecker(address, part + 1)
    lines += ["", f"{part} pages, one round (start-up weighs more here):", "", *head]
    names = ("terbuka audit, all its work", "Scrapy, links only", "LinkChecker")
    lines += [_row(name, run, peers[1]) for name, run in zip(names, peers, strict=True)]
    return [
        *lines,
        "",
        "Where ours goes, CPU ms a page, in one process without network:",
        "",
        *stages.table(whole),
    ]


def main() -> None:
    """Measure, print, and write docs/performance.md when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--part", type=int, default=200)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    if not shutil.which("nginx"):
        sys.exit("nginx is missing: install Debian's package nginx-light.")
    # `make install` does this too; a file that was edited since would be compiled anew in each run.
    compileall.compile_dir(ROOT / "terbuka", quiet=1)
    folder = Path(tempfile.mkdtemp(prefix="terbuka-bench-"))
    folder.chmod(0o755)
    try:
        lines = _table(asked.pages, asked.part, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    text = "\n".join(
        [
            f"Measured {time.strftime('%d %B %Y')} on {machine}, load generator on the same machine.",
            "",
            *lines,
        ]
    )
    print(text)
    if asked.write:
        before = PERFORMANCE.read_text("utf-8").split("<!-- crawl -->")
        PERFORMANCE.write_text(
            f"{before[0]}<!-- crawl -->\n{text}\n<!-- crawl -->{before[2]}", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
