"""Personal data of applicants: what they may ask for, and when their papers go.

Source: UU 27/2022 articles 30 to 32, 41 to 44 and 46; UU 14/2008 article 17 letter h.
"""

from enum import StrEnum

from terbuka.rules.language import Phrase, say


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
