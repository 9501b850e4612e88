"""A letter that an officer sends from the phone: who, about which unit, with which files.

A letter proves nobody (its sender is easily forged), so it makes drafts alone, never
anything public; whatever answers by itself is not read, so that no letter runs in circles (RFC 3834).
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr

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


def letter_in(raw: bytes) -> Letter:
    """Read a letter. Raises BadInput for what is none, is too large, answers by itself, or bears no file."""
    if len(raw) > LARGEST:
        raise BadInput(say("Surat lebih besar dari {most} MB.", most=LARGEST // 2**20))
    message = message_from_bytes(raw, policy=policy.default)
    sender = parseaddr(str(message.get("From", "")))[1].lower()
    if not sender:
        raise BadInput(say("Ini bukan surel utuh: tidak ada pengirimnya."))
    if _answers_itself(message):
        raise BadInput(say("Surat otomatis tidak diproses."))
    files = tuple(_files(message))
    if not files:
        raise BadInput(say("Surat tanpa lampiran: tidak ada yang dihimpun."))
    if len(files) > MOST_FILES:
        raise BadInput(say("Surat berisi {n} lampiran; paling banyak {most}.", n=len(files), most=MOST_FILES))
    return Letter(
        sender=sender,
        subject=" ".join(_PREFIX.sub("", str(message.get("Subject", ""))).split())[:300],
        message_id=str(message.get("Message-ID", "")).strip()[:300],
        addressed=tuple(_plus(message)),
        files=files,
    )


def _answers_itself(message: EmailMessage) -> bool:
    automatic = str(message.get("Auto-Submitted", "no")).strip().lower()
    precedence = str(message.get("Precedence", "")).strip().lower()
    is_report = message.get_content_type() == "multipart/report"
    return automatic != "no" or precedence in ("bulk", "junk", "list") or is_report


def _plus(message: EmailMessage) -> Iterator[str]:
    """`kpu-kab-jombang` of "terbuka+kpu-kab-jombang@...", in To, Cc and what the mail server adds."""
    names = ("To", "Cc", "Delivered-To", "X-Original-To")
    fields = [str(one) for name in names for one in message.get_all(name, [])]
    for _name, address in getaddresses(fields):
        tag = address.rpartition("@")[0].partition("+")[2].lower()
        if tag:
            yield tag


def _files(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for part in message.walk():
        name = part.get_filename()
        if part.is_multipart() or not name or part.get_content_disposition() == "inline":
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            yield name, content


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
