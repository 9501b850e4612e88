"""Words that stand in data files in both languages: titles and notes of limits and practices.

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
