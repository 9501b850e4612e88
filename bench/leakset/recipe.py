"""One document of the set with its truth, and the papers that recipes start from."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.leakset import clean, development, heldout
from bench.leakset.writer import Paper, Writer

PERSONAL = frozenset({"nik", "kk", "npwp", "passport", "phone", "email", "bank_account", "address"})


@dataclass(slots=True)
class Made:
    """Bytes with their truth. `unscored` kinds are neither right nor wrong; None is not asked."""

    data: bytes
    ending: str
    truth: Counter[str] = field(default_factory=Counter)
    opens: bool | None = True
    text_layer: bool | None = None
    unscored: frozenset[str] = frozenset()


Recipe = Callable[[Writer, int], Made]


@dataclass(frozen=True, slots=True)
class Entry:
    """So many documents of a recipe, in the development family and in the held-out one."""

    kind: str
    label: str
    recipe: Recipe
    development: int
    held_out: int


def private(w: Writer, n: int = -1) -> Paper:
    """A paper with private values: the n-th template, or any."""
    templates = heldout.PRIVATE if w.held_out else development.TEMPLATES
    return w.paper(templates[n % len(templates)] if n >= 0 else w.dice.choice(templates))


def harmless(w: Writer, n: int = -1) -> Paper:
    """A paper without one."""
    templates = heldout.CLEAN if w.held_out else clean.TEMPLATES
    return w.paper(templates[n % len(templates)] if n >= 0 else w.dice.choice(templates))


def either(w: Writer, share: float = 0.5) -> Paper:
    """One or the other, private in `share` of the cases."""
    return private(w) if w.chance(share) else harmless(w)
