"""How well the leak guard reads documents: `python -m bench.leaks [--seed N] [--write] [--misses]`.

Writes the generated set of `bench.leakset` into a temporary folder, has `terbuka inspect` read it
as a program of its own, and compares what it says with the truth: presence per file and kind, and
how far the counts are off. Wordings of the held-out family were never shown to the guard's makers.
`--misses` lists the differences of the development family alone, so that nobody tunes on the other.
"""

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.leakset import making

PAGE = Path(__file__).parent.parent / "docs" / "leak-guard.md"
MARK = "<!-- leaks -->"
BATCH = 40
LONGEST = 600
SHOWN = 6
DOCUMENTS = ("PDF", "XLSX", "DOCX", "text", "image", "other")
PRIVATE = ("nik", "kk", "npwp", "passport", "phone", "email", "bank_account", "address")
IN_SHEETS = ("hidden_sheet", "hidden_rows", "hidden_columns", "pivot_cache")
IN_TEXT = ("comment", "tracked_change", "text_under_box", "white_text")
CARRIED = ("attachment", "javascript", "macro", "exif_place", "metadata")
KINDS = (*PRIVATE, *IN_SHEETS, *IN_TEXT, *CARRIED, "encrypted", "broken", "wrong_type")
FAMILIES = ((False, "development"), (True, "held out"))


@dataclass(frozen=True, slots=True)
class Case:
    """One document: what is known of it and what the guard said; `said` is None where it gave no answer."""

    name: str
    facts: dict[str, Any]
    truth: Counter[str]
    said: Counter[str] | None
    answer: dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Pairs of file and kind: found, found too much, missed; and counts where both see something."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    off: int = 0
    true_count: int = 0
    files: set[str] = field(default_factory=set)

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def precision(self) -> float:
        """Share of what was found that is there."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def count_error(self) -> float:
        """How far counts are off, as a share of the true ones."""
        return self.off / self.true_count if self.true_count else 0.0

    def add(self, case: Case, kinds: Iterable[str] = KINDS) -> None:
        """Count one document."""
        self.files.add(case.name)
        said = case.said or Counter()
        for kind in set(kinds) - set(case.facts["unscored"]):
            there, seen = case.truth[kind], said[kind]
            self.right += bool(there and seen)
            self.missed += bool(there and not seen)
            self.wrong += bool(seen and not there)
            if there and seen:
                self.off += abs(there - seen)
                self.true_count += there


def _inspect(files: list[Path], out: Path) -> list[dict[str, Any]]:
    out.unlink(missing_ok=True)
    command = [sys.executable, "-m", "terbuka", "inspect", *map(str, files), "--json", str(out)]
    try:
        subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)
        answers: list[dict[str, Any]] = json.loads(out.read_text("utf-8"))
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return []
    return answers


def inspected(files: list[Path], out: Path) -> dict[str, dict[str, Any]]:
    """Answers by file name; a batch without an answer is asked again file by file."""
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(files), BATCH):
        batch = files[start : start + BATCH]
        answers = _inspect(batch, out) or [one for file in batch for one in _inspect([file], out)]
        found.update({Path(answer["file"]).name: answer for answer in answers})
    return found


def _counted(answer: dict[str, Any]) -> Counter[str]:
    said: Counter[str] = Counter()
    for finding in answer["findings"]:
        if finding["kind"] in KINDS:
            said[finding["kind"]] += finding.get("count") or 1
    return said


def measured(folder: Path) -> tuple[list[Case], dict[str, float]]:
    """Every document with the guard's answer, and seconds per document by kind of document."""
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    facts = json.loads((folder / "facts.json").read_text("utf-8"))
    cases, seconds = [], {}
    for kind in DOCUMENTS:
        names = [name for name, known in facts.items() if known["kind"] == kind]
        start = time.perf_counter()
        answers = inspected([folder / name for name in names], folder / "said.json") if names else {}
        seconds[kind] = (time.perf_counter() - start) / max(len(names), 1)
        for name in names:
            answer = answers.get(name, {})
            said = _counted(answer) if answer else None
            cases.append(Case(name, facts[name], Counter(truth[name]), said, answer))
    return cases, seconds


def _family(cases: list[Case], held_out: bool) -> list[Case]:
    return [case for case in cases if case.facts["held_out"] is held_out]


def tallied(cases: Iterable[Case], kinds: Iterable[str] = KINDS) -> Tally:
    """The count over `cases`."""
    result = Tally()
    for case in cases:
        result.add(case, kinds)
    return result


