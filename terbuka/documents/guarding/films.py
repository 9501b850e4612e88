"""Looks at a film before it may be published: its container is read, its pictures a person has to see."""

from terbuka.documents.guarding.looking import Look, Seen
from terbuka.documents.leaks.films import NOT_SEEN, TOLD
from terbuka.documents.safecopy.films import copy_film, read_film
from terbuka.rules.guarding import NOT_READ
from terbuka.rules.language import Phrase
from terbuka.rules.phrases import in_both
from terbuka.rules.ruling import BadInput


def look_at_film(content: bytes) -> Look:
    """What a film tells beside its pictures, which its copy leaves behind. Never raises for a bad film."""
    try:
        film = read_film(content)
        # What no copy can be made of must be mended before anybody decides anything.
        copy_film(content)
    except BadInput as fault:
        return Look(fault=fault.phrase, is_workable=False)
    told = [
        _seen(leak.value, where, is_removed=True)
        for trace, (leak, where) in TOLD.items()
        if trace in film.traces
    ]
    return Look((_seen(NOT_READ, NOT_SEEN, is_removed=False), *told))


def _seen(kind: str, where: Phrase, *, is_removed: bool) -> Seen:
    return Seen(kind, in_both(where) or {}, None, 1, "", (), is_removed, False, is_removed)
