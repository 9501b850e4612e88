"""Writes the set: `python -m bench.leakset.making FOLDER [--seed N]`; `truth.json` has kinds with counts."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from bench.leakset import recipes_odd, recipes_office, recipes_other, recipes_pdf
from bench.leakset.recipe import Entry, Made
from bench.leakset.writer import Writer

ENTRIES: tuple[Entry, ...] = (
    *recipes_pdf.ENTRIES,
    *recipes_office.ENTRIES,
    *recipes_other.ENTRIES,
    *recipes_odd.ENTRIES,
)
SEED = 5


def documents(seed: int, *, held_out: bool, every: int = 1) -> Iterator[tuple[Entry, Made]]:
    """The documents of one family; `every` 10 makes only each tenth."""
    number = 0
    for entry in ENTRIES:
        for n in range(entry.held_out if held_out else entry.development):
            number += 1
            if number % every == 0:
                name = f"{seed}/{held_out}/{entry.kind}/{entry.label}/{n}"
                yield entry, entry.recipe(Writer(name, held_out=held_out), n)


def write(folder: Path, seed: int = SEED, every: int = 1) -> None:
    """Write the files, `truth.json` (kinds with counts) and `facts.json` (all else that is known)."""
    truth, facts = {}, {}
    for held_out in (False, True):
        for number, (entry, made) in enumerate(documents(seed, held_out=held_out, every=every), 1):
            name = f"{'h' if held_out else 'd'}{number:03}{made.ending}"
            (folder / name).write_bytes(made.data)
            truth[name] = dict(sorted((+made.truth).items()))
            facts[name] = {
                "kind": entry.kind, "made": entry.label, "held_out": held_out, "opens": made.opens,
                "text_layer": made.text_layer, "unscored": sorted(made.unscored),
            }  # fmt: skip
    (folder / "truth.json").write_text(json.dumps(truth, indent=1), "utf-8")
    (folder / "facts.json").write_text(json.dumps(facts, indent=1), "utf-8")


def main() -> None:
    """Write the set to a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    write(chosen.folder, chosen.seed)


if __name__ == "__main__":
    main()
