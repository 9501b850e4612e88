"""Does a request ask for election information, for something else, or for both?

Source: Perki 1/2019 article 1 number 3; words and their topics in
`data/election_content.toml`. The text is read as items (sentences, lines of a
list, what "dan" joins), each decided by the first telling phrase in it:
"anggaran surat suara" asks for a budget, "jumlah surat suara" for elections.
The answer is a proposal with the words that decided it; an officer has the last word.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from terbuka.rules.matching.normalise import plain, stems
from terbuka.rules.sources import citation
from terbuka.rules.wording import Wording

CONTENT = Path(__file__).parent / "data" / "election_content.toml"
LONGEST = 20_000
_JOINT = re.compile(r",|&|\b(?:dan|serta|juga|beserta)\b", re.IGNORECASE)
_ENDS = re.compile(
    r"[\n;?!]+|(?<!\w)(?:\d{1,2}|[a-h])[.)]\s|•|\s[-–*]\s|(?P<stop>(?P<word>\w+)[.]\s+)(?=[A-Z0-9])"
)


class Content(StrEnum):
    """What a text asks for; `NONE` where no word of ours stands in it."""

    ELECTION = "election"
    OTHER = "other"
    MIXED = "mixed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the word list; see the file for what its marks mean."""

    key: str
    side: Content
    title: Wording
    cite: str
    is_weak: bool = False
    is_certain: bool = False
    stands_alone: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the list as it stands in an item, and its place among the item's words."""

    words: str
    topic: Topic
    place: int


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked of one kind: the text of its items, one a line, and the words that decided."""

    content: Content
    text: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class ElectionContent:
    """The answer. `parts` are two where it is mixed: the split proposed, elections first."""

    content: Content
    parts: tuple[Part, ...]

    @property
    def is_mixed(self) -> bool:
        """Are both kinds asked?"""
        return self.content is Content.MIXED

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The words that decided, of all parts."""
        return tuple(hit for part in self.parts for hit in part.hits)


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    hits: tuple[Hit, ...]
    begins: bool

    @property
    def telling(self) -> Hit | None:
        """The phrase that decides: a certain one, else the first that is not weak, else the first."""
        return min(
            self.hits,
            key=lambda hit: (not hit.topic.is_certain, hit.topic.is_weak, hit.place),
            default=None,
        )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(CONTENT.read_text("utf-8"))


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic of the list. Raises CitationError for one whose act is unknown."""
    return tuple(
        Topic(
            row["key"],
            Content(row["side"]),
            Wording(row["title"], row["title_en"]),
            citation(row["cite"]).text,
            row.get("is_weak", False),
            row.get("is_certain", False),
            row.get("stands_alone", False),
        )
        for row in _data()["topic"]
    )


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str, Topic]]]:
    """By their first stem, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, Topic]]] = {}
    for row, topic in zip(_data()["topic"], topics(), strict=True):
        for words in row["words"]:
            key = tuple(stems(words))
            found.setdefault(key[0], []).append((key, words, topic))
    for listed in found.values():
        listed.sort(key=lambda one: -len(one[0]))
    return found


@cache
def _named(name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(stems(words)) for words in _data()["items"][name])


@cache
def _typed(name: str) -> re.Pattern[str]:
    words = "|".join(re.escape(one) for one in sorted(_data()["items"][name], key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _hits(words: list[str]) -> tuple[Hit, ...]:
    """The longest phrases in their order, less those that are said not to be asked for."""
    found, place = [], 0
    while place < len(words):
        for key, phrase, topic in _phrases().get(words[place], ()):
            if tuple(words[place : place + len(key)]) == key:
                if not any(tuple(words[max(0, place - len(no)) : place]) == no for no in _named("not_asked")):
                    found.append(Hit(phrase, topic, place))
                place += len(key)
                break
        else:
            place += 1
    return tuple(found)


def _sentences(text: str) -> Iterator[str]:
    """Sentences and lines of lists; an abbreviation ends none."""
    start = 0
    for end in _ENDS.finditer(text):
        if end["stop"] and plain(end["word"]) in _data()["items"]["short"]:
            continue
        yield text[start : end.end("word") if end["stop"] else end.start()]
        start = end.end()
    yield text[start:]


def _asked(sentence: str) -> str:
    """The sentence without who asks and what for; "" where it only introduces."""
    sentence = " ".join(sentence.split())
    opening = _typed("introduces").match(sentence)
    if opening:
        asking = _typed("asks").search(sentence, opening.end())
        if asking is None:
            return ""
        sentence = sentence[asking.start() :]
    serving = _typed("serves").search(sentence)
    return sentence[: serving.start()] if serving and serving.start() else sentence


def _joined(sentence: str) -> Iterator[_Item]:
    """The items of one sentence: what follows "dan" or a comma is one where it can stand by itself."""
    pending: _Item | None = None
    for text in _pieces(sentence):
        words = stems(text)
        begins = any(tuple(words[: len(one)]) == one for one in _named("begins"))
        item = _Item(text, _hits(words), begins)
        if pending is None:
            pending = item
        elif _is_own(item):
            yield pending
            pending = item
        else:
            shift = len(stems(pending.text))
            behind = tuple(replace(hit, place=hit.place + shift) for hit in item.hits)
            pending = _Item(f"{pending.text}, {text}", (*pending.hits, *behind), pending.begins)
    if pending is not None:
        yield pending


def _pieces(sentence: str) -> list[str]:
    return [piece.strip() for piece in _JOINT.split(sentence) if piece.strip()]


def _is_own(item: _Item) -> bool:
    first = item.hits[0] if item.hits else None
    return first is not None and (item.begins or (first.place == 0 and first.topic.stands_alone))


def _items(text: str) -> list[_Item]:
    asked = [piece for piece in (_asked(sentence) for sentence in _sentences(text)) if piece]
    items = [item for piece in asked for item in _joined(piece)]
    return [item for item in items if item.telling]


def _part(content: Content, items: Iterable[_Item]) -> Part:
    listed = tuple(items)
    telling = {hit.words: hit for item in listed for hit in (item.telling,) if hit}
    return Part(content, "\n".join(item.text for item in listed), tuple(telling.values()))


def is_election_information(text: str) -> ElectionContent:
    """What a request's subject and details (one a line) ask for; only its first 20,000 characters are read.

    Weak words ("pemilu") decide where nothing else in the text does: "anggaran Pemilu" asks for a budget.
    """
    text = text[:LONGEST]
    items = _items(text) or [item for item in [_Item(text, _hits(stems(text)), False)] if item.telling]
    sides = [(item, item.telling.topic) for item in items if item.telling]
    # What opens a text with "pemilu" alone, as a subject does, is told more closely by what follows.
    while len(sides) > 1 and sides[0][1].is_weak and not sides[1][1].is_weak:
        sides = [(sides[1][0], sides[1][1]), *sides[2:]]
    elections = [item for item, topic in sides if topic.side is Content.ELECTION]
    others = [item for item, topic in sides if topic.side is Content.OTHER]
    parts = [
        _part(content, found)
        for content, found in ((Content.ELECTION, elections), (Content.OTHER, others))
        if found
    ]
    if not parts:
        return ElectionContent(Content.NONE, ())
    return ElectionContent(Content.MIXED if len(parts) == 2 else parts[0].content, tuple(parts))
