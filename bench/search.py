"""How fast the public search is on many publications: `python -m bench.search [--many N]... [--write]`.

Publications are made up (`bench/shelf.py`). The mix of searches is fixed: half item
titles with a year, 30 % names of units, 15 % rare words, 5 % two of the twenty
commonest words. Every search goes through `services.search.find`, words
shown around the hit and all. The measure is its 95th percentile beside the median of a
rare-word search of the same run; beginnings of words are asked for apart.

DATABASE_URL names another database, so `python -m tests.on_postgres bench.search`
measures PostgreSQL.
"""

# ruff: noqa: E402  the settings are read from the environment before anything of Django is imported
import argparse
import atexit
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ["TERBUKA_DATA"] = tempfile.mkdtemp(prefix="terbuka-bench-")
atexit.register(shutil.rmtree, os.environ["TERBUKA_DATA"], ignore_errors=True)
os.environ["DJANGO_SETTINGS_MODULE"] = "terbuka.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench.shelf import Shelf, bring_in, check
from terbuka.models import SearchWord
from terbuka.services import search

PERFORMANCE = Path(__file__).parent.parent / "docs" / "performance.md"
MARK = "<!-- search {vendor} -->"
SIZES = (200_000,)


def _timed(words: str) -> float:
    began = time.perf_counter()
    search.find(words)
    return (time.perf_counter() - began) * 1000


def _fill(shelf: Shelf, first: int, many: int) -> float:
    began = time.perf_counter()
    bring_in(shelf, range(first + 1, many + 1))
    return time.perf_counter() - began


def _measured(shelf: Shelf) -> dict[str, list[float]]:
    mix = shelf.mix(set(SearchWord.objects.filter(entries__lte=200).values_list("word", flat=True)))
    for _sort, words in mix[:40]:  # warm: connections, stems, pages of the database
        _timed(words)
    taken: dict[str, list[float]] = {}
    for sort, words in mix:
        taken.setdefault(sort, []).append(_timed(words))
    taken["beginning"] = [_timed(words) for words in shelf.beginnings()]
    taken["with a slip"] = [_timed(words[:3] + words[4:] + "x") for words in shelf.words[:40]]
    return taken


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _rows(many: int, taken: dict[str, list[float]], filled: float) -> list[str]:
    rare = statistics.median(taken["rare word"])
    mixed = [
        time for sort, times in taken.items() if sort not in ("beginning", "with a slip") for time in times
    ]
    lines = [
        f"{many:,} publications (brought in at {many / filled:,.0f} a second):",
        "",
        "| search | median ms | 95 % ms | slowest ms | 95 % beside a rare word |",
        "|---|---|---|---|---|",
    ]
    for sort, times in [("the whole mix", mixed), *taken.items()]:
        late = _percentile(times, 0.95)
        lines.append(
            f"| {sort} | {statistics.median(times):.1f} | {late:.1f} | {max(times):.1f} | {late / rare:.1f} |"
        )
    return [*lines, ""]


def measure(sizes: list[int]) -> str:
    """The table of one run; each size grows from the one before."""
    call_command("migrate", verbosity=0, interactive=False)
    check(Shelf(2026))
    shelf, done, filled = Shelf(2026), 0, 0.0
    machine = f"{os.cpu_count()} cores, {platform.system()}, {connection.vendor}"
    lines = [f"Measured {timezone.localdate():%d %B %Y} on {machine}.", ""]
    for many in sizes:
        filled += _fill(shelf, done, many)
        done = many
        lines += _rows(many, _measured(shelf), filled)
    lines.append(f"{SearchWord.objects.count():,} words are known for beginnings and slips.")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Measure, print, and where asked write the table into docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, action="append")
    parser.add_argument("--write", action="store_true")
    wish = parser.parse_args(arguments)
    table = measure(sorted(wish.many or SIZES))
    print(table)
    if wish.write:
        mark = MARK.format(vendor=connection.vendor)
        before, _, rest = PERFORMANCE.read_text("utf-8").partition(mark)
        _old, _, after = rest.partition(mark)
        PERFORMANCE.write_text(f"{before}{mark}\n{table}\n{mark}{after}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
