"""Page x required item -> match, with reasons that a person can read."""

from dataclasses import dataclass

from terbuka.rules.language import Phrase
from terbuka.rules.pages import Page
from terbuka.rules.units import Institution, Unit


@dataclass(frozen=True, slots=True)
class Match:
    """A required item that a page speaks for. `score` is 0 to 1."""

    code: str
    score: float
    reasons: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Whose pages these are. `official_hosts` are the unit's own, lower case."""

    institution: Institution | None = None
    unit: Unit | None = None
    official_hosts: frozenset[str] = frozenset()


def match(page: Page, context: Context) -> tuple[Match, ...]:
    """The items that `page` proves or speaks for, best first; empty for news and other bodies."""
    raise NotImplementedError
