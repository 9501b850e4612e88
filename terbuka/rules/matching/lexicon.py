"""Phrases of the lexicon in one trie of stems: what stands where in a text, in one pass.

Source: `data/lexicon.toml` (names of the items of `data/required_items.csv`, which says the act
each rests on) and `data/lexicon_cues.toml` (words that tell kind, owner and news).
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any, NamedTuple

from terbuka.rules.catalogue import required_items
from terbuka.rules.matching.normalise import stem, stems, words
from terbuka.rules.matching.slips import Slips

DATA = Path(__file__).parent.parent / "data"
ITEMS = DATA / "lexicon.toml"
CUES = DATA / "lexicon_cues.toml"
# How many other words may stand between the sides of a pair.
_MOST_BETWEEN = 6
_MOST_WORDS = 200_000
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


class Hit(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class _Pair:
    """A sign whose sides may stand apart: one part of each side, by number."""

    sign: Sign
    sides: tuple[frozenset[int], ...]


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
    if "(" not in phrase:
        yield " ".join(phrase.split())
        return
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
        self._pairs: dict[int, list[_Pair]] = {}
        self._parts: dict[tuple[str, ...], int] = {}
        self._part_words: list[str] = []
        self._stems: dict[str, str] = {}
        self._slips = Slips(())
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
        # Only texts of others have slips; what the lexicon itself says is taken as it stands.
        self._slips = Slips(self._stems)

    def _add(self, code: str, role: str, phrases: Iterable[str], root: _Node) -> None:
        for written in phrases:
            found = _TAG.search(written) if "@" in written else None
            tag = found[1] if found else ""
            sides = written[: found.start() if found else None].split(" + ")
            if len(sides) > 1:
                self._add_pair(Sign(code, role, "", tag), sides, root)
                continue
            for phrase in expand(sides[0]):
                _grow(root, self.read(phrase), Sign(code, role, phrase, tag))

    def _add_pair(self, sign: Sign, sides: list[str], root: _Node) -> None:
        pair = _Pair(
            sign, tuple(frozenset(self._part(words, root) for words in expand(side)) for side in sides)
        )
        for number in pair.sides[0]:
            self._pairs.setdefault(number, []).append(pair)

    def _part(self, words: str, root: _Node) -> int:
        key = tuple(self.read(words))
        if key not in self._parts:
            self._parts[key] = len(self._parts)
            self._part_words.append(words)
            _grow(root, key, self._parts[key])
        return self._parts[key]

    def _stem(self, word: str) -> str:
        known = self._stems.get(word)
        if known is None:
            if len(self._stems) >= _MOST_WORDS:
                self._stems.clear()
            known = self._stems[word] = stem(self._slips.mend(word))
        return known

    def read(self, text: str) -> list[str]:
        """Stems of `text` with long names in their short form ("komisi pemilihan umum" -> "kpu")."""
        path = [self._stem(word) for word in words(text)]
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
        parts: dict[int, list[tuple[int, int]]] = {}
        for sign, start, end in _walk(root, path):
            if isinstance(sign, int):
                parts.setdefault(sign, []).append((start, end))
            else:
                hits.append(Hit(sign, start, end))
        for number in parts:
            for pair in self._pairs.get(number, ()):
                if any(side.isdisjoint(parts) for side in pair.sides[1:]):
                    continue  # as nearly always: no other side is there
                hit = self._near(pair, number, parts)
                if hit is not None:
                    hits.append(hit)
        return hits

    def _near(self, pair: _Pair, first: int, parts: dict[int, list[tuple[int, int]]]) -> Hit | None:
        """The pair where its sides stand closest to each other, begun by part `first`."""
        sides = [[(first, span) for span in parts[first]]]
        for wanted in pair.sides[1:]:
            sides.append([(number, span) for number in wanted & parts.keys() for span in parts[number]])
        best: Hit | None = None
        for chosen in product(*sides):
            spans = tuple(span for _, span in chosen)
            start, end = min(spans)[0], max(span[1] for span in spans)
            covered = sum(span[1] - span[0] for span in spans)
            if end - start > covered + _MOST_BETWEEN or _overlap(spans):
                continue
            if best is None or end - start < best.length:
                words = " ... ".join(self._part_words[number] for number, _ in sorted(chosen, key=_by_place))
                best = Hit(replace(pair.sign, words=words), start, end, spans)
        return best


def _by_place(chosen: tuple[int, tuple[int, int]]) -> tuple[int, int]:
    return chosen[1]


def _overlap(spans: tuple[tuple[int, int], ...]) -> bool:
    ordered = sorted(spans)
    return any(later[0] < earlier[1] for earlier, later in pairwise(ordered))


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
