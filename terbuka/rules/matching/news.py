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
_SHORTEST = 80


def _is_verb(word: str, *, has_subject: bool) -> bool:
    """Is it a verb as headlines use them? Words that are also nouns count only behind a subject."""
    if word in cue_words("news", "not_verbs"):
        return False
    if word in cue_words("news", "verbs"):
        return has_subject or word not in cue_words("news", "nouns_too")
    return len(word) > 5 and (word.startswith(_ME) or word.endswith("kan"))


def is_headline(title: str, hits: Sequence[Hit], path: Sequence[str]) -> bool:
    """Does the title tell an event? `hits` are the signs found in its stems `path`."""
    if any(hit.sign.role == "genre.enacting" for hit in hits):
        return False
    named = places()
    lead = 0
    while lead < len(path) and (path[lead] in named or path[lead] in _UNIT_WORDS or path[lead].isdigit()):
        lead += 1
    head = min((hit.start for hit in hits if hit.sign.role == "news.heads"), default=None)
    has_subject = any(word in _BODIES or word in _POLL_STAFF for word in path[: max(lead, 1)])
    asks = bool(path) and path[0] in _QUESTIONS
    verbs = any(_is_verb(word, has_subject=has_subject) for word in words(title))
    if head is not None and head <= lead and not (has_subject and verbs and head > 0):
        return False
    if has_subject and verbs:
        return True
    if asks:
        return False
    opened = any(hit.sign.role == "news.openers" and hit.start == lead for hit in hits)
    speaks = any(hit.sign.code and hit.sign.role == "title" and hit.start == 0 for hit in hits)
    events = sum(hit.sign.role == "news.events" for hit in hits)
    if speaks:
        return (events > 0 and (verbs or any(word in _BODIES for word in path))) or (verbs and len(path) > 8)
    return opened or events > 0 or (verbs and len(path) > 4)


_BODIES = frozenset(["kpu", "bawaslu", "panwaslu", "panwascam", "panwaslih"])
_POLL_STAFF = frozenset(["ppk", "pps", "kpps", "ptps", "pkd", "pantarlih"])
_UNIT_WORDS = _BODIES | {
    "kabupaten",
    "kota",
    "provinsi",
    "ri",
    "ketua",
    "anggota",
    "komisioner",
    "sekretaris",
}
_QUESTIONS = frozenset(
    ["apa", "apakah", "berapa", "siapa", "bagaimana", "kapan", "mana", "kemana", "dimana", "ke", "cara"]
)


def reads_as_report(text: str) -> bool:
    """Do quotes and attending people stand in the opening of a running text?"""
    if len(text) < _SHORTEST:
        return False
    low = f" {text[:_READ].lower()} "
    return sum(f" {mark}" in low for mark in lexicon().cues["news"]["text"]) >= _REPORTED
