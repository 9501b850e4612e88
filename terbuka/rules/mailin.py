"""A letter that an officer sends from the phone: who, about which unit, with which files.

A letter proves nobody (its sender is easily forged), so it makes drafts alone, never
anything public; whatever answers by itself is not read, so that no letter runs in circles (RFC 3834).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from terbuka.rules.inbound import InboundLetter
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput

LARGEST = 60 * 1024 * 1024
MOST_FILES = 50
_PREFIX = re.compile(r"^\s*(?:(?:re|fw|fwd|bls|trs)\s*:\s*)+", re.IGNORECASE)
_SLUG = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter holds. `addressed` are slugs that its addresses name behind a plus sign."""

    sender: str
    subject: str
    message_id: str
    addressed: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...]

    def slugs(self) -> tuple[str, ...]:
        """Everything in subject and addresses that may name a unit, the addresses first."""
        named = (*self.addressed, *_SLUG.findall(self.subject.lower()))
        return tuple(dict.fromkeys(named))


def letter_in(inbound: InboundLetter) -> Letter:
    """What an officer's letter brings. Raises BadInput without sender or files, and for a program's."""
    if not inbound.sender.address:
        raise BadInput(say("Ini bukan surel utuh: tidak ada pengirimnya."))
    if inbound.is_automatic:
        raise BadInput(say("Surat otomatis tidak diproses."))
    files = tuple((one.name, one.content) for one in inbound.files)
    if not files:
        raise BadInput(say("Surat tanpa lampiran: tidak ada yang dihimpun."))
    if len(files) > MOST_FILES:
        raise BadInput(say("Surat berisi {n} lampiran; paling banyak {most}.", n=len(files), most=MOST_FILES))
    # `terbuka+kpu-kab-jombang@...` names a unit.
    tags = (address.rpartition("@")[0].partition("+")[2] for address in inbound.addressed)
    return Letter(
        sender=inbound.sender.address,
        subject=bare_subject(inbound.subject),
        message_id=inbound.message_id,
        addressed=tuple(tag for tag in tags if tag),
        files=files,
    )


def bare_subject(subject: str) -> str:
    """A subject without "Re:", "Fwd:" and their Indonesian like before it."""
    return _PREFIX.sub("", subject)


def unit_meant(letter: Letter, own: Collection[str]) -> tuple[str, Phrase | None]:
    """The slug of the unit that a letter is for, of those where its sender may collect; else why not."""
    named = [slug for slug in letter.slugs() if slug in own]
    if len(set(named)) == 1:
        return named[0], None
    if not own:
        return "", say("Pengirim tidak bertugas menghimpun informasi di satker mana pun.")
    if len(own) == 1 and not letter.addressed:
        return next(iter(own)), None
    return "", say("Satkernya tidak jelas; tulis nama pendek satker, misalnya kpu-kab-jombang, di perihal.")
