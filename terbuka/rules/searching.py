"""What a person asks the search, as words and stems; the words shown around a hit; near words for slips.

Words are stemmed here for both databases, so that both find the same
(`rules.matching.normalise`, with the exceptions to the stemmer). Nothing a person
types is an operator: quotes, minus and stars are read as what parts words.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from terbuka.rules.matching.normalise import SMALL, plain, stem, stems

LONGEST_QUERY, MOST_WORDS = 200, 12
SHORTEST_PREFIX = 3
# What an entry may bring into the index; a document of a thousand pages says what it is before that.
MOST_STEMS = 20_000
_WORDS = re.compile(r"[a-z]+|[0-9]+")
_FACET = re.compile(r"[^a-z0-9]")
_AROUND = 110


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, cut to what is read, and the words in their order, each once."""

    text: str
    words: tuple[str, ...]
    was_cut: bool

    @property
    def is_empty(self) -> bool:
        """Is there no word to look for?"""
        return not self.words


def asked(typed: str) -> Asked:
    """Read a search of any length: at most 200 characters and 12 words of it are used, and it says so."""
    whole = " ".join(typed[: 20 * LONGEST_QUERY].split())
    text = whole[:LONGEST_QUERY]
    if whole[LONGEST_QUERY : LONGEST_QUERY + 1].isalnum():
        text = re.sub(r"\w+\Z", "", text) or text  # no word is read by half
    found = list(dict.fromkeys(word for word in _WORDS.findall(plain(text)) if word not in SMALL))
    was_cut = len(whole) > LONGEST_QUERY or len(found) > MOST_WORDS
    return Asked(text, tuple(found[:MOST_WORDS]), was_cut)


def indexed(text: str) -> list[str]:
    """The stems under which a text is found, in their order."""
    return stems(text)[:MOST_STEMS]


def facet(name: str, value: str | int) -> str:
    """A word that no text contains, by which the index narrows: facet("province", "35")."""
    return f"zz{name}{_FACET.sub('', str(value).lower())}"


def words_of(text: str) -> set[str]:
    """The words of a text that are offered to who types their beginning: no numbers but years."""
    found = set(_WORDS.findall(plain(text)))
    return {word for word in found if _is_offered(word) and word not in SMALL}


def _is_offered(word: str) -> bool:
    return len(word) == 4 if word.isdigit() else SHORTEST_PREFIX <= len(word) <= 40


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap between two words; `most` + 1 where it is more than `most`.

    Source: Damerau, "A technique for computer detection and correction of
    spelling errors" (1964), in the restricted form.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        earlier, before, row = before, row, [place]
        for at, sign in enumerate(other, 1):
            cost = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != sign))
            if place > 1 and at > 1 and letter == other[at - 2] and one[place - 2] == sign:
                cost = min(cost, earlier[at - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def slips_allowed(word: str) -> int:
    """How many slips a word of this length may hold and still be meant: none below four letters."""
    return 0 if len(word) < 4 or word.isdigit() else 1 if len(word) < 8 else 2


def nearest(word: str, known: Mapping[str, int]) -> str | None:
    """The known word that was probably meant; `known` maps words to how many entries hold them."""
    most, letters = slips_allowed(word), set(word)
    best = min(
        (
            (distance(word, other, most), -entries, other)
            for other, entries in known.items()
            # A slip changes two letters at most: words that share fewer need not be compared.
            if len(letters ^ set(other)) <= 2 * most
        ),
        default=(most + 1, 0, ""),
    )
    return best[2] if best[0] <= most and best[2] else None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a snippet; `is_hit`: a word that was looked for."""

    text: str
    is_hit: bool


def snippet(text: str, wanted: Collection[str]) -> tuple[Piece, ...]:
    """The words around the first wanted stem, hits marked; the beginning of the text where there is none."""
    text = " ".join(text[:60_000].split())
    spans = [(found.start(), found.end()) for found in re.finditer(r"[^\W_]+", text)]
    hits = [(start, end) for start, end in spans if _is_hit(text[start:end], wanted)]
    first = hits[0][0] if hits else 0
    start = max(0, first - _AROUND // 2)
    start = next((at for at, _end in spans if at >= start), 0) if start else 0
    end = min(len(text), start + 2 * _AROUND)
    end = next((stop for _at, stop in spans if stop >= end), len(text)) if end < len(text) else end
    pieces = [Piece("… ", False)] if start else []
    pieces += _marked(text, start, end, [span for span in hits if start <= span[0] and span[1] <= end])
    return (*pieces, Piece(" …", False)) if end < len(text) else tuple(pieces)


def _is_hit(word: str, wanted: Collection[str]) -> bool:
    parts = _WORDS.findall(plain(word))
    return any(stem(part) in wanted for part in parts)


def _marked(text: str, start: int, end: int, hits: Iterable[tuple[int, int]]) -> list[Piece]:
    pieces, at = [], start
    for first, last in hits:
        if first > at:
            pieces.append(Piece(text[at:first], False))
        pieces.append(Piece(text[first:last], True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end], False))
    return pieces
