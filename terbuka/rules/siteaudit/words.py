"""The word lists and addresses by which audits judge, read once from `data/siteaudit.toml`."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

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
    """One part of what an item asks for, and how it is recognised."""

    name: str
    pattern: re.Pattern[str]


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


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text("utf-8"))


@cache
def pattern(name: str, table: str = "words") -> re.Pattern[str]:
    """One pattern for a list of patterns of `data/siteaudit.toml`. Raises KeyError."""
    return re.compile("|".join(f"(?:{one})" for one in _data()[table][name]))


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
        Part(part["name"], re.compile("|".join(f"(?:{one})" for one in part["any"]))) for part in row["all"]
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
