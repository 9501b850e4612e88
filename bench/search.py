"""How fast the public search is on many publications: `python -m bench.search [--many N]... [--write]`.

Publications are made up by a seed from the required items, the units and the
years, each with some sentences of its own; words of a body are drawn as in a
language, a few very often and most hardly ever (Zipf). The mix of searches is
fixed: half item titles with a year, 30 % names of units, 15 % rare words, 5 % two of the
twenty commonest words. Every search goes through `services.search.find`, words
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
import random
import shutil
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import accumulate, batched
from pathlib import Path

os.environ["TERBUKA_DATA"] = tempfile.mkdtemp(prefix="terbuka-bench-")
atexit.register(shutil.rmtree, os.environ["TERBUKA_DATA"], ignore_errors=True)
os.environ["DJANGO_SETTINGS_MODULE"] = "terbuka.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from terbuka.models import SearchWord
from terbuka.models.search import EntryKind
from terbuka.rules.catalogue import required_items
from terbuka.rules.units import all_units
from terbuka.services import search
from terbuka.services.search import Entry

PERFORMANCE = Path(__file__).parent.parent / "docs" / "performance.md"
MARK = "<!-- search {vendor} -->"
SIZES = (200_000,)
SEARCHES, BATCH, BODY = 400, 500, 45
YEARS = range(2014, 2027)
VOCABULARY = 60_000
_SYLLABLES = ("ba", "ca", "da", "ga", "ka", "la", "ma", "na", "pa", "ra", "sa", "ta", "wa", "ni", "ri", "tu")


class Shelf:
    """Made-up publications, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.units, self.items = all_units(), required_items()
        self.words = self._vocabulary()
        # The n-th word comes 1/n as often as the first (Zipf's law).
        self.weights = list(accumulate(1 / place for place in range(1, len(self.words) + 1)))

    def _vocabulary(self) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            made["".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(3, 5)))] = None
        return list(made)

    def entry(self, number: int) -> Entry:
        """One publication: an item of a unit in a year, with a body of 45 words."""
        unit, item = self.chance.choice(self.units), self.chance.choice(self.items)
        year = self.chance.choice(YEARS)
        body = " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=BODY))
        return Entry(
            EntryKind.PUBLICATION,
            f"publication:{number}",
            f"{item.name} {unit.short_name} Tahun {year}",
            f"/informasi/{number}/",
            body=body,
            also="; ".join(item.variants[:3]),
            institution=unit.institution.value,
            province_code=unit.region_code[:2],
            information_class=item.information_class.value,
            media="file",
            year=year,
            happened_on=date(year, 1, 1) + timedelta(self.chance.randrange(330)),
        )

    def mix(self, known: set[str]) -> list[tuple[str, str]]:
        """The searches of one run as (sort, words), in the fixed shares and a mixed order."""
        # Words of the far end that do occur: on a small shelf not all of them do.
        rare = [word for word in self.words[VOCABULARY // 4 :] if word in known]
        commonest = self.words[:20]
        made = []
        for place in range(SEARCHES):
            share = place % 20
            if share < 10:
                item = self.chance.choice(self.items)
                made.append(("item and year", f"{item.name} {self.chance.choice(YEARS)}"))
            elif share < 16:
                made.append(("unit", self.chance.choice(self.units).name))
            elif share < 19:
                made.append(("rare word", self.chance.choice(rare)))
            else:
                made.append(("two common", " ".join(self.chance.sample(commonest, 2))))
        self.chance.shuffle(made)
        return made

    def beginnings(self) -> list[str]:
        """Beginnings of three to five letters of words that occur."""
        return [self.chance.choice(self.words)[: self.chance.randint(3, 5)] for _ in range(100)]


def _timed(words: str) -> float:
    began = time.perf_counter()
    search.find(words)
    return (time.perf_counter() - began) * 1000


def _fill(shelf: Shelf, first: int, many: int) -> float:
    began = time.perf_counter()
    for numbers in batched(range(first, many), BATCH):
        search.put([shelf.entry(number) for number in numbers], at=timezone.now())
    search.count_words(at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
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
