"""The word lists and addresses by which audits judge, read once.

Source: `data/siteaudit.toml`.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from terbuka.rules.language import language

WORDS = Path(__file__).parent.parent / "data" / "siteaudit.toml"


@dataclass(frozen=True, slots=True)
class Portal:
    """National systems whose front page is only part of the proof for `codes`.

    For the items in `bare` a link to it anywhere on the site is that part.
    """

    codes: frozenset[str]
    hosts: frozenset[str]
    words: tuple[str, ...] = ()
    bare: frozenset[str] = frozenset()

    def holds(self, host: str) -> bool:
        """Is this host one of the portal's?"""
        return host in self.hosts or any(word in host for word in self.words)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what an item asks for, named in the reader's language, and how it is recognised."""

    id: str
    en: str
    pattern: re.Pattern[str]

    def __str__(self) -> str:
        return self.en if language() == "en" else self.id


@dataclass(frozen=True, slots=True)
class Listed:
    """Parts one after the other, in the reader's language."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return "; ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class Parts:
    """What an item asks for in parts; `enough` of them make it whole. They may lie on several pages."""

    all: tuple[Part, ...]
    enough: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A single ruling that was withdrawn, by the form in which texts cite it."""

    name: str
    pattern: re.Pattern[str]
    withdrawn_on: date

    @property
    def number(self) -> str:
        """`731` of "Keputusan KPU 731/2025"."""
        return self.name.split()[-1].partition("/")[0]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text("utf-8"))


@cache
def pattern(name: str, table: str = "words") -> re.Pattern[str]:
    """One pattern for a list of patterns of `data/siteaudit.toml`. Raises KeyError."""
    return re.compile("|".join(f"(?:{one})" for one in _data()[table][name]))


@cache
def _fillers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["has"], re.compile(row["pattern"])) for row in _data()["filler"])


# Letters that nobody writes five times in a row; x masks numbers ("08xxxxxxxx") and stays out.
_REPEATED = tuple(letter * 5 for letter in "abcdegkmnst")
_CROSSES = re.compile(r"(?<![a-z0-9.,/-])x{5,}(?![a-z0-9.,/-])")
_REPEATED_WORD = re.compile(r"(?<![a-z0-9])([a-wyz])\1{4,}(?![a-z0-9])")


def filler_in(low: str) -> str:
    """The first filler in a lower-case text ("lorem ipsum", "aaaaa"), or ""."""
    for has, filler in _fillers():
        if has in low:
            found = filler.search(low)
            if found:
                return found[0]
    if any(map(low.__contains__, _REPEATED)):
        found = _REPEATED_WORD.search(low)
        return found[0] if found else ""
    # One row of x masks a number; several words of nothing but x are filler.
    masks = _CROSSES.findall(low) if "xxxxx" in low else ()
    return masks[0] if len(masks) > 1 else ""


@cache
def hosts(name: str) -> tuple[str, ...]:
    """A list of hosts or host endings. Raises KeyError."""
    return tuple(_data()["hosts"][name])


@cache
def codes(name: str) -> frozenset[str]:
    """A list of item codes. Raises KeyError."""
    return frozenset(_data()["items"][name])


@cache
def front_paths() -> frozenset[str]:
    """Paths that are the front page of a portal."""
    return frozenset(_data()["paths"]["front"])


@cache
def portals() -> tuple[Portal, ...]:
    """National systems that bear on items."""
    return tuple(
        Portal(
            codes=frozenset(row["codes"]),
            hosts=frozenset(row["hosts"]),
            words=tuple(row.get("words", ())),
            bare=frozenset(row.get("bare", ())),
        )
        for row in _data()["portal"]
    )


@cache
def link_words(code: str) -> re.Pattern[str] | None:
    """How a link to the national document of a link-up item is worded; None for other items."""
    words = _data()["link_up"].get(code)
    return re.compile("|".join(words)) if words else None


@cache
def parts(code: str) -> Parts | None:
    """The parts that an item asks for, if it asks for several."""
    row = _data()["parts"].get(code)
    if row is None:
        return None
    every = tuple(
        Part(part["id"], part["en"], re.compile("|".join(f"(?:{one})" for one in part["any"])))
        for part in row["all"]
    )
    return Parts(every, row.get("enough", len(every)))


@cache
def withdrawn() -> tuple[Withdrawn, ...]:
    """Single rulings that were withdrawn."""
    return tuple(
        Withdrawn(row["name"], re.compile(row["pattern"]), row["withdrawn_on"])
        for row in _data()["withdrawn"]
    )


def ends_with(host: str, endings: tuple[str, ...]) -> bool:
    """Is `host` one of these hosts, or beneath one?"""
    return any(host == one or host.endswith("." + one) for one in endings)
