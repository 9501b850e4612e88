"""Sentences for people, said by rules and read in Indonesian or English.

The ground floor knows no Django, yet its reasons are read by people. A rule
returns a `Phrase`: the Indonesian source with its values. The door that shows
it (terminal, page, export) chooses the language, so one stored finding reads
in both. Translations are the ordinary gettext catalogue in `terbuka/locale`.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("id", "en")
_LOCALE = Path(__file__).parent.parent / "locale"
_language: ContextVar[str] = ContextVar("language", default="id")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("django", _LOCALE, [language], fallback=True)


def translate(source: str) -> str:
    """The Indonesian `source` in the reader's language; itself where no translation exists."""
    language = _language.get()
    return source if language == "id" or not source else _catalogue(language).gettext(source)


def language() -> str:
    """The reader's language now: `id` or `en`."""
    return _language.get()


def choose(code: str) -> None:
    """Speak `code` from here on; anything unknown is Indonesian."""
    _language.set(code if code in LANGUAGES else "id")


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak `code` inside the block, and as before afterwards."""
    token = _language.set(code if code in LANGUAGES else "id")
    try:
        yield
    finally:
        _language.reset(token)


@dataclass(frozen=True, slots=True)
class Phrase:
    """An Indonesian sentence and the values that stand in its braces."""

    source: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return translate(self.source).format(**dict(self.values))


def say(source: str, **values: object) -> Phrase:
    """A `Phrase`: `say("{n} halaman gagal dibuka", n=3)`."""
    return Phrase(source, tuple(values.items()))
