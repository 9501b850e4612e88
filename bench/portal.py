"""How fast the public portal is kept and copied: `python -m bench.portal [--small] [--write]`.

A page from what is kept beside a constant response, through the same middleware
(medians of processor time of alternated rounds); then the whole portal as plain files,
again with nothing changed, and again after one publication, in one run.
"""

import argparse
import platform
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

# Prepares an installation of its own before anything of Django is imported.
from bench.pages import PERFORMANCE, bare, medians  # isort: split

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import clear_url_caches, path
from django.utils import timezone

from terbuka import urls
from terbuka.models import WorkUnit
from terbuka.services.jobs.indexing import index_public
from tests.make import catalogue
from tests.make.cast import cast
from tests.make.copied import copied
from tests.make.portal import small_country

MARK = "<!-- portal -->"
ROUNDS, REPEATS, PUBLICATIONS = 15, 20, 40
PAGES = {
    "front page": "/",
    "unit page": "/satker/kpu-kab-jombang/",
    "item over all units": "/butir/KIN-05/",
    "publication": "/informasi/1/",
    "list of publications": "/informasi/",
    "list of publications, CSV": "/informasi.csv",
}


def from_kept() -> list[str]:
    """Each page from what is kept, beside the constant response."""
    urls.urlpatterns += [path("bare", bare)]
    clear_url_caches()
    settings.ALLOWED_HOSTS.append("testserver")
    reader = Client(headers={"Accept-Encoding": "gzip"})
    asked = {"bare": "/bare", **PAGES}
    found = medians({name: _asking(reader, one) for name, one in asked.items()}, ROUNDS, REPEATS)
    rows = ["| page, from what is kept | ms | constant response, ms | ratio | aim |", "|---|---|---|---|---|"]
    for name in PAGES:
        ratio = found["bare"] / found[name]
        rows.append(f"| {name} | {found[name]:.2f} | {found['bare']:.2f} | {ratio:.2f} | at least 0.60 |")
    return rows


def _asking(reader: Client, address: str) -> Callable[[], Any]:
    return lambda: reader.get(address)


def _timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    told = work()
    return told, time.process_time() - cpu, time.perf_counter() - wall


def copying(people: Any) -> list[str]:
    """The copy made first, again, and after one publication."""
    out, now = settings.DATA / "salinan", timezone.now()
    rows = [
        "| copy | pages and files | drawn | written | CPU s | s | ratio of CPU |",
        "|---|---|---|---|---|---|---|",
    ]
    first = 0.0

    def publish_one() -> None:
        catalogue.published(people, title="Satu informasi lagi", items=("KIN-01",), at=now)

    for name, before in (("first", None), ("nothing changed", None), ("one publication more", publish_one)):
        if before:
            before()
        told, cpu, wall = _timed(lambda: copied(out, at=now))
        first = first or cpu
        counts = f"{told.looked_at:,} | {told.drawn:,} | {len(told.written):,}"
        rows.append(f"| {name} | {counts} | {cpu:.1f} | {wall:.0f} | {cpu / first:.3f} |")
        print(rows[-1], flush=True)
    sizes = [one.stat().st_size for one in (out / "cari" / "data").iterdir()]
    rows += [
        "",
        f"The search of the copy: {len(sizes)} files, {sum(sizes) / 1024:,.0f} KB in all, the largest "
        f"{max(sizes) / 1024:.0f} KB, half of them under {statistics.median(sizes) / 1024:.1f} KB, unpacked.",
    ]
    return rows


def measure(*, is_small: bool) -> str:
    """Lay the scene and measure; `is_small`: with the few units of the tests, to try the bench out."""
    for command in ("migrate", "createcachetable", "load_reference"):
        call_command(command, verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    now = timezone.now()
    people = cast()
    if is_small:
        small_country()
    for number in range(PUBLICATIONS):
        catalogue.published(people, title=f"Informasi ke-{number + 1}", at=now - timedelta(minutes=number))
    index_public(at=now)
    many = WorkUnit.objects.count()
    return "\n".join(
        [
            f"Measured {timezone.localdate():%-d %B %Y}, SQLite, Python {platform.python_version()}, "
            f"one process; {many:,} units, {PUBLICATIONS} publications.",
            "",
            *from_kept(),
            "",
            *copying(people),
        ]
    )


def main() -> None:
    """Measure, print, and with `--write` put the tables into the documentation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="few units, to try it out")
    parser.add_argument("--write", action="store_true")
    wish = parser.parse_args()
    told = measure(is_small=wish.small)
    print(told)
    if wish.write:
        before, _old, after = PERFORMANCE.read_text("utf-8").split(MARK)
        PERFORMANCE.write_text(f"{before}{MARK}\n{told}\n{MARK}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
