"""The text of a letter that tells of one thing or of several, grouped by kind, and of its ending.

Plain text alone. It names the reader, units and acts, nobody else: no personal data
of others travels by mail (UU 27/2022 article 16).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from terbuka.rules.language import Phrase, say
from terbuka.rules.notify import KIND_WORDS, MUST_BE_TOLD, Kind

# More than these stand in the inbox; the letter says how many.
MOST = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One notification as a letter tells it, with the whole address of its page."""

    kind: Kind
    title: Phrase
    sentence: Phrase
    address: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """Whole addresses at the end of a letter; `stop` is empty where the letter must come."""

    home: str
    inbox: str
    wishes: str
    stop: str = ""


_PLACES = {kind: place for place, kind in enumerate(Kind)}


def _place(entry: Entry) -> int:
    return _PLACES[entry.kind]


def subject_of(entries: Sequence[Entry], work: Sequence[Phrase] = ()) -> str:
    """The title, or how many things and the first of them; where nothing happened, what is owed."""
    if not entries:
        return str(say("{n} perkara menunggu Anda: {first}", n=len(work), first=work[0]))
    first = sorted(entries, key=_place)[0]
    if len(entries) == 1:
        return str(first.title)
    return str(say("{n} kabar untuk Anda: {first}", n=len(entries), first=first.title))


def _told(entry: Entry) -> str:
    return f"{entry.title}\n{entry.sentence}\n{entry.address}"


def _grouped(entries: Sequence[Entry]) -> list[str]:
    """A heading for each kind, its entries below, in the order of kinds."""
    parts = []
    for kind, group in groupby(sorted(entries, key=_place), key=lambda entry: entry.kind):
        parts += [f"* {KIND_WORDS[kind]}", *(_told(entry) for entry in group)]
    return parts


def _ending(entries: Sequence[Entry], to: Addresses) -> list[str]:
    if to.stop:
        return [
            str(say("Atur surel dan jam tenang: {address}", address=to.wishes)),
            str(say("Berhenti menerima surel seperti ini: {address}", address=to.stop)),
        ]
    kinds = sorted({entry.kind for entry in entries}, key=list(Kind).index)
    reasons = " ".join(str(MUST_BE_TOLD[kind]) for kind in kinds if kind in MUST_BE_TOLD)
    return [str(say("Surel seperti ini tidak dapat dihentikan. {reasons}", reasons=reasons))]


def body_of(name: str, entries: Sequence[Entry], to: Addresses, work: Sequence[Phrase] = ()) -> str:
    """The letter to a person of this name, in the language that is spoken; `work` is what comes due."""
    shown = entries[:MOST]
    parts = [_told(entries[0])] if len(entries) == 1 else _grouped(shown)
    if work:
        parts.insert(0, "\n".join([str(say("Tenggat perkara hari ini:")), *(f"- {one}" for one in work)]))
    if len(entries) > len(shown):
        more = say("Masih ada {n} lagi di kotak masuk: {address}", n=len(entries) - MOST, address=to.inbox)
        parts.append(str(more))
    greeting = str(say("Yth. {name},", name=name))
    return "\n\n".join([greeting, *parts, "\n".join(_ending(entries, to)), f"Terbuka, {to.home}"]) + "\n"
