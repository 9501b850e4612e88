"""A slip of the finger: a word the lexicon does not know, read as the one it must be.

Only letters left out, doubled, added or swapped are mended ("Kampaye", "Informsi", "Startegis"); a
letter replaced by another often makes another word (penetapan and penerapan, pemilih and pemilik).
Source: the deletion index of SymSpell, for one edit and without replacement.
"""

from collections import defaultdict
from collections.abc import Iterable

_SHORTEST = 7


class Slips:
    """Mends words by the `known` ones (lower case); short words are never touched."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(word for word in known if len(word) >= _SHORTEST)
        self._shorter: defaultdict[str, set[str]] = defaultdict(set)
        for word in self._known:
            for place in range(1, len(word)):
                self._shorter[word[:place] + word[place + 1 :]].add(word)

    def mend(self, word: str) -> str:
        """The one known word that is one slip away from `word`; `word` itself where none or several are."""
        if not self._known or len(word) < _SHORTEST - 1 or word in self._known or not word.isalpha():
            return word
        found = set(self._shorter.get(word, ()))
        for place in range(1, len(word)):
            found |= {word[:place] + word[place + 1 :]} & self._known
            swapped = word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
            found |= {swapped} & self._known
        return found.pop() if len(found) == 1 else word