def _row(name: str, both: list[tuple[Tally, list[Case]]]) -> str:
    cells = []
    for tally, cases in both:
        clean = [case for case in cases if not case.truth and not case.facts["unscored"]]
        quiet = sum(not case.said for case in clean if case.said is not None)
        cells += [
            str(len(tally.files)),
            f"{tally.recall:.3f}",
            f"{tally.precision:.3f}",
            f"{quiet} of {len(clean)}",
        ]
    return f"| {name} | " + " | ".join(cells) + " |"


def by_document(cases: list[Case]) -> Iterator[str]:
    """Recall and precision by kind of document, development beside held out."""
    yield "| documents | n | recall | precision | clean, unhurt | held out: n | recall | precision | clean |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for kind in (*DOCUMENTS, ""):
        both = []
        for held_out, _ in FAMILIES:
            chosen = [c for c in _family(cases, held_out) if kind in ("", c.facts["kind"])]
            both.append((tallied(chosen), chosen))
        yield _row(kind or "**all**", both)


def by_finding(cases: list[Case]) -> Iterator[str]:
    """The same by kind of finding, with the error of the counts."""
    yield "| finding | files | recall | precision | count off | held out: files | recall | precision | off |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for kind in KINDS:
        cells = []
        for held_out, _ in FAMILIES:
            tally = tallied(_family(cases, held_out), [kind])
            files = str(tally.right + tally.missed)
            cells += [files, f"{tally.recall:.3f}", f"{tally.precision:.3f}", f"{tally.count_error:.0%}"]
        yield f"| `{kind}` | " + " | ".join(cells) + " |"


def other_facts(cases: list[Case], seconds: dict[str, float]) -> Iterator[str]:
    """What is asked beside findings, time and memory."""
    for key in ("opens", "text_layer"):
        asked = [
            case for case in cases if case.facts[key] is not None and (key == "opens" or case.facts["opens"])
        ]
        right = sum(case.answer.get(key) is case.facts[key] for case in asked)
        yield f"`{key}` right in {right} of {len(asked)} documents."
    shown = [f["excerpt"] for case in cases for f in case.answer.get("findings", []) if f["kind"] in PRIVATE]
    bare = sum(sum(sign.isdigit() for sign in excerpt or "") > SHOWN for excerpt in shown)
    yield f"Excerpts of private values that show more than {SHOWN} digits: {bare} of {len(shown)}."
    silent = sum(case.said is None for case in cases)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    each = ", ".join(f"{kind} {1000 * spent:.0f} ms" for kind, spent in seconds.items())
    yield f"No answer for {silent} documents."
    yield f"Time a document, the start of the program shared by {BATCH}: {each}."
    yield f"Peak memory of the program {peak:.0f} MB."


def differences(cases: list[Case]) -> Iterator[str]:
    """One line for each kind missed or seen too much in the development family, values masked."""
    groups: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for case in _family(cases, False):
        said = case.said or Counter()
        for kind in set(KINDS) - set(case.facts["unscored"]):
            if bool(case.truth[kind]) != bool(said[kind]):
                fault = "missed" if case.truth[kind] else "too much"
                seen = [
                    f["excerpt"] or f["where"] for f in case.answer.get("findings", []) if f["kind"] == kind
                ]
                key = (fault, kind, case.facts["kind"], case.facts["made"])
                groups[key].append(f"{case.name} {'; '.join(map(str, seen[:2]))}".strip())
    for key, names in sorted(groups.items()):
        yield f"{' / '.join(key)} ({len(names)})"
        yield from (f"    {name}" for name in names)


def report(cases: list[Case], seconds: dict[str, float], seed: int) -> str:
    """What was measured, as it stands in the documentation."""
    said = (
        f"Measured {datetime.now(UTC):%-d %B %Y}, seed {seed}, {len(cases)} documents, "
        f"Python {platform.python_version()}. "
        "Goals: recall at least 0.98, precision at least 0.95."
    )
    tables = ["\n".join(by_document(cases)), "\n".join(by_finding(cases))]
    return "\n\n".join([said, *tables, "\n".join(other_facts(cases, seconds))])


def main() -> None:
    """Measure, print, and put the tables into the documentation if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=making.SEED)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/leak-guard.md")
    parser.add_argument("--misses", action="store_true", help="differences of the development family")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="terbuka-leaks-") as name:
        making.write(Path(name), chosen.seed)
        cases, seconds = measured(Path(name))
    made = report(cases, seconds, chosen.seed)
    print(made)
    if chosen.misses:
        print("\n".join(["", *differences(cases)]))
    if chosen.write:
        before, _, rest = PAGE.read_text("utf-8").partition(MARK)
        after = rest.partition(MARK)[2]
        PAGE.write_text(f"{before}{MARK}\n\n{made}\n\n{MARK}{after}", "utf-8")


if __name__ == "__main__":
    main()
