"""Allowed, or not with a reason and the article that says so."""

from dataclasses import dataclass

from terbuka.rules.language import Phrase


class BadInput(ValueError):
    """What was given cannot be used. Says in one sentence what to mend."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase)
        self.phrase = phrase

    def __str__(self) -> str:
        return str(self.phrase)


class Refused(Exception):
    """An act that a `Ruling` does not allow."""

    def __init__(self, ruling: "Ruling") -> None:
        super().__init__(ruling)
        self.ruling = ruling

    def __str__(self) -> str:
        return str(self.ruling.reason)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer of a rule to "may this be done?".

    `cite` is a citation that resolves in `sources.toml`, for example
    ``uu14-2008:22(8)``; the officer sees it with the reason.
    """

    allowed: bool
    reason: Phrase | None = None
    cite: str | None = None

    def __bool__(self) -> bool:
        return self.allowed

    def enforce(self) -> None:
        """Do nothing when allowed. Raises `Refused` otherwise."""
        if not self.allowed:
            raise Refused(self)


def allow() -> Ruling:
    """Nothing stands against it."""
    return Ruling(True)


def refuse(reason: Phrase, *, cite: str | None = None) -> Ruling:
    """It may not be done, for `reason`, under `cite`."""
    return Ruling(False, reason, cite)


class Stale(Exception):
    """A row has changed since it was read; `current` is what stands now, shown beside what was typed."""

    def __init__(self, current: object) -> None:
        super().__init__(current)
        self.current = current
