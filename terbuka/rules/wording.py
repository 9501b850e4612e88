"""Words from outside the code: those of data files, in both languages, and what people typed.

Sentences in code go through the translation catalogue; those in `data/limits.toml`
and `data/sources.toml` (UU 14/2008 and what follows from it) carry their English
beside them, so that a lawyer checks a rule and its words in one place.
"""

from dataclasses import dataclass

from terbuka.rules.language import language


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that prints in the reader's language; Indonesian where the English is missing."""

    indonesian: str
    english: str = ""

    def __str__(self) -> str:
        return self.english if self.english and language() == "en" else self.indonesian


def quoted(text: str, most: int = 60) -> str:
    """What someone typed, fit to stand in a sentence: on one line and not too long."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    return short if short.isprintable() else repr(short)
