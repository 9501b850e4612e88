"""Two versions of a publication side by side: fields that differ, and lines that came, went or stayed.

So that whoever checks (Perki 1/2021 article 23) sees what changed rather than reads all again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_LINES = 2_000
MOST_SHOWN = 400
_AROUND = 2


class Sign(StrEnum):
    """What became of a line."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field by name, as it was and as it is."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text; `skipped` stands for lines that stayed as they were, `text` tells how many."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`is_cut`: the texts differ more, or are longer, than is shown."""

    fields: tuple[FieldChange, ...] = ()
    lines: tuple[Line, ...] = ()
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.fields or self.lines)


def compare(before: Mapping[str, str], after: Mapping[str, str], text: tuple[str, str]) -> Comparison:
    """Fields of two versions by name, and their two texts. At most 2,000 lines are read, 400 shown."""
    names = dict.fromkeys((*before, *after))
    fields = tuple(
        FieldChange(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    )
    old, new = ([line.strip() for line in one.splitlines() if line.strip()] for one in text)
    is_long = max(len(old), len(new)) > MOST_LINES
    lines = list(_lines(old[:MOST_LINES], new[:MOST_LINES]))
    return Comparison(fields, tuple(lines[:MOST_SHOWN]), is_long or len(lines) > MOST_SHOWN)


def _lines(old: list[str], new: list[str]) -> list[Line]:
    """The lines that differ, each with two around it."""
    if old == new:
        return []
    shown: list[Line] = []
    blocks = SequenceMatcher(None, old, new, autojunk=True).get_opcodes()
    for number, (kind, i1, i2, j1, j2) in enumerate(blocks):
        if kind == "equal":
            shown += _around(old[i1:i2], is_first=number == 0, is_last=number == len(blocks) - 1)
            continue
        shown += [Line(Sign.REMOVED, text) for text in old[i1:i2]]
        shown += [Line(Sign.ADDED, text) for text in new[j1:j2]]
    return shown


def _around(same: list[str], *, is_first: bool, is_last: bool) -> list[Line]:
    """What stayed, shortened to the lines beside a change."""
    head = [] if is_first else same[:_AROUND]
    rest = same[len(head) :]
    tail = [] if is_last or not rest else rest[-_AROUND:]
    skipped = len(same) - len(head) - len(tail)
    middle = [Line(Sign.SKIPPED, str(skipped))] if skipped else []
    return [Line(Sign.SAME, text) for text in head] + middle + [Line(Sign.SAME, text) for text in tail]
