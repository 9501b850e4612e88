"""Sentences for people, said by rules and read in Indonesian or English.

The ground floor knows no Django, yet its reasons are read by people. A rule
returns a `Phrase`: the Indonesian source with its values. The door that shows
it (terminal, page, export) chooses the language, so one stored finding reads
in both. Translations are the ordinary gettext catalogue in `terbuka/locale`.

Indonesian counts without changing the noun, so its sentences name a number and
no more. The English of a sentence may choose its words by that number, one
before the bar, any other after it: `{n} {n:unit|units}` in a sentence of
`say`, `%(n)s %(n:unit|units)s` in one of Django's gettext.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

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


def form(value: object, forms: str) -> str:
    """The words that go with a number: `form(1, "unit|units")` is "unit", for 0, 2 and 1.00 it is "units"."""
    one, many = forms.split("|")
    return one if str(value) == "1" else many


class _Sentence(Formatter):
    """Fills the braces of a sentence; a bar within them chooses between two forms."""

    def format_field(self, value: object, format_spec: str) -> str:
        return form(value, format_spec) if "|" in format_spec else format(value, format_spec)


_SENTENCE = _Sentence()


def filled(text: str, values: dict[str, object]) -> str:
    """`text` with `values` in its braces. Raises KeyError for a name that has no value."""
    # Few sentences choose by a number, and the plain way is three times as fast.
    return _SENTENCE.vformat(text, (), values) if "|" in text else text.format(**values)


class Values(dict[str, object]):
    """The values of one of Django's sentences: `gettext("%(n)s satker") % Values(n=3)`."""

    def __missing__(self, key: str) -> str:
        name, bar, forms = key.partition(":")
        if not bar:
            raise KeyError(key)
        return form(self[name], forms)


@dataclass(frozen=True, slots=True)
class Phrase:
    """An Indonesian sentence and the values that stand in its braces."""

    source: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return filled(translate(self.source), dict(self.values))


def say(source: str, **values: object) -> Phrase:
    """A `Phrase`: `say("{n} halaman gagal dibuka", n=3)`."""
    return Phrase(source, tuple(values.items()))
