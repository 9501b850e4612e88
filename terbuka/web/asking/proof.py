"""That a form was filled in by somebody, not by the thousand: a sum in words, or a puzzle for scripts.

A form bears a signed ticket. Where scripts run, the browser searches a number whose SHA-256
together with the ticket's key begins with so many zero bits; where none run, its person
answers a sum. Whoever did either gets a signed pass for this one form. Nothing is kept here:
the key in it names the submission, so that the same form sent twice is one request.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.core import signing

from terbuka.models import WorkUnit
from terbuka.rules.language import Phrase, say

TICKET_SALT, PASS_SALT = "terbuka.asking.ticket", "terbuka.asking.pass"
AGE = 12 * 3600
# About thirty thousand tries: a second on a telephone, hours for who would send thousands.
BITS = 15
_SPOKEN = {
    2: say("dua"),
    3: say("tiga"),
    4: say("empat"),
    5: say("lima"),
    6: say("enam"),
    7: say("tujuh"),
    8: say("delapan"),
}
# Sums as somebody may write them out: of 4 to 16, in both languages.
_SUMS = (
    *("empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas", "dua belas"),
    *("tiga belas", "empat belas", "lima belas", "enam belas"),
)
_SUMS_IN_ENGLISH = (
    *("four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen"),
)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a form was given: `key` names the submission, `first` and `second` are the numbers of its sum."""

    key: str
    unit: int
    first: int
    second: int

    @property
    def question(self) -> Phrase:
        """The sum, in words."""
        first, second = _SPOKEN[self.first], _SPOKEN[self.second]
        return say("Berapa {first} ditambah {second}?", first=first, second=second)


def fresh(unit: WorkUnit) -> tuple[str, Ticket]:
    """A new ticket for a form to this unit: as the form bears it, and what it says."""
    ticket = Ticket(
        secrets.token_hex(16),
        unit.pk,
        2 + secrets.randbelow(len(_SPOKEN)),
        2 + secrets.randbelow(len(_SPOKEN)),
    )
    told = {"k": ticket.key, "u": ticket.unit, "s": [ticket.first, ticket.second]}
    return signing.dumps(told, salt=TICKET_SALT), ticket


def ticket_of(text: str, unit: WorkUnit) -> Ticket | None:
    """The ticket that a form bears; None where it is not ours, for another unit, or older than half a day."""
    told = _read(text, TICKET_SALT)
    if told is None or told["u"] != unit.pk:
        return None
    return Ticket(told["k"], told["u"], *told["s"])


def is_proven(ticket: Ticket, number: str, answer: str) -> bool:
    """Was the puzzle solved, or the sum answered in figures or words?"""
    return is_solved(ticket.key, number) or _is_answered(ticket, answer)


def is_solved(key: str, number: str) -> bool:
    """Does the SHA-256 of "key:number" begin with as many zero bits as are asked?"""
    if not (number.isdecimal() and len(number) < 12):
        return False
    digest = hashlib.sha256(f"{key}:{number}".encode()).digest()
    return int.from_bytes(digest) >> (256 - BITS) == 0


def _is_answered(ticket: Ticket, answer: str) -> bool:
    total, said = ticket.first + ticket.second, " ".join(answer.lower().split()).strip(".!")
    return said in (str(total), _SUMS[total - 4], _SUMS_IN_ENGLISH[total - 4])


def passed(ticket: Ticket) -> str:
    """The pass of a form whose ticket was proven."""
    return signing.dumps({"k": ticket.key, "u": ticket.unit}, salt=PASS_SALT)


def key_of(text: str, unit: WorkUnit) -> str:
    """The key in a pass; "" where it is not ours, for another unit, or too old."""
    told = _read(text, PASS_SALT)
    return told["k"] if told is not None and told["u"] == unit.pk else ""


def _read(text: str, salt: str) -> dict[str, Any] | None:
    try:
        told: dict[str, Any] = signing.loads(text, salt=salt, max_age=AGE)
    except signing.BadSignature:
        return None
    return told
