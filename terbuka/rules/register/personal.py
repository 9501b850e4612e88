"""Personal data of applicants: what they may ask for, and when their papers go.

Source: UU 27/2022 articles 30 to 32, 41 to 44 and 46; UU 14/2008 article 17 letter h.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from terbuka.rules.language import Phrase, say
from terbuka.rules.personal.finding import find_personal
from terbuka.rules.personal.passage import Passage


class SubjectWish(StrEnum):
    """What a person asks about the own data."""

    ACCESS = "access"
    CORRECTION = "correction"
    LIMIT = "limit"
    ERASURE = "erasure"


class SubjectWishState(StrEnum):
    """Open, granted, or refused with a reason such as a running dispute."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


class WishProof(StrEnum):
    """How the office knew that it is the person whose data are meant."""

    AT_DESK = "at_desk"
    SAME_CONTACT = "same_contact"
    CODE = "code"


WISH_WORDS: dict[SubjectWish, Phrase] = {
    SubjectWish.ACCESS: say("melihat dan menyalin data saya"),
    SubjectWish.CORRECTION: say("memperbaiki data saya"),
    SubjectWish.LIMIT: say("membatasi pemrosesan data saya"),
    SubjectWish.ERASURE: say("menghapus data saya"),
}


def masked(number: str) -> str:
    """An identity number as colleagues see it: the last four signs, the rest hidden."""
    kept = number.strip()
    return "•" * max(len(kept) - 4, 0) + kept[-4:] if len(kept) > 4 else "•" * len(kept)


STATE_WORDS: dict[SubjectWishState, Phrase] = {
    SubjectWishState.OPEN: say("belum dijawab"),
    SubjectWishState.GRANTED: say("dikabulkan"),
    SubjectWishState.REFUSED: say("ditolak"),
}
PROOF_WORDS: dict[WishProof, Phrase] = {
    WishProof.AT_DESK: say("menunjukkan identitasnya di meja layanan"),
    WishProof.SAME_CONTACT: say("menulis dari surel atau nomor yang tercatat di perkaranya"),
    WishProof.CODE: say("menyebut kode perkaranya"),
}
_HIDDEN = "•••"
_CARD = re.compile(
    r"\b(?:e-?ktp|ktp|kartu tanda penduduk|sim|paspor|passport|kartu keluarga|kk|identitas|id card)\b"
)


def is_named_like_identity(name: str) -> bool:
    """Does the name of a file say that it shows an identity card?"""
    return bool(_CARD.search(re.sub(r"[_.\d-]+", " ", name.lower())))


def without_person(text: str, known: Iterable[str]) -> str:
    """The text without these words of a person (name, address, numbers), and without personal data at all."""
    for word in sorted({one.strip() for one in known if len(one.strip()) > 2}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", _HIDDEN, text, flags=re.IGNORECASE)
    for hit in reversed(find_personal(Passage(text))):
        text = f"{text[: hit.start]}{_HIDDEN}{text[hit.end :]}"
    return text


def left_until(due_at: datetime, at: datetime) -> Phrase:
    """How many hours of a clock that runs day and night are left, or how many it is over."""
    hours = (due_at - at).total_seconds() / 3600
    if hours < 0:
        return say("lewat {n} jam", n=max(1, int(-hours)))
    return say("sisa {n} jam", n=int(hours))
