"""Sentences as they are stored: in both languages, so that a finding of last year still reads."""

from collections.abc import Mapping

from terbuka.rules.language import LANGUAGES, Phrase, say, speaking
from terbuka.rules.wording import Wording


def in_both(phrase: Phrase | None) -> dict[str, str] | None:
    """The sentence as `{"id": ..., "en": ...}`; None for no sentence."""
    if phrase is None:
        return None
    spoken = {}
    for code in LANGUAGES:
        with speaking(code):
            spoken[code] = str(phrase)
    return spoken


def phrase_of(words: Mapping[str, str]) -> Phrase:
    """A stored sentence as a phrase again."""
    return say("{text}", text=Wording(words["id"], words.get("en") or words["id"]))
