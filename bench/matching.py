"""How well pages are matched with items: precision, recall and F1 per item, and the confusions.

Run `python -m bench.matching [FILE.csv ...] [--misses]`. Without files it reads the labelled
pages of the tests. Each larger file is split by a hash of its rows into a half to develop on and
a held-out half; `--misses` prints the wrong rows of the first half only, so that nobody tunes on
the second. A file has the columns url, title, item_codes (codes by ";", or NONE) and maybe text.
"""

import argparse
import csv
import hashlib
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from terbuka.rules.matching.decide import Context, match
from terbuka.rules.pages import Page

DATA = Path(__file__).parent.parent / "tests" / "data"
FILES = (DATA / "labelled_pages.csv", DATA / "labelled_more.csv")
_SPLIT_ABOVE = 100


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page and the items that a person read in it; none for news and other bodies."""

    page: Page
    codes: frozenset[str]

    @property
    def is_held_out(self) -> bool:
        """Is it in the half that is measured only?"""
        key = f"{self.page.url}|{self.page.title}".encode()
        return hashlib.sha256(key).digest()[0] % 2 == 1


@dataclass(slots=True)
class Tally:
    """Right, superfluous and missing (row, item) pairs over some rows."""

    right: Counter[str] = field(default_factory=Counter)
    superfluous: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    nothing: int = 0
    nothing_matched: int = 0
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[tuple[Labelled, frozenset[str]]] = field(default_factory=list)

    def add(self, row: Labelled) -> None:
        """Match one page and count."""
        said = frozenset(found.code for found in match(row.page, Context()))
        self.rows += 1
        self.nothing += not row.codes
        self.nothing_matched += not row.codes and bool(said)
        self.right.update(said & row.codes)
        self.superfluous.update(said - row.codes)
        self.missing.update(row.codes - said)
        for true in row.codes - said or ({"NONE"} if said and not row.codes else set()):
            for other in said - row.codes or {"NONE"}:
                self.confusions[true, other] += 1
        if said != row.codes:
            self.misses.append((row, said))

    def scores(self, codes: Iterable[str] | None = None) -> tuple[float, float, float]:
        """Precision, recall and F1 over `codes`, or over all pairs."""
        chosen = set(codes) if codes is not None else {*self.right, *self.superfluous, *self.missing}
        right, wrong, lost = (
            sum(count[code] for code in chosen) for count in (self.right, self.superfluous, self.missing)
        )
        precision = right / (right + wrong) if right + wrong else 1.0
        recall = right / (right + lost) if right + lost else 1.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


def read(file: Path) -> list[Labelled]:
    """The rows of a labelled file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            Labelled(
                Page(url=row["url"], title=row["title"], text=row.get("text") or ""),
                frozenset(row["item_codes"].split(";")) - {"NONE", ""},
            )
            for row in csv.DictReader(lines)
        ]


def tally(rows: Iterable[Labelled]) -> Tally:
    """The count over `rows`."""
    result = Tally()
    for row in rows:
        result.add(row)
    return result


def _print_total(name: str, found: Tally) -> None:
    precision, recall, f1 = found.scores()
    print(
        f"{name:<34} rows {found.rows:4}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
        f"  NONE matched {found.nothing_matched} of {found.nothing}"
    )


def _print_items(found: Tally) -> None:
    print("\nitem    right wrong missing      P      R     F1")
    for code in sorted({*found.right, *found.superfluous, *found.missing}):
        p, r, f1 = found.scores([code])
        counts = f"{found.right[code]:5} {found.superfluous[code]:5} {found.missing[code]:7}"
        print(f"{code}  {counts}  {p:5.2f}  {r:5.2f}  {f1:5.2f}")
    print("\nconfusions (true -> said)")
    for (true, said), count in found.confusions.most_common():
        print(f"  {true} -> {said}  {count}")


def _print_misses(found: Tally) -> None:
    for row, said in found.misses:
        print(f"  {sorted(row.codes) or 'NONE'} said {sorted(said) or 'NONE'}: {row.page.title[:110]}")
        print(f"      {row.page.url[:100]}")


def main() -> None:
    """Print the tables for each labelled file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=FILES)
    parser.add_argument("--misses", action="store_true", help="the wrong rows of what may be developed on")
    chosen = parser.parse_args()
    for file in chosen.files or FILES:
        rows = read(file)
        start = time.perf_counter()
        whole = tally(rows)
        took = (time.perf_counter() - start) / max(len(rows), 1)
        open_rows = rows
        print(f"\n{file.name}: {took * 1e6:.0f} µs a row")
        _print_total("all", whole)
        if len(rows) > _SPLIT_ABOVE:
            open_rows = [row for row in rows if not row.is_held_out]
            _print_total("to develop on", tally(open_rows))
            _print_total("held out", tally(row for row in rows if row.is_held_out))
        _print_items(whole)
        if chosen.misses:
            print("\nwrong rows")
            _print_misses(tally(open_rows))


if __name__ == "__main__":
    main()
