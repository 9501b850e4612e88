"""Phrases of the lexicon in one trie of stems: what stands where in a text, in one pass."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from terbuka.rules.catalogue import required_items
from terbuka.rules.matching.normalise import stems, words

DATA = Path(__file__).parent.parent / "data"
ITEMS = DATA / "lexicon.toml"
CUES = DATA / "lexicon_cues.toml"
_GROUP = re.compile(r"\(([^()]*)\)")
_TAG = re.compile(r"\s*@(\w+)\s*$")


@dataclass(frozen=True, slots=True)
class Sign:
    """One phrase and what it says: item `code`, in which `role`, under which `tag`.

    `role` is title, weak, whole, body or not for items, else the name of the group of
    cues. `words` is the phrase as people read it.
    """

    code: str
    role: str
    words: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sign found at words `start` to `end` (exclusive) of a field; `parts` where it is a pair."""

    sign: Sign
    start: int
    end: int
    parts: tuple[tuple[int, int], ...] = ()

    @property
    def length(self) -> int:
        """How many words the phrase spans."""
        return self.end - self.start


@dataclass(slots=True)
class _Node:
    """A place in the trie: where each next stem leads, and the signs that end here."""

    next: dict[str, "_Node"] = field(default_factory=dict)
    signs: list[Any] = field(default_factory=list)


def _grow(root: _Node, path: Sequence[str], sign: Any) -> None:
    node = root
    for word in path:
        node = node.next.setdefault(word, _Node())
    node.signs.append(sign)


def _walk(root: _Node, path: Sequence[str]) -> Iterator[tuple[Any, int, int]]:
    """Every sign of the trie in `path` with its first and past-the-last word."""
    first = root.next
    for start, word in enumerate(path):
        node = first.get(word)
        place = start + 1
        while node is not None:
            for sign in node.signs:
                yield sign, start, place
            node = node.next.get(path[place]) if place < len(path) else None
            place += 1


def expand(phrase: str) -> Iterator[str]:
    """All readings of a phrase with groups: "(alur|tata cara) keberatan" -> two phrases."""
    parts = _GROUP.split(phrase)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    for chosen in product(*choices):
        yield " ".join("".join(chosen).split())


class Lexicon:
    """The lexicon ready to read texts with; made once by `lexicon()`."""

    def __init__(self, items: dict[str, Any], cues: dict[str, Any]) -> None:
        self.cues = cues
        self._same = _Node()
        self._titles = _Node()
        self._bodies = _Node()
        self._pairs: dict[int, list[tuple[Sign, frozenset[int]]]] = {}
        self._parts: dict[tuple[str, ...], int] = {}
        for short, variants in cues["same"].items():
            for variant in variants:
                _grow(self._same, stems(variant), stems(short)[0])
        for code, roles in items.items():
            for role, phrases in roles.items():
                self._add(code, role, phrases, self._bodies if role == "body" else self._titles)
        for group in ("genre", "news", "bodies"):
            for role, phrases in cues[group].items():
                if role not in ("verbs", "not_verbs", "nouns_too"):
                    self._add("", f"{group}.{role}", phrases, self._titles)

    def _add(self, code: str, role: str, phrases: Iterable[str], root: _Node) -> None:
        for written in phrases:
            found = _TAG.search(written)
            tag = found[1] if found else ""
            for phrase in expand(_TAG.sub("", written)):
                sign = Sign(code, role, phrase.replace(" + ", " ... "), tag)
                paths = [self.read(part) for part in phrase.split(" + ")]
                if len(paths) == 1:
                    _grow(root, paths[0], sign)
                else:
                    self._add_pair(sign, paths, root)

    def _add_pair(self, sign: Sign, paths: list[list[str]], root: _Node) -> None:
        numbers = []
        for path in paths:
            key = tuple(path)
            if key not in self._parts:
                self._parts[key] = len(self._parts)
                _grow(root, path, self._parts[key])
            numbers.append(self._parts[key])
        self._pairs.setdefault(numbers[0], []).append((sign, frozenset(numbers)))

    def read(self, text: str) -> list[str]:
        """Stems of `text` with long names in their short form ("komisi pemilihan umum" -> "kpu")."""
        path = stems(text)
        best: dict[int, tuple[int, str]] = {}
        for short, start, end in _walk(self._same, path):
            if start not in best or end > best[start][0]:
                best[start] = (end, short)
        if not best:
            return path
        place, result = 0, []
        while place < len(path):
            end, word = best.get(place, (place + 1, path[place]))
            result.append(word)
            place = end
        return result

    def find(self, path: Sequence[str]) -> list[Hit]:
        """All title signs in a field that was `read`, pairs included."""
        return self._find(self._titles, path)

    def find_in_body(self, path: Sequence[str]) -> list[Hit]:
        """All signs of parts of service pages in a running text that was `read`."""
        return self._find(self._bodies, path)

    def _find(self, root: _Node, path: Sequence[str]) -> list[Hit]:
        hits: list[Hit] = []
        parts: dict[int, tuple[int, int]] = {}
        for sign, start, end in _walk(root, path):
            if isinstance(sign, int):
                parts.setdefault(sign, (start, end))
            else:
                hits.append(Hit(sign, start, end))
        for number in parts:
            for sign, needed in self._pairs.get(number, ()):
                if needed <= parts.keys():
                    spans = [parts[part] for part in needed]
                    hits.append(Hit(sign, min(spans)[0], max(span[1] for span in spans), tuple(spans)))
        return hits


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon. Raises ValueError where it names an item that does not exist."""
    items = tomllib.loads(ITEMS.read_text("utf-8"))
    cues = tomllib.loads(CUES.read_text("utf-8"))
    unknown = items.keys() - {item.code for item in required_items()}
    if unknown:
        raise ValueError(f"{ITEMS.name} names items that do not exist: {', '.join(sorted(unknown))}")
    return Lexicon(items, cues)


@cache
def cue_words(group: str, name: str) -> frozenset[str]:
    """The single words of a list of cues, as they are typed and not stemmed."""
    return frozenset(word for phrase in lexicon().cues[group][name] for word in words(phrase))
