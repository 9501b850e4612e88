"""Is it a report of an event, or the document itself?

A news path proves nothing: announcements and static texts lie there too. What tells is the
sentence: finite verbs, events and quotes, against a document's word at the head of the title.
Source: the words of `data/lexicon_cues.toml`.
"""

from collections.abc import Sequence

from terbuka.rules.matching.lexicon import Hit, cue_words, lexicon
from terbuka.rules.matching.normalise import words
from terbuka.rules.matching.owner import places

_ME = ("meng", "meny", "mem", "men", "me")
_REPORTED = 2
_READ = 6000


def _is_verb(word: str) -> bool:
    if word in cue_words("news", "not_verbs"):
        return False
    if word in cue_words("news", "verbs"):
        return True
    return len(word) > 5 and (word.startswith(_ME) or word.endswith("kan"))


def _head_at(hits: Sequence[Hit]) -> int | None:
    return min((hit.start for hit in hits if hit.sign.role == "news.heads"), default=None)


def is_headline(title: str, hits: Sequence[Hit], path: Sequence[str]) -> bool:
    """Does the title tell an event? `hits` are the signs found in its stems `path`."""
    named = places()
    head = _head_at(hits)
    lead = 0
    while lead < len(path) and (path[lead] in named or path[lead] in _UNIT_WORDS or path[lead].isdigit()):
        lead += 1
    starts_with_document = head is not None and head <= lead
    starts_with_house = lead > 0 and path[0] in ("kpu", "bawaslu", "panwaslu", "panwascam", "panwaslih")
    verbs = any(_is_verb(word) for word in words(title))
    if starts_with_document and not (starts_with_house and verbs and head and head > 0):
        return False
    roles = {hit.sign.role for hit in hits}
    opened = any(hit.sign.role == "news.openers" and hit.start == lead for hit in hits)
    if opened or (starts_with_house and verbs):
        return True
    return "news.events" in roles or (verbs and len(path) > 4)


_UNIT_WORDS = frozenset(["kpu", "bawaslu", "panwaslu", "panwascam", "panwaslih", "kabupaten", "kota", "provinsi", "ri"])


def reads_as_report(text: str) -> bool:
    """Do quotes and attending people stand in the opening of a running text?"""
    low = f" {text[:_READ].lower()} "
    return sum(f" {mark}" in low for mark in lexicon().cues["news"]["text"]) >= _REPORTED
