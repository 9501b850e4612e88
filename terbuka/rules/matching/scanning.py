"""Patterns that go over a long text quickly.

A pattern that begins with a look-behind is tried in full at every letter of a text. One that
begins with a letter is tried only where that letter stands.
"""

from collections.abc import Iterable


def at_word_start(names: Iterable[str]) -> str:
    """A pattern for any of `names` where a word begins.

    Names are patterns in lower case that begin with a letter; of several with one letter the
    earlier is tried first.
    """
    rests: dict[str, list[str]] = {}
    for name in names:
        rests.setdefault(name[0], []).append(name[1:])
    kinds = (f"{letter}(?<![a-z]{letter})(?:{'|'.join(ends)})" for letter, ends in rests.items())
    return f"(?:{'|'.join(kinds)})"
